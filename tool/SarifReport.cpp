//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// SARIF 2.1.0. Clang's SarifDocumentWriter has no relative URIs, fixes, help
/// texts, notifications or messages of related locations, and gives columns
/// in another unit, so that nothing of what it writes could stay.
///
//===----------------------------------------------------------------------===//

#include "Config.h"
#include "Formats.h"
#include "Pages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include <set>

using namespace llvm;

namespace clang::tidy::maps::tool {

using tooling::DiagnosticMessage;
using tooling::Replacement;

namespace {

/// Builds the only run of a log.
class SarifRun {
public:
  explicit SarifRun(Report &R) : R(R) {}

  json::Object log() {
    return json::Object{
        {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/"
                    "os/schemas/sarif-schema-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs",
         json::Array{json::Object{
             {"tool", json::Object{{"driver", driver()}}},
             {"columnKind", "utf16CodeUnits"},
             {"originalUriBaseIds", json::Object{{RootId, rootLocation()}}},
             {"invocations", json::Array{invocation()}},
             {"results", results()}}}}};
  }

private:
  static constexpr StringLiteral RootId = "%SRCROOT%";

  static json::Object text(StringRef Text) {
    return json::Object{{"text", validUTF8(Text)}};
  }

  /// A message, in which "[text](target)" would be a link.
  static json::Object message(StringRef Text) {
    if (!Text.contains("]("))
      return text(Text);
    std::string Escaped;
    for (char C : Text) {
      if (C == '\\' || C == '[' || C == ']')
        Escaped += '\\';
      Escaped += C;
    }
    return text(Escaped);
  }

  /// The path part of a URI.
  static std::string encoded(StringRef Path) {
    std::string Result;
    for (char C : Path) {
      if (isAlnum(C) || StringRef("-._~/").contains(C))
        Result += C;
      else
        Result += {'%', hexdigit((C >> 4) & 15), hexdigit(C & 15)};
    }
    return Result;
  }

  static std::string fileURI(StringRef Path) {
    std::string Slashes = sys::path::convert_to_slash(Path);
    return "file://" +
           Twine(StringRef(Slashes).starts_with("/") ? "" : "/").str() +
           encoded(Slashes);
  }

  json::Object rootLocation() const {
    std::string URI = fileURI(R.Root.path());
    if (!StringRef(URI).ends_with("/"))
      URI += '/';
    return json::Object{{"uri", URI}};
  }

  json::Object artifact(StringRef Path) const {
    std::string Relative = R.Root.relative(Path);
    if (sys::path::is_absolute(Relative))
      return json::Object{{"uri", fileURI(Relative)}};
    return json::Object{{"uri", encoded(Relative)}, {"uriBaseId", RootId}};
  }

  json::Object region(StringRef Path, unsigned Begin, unsigned End) {
    Position First = R.Files.position(Path, Begin);
    Position Last = R.Files.position(Path, End);
    return json::Object{{"startLine", First.Line},
                        {"startColumn", First.Column16},
                        {"endLine", Last.Line},
                        {"endColumn", Last.Column16}};
  }

  json::Object location(const DiagnosticMessage &M) {
    return json::Object{
        {"physicalLocation",
         json::Object{
             {"artifactLocation", artifact(M.FilePath)},
             {"region", region(M.FilePath, M.FileOffset, R.Files.endOf(M))}}}};
  }

  json::Object rule(StringRef Id, StringRef Sentence, bool IsDefault) {
    json::Object Rule{
        {"id", Id},
        {"defaultConfiguration",
         json::Object{{"level", "warning"}, {"enabled", IsDefault}}}};
    // GitHub wants both.
    Rule["shortDescription"] = text(Sentence);
    Rule["fullDescription"] = text(Sentence);
    if (StringRef Page = pageOf(Id); !Page.empty()) {
      Rule["help"] = json::Object{{"text", Page}, {"markdown", Page}};
      Rule["helpUri"] = (MAPTIDY_DOCS_URL "/checks/" + Id + ".md").str();
    }
    return Rule;
  }

