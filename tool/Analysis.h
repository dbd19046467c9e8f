//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// From one translation unit to its findings.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_ANALYSIS_H
#define MAPTIDY_TOOL_ANALYSIS_H

#include "Config.h"
#include "Finding.h"
#include "Prelude.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang {
class CompilerInvocation;
} // namespace clang

namespace clang::tidy::maps::tool {

struct Unit {
  tooling::CompileCommand Command;
  Config::Options Options;
};

struct AnalysisSettings {
  ClangTidyGlobalOptions Global;
  /// Clang's built-in headers, for commands that do not say where they are.
  std::string ResourceDirectory;
};

/// The command of \p Unit for Clang's driver as a library: without outputs and
/// with what the configuration adds.
tooling::CommandLineArguments
adjustedArguments(const Unit &Unit, llvm::StringRef ResourceDirectory);

/// Makes \p Invocation that of an analysis.
/// \param OnlyUserCode whether function bodies may be skipped; the consumer
/// says which (see userCodeOnly()).
void prepareInvocation(CompilerInvocation &Invocation, bool OnlyUserCode);

/// Parses \p Unit and runs its checks on it, on a thread with much stack. The
/// translation unit may crash, hang or use up the process that does this.
/// \param Use of headers of the unit that are parsed already, or null.
UnitResult analyseUnit(const Unit &Unit, const AnalysisSettings &Settings,
                       const PreludeUse *Use = nullptr);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_ANALYSIS_H
