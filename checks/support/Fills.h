//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Loops and algorithms that put one element per iteration into a container.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_FILLS_H
#define MAPTIDY_SUPPORT_FILLS_H

#include "model/ContainerModel.h"
#include "support/Identity.h"
#include "support/KeyShape.h"
#include "support/MapOps.h"
#include "support/TripCount.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/SmallVector.h"

namespace clang::tidy::maps::support {

/// One container that one statement fills, at most one element per iteration.
struct Fill {
  /// The loop, or the call of the algorithm.
  const Stmt *Where = nullptr;
  /// The expression that inserts; the inserter of an algorithm.
  const Expr *Insertion = nullptr;
  /// The container as spelled there (a pointer if Arrow), and what it denotes.
  const Expr *Container = nullptr;
  bool Arrow = false;
  ObjectPath Object;
  const model::ContainerTraits *Traits = nullptr;
  QualType ContainerType;
  TripCount Count;
  KeyShape Keys = KeyShape::Varying;
  /// Not every iteration inserts, or the loop may be left before its end.
  bool Conditional = false;
};

/// The containers that can reserve and that the loop \p Loop fills by one
/// insertion whose result nobody looks at, while it does nothing else with them
/// that would make their size another.
llvm::SmallVector<Fill, 1> fillsOfLoop(const Stmt *Loop,
                                       const model::ContainerModel &Model,
                                       ASTContext &Context);

/// The container that `std::transform(..., std::inserter(m, ...), ...)`,
/// `std::copy` or `std::move` fills.
std::optional<Fill> fillOfAlgorithm(const CallExpr *Call,
                                    const model::ContainerModel &Model,
                                    ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_FILLS_H
