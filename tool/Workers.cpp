//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/thread.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <optional>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#ifdef __linux__
#include <sys/prctl.h>
#endif

using namespace llvm;

namespace clang::tidy::maps::tool {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// ---- in the child
// ------------------------------------------------------------

namespace {
/// How a child says why it ended. Fatal: its reason follows a NUL at the end of
/// what it wrote.
enum ExitCode { Success = 0, Fatal = 120, NoMemory = 121, NoStack = 122 };
} // namespace

// Clang recurses deeply, and counts on 8 MiB; the checks need some on top.
static constexpr unsigned StackSize = 32 << 20;

static int ResultPipe = -1;
static const char *StackTop = nullptr;

static void writeAll(const char *Data, size_t Size) {
  while (Size) {
    ssize_t Written = write(ResultPipe, Data, Size);
    if (Written < 0 && errno == EINTR)
      continue;
    if (Written <= 0) // Nobody is left to read it.
      _exit(Fatal);
    Data += Written;
    Size -= Written;
  }
}

namespace {
class PipeStream : public raw_ostream {
public:
  ~PipeStream() override { flush(); }

private:
  void write_impl(const char *Data, size_t Size) override {
    writeAll(Data, Size);
    Position += Size;
  }
  uint64_t current_pos() const override { return Position; }

  uint64_t Position = 0;
};
} // namespace

void endTask(raw_ostream &Out) {
  Out.flush();
  _exit(Success);
}

static void onFatalError(void *, const char *Reason, bool) {
  writeAll("", 1);
  writeAll(Reason, std::strlen(Reason));
  _exit(Fatal);
}

static void onBadAlloc(void *, const char *, bool) { _exit(NoMemory); }

/// A stack that is used up faults just below its end.
static void onBadAddress(int Signal, siginfo_t *Info, void *) {
  const char *Address = static_cast<const char *>(Info->si_addr);
  if (StackTop && Address < StackTop &&
      Address > StackTop - StackSize - (64 << 10))
    _exit(NoStack);
  // Otherwise the instruction faults again and ends the child.
  std::signal(Signal, SIG_DFL);
}

static void setSignals() {
  for (int Signal : {SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS, SIGPIPE, SIGQUIT,
                     SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ})
    std::signal(Signal, SIG_DFL);
  // A terminal or a supervisor sends these to all; the parent decides.
  for (int Signal : InterruptSignals)
    std::signal(Signal, SIG_IGN);
  for (int Signal : {SIGSEGV, SIGBUS}) {
    struct sigaction Action = {};
    sigemptyset(&Action.sa_mask);
    Action.sa_sigaction = onBadAddress;
    Action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigaction(Signal, &Action, nullptr);
  }
}

static void setLimits(const WorkerLimits &Limits) {
  // The report says what crashed; a core file in the user's folder says little.
  struct rlimit NoCore = {0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);
  if (!Limits.MemoryMiB)
    return;
#ifdef __linux__
  // What is mapped privately and writable: the heap.
  constexpr auto Resource = RLIMIT_DATA;
#else
  constexpr auto Resource = RLIMIT_AS;
#endif
  struct rlimit Limit;
  if (getrlimit(Resource, &Limit))
    return;
  rlim_t Bytes = Limits.MemoryMiB << 20;
  if (Limit.rlim_cur == RLIM_INFINITY || Bytes < Limit.rlim_cur)
    Limit.rlim_cur = Bytes;
  setrlimit(Resource, &Limit);
}

/// \p Lifeline ends when the parent does.
[[noreturn]] static void serve(size_t Index, WorkerTask Task,
                               const WorkerLimits &Limits, pid_t Parent,
                               int Lifeline) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != Parent)
    _exit(Fatal);
  setSignals();
  int Nowhere = open("/dev/null", O_RDWR);
  for (int FD : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    dup2(Nowhere, FD);
  install_fatal_error_handler(onFatalError);
  install_bad_alloc_error_handler(onBadAlloc);
  std::set_new_handler([] { _exit(NoMemory); });
  setLimits(Limits);
  llvm::thread Worker(std::optional<unsigned>(StackSize), [&] {
    char Top = 0;
    StackTop = &Top;
    // A thread without any stack left handles the signal on another.
    static char SignalStack[64 << 10];
    stack_t Stack = {};
    Stack.ss_sp = SignalStack;
    Stack.ss_size = sizeof(SignalStack);
    sigaltstack(&Stack, nullptr);
    {
      PipeStream Out;
      Out.SetBufferSize(64 << 10);
      Task(Index, Out);
    }
    _exit(Success);
  });
  char Ignored;
  while (read(Lifeline, &Ignored, 1) < 0 && errno == EINTR)
    ;
  _exit(Fatal);
}

