//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "RedundantLookupCheck.h"
#include "support/FixIts.h"
#include "support/LookupGroups.h"
#include "support/LookupRewrites.h"
#include "support/NewNames.h"
#include "support/SubscriptReads.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

//   if (m.count(k) > 0)   <- the first lookup
//     use(m[k]);          <- another one, which finds the same

void RedundantLookupCheck::registerMatchers(MatchFinder *Finder) {
  const auto Code = unless(isExpansionInSystemHeader());
  Finder->addMatcher(
      functionDecl(isDefinition(), Code, hasBody(stmt().bind("body"))), this);
  Finder->addMatcher(lambdaExpr(Code).bind("lambda"), this);
}

void RedundantLookupCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  if (const auto *Lambda = Result.Nodes.getNodeAs<LambdaExpr>("lambda"))
    return checkBody(Lambda->getBody(), *Result.Context);
  checkBody(Result.Nodes.getNodeAs<Stmt>("body"), *Result.Context);
}

void RedundantLookupCheck::checkBody(const Stmt *Body, ASTContext &Context) {
  NewNames Names(Body, Context);
  // Of a read that inserts, map-subscript-insert speaks.
  auto IsReported = [&](const Expr *E) {
    return findInsertingRead(E, usage(Context), Context, model()).has_value();
  };
  for (const LookupGroup &Group :
       findLookupGroups(Body, model(), Context, IsReported)) {
    std::optional<LookupRewrite> Rewrite =
        rewriteLookups(Group, Names, model(), Context);
    if (!Rewrite)
      continue;
    const SourceLocation Begin = Group.First.Call->getBeginLoc();
    emit(*this,
         diag(Begin,
              "'%0' is searched %select{for the element at hand|twice for "
              "the same key|%1 times for the same key}2; %3")
             << textOf(Group.First.Object->getSourceRange(), Context)
             << static_cast<unsigned>(Rewrite->Others.size() + 1)
             << (Group.Kind == GroupKind::AtHand ? 0
                 : Rewrite->Others.size() > 1    ? 2
                                                 : 1)
             << Rewrite->Remedy,
         Begin, Rewrite->F);
    for (const Expr *Other : Rewrite->Others)
      diag(Other->getBeginLoc(), "searched again here", DiagnosticIDs::Note);
  }
}

} // namespace clang::tidy::maps
