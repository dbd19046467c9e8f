//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Edits that read an element by other means than the subscript.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_READREWRITE_H
#define MAPTIDY_SUPPORT_READREWRITE_H

#include "support/FixIts.h"
#include "support/SubscriptReads.h"

namespace clang::tidy::maps::support {

/// The member of the container that gives a default value for an absent key
/// (Qt's `value(k)`, LLVM's `lookup(k)`), or empty.
llvm::StringRef defaultingLookup(const MapOp &Op);

/// The edits that do the same without the insertion: `m.value(k)`, or
/// `if (auto it = m.find(k); it != m.end() && it->second)`. None where that
/// would not be the same, or could not be seen to be.
Fix readWithoutInsertion(const SubscriptRead &Read,
                         const model::ContainerModel &Model,
                         ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_READREWRITE_H
