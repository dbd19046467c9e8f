//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What a member function that a call on `this` reaches does for certain to the
/// maps of the object: one level deep, for bodies that can be seen.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_CALLEEOPS_H
#define MAPTIDY_SUPPORT_CALLEEOPS_H

#include "support/MapOps.h"
#include <vector>

namespace clang::tidy::maps::support {

/// The operations on members of `this` that every call of the function makes,
/// as operations of \p Call: the keys are its arguments. A branch on whether
/// the key is there counts as taken: `if (it != m.end()) m.erase(it);` erases.
///
/// \returns nothing for virtual functions, and for other calls.
std::vector<MapOp> opsOfCallee(const CallExpr *Call,
                               const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_CALLEEOPS_H
