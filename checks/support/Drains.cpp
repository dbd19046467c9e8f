//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Drains.h"
#include "support/CursorLoops.h"
#include "support/Cursors.h"
#include "support/Effects.h"
#include "support/KeyLists.h"
#include "support/Loops.h"
#include "clang/AST/ExprCXX.h"

namespace clang::tidy::maps::support {

/// What the body remembers of the element and uses once it is gone.
static bool usesElementAfterwards(llvm::ArrayRef<const Stmt *> Earlier,
                                  llvm::ArrayRef<const Stmt *> Later) {
  for (const Stmt *S : Earlier)
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *Declared : Declaration->decls())
        if (const auto *Var = dyn_cast<ValueDecl>(Declared))
          for (const Stmt *After : Later)
            if (countReferences(Var, After))
              return true;
  return false;
}

/// Whether the container may be reached or changed by the other statements.
static bool isWorkHarmful(Drain &D, const ObjectPath &Map, ASTContext &Context,
                          const model::ContainerModel &Model) {
  ElementWork Found = inspectWork(D.Work, D.Cursor, Map, Context, Model);
  D.Uses = Found.Uses;
  D.UsesAreRewritable = Found.UsesAreRewritable;
  return Found.Harmful;
}

/// Splits the body into the erasure, which \p IsErase recognises, and the work.
template <typename Predicate>
static bool splitBody(Drain &D, const Stmt *Body, Predicate IsErase) {
  llvm::SmallVector<const Stmt *, 8> All = statementsOf(Body);
  for (size_t I = 0; I < All.size(); ++I) {
    const Stmt *S = All[I];
    if (S == D.CursorInBody || isa<NullStmt>(S))
      continue;
    const auto *E = dyn_cast<Expr>(S);
    if (!D.EraseStmt && E && IsErase(strip(E))) {
      D.EraseStmt = S;
      if (usesElementAfterwards(llvm::ArrayRef(All).take_front(I),
                                llvm::ArrayRef(All).drop_front(I + 1)))
        return false;
    } else {
      D.Work.push_back(S);
    }
  }
  return D.EraseStmt != nullptr;
}
//===----------------------------------------------------------------------===//
// for (auto it = m.begin(); it != m.end();) it = m.erase(it);
//===----------------------------------------------------------------------===//

/// for (auto it = m.begin(); it != m.end();) {
///   auto current = it++;
///   m.erase(current);
/// }
static bool parseStep(Drain &D, const Stmt *Body,
                      const model::ContainerModel &Model) {
  const VarDecl *Walker = D.Cursor;
  D.CursorInBody = stepInBody(Body, Walker);
  if (!D.CursorInBody || countReferences(Walker, Body) != 1)
    return false;
  const VarDecl *Current = onlyVariable(D.CursorInBody);
  D.Cursor = Current;
  return splitBody(D, Body, [&](const Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    if (!Op || !isSingleErase(*Op) || namedVariable(Op->Args[0]) != Current)
      return false;
    D.Erase = *Op;
    return true;
  });
}

static std::optional<Drain>
parseIteratorLoop(const Stmt *Loop, ASTContext &Context,
                  const model::ContainerModel &Model) {
  std::optional<CursorLoop> Walk = parseCursorLoop(Loop, Context, Model);
  if (!Walk)
    return std::nullopt;
  Drain D;
  D.Cursor = Walk->Cursor;
  auto IsErase = [&](const Expr *E) {
    std::optional<MapOp> Op = erasureAt(E, Walk->Cursor, Model);
    if (Op)
      D.Erase = *Op;
    return Op.has_value();
  };
  if (Walk->Increment && IsErase(strip(Walk->Increment))) {
    D.EraseStmt = Walk->Increment;
    for (const Stmt *S : statementsOf(loopBody(Loop)))
      if (!isa<NullStmt>(S))
        D.Work.push_back(S);
  } else {
    // A `continue` would skip the erasure.
    if (exitsOf(Loop).Continue)
      return std::nullopt;
    if (stepInBody(loopBody(Loop), D.Cursor)
            ? !parseStep(D, loopBody(Loop), Model)
            : !splitBody(D, loopBody(Loop), IsErase))
      return std::nullopt;
    if (Walk->Increment)
      D.Work.push_back(Walk->Increment);
  }
  if (containerOf(D.Erase) != Walk->Map ||
      isWorkHarmful(D, Walk->Map, Context, Model))
    return std::nullopt;
  D.Cursor = Walk->Cursor;
  D.Before = Walk->Before;
  D.UsedOutside = Walk->UsedOutside;
  return D;
}

