//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which translation units there are: finding and reading
/// compile_commands.json, and picking what the user named. Every error is a
/// sentence that says what to do.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_DATABASE_H
#define MAPTIDY_TOOL_DATABASE_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

using Commands = std::vector<tooling::CompileCommand>;

/// Looks for compile_commands.json in \p BuildDir (or takes it as the file) if
/// that is not empty, else in the current directory, its build* folders and
/// the same of every parent, then likewise from the first of \p Sources.
llvm::Expected<std::string> findDatabase(llvm::StringRef BuildDir,
                                         llvm::ArrayRef<std::string> Sources);

/// All commands of \p Path that compile C++, in its order, those that differ in
/// their outputs once, with absolute paths and response files expanded.
llvm::Expected<Commands> loadDatabase(llvm::StringRef Path);

/// Those of \p All, read from \p Path, that \p Sources (files and folders)
/// name; all if it is empty. Headers that are named and not among them follow,
/// each with a command that is inferred and says so.
llvm::Expected<Commands> selectCommands(Commands All, llvm::StringRef Path,
                                        llvm::ArrayRef<std::string> Sources);

/// The flags after "--" on the command line, of which some other compiler's may
/// be, and the compiler itself, as CMake gives them to CXX_CLANG_TIDY.
/// \param [in,out] Argc the number of \p Argv; of what is left of "--" then.
/// \returns null if there is no "--".
llvm::Expected<std::unique_ptr<tooling::CompilationDatabase>>
flagsAfterDashes(int &Argc, const char *const *Argv);

/// One command per source, with the flags given after "--".
llvm::Expected<Commands>
fixedCommands(const tooling::CompilationDatabase &Flags,
              llvm::ArrayRef<std::string> Sources);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_DATABASE_H
