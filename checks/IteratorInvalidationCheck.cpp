//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "IteratorInvalidationCheck.h"
#include "support/FixIts.h"
#include "support/Loops.h"
#include "support/UsageSummary.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

// auto it = m.find(k);          "function" around all of it
// m.erase(it);
// use(it->second);              <- the warning: 'it'
//
// for (auto &kv : m)
//   m.erase(kv.first);          <- the warning: the call
static constexpr llvm::StringLiteral Function = "function";
static constexpr llvm::StringLiteral Lambda = "lambda";

void IteratorInvalidationCheck::registerMatchers(MatchFinder *Finder) {
  // Any body: the analysis itself sees at once whether it changes a map.
  Finder->addMatcher(functionDecl(isDefinition(), unless(isImplicit()),
                                  unless(isExpansionInSystemHeader()))
                         .bind(Function),
                     this);
  Finder->addMatcher(
      lambdaExpr(unless(isExpansionInSystemHeader())).bind(Lambda), this);
}

/// The map as the operation spells it.
static std::string mapName(const MapOp &Op, const ASTContext &Context) {
  StringRef Text = textOf(Op.Object->getSourceRange(), Context);
  if (Text.empty())
    return "the map";
  return ("'" + Twine(Op.Arrow ? "*" : "") + Text + "'").str();
}

/// "'it' is no longer valid, since ..."
static StringRef causeText(const StaleUse &Found) {
  switch (Found.What.Cause) {
  case InvalidationCause::Erased:
    return "its element was erased from %0";
  case InvalidationCause::Shifted:
    return "erasing from %0 moved other elements";
  case InvalidationCause::Cleared:
    return "%0 was cleared";
  case InvalidationCause::Replaced:
    return "%0 was assigned to";
  case InvalidationCause::Grown:
    break;
  }
  const model::ContainerTraits &Traits = *Found.By.Traits;
  if (Traits.OnInsert == model::Invalidates::Iterators)
    return "%0 may have been rehashed";
  return Traits.isOrdered() ? "inserting into %0 moves its elements"
                            : "%0 may have moved its elements to grow";
}

static std::string reasonFor(const StaleUse &Found, const ASTContext &Context) {
  auto [Before, After] = causeText(Found).split("%0");
  return (Before + mapName(Found.By, Context) + After).str();
}

static StringRef remedyFor(const StaleUse &Found, ASTContext &Context) {
  // Elsewhere the reader wants the element that is gone.
  const Stmt *Loop = enclosingLoop(Found.By.Call, Context);
  const bool GoesOn = Found.What.Form == HandleForm::Iterator && Loop &&
                      contains(Loop, Found.Where);
  const model::ContainerTraits &Traits = *Found.By.Traits;
  switch (Found.What.Cause) {
  case InvalidationCause::Erased:
  case InvalidationCause::Shifted:
    if (!GoesOn)
      return "copy what is needed before erasing";
    if (!Traits.EraseReturnsNext)
      return "advance it before erasing";
    return Found.By.Kind == MapOpKind::EraseIterator
               ? "continue with the iterator that 'erase' returns"
               : "erase by iterator and continue with the one that 'erase' "
                 "returns";
  case InvalidationCause::Cleared:
  case InvalidationCause::Replaced:
    return "copy what is needed before";
  case InvalidationCause::Grown:
    break;
  }
  return Traits.canReserve() && !Traits.InsertMoves
             ? "look the element up again, or reserve room before"
             : "look the element up again";
}

void IteratorInvalidationCheck::reportWalk(const StaleUse &Found,
                                           ASTContext &Context) {
  const bool Grows = Found.What.Cause == InvalidationCause::Grown;
  const bool Erases = Found.What.Cause == InvalidationCause::Erased ||
                      Found.What.Cause == InvalidationCause::Shifted;
  StringRef Remedy =
      Grows     ? "collect the new elements and insert them after the loop"
      : !Erases ? "do it after the loop, or leave the loop at once"
      : Found.By.Traits->EraseReturnsNext
          ? "walk with an iterator and continue with the one that 'erase' "
            "returns"
          : "collect the keys and erase them after the loop";
  diag(Found.Where->getBeginLoc(),
       "'%0' %select{invalidates|may invalidate}1 the iterator of the loop "
       "that walks %2; %3")
      << Found.By.Member << Grows << mapName(Found.By, Context) << Remedy;
  diag(loopKeyword(Found.Walk), "the loop needs its iterator for the next step",
       DiagnosticIDs::Note);
}

void IteratorInvalidationCheck::reportUse(const StaleUse &Found,
                                          ASTContext &Context) {
  if (Found.Variable)
    diag(Found.Where->getBeginLoc(), "%0 is no longer valid, since %1; %2")
        << Found.Variable << reasonFor(Found, Context)
        << remedyFor(Found, Context);
  else
    diag(Found.Where->getBeginLoc(),
         "the value is read after the subscript on the left may have moved "
         "the elements of %0; copy it first")
        << mapName(Found.By, Context);
  if (Found.What.Source->getBeginLoc() != Found.Where->getBeginLoc())
    diag(Found.What.Source->getBeginLoc(), "obtained here",
         DiagnosticIDs::Note);
  if (Found.Variable)
    diag(Found.By.Call->getBeginLoc(), "made invalid here",
         DiagnosticIDs::Note);
}

void IteratorInvalidationCheck::checkMatch(
    const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *Analysed = Result.Nodes.getNodeAs<FunctionDecl>(Function);
  if (const auto *Closure = Result.Nodes.getNodeAs<LambdaExpr>(Lambda))
    Analysed = Closure->getCallOperator();
  else if (const auto *Method = dyn_cast<CXXMethodDecl>(Analysed);
           Method && Method->getParent()->isLambda())
    return;
  // Room that another function makes in a member or a global.
  auto IsReserved = [&](const MapOp &Op) {
    std::optional<ObjectPath> Path =
        Op.Arrow ? pointee(Op.Object) : objectOf(Op.Object);
    const auto *Root = Path ? dyn_cast_or_null<VarDecl>(Path->Root) : nullptr;
    if (!Path || (Root && !Root->hasGlobalStorage()))
      return false;
    const MapSummary *Summary = usage(Context).of(Op.Object);
    return Summary && Summary->has(UsageKind::Reserve);
  };
  for (const StaleUse &Found :
       findStaleUses(Analysed, Context, model(), IsReserved)) {
    if (!isUserSpelled(Found.Where->getBeginLoc(), Context) ||
        !isUserSpelled(Found.By.MemberLoc, Context))
      continue;
    if (Found.Walk)
      reportWalk(Found, Context);
    else
      reportUse(Found, Context);
  }
}

} // namespace clang::tidy::maps
