//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Where reports go: what --format and -o say together, and files that are
/// written as a whole or not at all.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_OUTPUT_H
#define MAPTIDY_TOOL_OUTPUT_H

#include "CommandLine.h"
#include "Formats.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

struct Output {
  Format As = Format::Text;
  /// Empty: standard output.
  std::string File;
};

/// The reports that \p Line asks for, at most one of them for standard output.
/// Errors: a sentence about options that contradict each other, or a file that
/// cannot be written.
llvm::Expected<std::vector<Output>> chooseOutputs(const CommandLine &Line);

/// Writes all of \p Outputs. Errors: the sentence about the first that could
/// not be written.
llvm::Error writeOutputs(llvm::ArrayRef<Output> Outputs, Report &R,
                         bool Colors);

/// Whether writeFile() is likely to succeed, so that a typing error is known
/// before the analysis and not after it.
llvm::Error checkWritable(llvm::StringRef Path);

/// Makes \p Content the content of \p Path. A symbolic link stays one, a mode
/// stays; what is no ordinary file is written to as it is.
llvm::Error writeFile(llvm::StringRef Path, llvm::StringRef Content);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_OUTPUT_H
