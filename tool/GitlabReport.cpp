//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// GitLab's Code Quality report: docs.gitlab.com, "Code Quality report format".
/// Exactly the fields that GitLab reads.
///
//===----------------------------------------------------------------------===//

#include "Formats.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

static json::Object issue(StringRef Description, std::string Check,
                          std::string Fingerprint, StringLiteral Severity,
                          StringRef Path, unsigned Line) {
  return json::Object{
      {"description", validUTF8(Description)},
      {"check_name", std::move(Check)},
      {"fingerprint", std::move(Fingerprint)},
      {"severity", Severity},
      {"location", json::Object{{"path", validUTF8(Path)},
                                {"lines", json::Object{{"begin", Line}}}}}};
}

static constexpr StringLiteral Minor = "minor", Major = "major",
                               Critical = "critical";

void writeGitlab(Report &R, raw_ostream &OS) {
  json::Array Issues;
  for (const Finding &F : R.Findings) {
    Position P = R.Files.position(F.Message.FilePath, F.Message.FileOffset);
    Issues.push_back(issue(F.Message.Message, F.DiagnosticName,
                           F.Print.Identity, F.AsError ? Major : Minor,
                           R.Root.relative(F.Message.FilePath), P.Line));
  }
  for (const UnitResult &Unit : R.Units)
    if (Unit.Status != UnitResult::Analysed) {
      std::string File = R.Root.relative(Unit.File);
      Issues.push_back(issue(describe(Unit), "map-tidy",
                             fingerprint({"map-tidy", File, Unit.Problem}),
                             Critical, File, 1));
    }
  json::OStream(OS, /*IndentSize=*/2).value(std::move(Issues));
  OS << '\n';
}

} // namespace clang::tidy::maps::tool
