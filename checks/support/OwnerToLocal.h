//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The edit that declares a container where a local pointer owned one.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_OWNERTOLOCAL_H
#define MAPTIDY_SUPPORT_OWNERTOLOCAL_H

#include "support/FixIts.h"
#include "support/HeapMaps.h"

namespace clang::tidy::maps::support {

/// `Map p;` for `auto p = std::make_unique<Map>();`, with all its uses.
Fix localInsteadOf(const VarDecl *Owner, const NeedlessOwner &Needless,
                   ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_OWNERTOLOCAL_H
