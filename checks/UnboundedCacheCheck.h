//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_UNBOUNDEDCACHECHECK_H
#define MAPTIDY_UNBOUNDEDCACHECHECK_H

#include "MapTidyCheck.h"
#include "support/CallSites.h"
#include <memory>

namespace clang::tidy::maps {

/// Finds maps and sets with static lifetime that functions insert into and
/// nothing ever shrinks.
///
/// docs/checks/map-unbounded-cache.md
class UnboundedCacheCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
  void onEndOfTranslationUnit() override { Calls.reset(); }

private:
  void checkMembers(const VarDecl *Object, ASTContext &Context);
  void checkMap(const ValueDecl *Map, const VarDecl *Singleton,
                ASTContext &Context);

  std::unique_ptr<support::CallSites> Calls;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_UNBOUNDEDCACHECHECK_H
