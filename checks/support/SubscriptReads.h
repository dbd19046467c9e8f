//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Subscripts that only read but insert what they do not find.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_SUBSCRIPTREADS_H
#define MAPTIDY_SUPPORT_SUBSCRIPTREADS_H

#include "support/MapOps.h"
#include "support/UsageSummary.h"
#include "support/ValueUse.h"

namespace clang::tidy::maps::support {

/// `if (m[k])`, `f(m[k])`, `return m[k];`
struct SubscriptRead {
  MapOp Op;
  ValueUse Use;
  /// The named function around it.
  const FunctionDecl *Function = nullptr;
};

/// The decision of map-subscript-insert, which other checks respect: \p E reads
/// an element of a map that outlives the function, and nothing says that the
/// key is in the map.
std::optional<SubscriptRead>
findInsertingRead(const Expr *E, const UsageSummaries &Summaries,
                  ASTContext &Context, const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_SUBSCRIPTREADS_H
