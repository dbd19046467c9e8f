//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_ITERATORINVALIDATIONCHECK_H
#define MAPTIDY_ITERATORINVALIDATIONCHECK_H

#include "MapTidyCheck.h"
#include "support/Invalidation.h"

namespace clang::tidy::maps {

/// Finds iterators, references and pointers into maps and sets that are used
/// after an operation made them invalid.
///
/// docs/checks/map-iterator-invalidation.md
class IteratorInvalidationCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  void reportWalk(const support::StaleUse &Found, ASTContext &Context);
  void reportUse(const support::StaleUse &Found, ASTContext &Context);
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_ITERATORINVALIDATIONCHECK_H
