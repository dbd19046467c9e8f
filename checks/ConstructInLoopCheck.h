//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_CONSTRUCTINLOOPCHECK_H
#define MAPTIDY_CONSTRUCTINLOOPCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds maps and sets that are constructed, filled and destroyed in every
/// iteration of a loop.
///
/// docs/checks/map-construct-in-loop.md
class ConstructInLoopCheck : public MapTidyCheck {
public:
  ConstructInLoopCheck(StringRef Name, ClangTidyContext *Context)
      : MapTidyCheck(Name, Context),
        IncludeOrdered(flagOption("IncludeOrdered", false)),
        RecordsAreReported(Context->isCheckEnabled("map-string-record")) {}
  void storeOptions(ClangTidyOptions::OptionMap &Opts) override;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  const bool IncludeOrdered;
  /// Of a map that should be a struct, map-string-record speaks, if it is on.
  const bool RecordsAreReported;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_CONSTRUCTINLOOPCHECK_H
