//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether a container lives for one iteration only and would better be
/// declared in front of the loop and cleared in it.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_HOISTING_H
#define MAPTIDY_SUPPORT_HOISTING_H

#include "model/ContainerModel.h"
#include "support/Escape.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include <optional>

namespace clang::tidy::maps::support {

/// A container that every iteration constructs, fills and destroys.
struct Hoist {
  /// The container, or the pointer that owns it.
  const VarDecl *Var = nullptr;
  const DeclStmt *Decl = nullptr;
  /// The statement around Decl.
  const Stmt *Block = nullptr;
  /// The innermost loop that repeats the declaration.
  const Stmt *Innermost = nullptr;
  /// The outermost loop in front of which it can be declared, and the statement
  /// around that.
  const Stmt *Loop = nullptr;
  const Stmt *AroundLoop = nullptr;
  /// The body of the function or lambda.
  const Stmt *Body = nullptr;
  const model::ContainerTraits *Traits = nullptr;
  QualType Container;
  /// Var is a pointer: `auto p = std::make_unique<Map>()`.
  bool OnHeap = false;
  LocalUse Use;
};

/// The decision of map-construct-in-loop, which other checks respect.
///
/// \param IncludeOrdered also for ordered containers whose clear() keeps
/// nothing.
std::optional<Hoist> findHoist(const VarDecl *Var, ASTContext &Context,
                               const model::ContainerModel &Model,
                               bool IncludeOrdered = false);

/// Whether nobody can tell when an object of type \p T is destroyed: it
/// consists of arithmetic types, raw pointers, strings, standard containers and
/// plain aggregates of these.
bool holdsOnlyMemory(QualType T, const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_HOISTING_H
