//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_FLATCANDIDATECHECK_H
#define MAPTIDY_FLATCANDIDATECHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

/// Finds constant lookup tables that are built at run time, on the heap.
///
/// docs/checks/map-flat-candidate.md
class FlatCandidateCheck : public MapTidyCheck {
public:
  FlatCandidateCheck(StringRef Name, ClangTidyContext *Context);
  void storeOptions(ClangTidyOptions::OptionMap &Opts) override;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  const unsigned MaxHashedEntries;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_FLATCANDIDATECHECK_H
