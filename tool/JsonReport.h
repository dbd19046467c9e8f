//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The report as JSON and back, with all that a merge needs. docs/reports.md
/// describes it.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_JSONREPORT_H
#define MAPTIDY_TOOL_JSONREPORT_H

#include "Formats.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

/// What writeJson() wrote. The findings are those of the first unit.
struct JsonReport {
  std::vector<UnitResult> Units;
  std::set<std::string> Checks;
  bool IsWholeProject = false;
  std::optional<Shard> Part;
};

/// Reads \p Path, with paths as seen from \p Root. Errors: a sentence about a
/// file that cannot be read, that is no report of this version, or that was
/// made from other sources than \p Files has.
llvm::Expected<JsonReport> readJson(llvm::StringRef Path,
                                    const ProjectRoot &Root, Sources &Files);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_JSONREPORT_H
