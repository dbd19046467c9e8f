//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The XML of Checkstyle, which most CI servers and review bots read.
///
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include <map>

using namespace llvm;

namespace clang::tidy::maps::tool {

void writeCheckstyle(Report &R, raw_ostream &OS) {
  std::map<std::string, std::string> ByFile;
  auto Add = [&](StringRef File, Position At, StringRef Severity,
                 StringRef Message, StringRef Source) {
    raw_string_ostream(ByFile[R.Root.relative(File)])
        << "    <error line=\"" << At.Line << "\" column=\"" << At.ColumnChars
        << "\" severity=\"" << Severity << "\" message=\""
        << escapedXML(Message) << "\" source=\"" << escapedXML(Source)
        << "\"/>\n";
  };
  for (const Finding &F : R.Findings)
    Add(F.Message.FilePath,
        R.Files.position(F.Message.FilePath, F.Message.FileOffset),
        F.AsError ? "error" : "warning", F.Message.Message, F.DiagnosticName);
  for (const UnitResult &Unit : R.Units)
    if (Unit.Status != UnitResult::Analysed)
      Add(Unit.File, R.Files.position(Unit.File, 0), "error", describe(Unit),
          "map-tidy");
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle "
        "version=\"4.3\">\n";
  for (const auto &[File, Errors] : ByFile)
    OS << "  <file name=\"" << escapedXML(File) << "\">\n"
       << Errors << "  </file>\n";
  OS << "</checkstyle>\n";
}

} // namespace clang::tidy::maps::tool
