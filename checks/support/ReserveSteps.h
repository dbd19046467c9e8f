//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Reservations that grow a container step by step in a loop.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_RESERVESTEPS_H
#define MAPTIDY_SUPPORT_RESERVESTEPS_H

#include "support/Identity.h"
#include "support/MapOps.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include <optional>

namespace clang::tidy::maps::support {

/// `m.reserve(m.size() + k)` in a loop around which `m` lives.
struct ReserveStep {
  MapOp Reserve;
  ObjectPath Map;
  /// The innermost loop that repeats it.
  const Stmt *Loop = nullptr;
  /// `k`, where the amount is just that much more than the size.
  const Expr *Step = nullptr;
  /// The local that holds the amount, if it has a name.
  const VarDecl *Amount = nullptr;
};

/// \returns nothing if the amount does not grow with the iterations, grows by a
/// factor, is only reserved in some iteration (a once-flag, a test of the
/// capacity), or if the loop takes elements out again.
std::optional<ReserveStep> parseReserveStep(const CallExpr *Call,
                                            ASTContext &Context,
                                            const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_RESERVESTEPS_H
