//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The small shapes of code that walks a container by an iterator: bounds,
/// comparisons, steps, erasures, and the statements around them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_CURSORS_H
#define MAPTIDY_SUPPORT_CURSORS_H

#include "support/Identity.h"
#include "support/MapOps.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <utility>

namespace clang::tidy::maps::support {

/// strip(), and the conversion of an iterator to a const_iterator too.
const Expr *peelIterator(const Expr *E);

/// The variable that \p E names, looked at by peelIterator().
const VarDecl *namedVariable(const Expr *E);

/// The forward `begin()` or `end()` (\p Kind) that \p E is.
std::optional<MapOp> boundOf(const Expr *E, MapOpKind Kind,
                             const model::ContainerModel &Model);
bool isBoundOf(const Expr *E, MapOpKind Kind, const ObjectPath &Map,
               const model::ContainerModel &Model);

/// `m.end()`, or a variable that still holds it.
std::optional<MapOp> endOf(const Expr *E, const model::ContainerModel &Model);

struct Comparison {
  BinaryOperatorKind Opcode;
  const Expr *LHS;
  const Expr *RHS;
};

/// `a != b` in all its forms: built-in, overloaded, rewritten by C++20, and
/// `!(a == b)`.
std::optional<Comparison> parseComparison(const Expr *E);

/// `x` and `y` of `x = y`; null if \p E is no assignment.
std::pair<const Expr *, const Expr *> parseAssignment(const Expr *E);

/// `it` of `it++`.
const VarDecl *postIncremented(const Expr *E);

/// `erase(it)` or `erase(k)`.
bool isSingleErase(const MapOp &Op);

/// `it = m.erase(it)` or `m.erase(it++)`.
std::optional<MapOp> erasureAt(const Expr *E, const VarDecl *Cursor,
                               const model::ContainerModel &Model);

/// \p E is `it`, `it->first`, `*it`, `m.begin()` or `m.begin()->first`.
bool namesFirst(const Expr *E, const VarDecl *Cursor, const ObjectPath &Map,
                const model::ContainerModel &Model);

/// The statements of a block, or the one statement.
llvm::SmallVector<const Stmt *, 8> statementsOf(const Stmt *Body);

/// The variable of a declaration of one variable.
const VarDecl *onlyVariable(const Stmt *S);

/// `auto current = it++;` in the body, which erases `current` afterwards.
const Stmt *stepInBody(const Stmt *Body, const VarDecl *Cursor);

/// How often \p D is named within \p In, or in the function that declares it.
unsigned countReferences(const ValueDecl *D, const Stmt *In);
unsigned countReferences(const VarDecl *Var);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_CURSORS_H
