// RUN: %check_tidy --std=c++17 %s map-redundant-lookup %t

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

struct Session {
  int Id = 0;
  int Hits = 0;
  std::string Name;
};
using Sessions = std::unordered_map<int, Session>;
int work(int);
void use(int);

void threeInARow(Sessions &M, int Id) {
  M[Id].Id = Id;
  M[Id].Hits = 0;
  M[Id].Name = "new";
}
// CHECK-MESSAGES: :[[@LINE-4]]:3: warning: 'M' is searched 3 times for the same key; name the element once: 'auto &value = M[Id];' [map-redundant-lookup]
// CHECK-FIXES: auto &value = M[Id];
// CHECK-FIXES-NEXT: value.Id = Id;
// CHECK-FIXES-NEXT: value.Hits = 0;
// CHECK-FIXES-NEXT: value.Name = "new";

void inOneStatement(std::map<int, int> &M, int K) {
  M[K] = M[K] * 2 + 1;
}
// CHECK-MESSAGES: :[[@LINE-2]]:3: warning: 'M' is searched twice for the same key; name the element once: 'auto &value = M[K];' [map-redundant-lookup]
// CHECK-FIXES: auto &value = M[K];
// CHECK-FIXES-NEXT: value = value * 2 + 1;

int withAt(const std::map<int, Session> &M, int K) {
  return M.at(K).Hits + M.at(K).Id;
}
// CHECK-MESSAGES: :[[@LINE-2]]:10: warning: 'M' is searched twice for the same key; name the element once: 'auto &value = M.at(K);' [map-redundant-lookup]
// CHECK-FIXES: auto &value = M.at(K);
// CHECK-FIXES-NEXT: return value.Hits + value.Id;

void inCondition(int K) {
  std::map<int, int> Best;
  Best[K] += 2;
  if (Best[K] > 3)
    Best[K] = 3;
}
// CHECK-MESSAGES: :[[@LINE-4]]:3: warning: 'Best' is searched 3 times for the same key; name the element once: 'auto &value = Best[K];' [map-redundant-lookup]
// CHECK-FIXES: auto &value = Best[K];
// CHECK-FIXES-NEXT: value += 2;
// CHECK-FIXES-NEXT: if (value > 3)
// CHECK-FIXES-NEXT: value = 3;

void ownReference(Sessions &M, int K) {
  Session &S = M[K];
  S.Hits = 3;
  M[K].Id = 4;
}
// CHECK-MESSAGES: :[[@LINE-4]]:16: warning: 'M' is searched twice for the same key; use 'S' [map-redundant-lookup]
// CHECK-FIXES: S.Id = 4;

void nestedMaps(std::map<int, std::map<int, int>> &M, int A, int B, int C) {
  M[A][B] = 1;
  M[A][C] = 2;
}
// CHECK-MESSAGES: :[[@LINE-3]]:3: warning: 'M' is searched twice for the same key; name the element once: 'auto &value = M[A];' [map-redundant-lookup]
// CHECK-FIXES: auto &value = M[A];
// CHECK-FIXES-NEXT: value[B] = 1;
// CHECK-FIXES-NEXT: value[C] = 2;

int insertThenLookup(std::map<int, Session> &M, int K) {
  M.emplace(K, Session());
  M[K].Hits = 4;
  return M.at(K).Id;
}
// CHECK-MESSAGES: :[[@LINE-4]]:3: warning: 'M' is searched 3 times for the same key; use the iterator that 'emplace' returns [map-redundant-lookup]
// CHECK-FIXES: auto it = M.emplace(K, Session()).first;
// CHECK-FIXES-NEXT: it->second.Hits = 4;
// CHECK-FIXES-NEXT: return it->second.Id;

int insertThenFind(std::map<int, int> &M, int K) {
  M.insert({K, 0});
  auto It = M.find(K);
  return It->second;
}
// CHECK-MESSAGES: :[[@LINE-4]]:3: warning: 'M' is searched twice for the same key; use the iterator that 'insert' returns [map-redundant-lookup]
// CHECK-FIXES: auto It = M.insert({K, 0}).first;

int sum(std::map<std::string, int> &M) {
  int N = 0;
  for (const auto &KV : M)
    N += M[KV.first] + M.at(KV.first);
  return N;
}
// CHECK-MESSAGES: :[[@LINE-3]]:10: warning: 'M' is searched for the element at hand; use 'KV.second' [map-redundant-lookup]
// CHECK-FIXES: N += KV.second + KV.second;

