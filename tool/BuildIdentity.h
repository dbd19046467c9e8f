//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which build of map-tidy this is.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_BUILDIDENTITY_H
#define MAPTIDY_TOOL_BUILDIDENTITY_H

#include <string>

namespace clang::tidy::maps::tool {

/// A text that differs whenever the program or one of its libraries does, but
/// not with where they are. Computed once.
const std::string &buildIdentity();

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_BUILDIDENTITY_H
