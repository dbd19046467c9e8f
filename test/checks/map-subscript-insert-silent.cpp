// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: %check_tidy --std=c++17,c++20 %s map-subscript-insert %t

#include <cassert>
#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

void use(int);
void change(int &);

struct Node {
  int Id;
  int id() const;
  void touch();
};

std::map<int, int> M;
std::map<int, std::vector<int>> Lists;
std::map<int, Node *> Nodes;
std::map<int, std::string> Names;

// ---- the default insertion is the point -------------------------------------

void counted(int K) { ++M[K]; M[K]--; M[K] += 2; M[K] |= 1; }
void assigned(int K) { M[K] = 1; Names[K] = "x"; }
void discarded(int K) { M[K]; (void)M[K]; }
void unevaluated(int K) { use(sizeof(M[K])); decltype(M[K]) X = M.begin()->second; (void)X; }
void grown(int K) { Lists[K].push_back(1); }
void element(int K) { Lists[K][0] = 1; }
void handedOut(int K) { change(M[K]); }
void moved(int K) { auto L = std::move(Lists[K]); use(L.size()); }
void swapped(int K, std::vector<int> &L) { std::swap(Lists[K], L); Lists[K].swap(L); }
void pointedTo(int K) { int *P = &M[K]; *P = 1; }
int &reference(int K) { return M[K]; }
int *pointer(int K) { return &M[K]; }
void initialisedByReference(int K) {
  auto &X = Nodes[K];
  if (!X)
    X = new Node;
}
void elementsAreWritten(int K) {
  for (int &X : Lists[K])
    ++X;
}

// A null would crash at once: whoever writes this knows that it is there.
std::map<int, std::function<void(int)>> Handlers;
std::map<int, std::unique_ptr<Node>> Owned;
void relied(int K) { Nodes[K]->touch(); Owned[K]->touch(); Handlers[K](1); (*Nodes[K]).touch(); }

// ---- it is taken care of in the function ---------------------------------------

int counts(int K) { return M.count(K) ? M[K] : 0; }
bool both(int K) { return M.count(K) && M[K] == 2; }
int either(int K) { return M.find(K) == M.end() || M[K] > 2; }
int guarded(int K) {
  if (M.count(K) > 0)
    return M[K];
  return 0;
}
int left(int K) {
  if (M.find(K) == M.end())
    return 0;
  return M[K];
}
void skipped(const std::vector<int> &Ks) {
  for (int K : Ks) {
    if (!M.count(K))
      continue;
    use(M[K]);
  }
}
int inAnInit(int K) {
  if (auto It = M.find(K); It != M.end())
    return M[K];
  return 0;
}
int stored(int K) {
  const bool Has = M.count(K);
  return Has ? M[K] : 0;
}
int iterator(int K) {
  auto It = M.find(K);
  if (It == M.end())
    return 0;
  return M[K];
}
int emplaced(int K) {
  M.emplace(K, 1);
  return M[K];
}
int inserted(int K) {
  M.insert({K, 1});
  return M[K];
}
int added(int K) {
  if (!M.count(K))
    M[K] = 2;
  return M[K];
}
int memo(int K) {
  if (M[K] != 0)
    return M[K];
  return M[K] = K * K;
}
void visited(int K) {
  if (M[K])
    return;
  M[K] = 1;
  use(K);
}
void sentOnce(int K, int V) {
  if (M[K] == V)
    return;
  M[K] = V;
}
int taken(int K) {
  int V = M[K];
  M.erase(K);
  return V;
}
int cleared(int K) {
  int V = M[K];
  M.clear();
  return V;
}
int checked(int K) { return M.at(K) + M[K]; }
int asserted(int K) {
  assert(M.count(K) && "unknown key");
  return M[K];
}
#undef assert
#define assert(X) ((void)0)
int assertedInReleaseBuilds(int K) {
  assert(M.count(K) && "unknown key");
  return M[K];
}
void inAnAssertion(int K) { assert(M[K] == 2); }
void spelledTheSame(Node *N) {
  if (M.count(N->id()))
    use(M[N->id()]);
}
void anotherNameOfTheKey(Node *N) {
  int Id = N->id();
  if (M.count(N->id()))
    use(M[Id]);
}
int unionFind(int K) {
  while (M[K] != K)
    K = M[K] = M[M[K]];
  return K;
}

// ---- presence is tested or established by a function of the user's -----------

