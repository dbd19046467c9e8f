// RUN: %check_tidy --std=c++14,c++20 %s map-ordered-unneeded %t

#include <cstddef>
#include <iterator>
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

enum class Id : int {}; // no enumerators: any number
struct Point {
  int X, Y;
  bool operator<(const Point &Other) const;
  bool operator==(const Point &Other) const;
};
template <> struct std::hash<Point> {
  std::size_t operator()(const Point &P) const;
};
int compute(const std::string &Key);

int repeated(const std::vector<std::string> &Words) {
  int N = 0;
  std::set<std::string> Seen;
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Seen' keeps its keys in order, which nothing observes, and each lookup compares O(log n) of them; use 'std::unordered_set' [map-ordered-unneeded]
  for (const std::string &Word : Words)
    if (!Seen.insert(Word).second)
      ++N;
  return N;
}

int sumOfFound(const std::vector<int> &Keys, const std::vector<int> &Queries) {
  std::map<int, std::size_t> Index;
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Index' keeps its keys in order, {{.*}}; use 'std::unordered_map'
  for (std::size_t I = 0; I < Keys.size(); ++I)
    Index[Keys[I]] = I;
  int Sum = 0;
  for (int Q : Queries) {
    auto It = Index.find(Q);
    if (It != Index.end())
      Sum += static_cast<int>(It->second);
  }
  return Sum;
}

void counted(const std::vector<Point> &All, std::vector<int> &Out) {
  std::map<Point, int> Counts;
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'Counts' keeps its keys in order
  for (const Point &P : All)
    ++Counts[P];
  for (const Point &P : All)
    Out.push_back(Counts.at(P));
}

int memo(const std::string &Key) {
  static std::map<std::string, int> Memo;
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: 'Memo' keeps its keys in order
  auto It = Memo.find(Key);
  if (It == Memo.end())
    It = Memo.emplace(Key, compute(Key)).first;
  return It->second;
}

static std::multimap<Id, const void *> Listeners;
// CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'Listeners' keeps its keys in order, {{.*}}; use 'std::unordered_multimap'
void listen(Id I, const void *L) { Listeners.emplace(I, L); }
bool hasListener(Id I) { return Listeners.count(I) != 0; }

namespace {
class Pool {
public:
  bool acquire(const void *P) { return Taken.insert(P).second; }
  void release(const void *P) { Taken.erase(P); }

private:
  std::set<const void *> Taken;
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'Taken' keeps its keys in order
};
} // namespace
bool use(const void *P) {
  Pool Local;
  bool First = Local.acquire(P);
  Local.release(P);
  return First;
}

std::size_t filledByAlgorithm(const std::vector<int> &From) {
  std::set<int> Known;
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Known' keeps its keys in order
  std::copy(From.begin(), From.end(), std::inserter(Known, Known.end()));
  return Known.count(7);
}

int madeOfARange(const std::vector<int> &Of, const std::vector<int> &Asked) {
  std::set<int> Known(Of.begin(), Of.end());
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Known' keeps its keys in order
  int N = 0;
  for (int I : Asked)
    N += static_cast<int>(Known.count(I));
  return N;
}

int inClosure(const std::vector<int> &All) {
  std::set<int> Visited;
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Visited' keeps its keys in order
  auto IsNew = [&](int I) { return Visited.insert(I).second; };
  int N = 0;
  for (int I : All)
    N += IsNew(I);
  return N;
}

template <typename T> int inTemplate(const std::vector<T> &All) {
  std::set<int> Hashes;
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Hashes' keeps its keys in order
  int N = 0;
  for (std::size_t I = 0; I < All.size(); ++I)
    N += Hashes.insert(static_cast<int>(I)).second;
  return N;
}
