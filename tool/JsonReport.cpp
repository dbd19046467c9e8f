//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "JsonReport.h"
#include "Errors.h"
#include "Nesting.h"
#include "Serialize.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/MemoryBuffer.h"
#include <set>

using namespace llvm;

namespace clang::tidy::maps::tool {

using tooling::DiagnosticMessage;

/// Changes with the meaning of what is written.
static constexpr int Schema = 1;

static json::Object tool() {
  return json::Object{{"name", "map-tidy"},
                      {"version", MAPTIDY_VERSION},
                      {"llvm", LLVM_VERSION_STRING}};
}

static std::string hashOf(StringRef Path, Sources &Files) {
  return fingerprint({Files.text(Path)});
}

/// The files that \p F is about.
static void addFiles(const Finding &F, std::set<std::string> &Paths) {
  forEachPath(F, [&](StringRef Path) {
    if (!Path.empty())
      Paths.insert(Path.str());
  });
}

/// \p F as toJSON() has it, for readers with lines and columns.
static json::Object findingObject(const Finding &F, Report &R) {
  Finding Relative = withPaths(
      F, [&](StringRef Path) { return R.Root.relativeAsSpelled(Path); });
  json::Value Value = toJSON(Relative);
  json::Object &Fields = *Value.getAsObject();
  auto AddPlace = [&](json::Value &Message, const DiagnosticMessage &M) {
    if (M.FilePath.empty())
      return;
    Position P = R.Files.position(M.FilePath, M.FileOffset);
    (*Message.getAsObject())["line"] = P.Line;
    (*Message.getAsObject())["column"] = P.Column;
  };
  AddPlace(*Fields.get("message"), F.Message);
  for (auto [Note, M] : zip(*Fields.getArray("notes"), F.Notes))
    AddPlace(Note, M);
  return std::move(Fields);
}

void writeJson(Report &R, raw_ostream &OS) {
  json::Object Top{{"tool", tool()}, {"schema", Schema}};
  if (R.Part)
    Top["shard"] =
        json::Object{{"number", R.Part->Number}, {"count", R.Part->Count}};
  Top["wholeProject"] = R.IsWholeProject;
  Top["checks"] = json::Array(R.Checks);
  json::Array Units, Findings, SourceFiles;
  for (UnitResult Unit : R.Units) {
    Unit.File = R.Root.relativeAsSpelled(Unit.File);
    json::Value All = toJSON(Unit);
    json::Object One;
    for (StringRef Key : {"file", "status", "problem"})
      One[Key] = *All.getAsObject()->get(Key);
    Units.push_back(std::move(One));
  }
  std::set<std::string> Paths;
  for (size_t I = 0; I < R.Findings.size(); ++I) {
    addFiles(R.Findings[I], Paths);
    json::Object One = findingObject(R.Findings[I], R);
    One["fingerprint"] = R.Findings[I].Print.Identity;
    if (R.Plan.States[I] != FixPlan::NoEdit)
      One["fixed"] = R.Plan.States[I] == FixPlan::Applied;
    Findings.push_back(std::move(One));
  }
  for (const std::string &Path : Paths)
    SourceFiles.push_back(
        json::Object{{"file", validUTF8(R.Root.relativeAsSpelled(Path))},
                     {"hash", hashOf(Path, R.Files)}});
  Top["units"] = std::move(Units);
  Top["findings"] = std::move(Findings);
  Top["sources"] = std::move(SourceFiles);
  json::OStream(OS, /*IndentSize=*/2).value(std::move(Top));
  OS << '\n';
}

/// The report's fields as they are, without looking at the sources.
static bool fromJSON(const json::Object &Top, JsonReport &Result,
                     const ProjectRoot &Root, json::Path Path) {
  if (const json::Object *Part = Top.getObject("shard"))
    Result.Part = Shard{unsigned(Part->getInteger("number").value_or(0)),
                        unsigned(Part->getInteger("count").value_or(0))};
  Result.IsWholeProject = Top.getBoolean("wholeProject").value_or(false);
  if (const json::Array *Checks = Top.getArray("checks"))
    for (const json::Value &Check : *Checks)
      Result.Checks.insert(Check.getAsString().value_or("").str());
  auto Absolute = [&](StringRef Name) { return Root.absolute(Name); };
  const json::Array *Units = Top.getArray("units");
  const json::Array *Findings = Top.getArray("findings");
  if (!Units || !Findings || (Units->empty() && !Findings->empty())) {
    Path.report("units or findings are missing");
    return false;
  }
  for (auto [I, Value] : enumerate(*Units)) {
    const json::Object *Fields = Value.getAsObject();
    json::Object Whole = Fields ? *Fields : json::Object();
    Whole["findings"] = json::Array();
    UnitResult &Unit = Result.Units.emplace_back();
    if (!tool::fromJSON(json::Value(std::move(Whole)), Unit,
                        Path.field("units").index(I)))
      return false;
    Unit.File = Root.absolute(Unit.File);
  }
  for (auto [I, Value] : enumerate(*Findings)) {
    Finding F;
    if (!tool::fromJSON(Value, F, Path.field("findings").index(I)))
      return false;
    Result.Units.front().Findings.push_back(withPaths(F, Absolute));
  }
  return true;
}

/// Findings are offsets: in another text they mean another place.
static Error checkSources(StringRef Path, const json::Object &Top,
                          const JsonReport &Result, const ProjectRoot &Root,
                          Sources &Files) {
  StringMap<std::string> HashOf;
  if (const json::Array *Sources = Top.getArray("sources"))
    for (const json::Value &Value : *Sources)
      if (const json::Object *Source = Value.getAsObject())
        HashOf[Source->getString("file").value_or("")] =
            Source->getString("hash").value_or("").str();
  std::set<std::string> Paths;
  for (const UnitResult &Unit : Result.Units)
    for (const Finding &F : Unit.Findings)
      addFiles(F, Paths);
  for (const std::string &File : Paths) {
    if (!Files.has(File))
      return sentence("cannot read '" + File + "', which '" + Path +
                      "' is about; merge where the sources are, or say where "
                      "with --root");
    if (HashOf.lookup(validUTF8(Root.relativeAsSpelled(File))) !=
        hashOf(File, Files))
      return sentence("'" + File + "' is not what '" + Path +
                      "' is about; merge with the sources of the same "
                      "revision");
  }
  return Error::success();
}

Expected<JsonReport> readJson(StringRef Path, const ProjectRoot &Root,
                              Sources &Files) {
  auto Text = MemoryBuffer::getFile(Path);
  if (!Text)
    return sentence("cannot read '" + Path + "': " + Text.getError().message());
  auto NoReport = [&](Error Why) {
    return sentence("'" + Path + "' is no report of --format=json (" +
                    toString(std::move(Why)) + ")");
  };
  if (isJSONTooDeep((*Text)->getBuffer()))
    return NoReport(sentence("it is nested too deeply"));
  Expected<json::Value> Value = json::parse((*Text)->getBuffer());
  if (!Value)
    return NoReport(Value.takeError());
  const json::Object *Top = Value->getAsObject();
  const json::Object *By = Top ? Top->getObject("tool") : nullptr;
  if (!By || By->getString("name") != StringRef("map-tidy"))
    return NoReport(sentence("map-tidy did not write it"));
  if (*By != tool() || Top->getInteger("schema") != Schema)
    return sentence("'" + Path +
                    "' was written by another version of map-tidy; use the "
                    "same one everywhere");
  JsonReport Result;
  json::Path::Root Reading("report");
  if (!fromJSON(*Top, Result, Root, Reading))
    return NoReport(Reading.getError());
  if (Error E = checkSources(Path, *Top, Result, Root, Files))
    return E;
  return Result;
}

} // namespace clang::tidy::maps::tool