struct Table {
  std::map<std::string, int> Values;
  std::map<int, int> Next;
  std::vector<std::string> Columns;
  bool has(const std::string &K) const { return Values.count(K) != 0; }
  bool contains(const std::string &K) const;
  void load(const std::string &K);

  Table() {
    for (const auto &C : Columns)
      Values[C] = 0;
  }
  int tested(const std::string &K) { return has(K) ? Values[K] : 0; }
  int testedOutOfSight(const std::string &K) {
    if (!contains(K))
      return 0;
    return Values[K];
  }
  int loaded(const std::string &K) {
    load(K);
    return Values[K];
  }
  void theKeysOfAFillElsewhere() {
    for (const auto &C : Columns)
      use(Values[C]);
  }
  // A constant object has no such subscript.
  int constant(const std::string &K) const { return Values.at(K); }
};

// ---- keys of the map ----------------------------------------------------------

void walked() {
  for (const auto &[K, V] : M)
    use(M[K]);
  for (auto It = M.begin(); It != M.end(); ++It)
    use(M[It->first]);
}
void keysWereCopied() {
  std::vector<int> Keys;
  for (const auto &KV : M)
    Keys.push_back(KV.first);
  for (int K : Keys)
    use(M[K]);
}
void positions() {
  for (unsigned I = 0; I < M.size(); ++I)
    use(M[I]);
}
void theFirst() { use(M[M.begin()->first]); }

// ---- keys that are filled -------------------------------------------------------

void filled(const std::vector<Node> &Ns) {
  for (const Node &N : Ns)
    M[N.Id] = 1;
  for (const Node &Other : Ns)
    use(M[Other.Id]);
}
void numbered(int Count) {
  for (int I = 0; I < Count; ++I)
    M[I] = I;
  for (int I = 0; I < Count; ++I)
    use(M[I]);
}
void table(int Count) {
  for (int I = 2; I < Count; ++I)
    M[I] = M[I - 1] + M[I - 2];
}
void distances(const std::vector<std::pair<int, int>> &Edges) {
  for (auto [From, To] : Edges)
    if (M[From] + 1 < 10)
      M[To] = 1;
}

// The callee gets the map and fills it.
void setCommon(std::map<std::string, std::string> *Variables);
void setCommon(std::map<int, int> &Variables);
std::string filledByACall(std::map<std::string, std::string> *Variables) {
  setCommon(Variables);
  return (*Variables)["name"];
}
int filledByACall(int K) {
  setCommon(M);
  return M[K];
}

enum Colour { Red, Green, Blue };
std::map<Colour, std::string> ColourNames = {{Red, "red"}, {Green, "green"}};
std::map<bool, int> ByFlag;
std::map<char, int> ByLetter;
std::string dispatched(Colour C) { return ColourNames[C]; }
int coarse(bool Flag, char C) { return ByFlag[Flag] + ByLetter[C]; }

std::map<std::string, int> Options = {{"width", 80}, {"height", 25}};
void setDepth(int Depth) { Options["depth"] = Depth; }
int literals() { return Options["width"] * Options["height"] * Options["depth"]; }

// ---- it dies, or cannot insert ---------------------------------------------------

int local(const std::vector<int> &Ks) {
  std::map<int, int> Seen;
  for (int K : Ks)
    ++Seen[K];
  return Seen[0];
}
int byValue(std::map<int, int> Copy, int K) { return Copy[K]; }
int localMember(int K) {
  struct {
    std::map<int, int> Values;
  } State;
  return State.Values[K];
}
int owned(int K) {
  auto P = std::make_unique<std::map<int, int>>();
  return (*P)[K];
}
int localReference(int K) {
  std::map<int, std::map<int, int>> Outer;
  auto &Inner = Outer[K];
  return Inner[K];
}
int localOfAClosure(int K) {
  std::map<int, int> Seen;
  auto Get = [&](int X) { return Seen[X]; };
  return Get(K);
}

// A class with a subscript of its own.
struct Lenient : std::map<int, int> {
  int operator[](int K) const {
    auto It = find(K);
    return It == end() ? 0 : It->second;
  }
};
int ownSubscript(Lenient &L, int K) { return L[K]; }
int notAMap(std::vector<int> &V, int *P, int K) { return V[K] + P[K]; }

#define LOOKUP(Map, Key) Map[Key]
int ofAMacro(int K) { return LOOKUP(M, K); }

// A race first: map-unguarded-write speaks about insertions under a shared lock.
struct Shared {
  std::shared_mutex Mutex;
  std::map<int, int> Values;
  int get(int K) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Values[K];
  }
};
