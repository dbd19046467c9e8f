//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What the keys of a fill loop look like: all different, or so few that a
/// table with room for one per iteration would be mostly empty.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_KEYSHAPE_H
#define MAPTIDY_SUPPORT_KEYSHAPE_H

#include "model/ContainerModel.h"
#include "support/MapOps.h"
#include "support/TripCount.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

namespace clang::tidy::maps::support {

enum class KeyShape {
  Constant, ///< The same in every iteration.
  Coarse,   ///< Few values for many iterations: `x % 10`, `tolower(c)`, a bool.
  Varying,  ///< Nothing is known but that it varies.
  Distinct, ///< Different in every iteration.
};

/// The shape of \p Key, an expression of \p Region (a loop, or a closure that
/// is called for each element), whose own variables are what varies.
KeyShape shapeOfKey(const Expr *Key, const Stmt *Region, ASTContext &Context);

/// Whether a type has only a handful of values: bool, character types,
/// enumerations with enumerators.
bool isCoarseType(QualType T);

/// The shape of the keys that \p Op inserts, one in each iteration of \p Loop.
KeyShape shapeOfKeys(const MapOp &Op, const Stmt *Loop, const TripCount &Count,
                     const model::ContainerModel &Model, ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_KEYSHAPE_H
