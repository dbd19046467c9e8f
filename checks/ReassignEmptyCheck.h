//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_REASSIGNEMPTYCHECK_H
#define MAPTIDY_REASSIGNEMPTYCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds maps and sets that are refilled after an empty one was assigned to
/// them, where clear() keeps the storage.
///
/// docs/checks/map-reassign-empty.md
class ReassignEmptyCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_REASSIGNEMPTYCHECK_H
