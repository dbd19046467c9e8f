//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Loops that lead an iterator over a whole container.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_CURSORLOOPS_H
#define MAPTIDY_SUPPORT_CURSORLOOPS_H

#include "support/Identity.h"
#include "support/MapOps.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang::tidy::maps::support {

/// A loop from `m.begin()` until `it == m.end()`. How the cursor moves in
/// between is not looked at.
struct CursorLoop {
  const VarDecl *Cursor = nullptr;
  ObjectPath Map;
  /// `m.end()`
  MapOp End;
  /// Of a `for`, where there is one.
  const Expr *Increment = nullptr;
  /// What declares or sets up the cursor in front of the loop and is useless
  /// without it, in the order of the source.
  llvm::SmallVector<const Stmt *, 3> Before;
  /// The cursor is used elsewhere in the function.
  bool UsedOutside = false;
};

std::optional<CursorLoop> parseCursorLoop(const Stmt *Loop, ASTContext &Context,
                                          const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_CURSORLOOPS_H
