//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_NEEDLESSHEAPCHECK_H
#define MAPTIDY_NEEDLESSHEAPCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds maps and sets on the heap that a local variable could be, and getters
/// that make a new one at each call.
///
/// docs/checks/map-needless-heap.md
class NeedlessHeapCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  void checkOwner(const VarDecl *Owner, ASTContext &Context);
  void checkGetter(const FunctionDecl *Getter, ASTContext &Context);
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_NEEDLESSHEAPCHECK_H
