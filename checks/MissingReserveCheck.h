//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_MISSINGRESERVECHECK_H
#define MAPTIDY_MISSINGRESERVECHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds loops that fill a hashed or array-based map or set of known final size
/// without reserving it.
///
/// docs/checks/map-missing-reserve.md
class MissingReserveCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_MISSINGRESERVECHECK_H
