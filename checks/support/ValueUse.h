//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What a program does with the value behind an lvalue such as `m[k]`: whether
/// it only reads it.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_VALUEUSE_H
#define MAPTIDY_SUPPORT_VALUEUSE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

namespace clang::tidy::maps::support {

struct ValueUse {
  enum UseKind {
    /// It may be written to, or nothing is known.
    Unknown,
    /// `m[k];`, `(void)m[k];`, `sizeof(m[k])`
    Discarded,
    /// `m[k]->f()`, `*m[k]`, `m[k](x)`: whoever writes that without a test
    /// relies on a value that is not null.
    Dereferenced,
    /// Only looked at: `if (m[k])`, `f(m[k])`, `m[k].size()`, `x = m[k] + 1`.
    Read,
  } Kind = Unknown;
  /// Where the looking ends: the load of a number or pointer, the copy, the
  /// call of the member, or what is bound to a reference.
  const Expr *Whole = nullptr;
  /// A reference to it lives on: `const T &x = m[k];`, `return m[k];` as a
  /// constant reference, `f(m[k])`.
  enum BindingKind { None, Argument, Variable, Returned } Bound = None;
};

/// How the object that the lvalue \p Access denotes is used there.
ValueUse valueUse(const Expr *Access, ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_VALUEUSE_H
