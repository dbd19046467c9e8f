//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "ReserveInLoopCheck.h"
#include "support/Cursors.h"
#include "support/Effects.h"
#include "support/FixIts.h"
#include "support/Loops.h"
#include "support/MapSpelling.h"
#include "support/ReserveSteps.h"
#include "support/TripCount.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

// for (const auto &Row : Rows) {
//   Index.reserve(Index.size() + Row.size());   // Call
//   ...
static constexpr llvm::StringLiteral Call = "call";

/// Fewer iterations than this are no matter of complexity.
static constexpr uint64_t FewIterations = 4;

void ReserveInLoopCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(callExpr(unless(isExpansionInSystemHeader())).bind(Call),
                     this);
}

/// "n" or "(last - first)", as an operand.
static std::string asOperand(llvm::StringRef Text) {
  return Text.contains(' ') ? ("(" + Text + ")").str() : Text.str();
}

/// m.reserve(m.size() + n * k); in front of the loop instead.
static Fix hoistFix(const ReserveStep &Found,
                    const std::optional<TripCount> &Count,
                    ASTContext &Context) {
  Fix F;
  F.lower(FixGrade::None);
  const Expr *Inner = Found.Reserve.Call;
  const SourceRange Range = rangeWithSemicolon(Inner, Context);
  const SourceLocation Begin = Found.Loop->getBeginLoc();
  if (!Found.Step || Found.Amount || !Count || Count->Text.empty() ||
      enclosingLoop(Found.Loop, Context) ||
      mayChangeValue(Found.Loop, Found.Step, Context) ||
      !isInCompound(Inner, Context) || !isInCompound(Found.Loop, Context) ||
      !isEditable(Range, Context) || hasComment(Range, Context) ||
      !isEditable(Begin, Context))
    return F;
  // What the step names must be there in front of the loop.
  std::optional<llvm::SmallVector<ObjectPath, 4>> Read =
      objectsReadBy(Found.Step);
  if (!Read || llvm::any_of(*Read, [&](const ObjectPath &Path) {
        return Path.Root &&
               Context.getSourceManager().isPointWithin(
                   Path.Root->getLocation(), Begin, Found.Loop->getEndLoc());
      }))
    return F;
  std::string Total = asOperand(Count->Text);
  if (const auto *Literal = dyn_cast<IntegerLiteral>(strip(Found.Step));
      !Literal || Literal->getValue() != 1) {
    llvm::StringRef Step = textOf(Found.Step->getSourceRange(), Context);
    if (Step.empty())
      return F;
    Total += " * " + asOperand(Step);
  }
  const std::string Size = memberCall(Found.Reserve, "size()", Context);
  const std::string Call = memberCall(
      Found.Reserve, Found.Reserve.Member + "(" + Size + " + " + Total + ")",
      Context);
  if (Size.empty() || Call.empty())
    return F;
  F.Grade = FixGrade::Offered;
  F.NoteText = "reserve the total before the loop";
  F.Edits.push_back(FixItHint::CreateInsertion(
      Begin, Call + ";\n" + indentationAt(Begin, Context).str()));
  F.Edits.push_back(FixItHint::CreateRemoval(wholeLine(Range, Context)));
  return F;
}

void ReserveInLoopCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *E = Result.Nodes.getNodeAs<CallExpr>(Call);
  std::optional<MapOp> Op = parseMapOp(E, model());
  if (!Op || Op->Traits->Repeated != model::RepeatedReserve::Quadratic ||
      !isUserSpelled(Op->MemberLoc, Context) ||
      !isUserSpelled(E->getBeginLoc(), Context))
    return;
  std::optional<ReserveStep> Found = parseReserveStep(E, Context, model());
  if (!Found)
    return;
  const std::optional<TripCount> Count = tripCount(Found->Loop, Context);
  if (Count && Count->Constant && *Count->Constant < FewIterations)
    return;
  const bool IsArray = Op->Traits->S == model::Storage::SortedArray;
  emit(*this,
       diag(E->getBeginLoc(),
            "'%0' makes room for just a little more in every iteration, and "
            "%select{rehashes|reallocates}1 all elements each time; reserve "
            "the total before the loop")
           << spelledObject(*Op, Context) << IsArray,
       Found->Loop->getBeginLoc(), hoistFix(*Found, Count, Context));
}

} // namespace clang::tidy::maps
