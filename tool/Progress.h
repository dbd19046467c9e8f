//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The line that says how far a run is.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_PROGRESS_H
#define MAPTIDY_TOOL_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include <chrono>
#include <string>

namespace clang::tidy::maps::tool {

struct ProgressState {
  size_t Done = 0, Total = 0;
  /// Of those done, which took no time: they say nothing about the rest.
  size_t Free = 0;
  size_t Findings = 0;
  std::chrono::duration<double> Elapsed{0};
};

/// "[ 12/366] 3 findings, 1.2/s, 4 min 55 s left", without what is not known
/// yet, in at most \p Width columns.
std::string progressLine(const ProgressState &State, size_t Width);

/// Keeps that line up to date on standard error while it lives, and removes it
/// then, if standard error is a terminal that this process is in front of.
class Progress {
public:
  /// Shows nothing unless \p Wanted.
  Progress(size_t Total, bool Wanted);
  ~Progress();
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  void setTotal(size_t Total) { State.Total = Total; }
  /// One more is done; \p IsFree: it took no time.
  void done(size_t NewFindings, bool IsFree);
  /// To be called now and then.
  void tick();

private:
  void draw();

  using Clock = std::chrono::steady_clock;
  bool IsShown;
  bool IsDrawn = false;
  ProgressState State;
  Clock::time_point Start = Clock::now();
  Clock::time_point LastDrawn;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_PROGRESS_H
