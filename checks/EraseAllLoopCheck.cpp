//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "EraseAllLoopCheck.h"
#include "support/FixIts.h"
#include "support/Loops.h"
#include "support/MapSpelling.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

// for (auto it = m.begin(); it != m.end();) {   // Loop
//   release(it->second);                        // Work, with one use of `it`
//   it = m.erase(it);                           // the erasure
// }
static constexpr llvm::StringLiteral Loop = "loop";
static constexpr llvm::StringLiteral Call = "call";

void EraseAllLoopCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(
      stmt(anyOf(forStmt(), whileStmt(), doStmt(), cxxForRangeStmt()))
          .bind(Loop),
      this);
  Finder->addMatcher(callExpr().bind(Call), this);
}

/// How clear() is worse than what it replaces: it may free a table that erasing
/// keeps for the next elements.
static llvm::StringRef whatClearFrees(const model::ContainerTraits &Traits) {
  if (Traits.isOrdered() || Traits.Clear == model::ClearKeeps::Table)
    return "";
  return Traits.Clear == model::ClearKeeps::SmallOnly
             ? ", which frees the table once it is large"
             : ", which also frees the table";
}

/// m.clear(); instead of the loop and of what only served it.
static Fix clearInsteadOf(const Stmt *Loop, const Drain &D,
                          ASTContext &Context) {
  Fix F;
  SourceRange Range = rangeWithSemicolon(Loop, Context);
  if (!D.Before.empty())
    Range.setBegin(D.Before.front()->getBeginLoc());
  std::string Clear = memberCall(D.Erase, "clear()", Context);
  if (Clear.empty() || !isEditable(Range, Context) ||
      (D.Cursor && D.UsedOutside))
    F.lower(FixGrade::None);
  else if (hasComment(Range, Context))
    F.lower(FixGrade::Offered);
  F.NoteText = "replace the loop by 'clear()'";
  F.Edits.push_back(FixItHint::CreateReplacement(Range, Clear + ";"));
  return F;
}

/// for (auto &element : m) { the work } m.clear();
static Fix workThenClear(const Stmt *Loop, const Drain &D,
                         ASTContext &Context) {
  Fix F;
  F.lower(FixGrade::None);
  const SourceRange Whole = rangeWithSemicolon(Loop, Context);
  std::string Clear = memberCall(D.Erase, "clear()", Context);
  std::string Name = freshElementName(Loop, Context);
  const std::string Map = spelledObject(D.Erase, Context);
  const auto *For = dyn_cast<ForStmt>(Loop);
  const auto *While = dyn_cast<WhileStmt>(Loop);
  // Qt's maps are walked by value, and an unused variable is a warning.
  const bool WalksElements =
      D.Erase.Traits->EraseIf != model::EraseIfForm::RemoveIf ||
      !D.Erase.Traits->isMap();
  // A walk over copied keys stays, and so do they.
  const auto *KeyWalk = dyn_cast<CXXForRangeStmt>(Loop);
  if (KeyWalk && !Clear.empty() && isEditable(Whole, Context) &&
      isInCompound(Loop, Context)) {
    F.Edits.push_back(FixItHint::CreateRemoval(
        wholeLine(rangeWithSemicolon(D.EraseStmt, Context), Context)));
    F.Edits.push_back(insertionBehind(Whole, Clear, Context));
    F.Grade = FixGrade::Offered;
    F.NoteText = "do the work, then clear the container";
    return F;
  }
  if (Clear.empty() || Name.empty() || llvm::StringRef(Map).contains(' ') ||
      D.Uses.empty() || !D.UsesAreRewritable || D.UsedOutside ||
      !WalksElements || !isEditable(Whole, Context) ||
      !isInCompound(Loop, Context) || (!For && !While))
    return F;
  const Expr *Increment = For ? For->getInc() : nullptr;
  if (Increment && Increment != D.EraseStmt)
    return F; // `++n` has no place in a range-for.
  // Proxies are no lvalues.
  llvm::StringRef Reference =
      D.Erase.Traits->S == model::Storage::SortedArray ? "&&" : "&";
  F.Edits.push_back(FixItHint::CreateReplacement(
      SourceRange(Whole.getBegin(),
                  For ? For->getRParenLoc() : While->getRParenLoc()),
      ("for (auto " + Reference + Name + " : " + Map + ")").str()));
  for (const ElementUse &Use : D.Uses)
    F.Edits.push_back(
        FixItHint::CreateReplacement(Use.Range, Use.Arrow ? Name + "." : Name));
  for (const Stmt *Gone : {D.EraseStmt, D.CursorInBody})
    if (Gone && Gone != Increment)
      F.Edits.push_back(FixItHint::CreateRemoval(
          wholeLine(rangeWithSemicolon(Gone, Context), Context)));
  for (const Stmt *Gone : D.Before)
    F.Edits.push_back(FixItHint::CreateRemoval(
        wholeLine(rangeWithSemicolon(Gone, Context), Context)));
  F.Edits.push_back(insertionBehind(Whole, Clear, Context));
  F.Grade = FixGrade::Offered;
  F.NoteText = "walk the elements, then clear the container";
  return F;
}

