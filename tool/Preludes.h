//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The preludes of a run: which units share which headers, and the precompiled
/// headers made of them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_PRELUDES_H
#define MAPTIDY_TOOL_PRELUDES_H

#include "Analysis.h"
#include "Prelude.h"
#include "Scan.h"
#include "Workers.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

struct PreludePlan {
  std::vector<size_t> Units; ///< compiled with the same flags
  size_t Example;            ///< the one that reads least beyond Files
  /// What all of them read.
  std::vector<llvm::sys::fs::UniqueID> Files;
};

/// Groups those of \p Units that \p Todo lists so that as little text as
/// possible is parsed twice. Units that share too little are in no group.
std::vector<PreludePlan> planPreludes(llvm::ArrayRef<Unit> Units,
                                      llvm::ArrayRef<size_t> Todo,
                                      const ScanResult &Scan);

/// Owns the files, in a temporary folder.
class Preludes {
public:
  /// A run of less than this cannot save anything.
  static constexpr size_t FewestUnits = 3;

  /// Makes those that \p Units with the indices \p Todo are worth, in children
  /// as runInWorkers() does. What cannot be made is done without.
  Preludes(llvm::ArrayRef<Unit> Units, llvm::ArrayRef<size_t> Todo,
           const ScanResult &Scan, const AnalysisSettings &Settings,
           const WorkerLimits &Limits, const InterruptWatch &Interrupts,
           llvm::function_ref<void()> Tick);
  ~Preludes();
  Preludes(const Preludes &) = delete;
  Preludes &operator=(const Preludes &) = delete;

  bool has(size_t Unit) const { return OfUnit.count(Unit) != 0; }
  /// \returns null if \p Unit has none, or one that helped no unit.
  const Prelude *of(size_t Unit) const;
  /// Tells whether \p Unit could be analysed with its prelude.
  void onResult(size_t Unit, bool Could);

  size_t count() const { return Made.size(); }
  size_t unitCount() const { return OfUnit.size(); }
  std::chrono::duration<double> cpuTime() const { return CPUTime; }

private:
  struct Entry {
    Prelude Shared;
    unsigned Helped = 0, Failed = 0;
  };

  std::string Folder;
  std::vector<std::unique_ptr<Entry>> Made;
  std::map<size_t, Entry *> OfUnit;
  std::chrono::duration<double> CPUTime{0};
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_PRELUDES_H
