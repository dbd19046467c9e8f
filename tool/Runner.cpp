//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "Preludes.h"
#include "Progress.h"
#include "Report.h"
#include "Scan.h"
#include "Serialize.h"
#include "TouchedUnits.h"
#include "llvm/Support/JSON.h"
#include <chrono>
#include <optional>

using namespace llvm;

namespace clang::tidy::maps::tool {

static UnitResult::StatusKind statusOf(WorkerOutcome::StatusKind Status) {
  switch (Status) {
  case WorkerOutcome::TimedOut:
    return UnitResult::TimedOut;
  case WorkerOutcome::OutOfMemory:
    return UnitResult::OutOfMemory;
  case WorkerOutcome::NotRun:
    return UnitResult::NotRun;
  case WorkerOutcome::Done:
  case WorkerOutcome::Crashed:
    break;
  }
  return UnitResult::Crashed;
}

/// What the worker for \p U reported, or what happened to it.
static UnitResult resultOf(const Unit &U, WorkerOutcome &Outcome) {
  UnitResult Result;
  if (Outcome.Status == WorkerOutcome::Done) {
    Expected<json::Value> Parsed = json::parse(Outcome.Output);
    json::Path::Root Root;
    if (Parsed && fromJSON(*Parsed, Result, Root))
      return Result;
    consumeError(Parsed.takeError());
    Result = UnitResult();
    Outcome.Problem = "the analysis ended without a result";
  }
  Result.File = U.Command.Filename;
  Result.Status = statusOf(Outcome.Status);
  Result.Problem = std::move(Outcome.Problem);
  return Result;
}

namespace {
/// Adds the time until the end of a scope to \p To.
class Stopwatch {
public:
  explicit Stopwatch(Seconds &To) : To(To) {}
  ~Stopwatch() { To += std::chrono::steady_clock::now() - Start; }

private:
  Seconds &To;
  std::chrono::steady_clock::time_point Start =
      std::chrono::steady_clock::now();
};
} // namespace

/// In place of a result: a unit has to be parsed without its prelude.
static constexpr StringLiteral Unfit = "unfit: ";

static void analyseWith(const Prelude &P, const Unit &U,
                        const AnalysisSettings &Settings, raw_ostream &Out) {
  PreludeUse Use{P, [&](StringRef Why) {
                   Out << Unfit << Why;
                   endTask(Out);
                 }};
  UnitResult Result = analyseUnit(U, Settings, &Use);
  if (Result.Status != UnitResult::Analysed)
    Use.Report(Result.Problem);
  Out << toJSON(Result);
}

static bool isUnfitForPrelude(const WorkerOutcome &Outcome) {
  return Outcome.Status == WorkerOutcome::Crashed ||
         StringRef(Outcome.Output).starts_with(Unfit);
}

static std::string whyUnfit(const Unit &U, const WorkerOutcome &Outcome) {
  StringRef Why = Outcome.Output;
  return U.Command.Filename + ": " +
         (Why.consume_front(Unfit) ? Why.str() : Outcome.Problem);
}

RunResults analyse(std::vector<Unit> Units, ArrayRef<TouchedLines> Touched,
                   const RunSettings &Settings) {
  RunResults Run;
  Run.Costs.CacheFolder = Settings.Cache.Path;
  InterruptWatch Interrupts;
  Progress Shown(Units.size(), Settings.ShowProgress);
  Cache Known(Settings.Cache.Path);
  EachFindingOnce LeaveNew;

  ScanResult Scan;
  std::vector<size_t> Todo;
  {
    Stopwatch Watch(Run.Costs.Scan.Elapsed);
    if (Known.isOn() || !Touched.empty() ||
        Units.size() >= Preludes::FewestUnits)
      Scan = scan(Units, Settings.Analysis, Settings.Limits, Interrupts,
                  [&] { Shown.tick(); });
    Scan.Units.resize(Units.size());
    keepTouched(Units, Scan, Touched);
    Shown.setTotal(Units.size());
    Run.Units.resize(Units.size());
    Run.Costs.Units = Units.size();
    Run.Costs.Scan.CPUTime = Scan.CPUTime;
    for (size_t I = 0; I < Units.size(); ++I) {
      std::optional<UnitResult> Result = Known.load(Scan.Units[I].Key);
      if (!Result) {
        Todo.push_back(I);
        continue;
      }
      Run.Units[I] = std::move(*Result);
      Shown.done(Run.Units[I].Findings.size(), /*IsFree=*/true);
      LeaveNew(Run.Units[I]);
    }
    Run.Costs.FromCache = Units.size() - Todo.size();
  }

  Stopwatch Watch(Run.Costs.Analysis.Elapsed);
  Preludes Shared(Units, Todo, Scan, Settings.Analysis, Settings.Limits,
                  Interrupts, [&] { Shown.tick(); });
  Run.Costs.Analysis.CPUTime += Shared.cpuTime();
  Run.Costs.Preludes = Shared.count();
  Run.Costs.Sharing = Shared.unitCount();
  auto Finish = [&](size_t I, WorkerOutcome &Outcome) {
    const Unit &U = Units[I];
    if (Outcome.Status != WorkerOutcome::NotRun)
      Run.Costs.Costs.push_back(
          {U.Command.Filename, Outcome.CPUTime, Outcome.PeakMemoryKiB});
    UnitResult &Result = Run.Units[I];
    Result = resultOf(U, Outcome);
    Shown.done(Result.Findings.size(), /*IsFree=*/false);
    const ScannedUnit &Scanned = Scan.Units[I];
    // What does not compile may next time for a reason that no file shows.
    if (Result.Status == UnitResult::Analysed && !Scanned.Key.empty() &&
        isUnchanged(Scan, Scanned))
      Run.Costs.Kept += Known.store(Scanned.Key, Result);
    LeaveNew(Result);
  };
  // Then, each for itself, those to which the order of their headers matters.
  for (bool Share : {true, false}) {
    std::vector<size_t> Again;
    runInWorkers(
        Todo.size(), Settings.Limits,
        [&](size_t T, raw_ostream &Out) {
          const Unit &U = Units[Todo[T]];
          if (const Prelude *P = Share ? Shared.of(Todo[T]) : nullptr)
            analyseWith(*P, U, Settings.Analysis, Out);
          else
            Out << toJSON(analyseUnit(U, Settings.Analysis));
        },
        [&](size_t T, WorkerOutcome Outcome) {
          Run.Costs.Analysis.CPUTime += Outcome.CPUTime;
          bool IsUnfit =
              Share && Shared.has(Todo[T]) && isUnfitForPrelude(Outcome);
          if (Share)
            Shared.onResult(Todo[T], !IsUnfit);
          if (IsUnfit) {
            Again.push_back(Todo[T]);
            Run.Costs.ParsedTwice.push_back(whyUnfit(Units[Todo[T]], Outcome));
            return;
          }
          Finish(Todo[T], Outcome);
        },
        [&] { Shown.tick(); }, Interrupts);
    Todo = std::move(Again);
  }
  Known.prune();
  Run.Interrupt = Interrupts.signal();
  Run.CacheProblem = Known.problem();
  return Run;
}

} // namespace clang::tidy::maps::tool
