//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What code may do to objects: side effects, writes, and whether anything an
/// expression reads can change within a region. Every answer errs towards
/// "may".
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_EFFECTS_H
#define MAPTIDY_SUPPORT_EFFECTS_H

#include "support/Identity.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang::tidy::maps::support {

/// Whether evaluating \p E changes nothing and always gives the same value as
/// long as nothing it reads is written: no assignment, no increment, no call
/// except const member functions and operators of standard-library types
/// (`v.size()`, `s.c_str()`, `a == b`), no `new`, no `throw`, no volatile read.
bool isPure(const Expr *E);

/// May \p Region write to \p Object, or hand it to code that may? Assignment,
/// increment, non-const member call, binding to a non-const reference, taking
/// its address, capture by reference in a closure, and, for objects other than
/// locals whose address is never taken, every call that is not known to be
/// pure.
///
/// \param IsHarmless says of a call, subscript or construction that it does not
/// change the object, whatever its declaration says; only what is done with its
/// result and arguments is looked at then. \p Object may be the one it is
/// called on.
bool mayWrite(const Stmt *Region, const ObjectPath &Object, ASTContext &Context,
              llvm::function_ref<bool(const Expr *)> IsHarmless = nullptr);

/// May \p Region change the value of \p E: by a write to anything that \p E
/// reads? True if \p E is not pure.
bool mayChangeValue(const Stmt *Region, const Expr *E, ASTContext &Context);

/// The variables, fields and pointees that \p E reads. Nothing if one of them
/// has no fixed identity.
std::optional<llvm::SmallVector<ObjectPath, 4>> objectsReadBy(const Expr *E);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_EFFECTS_H
