// RUN: %check_tidy --std=c++17,c++20 %s map-iterator-invalidation %t

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

using Tree = std::map<int, int>;
using Hash = std::unordered_map<int, int>;
bool condition();
void use(int);
void log(const std::string &);
void grow(Hash &);
void next(Tree::iterator &);

// ---- loops that go on right ----

void reassigned(Tree &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second == 0)
      it = m.erase(it);
    else
      ++it;
}

void postIncrement(Tree &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second == 0)
      m.erase(it++);
    else
      ++it;
}

void copyThenAdvance(Tree &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto current = it++;
    if (current->second == 0)
      m.erase(current);
  }
}

void copyAdvanceErase(Tree &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto current = it;
    ++it;
    if (current->second == 0)
      m.erase(current);
  }
}

void keyThenAdvance(Tree &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto key = it->first;
    ++it;
    m.erase(key);
  }
}

void nextFirst(Tree &m) {
  auto it = m.begin();
  while (it != m.end()) {
    auto following = std::next(it);
    if (it->second)
      m.erase(it);
    it = following;
  }
}

void nextInHeader(Tree &m) {
  for (auto it = m.begin(), following = it; it != m.end(); it = following) {
    ++following;
    if (it->second)
      m.erase(it);
  }
}

void alwaysFirst(Tree &m) {
  while (!m.empty()) {
    auto it = m.begin();
    use(it->second);
    m.erase(it);
  }
}

void drainRange(std::multimap<int, int> &m, int k) {
  auto range = m.equal_range(k);
  for (auto it = range.first; it != range.second;)
    if (it->second == 1)
      m.erase(it++);
    else
      ++it;
}

// ---- loops that are left at once ----

void leftByCondition(Tree &m) {
  bool done = false;
  for (auto it = m.begin(); !done && it != m.end();)
    if (it->second) {
      m.erase(it);
      done = true;
    } else {
      ++it;
    }
}

void leftByBreak(Tree &m) {
  for (auto &kv : m)
    if (kv.second == 0) {
      m.erase(kv.first);
      break;
    }
}

void leftThroughNestedIf(Tree &m, int k) {
  for (auto &kv : m) {
    if (kv.second == k) {
      if (condition()) {
        m.erase(kv.first);
        return;
      }
    }
  }
}

void leftByGoto(Tree &m) {
  for (auto &kv : m)
    if (kv.second == 1) {
      m.erase(kv.first);
      goto out;
    }
out:;
}

void leftByThrow(Tree &m) {
  for (auto &kv : m)
    if (kv.second == 1) {
      m.erase(kv.first);
      throw 1;
    }
}

void leftByFlag(Tree &m) {
  bool done = false;
  for (auto &kv : m) {
    if (kv.second == 1) {
      m.erase(kv.first);
      done = true;
    }
    if (done)
      break;
  }
}

void iteratorLoopLeft(Hash &m) {
  for (auto it = m.begin(); it != m.end(); ++it)
    if (it->second) {
      m.erase(it);
      break;
    }
}

// ---- what the table allows ----

void insertIntoTreeWhileWalking(Tree &m) {
  for (auto &kv : m)
    m[kv.first + 1] = kv.second;
}

int treeIteratorAcrossInsert(Tree &m, int k) {
  auto it = m.find(k);
  m[k + 1] = 3;
  return it->second;
}

int treeIteratorAcrossOtherErase(Tree &m, int a, int b) {
  auto it = m.find(a);
  m.erase(b);
  return it->second;
}

int nodeReferenceAcrossRehash(Hash &m, int k) {
  auto &value = m[k];
  m[k + 1] = 3;
  m.rehash(100);
  return value;
}

void assignElements(std::unordered_map<int, std::string> &m) { m[1] = m[2]; }

void iteratorReadBeforeSubscript(std::unordered_map<int, std::string> &m, int a,
                                 int b) {
  auto it = m.find(a);
  if (it != m.end())
    m[b] = it->second;
}

void loopOverNodeValue(std::unordered_map<int, std::vector<int>> &m, int k) {
  auto &value = m[k];
  for (int x : value)
    m[x].push_back(k);
}

void endOfTable(Hash &m, int k) {
  auto end = m.end();
  m[k] = 1;
  if (m.find(k) == end)
    log("x");
}

// ---- nothing is inserted, or there is room ----

void currentKeyIsThere(Hash &m) {
  for (auto &kv : m)
    m[kv.first] = 1;
}

int sameKeyIsThere(Hash &m, int k) {
  auto it = m.find(k);
  if (it != m.end()) {
    m[k] = 3;
    return it->second;
  }
  return 0;
}

int countedKeysAreThere(Hash &m, int a, int b) {
  if (m.count(a) && m.count(b)) {
    auto it = m.find(a);
    m[b] = 2;
    return it->second;
  }
  return 0;
}

int reserved(Hash &m, int k) {
  m.reserve(100);
  auto it = m.find(k);
  m[k + 1] = 3;
  return it->second;
}

int constructedWithRoom(int k) {
  Hash m(1000);
  auto it = m.emplace(k, 1).first;
  m[k + 1] = 3;
  return it->second;
}

