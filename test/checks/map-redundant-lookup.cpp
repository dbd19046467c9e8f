// RUN: %check_tidy --std=c++17,c++23 %s map-redundant-lookup %t

#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

struct Item {
  int Count = 0;
  std::string Name;
};
int work(int) noexcept;
int load(const std::string &);

int subscriptAfterCount(std::map<std::string, int> &M, const std::string &K) {
  if (M.count(K) > 0)
    return M[K];
  return 0;
}
// CHECK-MESSAGES: :[[@LINE-4]]:7: warning: 'M' is searched twice for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = M.find(K); it != M.end())
// CHECK-FIXES-NEXT: return it->second;

int atAfterFind(const std::map<std::string, int> &M, const std::string &K) {
  if (M.find(K) != M.end())
    return M.at(K);
  return 0;
}
// CHECK-MESSAGES: :[[@LINE-4]]:7: warning: 'M' is searched twice for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = M.find(K); it != M.end())
// CHECK-FIXES-NEXT: return it->second;

std::string findAfterCount(std::unordered_map<int, Item> &M, int K) {
  if (M.count(K)) {
    auto Found = M.find(K);
    return Found->second.Name;
  }
  return "";
}
// CHECK-MESSAGES: :[[@LINE-6]]:7: warning: 'M' is searched twice for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto Found = M.find(K); Found != M.end()) {

int afterEarlyReturn(std::map<int, Item> &M, int K) {
  if (!M.count(K))
    return -1;
  ++M[K].Count;
  return M.at(K).Count;
}
// CHECK-MESSAGES: :[[@LINE-5]]:8: warning: 'M' is searched 3 times for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: auto it = M.find(K);
// CHECK-FIXES-NEXT: if (it == M.end())
// CHECK-FIXES: ++it->second.Count;
// CHECK-FIXES-NEXT: return it->second.Count;

