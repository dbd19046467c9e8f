//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/CursorLoops.h"
#include "support/Cursors.h"
#include "support/ElementWork.h"
#include "support/Loops.h"
#include "clang/AST/ExprCXX.h"

namespace clang::tidy::maps::support {

/// Whether `it` is `m.begin()` where the loop starts; notes what in front of it
/// sets it up.
static bool startsAtBegin(CursorLoop &L, const Stmt *Loop, ASTContext &Context,
                          const model::ContainerModel &Model) {
  auto SetsUp = [&](const Stmt *S) {
    if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(S))
      return llvm::is_contained(Declaration->decls(), L.Cursor) &&
             L.Cursor->hasInit() &&
             isBoundOf(L.Cursor->getInit(), MapOpKind::Begin, L.Map, Model);
    const auto *E = dyn_cast_or_null<Expr>(S);
    auto [Target, Value] = parseAssignment(E ? strip(E) : nullptr);
    return Target && namedVariable(Target) == L.Cursor &&
           isBoundOf(Value, MapOpKind::Begin, L.Map, Model);
  };
  const auto *For = dyn_cast<ForStmt>(Loop);
  bool Started = For && For->getInit() && SetsUp(For->getInit());
  if (For && For->getInit() && !Started)
    return false;
  if (Started && isa<DeclStmt>(For->getInit()))
    return true;
  // What stands before the loop, from its nearest statement on.
  const auto *Block = dyn_cast_or_null<CompoundStmt>(parentStmt(Loop, Context));
  if (!Block)
    return Started;
  auto Siblings = llvm::ArrayRef(Block->body_begin(), Block->body_end());
  size_t At = llvm::find(Siblings, Loop) - Siblings.begin();
  if (At == Siblings.size())
    return Started;
  for (size_t I = At; I-- > 0;) {
    const Stmt *S = Siblings[I];
    bool Declares = onlyVariable(S) == L.Cursor;
    if (!Started && SetsUp(S)) {
      Started = true;
      if (I + 1 == At && (Declares || isa<Expr>(S)))
        L.Before.insert(L.Before.begin(), S);
      if (isa<DeclStmt>(S))
        return true;
      continue;
    }
    if (Started) {
      if (Declares && I + 1 + L.Before.size() == At)
        L.Before.insert(L.Before.begin(), S);
      return true;
    }
    // Anything in between may have moved it, or inserted before it.
    if (inspectWork(S, L.Cursor, L.Map, Context, Model).Harmful)
      return false;
  }
  return Started;
}

std::optional<CursorLoop> parseCursorLoop(const Stmt *Loop, ASTContext &Context,
                                          const model::ContainerModel &Model) {
  CursorLoop L;
  const Expr *Cond = nullptr;
  if (const auto *For = dyn_cast<ForStmt>(Loop)) {
    Cond = For->getCond();
    L.Increment = For->getInc();
  } else if (const auto *While = dyn_cast<WhileStmt>(Loop);
             While && !While->getConditionVariable()) {
    Cond = While->getCond();
  } else if (const auto *Do = dyn_cast<DoStmt>(Loop)) {
    Cond = Do->getCond();
  }
  std::optional<Comparison> Test = Cond ? parseComparison(Cond) : std::nullopt;
  if (!Test || Test->Opcode != BO_NE)
    return std::nullopt;
  std::optional<MapOp> End = endOf(Test->RHS, Model);
  L.Cursor = namedVariable(Test->LHS);
  if (!End) {
    End = endOf(Test->LHS, Model);
    L.Cursor = namedVariable(Test->RHS);
  }
  std::optional<ObjectPath> Map = End ? containerOf(*End) : std::nullopt;
  if (!Map || !L.Cursor)
    return std::nullopt;
  L.Map = *Map;
  L.End = *End;
  if (!startsAtBegin(L, Loop, Context, Model))
    return std::nullopt;
  unsigned Inside = countReferences(L.Cursor, Loop);
  for (const Stmt *S : L.Before)
    Inside += countReferences(L.Cursor, S);
  const auto *For = dyn_cast<ForStmt>(Loop);
  bool DeclaredHere =
      (For && isa_and_nonnull<DeclStmt>(For->getInit())) ||
      llvm::any_of(L.Before, [](const Stmt *S) { return isa<DeclStmt>(S); });
  L.UsedOutside = !DeclaredHere || countReferences(L.Cursor) != Inside;
  return L;
}

} // namespace clang::tidy::maps::support