//===----------------------------------------------------------------------===//
// while (!m.empty()) m.erase(m.begin());
//===----------------------------------------------------------------------===//

static bool isInteger(const Expr *E, unsigned Value) {
  const auto *Literal = dyn_cast<IntegerLiteral>(strip(E));
  return Literal && Literal->getValue() == Value;
}

static std::optional<ObjectPath> emptiness(const Expr *E, MapOpKind Kind,
                                           const model::ContainerModel &Model) {
  std::optional<MapOp> Op = parseMapOp(E, Model);
  return Op && Op->Kind == Kind && Op->Args.empty() ? containerOf(*Op)
                                                    : std::nullopt;
}

/// The container that the condition tests for elements.
static std::optional<ObjectPath>
testedForElements(const Expr *Cond, const model::ContainerModel &Model) {
  Cond = strip(Cond);
  if (const auto *Not = dyn_cast<UnaryOperator>(Cond);
      Not && Not->getOpcode() == UO_LNot)
    if (auto Map = emptiness(Not->getSubExpr(), MapOpKind::Empty, Model))
      return Map;
  if (auto Map = emptiness(Cond, MapOpKind::Size, Model))
    return Map;
  std::optional<Comparison> Test = parseComparison(Cond);
  if (!Test)
    return std::nullopt;
  if (std::optional<MapOp> Begin = boundOf(Test->LHS, MapOpKind::Begin, Model))
    if (std::optional<ObjectPath> Map = containerOf(*Begin);
        Map && Test->Opcode == BO_NE &&
        isBoundOf(Test->RHS, MapOpKind::End, *Map, Model))
      return Map;
  if (auto Map = emptiness(Test->LHS, MapOpKind::Size, Model))
    if ((isInteger(Test->RHS, 0) &&
         (Test->Opcode == BO_GT || Test->Opcode == BO_NE)) ||
        (isInteger(Test->RHS, 1) && Test->Opcode == BO_GE))
      return Map;
  if (auto Map = emptiness(Test->RHS, MapOpKind::Size, Model))
    if (isInteger(Test->LHS, 0) &&
        (Test->Opcode == BO_LT || Test->Opcode == BO_NE))
      return Map;
  return std::nullopt;
}

static std::optional<Drain> parseFrontLoop(const Stmt *Loop, const Expr *Cond,
                                           const Expr *Increment,
                                           ASTContext &Context,
                                           const model::ContainerModel &Model) {
  std::optional<ObjectPath> Map = testedForElements(Cond, Model);
  if (!Map || exitsOf(Loop).Continue)
    return std::nullopt;
  Drain D;
  llvm::SmallVector<const Stmt *, 8> Body = statementsOf(loopBody(Loop));
  if (const VarDecl *Var = Body.empty() ? nullptr : onlyVariable(Body.front());
      Var && Var->hasInit() &&
      isBoundOf(Var->getInit(), MapOpKind::Begin, *Map, Model)) {
    D.Cursor = Var;
    D.CursorInBody = Body.front();
  }
  auto IsErase = [&](const Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    if (!Op || !isSingleErase(*Op) || containerOf(*Op) != Map ||
        !namesFirst(Op->Args[0], D.Cursor, *Map, Model))
      return false;
    D.Erase = *Op;
    return true;
  };
  if (!splitBody(D, loopBody(Loop), IsErase))
    return std::nullopt;
  if (Increment)
    D.Work.push_back(Increment);
  if (isWorkHarmful(D, *Map, Context, Model))
    return std::nullopt;
  return D;
}

//===----------------------------------------------------------------------===//
// for (const K &k : copiedKeys) m.erase(k);
//===----------------------------------------------------------------------===//

