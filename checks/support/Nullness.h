//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Where a pointer to a map is null: a path-sensitive analysis of one function
/// over Clang's CFG.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NULLNESS_H
#define MAPTIDY_SUPPORT_NULLNESS_H

#include "model/ContainerModel.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include <vector>

namespace clang::tidy::maps::support {

enum class NullOrigin {
  NotInitialised, ///< Default-constructed smart pointer or optional.
  NullAssigned,   ///< nullptr, reset(), std::nullopt
  Released,       ///< release(), std::move
  Element,        ///< Value-initialised element of a container or array.
  NewEntry,       ///< outer[k] with a key that is not there.
  Member,         ///< A member that nothing assigns.
};

/// One dereference of a pointer to a map that is null on a feasible path.
struct NullDereference {
  /// The expression that dereferences: `p->insert(x)`, `*p`, `v[i]->clear()`.
  const Expr *Where = nullptr;
  /// The pointer, as spelled there.
  const Expr *Pointer = nullptr;
  NullOrigin Origin = NullOrigin::NotInitialised;
  /// Where it became null.
  SourceLocation OriginLoc;
  /// The variable, field or container that holds the pointer.
  const ValueDecl *Holder = nullptr;
};

/// Analyses the body of \p Function (of lambdas: their call operator).
///
/// \returns the findings in source order; none if the analysis gives up
/// (no CFG, too many states).
std::vector<NullDereference>
findNullDereferences(const FunctionDecl *Function, ASTContext &Context,
                     const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NULLNESS_H
