//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// How a function mentions the variables that may be handles into maps: which
/// mentions need the element, which only compare or assign.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_HANDLEUSES_H
#define MAPTIDY_SUPPORT_HANDLEUSES_H

#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace clang::tidy::maps::support {

class HandleUses {
public:
  explicit HandleUses(const Stmt *Body);

  /// Whether the mention needs a valid handle: not an assignment's target, a
  /// comparison, an argument that the callee assigns, or unevaluated; of a
  /// pointer only what dereferences it or hands it on.
  bool needsElement(const DeclRefExpr *Ref) const;
  bool isCompared(const DeclRefExpr *Ref) const {
    return Compared.contains(Ref);
  }
  /// Assigned through its address or in a closure: nothing is known of it.
  bool isUntraceable(const ValueDecl *D) const {
    return Untraceable.contains(D);
  }
  /// The range-for that the hidden iterator belongs to, or null.
  const CXXForRangeStmt *walkOf(const ValueDecl *Begin) const {
    return Walks.lookup(Begin);
  }
  /// The assignment operator whose right side \p Ref is a part of, if the
  /// operator is a function: the right side is evaluated first then (C++17),
  /// whatever the CFG says.
  const Expr *assignmentFrom(const DeclRefExpr *Ref) const {
    return AssignedFrom.lookup(Ref);
  }
  /// Part of the condition of a loop.
  bool isLoopCondition(const Stmt *S) const {
    return LoopConditions.contains(S);
  }

private:
  struct Collector;

  llvm::DenseSet<const DeclRefExpr *> NoUse;
  llvm::DenseSet<const DeclRefExpr *> Compared;
  llvm::DenseSet<const DeclRefExpr *> PointerUses;
  llvm::DenseSet<const ValueDecl *> Untraceable;
  llvm::DenseMap<const ValueDecl *, const CXXForRangeStmt *> Walks;
  llvm::DenseMap<const DeclRefExpr *, const Expr *> AssignedFrom;
  llvm::DenseSet<const Stmt *> LoopConditions;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_HANDLEUSES_H