struct Reserved {
  std::unordered_map<int, std::string> names;
  Reserved() { names.reserve(1000); }
  std::string get(int k) {
    auto it = names.find(k);
    if (it == names.end())
      return "";
    names[k + 1] = "x";
    return it->second;
  }
};

// ---- another iterator by then ----

int insertedInstead(Hash &m, int k) {
  auto it = m.find(k);
  if (it == m.end())
    it = m.emplace(k, 1).first;
  return it->second;
}

int lookedUpAgain(Hash &m, int k) {
  auto it = m.find(k);
  use(it->second);
  m[k + 1] = 3;
  it = m.find(k);
  return it->second;
}

void tied(Tree &m, int k) {
  auto it = m.find(k);
  bool inserted = false;
  m.erase(it);
  std::tie(it, inserted) = m.insert({1, 2});
  it->second = 3;
}

void advancedByCall(Tree &m, int k) {
  auto it = m.find(k);
  m.erase(it);
  next(it);
}

void swapped(Tree &m, Tree &other, int k) {
  auto it = m.find(k);
  m.swap(other);
  m.clear();
  use(it->second);
}

void moved(Hash &m, int k) {
  auto it = m.find(k);
  Hash other = std::move(m);
  m.clear();
  it->second = 3;
}

Tree::iterator conditionalErase(Tree &m, Tree::iterator it) {
  if (condition())
    it = m.erase(it);
  return it;
}

Tree::iterator conditionalReturn(Tree &m, Tree::iterator it) {
  if (condition()) {
    m.erase(it);
    return m.end();
  }
  return it;
}

void anotherKeyByThen(Tree &m, int k) {
  auto it = m.find(k);
  k = 7;
  m.erase(k);
  use(it->second);
}

// ---- another map ----

void copyOfTheMap(Tree &m) {
  auto copy = m;
  for (auto &kv : copy)
    m.erase(kv.first);
}

void innerMaps(std::map<std::string, Tree> &outer) {
  for (auto &[name, m] : outer)
    m.clear();
  for (auto &kv : outer)
    kv.second.erase(3);
}

struct Pair {
  Tree mine;
  void remove(int k) { mine.erase(k); }
  void removeFrom(Pair &other) {
    for (auto &kv : mine)
      other.remove(kv.first);
  }
};

struct Members {
  Tree mine;
  Tree others;
  void removeOther(int k) { others.erase(k); }
  void removeIf(int k, bool really) {
    if (really)
      mine.erase(k);
  }
  virtual void removeVirtual(int k) { mine.erase(k); }
  void remove(int k) { mine.erase(k); }
  void walk() {
    for (auto &kv : mine) {
      removeOther(kv.first);
      removeIf(kv.first, false);
      removeVirtual(kv.first);
    }
    for (auto &kv : mine)
      if (kv.second) {
        remove(kv.first);
        break;
      }
  }
};

void collectedFirst(Hash &m) {
  std::vector<int> keys;
  for (auto &kv : m)
    keys.push_back(kv.first);
  for (int k : keys)
    m.erase(k);
}

// ---- no use, or not on the same path ----

void onlyCompared(Tree &m, int k) {
  auto it = m.find(k);
  if (it != m.end())
    m.erase(it);
  if (it == m.end())
    log("not found");
}

bool wasItThere(std::unordered_map<int, std::string> &m, int k) {
  auto it = m.find(k);
  if (it == m.end())
    m[k] = "x";
  return it == m.end();
}

void flagTellsIt(Tree &m, int k) {
  bool erased = false;
  auto it = m.find(k);
  if (condition()) {
    m.erase(it);
    erased = true;
  }
  if (!erased)
    use(it->second);
}

int otherBranch(Tree &m, int k, bool b) {
  auto it = m.find(k);
  if (b)
    m.erase(it);
  else
    return it->second;
  return 0;
}

int valueCopied(Tree &m, int k) {
  auto it = m.find(k);
  if (it == m.end())
    return -1;
  int value = it->second;
  m.erase(it);
  return value;
}

void onlyWhetherInserted(std::unordered_set<int> &s, int k) {
  auto result = s.insert(k);
  s.insert(k + 1);
  if (result.second)
    use(1);
}

void unknownCall(Hash &m, int k) {
  auto it = m.find(k);
  grow(m);
  it->second++;
}

void otherElement(Tree &m, int other) {
  for (auto &kv : m)
    if (kv.first != other)
      m.erase(other);
}

void histogram(std::unordered_map<std::string, int> &counts,
               const std::vector<std::string> &words) {
  for (auto &word : words) {
    auto it = counts.find(word);
    if (it == counts.end())
      counts.emplace(word, 1);
    else
      ++it->second;
  }
}

void reverse(Tree &m) {
  for (auto it = m.rbegin(); it != m.rend(); ++it)
    m.erase(it->first + 1);
}

#define ERASE_ALL(m)                                                           \
  for (auto &kv : m)                                                           \
  m.erase(kv.first)
void inMacro(Tree &m) { ERASE_ALL(m); }