void reset(std::unordered_map<std::string, Session> &M) {
  for (auto &[Name, Value] : M)
    M[Name].Hits = 0;
}
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: 'M' is searched for the element at hand; use 'Value' [map-redundant-lookup]
// CHECK-FIXES: Value.Hits = 0;

int byIterator(std::map<int, int> &M) {
  int N = 0;
  for (auto It = M.begin(); It != M.end(); ++It)
    N += M[It->first];
  return N;
}
// CHECK-MESSAGES: :[[@LINE-3]]:10: warning: 'M' is searched for the element at hand; use 'It->second' [map-redundant-lookup]
// CHECK-FIXES: N += It->second;

int numbering(std::unordered_map<std::string, int> &Ids, const std::string &S) {
  if (!Ids.count(S))
    Ids[S] = Ids.size();
  return Ids[S];
}
// CHECK-MESSAGES: :[[@LINE-4]]:8: warning: 'Ids' is searched 3 times for the same key; use the iterator of 'Ids.try_emplace(S, Ids.size())' [map-redundant-lookup]
// CHECK-FIXES: auto it = Ids.try_emplace(S, Ids.size()).first;
// CHECK-FIXES-NEXT: return it->second;

bool valid(int);
int guardedInsert(std::set<int> &S, std::map<int, int> &M, int K) {
  int N = 0;
  if (valid(K) && !S.count(K)) {
    S.insert(K);
    ++N;
  }
  if (K > 3 && M.count(K))
    M.erase(K);
  return N;
}
// CHECK-MESSAGES: :[[@LINE-8]]:20: warning: 'S' is searched twice for the same key; test the result of 'S.insert(K)' [map-redundant-lookup]
// CHECK-MESSAGES: :[[@LINE-5]]:16: warning: 'M' is searched twice for the same key; 'M.erase(K)' alone does nothing if it is absent [map-redundant-lookup]
// CHECK-FIXES: if (valid(K) && S.insert(K).second) {
// CHECK-FIXES: if (K > 3)

void insertLast(std::set<int> &S, std::vector<int> &Queue, int K) {
  if (S.find(K) == S.end()) {
    Queue.push_back(K);
    S.insert(K);
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:7: warning: 'S' is searched twice for the same key; test the result of 'S.insert(K)' [map-redundant-lookup]
// CHECK-FIXES-NOTES: if (S.insert(K).second) {

void movedKey(std::map<std::string, int> &M, std::string K) {
  if (!M.count(K))
    M.emplace(std::move(K), 3);
}
// CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'M' is searched twice for the same key; 'M.try_emplace(std::move(K), 3)' does nothing if it is there [map-redundant-lookup]
// CHECK-FIXES: M.try_emplace(std::move(K), 3);
// ---- no warning ----

void farApart(std::map<int, int> &M, int K, int &A) {
  M[K] = 1;
  A = 1;
  A = 2;
  A = 3;
  A = 4;
  M[K] = 2;
}

void branches(std::map<int, int> &M, int K, bool C) {
  if (C)
    M[K] = 1;
  else
    M[K] = 2;
}

void rehashed(std::unordered_map<int, int> &M, int K) {
  M.insert({K, 1});
  M.insert({K + 1, 1});
  use(M.at(K));
}

void copies(std::map<int, int> &M) {
  for (auto KV : M)
    M[KV.first] = KV.second + 1;
}

void constWalk(std::map<int, int> &M) {
  for (const auto &KV : M)
    M[KV.first] = 0;
}

void otherMap(std::map<int, int> &M, std::map<int, int> &N) {
  for (auto &KV : M)
    N[KV.first] += KV.second;
}

void moved(std::map<std::string, int> &M, std::map<std::string, int>::iterator J) {
  auto It = M.begin();
  It = J;
  use(M[It->first]);
}

struct Callbacks {
  std::map<int, int (*)()> Map;
  int run(int K) {
    if (!Map.count(K))
      return 0;
    auto F = Map[K];
    int N = F();
    return N + Map.at(K)();
  }
};
// CHECK-MESSAGES: :[[@LINE-7]]:10: warning: 'Map' is searched twice for the same key; use the iterator of one 'Map.find(K)' [map-redundant-lookup]
// CHECK-FIXES: auto it = Map.find(K);
// CHECK-FIXES-NEXT: if (it == Map.end())
// CHECK-FIXES: auto F = it->second;
