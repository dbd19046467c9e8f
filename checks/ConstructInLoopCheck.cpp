//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "ConstructInLoopCheck.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

void ConstructInLoopCheck::registerMatchers(MatchFinder *Finder) {}

void ConstructInLoopCheck::checkMatch(const MatchFinder::MatchResult &Result) {}

} // namespace clang::tidy::maps
