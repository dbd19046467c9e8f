//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// SIGINT, SIGTERM and SIGHUP: a run that is interrupted reports what it
/// knows, and files are written whole or not at all.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_INTERRUPTS_H
#define MAPTIDY_TOOL_INTERRUPTS_H

#include <array>
#include <csignal>
#include <string>

namespace clang::tidy::maps::tool {

/// The signals that ask a program to end.
inline constexpr std::array InterruptSignals = {SIGINT, SIGTERM, SIGHUP};

/// First thing in main(), before any library has changed a signal: those that
/// the caller ignores (nohup) stay ignored, and children can be waited for.
void noteInheritedSignals();

/// While one lives, an interrupt is remembered instead of ending the process;
/// from the second on it ends it as usual. One at a time.
class InterruptWatch {
public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch &) = delete;
  InterruptWatch &operator=(const InterruptWatch &) = delete;

  /// The signal that came, or 0.
  int signal() const;
  /// Becomes readable when one comes; -1 if there are no more descriptors.
  int descriptor() const;

private:
  std::array<struct sigaction, InterruptSignals.size()> Old;
};

/// Holds interrupts back until the end of a scope.
class InterruptHold {
public:
  InterruptHold();
  ~InterruptHold();
  InterruptHold(const InterruptHold &) = delete;
  InterruptHold &operator=(const InterruptHold &) = delete;

private:
  sigset_t Old;
};

/// "Interrupt", "Terminated", …
std::string signalName(int Signal);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_INTERRUPTS_H
