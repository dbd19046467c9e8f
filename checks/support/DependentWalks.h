//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Changes of a map within a range-for over it, where the types depend on
/// template parameters: such a loop has no iterators in the AST yet, and
/// mostly makes a function without CFG.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_DEPENDENTWALKS_H
#define MAPTIDY_SUPPORT_DEPENDENTWALKS_H

#include "support/Invalidation.h"

namespace clang::tidy::maps::support {

/// The operations within \p Body that invalidate the iterator of a dependent
/// range-for around them, unless the loop is left right after. In source order,
/// the first of each loop.
///
/// \param HasFlow the other loops are for the flow analysis to judge.
std::vector<StaleUse> findStaleWalks(const Stmt *Body, bool HasFlow,
                                     ASTContext &Context,
                                     const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_DEPENDENTWALKS_H
