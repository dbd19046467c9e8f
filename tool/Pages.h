//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The pages of docs/checks, which are part of the program: --explain shows
/// them, and reports carry them as the help of their rules.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_PAGES_H
#define MAPTIDY_TOOL_PAGES_H

#include "llvm/ADT/StringRef.h"

namespace clang::tidy::maps::tool {

/// \returns docs/checks/\p CheckId.md (for "map-tidy" docs/map-tidy.md) as it
/// was when the program was built: Markdown, UTF-8, with the title in the first
/// line; empty for what is no check. Lives as long as the program.
llvm::StringRef pageOf(llvm::StringRef CheckId);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_PAGES_H