// ---- in the parent
// -----------------------------------------------------------

namespace {

struct Child {
  pid_t Process;
  int Pipe;
  size_t Task;
  WorkerOutcome Outcome;
  milliseconds Silent{0}; ///< since it last wrote
};

class Workers {
public:
  Workers(const WorkerLimits &Limits, WorkerTask Task,
          function_ref<void(size_t, WorkerOutcome)> Finished)
      : Limits(Limits), Task(Task), Finished(Finished) {
    if (pipe(Lifeline))
      Lifeline[0] = Lifeline[1] = -1;
  }
  ~Workers() {
    for (int FD : Lifeline)
      close(FD);
  }

  bool idle() const { return Running.empty(); }
  size_t running() const { return Running.size(); }

  /// \returns 0 or what prevents it.
  int start(size_t Index);
  /// Waits for something to happen, but not longer than a second.
  void wait(int InterruptDescriptor);
  void kill();

private:
  void finish(Child &Ended);
  bool read(Child &From);

  const WorkerLimits &Limits;
  WorkerTask Task;
  function_ref<void(size_t, WorkerOutcome)> Finished;
  std::vector<Child> Running;
  int Lifeline[2];
};

} // namespace

int Workers::start(size_t Index) {
  int Pipe[2];
  if (Lifeline[0] < 0 || pipe(Pipe))
    return errno ? errno : EMFILE;
  pid_t Parent = getpid();
  pid_t Process = fork();
  if (Process == 0) {
    close(Lifeline[1]);
    close(Pipe[0]);
    for (const Child &Sibling : Running)
      close(Sibling.Pipe);
    ResultPipe = Pipe[1];
    serve(Index, Task, Limits, Parent, Lifeline[0]);
  }
  int Problem = errno;
  close(Pipe[1]);
  if (Process < 0) {
    close(Pipe[0]);
    return Problem;
  }
  Running.push_back({Process, Pipe[0], Index, {}, {}});
  return 0;
}

/// \returns whether there may be more.
bool Workers::read(Child &From) {
  char Buffer[64 << 10];
  ssize_t Size = ::read(From.Pipe, Buffer, sizeof(Buffer));
  if (Size > 0) {
    From.Outcome.Output.append(Buffer, Size);
    From.Silent = milliseconds(0);
  }
  return Size > 0 || (Size < 0 && errno == EINTR);
}

static void describe(WorkerOutcome &Outcome, int Status) {
  Outcome.Status = WorkerOutcome::Crashed;
  if (WIFSIGNALED(Status)) {
    Outcome.Problem =
        "the analysis crashed (" + signalName(WTERMSIG(Status)) + ")";
    if (WTERMSIG(Status) == SIGKILL)
      Outcome.Problem = "something killed the analysis; the system may be out "
                        "of memory: use a smaller -j or --memory-limit";
    return;
  }
  switch (WEXITSTATUS(Status)) {
  case Success:
    Outcome.Status = WorkerOutcome::Done;
    return;
  case NoMemory:
    Outcome.Status = WorkerOutcome::OutOfMemory;
    Outcome.Problem =
        "it needs more memory than there is; raise --memory-limit";
    return;
  case NoStack:
    Outcome.Problem = "the analysis crashed (the stack is used up)";
    return;
  case Fatal: {
    auto [Output, Reason] = StringRef(Outcome.Output).rsplit('\0');
    // One line of it.
    std::string First = Reason.trim().split('\n').first.str();
    Outcome.Output = Output.str();
    Outcome.Problem = "the analysis crashed (" + First + ")";
    return;
  }
  default:
    Outcome.Problem = "the analysis ended with exit status " +
                      std::to_string(WEXITSTATUS(Status));
  }
}

