//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Baseline.h"
#include "Errors.h"
#include "Nesting.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <tuple>

using namespace llvm;

namespace clang::tidy::maps::tool {

static constexpr StringLiteral Magic = "map-tidy-baseline";
static constexpr int Version = 1;
/// Enough to recognise a statement.
static constexpr size_t MaxStatement = 100;

bool Baseline::Entry::operator<(const Entry &Other) const {
  return std::tie(File, Check, Statement, Content) <
         std::tie(Other.File, Other.Check, Other.Statement, Other.Content);
}

Expected<Baseline> Baseline::read(StringRef Path, bool MayBeMissing) {
  Baseline Result;
  auto Text = MemoryBuffer::getFile(Path);
  if (!Text && MayBeMissing &&
      Text.getError() == std::errc::no_such_file_or_directory)
    return Result;
  if (!Text)
    return sentence("cannot read the baseline '" + Path +
                    "': " + Text.getError().message() +
                    "; --update-baseline writes it");
  if (isJSONTooDeep((*Text)->getBuffer()))
    return sentence("'" + Path +
                    "' is no baseline of map-tidy; give --baseline "
                    "another file");
  bool HasHead = false;
  for (line_iterator Line(**Text); !Line.is_at_eof(); ++Line) {
    Expected<json::Value> Value = json::parse(*Line);
    const json::Object *Fields = Value ? Value->getAsObject() : nullptr;
    if (!HasHead) {
      std::optional<int64_t> Format =
          Fields ? Fields->getInteger(Magic) : std::nullopt;
      if (!Value)
        consumeError(Value.takeError());
      if (!Format)
        return sentence("'" + Path +
                        "' is no baseline of map-tidy; give --baseline "
                        "another file");
      if (*Format != Version)
        return sentence("the baseline '" + Path +
                        "' was written by another version of map-tidy; write "
                        "a new one with --update-baseline");
      HasHead = true;
      continue;
    }
    auto Take = [&](StringRef Key, std::string &To) {
      std::optional<StringRef> Text = Fields ? Fields->getString(Key) : "";
      To = Text.value_or("").str();
      return !To.empty();
    };
    Entry One;
    bool Valid = Take("file", One.File) && Take("check", One.Check) &&
                 Take("fingerprint", One.Content);
    Take("statement", One.Statement);
    if (!Value)
      consumeError(Value.takeError());
    if (!Valid)
      return sentence("line " + Twine(Line.line_number()) +
                      " of the baseline '" + Path +
                      "' is broken; restore the file, or remove the line");
    Result.Entries.push_back(std::move(One));
  }
  if (!HasHead)
    return sentence("the baseline '" + Path +
                    "' is empty; remove it and write a new one with "
                    "--update-baseline");
  llvm::sort(Result.Entries);
  return Result;
}

Baseline::Entry Baseline::entryFor(const Finding &F, const Report &R) {
  std::string Statement = F.Print.Statement;
  if (Statement.size() > MaxStatement) {
    Statement.resize(MaxStatement);
    // Not in the middle of a character.
    while (!json::isUTF8(Statement))
      Statement.pop_back();
    Statement += "...";
  }
  return {validUTF8(R.Root.relative(F.Message.FilePath)), F.DiagnosticName,
          std::move(Statement), F.Print.Content};
}

struct Baseline::Match {
  std::vector<bool> Known; ///< per finding
  std::vector<bool> Used;  ///< per entry
};

Baseline::Match Baseline::match(const Report &R) const {
  Match Result{std::vector<bool>(R.Findings.size()),
               std::vector<bool>(Entries.size())};
  auto Key = [](const Entry &E, bool WithFile) {
    return std::make_tuple(WithFile ? E.File : std::string(), E.Check,
                           E.Content);
  };
  StringMap<bool> Exists;
  auto IsGone = [&](const Entry &E) {
    auto [Known, IsNew] = Exists.try_emplace(E.File);
    if (IsNew)
      Known->second = sys::fs::exists(R.Root.absolute(E.File));
    return !Known->second;
  };
  // First in the same file, then what was in a file that is gone.
  for (bool WithFile : {true, false}) {
    std::map<decltype(Key(Entries[0], true)), std::vector<size_t>> Left;
    for (size_t I = Entries.size(); I-- > 0;)
      if (!Result.Used[I] && (WithFile || IsGone(Entries[I])))
        Left[Key(Entries[I], WithFile)].push_back(I);
    for (size_t I = 0; I < R.Findings.size(); ++I) {
      if (Result.Known[I])
        continue;
      auto Found = Left.find(Key(entryFor(R.Findings[I], R), WithFile));
      if (Found == Left.end() || Found->second.empty())
        continue;
      Result.Known[I] = Result.Used[Found->second.back()] = true;
      Found->second.pop_back();
    }
  }
  return Result;
}

namespace {

/// Whether a run without a finding means that there is none.
class Coverage {
public:
  explicit Coverage(const Report &R) : R(R) {
    for (const UnitResult &Unit : R.Units) {
      bool Analysed = Unit.Status == UnitResult::Analysed;
      Complete &= Analysed;
      auto [Known, IsNew] =
          Sources.try_emplace(validUTF8(R.Root.relative(Unit.File)), true);
      Known->second = Known->second && Analysed;
    }
  }

  bool covers(StringRef File, StringRef Check) {
    if (!R.Checks.count(Check.str()))
      return false;
    auto Unit = Sources.find(File);
    return Unit != Sources.end()
               ? Unit->second
               : Complete || !sys::fs::exists(R.Root.absolute(File));
  }

private:
  const Report &R;
  bool Complete = R.IsWholeProject;
  StringMap<bool> Sources;
};

} // namespace

Baseline::Outcome Baseline::compare(const Report &R) const {
  Match Matched = match(R);
  Outcome Result;
  Result.Known = llvm::count(Matched.Known, true);
  Coverage Covered(R);
  for (auto [E, Used] : zip(Entries, Matched.Used))
    Result.Stale += !Used && Covered.covers(E.File, E.Check);
  return Result;
}

Baseline::Outcome Baseline::hide(Report &R) const {
  Outcome Result = compare(R);
  Match Matched = match(R);
  std::vector<Finding> New;
  for (size_t I = 0; I < R.Findings.size(); ++I)
    if (!Matched.Known[I])
      New.push_back(std::move(R.Findings[I]));
  R.Findings = std::move(New);
  return Result;
}

void Baseline::update(const Report &R) {
  Match Matched = match(R);
  Coverage Covered(R);
  std::vector<Entry> New;
  for (auto [E, Used] : zip(Entries, Matched.Used))
    if (!Used && !Covered.covers(E.File, E.Check))
      New.push_back(E);
  for (const Finding &F : R.Findings)
    New.push_back(entryFor(F, R));
  llvm::sort(New);
  Entries = std::move(New);
}

std::string Baseline::text() const {
  std::string Result;
  raw_string_ostream OS(Result);
  OS << json::Value(json::Object{{Magic, Version}}) << '\n';
  for (const Entry &E : Entries)
    OS << json::Value(json::Object{{"file", E.File},
                                   {"check", E.Check},
                                   {"fingerprint", E.Content},
                                   {"statement", E.Statement}})
       << '\n';
  return Result;
}

} // namespace clang::tidy::maps::tool
