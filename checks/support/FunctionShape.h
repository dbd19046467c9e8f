//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What the nullness analysis asks of a function's syntax: which statement a
/// condition belongs to, what a branch or loop may assign, and whether a
/// condition depends on nothing but plain variables.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_FUNCTIONSHAPE_H
#define MAPTIDY_SUPPORT_FUNCTIONSHAPE_H

#include "support/PlaceResolver.h"
#include "llvm/ADT/DenseSet.h"

namespace clang::tidy::maps::support {

/// `nullptr`, `0`, `NULL`, `{}`, `std::nullopt`, `Ptr()`; not `Map()`, which
/// engages an optional.
bool isNullValue(const Expr *E, const PointerTypes &Types);

/// `{}`, `Outer()`: a container without elements.
bool isEmptyContainer(const Expr *E);

/// The elements of a sequence constructed from \p Args are all null: a size,
/// alone or with a null value.
bool isOnlySized(llvm::ArrayRef<const Expr *> Args, const PointerTypes &Types);

class FunctionShape {
public:
  FunctionShape(const Stmt *Body, PlaceResolver &Resolver,
                const PointerTypes &Types);

  /// The `if`, loop, `switch` or `?:` whose condition \p S is part of, or S.
  const Stmt *ownerOf(const Stmt *S) const {
    const Stmt *Owner = Owners.lookup(S);
    return Owner ? Owner : S;
  }
  /// The loop that the `break` leaves; null for one of a switch.
  const Stmt *loopLeftBy(const Stmt *Break) const {
    return BreakTargets.lookup(Break);
  }
  /// Whether the temporary results of an expression end with \p S.
  bool isFullStatement(const Stmt *S) const { return Full.contains(S); }
  /// In the operand of sizeof, noexcept or the address-of operator.
  bool isNotEvaluated(const Stmt *S) const { return Unevaluated.contains(S); }
  /// What \p S may give a value other than null.
  llvm::ArrayRef<Region> assignedIn(const Stmt *S);
  /// The condition of \p Owner reads only literals, parameters, locals that
  /// are computed from such, and the tested pointers themselves.
  bool isSimple(const Stmt *Owner);
  /// Whether a test of \p D can say something about another test.
  bool isWorthKnowing(const ValueDecl *D) const;

private:
  void walk(const Stmt *S, const Stmt *Loop, const Stmt *Breakable);
  void markCondition(const Expr *Condition, const Stmt *Owner, bool InLoop);
  void markUnevaluated(const Stmt *S);
  void collectAssigned(const Stmt *S, llvm::SmallVectorImpl<Region> &Found);
  bool readsOnlyPlain(const Expr *E);
  void notePlainness(const VarDecl *Variable, const Expr *Value);

  struct Tests {
    unsigned Count = 0;
    bool InLoop = false;
    bool Assigned = false;
  };

  PlaceResolver &Resolver;
  const PointerTypes &Types;
  llvm::DenseMap<const Stmt *, const Stmt *> Owners;
  llvm::DenseMap<const Stmt *, const Expr *> Conditions;
  llvm::DenseMap<const Stmt *, const Stmt *> BreakTargets;
  llvm::DenseSet<const Stmt *> Full;
  llvm::DenseSet<const Stmt *> Unevaluated;
  llvm::DenseSet<const VarDecl *> NotPlain;
  llvm::DenseMap<const ValueDecl *, Tests> Tested;
  std::map<const Stmt *, llvm::SmallVector<Region, 4>> Assigned;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_FUNCTIONSHAPE_H