  json::Object driver() {
    json::Array Rules;
    auto Add = [&](StringRef Id, StringRef Sentence, bool IsDefault) {
      RuleIndex[Id] = Rules.size();
      Rules.push_back(rule(Id, Sentence, IsDefault));
    };
    for (const CheckRow &Row : allChecks())
      Add(Row.Id, Row.Sentence, Row.IsDefault);
    // What clang-tidy says itself, about NOLINT.
    for (const Finding &F : R.Findings)
      if (!RuleIndex.contains(F.DiagnosticName))
        Add(F.DiagnosticName, "What clang-tidy itself reports.", true);
    return json::Object{{"name", "map-tidy"},
                        {"fullName", "map-tidy " MAPTIDY_VERSION
                                     " for LLVM " LLVM_VERSION_STRING},
                        {"semanticVersion", MAPTIDY_VERSION},
                        {"informationUri", MAPTIDY_DOCS_URL "/map-tidy.md"},
                        {"rules", std::move(Rules)}};
  }

  json::Object fix(StringRef Description,
                   const StringMap<tooling::Replacements> &Edits) {
    SmallVector<StringRef> Files(Edits.keys());
    llvm::sort(Files);
    json::Array Changes;
    for (StringRef File : Files) {
      json::Array Replacements;
      for (const Replacement &Edit : Edits.find(File)->second)
        Replacements.push_back(json::Object{
            {"deletedRegion", region(File, Edit.getOffset(),
                                     Edit.getOffset() + Edit.getLength())},
            {"insertedContent", text(insertedText(Edit, R.Files.text(File)))}});
      Changes.push_back(
          json::Object{{"artifactLocation", artifact(File)},
                       {"replacements", std::move(Replacements)}});
    }
    return json::Object{{"description", message(Description)},
                        {"artifactChanges", std::move(Changes)}};
  }

  json::Object result(const Finding &F) {
    json::Object Result{
        {"ruleId", F.DiagnosticName},
        {"ruleIndex", RuleIndex.lookup(F.DiagnosticName)},
        {"level", F.AsError ? "error" : "warning"},
        {"message", message(F.Message.Message)},
        {"partialFingerprints",
         json::Object{{"mapTidyContent/v1", F.Print.Content},
                      {"mapTidyIdentity/v1", F.Print.Identity}}}};
    if (!F.Message.FilePath.empty())
      Result["locations"] = json::Array{location(F.Message)};
    json::Array Related, Fixes;
    for (const DiagnosticMessage &Note : F.Notes) {
      if (Note.FilePath.empty())
        continue;
      json::Object Location = location(Note);
      Location["id"] = Related.size() + 1;
      Location["message"] = message(Note.Message);
      Related.push_back(std::move(Location));
    }
    if (!F.EditsDiffer) {
      if (!F.Message.Fix.empty())
        Fixes.push_back(fix(F.Message.Message, F.Message.Fix));
      for (const DiagnosticMessage &Note : F.Notes)
        if (!Note.Fix.empty())
          Fixes.push_back(fix(Note.Message, Note.Fix));
    }
    if (!Related.empty())
      Result["relatedLocations"] = std::move(Related);
    if (!Fixes.empty())
      Result["fixes"] = std::move(Fixes);
    return Result;
  }

  json::Array results() {
    json::Array Results;
    for (const Finding &F : R.Findings)
      Results.push_back(result(F));
    return Results;
  }

  json::Object invocation() {
    json::Array Notifications;
    for (const UnitResult &Unit : R.Units)
      if (Unit.Status != UnitResult::Analysed)
        Notifications.push_back(json::Object{
            {"level", "error"},
            {"message", message(describe(Unit))},
            {"locations",
             json::Array{json::Object{
                 {"physicalLocation",
                  json::Object{{"artifactLocation", artifact(Unit.File)}}}}}}});
    bool Complete = Notifications.empty();
    return json::Object{
        {"executionSuccessful", Complete},
        {"toolExecutionNotifications", std::move(Notifications)}};
  }

  Report &R;
  StringMap<size_t> RuleIndex;
};

} // namespace

void writeSarif(Report &R, raw_ostream &OS) {
  json::OStream(OS, /*IndentSize=*/2).value(SarifRun(R).log());
  OS << '\n';
}

} // namespace clang::tidy::maps::tool
