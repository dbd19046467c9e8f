//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// From the results of all translation units to what the user reads: each
/// finding once, in an order that depends on nothing but the findings.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_REPORT_H
#define MAPTIDY_TOOL_REPORT_H

#include "Finding.h"
#include "Fixer.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdint>
#include <set>
#include <utility>

namespace clang::tidy::maps::tool {

/// A finding in a header comes from every translation unit that includes it.
/// This leaves it with the first, so that what a run has to remember grows with
/// what there is to report and not with the number of includes.
class EachFindingOnce {
public:
  /// Takes from \p Result the findings that an earlier one had just like that.
  void operator()(UnitResult &Result);

private:
  std::set<std::pair<uint64_t, uint64_t>> Known; ///< 128 bits of a hash
};

/// The findings of all \p Results by file, position and check; the same one
/// seen from several translation units once.
std::vector<Finding> mergeFindings(std::vector<UnitResult> &Results);

/// Clang's text format, with the fate of the edits if \p Plan has any.
void printText(llvm::ArrayRef<Finding> Findings, const FixPlan &Plan,
               llvm::raw_ostream &OS, bool Colors);

/// For clang-apply-replacements: the edits of --fix with those of notes, which
/// that tool does not read, left where they are.
void exportFixes(llvm::ArrayRef<Finding> Findings, llvm::raw_ostream &OS);

/// One line for every translation unit that could not be analysed.
void printProblems(llvm::ArrayRef<UnitResult> Results, llvm::raw_ostream &OS);

/// "3 findings in 2 files (5 translation units)"
void printSummary(llvm::ArrayRef<Finding> Findings,
                  llvm::ArrayRef<UnitResult> Results, llvm::raw_ostream &OS);

/// "1 finding", "2 findings"
std::string counted(size_t Number, llvm::StringRef Noun);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_REPORT_H
