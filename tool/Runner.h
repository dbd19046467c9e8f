//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The analysis of all translation units of a run: from the cache, or each in
/// a process of its own.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_RUNNER_H
#define MAPTIDY_TOOL_RUNNER_H

#include "Analysis.h"
#include "Cache.h"
#include "Statistics.h"
#include "TouchedLines.h"
#include "Workers.h"

namespace clang::tidy::maps::tool {

struct RunSettings {
  AnalysisSettings Analysis;
  WorkerLimits Limits;
  CacheFolder Cache;
  bool ShowProgress = true;
};

struct RunResults {
  /// One per unit that was to be analysed, in their order.
  std::vector<UnitResult> Units;
  /// The signal that ended the run before its time, or 0. What it left undone
  /// is UnitResult::NotRun.
  int Interrupt = 0;
  /// Why results could not be kept, a sentence; or empty.
  std::string CacheProblem;
  Statistics Costs;
};

/// \param Touched if there are such lines, only units that read lines of each
/// are analysed.
RunResults analyse(std::vector<Unit> Units,
                   llvm::ArrayRef<TouchedLines> Touched,
                   const RunSettings &Settings);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_RUNNER_H
