//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "SubscriptInsertCheck.h"
#include "support/FixIts.h"
#include "support/ReadRewrite.h"
#include "support/SubscriptReads.h"
#include "support/UsageSummary.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

// if (Headers["Content-Length"] == length)
// return Names[id];

void SubscriptInsertCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(
      cxxOperatorCallExpr(hasOverloadedOperatorName("[]")).bind("access"),
      this);
  // m.operator[](k)
  Finder->addMatcher(
      cxxMemberCallExpr(callee(cxxMethodDecl(hasOverloadedOperatorName("[]"))))
          .bind("access"),
      this);
  // In templates.
  Finder->addMatcher(arraySubscriptExpr().bind("access"), this);
}

/// std::shared_lock Lock(Mutex);
/// return Names[id];
///
/// A race comes before its cost: map-unguarded-write speaks about it.
static bool isUnderSharedLock(const Expr *Access,
                              const support::MapSummary *Map,
                              const support::UsageSummaries &Summaries) {
  return Map && llvm::any_of(Map->Usages, [&](const support::Usage &U) {
           return Summaries.node(*Map, U) == Access &&
                  llvm::any_of(U.LocksHeld, [](const support::HeldLock &Lock) {
                    return Lock.Shared;
                  });
         });
}

void SubscriptInsertCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *Access = Result.Nodes.getNodeAs<Expr>("access");
  if (!support::isUserSpelled(Access->getBeginLoc(), Context) ||
      !support::isUserSpelled(Access->getEndLoc(), Context))
    return;
  std::optional<support::SubscriptRead> Read =
      support::findInsertingRead(Access, usage(Context), Context, model());
  if (!Read)
    return;
  const support::MapSummary *Map = usage(Context).of(Read->Op.Object);
  if (isUnderSharedLock(Access, Map, usage(Context)))
    return;
  StringRef Text = support::textOf(Read->Op.Object->getSourceRange(), Context);
  const StringRef Lookup = support::defaultingLookup(Read->Op);
  support::emit(*this,
                diag(Access->getBeginLoc(),
                     "reading '%0' by '[]' inserts an element for every key "
                     "that is not in it; use '%1'")
                    << (Text.empty() && Map ? StringRef(Map->Name) : Text)
                    << (Lookup.empty() ? "find" : Lookup)
                    << Access->getSourceRange(),
                Access->getBeginLoc(),
                support::readWithoutInsertion(*Read, model(), Context));
}

} // namespace clang::tidy::maps
