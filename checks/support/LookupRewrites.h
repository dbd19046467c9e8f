//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// How a group of lookups is written with one: the remedy in words, and the
/// edits where they can be made.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_LOOKUPREWRITES_H
#define MAPTIDY_SUPPORT_LOOKUPREWRITES_H

#include "support/FixIts.h"
#include "support/LookupGroups.h"
#include "support/NewNames.h"

namespace clang::tidy::maps::support {

struct LookupRewrite {
  /// "use the iterator of 'm.find(k)'"
  std::string Remedy;
  Fix F;
  /// The operations that become needless, or become another.
  llvm::SmallVector<const Expr *, 4> Others;
};

/// \returns nothing if the container, or the language standard, offers no way
/// to do with fewer lookups.
std::optional<LookupRewrite> rewriteLookups(const LookupGroup &Group,
                                            NewNames &Names,
                                            const model::ContainerModel &Model,
                                            ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_LOOKUPREWRITES_H
