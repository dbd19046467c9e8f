//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_ORDEREDUNNEEDEDCHECK_H
#define MAPTIDY_ORDEREDUNNEEDEDCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

namespace support {
struct MapOp;
struct MapSummary;
struct Usage;
} // namespace support

/// Finds ordered maps and sets whose order nothing observes and whose keys can
/// be hashed.
///
/// docs/checks/map-ordered-unneeded.md
class OrderedUnneededCheck : public MapTidyCheck {
public:
  OrderedUnneededCheck(StringRef Name, ClangTidyContext *Context);
  void storeOptions(ClangTidyOptions::OptionMap &Opts) override;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  bool isUsedAsHashed(const support::MapSummary &Map, ASTContext &Context);
  bool mayGrowBy(const support::MapSummary &Map, const support::Usage &U,
                 const support::MapOp &Op, ASTContext &Context) const;

  const unsigned MinElements;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_ORDEREDUNNEEDEDCHECK_H
