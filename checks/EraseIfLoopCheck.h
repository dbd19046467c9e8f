//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_ERASEIFLOOPCHECK_H
#define MAPTIDY_ERASEIFLOOPCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds loops that erase the elements of a map or set that satisfy a
/// condition, where erase_if does it.
///
/// docs/checks/map-erase-if-loop.md
class EraseIfLoopCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_ERASEIFLOOPCHECK_H
