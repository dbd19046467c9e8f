//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Workers.h"
#include "llvm/Support/ErrorHandling.h"
#include "gtest/gtest.h"
#include <csignal>
#include <cstdlib>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace clang::tidy::maps::tool;
using llvm::raw_ostream;

namespace {

std::vector<WorkerOutcome> outcomes(size_t Count, WorkerTask Task,
                                    WorkerLimits Limits = {.Jobs = 4}) {
  InterruptWatch Interrupts;
  std::vector<WorkerOutcome> Result(Count);
  runInWorkers(
      Count, Limits, Task,
      [&](size_t I, WorkerOutcome Outcome) { Result[I] = std::move(Outcome); },
      [] {}, Interrupts);
  return Result;
}

WorkerOutcome outcome(WorkerTask Task, WorkerLimits Limits = {.Jobs = 1}) {
  return outcomes(1, Task, Limits).front();
}

volatile int Sink = 0;

[[noreturn]] void forever() {
  for (;;)
    pause();
}

int recurse(int Depth) {
  volatile char Frame[256] = {};
  Frame[0] = static_cast<char>(Depth);
  // Always, but the compiler does not know.
  return Sink == 0 ? recurse(Depth + 1) + Frame[0] : 0;
}

TEST(Workers, EachResultBelongsToItsTask) {
  std::vector<WorkerOutcome> All = outcomes(50, [](size_t I, raw_ostream &Out) {
    // More than a pipe holds.
    Out << I << std::string(I * 10000, 'x');
  });
  for (size_t I = 0; I < All.size(); ++I) {
    EXPECT_EQ(All[I].Status, WorkerOutcome::Done);
    EXPECT_EQ(All[I].Output, std::to_string(I) + std::string(I * 10000, 'x'));
  }
}

TEST(Workers, OneThatFailsCostsNoOther) {
  std::vector<WorkerOutcome> All = outcomes(6, [](size_t I, raw_ostream &Out) {
    Out << "partly";
    switch (I) {
    case 1:
      std::abort();
    case 2:
      llvm::report_fatal_error("first line\nsecond line");
    case 3:
      raise(SIGKILL);
      break;
    case 4:
      _exit(7);
    default:
      break;
    }
  });
  for (size_t I : {0, 5}) {
    EXPECT_EQ(All[I].Status, WorkerOutcome::Done);
    EXPECT_EQ(All[I].Output, "partly");
  }
  for (size_t I : {1, 2, 3, 4})
    EXPECT_EQ(All[I].Status, WorkerOutcome::Crashed);
  EXPECT_EQ(All[1].Problem, "the analysis crashed (Aborted)");
  EXPECT_EQ(All[2].Problem, "the analysis crashed (first line)");
  EXPECT_NE(All[3].Problem.find("killed"), std::string::npos);
  EXPECT_EQ(All[4].Problem, "the analysis ended with exit status 7");
}

TEST(Workers, ABadAddressIsNoStackOverflow) {
  WorkerOutcome Bad = outcome([](size_t, raw_ostream &) {
    *reinterpret_cast<volatile int *>(Sink) = 1;
  });
  EXPECT_EQ(Bad.Status, WorkerOutcome::Crashed);
  EXPECT_EQ(Bad.Problem, "the analysis crashed (Segmentation fault)");
  WorkerOutcome Deep =
      outcome([](size_t, raw_ostream &) { Sink = recurse(0); });
  EXPECT_EQ(Deep.Status, WorkerOutcome::Crashed);
  EXPECT_EQ(Deep.Problem, "the analysis crashed (the stack is used up)");
}

TEST(Workers, SilenceTimesOutAndWorkDoesNot) {
  WorkerLimits Limits{.Jobs = 2, .Timeout = std::chrono::seconds(1)};
  std::vector<WorkerOutcome> All = outcomes(
      2,
      [](size_t I, raw_ostream &Out) {
        if (I == 0)
          forever();
        for (int Step = 0; Step < 6; ++Step) {
          usleep(300000);
          Out << Step;
          Out.flush();
        }
      },
      Limits);
  EXPECT_EQ(All[0].Status, WorkerOutcome::TimedOut);
  EXPECT_NE(All[0].Problem.find("longer than 1 s"), std::string::npos);
  EXPECT_EQ(All[1].Status, WorkerOutcome::Done);
  EXPECT_EQ(All[1].Output, "012345");
}

TEST(Workers, AStoppedChildTimesOut) {
  WorkerLimits Limits{.Jobs = 1, .Timeout = std::chrono::seconds(1)};
  EXPECT_EQ(
      outcome([](size_t, raw_ostream &) { raise(SIGSTOP); }, Limits).Status,
      WorkerOutcome::TimedOut);
}

TEST(Workers, MemoryIsLimited) {
  WorkerLimits Limits{.Jobs = 1, .MemoryMiB = 256};
  WorkerOutcome Greedy = outcome(
      [](size_t, raw_ostream &) {
        std::vector<std::string> All;
        for (;;)
          All.emplace_back(1 << 20, 'x');
      },
      Limits);
  EXPECT_EQ(Greedy.Status, WorkerOutcome::OutOfMemory);
  WorkerOutcome Modest = outcome(
      [](size_t, raw_ostream &Out) {
        Out << std::string(64 << 20, 'x').back();
      },
      Limits);
  EXPECT_EQ(Modest.Status, WorkerOutcome::Done);
  EXPECT_EQ(Modest.Output, "x");
}

TEST(Workers, AnInterruptEndsAtOnce) {
  InterruptWatch Interrupts;
  std::vector<WorkerOutcome> All(4);
  runInWorkers(
      4, {.Jobs = 2},
      [](size_t I, raw_ostream &) {
        if (I)
          forever();
      },
      [&](size_t I, WorkerOutcome Outcome) {
        All[I] = std::move(Outcome);
        if (I == 0)
          raise(SIGTERM);
      },
      [] {}, Interrupts);
  EXPECT_EQ(Interrupts.signal(), SIGTERM);
  EXPECT_EQ(All[0].Status, WorkerOutcome::Done);
  for (size_t I : {1, 2, 3})
    EXPECT_EQ(All[I].Status, WorkerOutcome::NotRun);
}

TEST(Workers, ChildrenIgnoreWhatATerminalSendsToAll) {
  EXPECT_EQ(outcome([](size_t, raw_ostream &) {
              for (int Signal : InterruptSignals)
                raise(Signal);
            }).Status,
            WorkerOutcome::Done);
}

TEST(Workers, ChildrenEndWithTheirParent) {
  int Pipe[2];
  ASSERT_EQ(pipe(Pipe), 0);
  pid_t Parent = fork();
  if (Parent == 0) {
    close(Pipe[0]);
    outcome([&](size_t, raw_ostream &) {
      [[maybe_unused]] ssize_t Written = write(Pipe[1], "", 1);
      forever();
    });
    _exit(0);
  }
  close(Pipe[1]);
  char Started;
  ASSERT_EQ(read(Pipe[0], &Started, 1), 1);
  kill(Parent, SIGKILL);
  waitpid(Parent, nullptr, 0);
  // The end comes when the grandchild, too, has closed it.
  EXPECT_EQ(read(Pipe[0], &Started, 1), 0);
  close(Pipe[0]);
}

TEST(Workers, WithFewDescriptorsFewRunAtATime) {
  struct rlimit Old, Few;
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &Old), 0);
  Few = Old;
  Few.rlim_cur = 16;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &Few), 0);
  std::vector<WorkerOutcome> All =
      outcomes(30, [](size_t I, raw_ostream &Out) { Out << I; }, {.Jobs = 30});
  setrlimit(RLIMIT_NOFILE, &Old);
  for (size_t I = 0; I < All.size(); ++I)
    EXPECT_EQ(All[I].Output, std::to_string(I));
}

TEST(Workers, CostIsKnown) {
  WorkerOutcome Busy = outcome([](size_t, raw_ostream &) {
    std::string Memory(32 << 20, 'x');
    for (int I = 0; I < 100000000; ++I)
      Sink = Memory[I % Memory.size()];
  });
  EXPECT_GT(Busy.CPUTime.count(), 0.01);
  EXPECT_GT(Busy.PeakMemoryKiB, 32u << 10);
}

} // namespace
