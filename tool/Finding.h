//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What an analysis yields, as plain data: findings with absolute paths, and
/// per translation unit whether it could be analysed at all.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_FINDING_H
#define MAPTIDY_TOOL_FINDING_H

#include "clang/Tooling/Core/Diagnostic.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

/// A warning with its notes and edits. All paths are absolute.
struct Finding : tooling::Diagnostic {
  /// Matches the WarningsAsErrors of the configuration.
  bool AsError = false;
  /// Translation units that see this finding disagree on its edits, so that
  /// what suits one may break another.
  bool EditsDiffer = false;
};

struct UnitResult {
  enum StatusKind {
    Analysed,
    NotCompiled, ///< compile errors; the checks were silent
    Crashed,     ///< the analysis ended abnormally
  };

  std::string File;
  StatusKind Status = Analysed;
  /// For all but Analysed: what went wrong, one line.
  std::string Problem;
  std::vector<Finding> Findings;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_FINDING_H
