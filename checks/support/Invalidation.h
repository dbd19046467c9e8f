//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Where an iterator, reference or pointer into a map is used although an
/// operation on the map made it invalid: a dataflow analysis of one function
/// over Clang's CFG, by the container's per-operation facts.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_INVALIDATION_H
#define MAPTIDY_SUPPORT_INVALIDATION_H

#include "support/Handles.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include <vector>

namespace clang::tidy::maps::support {

struct StaleUse {
  /// The use of the variable; in a walk the operation itself.
  const Expr *Where = nullptr;
  /// The handle; null for the hidden iterator of a range-for, and for a
  /// reference without a name: `m[a] = m[b]`.
  const ValueDecl *Variable = nullptr;
  /// The range-for whose iterator it is, or null.
  const CXXForRangeStmt *Walk = nullptr;
  Handle What;
  /// What made it invalid.
  MapOp By;
};

/// Analyses the body of \p Function (of lambdas: their call operator).
///
/// \param IsReserved whether room is made in the map elsewhere, for the object
/// that the insertion works on.
/// \returns the findings in source order, the first of each variable and
/// operation; none if the analysis gives up.
std::vector<StaleUse>
findStaleUses(const FunctionDecl *Function, ASTContext &Context,
              const model::ContainerModel &Model,
              llvm::function_ref<bool(const MapOp &)> IsReserved);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_INVALIDATION_H
