//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What is generated from the options themselves, so that it cannot fall out of
/// step with them: completion for shells, and the manual page.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_COMPLETION_H
#define MAPTIDY_TOOL_COMPLETION_H

#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

struct CommandLine;

enum class Shell { Bash, Zsh, Fish };

/// An option as it is shown in --help.
struct OptionRow {
  std::string Name;        ///< without dashes
  std::string Help;        ///< may have several lines
  std::string ValueName;   ///< "dir", empty if it takes none
  bool NeedsValue = false; ///< false for switches, which may be given one
  bool Repeats = false;    ///< each one counts
  bool IsForMerge = false; ///< "map-tidy merge" has it, too
  /// What the value can be, and what that means, if there is a list.
  std::vector<std::pair<std::string, std::string>> Values;

  /// "-p" for a letter, "--fix" for a word.
  std::string spelling() const;
};

/// Every option that --help shows, by name.
std::vector<OptionRow> optionRows(const CommandLine &Line);

/// The script that \p For reads to complete the arguments of map-tidy.
void printCompletion(Shell For, const CommandLine &Line, llvm::raw_ostream &OS);

/// map-tidy(1): the options, and docs/map-tidy.md.
void printManual(const CommandLine &Line, llvm::raw_ostream &OS);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_COMPLETION_H
