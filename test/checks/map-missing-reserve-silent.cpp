// Loops that deserve no reserve, or of which too little is known.
//
// RUN: %check_tidy --std=c++17,c++20 %s map-missing-reserve %t

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <forward_list>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

enum class Color { Red, Green };
struct Item {
  int Id;
  std::string Name;
  Color C;
  char Letter;
  double Weight;
};
using Ints = std::vector<int>;
using Items = std::vector<Item>;
using IntSet = std::unordered_set<int>;
using IntMap = std::unordered_map<int, int>;
template <typename T> void use(const T &);
void fill(IntMap &);
bool check(int);

// ---- loops that remove duplicates ----

bool resultTested(const Ints &All) {
  IntSet Seen;
  for (int X : All)
    if (!Seen.insert(X).second)
      return false;
  return true;
}

int resultBound(const Ints &All) {
  IntSet Seen;
  int Duplicates = 0;
  for (int X : All) {
    auto [It, New] = Seen.insert(X);
    if (!New)
      ++Duplicates;
  }
  return Duplicates;
}

void resultStored(const Ints &All, std::vector<bool> &New) {
  IntSet Seen;
  for (int X : All)
    New.push_back(Seen.insert(X).second);
}

void lookedUpFirst(const Ints &All) {
  IntMap Map;
  int Repeated = 0;
  for (int X : All) {
    Repeated += Map.count(X);
    Map[X] = 1;
  }
}

void interns(const std::vector<std::string> &Words) {
  std::unordered_map<std::string, size_t> Ids;
  for (const auto &Word : Words)
    Ids.emplace(Word, Ids.size());
}

// ---- coarse keys ----

void remainder(const Ints &All) {
  IntMap Map;
  for (int X : All)
    Map[X % 10] = X;
}

void quotient(const Ints &All, int N) {
  IntMap Map;
  for (int X : All)
    Map[X / N] = X;
}

void shifted(const Ints &All) {
  IntMap Map;
  for (int X : All)
    Map[X >> 4] = X;
}

void masked(const Ints &All) {
  IntSet Set;
  for (int X : All)
    Set.insert(X & 0xf);
}

void coarseCounter(int N) {
  IntMap Map;
  for (int I = 0; I < N; ++I)
    Map.emplace(I / 16, I);
}

void coarseLocal(const Ints &All) {
  IntMap Map;
  for (int X : All) {
    const int Bucket = X % 7;
    Map[Bucket] = X;
  }
}

void coarseThroughCall(const Ints &All) {
  std::unordered_set<std::string> Set;
  for (int X : All)
    Set.insert(std::to_string(X % 10));
}

void coarseIndex(const Ints &All, const std::vector<std::string> &Names) {
  std::unordered_set<std::string> Set;
  for (int X : All)
    Set.insert(Names[X % 4]);
}

struct Database {};
struct Group {
  Database *database() const;
  Group *parent() const;
};
struct Entry {
  Group *group() const;
};

void sharedOwner(const std::vector<Entry *> &Matches) {
  std::unordered_set<Database *> Databases;
  for (Entry *Match : Matches)
    Databases.insert(Match->group()->database());
}

void sharedParent(const std::vector<Group *> &Groups) {
  std::unordered_set<Group *> Parents;
  for (Group *G : Groups)
    Parents.insert(G->parent());
}

void lowerCase(const std::string &Text) {
  std::unordered_map<int, int> Map;
  for (unsigned char C : Text)
    Map[std::tolower(C)] = 1;
}

void enumKey(const Items &All) {
  std::unordered_map<Color, Item> Map;
  for (const Item &X : All)
    Map[X.C] = X;
}

void enumAsInt(const Items &All) {
  IntMap Map;
  for (const Item &X : All)
    Map[static_cast<int>(X.C)] = X.Id;
}

void boolKey(const Items &All) {
  std::unordered_map<bool, Item> Map;
  for (const Item &X : All)
    Map[X.Id > 3] = X;
}

void charKey(const Items &All) {
  IntMap Map;
  for (const Item &X : All)
    Map[X.Letter] = X.Id;
}

void firstLetter(const Items &All) {
  std::unordered_map<char, Item> Map;
  for (const Item &X : All)
    Map.insert_or_assign(X.Name[0], X);
}

void frontLetter(const Items &All) {
  IntMap Map;
  for (const Item &X : All)
    Map[X.Name.front()] = X.Id;
}

void prefix(const Items &All) {
  std::unordered_set<std::string> Set;
  for (const Item &X : All)
    Set.insert(X.Name.substr(0, 2));
}

void length(const Items &All) {
  std::unordered_map<size_t, Item> Map;
  for (const Item &X : All)
    Map.emplace(X.Name.size(), X);
}

void truncated(const Items &All) {
  IntSet Set;
  for (const Item &X : All)
    Set.insert(X.Weight);
}

