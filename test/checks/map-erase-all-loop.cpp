// RUN: %check_tidy --std=c++11-or-later %s map-erase-all-loop %t

#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

using Map = std::map<int, std::string>;
using Hash = std::unordered_map<int, std::string>;

void assignsTheNextIterator(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    it = m.erase(it);
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:3: warning: every element of 'm' is erased one by one; use 'clear()'
  // CHECK-FIXES: void assignsTheNextIterator(Map &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void incrementsInTheCall(Hash &m) {
  for (Hash::iterator it = m.begin(); it != m.end();)
    m.erase(it++);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void incrementsInTheCall(Hash &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void erasesInTheIncrement(Hash &m) {
  for (auto it = m.begin(); it != m.end(); it = m.erase(it)) {
  }
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void erasesInTheIncrement(Hash &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void constIterators(Map &m) {
  for (auto it = m.cbegin(); m.cend() != it;)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void constIterators(Map &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void freeFunctions(Map &m) {
  for (auto it = std::begin(m); it != std::end(m);)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void freeFunctions(Map &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void cachedEnd(Map &m) {
  for (auto it = m.begin(), end = m.end(); it != end;)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void cachedEnd(Map &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void negatedEquality(Map &m) {
  for (auto it = m.begin(); !(it == m.end());)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void negatedEquality(Map &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void iteratorBeforeTheLoop(Map &m) {
  auto it = m.begin();
  while (it != m.end()) {
    it = m.erase(it);
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:3: warning: every element of 'm'
  // CHECK-FIXES: void iteratorBeforeTheLoop(Map &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void oldStyle(Map &m) {
  Map::iterator it;
  for (it = m.begin(); it != m.end();)
    m.erase(it++);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void oldStyle(Map &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void frontUntilEmpty(std::set<int> &s) {
  while (!s.empty())
    s.erase(s.begin());
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's'
  // CHECK-FIXES: void frontUntilEmpty(std::set<int> &s) {
  // CHECK-FIXES-NEXT: {{^}}  s.clear();{{$}}
}

void frontWhileSize(std::unordered_set<int> &s) {
  while (s.size() > 0) {
    s.erase(s.begin());
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:3: warning: every element of 's'
  while (s.size() != 0)
    s.erase(s.begin());
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's'
  while (0 < s.size())
    s.erase(s.begin());
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's'
  while (s.size())
    s.erase(*s.begin());
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's'
  for (; s.begin() != s.end();)
    s.erase(s.begin());
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's'
  // CHECK-FIXES: void frontWhileSize(std::unordered_set<int> &s) {
  // CHECK-FIXES-NEXT: {{^}}  s.clear();{{$}}
  // CHECK-FIXES: {{^}}  s.clear();{{$}}
  // CHECK-FIXES: {{^}}  s.clear();{{$}}
  // CHECK-FIXES: {{^}}  s.clear();{{$}}
  // CHECK-FIXES: {{^}}  s.clear();{{$}}
}

void frontByKey(Map &m) {
  while (!m.empty())
    m.erase(m.begin()->first);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void frontByKey(Map &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void wholeRange(Map &m, std::unique_ptr<Hash> h) {
  m.erase(m.begin(), m.end());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: every element of 'm' is erased by a walk over the whole range; use 'clear()'
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  h->erase(h->begin(), h->end());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: every element of '*h' is erased by
  // CHECK-FIXES: {{^}}  h->clear();{{$}}
  if (m.size() > 3)
    (*h).erase(h->cbegin(), h->cend());
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: every element of '*h' is erased by
  // CHECK-FIXES: {{^}}    (*h).clear();{{$}}
}

void throughPointer(Map *p, bool b) {
  if (b)
    for (auto it = p->begin(); it != p->end();)
      it = p->erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:5: warning: every element of '*p' is erased
  // CHECK-FIXES: {{^}}    p->clear();{{$}}
}

struct Cache {
  Map entries;
  Cache *parent;
  void drop() {
    for (auto it = entries.begin(); it != entries.end();)
      it = entries.erase(it);
    // CHECK-MESSAGES: :[[@LINE-2]]:5: warning: every element of 'entries'
    // CHECK-FIXES: {{^}}    entries.clear();{{$}}
  }
  void dropParents() {
    Map &m = parent->entries;
    for (auto it = m.begin(); it != parent->entries.end();)
      m.erase(it++);
    // CHECK-MESSAGES: :[[@LINE-2]]:5: warning: every element of 'm'
    // CHECK-FIXES: {{^}}    Map &m = parent->entries;{{$}}
    // CHECK-FIXES-NEXT: {{^}}    m.clear();{{$}}
  }
};

void copiedKeys(Map &m) {
  std::vector<int> keys;
  keys.reserve(m.size());
  for (const auto &kv : m)
    keys.push_back(kv.first);
  for (int key : keys)
    m.erase(key);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void copiedKeys(Map &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void copiedKeysUsedAgain(std::set<int> &s, std::vector<int> &out) {
  std::vector<int> keys;
  for (int key : s)
    keys.push_back(key);
  for (const int &key : keys)
    s.erase(key);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's'
  // CHECK-FIXES: {{^}}    keys.push_back(key);{{$}}
  // CHECK-FIXES-NEXT: {{^}}  s.clear();{{$}}
  out = keys;
}

struct Derived : Map {
  void reset() {
    erase(begin(), end());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: every element of '*this' is erased by a walk
    // CHECK-FIXES: {{^}}    clear();{{$}}
  }
};
void derived(Derived &d) {
  while (!d.empty())
    d.erase(d.begin());
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'd'
  // CHECK-FIXES: {{^}}  d.clear();{{$}}
}

void commentIsKept(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    // Entries of the last run.
    it = m.erase(it);
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:3: warning: every element of 'm'
  // CHECK-FIXES: {{^}}    // Entries of the last run.{{$}}
  // CHECK-FIXES-NOTES: void commentIsKept(Map &m) {
  // CHECK-FIXES-NOTES-NEXT: {{^}}  m.clear();{{$}}
}

// ---- work on each element ----------------------------------------------------

struct Widget {
  void close();
  int size() const;
};
void release(Widget *);
void log(const std::string &);

void deletesTheValues(std::map<int, Widget *> &m) {
  for (auto it = m.begin(); it != m.end();) {
    delete it->second;
    it = m.erase(it);
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:3: warning: every element of 'm' is erased one by one; do the work first, then call 'clear()'
  // CHECK-FIXES-NOTES: {{^}}  for (auto &element : m) {{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    delete element.second;{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  }{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  m.clear();{{$}}
}

void releasesTheFront(std::unordered_map<int, Widget *> &m) {
  while (!m.empty()) {
    release(m.begin()->second);
    m.erase(m.begin());
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:3: warning: every element of 'm'
  // CHECK-FIXES-NOTES: {{^}}  for (auto &element : m) {{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    release(element.second);{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  }{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  m.clear();{{$}}
}

void namesTheFront(std::map<int, Widget *> &m) {
  while (!m.empty()) {
    auto it = m.begin();
    it->second->close();
    m.erase(it);
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: every element of 'm'
  // CHECK-FIXES-NOTES: {{^}}  for (auto &element : m) {{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    element.second->close();{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  }{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  m.clear();{{$}}
}

void logs(std::set<std::string> &s) {
  auto it = s.begin();
  while (it != s.end()) {
    if (!it->empty())
      log(*it);
    s.erase(it++);
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: every element of 's'
  // CHECK-FIXES-NOTES: void logs(std::set<std::string> &s) {
  // CHECK-FIXES-NOTES-NEXT: {{^}}  for (auto &element : s) {{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    if (!element.empty()){{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}      log(element);{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  }{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  s.clear();{{$}}
}

// ---- no warning --------------------------------------------------------------

void conditional(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second.empty())
      it = m.erase(it);
    else
      ++it;
  }
}

void skipsSome(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second.empty()) {
      ++it;
      continue;
    }
    it = m.erase(it);
  }
}

void stopsEarly(Map &m, int n) {
  for (auto it = m.begin(); it != m.end();) {
    if (n-- == 0)
      break;
    it = m.erase(it);
  }
  while (!m.empty()) {
    if (m.begin()->first > 7)
      return;
    m.erase(m.begin());
  }
  while (!m.empty()) {
    if (m.begin()->first > 7)
      throw 1;
    m.erase(m.begin());
  }
  while (!m.empty()) {
    if (m.begin()->first > 7)
      goto done;
    m.erase(m.begin());
  }
done:;
}

void bounded(Map &m, std::size_t n) {
  while (m.size() > 1)
    m.erase(m.begin());
  while (m.size() > n)
    m.erase(m.begin());
  for (auto it = m.begin(); it != m.end() && n > 0; --n)
    it = m.erase(it);
}

void subRange(Map &m) {
  for (auto it = m.lower_bound(3); it != m.end();)
    it = m.erase(it);
  for (auto it = m.begin(); it != m.find(3);)
    it = m.erase(it);
  auto it = m.begin();
  ++it;
  while (it != m.end())
    it = m.erase(it);
  m.erase(m.begin(), m.find(9));
  m.erase(std::next(m.begin()), m.end());
}

void notFromTheBeginning(Map &m, Map::iterator it) {
  while (it != m.end())
    it = m.erase(it);
}

void everySecond(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    it = m.erase(it);
    if (it != m.end())
      ++it;
  }
}

void worklist(std::set<int> &s) {
  while (!s.empty()) {
    int x = *s.begin();
    s.erase(s.begin());
    if (x > 0)
      s.insert(x / 2);
  }
}

void refill(Map &);
void handsItOn(Map &m, Map &other) {
  for (auto it = m.begin(); it != m.end();) {
    refill(m);
    it = m.erase(it);
  }
  for (auto it = m.begin(); it != m.end();)
    it = other.erase(it);
  m.erase(other.begin(), other.end());
}

struct Owner {
  std::map<int, Widget *> widgets;
  void remove(int);
  void clear() {
    while (!widgets.empty()) {
      remove(widgets.begin()->first);
      widgets.erase(widgets.begin());
    }
  }
};

Map global;
void mayFill();
void callsOut() {
  while (!global.empty()) {
    mayFill();
    global.erase(global.begin());
  }
}

template <class F> void callsBack(Map &m, F f) {
  for (auto it = m.begin(); it != m.end();) {
    f(it->first);
    it = m.erase(it);
  }
}

void movesOut(Map &m, std::vector<std::string> &out) {
  for (auto it = m.begin(); it != m.end();) {
    out.push_back(std::move(it->second));
    it = m.erase(it);
  }
}

void usesItAfterwards(std::set<std::string> &s) {
  while (!s.empty()) {
    std::string x = *s.begin();
    s.erase(s.begin());
    log(x);
  }
}

void otherMap(Map &m, Map &other) {
  for (auto it = m.begin(); it != other.end();)
    it = m.erase(it);
  while (!m.empty())
    other.erase(other.begin());
}

void someKeys(Map &m, const std::vector<int> &wanted) {
  for (int key : wanted)
    m.erase(key);
  std::vector<int> old;
  for (const auto &kv : m)
    if (kv.second.empty())
      old.push_back(kv.first);
  for (int key : old)
    m.erase(key);
}

void insertsInBetween(Map &m) {
  std::vector<int> keys;
  for (const auto &kv : m)
    keys.push_back(kv.first);
  m[4] = "four";
  for (int key : keys)
    m.erase(key);
}

int resultIsUsed(Map &m) {
  auto it = m.erase(m.begin(), m.end());
  return it == m.end();
}

void vectors(std::vector<int> &v) {
  while (!v.empty())
    v.erase(v.begin());
}
