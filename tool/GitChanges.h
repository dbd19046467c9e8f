//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Asks git what changed since a revision.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_GITCHANGES_H
#define MAPTIDY_TOOL_GITCHANGES_H

#include "TouchedLines.h"
#include "llvm/Support/Error.h"

namespace clang::tidy::maps::tool {

/// The lines that differ between the files as they are now, committed or not,
/// and what they were where HEAD branched off from \p Revision, in the git
/// repository of the current folder and in its submodules. Files that git does
/// not know are touched as a whole unless they are ignored. Where lines were
/// deleted and none came, the two that are neighbours now count.
/// \returns an error (a sentence) if git is not installed, this is not a
/// repository or it does not know \p Revision.
llvm::Expected<TouchedLines> linesTouchedSince(llvm::StringRef Revision);

/// Adds to \p Lines what a patch in git's format, with any context, touches.
/// \param Root the real path of the folder that the patch's paths start from,
/// after the first component ("b/").
void addPatch(TouchedLines &Lines, llvm::StringRef Patch, llvm::StringRef Root);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_GITCHANGES_H
