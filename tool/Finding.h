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
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

/// What makes a finding the same in another revision; see Fingerprint.h.
struct Fingerprint {
  std::string Content;
  std::string Identity;
  /// The tokens of its statement with spaces between them: valid UTF-8.
  std::string Statement;
};

/// A warning with its notes and edits. All paths are absolute.
struct Finding : tooling::Diagnostic {
  /// Matches the WarningsAsErrors of the configuration.
  bool AsError = false;
  /// Translation units that see this finding disagree on its edits, so that
  /// what suits one may break another.
  bool EditsDiffer = false;
  /// Not part of a unit's result: it needs all findings of a file.
  Fingerprint Print;
};

/// Calls \p Visit with every path in \p F; some are empty.
void forEachPath(const Finding &F,
                 llvm::function_ref<void(llvm::StringRef Path)> Visit);

/// \p F with other paths.
Finding withPaths(const Finding &F,
                  llvm::function_ref<std::string(llvm::StringRef Path)> Change);

struct UnitResult {
  enum StatusKind {
    Analysed,
    NotCompiled, ///< compile errors; the checks were silent
    Crashed,     ///< the analysis ended abnormally
    TimedOut,
    OutOfMemory,
    NotRun, ///< the run was interrupted, or no process could be started
  };

  std::string File;
  StatusKind Status = Analysed;
  /// For all but Analysed: what went wrong, one line.
  std::string Problem;
  std::vector<Finding> Findings;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_FINDING_H
