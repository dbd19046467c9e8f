// RUN: %check_tidy --std=c++17,c++23 %s map-redundant-lookup %t

#include <cassert>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

using Map = std::map<int, int>;
void use(int);
void notify();
void change(Map &);
bool ask();
Map &global();

// Another container, key or object.

int otherMap(Map &M, Map &N, int K) { return M.count(K) ? N[K] : 0; }

int otherEnd(Map &M, Map &N, int K) {
  return M.find(K) != N.end() ? M[K] : 0;
}

int otherKey(Map &M, int K, int L) { return M.count(K) ? M[L] : 0; }

struct Node {
  Map Entries;
  Node *Next;
};
int otherObject(Node &A, Node &B, int K) {
  if (A.Entries.count(K))
    return B.Entries[K] + A.Next->Entries[K];
  return 0;
}

int noIdentity(int K) { return global().count(K) ? global()[K] : 0; }

// The key changes, or may.

int keyWithEffects(Map &M, int K) { return M.count(++K) ? M[++K] : 0; }

void keyChanges(Map &M, int K) {
  if (M.count(K)) {
    ++K;
    use(M[K]);
  }
}

void keyChangesInLoop(Map &M, std::vector<int> &V, size_t I) {
  if (M.count(V[I]))
    for (; I < V.size(); ++I)
      use(M[V[I]]);
}

int keyFromCall(Map &M) { return M.count(ask()) ? M[ask()] : 0; }

int followed(Map &Parent, int K) {
  while (Parent.count(K))
    K = Parent[K];
  return K;
}

// The container changes, or may.

void usedInTheWindow(Map &M, int K) {
  if (M.count(K)) {
    change(M);
    use(M[K]);
  }
}

void erasedInTheWindow(Map &M, int K) {
  if (M.count(K)) {
    M.erase(M.begin());
    use(M[K]);
  }
}

void valueUsesTheMap(Map &M, int K) {
  if (!M.count(K))
    M[K] = static_cast<int>(M.size());
}

int computed(Map &M, int K);
void valueIsGivenTheMap(Map &M, int K) {
  if (!M.count(K))
    M[K] = computed(M, K);
}

void iteratorDies(std::unordered_map<int, int> &M, int K) {
  if (M.count(K)) {
    M[K + 1] = 3;
    use(M[K]);
  }
}

void changedByAnotherName(Map &M, Map &N, int K) {
  if (M.count(K)) {
    N.erase(K);
    use(M[K]);
  }
}

struct Emitter {
  Map Slots;
  mutable Map Memo;
  std::function<void()> Signal;
  void changed();
  int compute(int) const;
  void emits(int K) {
    if (Slots.count(K)) {
      Signal();
      use(Slots[K]);
    }
  }
  void calls(int K) {
    if (Slots.count(K)) {
      changed();
      use(Slots[K]);
    }
  }
  void callsFree(int K) {
    if (!Slots.count(K))
      return;
    notify();
    Slots.erase(K);
  }
  int memo(int K) const {
    if (!Memo.count(K))
      Memo[K] = compute(K);
    return 0;
  }
};

Map Global;
void insertsIntoGlobal(int K) {
  if (!Global.count(K))
    Global[K] = computed(Global, K);
}

void escaped(int K, std::vector<Map *> &All) {
  Map M;
  All.push_back(&M);
  if (M.count(K)) {
    notify();
    use(M[K]);
  }
}

void captured(int K) {
  Map M;
  auto Clear = [&] { M.clear(); };
  if (M.count(K)) {
    Clear();
    use(M[K]);
  }
}

// Nothing is known of the second lookup.

int invertedBranch(Map &M, int K) {
  if (M.count(K))
    return 0;
  else
    return ask() ? M.at(K) : M.size();
}

int eitherWay(Map &M, int K) {
  if (M.count(K) || ask())
    return M[K];
  return 0;
}

int notAlways(Map &M, int K) {
  if (ask()) {
    if (!M.count(K))
      return 0;
  }
  return M[K];
}

void noInsertion(Map &M, int K) {
  if (!M.count(K))
    use(K);
}

void noSecondLookup(Map &M, int K) {
  auto It = M.find(K);
  if (It != M.end())
    use(It->second);
}

void later(Map &M, int K, std::function<void()> &F) {
  if (M.count(K))
    F = [&M, K] { use(M[K]); };
}

void inASwitch(Map &M, int K) {
  switch (K) {
  case 0:
    if (!M.count(K))
      return;
    [[fallthrough]];
  default:
    use(M[K]);
  }
}

// Other reasons.

int onlyAsserted(Map &M, int K) {
  assert(M.count(K));
  assert(M.find(K) != M.end() && "no key");
  return M[K];
}

bool stringsFind(const std::string &S, char C) {
  if (S.find(C) != std::string::npos)
    return S[S.find(C)] == C;
  return false;
}

void discarded(Map &M, int K) {
  M[K];
  M[K + 1];
}

void visitedLater(std::set<int> &Seen, const std::vector<int> &V) {
  for (int X : V) {
    if (Seen.count(X))
      continue;
    if (X > 3)
      continue;
    Seen.insert(X);
  }
}

int goodIdiom(std::unordered_map<int, std::string> &M, int K) {
  auto It = M.find(K);
  if (It == M.end())
    It = M.emplace(K, std::to_string(K)).first;
  return static_cast<int>(It->second.size());
}

void multimapInsert(std::multimap<int, int> &M, int K) {
  if (!M.count(K))
    M.insert({K, 1});
}

void multisetErase(std::multiset<int> &S, int K) {
  auto It = S.find(K);
  if (It != S.end())
    S.erase(K);
}

#define GET(MAP, KEY) ((MAP).count(KEY) ? (MAP)[KEY] : 0)
int inAMacro(Map &M, int K) { return GET(M, K); }

// map-subscript-insert says to look it up without inserting it.
struct Directories {
  bool has(const std::string &D, int File) {
    return Files[D].find(File) != Files[D].end();
  }
  std::map<std::string, Map> Files;
};
