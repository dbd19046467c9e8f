//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Identity, not spelling: which object an expression denotes, and whether two
/// expressions have the same value.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_IDENTITY_H
#define MAPTIDY_SUPPORT_IDENTITY_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>

namespace clang::tidy::maps::support {

/// An object as a path from a root: `x`, `this->cache`, `a.b->c`, `*p`.
///
/// References and pointers that are bound once are followed: after
/// `auto &m = this->Cache;`, `m` is `this->Cache`; after
/// `Map *const P = &Local;`, `*P` is `Local`.
struct ObjectPath {
  struct Step {
    enum StepKind { Field, Deref } Kind;
    /// The field; null for Deref.
    const ValueDecl *Member = nullptr;
    bool operator==(const Step &) const = default;
  };
  /// The variable, parameter, structured binding or static data member that
  /// the path starts at (canonical declaration); null for `this`.
  const ValueDecl *Root = nullptr;
  llvm::SmallVector<Step, 2> Steps;

  bool operator==(const ObjectPath &Other) const {
    return Root == Other.Root && Steps == Other.Steps;
  }
  /// One of the two objects is the other, a part of it, or what holds it.
  bool overlaps(const ObjectPath &Other) const;
  /// A local variable or by-value parameter itself: no path, no indirection.
  bool isLocalObject() const;
  /// Reads a pointer (or follows a reference that is not bound to a known
  /// object) on the way: a write to what is read makes it another object.
  bool hasDeref() const;
  /// For messages and tests: "this->Cache", "*p", "a.b".
  std::string str() const;
};

/// The object that the lvalue or pointer expression \p E denotes: for a pointer
/// `p` the path is that of the pointer itself; append a Deref step (or use
/// pointee()) for what it points to.
///
/// \returns nothing for calls, subscripts, conditionals, casts that change the
/// object, and whatever else has no fixed identity.
std::optional<ObjectPath> objectOf(const Expr *E);

/// The object that the raw or smart pointer expression \p E points to.
std::optional<ObjectPath> pointee(const Expr *E);

/// What a raw or smart pointer, `std::optional` or
/// `std::reference_wrapper` of type \p T gives access to, also where \p T is
/// dependent; null if
/// \p T is none of these.
QualType pointeeType(QualType T);

/// Whether the pointer variable is bound once: never assigned, incremented, or
/// handed out by address or non-const reference after its initialisation.
bool isBoundOnce(const VarDecl *Var);

/// What the declaration denotes: the variable itself, or the object that a
/// reference is bound to.
std::optional<ObjectPath> objectOf(const ValueDecl *D);

/// Whether two expressions have the same value if nothing they read is written
/// in between: structurally the same after parentheses and implicit casts, with
/// references followed, and free of side effects. Literals are compared by
/// value.
bool sameValue(const Expr *A, const Expr *B, const ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_IDENTITY_H
