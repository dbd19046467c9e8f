//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// From what the command line asks for to a report on it.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_PROJECT_H
#define MAPTIDY_TOOL_PROJECT_H

#include "CommandLine.h"
#include "Config.h"
#include "Database.h"
#include "Formats.h"
#include "Runner.h"
#include "TouchedLines.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

/// What --since and --line-filter say: findings must concern all of these.
llvm::Expected<std::vector<TouchedLines>>
touchedLines(const CommandLine &Line, std::vector<FileFilter> LineFilter);

/// What --shard says. What needs all findings is for the merge.
llvm::Expected<std::optional<Shard>> chosenShard(const CommandLine &Line);

struct Outcome {
  Report Result;
  /// The signal that has cut it short, or 0.
  int Interrupt = 0;
  Statistics Costs = {};
  std::string CacheProblem = {};
};

/// Runs the checks on what \p Line asks for.
/// \param FlagsGiven what is behind "--", or null.
llvm::Expected<Outcome> analyseProject(
    const CommandLine &Line, const tooling::CompilationDatabase *FlagsGiven,
    const RunSettings &Settings, Config &Configuration, ProjectRoot Root,
    std::optional<Shard> Part, llvm::ArrayRef<TouchedLines> Touched);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_PROJECT_H
