//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What map-tidy answers without looking at a source: --explain, --init,
/// --completion, --manual.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_ANSWERS_H
#define MAPTIDY_TOOL_ANSWERS_H

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::tidy::maps::tool {

struct CommandLine;

/// \returns whether \p Line asks for one of these, which is then printed to
/// \p OS; or an error with a sentence for the user.
llvm::Expected<bool> answer(const CommandLine &Line, llvm::raw_ostream &OS);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_ANSWERS_H