int inElse(std::map<int, int> *M, int K) {
  if (M->end() == M->find(K)) {
    return 0;
  } else {
    return (*M)[K] + M->at(K);
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:19: warning: 'M' is searched 3 times for the same key; use the iterator of one 'M->find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = M->find(K); it == M->end()) {
// CHECK-FIXES: return it->second + it->second;

int amongOtherConditions(std::map<int, int> &M, int K, bool C) {
  if (M.count(K) == 1 && C && M[K] != 3)
    return M[K];
  return 0;
}
// CHECK-MESSAGES: :[[@LINE-4]]:7: warning: 'M' is searched 3 times for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = M.find(K); it != M.end() && C && it->second != 3)
// CHECK-FIXES-NEXT: return it->second;

int choice(std::map<int, int> &M, int K) {
  return M.count(K) ? M[K] : -1;
}
// CHECK-MESSAGES: :[[@LINE-2]]:10: warning: 'M' is searched twice for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: auto it = M.find(K);
// CHECK-FIXES-NEXT: return it != M.end() ? it->second : -1;

bool conjunction(const std::unordered_map<int, int> &M, int K) {
  bool Found = M.count(K) && M.at(K) == 3;
  return Found;
}
// CHECK-MESSAGES: :[[@LINE-3]]:16: warning: 'M' is searched twice for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: auto it = M.find(K);
// CHECK-FIXES-NEXT: bool Found = it != M.end() && it->second == 3;

int eraseAlone(std::map<int, int> &M, std::set<int> &S, int K) {
  if (M.count(K))
    M.erase(K);
  if (S.find(K) != S.end()) {
    S.erase(K);
  }
  return K;
}
// CHECK-MESSAGES: :[[@LINE-7]]:7: warning: 'M' is searched twice for the same key; 'M.erase(K)' alone does nothing if it is absent [map-redundant-lookup]
// CHECK-MESSAGES: :[[@LINE-6]]:7: warning: 'S' is searched twice for the same key; 'S.erase(K)' alone does nothing if it is absent [map-redundant-lookup]
// CHECK-FIXES: M.erase(K);
// CHECK-FIXES-NEXT: S.erase(K);

int eraseAndCount(std::map<int, int> &M, int K) {
  int N = 0;
  if (M.count(K)) {
    M.erase(K);
    ++N;
  }
  return N;
}
// CHECK-MESSAGES: :[[@LINE-6]]:7: warning: 'M' is searched twice for the same key; test the result of 'M.erase(K)' [map-redundant-lookup]
// CHECK-FIXES: if (M.erase(K)) {

void eraseWithIterator(std::map<int, Item> &M, int K) {
  auto It = M.find(K);
  if (It == M.end())
    return;
  It->second.Count = 0;
  M.erase(K);
}
// CHECK-MESSAGES: :[[@LINE-6]]:13: warning: 'M' is searched twice for the same key; use 'It' [map-redundant-lookup]
// CHECK-FIXES: M.erase(It);

void useThenErase(std::unordered_map<int, Item> &M, int K, int &Sum) {
  if (M.count(K)) {
    Sum += M[K].Count;
    M.erase(K);
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:7: warning: 'M' is searched 3 times for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = M.find(K); it != M.end()) {
// CHECK-FIXES-NEXT: Sum += it->second.Count;
// CHECK-FIXES-NEXT: M.erase(it);

bool firstVisit(std::unordered_set<std::string> &Seen, const std::string &S) {
  if (Seen.count(S))
    return false;
  Seen.insert(S);
  return true;
}
// CHECK-MESSAGES: :[[@LINE-5]]:7: warning: 'Seen' is searched twice for the same key; test the result of 'Seen.insert(S)' [map-redundant-lookup]
// CHECK-FIXES: if (!Seen.insert(S).second)

void insertIntoSet(std::set<int> &S, int X, int &New, int &Old) {
  if (S.find(X) == S.end()) {
    S.insert(X);
    ++New;
  }
  if (S.count(X)) {
    ++Old;
  } else {
    S.insert(X);
  }
  if (!S.count(X))
    S.insert(X);
}
// CHECK-MESSAGES: :[[@LINE-12]]:7: warning: 'S' is searched twice for the same key; test the result of 'S.insert(X)' [map-redundant-lookup]
// CHECK-MESSAGES: :[[@LINE-9]]:7: warning: 'S' is searched twice for the same key; test the result of 'S.insert(X)' [map-redundant-lookup]
// CHECK-MESSAGES: :[[@LINE-5]]:8: warning: 'S' is searched twice for the same key; 'S.insert(X)' alone does nothing if it is there [map-redundant-lookup]
// CHECK-FIXES: if (S.insert(X).second) {
// CHECK-FIXES: if (!S.insert(X).second) {
// CHECK-FIXES: S.insert(X);

void cheapValue(std::map<int, std::string> &M, int K) {
  if (!M.count(K))
    M[K] = "none";
}
// CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'M' is searched twice for the same key; 'M.try_emplace(K, "none")' does nothing if it is there [map-redundant-lookup]
// CHECK-FIXES: M.try_emplace(K, "none");

int cheapValueAndMore(std::unordered_map<std::string, int> &M,
                      const std::string &K) {
  int N = 0;
  if (M.find(K) == M.end()) {
    M.emplace(K, N);
    ++N;
  }
  return N;
}
// CHECK-MESSAGES: :[[@LINE-6]]:7: warning: 'M' is searched twice for the same key; test the result of 'M.try_emplace(K, N)' [map-redundant-lookup]
// CHECK-FIXES: if (M.try_emplace(K, N).second) {

bool defaultValue(std::map<int, std::set<int>> &M, int K) {
  if (M.count(K))
    return false;
  M[K] = {};
  return true;
}
// CHECK-MESSAGES: :[[@LINE-5]]:7: warning: 'M' is searched twice for the same key; insert it with 'M.try_emplace(K)' and give it its value if it is new [map-redundant-lookup]
// CHECK-FIXES: auto [it, inserted] = M.try_emplace(K);
// CHECK-FIXES-NEXT: if (!inserted)
// CHECK-FIXES: it->second = {};

void costlyValue(std::map<int, int> &M, int K) {
  if (M.find(K) == M.end())
    M[K] = work(K);
}
// CHECK-MESSAGES: :[[@LINE-3]]:7: warning: 'M' is searched twice for the same key; insert it with 'M.try_emplace(K)' and give it its value if it is new [map-redundant-lookup]
// CHECK-FIXES: if (auto [it, inserted] = M.try_emplace(K); inserted)
// CHECK-FIXES-NEXT: it->second = work(K);

void costlyValueThatMayThrow(const std::string &K) {
  std::unordered_map<std::string, int> M;
  if (!M.count(K))
    M[K] = load(K);
}
// CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'M' is searched twice for the same key; insert it with 'M.try_emplace(K)' and give it its value if it is new [map-redundant-lookup]
// CHECK-FIXES-NOTES: if (auto [it, inserted] = M.try_emplace(K); inserted)
// CHECK-FIXES-NOTES: it->second = load(K);

void getOrCreate(std::map<int, Item *> &M, int K) {
  if (!M.count(K))
    M[K] = new Item;
  M[K]->Count = 1;
}
// CHECK-MESSAGES: :[[@LINE-4]]:8: warning: 'M' is searched 3 times for the same key; insert it with 'M.try_emplace(K)' and give it its value if it is new [map-redundant-lookup]
// CHECK-FIXES: auto [it, inserted] = M.try_emplace(K);
// CHECK-FIXES-NEXT: if (inserted)
// CHECK-FIXES-NEXT: it->second = new Item;
// CHECK-FIXES-NEXT: it->second->Count = 1;

void initialiseOrAdd(std::map<int, Item> &M, int K) {
  if (M.count(K))
    M[K].Count += 2;
  else
    M[K] = Item();
}
// CHECK-MESSAGES: :[[@LINE-5]]:7: warning: 'M' is searched 3 times for the same key; insert it with 'M.try_emplace(K)' and give it its value if it is new [map-redundant-lookup]
// CHECK-FIXES: if (auto [it, inserted] = M.try_emplace(K); !inserted)
// CHECK-FIXES-NEXT: it->second.Count += 2;
// CHECK-FIXES: it->second = Item();

void histogram(std::map<char, int> &M, const std::string &S) {
  for (char C : S) {
    if (M.find(C) == M.end())
      M[C] = 1;
    else
      M[C]++;
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:9: warning: 'M' is searched 3 times for the same key; 'M[C]++' alone starts a new entry at zero [map-redundant-lookup]
// CHECK-FIXES: M[C]++;

void startAtZero(std::unordered_map<char, unsigned> &M, char C) {
  if (!M.count(C)) {
    M[C] = 0;
  }
  M[C] += 4;
}
// CHECK-MESSAGES: :[[@LINE-5]]:8: warning: 'M' is searched 3 times for the same key; 'M[C] += 4' alone starts a new entry at zero [map-redundant-lookup]

void multimap(std::multimap<int, int> &M, int K, int &Sum) {
  if (M.count(K)) {
    auto It = M.find(K);
    Sum += It->second;
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:7: warning: 'M' is searched twice for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto It = M.find(K); It != M.end()) {

struct Cache {
  std::map<int, Item> Items;
  int find(int K) const {
    if (Items.count(K))
      return Items.find(K)->second.Count;
    return 0;
  }
  void twoMaps(Cache &Other, int K) {
    if (Other.Items.count(K))
      Items[K] = Other.Items[K];
  }
};
// CHECK-MESSAGES: :[[@LINE-9]]:9: warning: 'Items' is searched twice for the same key; use the iterator of one 'Items.find(K)' [map-redundant-lookup]
// CHECK-MESSAGES: :[[@LINE-5]]:9: warning: 'Other.Items' is searched twice for the same key; use the iterator of one 'Other.Items.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = Items.find(K); it != Items.end())
// CHECK-FIXES-NEXT: return it->second.Count;
// CHECK-FIXES: if (auto it = Other.Items.find(K); it != Other.Items.end())
// CHECK-FIXES-NEXT: Items[K] = it->second;

int load(const std::string &S) { return static_cast<int>(S.size()); }
int work(int K) noexcept { return 2 * K; }

int main() {
  std::map<std::string, int> Ages{{"a", 1}};
  std::map<int, int> Numbers{{1, 2}, {3, 3}};
  std::unordered_map<int, Item> Hashed{{1, {5, "five"}}};
  std::map<int, Item> Items{{1, {6, "six"}}};
  std::unordered_set<std::string> Seen;
  std::set<int> Set{1};
  std::map<char, int> Letters;
  Cache A{{{1, {7, ""}}}}, B;
  int New = 0, Old = 0, Sum = 0;
  for (int K = 0; K < 4; ++K) {
    std::printf("%d %d ", choice(Numbers, K), inElse(&Numbers, K));
    std::printf("%d ", amongOtherConditions(Numbers, K, K % 2));
    std::printf("%s ", findAfterCount(Hashed, K).c_str());
    std::printf("%d ", afterEarlyReturn(Items, K));
    insertIntoSet(Set, K, New, Old);
    useThenErase(Hashed, K, Sum);
    B.twoMaps(A, K);
    std::printf("%d %d %d\n", Sum, B.find(K), A.find(K));
    initialiseOrAdd(Items, K);
    eraseWithIterator(Items, K + 1);
    costlyValue(Numbers, K);
  }
  std::printf("%d %d\n", subscriptAfterCount(Ages, "a"), atAfterFind(Ages, "b"));
  std::printf("%d %d\n", firstVisit(Seen, "x"), firstVisit(Seen, "x"));
  histogram(Letters, "abcabca");
  for (auto [C, N] : Letters)
    std::printf("%c%d ", C, N);
  std::printf("%zu %d %d %d\n", Items.size(), eraseAndCount(Numbers, 1),
              eraseAndCount(Numbers, 9), eraseAlone(Numbers, Set, 3));
  for (auto [K, V] : Numbers)
    std::printf("%d=%d ", K, V);
}

void eraseOrWork(std::map<int, int> &M, int K) {
  if (M.find(K) != M.end()) {
    M.erase(K);
  } else {
    work(K);
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:7: warning: 'M' is searched twice for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = M.find(K); it != M.end()) {
// CHECK-FIXES-NEXT: M.erase(it);

void insertOrAssign(std::map<int, Item> &M, int K, const Item &Value) {
  if (M.find(K) == M.end()) {
    M.insert(std::make_pair(K, Value));
  } else {
    M[K] = Value;
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:7: warning: 'M' is searched 3 times for the same key; 'M.insert_or_assign(K, Value)' does both [map-redundant-lookup]
// CHECK-FIXES: M.insert_or_assign(K, Value);

void histogramInBraces(std::map<int, int> &M, int K) {
  if (!M.count(K)) {
    M[K] = 1;
  } else {
    ++M[K];
  }
  work(K);
}
// CHECK-MESSAGES: :[[@LINE-7]]:8: warning: 'M' is searched 3 times for the same key; '++M[K]' alone starts a new entry at zero [map-redundant-lookup]
// CHECK-FIXES: ++M[K];
// CHECK-FIXES-NEXT: work(K);
