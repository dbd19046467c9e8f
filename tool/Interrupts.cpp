//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Interrupts.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace clang::tidy::maps::tool {

static std::array<bool, InterruptSignals.size()> IsIgnored;

void noteInheritedSignals() {
  for (size_t I = 0; I < InterruptSignals.size(); ++I) {
    struct sigaction Action;
    sigaction(InterruptSignals[I], nullptr, &Action);
    IsIgnored[I] = Action.sa_handler == SIG_IGN;
  }
  // A caller that ignores its children must not make us lose ours.
  std::signal(SIGCHLD, SIG_DFL);
}

static volatile sig_atomic_t Received = 0;
static int Wakeup[2] = {-1, -1};

static void remember(int Signal) {
  int Saved = errno;
  Received = Signal;
  // A full pipe has woken the reader already.
  [[maybe_unused]] ssize_t Written = write(Wakeup[1], "", 1);
  errno = Saved;
}

InterruptWatch::InterruptWatch() {
  Received = 0;
  if (pipe(Wakeup) == 0)
    for (int FD : Wakeup) {
      fcntl(FD, F_SETFD, FD_CLOEXEC);
      fcntl(FD, F_SETFL, O_NONBLOCK);
    }
  else
    Wakeup[0] = Wakeup[1] = -1;
  for (size_t I = 0; I < InterruptSignals.size(); ++I) {
    struct sigaction Action = {};
    sigemptyset(&Action.sa_mask);
    Action.sa_handler = IsIgnored[I] ? SIG_IGN : remember;
    // The second one finds the default action.
    Action.sa_flags = IsIgnored[I] ? 0 : SA_RESETHAND;
    sigaction(InterruptSignals[I], &Action, &Old[I]);
  }
}

InterruptWatch::~InterruptWatch() {
  for (size_t I = 0; I < InterruptSignals.size(); ++I)
    if (!IsIgnored[I])
      sigaction(InterruptSignals[I], &Old[I], nullptr);
  for (int &FD : Wakeup) {
    close(FD);
    FD = -1;
  }
}

int InterruptWatch::signal() const { return Received; }
int InterruptWatch::descriptor() const { return Wakeup[0]; }

InterruptHold::InterruptHold() {
  sigset_t Held;
  sigemptyset(&Held);
  for (int Signal : InterruptSignals)
    sigaddset(&Held, Signal);
  sigprocmask(SIG_BLOCK, &Held, &Old);
}

InterruptHold::~InterruptHold() { sigprocmask(SIG_SETMASK, &Old, nullptr); }

std::string signalName(int Signal) {
  if (const char *Name = strsignal(Signal))
    return Name;
  return "signal " + std::to_string(Signal);
}

} // namespace clang::tidy::maps::tool