void rounded(const Items &All) {
  std::unordered_set<double> Set;
  for (const Item &X : All)
    Set.insert(std::floor(X.Weight));
}

void days(const std::vector<std::chrono::seconds> &Times) {
  std::unordered_map<long, int> Map;
  for (auto T : Times)
    Map[std::chrono::duration_cast<std::chrono::hours>(T).count()] = 1;
}

void choice(const Ints &All) {
  IntMap Map;
  for (int X : All)
    Map[X > 0 ? 1 : 2] = X;
}

void sameKey(const Ints &All, int Key) {
  IntMap Map;
  for (int X : All)
    Map[Key] = X;
}

void coarseTransform(const Ints &All) {
  IntSet Set;
  std::transform(All.begin(), All.end(), std::inserter(Set, Set.end()),
                 [](int X) { return X % 3; });
}

void coarsePairs(const Ints &All) {
  IntMap Map;
  std::transform(All.begin(), All.end(), std::inserter(Map, Map.end()),
                 [](int X) { return std::make_pair(X % 3, X); });
}

// ---- grouping ----

void counts(const Ints &All) {
  IntMap Map;
  for (int X : All)
    ++Map[X];
}

void sums(const Ints &All) {
  IntMap Map;
  for (int X : All)
    Map[X] += 2;
}

void groups(const Items &All) {
  std::unordered_map<std::string, Ints> Map;
  for (const Item &X : All)
    Map[X.Name].push_back(X.Id);
}

void groupsByReference(const Items &All) {
  std::unordered_map<std::string, Ints> Map;
  for (const Item &X : All) {
    auto &Group = Map[X.Name];
    Group.push_back(X.Id);
  }
}

void groupsByEmplace(const Items &All) {
  std::unordered_map<std::string, Ints> Map;
  for (const Item &X : All)
    Map.emplace(X.Name, Ints()).first->second.push_back(X.Id);
}

// ---- reserved, or not known to be empty ----

void reserved(const Ints &All) {
  IntSet Set;
  Set.reserve(All.size());
  for (int X : All)
    Set.insert(X);
}

void rehashed(const Ints &All) {
  IntSet Set;
  Set.rehash(64);
  for (int X : All)
    Set.insert(X);
}

void bucketCount(const Ints &All) {
  IntSet Set(64);
  for (int X : All)
    Set.insert(X);
}

void copied(const Ints &All, const IntSet &From) {
  IntSet Set = From;
  for (int X : All)
    Set.insert(X);
}

void assigned(const Ints &All, const IntSet &From) {
  IntSet Set;
  Set = From;
  for (int X : All)
    Set.insert(X);
}

void listed(const Ints &All) {
  IntSet Set = {1, 2, 3};
  for (int X : All)
    Set.insert(X);
}

void filledElsewhere(const Ints &All) {
  IntMap Map;
  fill(Map);
  for (int X : All)
    Map[X] = X;
}

void filledByClosure(const Ints &All) {
  IntMap Map;
  auto Add = [&](int X) { Map[X] = 0; };
  Add(1);
  for (int X : All)
    Map[X] = X;
}

void filledInBranch(const Ints &All, bool B) {
  IntMap Map;
  if (B)
    Map[0] = 0;
  for (int X : All)
    Map[X] = X;
}

void reused(const Ints &All) {
  IntMap Map;
  Map[0] = 0;
  Map.clear();
  for (int X : All)
    Map[X] = X;
}

void reservedInLoop(const Ints &All) {
  IntMap Map;
  for (int X : All) {
    Map.reserve(100);
    Map[X] = X;
  }
}

void parameter(const Ints &All, IntMap &Map) {
  for (int X : All)
    Map[X] = X;
}

IntMap Global;
void global(const Ints &All) {
  for (int X : All)
    Global[X] = X;
}

void functionStatic(const Ints &All) {
  static IntMap Map;
  for (int X : All)
    Map[X] = X;
}

class Registry {
public:
  explicit Registry(const Ints &All) : Registry() {
    for (int X : All)
      Map[X] = X;
  }
  Registry(const Ints &All, int) {
    init();
    for (int X : All)
      Map[X] = X;
  }
  Registry(const Ints &All, long) : Map(All.size()) {
    for (int X : All)
      Map[X] = X;
  }
  Registry(const Ints &All, char) {
    for (int X : All)
      Listed[X] = X;
  }
  Registry(const Ints &All, Registry &Other) {
    for (int X : All)
      Other.Map[X] = X;
  }
  void add(const Ints &All) {
    for (int X : All)
      Map[X] = X;
  }

private:
  Registry() { init(); }
  void init();
  IntMap Map;
  IntMap Listed = {{1, 2}};
};

// ---- the number of insertions is not the number of iterations ----

void conditional(const Ints &All) {
  IntMap Map;
  for (int X : All)
    if (X > 0)
      Map[X] = X;
}

