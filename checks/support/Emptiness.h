//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether a container is known to be as new when control reaches a statement:
/// empty, and without room reserved.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_EMPTINESS_H
#define MAPTIDY_SUPPORT_EMPTINESS_H

#include "model/ContainerModel.h"
#include "support/Identity.h"
#include "support/MapOps.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallVector.h"

namespace clang::tidy::maps::support {

/// What a piece of code does with one container.
struct ObjectUses {
  llvm::SmallVector<MapOp, 4> Ops;
  /// It is named in another way than as the object of an operation: passed on,
  /// captured, copied, or with the object that it is a part of.
  bool Other = false;
};
ObjectUses usesOf(const Stmt *Region, const ObjectPath &Object,
                  const model::ContainerModel &Model);

/// Whether \p Op leaves an empty container empty and its capacity alone.
bool keepsFresh(const MapOp &Op);

/// Whether \p Object is empty, with nothing reserved, each time that control
/// reaches \p S: a local container (or a container in a local aggregate, or one
/// that a local pointer owns) that is declared in the same iteration of any
/// loop around \p S, or a member of the object that the constructor around
/// \p S makes; constructed empty, and since then only looked at.
bool isFreshAt(const Stmt *S, const ObjectPath &Object,
               const model::ContainerModel &Model, ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_EMPTINESS_H
