//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include <tuple>

using namespace llvm;

namespace clang::tidy::maps::tool {

Report::Report(ProjectRoot Base, std::vector<UnitResult> Results)
    : Root(std::move(Base)), Findings(mergeFindings(Results)),
      Plan(planFixes(Findings, FixMode::None)), Units(std::move(Results)) {
  addFingerprints(Findings, Files, Root);
  llvm::sort(Units, [](const UnitResult &A, const UnitResult &B) {
    return std::tie(A.File, A.Status, A.Problem) <
           std::tie(B.File, B.Status, B.Problem);
  });
}

static constexpr StringRef Names[] = {"text",   "sarif",      "json", "github",
                                      "gitlab", "checkstyle", "html"};

std::optional<Format> formatNamed(StringRef Name) {
  const auto *Found = find(Names, Name);
  if (Found == std::end(Names))
    return std::nullopt;
  return static_cast<Format>(Found - std::begin(Names));
}

StringRef nameOf(Format F) { return Names[static_cast<size_t>(F)]; }

void write(Format F, Report &R, raw_ostream &OS, bool Colors) {
  switch (F) {
  case Format::Text:
    return printText(R.Findings, R.Plan, OS, Colors);
  case Format::Sarif:
    return writeSarif(R, OS);
  case Format::Json:
    return writeJson(R, OS);
  case Format::Github:
    return writeGithub(R, OS);
  case Format::Gitlab:
    return writeGitlab(R, OS);
  case Format::Checkstyle:
    return writeCheckstyle(R, OS);
  case Format::Html:
    return writeHtml(R, OS);
  }
  llvm_unreachable("unknown format");
}

std::string describe(const UnitResult &Unit) {
  return (Twine("could not ") +
          (Unit.Status == UnitResult::NotCompiled ? "compile" : "analyse") +
          " '" + Unit.File + "': " +
          (Unit.Problem.empty() ? "the run was interrupted" : Unit.Problem))
      .str();
}

std::string validUTF8(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

std::string escapedXML(StringRef Text) {
  std::string Result;
  raw_string_ostream OS(Result);
  std::string Valid = validUTF8(Text);
  for (size_t I = 0; I < Valid.size(); ++I) {
    unsigned char C = Valid[I];
    StringRef Rest = StringRef(Valid).substr(I);
    if (C == '\t' || C == '\n' || C == '\r') {
      OS << "&#" << unsigned(C) << ';';
    } else if (C < 0x20) {
      OS << "\uFFFD";
    } else if (Rest.starts_with("\uFFFE") || Rest.starts_with("\uFFFF")) {
      OS << "\uFFFD";
      I += 2;
    } else {
      printHTMLEscaped(Rest.take_front(1), OS);
    }
  }
  return Result;
}

} // namespace clang::tidy::maps::tool
