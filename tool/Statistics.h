//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Where the time of a run goes.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_STATISTICS_H
#define MAPTIDY_TOOL_STATISTICS_H

#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

using Seconds = std::chrono::duration<double>;

/// What one part of a run took: on the clock, and of all processors.
struct PhaseCost {
  Seconds Elapsed{0}, CPUTime{0};
};

struct UnitCost {
  std::string File;
  Seconds CPUTime{0};
  uint64_t PeakMemoryKiB = 0;
};

struct Statistics {
  size_t Units = 0;
  size_t FromCache = 0;
  size_t Kept = 0; ///< results added to the cache
  std::string CacheFolder;
  size_t Preludes = 0; ///< precompiled headers
  size_t Sharing = 0;  ///< units that have one
  /// With a prelude in vain, then without: why.
  std::vector<std::string> ParsedTwice;
  PhaseCost Scan, Analysis;
  std::vector<UnitCost> Costs; ///< of the units that were analysed
};

/// Prints \p S, with what this process itself has taken so far.
void printStatistics(const Statistics &S, llvm::raw_ostream &OS);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_STATISTICS_H
