//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// One translation unit to findings, and many of them in parallel. What goes
/// wrong in one stays there.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_ANALYSIS_H
#define MAPTIDY_TOOL_ANALYSIS_H

#include "Config.h"
#include "Finding.h"
#include "clang/Tooling/CompilationDatabase.h"

namespace clang::tidy::maps::tool {

struct Unit {
  tooling::CompileCommand Command;
  Config::Options Options;
};

struct AnalysisSettings {
  unsigned Jobs = 0; ///< 0: as many as there are cores
  ClangTidyGlobalOptions Global;
  /// Clang's built-in headers, for commands that do not say where they are.
  std::string ResourceDirectory;
};

/// Once per process, before the first analyse().
void prepareForCrashes();

/// \returns one result per unit, in the order of \p Units.
std::vector<UnitResult> analyse(llvm::ArrayRef<Unit> Units,
                                const AnalysisSettings &Settings);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_ANALYSIS_H
