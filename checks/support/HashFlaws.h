//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

///
/// \file
/// What makes a hash poor for its equality: whether keys that differ, and that
/// are likely to meet in one table, get the same hash.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_HASHFLAWS_H
#define MAPTIDY_SUPPORT_HASHFLAWS_H

#include "support/KeyMembers.h"

namespace clang::tidy::maps::support {

struct HashFlaw {
  /// Either: two members that equality tells apart, but whose values can be
  /// swapped without another hash.
  std::optional<std::pair<KeyMember, KeyMember>> Swapped;
  /// Or: a member that equality compares and the hash ignores, although it is
  /// as significant as those that it reads and none of these is an identity.
  std::optional<KeyMember> Ignored;
  /// The equality; null for the types of the standard library.
  const FunctionDecl *Equality = nullptr;
};

/// \param Equal the container's equality functor, or null.
/// \returns nothing if the equality is unknown or symmetric itself, or if the
/// hash suits it.
std::optional<HashFlaw> flawOf(const HashShape &Shape, QualType Key,
                               const CXXRecordDecl *Equal);

/// Whether all keys of that type are equal.
bool hasSingleValue(QualType Key);

QualType withoutSugar(QualType T);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_HASHFLAWS_H
