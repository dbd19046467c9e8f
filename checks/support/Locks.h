//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which mutexes are locked at a place of a function: by lock objects in scope,
/// by pairs of lock and unlock calls, by assertions that a mutex is held. What
/// may or may not be locked there is uncertain; a finding must not rest on it.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_LOCKS_H
#define MAPTIDY_SUPPORT_LOCKS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::support {

/// A mutex that is locked at some place.
struct HeldLock {
  /// The mutex by its object path ("this->Mutex"), else as spelled.
  std::string Mutex;
  /// The variable, field or accessor that names it, whichever object it belongs
  /// to: its Unified Symbol Resolution. Empty where nothing is known of it.
  std::string MutexId;
  /// Locked for reading only.
  bool Shared = false;
  /// On every path. Else it may be unlocked, or be something else than a lock.
  bool Certain = true;
};

/// What a class is to a mutex, by its name, members and attributes.
enum class LockClass {
  None,
  Exclusive, ///< Its objects hold a lock: `std::lock_guard`.
  Shared,    ///< For reading: `std::shared_lock`.
  Unclear,   ///< Now this, now that: `boost::upgrade_lock`.
  Releasing, ///< Unlocks for its lifetime.
};
LockClass lockClass(QualType T);

/// A mutex, or a pointer or reference to one.
bool isMutex(QualType T);

/// The declaration that names a mutex: the last component of `a.b->Mutex`,
/// the array of `Mutexes[i]`, the accessor of `mutex()`.
const NamedDecl *mutexDecl(const Expr *E);

/// HeldLock::MutexId of \p D.
std::string mutexId(const NamedDecl *D);

/// Answers for many places of a translation unit.
class LockFinder {
public:
  explicit LockFinder(const ASTContext &Context) : Context(Context) {}

  /// \param Way the statements from the body of a function or lambda down to
  /// the place, each the child of the one before.
  std::vector<HeldLock> heldAt(llvm::ArrayRef<const Stmt *> Way);

  /// The same for a node whose way is not at hand.
  std::vector<HeldLock> heldAt(const Stmt *S, ASTContext &Context);

private:
  const ASTContext &Context;
  /// Bodies that have anything to do with locks.
  llvm::DenseMap<const Stmt *, bool> Mentions;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_LOCKS_H
