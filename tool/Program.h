//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs another program, such as git or diff, and takes what it prints.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_PROGRAM_H
#define MAPTIDY_TOOL_PROGRAM_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace clang::tidy::maps::tool {

/// What a program left behind.
struct ProgramResult {
  int Status = 0;
  std::string Output; ///< standard output, byte for byte
  std::string Errors; ///< standard error
};

/// Runs \p Name, looked for in PATH, with \p Args, in this folder and
/// environment and without standard input, and waits for its end.
/// \returns an error (a sentence) if it cannot be found or started, or if it
/// is killed; not if it ends with a status other than 0.
llvm::Expected<ProgramResult> runProgram(llvm::StringRef Name,
                                         llvm::ArrayRef<llvm::StringRef> Args);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_PROGRAM_H
