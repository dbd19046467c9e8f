//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Compiler flags that Clang as a library can be given, out of those that a
/// build gives to its compiler.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_FLAGS_H
#define MAPTIDY_TOOL_FLAGS_H

#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/StringRef.h"

namespace clang::tidy::maps::tool {

/// Whether \p Args, a command with the compiler in front, are in the style of
/// Microsoft's compiler.
bool usesClangCl(const tooling::CommandLineArguments &Args);

/// Whether it may matter to what a command with the arguments \p Args reads
/// where it runs: unless all paths in it are absolute.
bool dependsOnDirectory(llvm::ArrayRef<std::string> Args);

/// \returns \p Args, which compile \p File, without the names of outputs.
tooling::CommandLineArguments
withoutOutputs(const tooling::CommandLineArguments &Args, llvm::StringRef File);

/// \returns \p Args, a command with the compiler in front that runs in
/// \p Directory, with the headers themselves in place of precompiled ones,
/// which only the compiler that wrote them can read.
tooling::CommandLineArguments
withoutPrecompiledHeaders(const tooling::CommandLineArguments &Args,
                          llvm::StringRef Directory);

/// \returns \p Args, a command with the compiler in front, without what Clang's
/// driver would stop at: flags of other compilers, and profiles. None of them
/// changes what the program means.
tooling::CommandLineArguments
withoutForeignFlags(const tooling::CommandLineArguments &Args);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_FLAGS_H
