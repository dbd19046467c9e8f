// RUN: %check_tidy --std=c++17,c++20,c++23 %s map-construct-in-loop %t

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

void show(std::size_t N);

template <typename K, typename V>
void pattern(const std::vector<K> &Keys) {
  // CHECK-FIXES-NOTES: std::unordered_map<K, V> Subscripted;
  // CHECK-FIXES-NOTES-NEXT: std::unordered_map<K, V> Walked;
  // CHECK-FIXES-NOTES-NEXT: std::unordered_set<K> Braced{};
  // CHECK-FIXES-NOTES-NEXT: auto Made = std::unordered_set<K>();
  // CHECK-FIXES-NOTES-NEXT: std::unordered_map<K, V> Sized(16);
  // CHECK-FIXES-NOTES-NEXT: for (const K &X : Keys) {
  for (const K &X : Keys) {
    std::unordered_map<K, V> Subscripted;
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Subscripted' is constructed
    Subscripted[X] = V();
    std::unordered_map<K, V> Walked;
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Walked' is constructed
    Walked.emplace(X, V());
    auto It = Walked.find(X);
    if (It != Walked.end())
      show(It->second.size());
    std::unordered_set<K> Braced{};
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'Braced' is constructed
    Braced.insert(X);
    auto Made = std::unordered_set<K>();
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Made' is constructed
    Made.insert(X);
    std::unordered_map<K, V> Sized(16);
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Sized' is constructed
    Sized.insert({X, V()});
  }
}

template <typename T> void notDependent(const std::vector<T> &V) {
  // CHECK-FIXES: std::unordered_map<int, std::string> Plain;
  // CHECK-FIXES-NEXT: for (const T &X : V) {
  for (const T &X : V) {
    std::unordered_map<int, std::string> Plain;
    // CHECK-MESSAGES: :[[@LINE-1]]:42: warning: 'Plain' is constructed
    Plain[static_cast<int>(X)] = "x";
    show(Plain.size());
  }
}

// ---- silent -----------------------------------------------------------------

template <typename K, typename V>
std::unordered_map<K, V> leaves(const std::vector<K> &Keys,
                                std::vector<std::unordered_map<K, V>> &All) {
  std::vector<std::unordered_map<K, V> *> Pointers;
  std::unordered_map<K, V> *Last;
  typename std::unordered_map<K, V>::iterator First;
  for (const K &X : Keys) {
    std::unordered_map<K, V> Moved;
    Moved[X];
    All.push_back(std::move(Moved));
    std::unordered_map<K, V> Pushed;
    Pushed[X];
    Pointers.push_back(&Pushed);
    std::unordered_map<K, V> Stored;
    Stored[X];
    Last = &Stored;
    std::unordered_map<K, V> Walked;
    Walked[X];
    First = Walked.begin();
    std::unordered_map<K, V> Swapped;
    Swapped[X];
    Swapped.swap(All[0]);
    std::unordered_map<K, V> AlsoSwapped;
    AlsoSwapped[X];
    swap(AlsoSwapped, All[0]);
    std::unordered_map<K, V> Copy = All[0];
    Copy[X];
    std::unordered_map<K, V> AlsoCopy(All[0]);
    AlsoCopy[X];
    std::unordered_map<K, V> Returned;
    Returned[X];
    if (Returned.size() > 3)
      return Returned;
  }
  return {};
}

// Whether M keeps anything is not known, not even after an instantiation.
template <typename M> void unknown(const std::vector<int> &V) {
  for (int X : V) {
    M Map;
    Map[X] = 1;
  }
}

void instances() {
  unknown<std::unordered_map<int, int>>({});
  pattern<std::string, std::string>({});
  notDependent<int>({});
}
