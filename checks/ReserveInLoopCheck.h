//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_RESERVEINLOOPCHECK_H
#define MAPTIDY_RESERVEINLOOPCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds loops that reserve a little more in a map or set in every iteration,
/// so that it rehashes again and again.
///
/// docs/checks/map-reserve-in-loop.md
class ReserveInLoopCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_RESERVEINLOOPCHECK_H
