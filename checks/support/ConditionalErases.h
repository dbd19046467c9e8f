//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Recognises loops that erase the elements that satisfy a condition and do
/// nothing else.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_CONDITIONALERASES_H
#define MAPTIDY_SUPPORT_CONDITIONALERASES_H

#include "support/ElementWork.h"
#include "support/EraseDecision.h"
#include "support/Identity.h"
#include "support/MapOps.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang::tidy::maps::support {

struct ConditionalErase {
  MapOp Erase;
  ObjectPath Map;
  /// Which elements go.
  EraseDecision When;
  /// The iterator at the element. Of collected keys, the iterator or the
  /// element of the loop that collects them.
  const VarDecl *Cursor = nullptr;
  /// How the conditions name the element, where Cursor is an iterator.
  ElementWork Work;
  /// `++n` where an element goes: the counter as spelled.
  const Expr *Counter = nullptr;
  /// What stands in front of the loop and is useless without it, in the order
  /// of the source.
  llvm::SmallVector<const Stmt *, 3> Before;
  /// The cursor is used elsewhere in the function.
  bool UsedOutside = false;
  /// The loop that collects the keys; null if the loop itself decides.
  const Stmt *Collector = nullptr;
};

/// Parses
///
///   for (auto it = m.begin(); it != m.end();)
///     if (c(*it)) it = m.erase(it); else ++it;
///
/// in all its forms, and `for (auto &k : keys) m.erase(k);` behind a loop that
/// collects the keys under a condition.
///
/// \returns nothing if the loop may end early or does anything else, or if the
/// condition may change an element or reach the container.
std::optional<ConditionalErase>
parseConditionalErase(const Stmt *Loop, ASTContext &Context,
                      const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_CONDITIONALERASES_H
