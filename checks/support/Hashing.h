//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether the keys of an ordered container could be hashed instead.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_HASHING_H
#define MAPTIDY_SUPPORT_HASHING_H

#include "model/ContainerModel.h"
#include "clang/AST/ASTContext.h"

namespace clang::tidy::maps::support {

/// Whether \p Key can be the key of the hashed container \p Hashed as it is: a
/// hash function for it is there by default, or visible in the translation
/// unit (a specialisation of std::hash, AbslHashValue, hash_value, qHash).
bool isHashable(QualType Key, const model::ContainerTraits &Hashed,
                const ASTContext &Context);

/// Whether the ordered container \p Container of the row \p Traits compares its
/// keys by what its library uses by default: `std::less<Key>`.
bool hasDefaultOrder(QualType Container, const model::ContainerTraits &Traits);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_HASHING_H
