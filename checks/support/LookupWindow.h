//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What runs between two lookups of one key, and whether the second finds what
/// the first found.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_LOOKUPWINDOW_H
#define MAPTIDY_SUPPORT_LOOKUPWINDOW_H

#include "model/ContainerModel.h"
#include "support/MapOps.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang::tidy::maps::support {

/// The code that may run from the evaluation of one expression to that of
/// another in the same function or lambda body.
class LookupWindow {
public:
  /// \returns nothing unless each evaluation of \p To follows one of \p From
  /// with nothing but the window in between: \p From is not in a branch, loop
  /// or closure that \p To is not in, and no jump leads around it.
  ///
  /// \param Evaluated the caller knows by the outcome of a condition that
  /// \p From, a part of it, is evaluated before \p To is.
  static std::optional<LookupWindow> between(const Expr *From, const Expr *To,
                                             ASTContext &Context,
                                             bool Evaluated = false);

  /// Statements and expressions, each of which may run wholly, in part or not
  /// at all, in any order. They may include \p From and \p To.
  llvm::ArrayRef<const Stmt *> regions() const { return Regions; }

private:
  friend class WindowBuilder;
  llvm::SmallVector<const Stmt *, 8> Regions;
};

/// What must survive the window for the second lookup to be needless.
enum class Survivor {
  Absence,   ///< The key is still not there: no insertion at all.
  Presence,  ///< The key is still there: no removal, whatever else is inserted.
  Iterator,  ///< An iterator to the element is still valid.
  Reference, ///< A reference to the element is still valid.
};

/// What may be taken for granted of calls whose callee is not seen.
enum class Trust {
  Nothing,
  /// What is called for its value (`m[k] = compute(k)`) does not change a
  /// container that the function has by reference, nor one of which it is a
  /// const member function; no call changes what a reference to const refers
  /// to. True nearly always, but not provable.
  Values,
};

/// Whether \p What survives all that runs in the window: nothing there changes
/// the container (or which container its expression denotes) or anything that
/// the key reads, be it by a call that could reach them. Writes to the found
/// element are no change of the container. Lookups are none either, nor, unless
/// Absence is asked for, insertions of the same key.
bool survives(Survivor What, const LookupWindow &Window, const MapOp &Lookup,
              const model::ContainerModel &Model, ASTContext &Context,
              Trust Level = Trust::Nothing);

/// The same for regions that the caller names.
bool survives(Survivor What, llvm::ArrayRef<const Stmt *> Regions,
              const MapOp &Lookup, const model::ContainerModel &Model,
              ASTContext &Context, Trust Level = Trust::Nothing);

/// The two operations are on the same container with the same key, if nothing
/// in between changes them.
bool isSameLookup(const MapOp &A, const MapOp &B, const ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_LOOKUPWINDOW_H
