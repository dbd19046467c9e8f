//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Where threads are started, what runs in them, and how long they may run
/// beside the code that started them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_THREADS_H
#define MAPTIDY_SUPPORT_THREADS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include <optional>
#include <vector>

namespace clang::tidy::maps::support {

/// The functions and classes that start threads, by their qualified names
/// without inline and detail namespaces.
struct LauncherNames {
  /// Semicolon-separated lists. Those of \p Parallel run what they are given on
  /// several threads at once.
  LauncherNames(llvm::StringRef Single, llvm::StringRef Parallel);
  llvm::StringSet<> Single, Parallel;
  /// The last components of all names.
  llvm::StringSet<> Last;
};

/// What runs in a thread: a closure, a function with arguments, or a member
/// function of an object.
struct ThreadEntry {
  const LambdaExpr *Closure = nullptr;
  const FunctionDecl *Function = nullptr;
  /// The object of a member function: a pointer or lvalue.
  const Expr *Object = nullptr;
  /// The arguments of the function.
  llvm::SmallVector<const Expr *, 4> Args;
};

/// What becomes of the thread's handle, and so when the thread is waited for.
enum class HandleLife {
  Statement, ///< With the statement: `std::thread(f).join()`, a lost future.
  Block,     ///< A local variable: joined in its block, or at its end.
  Longer,    ///< Stored, detached, or none: a pool's.
};

/// One call or construction that starts threads.
struct Launch {
  const Expr *Call = nullptr;
  llvm::SmallVector<ThreadEntry, 1> Entries;
  /// Several threads run the entry.
  bool Parallel = false;
  /// The call returns when the threads are done.
  bool Blocking = false;
  HandleLife Life = HandleLife::Longer;
};

/// \returns nothing if \p E starts no thread.
std::optional<Launch> parseLaunch(const Expr *E, const LauncherNames &Names,
                                  ASTContext &Context);

/// The launch is repeated by a loop that does not wait for the thread within
/// the iteration: that loop, else null.
const Stmt *launchingLoop(const Launch &L, ASTContext &Context);

/// Whether \p S waits for a thread or for another's signal: join, get, wait,
/// barriers, a loop on an atomic.
bool maySynchronise(const Stmt *S, const ASTContext &Context);

/// A call that makes threads take turns without a lock: barriers, latches,
/// semaphores, waiting, spinning on an atomic.
bool meetsOthers(const CallExpr *Call);

/// The statements that run beside the thread, in order: those behind the launch
/// up to the first one that may wait for it. The last one may be that one.
std::vector<const Stmt *> statementsBeside(const Launch &L,
                                           ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_THREADS_H
