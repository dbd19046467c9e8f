//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Conditions that ask whether a container has a key, in every spelling, and
/// what is known of the key where a statement stands.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_PRESENCETEST_H
#define MAPTIDY_SUPPORT_PRESENCETEST_H

#include "model/ContainerModel.h"
#include "support/MapOps.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang::tidy::maps::support {

/// An expression that is true if, and only if, a container has (or has not) a
/// key: `m.count(k)`, `m.count(k) == 0`, `!m.contains(k)`,
/// `m.find(k) != m.end()`, `it == m.end()` where `it` was found before.
struct PresenceTest {
  /// All of it, with its negations.
  const Expr *Test = nullptr;
  /// The lookup: `m.count(k)`, `m.find(k)`; it has an object with an identity
  /// and a key.
  MapOp Lookup;
  /// The variable that keeps what `find` returned, where the test is about one.
  /// Nothing is said of what happened between the lookup and the test.
  const VarDecl *Iterator = nullptr;
  /// Test is true if the key is there; otherwise if it is not.
  bool TrueIfPresent = true;
};

/// Parses \p E, looked at without parentheses and implicit conversions. The
/// sides of a comparison must belong to the same container.
std::optional<PresenceTest>
parsePresenceTest(const Expr *E, const model::ContainerModel &Model);

/// What the outcome of a test says.
struct KnownPresence {
  PresenceTest Test;
  /// The key was there when it was looked up.
  bool Present = true;
};

/// The tests in \p Cond that must have been made, and what they said, if the
/// whole was \p Value: both sides of `&&` if true, of `||` if false.
llvm::SmallVector<KnownPresence, 2>
presenceImplied(const Expr *Cond, bool Value,
                const model::ContainerModel &Model);

/// The tests whose outcome is known wherever control reaches \p S, the nearest
/// first: those of the conditions around it (`if`, `?:`, `&&`, `||`, loops) and
/// of early exits before it (`if (!m.count(k)) return;`), within one function
/// or lambda. Whether it still holds is for LookupWindow to say.
llvm::SmallVector<KnownPresence, 2>
presenceKnownAt(const Stmt *S, const model::ContainerModel &Model,
                ASTContext &Context);

/// `find(k)`, `constFind(k)`: of the Find operations those that give the end if
/// the key is not there.
bool isFindKey(const MapOp &Op);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_PRESENCETEST_H
