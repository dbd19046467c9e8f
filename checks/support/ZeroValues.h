//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Values that stand for "nothing", and conditions that test for them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_ZEROVALUES_H
#define MAPTIDY_SUPPORT_ZEROVALUES_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang::tidy::maps::support {

enum class Zero {
  None,   ///< Some other value, or not known.
  Number, ///< 0, 0.0, '\0'
  False,
  Null,  ///< nullptr, NULL, a smart pointer made of it
  Empty, ///< "", {}, T(), T{}, std::nullopt
};

/// What kind of zero \p E is, as spelled.
Zero zeroValue(const Expr *E);

enum class Tested {
  No,      ///< The condition says nothing about the value being zero.
  Zero,    ///< True implies that the value is zero, or other reasons joined by
           ///< `||` make it true.
  NonZero, ///< True implies that the value is not zero.
};

/// What the condition \p Cond says of the value that \p IsValue recognises:
/// `!v`, `v == 0`, `v.empty()`, `a || !v` are Zero, `v`, `v != 0`,
/// `v.has_value()`, `v && a` are NonZero.
Tested testsValue(const Expr *Cond,
                  llvm::function_ref<bool(const Expr *)> IsValue);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_ZEROVALUES_H
