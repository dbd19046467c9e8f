//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "UnboundedCacheCheck.h"
#include "support/FixIts.h"
#include "support/Growth.h"
#include "support/UsageSummary.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

// static std::unordered_map<int, Result> Cache;   // "static"
// const Result &get(int k) {
//   auto [It, New] = Cache.try_emplace(k);        // grows here
//   ...
// }
//
// namespace { struct State { std::map<int, int> Seen; }; }
// static State TheState;                          // "static"

void UnboundedCacheCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(varDecl(hasGlobalStorage()).bind("static"), this);
}

void UnboundedCacheCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  const auto *Var = Result.Nodes.getNodeAs<VarDecl>("static");
  checkMap(Var, /*Singleton=*/nullptr, *Result.Context);
  checkMembers(Var, *Result.Context);
}

// The class of an object of static storage, also where it is leaked:
// static State *S = new State; static State &S = *new State;
static const CXXRecordDecl *classOf(const VarDecl *Object) {
  QualType T = Object->getType().getNonReferenceType();
  if (const QualType Pointee = support::pointeeType(T); !Pointee.isNull())
    T = Pointee;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return Class ? Class->getDefinition() : nullptr;
}

void UnboundedCacheCheck::checkMembers(const VarDecl *Object,
                                       ASTContext &Context) {
  const CXXRecordDecl *Class = classOf(Object);
  if (!Class || !support::isOnlyKnownHere(Class, Context))
    return;
  for (const FieldDecl *Field : Class->fields())
    checkMap(Field, Object, Context);
}

// "'get'", or "a closure in 'get'"
static std::string describe(const support::Usage &U) {
  const StringRef Name = StringRef(U.Function).rsplit("::").second.empty()
                             ? StringRef(U.Function)
                             : StringRef(U.Function).rsplit("::").second;
  return (U.InClosure ? "a closure of '" : "'") + Name.str() + "'";
}

// const Map M; const Map &M; const Map *M - not: Map *const M
static bool isConstMap(const ValueDecl *Map) {
  QualType T = Map->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return T.isConstQualified();
}

void UnboundedCacheCheck::checkMap(const ValueDecl *Map,
                                   const VarDecl *Singleton,
                                   ASTContext &Context) {
  if (isConstMap(Map) || !support::isUserSpelled(Map->getLocation(), Context) ||
      !support::isOnlyKnownHere(Map, Context))
    return;
  const support::UsageSummaries &Usage = usage(Context);
  const support::MapSummary *Summary = Usage.of(Map);
  if (!Summary || Usage.decl(*Summary) != Map)
    return;
  if (!Calls)
    Calls = std::make_unique<support::CallSites>(Context);
  const std::vector<const support::Usage *> Growth =
      support::unboundedGrowth(*Summary, Usage, *Calls, model(), Context);
  if (Growth.empty() ||
      (Singleton && !support::isSingleton(
                        cast<CXXRecordDecl>(cast<FieldDecl>(Map)->getParent()),
                        Singleton, Context)))
    return;
  diag(Map->getLocation(),
       "'%0' lives as long as the %select{program|thread}1 and grows with "
       "each new key that %2 inserts: nothing in this file erases, clears, "
       "reassigns, swaps or size-checks it; remove what is not needed any "
       "more, or limit its size")
      << Summary->Name << Summary->ThreadLocal << describe(*Growth.front());
  for (const support::Usage *Insert : Growth)
    diag(Usage.node(*Summary, *Insert)->getBeginLoc(), "it grows here",
         DiagnosticIDs::Note);
}

} // namespace clang::tidy::maps