static bool isRemedyThere(const MapOp &Op) {
  return !Op.Traits->ConcurrentWrites &&
         model::hasMember(Op.ContainerType, "clear", 0);
}

void EraseAllLoopCheck::checkLoop(const Stmt *Loop, ASTContext &Context) {
  if (!isUserSpelled(loopKeyword(Loop), Context))
    return;
  std::optional<Drain> D = parseDrain(Loop, Context, model());
  if (!D || !isRemedyThere(D->Erase))
    return;
  llvm::StringRef Frees = whatClearFrees(*D->Erase.Traits);
  const bool HasWork = !D->Work.empty();
  Fix F = HasWork ? workThenClear(Loop, *D, Context)
                  : clearInsteadOf(Loop, *D, Context);
  if (!Frees.empty())
    F.lower(FixGrade::Offered);
  emit(*this,
       diag(loopKeyword(Loop), "every element of '%0' is erased one by one; "
                               "%select{use|do the work first, then call}1 "
                               "'clear()'%2")
           << spelledObject(D->Erase, Context) << HasWork << Frees,
       loopKeyword(Loop), F);
}

void EraseAllLoopCheck::checkCall(const CallExpr *Call, ASTContext &Context) {
  std::optional<MapOp> Op = parseMapOp(Call, model());
  if (!Op || Op->Call != Call)
    return;
  const bool IsRange =
      !Op->Traits->RangeEraseKeepsTable && erasesWholeRange(*Op, model());
  if ((!IsRange && !erasesUnconditionally(*Op, Context)) ||
      !isRemedyThere(*Op) || !isUserSpelled(Call->getBeginLoc(), Context) ||
      !isStandaloneStatement(Call, Context))
    return;
  llvm::StringRef Frees = whatClearFrees(*Op->Traits);
  Fix F;
  std::string Clear = memberCall(*Op, "clear()", Context);
  if (Clear.empty() || !isEditable(Call->getSourceRange(), Context))
    F.lower(FixGrade::None);
  else if (!Frees.empty() || hasComment(Call->getSourceRange(), Context))
    F.lower(FixGrade::Offered);
  F.NoteText = "call 'clear()' instead";
  F.Edits.push_back(
      FixItHint::CreateReplacement(Call->getSourceRange(), Clear));
  emit(*this,
       diag(Call->getBeginLoc(),
            "every element of '%0' is erased by %select{a predicate that is "
            "always true|a walk over the whole range}1; use 'clear()'%2")
           << spelledObject(*Op, Context) << IsRange << Frees,
       Call->getBeginLoc(), F);
}

void EraseAllLoopCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  if (const auto *S = Result.Nodes.getNodeAs<Stmt>(Loop))
    checkLoop(S, *Result.Context);
  if (const auto *E = Result.Nodes.getNodeAs<CallExpr>(Call))
    checkCall(E, *Result.Context);
}

} // namespace clang::tidy::maps
