//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Containers built from a list of constants.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_CONSTANTTABLE_H
#define MAPTIDY_SUPPORT_CONSTANTTABLE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include <optional>

namespace clang::tidy::maps::support {

/// Whether a `constexpr` array could hold what \p E denotes: literals,
/// enumerators, constants, addresses of functions and of objects with static
/// storage, closures without captures, what strings, pairs, aggregates and
/// literal classes are made of from these. A string counts as what it is made
/// of, since a view of a literal would do.
bool isConstant(const Expr *E, const ASTContext &Context);

/// Whether a `constexpr` array could hold values of type \p T, or views in the
/// place of strings.
bool canBeConstant(QualType T, const ASTContext &Context);

/// The number of elements if \p Init makes a container of a braced list of
/// constants and of nothing else.
std::optional<unsigned> constantElements(const Expr *Init,
                                         const ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_CONSTANTTABLE_H
