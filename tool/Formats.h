//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The formats that a report can have, and what all of them are made from. A
/// writer depends on nothing but the Report, so that equal reports are equal
/// byte for byte.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_FORMATS_H
#define MAPTIDY_TOOL_FORMATS_H

#include "Finding.h"
#include "Fingerprint.h"
#include "Fixer.h"
#include "Paths.h"
#include "Sources.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace clang::tidy::maps::tool {

enum class Format { Text, Sarif, Json, Github, Gitlab, Checkstyle, Html };

/// \returns the format with that name, as --format has it.
std::optional<Format> formatNamed(llvm::StringRef Name);
llvm::StringRef nameOf(Format F);

/// One of several runs that share the work: the first has number 1.
struct Shard {
  unsigned Number = 1, Count = 1;
};

/// Everything that a report can tell.
struct Report {
  /// With the findings of \p Results merged and fingerprinted, and no plan to
  /// fix any.
  Report(ProjectRoot Root, std::vector<UnitResult> Results);

  ProjectRoot Root;
  Sources Files;
  /// As mergeFindings() leaves them, or without those that are not to be shown.
  std::vector<Finding> Findings;
  /// What --fix does about them.
  FixPlan Plan;
  /// The translation units by file, without findings.
  std::vector<UnitResult> Units;
  std::optional<Shard> Part;
  /// The checks that ran on at least one of the units.
  std::set<std::string> Checks;
  /// The units are all that there are.
  bool IsWholeProject = false;
};

void writeSarif(Report &R, llvm::raw_ostream &OS);
/// docs/reports.md describes it; JsonReport.h reads it.
void writeJson(Report &R, llvm::raw_ostream &OS);
void writeGithub(Report &R, llvm::raw_ostream &OS);
void writeGitlab(Report &R, llvm::raw_ostream &OS);
void writeCheckstyle(Report &R, llvm::raw_ostream &OS);
void writeHtml(Report &R, llvm::raw_ostream &OS);

void write(Format F, Report &R, llvm::raw_ostream &OS, bool Colors);

/// "could not compile 'a.cpp': ..." for a unit that was not analysed.
std::string describe(const UnitResult &Unit);

/// \p Text with replacement characters for what is no UTF-8.
std::string validUTF8(llvm::StringRef Text);

/// \p Text for XML and HTML, as content or between quotes: also without the
/// control characters that XML does not have.
std::string escapedXML(llvm::StringRef Text);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_FORMATS_H
