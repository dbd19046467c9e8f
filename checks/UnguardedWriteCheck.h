//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_UNGUARDEDWRITECHECK_H
#define MAPTIDY_UNGUARDEDWRITECHECK_H

#include "MapTidyCheck.h"
#include "support/CallSites.h"
#include "support/ThreadRaces.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>

namespace clang::tidy::maps {

/// Finds maps and sets that are changed without a lock while other threads may
/// use them.
///
/// docs/checks/map-unguarded-write.md
class UnguardedWriteCheck : public MapTidyCheck {
public:
  UnguardedWriteCheck(StringRef Name, ClangTidyContext *Context);
  void storeOptions(ClangTidyOptions::OptionMap &Opts) override;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
  void onEndOfTranslationUnit() override;

private:
  void checkMap(const ValueDecl *Map, ASTContext &Context);
  void checkGuard(const support::MapSummary &Map, ASTContext &Context);
  void checkActs(const support::MapSummary &Map, ASTContext &Context);
  void checkThreads(const FunctionDecl *Function, ASTContext &Context);
  support::CallSites &callSites(ASTContext &Context);

  const std::string Launchers;
  const std::string ParallelLaunchers;
  const support::LauncherNames Names;
  std::unique_ptr<support::CallSites> Calls;
  /// What has a warning: one access, one problem.
  llvm::DenseSet<const Expr *> Reported;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_UNGUARDEDWRITECHECK_H
