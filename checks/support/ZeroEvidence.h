//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What the translation unit says that a zero value means in a map: an entry
/// that is not there, or a value like others.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_ZEROEVIDENCE_H
#define MAPTIDY_SUPPORT_ZEROEVIDENCE_H

#include "support/UsageSummary.h"
#include "clang/AST/ASTContext.h"

namespace clang::tidy::maps::support {

struct ZeroEvidence {
  /// A walk skips or erases zero-valued entries.
  SourceLocation SkippedInWalk;
  /// Presence is tested by value: `if (!m[k])`, `it == end || !it->second`.
  SourceLocation TestedByValue;
  /// Presence of the key is tested, without its value: `count`, `contains`,
  /// `find`, `at`, the result of an insertion.
  bool TestedByKey = false;
  /// The value counts: `++m[k]`, `m[k] += n`.
  bool Accumulates = false;
  /// The value is compared with other constants: zero is one state of many.
  bool OtherStates = false;
  /// A walk uses the key and the value of every entry, zero or not.
  bool ReportsAll = false;
};

ZeroEvidence zeroEvidence(const MapSummary &Map,
                          const UsageSummaries &Summaries, ASTContext &Context,
                          const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_ZEROEVIDENCE_H
