//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_RETAINEDCAPACITYCHECK_H
#define MAPTIDY_RETAINEDCAPACITYCHECK_H

#include "MapTidyCheck.h"

namespace clang::tidy::maps {

namespace support {
struct MapSummary;
} // namespace support

/// Finds long-lived hashed maps and sets that keep their whole table after a
/// mass erase.
///
/// docs/checks/map-retained-capacity.md
class RetainedCapacityCheck : public MapTidyCheck {
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;

private:
  void checkMap(const support::MapSummary &Map,
                const support::UsageSummaries &Usage, ASTContext &Context);
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_RETAINEDCAPACITYCHECK_H
