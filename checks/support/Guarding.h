//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which mutex guards a map, as the accesses to it show, and which accesses do
/// without.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_GUARDING_H
#define MAPTIDY_SUPPORT_GUARDING_H

#include "support/CallSites.h"
#include "support/UsageSummary.h"
#include <vector>

namespace clang::tidy::maps::support {

/// An access to a map without what it needs to be safe.
struct UnguardedAccess {
  const Expr *Access = nullptr;
  /// Its kind changes the map.
  bool Writes = false;
  /// The mutex is locked, but only for reading.
  bool UnderSharedLock = false;
  /// The mutex as the user calls it.
  std::string Mutex;
  /// An access under that mutex; null if there is none (UnderSharedLock), or if
  /// the declaration says that the mutex guards the map.
  const Expr *Guarded = nullptr;
  bool GuardedWrites = false;
};

/// The accesses of a map that is neither local nor per thread, at most one for
/// each function.
std::vector<UnguardedAccess> unguardedAccesses(const MapSummary &Map,
                                               const UsageSummaries &Summaries,
                                               CallSites &Calls,
                                               const model::ContainerModel &M,
                                               ASTContext &Context);

/// The kind may change where elements are, or how many.
bool writes(UsageKind K);
/// The kind reads the map, and nothing else.
bool reads(UsageKind K);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_GUARDING_H
