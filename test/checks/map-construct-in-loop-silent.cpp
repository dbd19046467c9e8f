// RUN: %check_tidy --std=c++11-or-later %s map-construct-in-loop %t

#include <functional>
#include <future>
#include <map>
#include <set>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

using Counts = std::unordered_map<int, int>;
void collect(int From, Counts &Into);
void show(const Counts &C);
bool send(const Counts &C);
bool commit(const Counts &C);
bool failed();
Counts make(int);

struct Listeners {
  void connect(std::function<void()> F);
  void add(Counts *C);
};
struct Worker {
  explicit Worker(Counts &C) : C(C) {}
  Counts &C;
};
struct View {
  Counts *C;
  int N;
};

Counts leavesTheIteration(int N, std::vector<Counts> &All, Counts &Swapped,
                          Counts &Exchanged) {
  while (N-- > 0) {
    Counts Moved;
    collect(N, Moved);
    All.push_back(std::move(Moved));
    Counts Cast;
    collect(N, Cast);
    All.push_back(static_cast<Counts &&>(Cast));
    Counts SwappedOut;
    collect(N, SwappedOut);
    Swapped.swap(SwappedOut);
    Counts FreelySwapped;
    collect(N, FreelySwapped);
    std::swap(FreelySwapped, Swapped);
    Counts Assigned;
    collect(N, Assigned);
    Exchanged = std::move(Assigned);
    Counts Thrown;
    collect(N, Thrown);
    if (N == 7)
      throw Thrown;
    Counts Returned;
    collect(N, Returned);
    if (N == 3)
      return Returned;
  }
  return {};
}

void addressLeaves(int N, Listeners &L) {
  std::vector<Counts *> Pointers;
  std::vector<View> Views;
  std::vector<Worker> Workers;
  Counts *Last = nullptr;
  Counts::iterator First;
  int *Value = nullptr;
  static Counts *Kept;
  while (N-- > 0) {
    Counts Pushed;
    collect(N, Pushed);
    Pointers.push_back(&Pushed);
    Counts Stored;
    collect(N, Stored);
    Last = &Stored;
    Counts Walked;
    collect(N, Walked);
    First = Walked.begin();
    Counts Element;
    collect(N, Element);
    Value = &Element[1];
    Counts InAggregate;
    collect(N, InAggregate);
    Views.push_back({&InAggregate, 1});
    Counts InWorker;
    collect(N, InWorker);
    Workers.emplace_back(InWorker);
    Counts ThroughLocal;
    collect(N, ThroughLocal);
    Counts *P = &ThroughLocal;
    Kept = P;
    Counts Added;
    collect(N, Added);
    L.add(&Added);
    Counts ByReference;
    collect(N, ByReference);
    Counts &R = ByReference;
    Pointers.push_back(&R);
  }
}

void closureLeaves(int N, Listeners &L) {
  std::vector<std::thread> Threads;
  std::vector<std::function<void()>> Later;
  std::function<void()> Last;
  while (N-- > 0) {
    Counts InThread;
    collect(N, InThread);
    Threads.emplace_back([&InThread] { show(InThread); });
    Counts ByRef;
    std::thread T(collect, N, std::ref(ByRef));
    T.join();
    Counts Async;
    collect(N, Async);
    auto F = std::async([&] { show(Async); });
    Counts Pushed;
    collect(N, Pushed);
    Later.push_back([&] { show(Pushed); });
    Counts Assigned;
    collect(N, Assigned);
    Last = [&Assigned] { show(Assigned); };
    Counts Connected;
    collect(N, Connected);
    L.connect([&] { show(Connected); });
    Counts Named;
    collect(N, Named);
    auto Show = [&] { show(Named); };
    Later.push_back(Show);
  }
}

void hasContents(int N, const Counts &Template, const std::vector<std::pair<int, int>> &V) {
  while (N-- > 0) {
    Counts Copy = Template;
    Copy[N] = 1;
    Counts Made = make(N);
    Made[N] = 1;
    Counts Listed = {{1, 2}};
    Listed[N] = 1;
    Counts Range(V.begin(), V.end());
    Range[N] = 1;
    Counts Filled;
    Filled = Template;
    Filled[N] = 1;
  }
}

void nothingToKeep(int N) {
  while (N-- > 0) {
    std::map<int, int> Tree;
    Tree[N] = 1;
    std::set<int> Set;
    Set.insert(N);
    Counts NeverFilled;
    show(NeverFilled);
    Counts OnlyRead;
    if (OnlyRead.count(N))
      show(OnlyRead);
    static Counts Static;
    Static[N] = 1;
    static thread_local Counts PerThread;
    PerThread[N] = 1;
    const Counts Constant;
    show(Constant);
    Counts &Reference = Static;
    Reference[N] = 2;
  }
}

int atMostOnce(int N, const std::vector<int> &V) {
  do {
    Counts C;
    collect(N, C);
  } while (false);
  while (N > 0) {
    Counts C;
    collect(N, C);
    break;
  }
  for (int X : V) {
    if (X < 0) {
      Counts C;
      collect(X, C);
      return C.at(1);
    }
    if (X > 10) {
      Counts C;
      collect(X, C);
      break;
    }
    if (X > 5) {
      Counts C;
      collect(X, C);
      show(C);
      throw X;
    }
  }
  for (Counts C; N > 0; --N)
    collect(N, C);
  return 0;
}

int retries(int N) {
  while (true) {
    Counts C;
    collect(N, C);
    if (C.empty())
      continue;
    return C.at(1);
  }
}

void moreRetries(int N) {
  while (true) {
    Counts C;
    collect(N, C);
    if (commit(C))
      break;
  }
  for (int Attempt = 0; Attempt < 3; ++Attempt) {
    Counts C;
    collect(Attempt, C);
    if (!C.empty())
      break;
  }
  for (int I = 0; I < 3; ++I) {
    Counts C;
    collect(N, C);
    if (send(C))
      return;
  }
  do {
    Counts C;
    collect(N, C);
  } while (failed());
  bool Ok = false;
  while (!Ok) {
    Counts C;
    collect(N, C);
    Ok = send(C);
  }
}

// Another function, which the loop merely calls.
void lambdaInLoop(int N) {
  while (N-- > 0) {
    auto F = [N] {
      Counts C;
      collect(N, C);
    };
    F();
  }
}

// A pool that starts over in every iteration.
struct Arena {
  void reset();
};
template <typename T> struct ArenaAllocator {
  using value_type = T;
  ArenaAllocator(Arena *A) : A(A) {}
  template <typename U> ArenaAllocator(const ArenaAllocator<U> &O) : A(O.A) {}
  T *allocate(std::size_t N);
  void deallocate(T *, std::size_t);
  template <typename U> bool operator==(const ArenaAllocator<U> &) const { return true; }
  template <typename U> bool operator!=(const ArenaAllocator<U> &) const { return false; }
  Arena *A;
};
void arena(int N) {
  Arena A;
  while (N-- > 0) {
    std::unordered_set<int, std::hash<int>, std::equal_to<int>, ArenaAllocator<int>> S(
        8, std::hash<int>(), std::equal_to<int>(), ArenaAllocator<int>(&A));
    S.insert(N);
    A.reset();
  }
}
