//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Project.h"
#include "Errors.h"
#include "GitChanges.h"
#include "Sharding.h"
#include "llvm/ADT/StringMap.h"
#include <set>

using namespace llvm;

namespace clang::tidy::maps::tool {

Expected<std::vector<TouchedLines>>
touchedLines(const CommandLine &Line, std::vector<FileFilter> LineFilter) {
  std::vector<TouchedLines> All;
  if (!LineFilter.empty())
    All.emplace_back(std::move(LineFilter));
  if (Line.Since.getNumOccurrences()) {
    Expected<TouchedLines> Lines = linesTouchedSince(Line.Since);
    if (!Lines)
      return Lines.takeError();
    All.push_back(std::move(*Lines));
  }
  return All;
}

Expected<std::optional<Shard>> chosenShard(const CommandLine &Line) {
  if (!Line.ShardOf.getNumOccurrences())
    return std::nullopt;
  for (const cl::Option *Option : std::initializer_list<const cl::Option *>{
           &Line.Fix, &Line.FixNotes, &Line.Diff, &Line.ExportFixes,
           &Line.BaselineFile, &Line.Since, &Line.LineFilter})
    if (Option->getNumOccurrences())
      return sentence("--" + Option->ArgStr +
                      " needs the findings of all shards; give it to "
                      "'map-tidy merge' instead");
  Expected<Shard> Part = parseShard(Line.ShardOf);
  if (!Part)
    return Part.takeError();
  return *Part;
}

/// The commands to analyse.
static Expected<Commands>
commandsFor(const CommandLine &Line,
            const tooling::CompilationDatabase *FlagsGiven) {
  if (FlagsGiven)
    return fixedCommands(*FlagsGiven, Line.Sources);
  Expected<std::string> Path = findDatabase(Line.BuildDir, Line.Sources);
  if (!Path)
    return Path.takeError();
  Expected<Commands> All = loadDatabase(*Path);
  if (!All)
    return All.takeError();
  return selectCommands(std::move(*All), *Path, Line.Sources);
}

Expected<Outcome> analyseProject(const CommandLine &Line,
                                 const tooling::CompilationDatabase *FlagsGiven,
                                 const RunSettings &Settings,
                                 Config &Configuration, ProjectRoot Root,
                                 std::optional<Shard> Part,
                                 ArrayRef<TouchedLines> Touched) {
  Expected<Commands> Chosen = commandsFor(Line, FlagsGiven);
  if (!Chosen)
    return Chosen.takeError();
  if (Part)
    *Chosen = shardOf(std::move(*Chosen), *Part, Root);
  std::vector<Unit> Units;
  std::set<std::string> Checks;
  for (tooling::CompileCommand &Command : *Chosen) {
    Expected<Config::Options> Options =
        Configuration.optionsFor(Command.Filename);
    if (!Options)
      return Options.takeError();
    std::vector<const CheckRow *> Enabled = enabledChecks(**Options);
    for (const CheckRow *Row : Enabled)
      Checks.insert(Row->Id.str());
    if (!Enabled.empty())
      Units.push_back({std::move(Command), std::move(*Options)});
  }
  // Of few files a shard may have none.
  if (Units.empty() && !(Part && Chosen->empty()))
    return sentence("no checks are enabled; --list-checks names them");

  StringMap<std::string> Inferred;
  for (const Unit &U : Units)
    if (!U.Command.Heuristic.empty())
      Inferred[U.Command.Filename] = U.Command.Heuristic;
  RunResults Run = analyse(std::move(Units), Touched, Settings);
  // The compiler's message alone may surprise.
  for (UnitResult &Result : Run.Units)
    if (auto From = Inferred.find(Result.File);
        From != Inferred.end() && Result.Status == UnitResult::NotCompiled)
      Result.Problem += " (a header by itself, with a command " + From->second +
                        "; name a source file that includes it)";
  Outcome Done{Report(std::move(Root), std::move(Run.Units)), Run.Interrupt,
               std::move(Run.Costs), std::move(Run.CacheProblem)};
  Done.Result.Part = Part;
  Done.Result.Checks = std::move(Checks);
  Done.Result.IsWholeProject =
      Line.Sources.empty() && !FlagsGiven && Touched.empty();
  return Done;
}

} // namespace clang::tidy::maps::tool
