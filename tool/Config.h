//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which checks run with which options on which file: the preset, the
/// project's .clang-tidy files, the command line.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_CONFIG_H
#define MAPTIDY_TOOL_CONFIG_H

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

enum class Preset { Default, All };

/// A row of Checks.def.
struct CheckRow {
  llvm::StringLiteral Id;
  llvm::StringLiteral FixGrade;
  bool IsDefault;
  llvm::StringLiteral Sentence;
};
llvm::ArrayRef<CheckRow> allChecks();

/// "unknown check 'NAME'", and which one may have been meant.
std::string unknownCheck(llvm::StringRef Name);

/// What the command line says about the configuration.
struct ConfigRequest {
  Preset Base = Preset::Default;
  /// --checks, appended to the preset and the configuration files.
  std::optional<std::string> Checks;
  /// The text and the origin of --config or --config-file; the project's
  /// .clang-tidy files are not read then.
  std::optional<std::pair<std::string, std::string>> Inline;
  ClangTidyGlobalOptions Global;
  /// Everything but Checks that the command line overrides.
  ClangTidyOptions Override;
};

/// The configuration of a run. A project's .clang-tidy is written for
/// clang-tidy, so of its Checks only globs that start with "map-" count here,
/// and "-*" only if a glob after it enables a map- check: "-*,bugprone-*" does
/// not switch MapTidy off.
class Config {
public:
  using Options = std::shared_ptr<const ClangTidyOptions>;

  static llvm::Expected<std::unique_ptr<Config>> create(ConfigRequest Request);
  virtual ~Config() = default;

  /// The options for the sources of \p File's folder. Not thread-safe.
  virtual llvm::Expected<Options> optionsFor(llvm::StringRef File) = 0;

  /// Prints what in the configuration of \p File names no check or option.
  /// \returns whether there is nothing.
  virtual bool verify(llvm::StringRef File, llvm::raw_ostream &OS) = 0;
};

/// \p Base as a value of Checks, where "-*" comes first.
std::string presetGlobs(Preset Base);

/// The globs of \p Checks that count here, as said at Config.
std::string ownGlobs(llvm::StringRef Checks);

/// The ids that \p Options enable, in the order of Checks.def.
std::vector<const CheckRow *> enabledChecks(const ClangTidyOptions &Options);

/// The options with the values of all options of the enabled checks, as YAML.
std::string dumpConfig(const ClangTidyOptions &Options);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_CONFIG_H
