//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_MISSINGRESERVECHECK_H
#define MAPTIDY_MISSINGRESERVECHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

namespace support {
struct Fill;
} // namespace support

/// Finds loops that fill a hashed or array-based map or set of known final size
/// without reserving it.
///
/// docs/checks/map-missing-reserve.md
class MissingReserveCheck : public MapTidyCheck {
public:
  MissingReserveCheck(StringRef Name, ClangTidyContext *Context);
  void storeOptions(ClangTidyOptions::OptionMap &Opts) override;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  bool deservesReserve(const support::Fill &Fill, ASTContext &Context) const;
  void report(const support::Fill &Fill, ASTContext &Context);

  const bool WarnOnConditional;
  const unsigned MinTripCount;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_MISSINGRESERVECHECK_H
