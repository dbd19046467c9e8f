//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Finding.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

using tooling::DiagnosticMessage;
using tooling::Replacement;

static void forEachPath(const DiagnosticMessage &Message,
                        function_ref<void(StringRef)> Visit) {
  Visit(Message.FilePath);
  for (const tooling::FileByteRange &Range : Message.Ranges)
    Visit(Range.FilePath);
  for (StringRef File : Message.Fix.keys())
    Visit(File);
}

void forEachPath(const Finding &F, function_ref<void(StringRef)> Visit) {
  forEachPath(F.Message, Visit);
  for (const DiagnosticMessage &Note : F.Notes)
    forEachPath(Note, Visit);
}

static void changePaths(DiagnosticMessage &Message,
                        function_ref<std::string(StringRef)> Change) {
  Message.FilePath = Change(Message.FilePath);
  for (tooling::FileByteRange &Range : Message.Ranges)
    Range.FilePath = Change(Range.FilePath);
  StringMap<tooling::Replacements> Fix;
  for (const auto &File : Message.Fix)
    for (const Replacement &Edit : File.second) {
      std::string Name = Change(File.first());
      // Two names of one file may become one, and the same edit come twice.
      consumeError(
          Fix[Name].add(Replacement(Name, Edit.getOffset(), Edit.getLength(),
                                    Edit.getReplacementText())));
    }
  Message.Fix = std::move(Fix);
}

Finding withPaths(const Finding &F,
                  function_ref<std::string(StringRef)> Change) {
  Finding Result = F;
  Result.BuildDirectory = Change(F.BuildDirectory);
  changePaths(Result.Message, Change);
  for (DiagnosticMessage &Note : Result.Notes)
    changePaths(Note, Change);
  return Result;
}

} // namespace clang::tidy::maps::tool
