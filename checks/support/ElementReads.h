//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether what code does with an element of a container leaves it as it is.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_ELEMENTREADS_H
#define MAPTIDY_SUPPORT_ELEMENTREADS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

namespace clang::tidy::maps::support {

/// Whether the code around \p Element, an expression that denotes an element or
/// gives access to one (`it->second`, `*it`, `it.value()`), only reads it, so
/// that it could be const. A call of a non-const member function reads if the
/// class has a const one of that name and the result is only read. What a
/// pointer in the element points to is no part of it.
///
/// \param Within the statement that holds all uses of local references to it.
bool isOnlyRead(const Expr *Element, const Stmt *Within, ASTContext &Context);

/// The same for all uses of the variable or structured binding \p Name.
bool isOnlyRead(const ValueDecl *Name, const Stmt *Within, ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_ELEMENTREADS_H
