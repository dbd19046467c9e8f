//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// LLVM's readers of JSON and YAML recurse as deeply as their input is nested,
/// however deep that is.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_NESTING_H
#define MAPTIDY_TOOL_NESTING_H

#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <cstddef>

namespace clang::tidy::maps::tool {

/// Deeper than anything that people or build systems write.
inline constexpr size_t NestingLimit = 1000;

/// Whether reading \p Text as JSON could use up the stack. LLVM's YAML parser,
/// which reads compilation databases, recurses on commas without anything
/// between them, too.
inline bool isJSONTooDeep(llvm::StringRef Text) {
  size_t Open = 0, Commas = 0;
  bool IsString = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    if (!IsString && C == ',') {
      if (++Commas > NestingLimit)
        return true;
      continue;
    }
    if (!llvm::StringRef(" \t\r\n").contains(C))
      Commas = 0;
    if (C == '"')
      IsString = !IsString;
    else if (C == '\\' && IsString)
      ++I;
    else if (!IsString && (C == '[' || C == '{') && ++Open > NestingLimit)
      return true;
    else if (!IsString && (C == ']' || C == '}'))
      Open -= std::min<size_t>(Open, 1);
  }
  return false;
}

/// The same for YAML, where brackets in strings count as well: a configuration
/// has few. Indicators without anything between them recurse, too.
inline bool isYAMLTooDeep(llvm::StringRef Text) {
  size_t Open = 0, Run = 0;
  for (char C : Text) {
    if (C == '[' || C == '{')
      ++Open;
    else if (C == ']' || C == '}')
      Open -= std::min<size_t>(Open, 1);
    if (llvm::StringRef("[]{}-?:,").contains(C))
      ++Run;
    else if (!llvm::StringRef(" \t\r\n").contains(C))
      Run = 0;
    if (Open > NestingLimit || Run > NestingLimit)
      return true;
  }
  return false;
}

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_NESTING_H
