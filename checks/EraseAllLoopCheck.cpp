//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "EraseAllLoopCheck.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

void EraseAllLoopCheck::registerMatchers(MatchFinder *Finder) {}

void EraseAllLoopCheck::checkMatch(const MatchFinder::MatchResult &Result) {}

} // namespace clang::tidy::maps
