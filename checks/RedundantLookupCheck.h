//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_REDUNDANTLOOKUPCHECK_H
#define MAPTIDY_REDUNDANTLOOKUPCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds lookups of a key in a map or set that was just looked up.
///
/// docs/checks/map-redundant-lookup.md
class RedundantLookupCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  void checkBody(const Stmt *Body, ASTContext &Context);
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_REDUNDANTLOOKUPCHECK_H