void Workers::finish(Child &Ended) {
  close(Ended.Pipe);
  int Status = 0;
  struct rusage Usage = {};
  pid_t Waited;
  while ((Waited = wait4(Ended.Process, &Status, 0, &Usage)) < 0 &&
         errno == EINTR)
    ;
  WorkerOutcome &Outcome = Ended.Outcome;
  for (const timeval &Time : {Usage.ru_utime, Usage.ru_stime})
    Outcome.CPUTime += std::chrono::seconds(Time.tv_sec) +
                       std::chrono::microseconds(Time.tv_usec);
  Outcome.PeakMemoryKiB = Usage.ru_maxrss;
  // A child that was told to end for its silence may have finished just then.
  bool Late = Outcome.Status == WorkerOutcome::TimedOut;
  if (Waited < 0)
    Status = Fatal << 8;
  describe(Outcome, Status);
  if (Late && WIFSIGNALED(Status)) {
    Outcome.Status = WorkerOutcome::TimedOut;
    Outcome.Problem = "it takes longer than " +
                      std::to_string(Limits.Timeout.count()) +
                      " s; raise --timeout";
  }
}

void Workers::wait(int InterruptDescriptor) {
  std::vector<pollfd> Watched = {{InterruptDescriptor, POLLIN, 0}};
  milliseconds Longest = std::chrono::seconds(1);
  for (const Child &C : Running) {
    Watched.push_back({C.Pipe, POLLIN, 0});
    if (Limits.Timeout.count() && C.Outcome.Status != WorkerOutcome::TimedOut)
      Longest = std::clamp<milliseconds>(Limits.Timeout - C.Silent,
                                         milliseconds(0), Longest);
  }
  Clock::time_point Before = Clock::now();
  int Ready = poll(Watched.data(), Watched.size(), Longest.count() + 1);
  auto Passed = std::chrono::ceil<milliseconds>(Clock::now() - Before);
  // More than was asked for: the parent itself did not run.
  Passed = std::min(Passed, Longest + std::chrono::seconds(1));
  std::vector<Child> Still;
  std::vector<Child> Ended;
  for (auto [Index, C] : enumerate(Running)) {
    C.Silent += Passed;
    if (Ready > 0 && Watched[Index + 1].revents && !read(C)) {
      Ended.push_back(std::move(C));
      continue;
    }
    if (Limits.Timeout.count() && C.Silent > Limits.Timeout &&
        C.Outcome.Status != WorkerOutcome::TimedOut) {
      C.Outcome.Status = WorkerOutcome::TimedOut;
      ::kill(C.Process, SIGKILL);
    }
    Still.push_back(std::move(C));
  }
  Running = std::move(Still);
  for (Child &C : Ended) {
    finish(C);
    Finished(C.Task, std::move(C.Outcome));
  }
}

void Workers::kill() {
  for (Child &C : Running)
    ::kill(C.Process, SIGKILL);
  for (Child &C : Running) {
    close(C.Pipe);
    Finished(C.Task, WorkerOutcome{});
  }
  Running.clear();
}

uint64_t defaultMemoryMiB() {
  long Pages = sysconf(_SC_PHYS_PAGES), PageSize = sysconf(_SC_PAGESIZE);
  if (Pages <= 0 || PageSize <= 0)
    return 0;
  return (static_cast<uint64_t>(Pages) * PageSize >> 20) / 4 * 3;
}

void runInWorkers(size_t Count, const WorkerLimits &Limits, WorkerTask Task,
                  function_ref<void(size_t, WorkerOutcome)> Finished,
                  function_ref<void()> Tick, const InterruptWatch &Interrupts) {
  unsigned Jobs = hardware_concurrency(Limits.Jobs).compute_thread_count();
  Workers Pool(Limits, Task, Finished);
  size_t Next = 0;
  // When processes or descriptors are short, fewer at a time must do; with
  // none at all there is another chance for ten seconds.
  unsigned Failures = 0;
  while (Next < Count || !Pool.idle()) {
    int Problem = 0;
    while (Next < Count && Pool.running() < Jobs && !Interrupts.signal()) {
      Problem = Pool.start(Next);
      if (Problem)
        break;
      Failures = 0;
      ++Next;
    }
    if (Interrupts.signal()) {
      Pool.kill();
      for (; Next < Count; ++Next)
        Finished(Next, WorkerOutcome{});
      return;
    }
    if (Problem && Pool.idle() && ++Failures > 10) {
      WorkerOutcome NoProcess;
      NoProcess.Problem =
          std::string("no process can be started: ") + strerror(Problem);
      Finished(Next++, std::move(NoProcess));
      continue;
    }
    Pool.wait(Interrupts.descriptor());
    Tick();
  }
}

} // namespace clang::tidy::maps::tool
