//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_POORHASHCHECK_H
#define MAPTIDY_POORHASHCHECK_H

#include "MapTidyCheck.h"
#include "support/HashUses.h"
#include "support/KeyMembers.h"
#include <optional>

namespace clang::tidy::maps {

/// Finds hash functors that return a constant, combine symmetrically or ignore
/// what equality compares.
///
/// docs/checks/map-poor-hash.md
class PoorHashCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
  void onEndOfTranslationUnit() override { Uses.reset(); }

private:
  std::vector<support::HashUse> usesOf(const FunctionDecl *Hash,
                                       ASTContext &Context);

  std::optional<support::HashUses> Uses;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_POORHASHCHECK_H
