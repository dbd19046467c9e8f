//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Tests of a concurrent map that another thread can make untrue before the
/// code acts on them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_CHECKTHENACT_H
#define MAPTIDY_SUPPORT_CHECKTHENACT_H

#include "support/UsageSummary.h"
#include <vector>

namespace clang::tidy::maps::support {

struct CheckThenAct {
  const Expr *Check = nullptr;
  const Expr *Act = nullptr;
};

/// `if (m.count(k)) m.erase(k);` and the like, where \p Map lets several
/// threads write at once. Insertions are no acts: they test by themselves.
std::vector<CheckThenAct> checksThenActs(const MapSummary &Map,
                                         const UsageSummaries &Summaries,
                                         const model::ContainerModel &Model,
                                         ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_CHECKTHENACT_H
