//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What map-tidy does, in order, and its exit status.
///
//===----------------------------------------------------------------------===//

#include "Answers.h"
#include "Baseline.h"
#include "Cache.h"
#include "CommandLine.h"
#include "Config.h"
#include "Errors.h"
#include "Fixer.h"
#include "Formats.h"
#include "Interrupts.h"
#include "Output.h"
#include "Patch.h"
#include "Paths.h"
#include "Project.h"
#include "Report.h"
#include "Runner.h"
#include "Sharding.h"
#include "ToolCompat.h"
#include "TouchedLines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/TargetSelect.h"

using namespace llvm;

namespace clang::tidy::maps::tool {
namespace {

/// Documented in docs/map-tidy.md.
enum ExitStatus {
  Clean = 0,
  Found = 1,
  BadUsage = 2,
  Incomplete = 3,
  InterruptedBy = 128, ///< plus the number of the signal
};

} // namespace

static int fail(const Twine &Sentence) {
  errs() << "map-tidy: " << Sentence << '\n';
  return BadUsage;
}

static int fail(Error E) { return fail(toString(std::move(E))); }

/// The enabled checks as clang-tidy lists them; below and indented the others,
/// since nobody asks for what he has not heard of.
static void listChecks(ArrayRef<const CheckRow *> Enabled) {
  for (const CheckRow *Row : Enabled)
    outs() << left_justify(Row->Id, 28) << Row->Sentence << '\n';
  if (Enabled.size() == allChecks().size())
    return;
  outs()
      << "\nNot enabled (--checks=<name> adds one, --preset=all every one):\n";
  for (const CheckRow &Row : allChecks())
    if (!is_contained(Enabled, &Row))
      outs() << "  " << left_justify(Row.Id, 26) << Row.Sentence << '\n';
}

/// --list-checks, --dump-config and --verify-config look at the configuration
/// for the first file given, or for this folder.
static int showConfig(const CommandLine &Line, Config &Configuration) {
  std::string File = absolutePath(Line.Sources.empty() ? std::string("x.cpp")
                                                       : Line.Sources.front());
  if (Line.VerifyConfig) {
    if (!Configuration.verify(File, errs()))
      return BadUsage;
    outs() << "the configuration is valid\n";
    return Clean;
  }
  Expected<Config::Options> Options = Configuration.optionsFor(File);
  if (!Options)
    return fail(Options.takeError());
  if (Line.DumpConfig) {
    outs() << dumpConfig(**Options) << '\n';
    return Clean;
  }
  listChecks(enabledChecks(**Options));
  return Clean;
}

/// Ends a run that \p Signal has cut short; what is known has been reported.
static int interrupted(int Signal, ArrayRef<UnitResult> Results) {
  size_t Missing = count_if(Results, [](const UnitResult &Result) {
    return Result.Status == UnitResult::NotRun;
  });
  errs() << "map-tidy: interrupted (" << signalName(Signal)
         << "): " << counted(Missing, "translation unit")
         << (Missing == 1 ? " was" : " were")
         << " not analysed, and nothing was fixed\n";
  return InterruptedBy + Signal;
}

static WorkerLimits workerLimits(const CommandLine &Line) {
  WorkerLimits Limits;
  Limits.Jobs = Line.Jobs;
  Limits.Timeout = std::chrono::seconds(Line.Timeout);
  Limits.MemoryMiB = Line.MemoryLimit.getNumOccurrences() ? Line.MemoryLimit
                                                          : defaultMemoryMiB();
  return Limits;
}

/// Prints what --fix would change, for the folder that paths are relative to.
static Error printPatch(const FixPlan &Plan, sys::TimePoint<> Start,
                        StyleFor Style, const ProjectRoot &Root) {
  Expected<std::vector<FixedFile>> Files = fixedFiles(Plan, Start, Style);
  if (!Files)
    return Files.takeError();
  Expected<std::string> Patch = patchOf(*Files, Root);
  if (!Patch)
    return Patch.takeError();
  outs() << *Patch;
  return Error::success();
}

static void printFixSummary(const FixPlan &Plan, bool IsPatch) {
  errs() << (IsPatch ? "the patch has " : "applied ")
         << counted(Plan.count(FixPlan::Applied), "fix") << " in "
         << counted(Plan.Edits.size(), "file");
  if (unsigned Skipped = Plan.count(FixPlan::Skipped))
    errs() << "; " << Skipped
           << " left out: they overlap others or differ between translation "
              "units";
  errs() << '\n';
}

static Expected<std::optional<Baseline>>
chosenBaseline(const CommandLine &Line) {
  if (Line.BaselineFile.empty()) {
    if (Line.UpdateBaseline || Line.BaselineFile.getNumOccurrences())
      return sentence("say which file: --baseline=FILE, which "
                      "--update-baseline writes");
    return std::nullopt;
  }
  Expected<Baseline> Known =
      Baseline::read(Line.BaselineFile, /*MayBeMissing=*/Line.UpdateBaseline);
  if (!Known)
    return Known.takeError();
  if (Line.UpdateBaseline)
    if (Error E = checkWritable(Line.BaselineFile))
      return E;
  return std::move(*Known);
}

static Expected<Outcome> asOutcome(Expected<Report> Merged) {
  if (!Merged)
    return Merged.takeError();
  return Outcome{std::move(*Merged)};
}

/// Takes what is known from the findings of \p R, or with --update-baseline
/// makes all of them known.
static Error applyBaseline(const CommandLine &Line, Baseline &Known, Report &R,
                           raw_ostream &Summary) {
  if (Line.UpdateBaseline) {
    Baseline::Outcome Before = Known.compare(R);
    Known.update(R);
    if (Error E = writeFile(Line.BaselineFile, Known.text()))
      return E;
    Summary << "wrote " << counted(Known.size(), "finding") << " to '"
            << Line.BaselineFile << "' (" << R.Findings.size() - Before.Known
            << " new, " << Before.Stale << " gone)\n";
    Known.hide(R);
    return Error::success();
  }
  Baseline::Outcome Found = Known.hide(R);
  Summary << counted(Found.Known, "known finding") << " not shown";
  if (Found.Stale)
    Summary << "; " << Found.Stale
            << " of the baseline are gone (--update-baseline removes them)";
  Summary << '\n';
  return Error::success();
}

static int run(const CommandLine &Line,
               const tooling::CompilationDatabase *FlagsGiven,
               std::string ResourceDirectory) {
  sys::TimePoint<> Start = std::chrono::system_clock::now();
  Expected<ConfigRequest> Request = configRequest(Line);
  if (!Request)
    return fail(Request.takeError());
  RunSettings Settings;
  Settings.Limits = workerLimits(Line);
  if (!Line.NoCache)
    Settings.Cache = cacheFolder(Line.Cache.getNumOccurrences()
                                     ? std::optional<StringRef>(Line.Cache)
                                     : std::nullopt);
  Settings.ShowProgress = !Line.Quiet;
  // Of the line filter the analysis sees nothing: it would drop findings whose
  // notes are in the lines.
  std::vector<FileFilter> LineFilter =
      std::exchange(Request->Global.LineFilter, {});
  Settings.Analysis.Global = Request->Global;
  Settings.Analysis.ResourceDirectory = std::move(ResourceDirectory);
  Expected<std::unique_ptr<Config>> Configuration =
      Config::create(std::move(*Request));
  if (!Configuration)
    return fail(Configuration.takeError());
  if (Line.ListChecks || Line.DumpConfig || Line.VerifyConfig)
    return showConfig(Line, **Configuration);

  Expected<std::optional<Shard>> Part = chosenShard(Line);
  if (!Part)
    return fail(Part.takeError());
  Expected<std::vector<TouchedLines>> Touched =
      touchedLines(Line, std::move(LineFilter));
  if (!Touched)
    return fail(Touched.takeError());
  Expected<std::vector<Output>> Outputs = chooseOutputs(Line);
  if (!Outputs)
    return fail(Outputs.takeError());
  Expected<std::optional<Baseline>> Known = chosenBaseline(Line);
  if (!Known)
    return fail(Known.takeError());

  ProjectRoot Root(Line.Root);
  Expected<Outcome> Done =
      Line.Merge ? asOutcome(mergeReports(Line.Reports, Root))
                 : analyseProject(Line, FlagsGiven, Settings, **Configuration,
                                  Root, *Part, *Touched);
  if (!Done)
    return fail(Done.takeError());
  auto &[R, Interrupt, Costs, CacheProblem] = *Done;
  std::string BaselineSummary;
  raw_string_ostream BaselineStream(BaselineSummary);
  // Before the lines are asked for: of equal findings the baseline hides the
  // first ones. What an interrupt has left out is not gone.
  if (*Known && !Interrupt)
    if (Error E = applyBaseline(Line, **Known, R, BaselineStream))
      return fail(std::move(E));
  for (const TouchedLines &Lines : *Touched)
    keepTouched(R.Findings, Lines);
  // Whoever interrupts it wants no file changed any more.
  FixPlan Plan = planFixes(R.Findings, Interrupt       ? FixMode::None
                                       : Line.FixNotes ? FixMode::Offered
                                       : Line.Fix || Line.Diff ? FixMode::Safe
                                                               : FixMode::None);
  // A patch has not fixed anything yet.
  if (!Line.Diff)
    R.Plan = Plan;
  if (Error E = writeOutputs(*Outputs, R, useColors(Line)))
    return fail(std::move(E));
  printProblems(R.Units, errs());
  if (!Line.Quiet) {
    printSummary(R.Findings, R.Units, errs());
    errs() << BaselineSummary;
  }
  if (Line.Stats)
    printStatistics(Costs, errs());
  // Nobody asked for the default one.
  if (Settings.Cache.IsNamed && !CacheProblem.empty())
    errs() << "map-tidy: warning: " << CacheProblem << '\n';

  if (!Line.ExportFixes.empty()) {
    std::string Fixes;
    raw_string_ostream OS(Fixes);
    exportFixes(R.Findings, OS);
    if (Error E = writeFile(Line.ExportFixes, Fixes))
      return fail(std::move(E));
  }
  if (Interrupt)
    return interrupted(Interrupt, R.Units);
  if (!Plan.Edits.empty()) {
    auto Style = [&](StringRef File) {
      Expected<Config::Options> Options = (*Configuration)->optionsFor(File);
      if (Options)
        return (*Options)->FormatStyle.value_or("none");
      consumeError(Options.takeError());
      return std::string("none");
    };
    if (Error E = Line.Diff ? printPatch(Plan, Start, Style, R.Root)
                            : applyFixes(Plan, Start, Style))
      return fail(std::move(E));
  }
  unsigned Fixed = R.Plan.count(FixPlan::Applied);
  if (!Line.Quiet && (Line.Fix || Line.FixNotes || Line.Diff))
    printFixSummary(Plan, Line.Diff);
  if (any_of(R.Units, [](const UnitResult &Result) {
        return Result.Status != UnitResult::Analysed;
      }))
    return Incomplete;
  return Fixed < R.Findings.size() && !Line.ExitZero ? Found : Clean;
}

static int mapTidyMain(int Argc, const char **Argv) {
  Expected<std::unique_ptr<tooling::CompilationDatabase>> FlagsGiven =
      flagsAfterDashes(Argc, Argv);
  if (!FlagsGiven)
    return fail(FlagsGiven.takeError());
  removeForeignOptions();
  CommandLine Line;
  if (!parseCommandLine(Argc, Argv))
    return BadUsage;
  Expected<bool> Answered = answer(Line, outs());
  if (!Answered)
    return fail(Answered.takeError());
  if (*Answered)
    return Clean;
  // Clang's built-in headers are found from where the compiler is; this command
  // may be elsewhere.
  std::string Resources = compat::resourceDirectory(
      Argv[0], reinterpret_cast<void *>(&mapTidyMain));
  if (!sys::fs::is_directory(Resources + "/include"))
    Resources = MAPTIDY_RESOURCE_DIR;
  return run(Line, FlagsGiven->get(), std::move(Resources));
}

} // namespace clang::tidy::maps::tool

int main(int Argc, const char **Argv) {
  clang::tidy::maps::tool::noteInheritedSignals();
  // A pipe must not become the standard output that the caller has closed.
  sys::Process::FixupStandardFileDescriptors();
  setBugReportMsg("map-tidy itself crashed; please report this with the "
                  "command and the output\n");
  InitLLVM Init(Argc, Argv);
  InitializeAllTargetInfos();
  InitializeAllTargetMCs();
  InitializeAllAsmParsers();
  return clang::tidy::maps::tool::mapTidyMain(Argc, Argv);
}
