//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "Progress.h"
#include "Scan.h"
#include "Serialize.h"
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

RunResults analyse(ArrayRef<Unit> Units, const RunSettings &Settings) {
  RunResults Run;
  Run.Units.resize(Units.size());
  Run.Costs.Units = Units.size();
  Run.Costs.CacheFolder = Settings.Cache.Path;
  InterruptWatch Interrupts;
  Progress Shown(Units.size(), Settings.ShowProgress);
  Cache Known(Settings.Cache.Path);

  ScanResult Scan;
  std::vector<size_t> Todo;
  {
    Stopwatch Watch(Run.Costs.Scan.Elapsed);
    if (Known.isOn())
      Scan = scan(Units, Settings.Analysis, Settings.Limits, Interrupts,
                  [&] { Shown.tick(); });
    Scan.Units.resize(Units.size());
    Run.Costs.Scan.CPUTime = Scan.CPUTime;
    for (size_t I = 0; I < Units.size(); ++I) {
      std::optional<UnitResult> Result = Known.load(Scan.Units[I].Key);
      if (!Result) {
        Todo.push_back(I);
        continue;
      }
      Run.Units[I] = std::move(*Result);
      Shown.done(Run.Units[I].Findings.size(), /*IsFree=*/true);
    }
    Run.Costs.FromCache = Units.size() - Todo.size();
  }

  Stopwatch Watch(Run.Costs.Analysis.Elapsed);
  runInWorkers(
      Todo.size(), Settings.Limits,
      [&](size_t I, raw_ostream &Out) {
        Out << toJSON(analyseUnit(Units[Todo[I]], Settings.Analysis));
      },
      [&](size_t I, WorkerOutcome Outcome) {
        const Unit &U = Units[Todo[I]];
        if (Outcome.Status != WorkerOutcome::NotRun)
          Run.Costs.Costs.push_back(
              {U.Command.Filename, Outcome.CPUTime, Outcome.PeakMemoryKiB});
        Run.Costs.Analysis.CPUTime += Outcome.CPUTime;
        UnitResult &Result = Run.Units[Todo[I]];
        Result = resultOf(U, Outcome);
        Shown.done(Result.Findings.size(), /*IsFree=*/false);
        const ScannedUnit &Scanned = Scan.Units[Todo[I]];
        // What does not compile may next time for a reason that no file shows.
        if (Result.Status == UnitResult::Analysed && !Scanned.Key.empty() &&
            isUnchanged(Scan, Scanned))
          Run.Costs.Kept += Known.store(Scanned.Key, Result);
      },
      [&] { Shown.tick(); }, Interrupts);
  Known.prune();
  Run.Interrupt = Interrupts.signal();
  Run.CacheProblem = Known.problem();
  return Run;
}

} // namespace clang::tidy::maps::tool
