//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What code does to maps that others can see too: what runs in a thread, or
/// beside it, with the functions that it calls, and the locks held.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_THREADACCESS_H
#define MAPTIDY_SUPPORT_THREADACCESS_H

#include "model/ContainerModel.h"
#include "support/Identity.h"
#include "support/Locks.h"
#include "support/Threads.h"
#include "llvm/ADT/DenseSet.h"
#include <vector>

namespace clang::tidy::maps::support {

/// One operation on a map, named as the function that starts the thread names
/// it.
struct ThreadAccess {
  ObjectPath Map;
  const Expr *Node = nullptr;
  bool Writes = false;
  /// The locks held, surely or perhaps.
  std::vector<HeldLock> Locks;
};

struct ThreadAccesses {
  std::vector<ThreadAccess> All;
  /// The functions that the code runs, as far as they are visible.
  llvm::DenseSet<const FunctionDecl *> Functions;
  /// Meets other threads in ways that are not followed: barriers, spinning.
  bool Meets = false;
};

/// The accesses of a thread that starts with \p Entry to maps that are not its
/// own.
ThreadAccesses accessesOf(const ThreadEntry &Entry,
                          const model::ContainerModel &Model,
                          ASTContext &Context);

/// The accesses of \p S, a part of a function, up to where it may wait for
/// another thread; closures are left out.
ThreadAccesses accessesBefore(const Stmt *S, const model::ContainerModel &Model,
                              ASTContext &Context);

/// Two accesses that may run at once, to the same map, one of them a change,
/// and no lock that both hold.
bool conflict(const ThreadAccess &A, const ThreadAccess &B);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_THREADACCESS_H