void skipped(const Ints &All) {
  IntMap Map;
  for (int X : All) {
    if (X > 0)
      continue;
    Map[X] = X;
  }
}

void leftByBreak(const Ints &All) {
  IntMap Map;
  for (int X : All) {
    if (X > 0)
      break;
    Map[X] = X;
  }
}

void leftByReturn(const Ints &All) {
  IntMap Map;
  for (int X : All) {
    if (X > 0)
      return;
    Map[X] = X;
  }
}

void leftByThrow(const Ints &All) {
  IntMap Map;
  for (int X : All) {
    if (X > 0)
      throw X;
    Map[X] = X;
  }
}

void leftByBreakBehind(const Ints &All) {
  IntMap Map;
  for (int X : All) {
    Map[X] = X;
    if (X == 0)
      break;
  }
}

void shortCircuit(const Ints &All) {
  IntSet Set;
  for (int X : All)
    (void)(check(X) && Set.insert(X).second);
}

void twice(const Ints &All) {
  IntMap Map;
  for (int X : All) {
    Map[X] = X;
    Map[-X] = X;
  }
}

void erases(const Ints &All) {
  IntSet Set;
  for (int X : All) {
    Set.insert(X);
    Set.erase(X - 10);
  }
}

void handsOut(const Ints &All) {
  IntMap Map;
  for (int X : All) {
    Map[X] = X;
    fill(Map);
  }
}

void innerLoop(const std::vector<Ints> &Rows) {
  IntSet Set;
  for (const Ints &Row : Rows)
    for (int X : Row)
      Set.insert(X);
}

void outsideOuterLoop(const Ints &All) {
  IntSet Set;
  while (check(1)) {
    for (int X : All)
      Set.insert(X);
  }
}

void inClosure(const Ints &All) {
  IntSet Set;
  auto Add = [&] {
    for (int X : All)
      Set.insert(X);
  };
  Add();
  Add();
}

void jumpsBack(const Ints &All) {
  IntSet Set;
again:
  for (int X : All)
    Set.insert(X);
  if (Set.size() < 10)
    goto again;
}

void isHoisted(const std::vector<Ints> &Rows) {
  // map-construct-in-loop says more.
  for (const Ints &Row : Rows) {
    IntSet Set;
    for (int X : Row)
      Set.insert(X);
    use(Set);
  }
}

// ---- the number of iterations is unknown or small ----

void forwardList(const std::forward_list<int> &All) {
  IntSet Set;
  for (int X : All)
    Set.insert(X);
}

void boundGrows(Ints All) {
  IntSet Set;
  for (size_t I = 0; I < All.size(); ++I) {
    Set.insert(All[I]);
    All.push_back(1);
  }
}

void boundWritten(int N) {
  IntSet Set;
  for (int I = 0; I < N; ++I) {
    Set.insert(I);
    N -= 2;
  }
}

void counterWritten(int N) {
  IntSet Set;
  for (int I = 0; I < N; ++I)
    Set.insert(I++);
}

void iteratorWritten(Ints &All) {
  IntSet Set;
  for (auto It = All.begin(); It != All.end(); ++It) {
    Set.insert(*It);
    It = All.erase(It);
  }
}

void listBetween(std::set<int>::iterator First, std::set<int>::iterator Last) {
  IntSet Set;
  for (; First != Last; ++First)
    Set.insert(*First);
}

void callAsBound() {
  IntSet Set;
  for (int I = 0; check(I); ++I)
    Set.insert(I);
}

void fewIterations() {
  IntSet Set;
  for (int I = 0; I < 7; ++I)
    Set.insert(I);
}

void fewIterationsOfConstant() {
  const int N = 4;
  IntSet Set;
  for (int I = 0; I < N; ++I)
    Set.insert(I);
}

void fewListed() {
  IntSet Set;
  for (int X : {1, 2, 3})
    Set.insert(X);
}

void fewInArray() {
  int Array[] = {1, 2, 3};
  IntSet Set;
  for (int X : Array)
    Set.insert(X);
}

void fewInStdArray(const std::array<int, 3> &Array) {
  IntSet Set;
  for (int X : Array)
    Set.insert(X);
}

void fewInConstantVector() {
  static const Ints All = {1, 2, 3};
  IntSet Set;
  for (int X : All)
    Set.insert(X);
}

void fewInVector() {
  std::vector<std::string> All = {"a", "b"};
  std::unordered_set<std::string> Set;
  for (const auto &X : All)
    Set.insert(X);
}

// ---- containers without reserve ----

void ordered(const Ints &All) {
  std::map<int, int> Map;
  std::set<int> Set;
  for (int X : All) {
    Map[X] = X;
    Set.insert(X);
  }
  std::copy(All.begin(), All.end(), std::inserter(Set, Set.end()));
}
