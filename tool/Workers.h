//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Tasks in child processes, so many at a time: whatever one of them does, the
/// others and the parent go on.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_WORKERS_H
#define MAPTIDY_TOOL_WORKERS_H

#include "Interrupts.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <cstdint>
#include <string>

namespace clang::tidy::maps::tool {

/// Three quarters of the machine's memory, so that one child cannot take it
/// down; 0 if the system does not tell.
uint64_t defaultMemoryMiB();

struct WorkerLimits {
  /// Children at a time; 0: as many as there are cores.
  unsigned Jobs = 0;
  /// How long a child may go without writing anything; 0: for ever. Only time
  /// during which the parent runs counts, so that a stopped terminal job or a
  /// sleeping computer costs nothing.
  std::chrono::seconds Timeout{0};
  /// What a child may allocate, in MiB; 0: no limit of ours. Where the system
  /// can tell, what it only reads from files does not count.
  uint64_t MemoryMiB = 0;
};

/// What became of a task.
struct WorkerOutcome {
  enum StatusKind {
    Done,
    Crashed, ///< ended in any way but the next two
    TimedOut,
    OutOfMemory,
    NotRun, ///< interrupted, or no process to be had
  };
  StatusKind Status = NotRun;
  /// What the task wrote; all of it only if it is Done.
  std::string Output;
  /// For all but Done: half a sentence.
  std::string Problem;
  /// Of the whole child.
  std::chrono::duration<double> CPUTime{0};
  uint64_t PeakMemoryKiB = 0;
};

/// Runs in a child, which ends with it: the stack is large, nothing is freed,
/// standard input and outputs lead nowhere. What it writes reaches the parent.
using WorkerTask =
    llvm::function_ref<void(size_t Task, llvm::raw_ostream &Out)>;

/// Runs \p Task for 0 to \p Count - 1, starting in this order, in children of
/// this process, which must have one thread only. \p Finished is called once
/// for each in this process, in any order; \p Tick at least every second.
/// Children do not outlive the parent. Once \p Interrupts has a signal they are
/// killed, and what is not done is NotRun.
void runInWorkers(size_t Count, const WorkerLimits &Limits, WorkerTask Task,
                  llvm::function_ref<void(size_t, WorkerOutcome)> Finished,
                  llvm::function_ref<void()> Tick,
                  const InterruptWatch &Interrupts);

/// Ends the task that was given \p Out, from anywhere within.
[[noreturn]] void endTask(llvm::raw_ostream &Out);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_WORKERS_H
