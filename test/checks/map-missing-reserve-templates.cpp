// Templates are judged once, on the pattern.
//
// RUN: %check_tidy %s map-missing-reserve %t

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <vector>
#include <set>

template <typename T> std::unordered_set<T> unique(const std::vector<T> &All) {
  std::unordered_set<T> Set;
  for (const T &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const T &X : All)
    Set.insert(X);
  return Set;
}

template <typename K, typename V>
std::unordered_map<V, K> invert(const std::unordered_map<K, V> &Map) {
  std::unordered_map<V, K> Inverse;
  for (const auto &Pair : Map)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Inverse' rehashes again and again while this loop fills it; call 'Inverse.reserve(Map.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Inverse.reserve(Map.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &Pair : Map)
    Inverse.emplace(Pair.second, Pair.first);
  return Inverse;
}

template <typename K, typename V>
std::unordered_set<K> keys(const std::unordered_map<K, V> &Map) {
  std::unordered_set<K> Keys;
  for (const auto &Pair : Map)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Keys' rehashes again and again while this loop fills it; call 'Keys.reserve(Map.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Keys.reserve(Map.size());
  // CHECK-FIXES-NEXT: for (const auto &Pair : Map)
  // CHECK-FIXES-NOTES: Keys.reserve(Map.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &Pair : Map)
    Keys.insert(Pair.first);
  return Keys;
}

template <typename T> std::unordered_map<T, size_t> index(const std::vector<T> &All) {
  std::unordered_map<T, size_t> Index;
  for (size_t I = 0; I < All.size(); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Index' rehashes again and again while this loop fills it; call 'Index.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Index.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 0; I < All.size(); ++I)
    Index[All[I]] = I;
  return Index;
}

template <unsigned N> std::unordered_set<unsigned> upTo() {
  std::unordered_set<unsigned> Set;
  for (unsigned I = 0; I < N; ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(N)' before the loop [map-missing-reserve]
  // CHECK-FIXES: Set.reserve(N);
  // CHECK-FIXES-NEXT: for (unsigned I = 0; I < N; ++I)
  // CHECK-FIXES-NOTES: Set.reserve(N);
  // CHECK-FIXES-NOTES-NEXT: for (unsigned I = 0; I < N; ++I)
    Set.insert(I);
  return Set;
}

template <typename T> std::unordered_set<T> tested(const std::vector<T> &All, int &New) {
  std::unordered_set<T> Set;
  for (const T &X : All)
    if (Set.insert(X).second)
      ++New;
  return Set;
}

template <typename T> std::unordered_set<T> coarse(const std::vector<T> &All) {
  std::unordered_set<T> Set;
  for (const T &X : All)
    Set.insert(X % 10);
  return Set;
}

template <typename Set, typename Range> Set ofUnknownType(const Range &All) {
  Set Result;
  for (const auto &X : All)
    Result.insert(X);
  return Result;
}

template <typename T> std::set<T> sorted(const std::vector<T> &All) {
  std::set<T> Set;
  for (const T &X : All)
    Set.insert(X);
  return Set;
}

std::vector<int> Ints;
auto A = unique(Ints);
auto B = keys(invert(index(Ints)));
auto C = upTo<64>();
auto D = ofUnknownType<std::unordered_set<int>>(Ints);

template <typename T> std::unordered_map<T, size_t> indexByEmplace(const std::vector<T> &All) {
  std::unordered_map<T, size_t> Index;
  for (size_t I = 0; I < All.size(); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Index' rehashes again and again while this loop fills it; call 'Index.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Index.reserve(All.size());
  // CHECK-FIXES-NEXT: for (size_t I = 0; I < All.size(); ++I)
  // CHECK-FIXES-NOTES: Index.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 0; I < All.size(); ++I)
    Index.emplace(All[I], I);
  return Index;
}

template <typename T> std::unordered_set<T> counterWritten(const std::vector<T> &All) {
  std::unordered_set<T> Set;
  for (size_t I = 0; I < All.size(); ++I)
    Set.insert(All[I += 2]);
  return Set;
}
