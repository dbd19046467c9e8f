//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ConditionalErases.h"
#include "support/CursorLoops.h"
#include "support/Cursors.h"
#include "support/ElementReads.h"
#include "support/KeyLists.h"
#include "support/Loops.h"
#include "clang/AST/ExprCXX.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

static const Expr *asExpr(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  return E ? strip(E) : nullptr;
}

/// `it` of `std::next(it)`.
static const VarDecl *nextOf(const Expr *E) {
  const auto *Call = dyn_cast_or_null<CallExpr>(peelIterator(E));
  if (!Call || Call->getNumArgs() == 0)
    return nullptr;
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Lookup =
      dyn_cast<UnresolvedLookupExpr>(Call->getCallee()->IgnoreParenImpCasts());
  DeclarationName Name = Callee   ? Callee->getDeclName()
                         : Lookup ? Lookup->getName()
                                  : DeclarationName();
  const bool IsNext = Name.isIdentifier() && Name.getAsIdentifierInfo() &&
                      Name.getAsIdentifierInfo()->isStr("next");
  const bool ByOne =
      Call->getNumArgs() == 1 || isa<CXXDefaultArgExpr>(Call->getArg(1));
  return IsNext && ByOne ? namedVariable(Call->getArg(0)) : nullptr;
}

/// `x` of `++x` and `x++`.
static const Expr *incremented(const Expr *E) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->isIncrementOp())
    return Unary->getSubExpr();
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_PlusPlus)
    return Call->getArg(0);
  return nullptr;
}

/// `++it`, `it++`, `it = std::next(it)`.
static bool isStep(const Expr *E, const VarDecl *Cursor) {
  if (const Expr *Stepped = incremented(E))
    return namedVariable(Stepped) == Cursor;
  auto [Target, Value] = parseAssignment(E);
  return Target && namedVariable(Target) == Cursor && nextOf(Value) == Cursor;
}

