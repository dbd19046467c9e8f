//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "FlatCandidateCheck.h"
#include "support/ConstantTable.h"
#include "support/FixIts.h"
#include "support/Hashing.h"
#include "support/Visibility.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

//   static const std::map<Color, const char *> Names = {   <- "table"
//       {Color::Red, "red"},
//       {Color::Green, "green"}};
//   auto It = Names.find(C);

FlatCandidateCheck::FlatCandidateCheck(StringRef Name,
                                       ClangTidyContext *Context)
    : MapTidyCheck(Name, Context),
      MaxHashedEntries(Options.get("MaxHashedEntries", 256U)) {}

void FlatCandidateCheck::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  MapTidyCheck::storeOptions(Opts);
  Options.store(Opts, "MaxHashedEntries", MaxHashedEntries);
}

void FlatCandidateCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(varDecl(hasInitializer(expr()), unless(parmVarDecl()),
                             unless(isExpansionInSystemHeader()))
                         .bind("table"),
                     this);
}

/// Built once, and then asked for keys and for nothing else.
static bool isOnlyLookedUp(const MapSummary &Map) {
  return Map.has(UsageKind::Lookup) &&
         llvm::all_of(Map.Usages, [](const Usage &U) {
           switch (U.Kind) {
           case UsageKind::Declare:
           case UsageKind::Construct:
           case UsageKind::Lookup:
           case UsageKind::Measure:
           case UsageKind::End:
           case UsageKind::Capture:
           case UsageKind::Return:  // Of an element: isFullyVisible() says so.
           case UsageKind::Address: // Likewise.
             return true;
           default:
             return false;
           }
         });
}

/// Addresses cannot be sorted before the program is linked, unless an order of
/// the table's own looks at what they point to.
static bool canBeSorted(QualType Key, QualType Container,
                        const model::ContainerTraits &Traits) {
  return !Key->isPointerType() ||
         (Traits.isOrdered() && !hasDefaultOrder(Container, Traits));
}

void FlatCandidateCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *Var = Result.Nodes.getNodeAs<VarDecl>("table");
  const QualType T = Var->getType();
  const model::ContainerTraits *Traits = model().lookup(T);
  if (!Traits || Traits->S == model::Storage::SortedArray ||
      !isUserSpelled(Var->getLocation(), Context))
    return;
  const QualType Key = model::keyType(T, *Traits);
  const std::optional<unsigned> Entries =
      constantElements(Var->getInit(), Context);
  // Values that can be reached may be changed.
  if (Traits->isMap() && !T.isConstQualified())
    return;
  if (!Entries || *Entries < 2 || !canBeConstant(Key, Context) ||
      (Traits->isMap() &&
       !canBeConstant(model::mappedType(T, *Traits), Context)) ||
      !canBeSorted(Key, T, *Traits) ||
      (!Traits->isOrdered() && *Entries > MaxHashedEntries))
    return;
  const UsageSummaries &Summaries = usage(Context);
  const MapSummary *Map = Summaries.of(Var);
  if (!Map || Summaries.decl(*Map) != Var->getCanonicalDecl() ||
      !isOnlyLookedUp(*Map) || !isFullyVisible(*Map, Summaries, Context) ||
      isWalked(*Map, Summaries, model(), Context))
    return;
  const model::ContainerTraits *Flat =
      model::flatCounterpart(*Traits, Context.getLangOpts());
  const bool Switchable =
      Key->isIntegralOrEnumerationType() && !Traits->isMulti();
  diag(Var->getLocation(),
       "%0 is a constant table of %1 entries that is built "
       "on the heap %select{at each call|at the first call|at start-up}2; use "
       "%select{|a switch or |a switch, }3a sorted constexpr "
       "array%select{| or '%5'}4")
      << Var << *Entries
      << (Var->hasLocalStorage() ? 0 : (Var->isStaticLocal() ? 1 : 2))
      << (Switchable ? (Flat ? 2 : 1) : 0) << (Flat != nullptr)
      << (Flat ? StringRef(Flat->Name) : StringRef());
}

} // namespace clang::tidy::maps
