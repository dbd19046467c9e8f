//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether an object is still there when the function that names it returns.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_LIFETIME_H
#define MAPTIDY_SUPPORT_LIFETIME_H

#include "clang/AST/Expr.h"

namespace clang::tidy::maps::support {

/// Whether the object that the lvalue \p E denotes, or that the pointer \p E
/// points to, outlives the function: statics, globals, members of `this`, what
/// a parameter refers to, what a function hands out by reference, and parts of
/// these. References, pointers and iterators are followed to what they were
/// initialised with. False if unknown.
bool outlivesFunction(const Expr *E);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_LIFETIME_H
