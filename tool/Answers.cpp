//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Answers.h"
#include "CommandLine.h"
#include "Completion.h"
#include "Config.h"
#include "Errors.h"
#include "Init.h"
#include "Markdown.h"
#include "Pages.h"
#include "Paths.h"
#include "Terminal.h"
#include "llvm/ADT/STLExtras.h"
#include <unistd.h>

using namespace llvm;

namespace clang::tidy::maps::tool {

static Error explain(StringRef Check, bool Colors, raw_ostream &OS) {
  if (none_of(allChecks(),
              [&](const CheckRow &Row) { return Row.Id == Check; }))
    return sentence(unknownCheck(Check));
  // 0 for a pipe. Longer lines are hard to read.
  unsigned Columns = terminalColumns(STDOUT_FILENO);
  printForTerminal(parseMarkdown(pageOf(Check)),
                   Columns ? std::min(Columns, 100u) : 80, Colors, OS);
  return Error::success();
}

Expected<bool> answer(const CommandLine &Line, raw_ostream &OS) {
  if (Line.Explain.getNumOccurrences()) {
    if (Error E = explain(Line.Explain, useColors(Line), OS))
      return E;
  } else if (Line.Init) {
    if (Error E = initProject(absolutePath("."), OS))
      return E;
  } else if (Line.CompletionFor.getNumOccurrences()) {
    printCompletion(Line.CompletionFor, Line, OS);
  } else if (Line.Manual) {
    printManual(Line, OS);
  } else {
    return false;
  }
  return true;
}

} // namespace clang::tidy::maps::tool
