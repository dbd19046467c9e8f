//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Recognises code that removes every element of a container: loops that erase
/// one element after the other, erasures of the whole range, and predicates
/// that are always true.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_DRAINS_H
#define MAPTIDY_SUPPORT_DRAINS_H

#include "support/Cursors.h"
#include "support/ElementWork.h"
#include "support/Identity.h"
#include "support/MapOps.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang::tidy::maps::support {

/// A loop that leaves the container empty.
struct Drain {
  /// The operation that erases.
  MapOp Erase;
  /// The statement that erases, or the increment of the `for` that does.
  const Stmt *EraseStmt = nullptr;
  /// The variable `it` that walks; null in `while (!m.empty())`.
  const VarDecl *Cursor = nullptr;
  /// What declares or sets up the cursor or the copied keys in front of the
  /// loop and is useless without it, in the order of the source.
  llvm::SmallVector<const Stmt *, 3> Before;
  /// `auto it = m.begin();` as the first statement of the body.
  const Stmt *CursorInBody = nullptr;
  /// The statements besides the erasure.
  llvm::SmallVector<const Stmt *, 4> Work;
  llvm::SmallVector<ElementUse, 4> Uses;
  /// The work names elements in no other way than by Uses.
  bool UsesAreRewritable = true;
  /// The cursor (or the list of keys) is used elsewhere in the function.
  bool UsedOutside = false;
};

/// Parses `for`, `while` and range-for loops that erase every element, however
/// they also use it:
///
///   for (auto it = m.begin(); it != m.end();) it = m.erase(it);
///   while (!m.empty()) m.erase(m.begin());
///   for (const K &k : copiedKeys) m.erase(k);
///
/// \returns nothing if an element may stay, the loop may end early, or the work
/// may reach the container.
std::optional<Drain> parseDrain(const Stmt *Loop, ASTContext &Context,
                                const model::ContainerModel &Model);

/// `m.erase(m.begin(), m.end())`
bool erasesWholeRange(const MapOp &Op, const model::ContainerModel &Model);

/// `erase_if(m, [](const auto &) { return true; })`
bool erasesUnconditionally(const MapOp &Op, const ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_DRAINS_H
