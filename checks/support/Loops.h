//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Loops: their parts, their early exits and their nesting.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_LOOPS_H
#define MAPTIDY_SUPPORT_LOOPS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"

namespace clang::tidy::maps::support {

/// `for`, range-for, `while` or `do`.
bool isLoop(const Stmt *S);

/// The body of a loop; null if \p S is none.
const Stmt *loopBody(const Stmt *S);

/// `for`, `while` or `do` keyword: where diagnostics about a loop stand.
SourceLocation loopKeyword(const Stmt *S);

/// Ways to leave a loop, or to skip a part of an iteration, other than the
/// loop's own condition. `break` and `continue` of inner loops and switches,
/// and everything in a lambda, do not count.
struct LoopExits {
  bool Break = false;
  bool Continue = false;
  bool Return = false;
  bool Goto = false;
  bool Throw = false;
  bool Suspends = false; ///< co_await or co_yield.
  bool leavesEarly() const { return Break || Return || Goto || Throw; }
};
LoopExits exitsOf(const Stmt *Loop);

/// Whether no path through \p S reaches what follows it: `break`, `return`,
/// `throw`, a call that does not return. `continue` counts as falling through.
bool neverFallsThrough(const Stmt *S);

/// As neverFallsThrough(), but `continue` and `goto` leave, too: what stands
/// behind \p S in its block is not reached through it.
bool neverReachesNext(const Stmt *S);

/// Those that stand before \p S, a part of the loop's body: the ways in which
/// an iteration does not get to \p S.
LoopExits exitsBefore(const Stmt *S, const Stmt *Loop);

/// Runs its body at most once: `do ... while (false)`, or every path through
/// the body ends in an unconditional `break`, `return`, `throw` or call of a
/// function that does not return.
bool runsAtMostOnce(const Stmt *Loop, const ASTContext &Context);

/// The innermost loop that repeats \p S, within the same function or lambda
/// body, or null. What a loop evaluates once (the init of a `for`, the range of
/// a range-for) is not repeated by it.
const Stmt *enclosingLoop(const Stmt *S, ASTContext &Context);

/// The function or lambda body around \p S.
const FunctionDecl *enclosingFunction(const Stmt *S, ASTContext &Context);

/// The parent of \p S in its function, or null. Skips implicit nodes.
const Stmt *parentStmt(const Stmt *S, ASTContext &Context);

/// Whether \p Inner is \p Outer or part of it.
bool contains(const Stmt *Outer, const Stmt *Inner);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_LOOPS_H
