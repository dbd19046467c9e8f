//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Findings that are known and not to be reported: a file that a team keeps
/// beside its sources.
///
/// The file has one JSON object per line: the first says what it is, each other
/// one is a finding with its check, its file below the project's root, its
/// content's fingerprint (see Fingerprint.h) and, for readers, the statement.
/// There are no line numbers in it and the lines are sorted, so that it changes
/// only where findings come and go.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_BASELINE_H
#define MAPTIDY_TOOL_BASELINE_H

#include "Formats.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

class Baseline {
public:
  /// Reads \p Path, which may be missing only if \p MayBeMissing. Errors: a
  /// sentence about a file that cannot be read or is no baseline.
  static llvm::Expected<Baseline> read(llvm::StringRef Path, bool MayBeMissing);

  struct Outcome {
    /// Findings that entries match.
    size_t Known = 0;
    /// Entries of what \p R covers that nothing matches any more.
    size_t Stale = 0;
  };

  /// Compares without changing anything.
  Outcome compare(const Report &R) const;

  /// Takes from the findings of \p R those that are known. An entry hides one
  /// finding: of three equal ones that two entries match, the last is left. An
  /// entry whose file is gone matches its content in any file.
  Outcome hide(Report &R) const;

  /// Takes up the findings of \p R and drops the entries that are stale. Those
  /// that \p R says nothing about stay: of files that were not analysed and of
  /// checks that did not run.
  void update(const Report &R);

  /// \returns the file's content.
  std::string text() const;

  size_t size() const { return Entries.size(); }

private:
  struct Entry {
    std::string File, Check, Statement, Content;
    bool operator<(const Entry &Other) const;
  };
  struct Match;
  Match match(const Report &R) const;
  static Entry entryFor(const Finding &F, const Report &R);

  std::vector<Entry> Entries;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_BASELINE_H
