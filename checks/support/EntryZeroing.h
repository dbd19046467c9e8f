//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Code that sets the value of one entry to zero, what the function around it
/// does with that entry, and the edit that erases the entry instead.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_ENTRYZEROING_H
#define MAPTIDY_SUPPORT_ENTRYZEROING_H

#include "support/FixIts.h"
#include "support/MapOps.h"
#include "support/UsageSummary.h"
#include "support/ZeroValues.h"

namespace clang::tidy::maps::support {

/// `m[k] = 0`, `m.at(k) = {}`, `m[k].clear()`, `m[k].reset()`,
/// `m.insert_or_assign(k, 0)`, Qt's `m.insert(k, 0)`.
struct EntryZeroing {
  enum Form { Assign, Clear, Reset } How = Assign;
  Zero Value = Zero::Empty;
  /// The whole expression.
  const Expr *Whole = nullptr;
  /// The operation that reaches the entry.
  MapOp Op;
  /// Null if not known.
  QualType ValueType;
  bool InLoop = false;
};

std::optional<EntryZeroing>
parseEntryZeroing(const Expr *E, const model::ContainerModel &Model,
                  ASTContext &Context);

/// `if (--m[k] == 0)`, `if (!--m[k])`, `m[k]--; if (m[k] == 0)`: the access to
/// the count, where the branch does not erase.
std::optional<MapOp> parseDroppedCount(const IfStmt *If,
                                       const model::ContainerModel &Model,
                                       ASTContext &Context);

/// The function around \p S that has a name, lambdas looked through.
const FunctionDecl *namedFunction(const Stmt *S, ASTContext &Context);

/// Whether \p Function takes elements out of \p Map.
bool removesIn(const FunctionDecl *Function, const MapSummary &Map,
               const UsageSummaries &Summaries);

/// Whether the function needs the entry: it uses the key again afterwards, or
/// gives it another value on some path, or erases, or walks the map around the
/// statement.
bool slotIsReused(const EntryZeroing &Z, const MapSummary &Map,
                  const FunctionDecl *Function, const UsageSummaries &Summaries,
                  ASTContext &Context, const model::ContainerModel &Model);

/// `m.erase(k)` in the place of the expression; without edits where it would
/// not compile or would leave a reference dangling.
Fix eraseInstead(const EntryZeroing &Z, const MapSummary &Map,
                 const FunctionDecl *Function, const UsageSummaries &Summaries,
                 ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_ENTRYZEROING_H