static std::optional<Drain> parseKeyLoop(const CXXForRangeStmt *Loop,
                                         ASTContext &Context,
                                         const model::ContainerModel &Model) {
  Drain D;
  const VarDecl *Element = Loop->getLoopVariable();
  auto IsErase = [&](const Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    if (!Op || Op->Kind != MapOpKind::EraseKey || Op->Args.size() != 1)
      return false;
    D.Erase = *Op;
    return true;
  };
  if (exitsOf(Loop).Continue || !splitBody(D, Loop->getBody(), IsErase))
    return std::nullopt;
  std::optional<ObjectPath> Map = containerOf(D.Erase);
  if (!Map)
    return std::nullopt;
  const Expr *Key = D.Erase.Args[0];
  std::optional<MapOp> Range =
      parseMapOp(peelIterator(Loop->getRangeInit()), Model);
  const bool IsKeyList =
      Range && Range->Args.empty() && containerOf(*Range) == Map &&
      (Range->Member == "keys" || Range->Member == "uniqueKeys");
  ListOf List = ListOf::Keys;
  if (!IsKeyList) {
    KeyList Made =
        keyListBefore(Loop, *Map, D.Erase.Traits->isMap(), Context, Model);
    List = Made.Of;
    D.Before = Made.Before;
    D.UsedOutside = Made.UsedOutside;
  }
  const bool IsTheKey =
      List == ListOf::Keys ? namedVariable(Key) == Element
                           : List == ListOf::Elements &&
                                 isKeyOf(Key, Element, D.Erase.Traits->isMap());
  const ObjectPath Copy{Element, {}};
  if (!IsTheKey || isWorkHarmful(D, *Map, Context, Model) ||
      llvm::any_of(D.Work,
                   [&](const Stmt *S) { return mayWrite(S, Copy, Context); }))
    return std::nullopt;
  return D;
}

//===----------------------------------------------------------------------===//

std::optional<Drain> parseDrain(const Stmt *Loop, ASTContext &Context,
                                const model::ContainerModel &Model) {
  const LoopExits Exits = exitsOf(Loop);
  if (Exits.leavesEarly() || Exits.Suspends)
    return std::nullopt;
  if (const auto *RangeFor = dyn_cast<CXXForRangeStmt>(Loop))
    return parseKeyLoop(RangeFor, Context, Model);
  if (std::optional<Drain> D = parseIteratorLoop(Loop, Context, Model))
    return D;
  const Expr *Cond = nullptr, *Increment = nullptr;
  if (const auto *For = dyn_cast<ForStmt>(Loop)) {
    Cond = For->getCond();
    Increment = For->getInc();
  } else if (const auto *While = dyn_cast<WhileStmt>(Loop);
             While && !While->getConditionVariable()) {
    Cond = While->getCond();
  } else if (const auto *Do = dyn_cast<DoStmt>(Loop)) {
    Cond = Do->getCond();
  }
  if (!Cond)
    return std::nullopt;
  return parseFrontLoop(Loop, Cond, Increment, Context, Model);
}

bool erasesWholeRange(const MapOp &Op, const model::ContainerModel &Model) {
  if (Op.Kind != MapOpKind::EraseRange || Op.Args.size() != 2)
    return false;
  std::optional<ObjectPath> Map = containerOf(Op);
  return Map && isBoundOf(Op.Args[0], MapOpKind::Begin, *Map, Model) &&
         isBoundOf(Op.Args[1], MapOpKind::End, *Map, Model);
}

bool erasesUnconditionally(const MapOp &Op, const ASTContext &Context) {
  if (Op.Kind != MapOpKind::EraseIf || Op.Args.size() != 1 || !containerOf(Op))
    return false;
  const auto *Lambda = dyn_cast<LambdaExpr>(peelIterator(Op.Args[0]));
  const auto *Body =
      Lambda ? dyn_cast_or_null<CompoundStmt>(Lambda->getBody()) : nullptr;
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  bool Always = false;
  return Value && !Value->isValueDependent() &&
         Value->EvaluateAsBooleanCondition(Always, Context) && Always;
}

} // namespace clang::tidy::maps::support
