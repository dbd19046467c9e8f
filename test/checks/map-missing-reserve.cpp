// Loops whose number of insertions is known before they start.
//
// RUN: %check_tidy %s map-missing-reserve %t

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct Item {
  int Id;
  std::string Name;
};
using Ints = std::vector<int>;
using Items = std::vector<Item>;
using IntSet = std::unordered_set<int>;
using IntMap = std::unordered_map<int, int>;
template <typename T> void use(const T &);

// ---- ways to insert ----

void emplaces(const Items &All) {
  std::unordered_map<int, std::string> Names;
  for (const Item &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Names' rehashes again and again while this loop fills it; call 'Names.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Names.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
    Names.emplace(X.Id, X.Name);
  use(Names);
}

void inserts(const Items &All) {
  std::unordered_map<std::string, int> Ids;
  for (const Item &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Ids' rehashes again and again while this loop fills it; call 'Ids.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Ids.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
    Ids.insert({X.Name, X.Id});
  use(Ids);
}

void insertsMadePair(const Items &All) {
  std::unordered_map<std::string, int> Ids;
  for (const Item &X : All) {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Ids' rehashes again and again while this loop fills it; call 'Ids.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Ids.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All) {
    Ids.insert(std::make_pair(X.Name, X.Id));
  }
  use(Ids);
}

void triesToEmplace(const Items &All) {
  std::unordered_map<std::string, int> Ids;
  for (const Item &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Ids' rehashes again and again while this loop fills it; call 'Ids.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Ids.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
    Ids.try_emplace(X.Name, 1);
  use(Ids);
}

void insertsOrAssigns(const Items &All) {
  std::unordered_map<std::string, int> Ids;
  for (const Item &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Ids' rehashes again and again while this loop fills it; call 'Ids.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Ids.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
    Ids.insert_or_assign(X.Name, X.Id);
  use(Ids);
}

void subscripts(const Items &All) {
  std::unordered_map<std::string, int> Ids;
  for (const Item &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Ids' rehashes again and again while this loop fills it; call 'Ids.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Ids.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
    Ids[X.Name] = X.Id;
  use(Ids);
}

void subscriptsClassValues(const Items &All) {
  std::unordered_map<int, Item> ById;
  for (const Item &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'ById' rehashes again and again while this loop fills it; call 'ById.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: ById.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
    ById[X.Id] = X;
  use(ById);
}

void insertsIntoSet(const Ints &All) {
  IntSet Seen;
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Seen' rehashes again and again while this loop fills it; call 'Seen.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Seen.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    (void)Seen.insert(X);
  use(Seen);
}

void insertsIntoMultimap(const Items &All) {
  // Each insertion adds an element, whatever the key.
  std::unordered_multimap<std::string, int> Ids;
  for (const Item &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Ids' rehashes again and again while this loop fills it; call 'Ids.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Ids.reserve(All.size());
  // CHECK-FIXES-NEXT: for (const Item &X : All)
  // CHECK-FIXES-NOTES: Ids.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
    Ids.emplace(X.Name, X.Id);
  use(Ids);
}

void doesOtherWork(const Items &All) {
  std::unordered_map<std::string, int> Ids;
  int Total = 0;
  for (const Item &X : All) {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Ids' rehashes again and again while this loop fills it; call 'Ids.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Ids.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All) {
    use(X);
    std::string Key = X.Name + "/";
    Ids[Key] = X.Id;
    Total += X.Id;
  }
  use(Ids);
  use(Total);
}

void throwsBehind(const Items &All) {
  std::unordered_map<std::string, int> Ids;
  for (const Item &X : All) {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Ids' rehashes again and again while this loop fills it; call 'Ids.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Ids.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All) {
    Ids.emplace(X.Name, X.Id);
    if (X.Id < 0)
      throw X.Id;
  }
}

// ---- keys that are distinct ----

void fromMap(const std::map<int, std::string> &From) {
  std::unordered_map<int, std::string> To;
  for (const auto &Pair : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: To.reserve(From.size());
  // CHECK-FIXES-NEXT: for (const auto &Pair : From)
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &Pair : From)
    To.emplace(Pair.first, Pair.second);
}

void fromMapWhole(const std::map<int, std::string> &From) {
  std::unordered_map<int, std::string> To;
  for (const auto &Pair : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: To.reserve(From.size());
  // CHECK-FIXES-NEXT: for (const auto &Pair : From)
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &Pair : From)
    To.insert(Pair);
}

void fromMapBinding(const std::map<int, std::string> &From) {
  IntSet To;
  for (const auto &[Key, Value] : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: To.reserve(From.size());
  // CHECK-FIXES-NEXT: for (const auto &[Key, Value] : From)
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &[Key, Value] : From)
    To.insert(Key);
}

void fromMapNamedKey(const std::map<int, std::string> &From) {
  IntSet To;
  for (const auto &Pair : From) {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: To.reserve(From.size());
  // CHECK-FIXES-NEXT: for (const auto &Pair : From) {
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &Pair : From) {
    const int Key = Pair.first;
    To.insert(Key);
  }
}

void fromMapIterators(const std::map<int, std::string> &From) {
  std::unordered_map<int, std::string> To;
  for (auto It = From.begin(); It != From.end(); ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: To.reserve(From.size());
  // CHECK-FIXES-NEXT: for (auto It = From.begin(); It != From.end(); ++It)
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (auto It = From.begin(); It != From.end(); ++It)
    To[It->first] = It->second;
}

void fromSet(const std::set<int> &From) {
  IntMap To;
  for (int X : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: To.reserve(From.size());
  // CHECK-FIXES-NEXT: for (int X : From)
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : From)
    To[X] = 0;
}

void fromMultimap(const std::multimap<int, int> &From) {
  IntMap To;
  for (const auto &Pair : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &Pair : From)
    To.insert(Pair);
}

void invertsMap(const std::map<int, std::string> &From) {
  std::unordered_map<std::string, int> To;
  for (const auto &[Key, Value] : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &[Key, Value] : From)
    To[Value] = Key;
}

void index(const std::vector<std::string> &Names) {
  std::unordered_map<std::string, size_t> Index;
  for (size_t I = 0; I < Names.size(); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Index' rehashes again and again while this loop fills it; call 'Index.reserve(Names.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Index.reserve(Names.size());
  // CHECK-FIXES-NEXT: for (size_t I = 0; I < Names.size(); ++I)
  // CHECK-FIXES-NOTES: Index.reserve(Names.size());
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 0; I < Names.size(); ++I)
    Index.emplace(Names[I], I);
}

void indexBySubscript(const std::vector<std::string> &Names) {
  std::unordered_map<std::string, size_t> Index;
  for (size_t I = 0; I < Names.size(); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Index' rehashes again and again while this loop fills it; call 'Index.reserve(Names.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Index.reserve(Names.size());
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 0; I < Names.size(); ++I)
    Index[Names[I]] = I;
}

void byId(const Items &All) {
  std::unordered_map<int, const Item *> ById;
  for (const Item &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'ById' rehashes again and again while this loop fills it; call 'ById.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: ById.reserve(All.size());
  // CHECK-FIXES-NEXT: for (const Item &X : All)
  // CHECK-FIXES-NOTES: ById.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
    ById.emplace(X.Id, &X);
}

// ---- counted loops ----

void counter(size_t N) {
  std::unordered_map<size_t, int> Map;
  for (size_t I = 0; I < N; ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(N)' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(N);
  // CHECK-FIXES-NEXT: for (size_t I = 0; I < N; ++I)
  // CHECK-FIXES-NOTES: Map.reserve(N);
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 0; I < N; ++I)
    Map.emplace(I, 0);
}

void counterUpToAndWith(unsigned N) {
  std::unordered_map<unsigned, int> Map;
  for (unsigned I = 1; I <= N; I++)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(N)' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(N);
  // CHECK-FIXES-NEXT: for (unsigned I = 1; I <= N; I++)
  // CHECK-FIXES-NOTES: Map.reserve(N);
  // CHECK-FIXES-NOTES-NEXT: for (unsigned I = 1; I <= N; I++)
    Map[I] = 1;
}

void counterFromZeroWith(unsigned N) {
  std::unordered_map<unsigned, int> Map;
  for (unsigned I = 0; I <= N; I++)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(N + 1)' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(N + 1);
  // CHECK-FIXES-NEXT: for (unsigned I = 0; I <= N; I++)
  // CHECK-FIXES-NOTES: Map.reserve(N + 1);
  // CHECK-FIXES-NOTES-NEXT: for (unsigned I = 0; I <= N; I++)
    Map[I] = 1;
}

void counterNotEqual(int N) {
  // A negative N would never end.
  IntMap Map;
  for (int I = 0; I != N; ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(N)' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(N);
  // CHECK-FIXES-NEXT: for (int I = 0; I != N; ++I)
  // CHECK-FIXES-NOTES: Map.reserve(N);
  // CHECK-FIXES-NOTES-NEXT: for (int I = 0; I != N; ++I)
    Map[I] = 1;
}

void counterThatMayBeNegative(int N) {
  IntMap Map;
  for (int I = 0; I < N; ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(N)' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Map.reserve(N);
  // CHECK-FIXES-NOTES-NEXT: for (int I = 0; I < N; ++I)
    Map[I] = 1;
}

void counterOfSize(const Ints &All) {
  IntMap Map;
  for (int I = 0; I < static_cast<int>(All.size()); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(All.size());
  // CHECK-FIXES-NEXT: for (int I = 0; I < static_cast<int>(All.size()); ++I)
  // CHECK-FIXES-NOTES: Map.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int I = 0; I < static_cast<int>(All.size()); ++I)
    Map[I] = All[I];
}

void counterFlipped(const Ints &All) {
  IntMap Map;
  for (int I = 0; (int)All.size() > I; I += 1)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(All.size());
  // CHECK-FIXES-NEXT: for (int I = 0; (int)All.size() > I; I += 1)
  // CHECK-FIXES-NOTES: Map.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int I = 0; (int)All.size() > I; I += 1)
    Map[I] = All[I];
}

void counterFromOne(const Ints &All) {
  // `All.size() - 1` could be a huge number.
  IntSet Set;
  for (size_t I = 1; I < All.size(); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 1; I < All.size(); ++I)
    Set.insert(All[I] - All[I - 1]);
}

void counterBetween(size_t From, size_t To) {
  std::unordered_set<size_t> Set;
  for (size_t I = From; I < To; ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(To - From)' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(To - From);
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = From; I < To; ++I)
    Set.insert(I);
}

void counterSteps(const Ints &All) {
  IntSet Set;
  for (size_t I = 0; I < All.size(); I += 2)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve((All.size() + 1) / 2)' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve((All.size() + 1) / 2);
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 0; I < All.size(); I += 2)
    Set.insert(All[I]);
}

void counterDown(const Ints &All) {
  IntMap Map;
  for (int I = static_cast<int>(All.size()) - 1; I >= 0; --I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(All.size());
  // CHECK-FIXES-NEXT: for (int I = static_cast<int>(All.size()) - 1; I >= 0; --I)
  // CHECK-FIXES-NOTES: Map.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int I = static_cast<int>(All.size()) - 1; I >= 0; --I)
    Map[I] = All[I];
}

void counterDownTo(const Ints &All) {
  std::unordered_map<size_t, int> Map;
  for (size_t I = All.size(); I-- > 0;)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(All.size());
  // CHECK-FIXES-NEXT: for (size_t I = All.size(); I-- > 0;)
  // CHECK-FIXES-NOTES: Map.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = All.size(); I-- > 0;)
    Map[I] = All[I];
}

void counterToConstant() {
  constexpr int Rows = 32;
  IntMap Map;
  for (int I = 0; I < 2 * Rows; ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(2 * Rows)' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(2 * Rows);
  // CHECK-FIXES-NEXT: for (int I = 0; I < 2 * Rows; ++I)
  // CHECK-FIXES-NOTES: Map.reserve(2 * Rows);
  // CHECK-FIXES-NOTES-NEXT: for (int I = 0; I < 2 * Rows; ++I)
    Map[I] = I;
}

void counterFromBefore(Ints All) {
  size_t I;
  IntSet Set;
  for (I = 0; I < All.size(); ++I) {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (I = 0; I < All.size(); ++I) {
    Set.insert(All[I]);
    All[I] = 0;
  }
}

// ---- iterators ----

void iterators(Ints &All) {
  IntSet Set;
  for (auto It = All.begin(); It != All.end(); ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (auto It = All.begin(); It != All.end(); ++It)
    Set.insert(*It);
}

void iteratorsToNamedEnd(const std::list<int> &All) {
  IntSet Set;
  for (std::list<int>::const_iterator It = All.begin(), End = All.end();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (std::list<int>::const_iterator It = All.begin(), End = All.end();
       It != End; It++)
    Set.insert(*It);
}

void iteratorsOfArray() {
  int Array[100] = {};
  IntSet Set;
  for (auto It = std::begin(Array); It != std::end(Array); ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(std::size(Array))' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(std::size(Array));
  // CHECK-FIXES-NOTES-NEXT: for (auto It = std::begin(Array); It != std::end(Array); ++It)
    Set.insert(*It);
}

void iteratorsBackwards(const Ints &All) {
  IntSet Set;
  for (auto It = All.crbegin(); It != All.crend(); ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (auto It = All.crbegin(); It != All.crend(); ++It)
    Set.insert(*It);
}

void pointers(const int *First, const int *Last) {
  IntSet Set;
  for (; First != Last; ++First)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(Last - First)' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(Last - First);
  // CHECK-FIXES-NOTES-NEXT: for (; First != Last; ++First)
    Set.insert(*First);
}

void pointersCopied(const int *First, const int *Last) {
  IntSet Set;
  for (const int *It = First; It != Last; ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(Last - First)' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(Last - First);
  // CHECK-FIXES-NOTES-NEXT: for (const int *It = First; It != Last; ++It)
    Set.insert(*It);
}

void randomAccess(Ints::const_iterator First, Ints::const_iterator Last) {
  IntSet Set;
  for (auto It = First; It != Last; ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(Last - First)' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(Last - First);
  // CHECK-FIXES-NOTES-NEXT: for (auto It = First; It != Last; ++It)
    Set.insert(*It);
}

// ---- ranges ----

void overArray() {
  int Array[100] = {};
  IntSet Set;
  for (int X : Array)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(std::size(Array))' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(std::size(Array));
  // CHECK-FIXES-NOTES-NEXT: for (int X : Array)
    Set.insert(X);
}

void overStdArray(const std::array<int, 100> &Array) {
  IntSet Set;
  for (int X : Array)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(Array.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(Array.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : Array)
    Set.insert(X);
}

void overInitializerList(std::initializer_list<int> List) {
  IntSet Set;
  for (int X : List)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(List.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(List.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : List)
    Set.insert(X);
}

void overString(std::string_view Text) {
  std::unordered_map<const char *, int> Positions;
  for (const char &C : Text)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Positions' rehashes again and again while this loop fills it; call 'Positions.reserve(Text.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Positions.reserve(Text.size());
  // CHECK-FIXES-NOTES-NEXT: for (const char &C : Text)
    Positions.emplace(&C, 0);
}

void overPointee(const Ints *All) {
  IntSet Set;
  for (int X : *All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All->size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All->size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : *All)
    Set.insert(X);
}

void overUniquePointee(const std::unique_ptr<Ints> &All) {
  IntSet Set;
  for (int X : *All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All->size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All->size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : *All)
    Set.insert(X);
}

void overElement(const std::vector<Ints> &Rows, size_t I) {
  IntSet Set;
  for (int X : Rows[I])
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(Rows[I].size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(Rows[I].size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : Rows[I])
    Set.insert(X);
}

struct Table {
  Ints Values;
  Ints *More;
  void overMember() const {
    IntSet Set;
    for (int X : Values)
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(Values.size())' before the loop [map-missing-reserve]
    // CHECK-FIXES-NOTES: Set.reserve(Values.size());
    // CHECK-FIXES-NOTES-NEXT: for (int X : Values)
      Set.insert(X);
  }
  void overMemberPointee() const {
    IntSet Set;
    for (int X : *More)
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(More->size())' before the loop [map-missing-reserve]
    // CHECK-FIXES-NOTES: Set.reserve(More->size());
    // CHECK-FIXES-NOTES-NEXT: for (int X : *More)
      Set.insert(X);
  }
};

// ---- algorithms ----

void transforms(const Ints &All) {
  IntSet Set;
  std::transform(All.begin(), All.end(), std::inserter(Set, Set.end()), [](int X) { return X * 3; });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this call fills it; call 'Set.reserve(All.size())' before the call [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: std::transform(All.begin(), All.end(), std::inserter(Set, Set.end()), [](int X) { return X * 3; });
}

void transformsToPairs(const Items &All) {
  std::unordered_map<int, std::string> Map;
  std::transform(All.begin(), All.end(), std::inserter(Map, Map.end()), [](const Item &X) { return std::make_pair(X.Id, X.Name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this call fills it; call 'Map.reserve(All.size())' before the call [map-missing-reserve]
  // CHECK-FIXES-NOTES: Map.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: std::transform(All.begin(), All.end(), std::inserter(Map, Map.end()), [](const Item &X) { return std::make_pair(X.Id, X.Name); });
}

void copies(const Ints &All) {
  IntSet Set;
  std::copy(All.begin(), All.end(), std::inserter(Set, Set.begin()));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this call fills it; call 'Set.reserve(All.size())' before the call [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: std::copy(All.begin(), All.end(), std::inserter(Set, Set.begin()));
}

void copiesSet(const std::set<int> &All) {
  IntSet Set;
  std::copy(All.begin(), All.end(), std::inserter(Set, Set.begin()));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this call fills it; call 'Set.reserve(All.size())' before the call [map-missing-reserve]
  // CHECK-FIXES: Set.reserve(All.size());
  // CHECK-FIXES-NEXT: std::copy(All.begin(), All.end(), std::inserter(Set, Set.begin()));
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: std::copy(All.begin(), All.end(), std::inserter(Set, Set.begin()));
}

// ---- where the map comes from ----

void emptyBraces(const Ints &All) {
  IntSet Set{};
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set.insert(X);
}

void autoDeclared(const Ints &All) {
  auto Set = IntSet();
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set.insert(X);
}

void onlyLookedAt(const Ints &All) {
  IntSet Set;
  Set.max_load_factor(0.5F);
  use(Set.empty());
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set.insert(X);
}

void throughReference(const Ints &All) {
  IntSet Set;
  auto &Alias = Set;
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Alias' rehashes again and again while this loop fills it; call 'Alias.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Alias.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Alias.insert(X);
}

void onHeap(const Ints &All) {
  auto Set = std::make_unique<IntSet>();
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set->reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set->reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set->insert(X);
  if (Set)
    Set->clear();
}

void onHeapDereferenced(const Ints &All) {
  auto Set = std::make_unique<IntSet>();
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: '*Set' rehashes again and again while this loop fills it; call '(*Set).reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: (*Set).reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    (*Set).insert(X);
  Set.reset();
}

// The edit would not fit the local variable that map-needless-heap declares.
void needlesslyOnHeap(const Ints &All) {
  auto Set = std::make_unique<IntSet>();
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again
    Set->insert(X);
}

struct Result {
  IntSet Set;
  int Count = 0;
};

Result inResult(const Ints &All) {
  Result R;
  R.Count = 1;
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'R.Set' rehashes again and again while this loop fills it; call 'R.Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: R.Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    R.Set.insert(X);
  return R;
}

Ints inClosure(const Ints &All) {
  auto Unique = [](const Ints &V) {
    IntSet Set;
    for (int X : V)
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(V.size())' before the loop [map-missing-reserve]
    // CHECK-FIXES-NOTES: Set.reserve(V.size());
    // CHECK-FIXES-NOTES-NEXT: for (int X : V)
      Set.insert(X);
    return Ints(Set.begin(), Set.end());
  };
  return Unique(All);
}

class Registry {
public:
  explicit Registry(const Items &All) : Size(All.size()) {
    for (const Item &X : All)
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'ById' rehashes again and again while this loop fills it; call 'ById.reserve(All.size())' before the loop [map-missing-reserve]
    // CHECK-FIXES: ById.reserve(All.size());
    // CHECK-FIXES-NEXT: for (const Item &X : All)
    // CHECK-FIXES-NOTES: ById.reserve(All.size());
    // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
      ById.emplace(X.Id, &X);
  }
  Registry(const Items &All, int) : ById(), Size(All.size()) {
    for (const Item &X : All)
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'this->ById' rehashes again and again while this loop fills it; call 'this->ById.reserve(All.size())' before the loop [map-missing-reserve]
    // CHECK-FIXES-NOTES: this->ById.reserve(All.size());
    // CHECK-FIXES-NOTES-NEXT: for (const Item &X : All)
      this->ById[X.Id] = &X;
  }

private:
  std::unordered_map<int, const Item *> ById;
  size_t Size;
};

void perIterationAndKept(const std::vector<Ints> &Rows, std::vector<IntSet> &Out) {
  for (const Ints &Row : Rows) {
    IntSet Set;
    for (int X : Row)
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(Row.size())' before the loop [map-missing-reserve]
    // CHECK-FIXES-NOTES: Set.reserve(Row.size());
    // CHECK-FIXES-NOTES-NEXT: for (int X : Row)
      Set.insert(X);
    Out.push_back(std::move(Set));
  }
}

void onlyFirstLoopKnowsTheSize(const Ints &All, const Ints &More) {
  IntSet Set;
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set.insert(X);
  for (int X : More)
    Set.insert(X);
}

void inBranch(const Ints &All, bool Wanted) {
  IntSet Set;
  if (Wanted) {
    for (int X : All)
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
    // CHECK-FIXES-NOTES: Set.reserve(All.size());
    // CHECK-FIXES-NOTES-NEXT: for (int X : All)
      Set.insert(X);
  }
}

enum class StrongId : unsigned {};

void strongIds(const std::vector<StrongId> &Ids) {
  std::unordered_set<StrongId> Set;
  for (StrongId X : Ids)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(Ids.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(Ids.size());
  // CHECK-FIXES-NOTES-NEXT: for (StrongId X : Ids)
    Set.insert(X);
}
