//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// --diff: what the fixes change, as a patch.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_PATCH_H
#define MAPTIDY_TOOL_PATCH_H

#include "Fixer.h"
#include "Paths.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace clang::tidy::maps::tool {

/// \returns a unified diff of all \p Files with paths relative to \p Root, for
/// "git apply" or "patch -p1" in that folder; or an error (a sentence) if there
/// is no program 'diff' or a file is not below \p Root.
llvm::Expected<std::string> patchOf(llvm::ArrayRef<FixedFile> Files,
                                    const ProjectRoot &Root);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_PATCH_H
