//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_NULLWRITECHECK_H
#define MAPTIDY_NULLWRITECHECK_H

#include "MapTidyCheck.h"
#include "support/Nullness.h"
#include <optional>

namespace clang::tidy::maps {

/// Finds writes through pointers to maps and sets that are null on a feasible
/// path.
///
/// docs/checks/map-null-write.md
class NullWriteCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
  void onEndOfTranslationUnit() override { Analysis.reset(); }

private:
  void report(const support::NullDereference &Found, ASTContext &Context);
  void noteOrigin(const support::NullDereference &Found, ASTContext &Context);

  std::optional<support::NullnessAnalysis> Analysis;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_NULLWRITECHECK_H
