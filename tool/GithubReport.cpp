//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Workflow commands, which GitHub Actions turns into annotations:
/// docs.github.com, "Workflow commands for GitHub Actions". Data escapes '%'
/// and line ends, values of properties also ':' and ','.
///
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

static std::string escaped(StringRef Text, StringRef Special) {
  std::string Result;
  raw_string_ostream OS(Result);
  for (char C : Text)
    if (Special.contains(C))
      OS << '%' << hexdigit(C >> 4) << hexdigit(C & 15);
    else
      OS << C;
  return Result;
}

static std::string escapedData(StringRef Text) {
  return escaped(Text, "%\r\n");
}
static std::string escapedProperty(StringRef Text) {
  return escaped(Text, "%\r\n:,");
}

/// "FILE:LINE:COLUMN: note: TEXT"
static std::string noteText(Report &R, const tooling::DiagnosticMessage &Note) {
  if (Note.FilePath.empty())
    return "note: " + Note.Message;
  Position P = R.Files.position(Note.FilePath, Note.FileOffset);
  return (R.Root.relative(Note.FilePath) + ":" + Twine(P.Line) + ":" +
          Twine(P.ColumnChars) + ": note: " + Note.Message)
      .str();
}

void writeGithub(Report &R, raw_ostream &OS) {
  for (const Finding &F : R.Findings) {
    OS << (F.AsError ? "::error " : "::warning ");
    if (!F.Message.FilePath.empty()) {
      Position P = R.Files.position(F.Message.FilePath, F.Message.FileOffset);
      OS << "file=" << escapedProperty(R.Root.relative(F.Message.FilePath))
         << ",line=" << P.Line << ",col=" << P.ColumnChars << ',';
    }
    std::string Text = F.Message.Message;
    for (const tooling::DiagnosticMessage &Note : F.Notes)
      Text += "\n" + noteText(R, Note);
    OS << "title=" << escapedProperty(F.DiagnosticName)
       << "::" << escapedData(Text) << '\n';
  }
  for (const UnitResult &Unit : R.Units)
    if (Unit.Status != UnitResult::Analysed)
      OS << "::error file=" << escapedProperty(R.Root.relative(Unit.File))
         << ",title=map-tidy::" << escapedData(describe(Unit)) << '\n';
}

} // namespace clang::tidy::maps::tool
