//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What is shown while code is half-typed. The checks are silent about code
/// that does not compile, and nearly every second keystroke makes some:
/// findings would vanish and come back all the time. So the last ones stay,
/// where the user has not touched their lines.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_CLANGD_LASTFINDINGS_H
#define MAPTIDY_TOOL_CLANGD_LASTFINDINGS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

/// The last findings in one open document. All values of the protocol: lines
/// count from 0, versions grow with every change.
class LastFindings {
public:
  /// The document was opened with this text.
  void opened(llvm::StringRef NewText) { Text = NewText.str(); }

  /// The user made \p Version by \p ContentChanges, as of
  /// textDocument/didChange.
  void changed(int64_t Version, const llvm::json::Array &ContentChanges);

  /// The checks said \p Diagnostics, and nothing else, of \p Version.
  void found(int64_t Version, llvm::json::Array Diagnostics);

  /// What is left of the findings in \p Version, whose \p Uri their related
  /// locations may name.
  const llvm::json::Array &in(int64_t Version, llvm::StringRef Uri);

private:
  /// The lines from Begin to the one before End became Lines lines.
  struct LineChange {
    int64_t Version, Begin, End, Lines;
  };
  static bool move(llvm::json::Object &Range, const LineChange &Change);
  std::optional<LineChange> lineChange(int64_t Version,
                                       const llvm::json::Object &Change);
  void apply(const LineChange &Change, llvm::StringRef Uri);

  /// The whole text, as long as the editor sends nothing less.
  std::optional<std::string> Text;
  llvm::json::Array Findings;
  /// Later than what the findings are of.
  std::vector<LineChange> Changes;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_CLANGD_LASTFINDINGS_H
