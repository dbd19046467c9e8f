//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "MissingReserveCheck.h"
#include "support/Emptiness.h"
#include "support/Fills.h"
#include "support/FixIts.h"
#include "support/HeapMaps.h"
#include "support/Hoisting.h"
#include "support/Loops.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

// std::unordered_map<int, Item> m;
// for (const Item &item : items)   // "loop"
//   m.emplace(item.id, item);
// std::copy(s.begin(), s.end(), std::inserter(m, m.end())); // "algorithm"

MissingReserveCheck::MissingReserveCheck(StringRef Name,
                                         ClangTidyContext *Context)
    : MapTidyCheck(Name, Context),
      WarnOnConditional(flagOption("WarnOnConditional", false)),
      MinTripCount(Options.get("MinTripCount", 8U)) {}

void MissingReserveCheck::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  MapTidyCheck::storeOptions(Opts);
  storeFlag(Opts, "WarnOnConditional", WarnOnConditional);
  Options.store(Opts, "MinTripCount", MinTripCount);
}

void MissingReserveCheck::registerMatchers(MatchFinder *Finder) {
  // for (...) { ... m.insert(...); ... }
  Finder->addMatcher(forStmt().bind("loop"), this);
  // while (it != last) { m.insert(*it); ++it; }
  Finder->addMatcher(whileStmt().bind("loop"), this);
  Finder->addMatcher(cxxForRangeStmt().bind("loop"), this);
  // std::transform(first, last, std::inserter(m, m.end()), f);
  Finder->addMatcher(callExpr(hasAnyArgument(callExpr(callee(
                                  functionDecl(hasName("::std::inserter"))))))
                         .bind("algorithm"),
                     this);
}

void MissingReserveCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  if (const auto *Loop = Result.Nodes.getNodeAs<Stmt>("loop"))
    for (const support::Fill &Fill :
         support::fillsOfLoop(Loop, model(), Context))
      if (deservesReserve(Fill, Context))
        report(Fill, Context);
  if (const auto *Call = Result.Nodes.getNodeAs<CallExpr>("algorithm"))
    if (std::optional<support::Fill> Fill =
            support::fillOfAlgorithm(Call, model(), Context);
        Fill && deservesReserve(*Fill, Context))
      report(*Fill, Context);
}

// map-needless-heap turns the pointer into a container, which the edit would
// still call a pointer.
static bool isNeedlesslyOnHeap(const support::Fill &Fill,
                               const model::ContainerModel &Model,
                               ASTContext &Context) {
  const auto *Owner = dyn_cast_or_null<VarDecl>(Fill.Object.Root);
  return Owner && support::findNeedlessOwner(Owner, Model, Context);
}

static SourceLocation positionOf(const support::Fill &Fill) {
  return support::isLoop(Fill.Where) ? support::loopKeyword(Fill.Where)
                                     : Fill.Where->getBeginLoc();
}

// A map that map-construct-in-loop moves out of a loop keeps its room there.
static bool isHoisted(const support::Fill &Fill,
                      const model::ContainerModel &Model, ASTContext &Context) {
  const auto *Var = dyn_cast_or_null<VarDecl>(Fill.Object.Root);
  return Var && support::enclosingLoop(Fill.Where, Context) &&
         support::findHoist(Var, Context, Model);
}

bool MissingReserveCheck::deservesReserve(const support::Fill &Fill,
                                          ASTContext &Context) const {
  if (Fill.Keys <= support::KeyShape::Coarse ||
      (Fill.Conditional && !WarnOnConditional) ||
      (Fill.Count.Constant && *Fill.Count.Constant < MinTripCount))
    return false;
  return support::isUserSpelled(positionOf(Fill), Context) &&
         support::isUserSpelled(Fill.Insertion->getExprLoc(), Context) &&
         model::hasMember(Fill.ContainerType, Fill.Traits->Growth, 1) &&
         support::isFreshAt(Fill.Where, Fill.Object, model(), Context) &&
         !isHoisted(Fill, model(), Context);
}

// "m.reserve" or "p->reserve"; empty if the container is not spelled.
static std::string growthCallee(const support::Fill &Fill,
                                const ASTContext &Context) {
  const Expr *E = Fill.Container;
  const std::string Object =
      support::textOf(E->getSourceRange(), Context).str();
  if (Object.empty())
    return Object;
  const bool NeedsParens = !isa<DeclRefExpr, MemberExpr>(E);
  return (NeedsParens ? "(" + Object + ")" : Object) +
         (Fill.Arrow ? "->" : ".") + Fill.Traits->Growth.str();
}

// Whether the container's spelling means the same before the loop.
static bool isDeclaredBefore(const support::Fill &Fill,
                             const ASTContext &Context) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Fill.Container);
  return !Ref || Context.getSourceManager().isBeforeInTranslationUnit(
                     Ref->getDecl()->getLocation(), Fill.Where->getBeginLoc());
}

void MissingReserveCheck::report(const support::Fill &Fill,
                                 ASTContext &Context) {
  const bool IsLoop = support::isLoop(Fill.Where);
  const std::string Callee = growthCallee(Fill, Context);
  const std::string Call = Callee.empty() || Fill.Count.Text.empty() ||
                                   !isDeclaredBefore(Fill, Context)
                               ? std::string()
                               : Callee + "(" + Fill.Count.Text + ")";
  support::Fix Fix;
  const SourceLocation Begin = Fill.Where->getBeginLoc();
  if (Call.empty() || !support::isInCompound(Fill.Where, Context) ||
      !support::isEditable(Begin, Context) ||
      isNeedlesslyOnHeap(Fill, model(), Context))
    Fix.lower(support::FixGrade::None);
  // With fewer keys than iterations, the room would not be used; a negative
  // count would be a huge one.
  if (Fill.Keys != support::KeyShape::Distinct || Fill.Conditional ||
      Fill.Count.MayBeNegative)
    Fix.lower(support::FixGrade::Offered);
  if (Fix.Grade != support::FixGrade::None)
    Fix.Edits.push_back(FixItHint::CreateInsertion(
        Begin, Call + ";\n" + support::indentationAt(Begin, Context).str()));
  Fix.NoteText = "make room for one element per iteration";
  support::emit(
      *this,
      diag(positionOf(Fill),
           "'%0' %select{rehashes|reallocates}1 again and again while this "
           "%select{call|loop}2 fills it; %select{call '%4'|reserve room for "
           "one element per iteration}3 before the %select{call|loop}2")
          << support::textOf(Fill.Container->getSourceRange(), Context)
          << (Fill.Traits->S == model::Storage::SortedArray) << IsLoop
          << Call.empty() << Call,
      Begin, Fix);
}

} // namespace clang::tidy::maps