/// `n` of `++n`, `n++` and `n += 1`.
static const Expr *counted(const Expr *E) {
  const Expr *Counter = incremented(E);
  const auto *Compound = dyn_cast<CompoundAssignOperator>(E);
  if (Compound && Compound->getOpcode() == BO_AddAssign)
    if (const auto *One = dyn_cast<IntegerLiteral>(strip(Compound->getRHS()));
        One && One->getValue() == 1)
      Counter = Compound->getLHS();
  return Counter && Counter->getType()->isIntegerType() && objectOf(Counter)
             ? Counter
             : nullptr;
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

/// Whether the body may change an element, or the conditions read the counter.
static bool isDisturbed(const ConditionalErase &Found, const Stmt *Loop,
                        ASTContext &Context) {
  if (llvm::any_of(Found.Work.Elements, [&](const Expr *Element) {
        return !isOnlyRead(Element, loopBody(Loop), Context);
      }))
    return true;
  if (isa<CXXForRangeStmt>(Loop) &&
      !isOnlyRead(Found.Cursor, loopBody(Loop), Context))
    return true;
  const Expr *Counter = Found.When.Counter;
  std::optional<ObjectPath> Path = Counter ? objectOf(Counter) : std::nullopt;
  return Path && Path->Root &&
         llvm::any_of(Found.When.parts(), [&](const Stmt *S) {
           return countReferences(Path->Root, S) != 0;
         });
}

/// Decides whether the branches of \p Loop only select elements of Found.Map.
static bool decides(ConditionalErase &Found, EraseDecision When,
                    const Stmt *Loop, bool IsIterator, ASTContext &Context,
                    const model::ContainerModel &Model) {
  if (When.Tests.empty())
    return false;
  Found.When = std::move(When);
  Found.Work =
      inspectWork(Found.When.parts(), IsIterator ? Found.Cursor : nullptr,
                  Found.Map, Context, Model, WorkKind::Condition);
  return !Found.Work.Harmful && !isDisturbed(Found, Loop, Context);
}

//===----------------------------------------------------------------------===//
// for (auto it = m.begin(); it != m.end();)
//   if (c(*it)) it = m.erase(it); else ++it;
//===----------------------------------------------------------------------===//

namespace {
/// What one iteration does besides the decision: how it gets to the next
/// element.
struct Stride {
  llvm::SmallVector<const Stmt *, 8> Body;
  /// The iterator at the element.
  const VarDecl *Element = nullptr;
  /// The loop has stepped already, or does it afterwards: `m.erase(Element)`
  /// takes, and nothing keeps.
  bool StepsByItself = false;
};
} // namespace

/// `auto next = std::next(it);` or, behind `auto next = it;`, `++next;`
static bool isNextSaved(const Stmt *S, const VarDecl *Next,
                        const VarDecl *Cursor) {
  if (onlyVariable(S) == Next)
    return Next->hasInit() && nextOf(Next->getInit()) == Cursor;
  const Expr *E = asExpr(S);
  return E && isStep(E, Next) && Next->hasInit() &&
         namedVariable(Next->getInit()) == Cursor;
}

static std::optional<Stride> strideOf(const Stmt *Loop,
                                      const CursorLoop &Walk) {
  Stride Found;
  Found.Body = statementsOf(loopBody(Loop));
  Found.Element = Walk.Cursor;
  if (!Walk.Increment) {
    // auto current = it++;
    if (const Stmt *Step = stepInBody(loopBody(Loop), Walk.Cursor)) {
      if (countReferences(Walk.Cursor, loopBody(Loop)) != 1 ||
          Found.Body.front() != Step)
        return std::nullopt;
      Found.Body.erase(Found.Body.begin());
      Found.Element = onlyVariable(Step);
      Found.StepsByItself = true;
      return Found;
    }
  }
  // it = next, at the end of the body or in the head of the loop.
  const Expr *Last = Walk.Increment       ? strip(Walk.Increment)
                     : Found.Body.empty() ? nullptr
                                          : asExpr(Found.Body.back());
  auto [Target, Value] = parseAssignment(Last);
  const VarDecl *Next = Target && namedVariable(Target) == Walk.Cursor
                            ? namedVariable(Value)
                            : nullptr;
  if (!Next)
    return Walk.Increment ? std::nullopt : std::optional(Found);
  if (!Walk.Increment) {
    if (exitsOf(Loop).Continue)
      return std::nullopt;
    Found.Body.pop_back();
  }
  if (Found.Body.empty() || !isNextSaved(Found.Body.front(), Next, Walk.Cursor))
    return std::nullopt;
  Found.Body.erase(Found.Body.begin());
  if (llvm::any_of(Found.Body, [&](const Stmt *S) {
        return countReferences(Next, S) != 0;
      }))
    return std::nullopt;
  Found.StepsByItself = true;
  return Found;
}

static std::optional<ConditionalErase>
parseErasingWalk(const Stmt *Loop, ASTContext &Context,
                 const model::ContainerModel &Model) {
  std::optional<CursorLoop> Walk = parseCursorLoop(Loop, Context, Model);
  std::optional<Stride> Stride = Walk ? strideOf(Loop, *Walk) : std::nullopt;
  if (!Stride)
    return std::nullopt;
  ConditionalErase Found;
  auto IsErase = [&](const Expr *E) {
    std::optional<MapOp> Op = Stride->StepsByItself
                                  ? parseMapOp(E, Model)
                                  : erasureAt(E, Stride->Element, Model);
    if (!Op || !isSingleErase(*Op) || containerOf(*Op) != Walk->Map ||
        (Stride->StepsByItself &&
         namedVariable(Op->Args[0]) != Stride->Element))
      return false;
    Found.Erase = *Op;
    return true;
  };
  auto Classify = [&](const Stmt *S) -> BodyAction {
    const Expr *E = asExpr(S);
    if (!E)
      return {};
    if (IsErase(E))
      return {BodyAction::Take, nullptr};
    if (!Stride->StepsByItself && isStep(E, Stride->Element))
      return {BodyAction::Step, nullptr};
    auto [Target, Value] = parseAssignment(E);
    const auto *Choice = dyn_cast_or_null<ConditionalOperator>(
        Target ? peelIterator(Value) : nullptr);
    if (Choice && namedVariable(Target) == Stride->Element) {
      std::optional<MapOp> Op =
          parseMapOp(peelIterator(Choice->getTrueExpr()), Model);
      const Expr *Kept = strip(Choice->getFalseExpr());
      const Expr *PreIncremented = incremented(peelIterator(Kept));
      if (Op && isSingleErase(*Op) && containerOf(*Op) == Walk->Map &&
          namedVariable(Op->Args[0]) == Stride->Element &&
          (nextOf(Kept) == Stride->Element ||
           (PreIncremented && !postIncremented(Kept) &&
            namedVariable(PreIncremented) == Stride->Element))) {
        Found.Erase = *Op;
        return {BodyAction::Pick, Choice->getCond()};
      }
    }
    if (const Expr *Counter = counted(E))
      return {BodyAction::Count, Counter};
    return {};
  };
  std::optional<EraseDecision> When =
      parseDecision(Stride->Body, !Stride->StepsByItself, Classify);
  Found.Map = Walk->Map;
  Found.Cursor = Stride->Element;
  Found.Before = Walk->Before;
  Found.UsedOutside = Walk->UsedOutside;
  if (!When || !Found.Erase.Call ||
      !decides(Found, std::move(*When), Loop, /*IsIterator=*/true, Context,
               Model))
    return std::nullopt;
  Found.Counter = Found.When.Counter;
  return Found;
}

//===----------------------------------------------------------------------===//
// for (auto &kv : m) if (c(kv)) keys.push_back(kv.first);
// for (auto &k : keys) m.erase(k);
//===----------------------------------------------------------------------===//

/// Whether the only thing that \p Loop does is to add the keys of some elements
/// to \p List.
static bool collects(ConditionalErase &Found, const Stmt *Loop,
                     const VarDecl *List, ASTContext &Context,
                     const model::ContainerModel &Model) {
  const LoopExits Exits = exitsOf(Loop);
  if (Exits.leavesEarly() || Exits.Suspends)
    return false;
  const auto *Range = dyn_cast<CXXForRangeStmt>(Loop);
  if (Range) {
    if (objectOf(Range->getRangeInit()) != Found.Map)
      return false;
    Found.Cursor = Range->getLoopVariable();
  } else {
    std::optional<CursorLoop> Walk = parseCursorLoop(Loop, Context, Model);
    if (!Walk || Walk->Map != Found.Map || Walk->UsedOutside ||
        !Walk->Before.empty() || !Walk->Increment ||
        !isStep(strip(Walk->Increment), Walk->Cursor))
      return false;
    Found.Cursor = Walk->Cursor;
  }
  const bool IsMap = Found.Erase.Traits->isMap();
  auto Classify = [&](const Stmt *S) -> BodyAction {
    auto [Target, Key] = addition(S);
    if (!Target || Target != List)
      return {};
    const bool IsKey = Range
                           ? isKeyOf(Key, Found.Cursor, IsMap)
                           : namesFirst(Key, Found.Cursor, Found.Map, Model) ||
                                 isQtKeyOf(Key, Found.Cursor);
    return {IsKey ? BodyAction::Take : BodyAction::Other, nullptr};
  };
  std::optional<EraseDecision> When = parseDecision(
      statementsOf(loopBody(Loop)), /*KeepsByStepping=*/false, Classify);
  return When && decides(Found, std::move(*When), Loop, !Range, Context, Model);
}

static std::optional<ConditionalErase>
parseCollectedKeys(const CXXForRangeStmt *Loop, ASTContext &Context,
                   const model::ContainerModel &Model) {
  const VarDecl *List = namedVariable(Loop->getRangeInit());
  llvm::SmallVector<const Stmt *, 8> Body = statementsOf(Loop->getBody());
  const Expr *Only = Body.size() == 1 ? asExpr(Body[0]) : nullptr;
  std::optional<MapOp> Op = Only ? parseMapOp(Only, Model) : std::nullopt;
  std::optional<ObjectPath> Map =
      Op && isSingleErase(*Op) ? containerOf(*Op) : std::nullopt;
  if (!Map || !List || !List->hasLocalStorage() || isa<ParmVarDecl>(List) ||
      namedVariable(Op->Args[0]) != Loop->getLoopVariable() ||
      (Op->Kind == MapOpKind::EraseKey && Op->Traits->isMulti()))
    return std::nullopt;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(parentStmt(Loop, Context));
  if (!Block)
    return std::nullopt;
  ConditionalErase Found;
  Found.Erase = *Op;
  Found.Map = *Map;
  auto Siblings = llvm::ArrayRef(Block->body_begin(), Block->body_end());
  unsigned Inside = countReferences(List, Loop);
  // Backwards: the loop that collects, room made for the list, the list.
  for (size_t I = llvm::find(Siblings, Loop) - Siblings.begin(); I-- > 0;) {
    const Stmt *S = Siblings[I];
    if (!Found.Collector) {
      if (!collects(Found, S, List, Context, Model))
        return std::nullopt;
      Found.Collector = S;
    } else if (onlyVariable(S) == List) {
      const auto *Made = dyn_cast_or_null<CXXConstructExpr>(List->getInit());
      if (!Made || Made->getNumArgs() != 0)
        return std::nullopt;
    } else if (!isReserveOf(S, List)) {
      if (countReferences(List, S))
        return std::nullopt;
      continue;
    }
    Inside += countReferences(List, S);
    Found.Before.insert(Found.Before.begin(), S);
    if (isa<DeclStmt>(S))
      return countReferences(List) == Inside ? std::optional(Found)
                                             : std::nullopt;
  }
  return std::nullopt;
}

std::optional<ConditionalErase>
parseConditionalErase(const Stmt *Loop, ASTContext &Context,
                      const model::ContainerModel &Model) {
  const LoopExits Exits = exitsOf(Loop);
  if (Exits.leavesEarly() || Exits.Suspends)
    return std::nullopt;
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop))
    return parseCollectedKeys(Range, Context, Model);
  return parseErasingWalk(Loop, Context, Model);
}

} // namespace clang::tidy::maps::support
