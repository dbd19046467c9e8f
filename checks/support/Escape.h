//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What a scope does with a local object: whether it, or a pointer, reference
/// or iterator into it, outlives the scope, and whether it may grow there.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_ESCAPE_H
#define MAPTIDY_SUPPORT_ESCAPE_H

#include "model/ContainerModel.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"

namespace clang::tidy::maps::support {

enum class EscapeKind {
  None,         ///< Stays within the scope.
  Moved,        ///< `std::move(m)`, swapped or exchanged.
  Returned,     ///< `return m`, `co_return m`, thrown.
  Captured,     ///< Captured by a closure that outlives the statement.
  AddressTaken, ///< A pointer, reference or iterator is stored outside.
};

struct Escape {
  EscapeKind Kind = EscapeKind::None;
  /// The expression that lets the object out; null for None.
  const Expr *Where = nullptr;
  explicit operator bool() const { return Kind != EscapeKind::None; }
};

/// What a scope does with a local container (or with the one that a local
/// pointer owns), directly or through references, pointers and closures.
struct LocalUse {
  /// The first way out that was found.
  Escape Out;
  /// Gets elements: by its own members, or by a call that takes it by non-const
  /// reference or pointer.
  bool MayGrow = false;
  /// Assigned to as a whole: `m = other`, `p.reset(...)`.
  bool Assigned = false;
  /// Asks for what clear() leaves as it was: `bucket_count()`, `capacity()`.
  bool ObservesTable = false;
  /// Told what some tables must be told once, before they are used, and may not
  /// be told again: `set_empty_key(-1)`.
  bool SetUp = false;
  /// `delete p`, for a pointer.
  bool Deleted = false;
};

/// \param Var a local container, or a local raw or smart pointer that owns one.
/// \param Scope the statement (for instance a loop's body) that declares it.
LocalUse localUse(const VarDecl *Var, const Stmt *Scope, ASTContext &Context,
                  const model::ContainerModel &Model);

/// Does the local variable \p Var escape \p Scope? Passing it by reference to a
/// call is a possible write, not an escape, unless the callee is known to keep
/// it (a `push_back` of `&m`, a constructor of an object that outlives the
/// scope).
Escape escapes(const VarDecl *Var, const Stmt *Scope, ASTContext &Context,
               const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_ESCAPE_H
