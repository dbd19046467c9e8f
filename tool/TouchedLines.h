//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which lines a change touched, and the findings that concern them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_TOUCHEDLINES_H
#define MAPTIDY_TOOL_TOUCHEDLINES_H

#include "Finding.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/StringMap.h"
#include <map>

namespace clang::tidy::maps::tool {

/// Lines of files, known by their exact paths or, as in clang-tidy's
/// --line-filter, by what their paths end with.
class TouchedLines {
public:
  /// First and last line, counted from 1.
  using Range = FileFilter::LineRange;

  TouchedLines() = default;
  /// \p Filters: the first whose name a path ends with holds its lines; none
  /// means all of them.
  explicit TouchedLines(std::vector<FileFilter> Filters)
      : BySuffix(std::move(Filters)) {}

  /// Adds lines of the file whose real path is \p Path. In order of lines,
  /// neighbours become one range.
  void add(llvm::StringRef Path, Range Lines);
  /// Adds every line of the file whose real path is \p Path.
  void addFile(llvm::StringRef Path);

  /// Whether any line of the file \p Path, an absolute path, was touched.
  bool touchesFile(llvm::StringRef Path) const { return linesOf(Path); }
  bool touchesLine(llvm::StringRef Path, unsigned Line) const;

private:
  const std::vector<Range> *linesOf(llvm::StringRef Path) const;

  std::map<std::string, std::vector<Range>, std::less<>> ByPath;
  std::vector<FileFilter> BySuffix;
};

/// Drops the findings of which neither the location nor any note's is in
/// \p Lines. What a change breaks is often seen elsewhere: a clear() that was
/// deleted, a reserve() that moved.
/// \returns how many are gone.
size_t keepTouched(std::vector<Finding> &Findings, const TouchedLines &Lines);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_TOUCHEDLINES_H
