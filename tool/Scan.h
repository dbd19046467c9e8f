//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What each translation unit depends on, found by reading its preprocessor
/// directives only.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_SCAN_H
#define MAPTIDY_TOOL_SCAN_H

#include "Analysis.h"
#include "Workers.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

/// Whether a file is still what it was.
struct FileStamp {
  std::string Path; ///< absolute
  llvm::sys::TimePoint<> Modified;
  uint64_t Size = 0;
  llvm::sys::fs::UniqueID ID;
  bool IsSystem = false; ///< below a folder for system headers
};

struct ScannedUnit {
  /// Stands for everything that its result depends on: the contents of the
  /// files it reads, the command, the configuration and this build of map-tidy
  /// with its libraries. Empty if that could not be found out.
  std::string Key;
  std::vector<unsigned> Files; ///< indices of ScanResult::Files
};

struct ScanResult {
  std::vector<ScannedUnit> Units; ///< in the order of the units
  std::vector<FileStamp> Files;   ///< as they were before they were read
  llvm::sys::TimePoint<> Started;
  std::chrono::duration<double> CPUTime{0};
};

/// Scans \p Units in children as runInWorkers() does. One that crashes, hangs
/// or does not preprocess has no key.
ScanResult scan(llvm::ArrayRef<Unit> Units, const AnalysisSettings &Settings,
                const WorkerLimits &Limits, const InterruptWatch &Interrupts,
                llvm::function_ref<void()> Tick);

/// Whether the files of \p U are certain to be those that were scanned.
bool isUnchanged(const ScanResult &Scan, const ScannedUnit &U);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_SCAN_H
