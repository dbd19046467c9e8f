//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_ERASEALLLOOPCHECK_H
#define MAPTIDY_ERASEALLLOOPCHECK_H

#include "MapTidyCheck.h"
#include "support/Drains.h"

namespace clang::tidy::maps {

/// Finds loops and range erases that remove every element of a map or set one
/// by one.
///
/// docs/checks/map-erase-all-loop.md
class EraseAllLoopCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  void checkLoop(const Stmt *Loop, ASTContext &Context);
  void checkCall(const CallExpr *Call, ASTContext &Context);
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_ERASEALLLOOPCHECK_H
