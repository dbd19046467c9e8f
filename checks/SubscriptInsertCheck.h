//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUBSCRIPTINSERTCHECK_H
#define MAPTIDY_SUBSCRIPTINSERTCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds reads by the subscript that insert an element into a long-lived map
/// for every key that is not there.
///
/// docs/checks/map-subscript-insert.md
class SubscriptInsertCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_SUBSCRIPTINSERTCHECK_H
