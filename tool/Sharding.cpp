//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Sharding.h"
#include "Errors.h"
#include "JsonReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"
#include <set>
#include <tuple>
#include <unordered_map>

using namespace llvm;

namespace clang::tidy::maps::tool {

Expected<Shard> parseShard(StringRef Text) {
  auto [Number, Count] = Text.split('/');
  Shard Result;
  if (!to_integer(Number, Result.Number, 10) ||
      !to_integer(Count, Result.Count, 10) || Result.Number == 0 ||
      Result.Number > Result.Count)
    return sentence(
        "--shard=" + Text +
        " is no part of a whole; the second of four is --shard=2/4");
  return Result;
}

Commands shardOf(Commands All, Shard Part, const ProjectRoot &Root) {
  struct Place {
    uint64_t Hash;
    std::string File, Flags;
    size_t Index;
  };
  std::vector<Place> Places;
  for (auto [Index, Command] : enumerate(All)) {
    std::string File = Root.relative(Command.Filename);
    uint64_t Hash = xxh3_64bits(StringRef(File));
    Places.push_back(
        {Hash, std::move(File), join(Command.CommandLine, "\n"), Index});
  }
  // A part is a range of hashes: a new file moves the bounds by one at most.
  llvm::sort(Places, [](const Place &A, const Place &B) {
    return std::tie(A.Hash, A.File, A.Flags, A.Index) <
           std::tie(B.Hash, B.File, B.Flags, B.Index);
  });
  uint64_t Size = Places.size();
  Commands Result;
  for (uint64_t I = Size * (Part.Number - 1) / Part.Count,
                End = Size * Part.Number / Part.Count;
       I < End; ++I)
    Result.push_back(std::move(All[Places[I].Index]));
  return Result;
}

/// Whether \p Reports are all shards of one run, or none is a shard.
static Error checkShards(ArrayRef<std::string> Paths,
                         ArrayRef<JsonReport> Reports) {
  std::unordered_map<unsigned, StringRef> PathOf;
  std::optional<Shard> First = Reports.front().Part;
  for (auto [Path, Report] : zip(Paths, Reports)) {
    if (Report.Part.has_value() != First.has_value())
      return sentence("only some of the reports are shards ('" +
                      (First ? Paths.front() : Path) +
                      "' is one); give all shards of one run");
    if (!First)
      continue;
    if (Report.Part->Count != First->Count)
      return sentence("'" + Paths.front() + "' is one of " +
                      Twine(First->Count) + " shards, but '" + Path +
                      "' is one of " + Twine(Report.Part->Count) +
                      "; give all shards of one run");
    auto [Known, IsNew] = PathOf.try_emplace(Report.Part->Number, Path);
    if (!IsNew)
      return sentence("'" + Known->second + "' and '" + Path +
                      "' are both shard " + Twine(Known->first) +
                      "; give each once");
  }
  for (unsigned Number = 1; First && Number <= First->Count; ++Number)
    if (!PathOf.count(Number))
      return sentence("shard " + Twine(Number) + " of " + Twine(First->Count) +
                      " is missing; give the reports of all shards");
  return Error::success();
}

Expected<Report> mergeReports(ArrayRef<std::string> Paths, ProjectRoot Root) {
  if (Paths.empty())
    return sentence("merge needs reports; make them with --format=json");
  std::vector<JsonReport> Reports;
  Sources Files;
  for (const std::string &Path : Paths) {
    Expected<JsonReport> One = readJson(Path, Root, Files);
    if (!One)
      return One.takeError();
    Reports.push_back(std::move(*One));
  }
  if (Error E = checkShards(Paths, Reports))
    return E;
  std::vector<UnitResult> Units;
  std::set<std::string> Checks;
  bool IsWholeProject = true;
  for (JsonReport &One : Reports) {
    Units.insert(Units.end(), std::make_move_iterator(One.Units.begin()),
                 std::make_move_iterator(One.Units.end()));
    Checks.insert(One.Checks.begin(), One.Checks.end());
    IsWholeProject &= One.IsWholeProject && One.Part;
  }
  Report Result(std::move(Root), std::move(Units));
  Result.Checks = std::move(Checks);
  Result.IsWholeProject =
      IsWholeProject || (Reports.size() == 1 && Reports.front().IsWholeProject);
  return Result;
}

} // namespace clang::tidy::maps::tool
