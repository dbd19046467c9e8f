//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// --init: what a project needs so that its editors and tools run the checks.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_INIT_H
#define MAPTIDY_TOOL_INIT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace clang::tidy::maps::tool {

/// A commented .clang-tidy that enables the checks of the default preset.
/// \param Inherit whether a folder above has one, which stays in effect.
std::string clangTidyTemplate(bool Inherit);

/// A commented .clangd with which clangd shows the findings.
std::string clangdTemplate();

/// Writes both into \p Folder and says so on \p OS. A file that exists stays as
/// it is; what to add to it is said instead.
/// \returns an error (a sentence) if a file cannot be written.
llvm::Error initProject(llvm::StringRef Folder, llvm::raw_ostream &OS);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_INIT_H
