//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether a container that is emptied gets elements again, and what else is
/// known about the place where that happens: queries of the usage summaries.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_REFILLS_H
#define MAPTIDY_SUPPORT_REFILLS_H

#include "support/UsageSummary.h"

namespace clang::tidy::maps::support {

/// Whether the translation unit shows that the container gets elements after
/// \p Emptied: in a loop around it, later in its function, or, if the container
/// is no local one, in another function that is no constructor.
bool isRefilledAfter(const Expr *Emptied, const MapSummary &Map,
                     const UsageSummaries &Usage, ASTContext &Context);

/// Whether the function moves the contents away before \p Emptied, or in a loop
/// around it.
bool isMovedBefore(const Expr *Emptied, const MapSummary &Map,
                   const UsageSummaries &Usage, ASTContext &Context);

/// Whether \p Emptying stands under a test of how large the container is, or
/// beside a branch that clears it: the choice is on purpose.
bool isSizeTested(const MapOp &Emptying, const MapSummary &Map,
                  const UsageSummaries &Usage, ASTContext &Context,
                  const model::ContainerModel &Model);

/// Whether somebody asks for its bucket count or load factor.
bool isTableMeasured(const MapSummary &Map);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_REFILLS_H
