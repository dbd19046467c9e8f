//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Who calls a function, and what is locked there: whether a lock that a
/// function does not take may be its callers'.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_CALLSITES_H
#define MAPTIDY_SUPPORT_CALLSITES_H

#include "support/Locks.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace clang::tidy::maps::support {

/// The call sites of one translation unit.
class CallSites {
public:
  explicit CallSites(ASTContext &Context);

  /// Whether a lock may be held when \p Function is entered: its name, its
  /// attributes, its parameters or the comment on it say so, or each visible
  /// call of it is made under one, or nobody outside can call it and no call of
  /// it is visible.
  bool mayBeEnteredLocked(const FunctionDecl *Function);

  /// Whether other threads can hardly be there yet, or not any more, while
  /// \p Function runs: constructors, destructors, assignments, `init`, `stop`,
  /// `main`, tests.
  bool runsAlone(const FunctionDecl *Function);

  /// The calls of \p Function in user code.
  llvm::ArrayRef<const Expr *> callsOf(const FunctionDecl *Function) const;

private:
  bool isOnlyCalledLocked(const FunctionDecl *Function, unsigned Depth);
  bool mayBeEnteredLocked(const FunctionDecl *Function, unsigned Depth);

  ASTContext &Context;
  LockFinder Locks;
  llvm::DenseMap<const FunctionDecl *, std::vector<const Expr *>> Calls;
};

/// Whether the comment lines right above the line of \p Loc speak of who holds
/// a lock, or of a single thread.
bool commentMentionsLocking(SourceLocation Loc, const ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_CALLSITES_H
