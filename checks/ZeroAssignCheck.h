//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_ZEROASSIGNCHECK_H
#define MAPTIDY_ZEROASSIGNCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds zero values assigned to map entries that should be erased.
///
/// docs/checks/map-zero-assign.md
class ZeroAssignCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  /// `m[k] = 0` and its likes.
  void checkZero(const Expr *E, ASTContext &Context);
  /// `if (--m[k] == 0) close(k);`
  void checkCount(const IfStmt *If, ASTContext &Context);
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_ZEROASSIGNCHECK_H
