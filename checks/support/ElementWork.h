//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What a loop over a container does with each element: how it names the
/// element, and whether it may reach the container meanwhile.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_ELEMENTWORK_H
#define MAPTIDY_SUPPORT_ELEMENTWORK_H

#include "support/Identity.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

namespace clang::tidy::maps::model {
class ContainerModel;
} // namespace clang::tidy::maps::model

namespace clang::tidy::maps::support {

/// A place that names the element through the cursor: `*it`, `it->`,
/// `m.begin()->`.
struct ElementUse {
  /// Of `it->second` only `it->`.
  SourceRange Range;
  /// `it->`: what replaces it needs the dot.
  bool Arrow = false;
};

struct ElementWork {
  llvm::SmallVector<ElementUse, 4> Uses;
  /// The expressions that give access to it: `*it`, `it->second`, `it.value()`.
  llvm::SmallVector<const Expr *, 4> Elements;
  /// Elements are named in no other way than by Uses.
  bool UsesAreRewritable = true;
  /// The container or its cursor gets into other hands, may be changed, or a
  /// value is moved out.
  bool Harmful = false;
};

/// What a piece of work is in the loop.
enum class WorkKind {
  Statement,
  /// Decides only: what it calls is trusted not to change the container behind
  /// the loop's back, which would harm the loop itself.
  Condition,
};

/// \param Cursor the iterator at the element; null for `m.begin()` only.
ElementWork inspectWork(llvm::ArrayRef<const Stmt *> Work,
                        const VarDecl *Cursor, const ObjectPath &Map,
                        ASTContext &Context, const model::ContainerModel &Model,
                        WorkKind Kind = WorkKind::Statement);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_ELEMENTWORK_H
