//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Applies the edits of findings: all of a finding or none, across translation
/// units and files.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_FIXER_H
#define MAPTIDY_TOOL_FIXER_H

#include "Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

enum class FixMode {
  None,
  Safe,    ///< edits on the warning itself
  Offered, ///< also those on a note, if only one note has any
};

/// Which findings can be fixed together.
struct FixPlan {
  enum State { NoEdit, Applied, Skipped };
  /// Per finding. Skipped: it overlaps an earlier one or its edits differ
  /// between translation units.
  std::vector<State> States;
  /// The new text's ingredients per file: sorted, not overlapping.
  std::map<std::string, std::vector<tooling::Replacement>> Edits;

  unsigned count(State S) const { return llvm::count(States, S); }
};

/// Earlier findings win; identical includes are inserted once.
FixPlan planFixes(llvm::ArrayRef<Finding> Findings, FixMode Mode);

/// What \p Edit inserts into the file with the content \p Text, which keeps its
/// Windows line ends.
std::string insertedText(const tooling::Replacement &Edit,
                         llvm::StringRef Text);

/// The style to format around edits of \p File, as in clang-tidy's FormatStyle.
using StyleFor = llvm::function_ref<std::string(llvm::StringRef File)>;

/// A file that is fixed.
struct FixedFile {
  std::string Target; ///< its real path
  std::unique_ptr<llvm::MemoryBuffer> Old;
  std::string New;
};

/// \returns the new texts of all files of \p Plan; an error (a sentence) if one
/// cannot be read or changed after \p Start: it is not what was analysed.
llvm::Expected<std::vector<FixedFile>>
fixedFiles(const FixPlan &Plan, llvm::sys::TimePoint<> Start, StyleFor Style);

/// Writes all files of \p Plan, each at once and with its mode kept, or none:
/// a file that changed after \p Start is not what was analysed.
llvm::Error applyFixes(const FixPlan &Plan, llvm::sys::TimePoint<> Start,
                       StyleFor Style);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_FIXER_H
