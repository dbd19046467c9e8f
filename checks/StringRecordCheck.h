//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_STRINGRECORDCHECK_H
#define MAPTIDY_STRINGRECORDCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds maps from strings that are used only with literal keys, like a struct.
///
/// docs/checks/map-string-record.md
class StringRecordCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_STRINGRECORDCHECK_H
