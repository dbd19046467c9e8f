// RUN: %check_tidy --std=c++17,c++20,c++23 %s map-erase-all-loop %t

// Copies of all keys in their many forms, and steps in front of the erasure.

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_set>
#include <vector>

struct Widget {
  int id;
};
void log(int);

void stepsFirst(std::map<int, Widget *> &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto current = it++;
    m.erase(current);
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:3: warning: every element of 'm' is erased one by one; use
  // CHECK-FIXES: void stepsFirst(std::map<int, Widget *> &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void stepsFirstAndDeletes(std::map<int, Widget *> &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto current = it++;
    delete current->second;
    m.erase(current);
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: every element of 'm' is erased one by one; do the work first
  // CHECK-FIXES-NOTES: void stepsFirstAndDeletes(std::map<int, Widget *> &m) {
  // CHECK-FIXES-NOTES-NEXT: {{^}}  for (auto &element : m) {{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    delete element.second;{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  }{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  m.clear();{{$}}
}

void doLoop(std::map<int, int> &m) {
  if (m.empty())
    return;
  do {
    m.erase(m.begin());
  } while (!m.empty());
  // CHECK-MESSAGES: :[[@LINE-3]]:3: warning: every element of 'm' is erased one by one; use
  // CHECK-FIXES: void doLoop(std::map<int, int> &m) {
  // CHECK-FIXES-NEXT: {{^}}  if (m.empty()){{$}}
  // CHECK-FIXES-NEXT: {{^}}    return;{{$}}
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void listFromRange(std::set<int> &s) {
  std::vector<int> all(s.begin(), s.end());
  for (int x : all)
    s.erase(x);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's' is erased one by one; use
  // CHECK-FIXES: void listFromRange(std::set<int> &s) {
  // CHECK-FIXES-NEXT: {{^}}  s.clear();{{$}}
}

void copyOfMap(std::map<int, int> &m) {
  auto copy = m;
  for (const auto &kv : copy)
    m.erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use
  // CHECK-FIXES: void copyOfMap(std::map<int, int> &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void copyOfSet(std::unordered_set<int> &s) {
  const std::unordered_set<int> copy(s);
  for (int x : copy)
    s.erase(x);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's' is erased one by one; use
  // CHECK-FIXES: void copyOfSet(std::unordered_set<int> &s) {
  // CHECK-FIXES-NEXT: {{^}}  s.clear();{{$}}
}

void listByTransform(std::map<int, int> &m) {
  std::vector<int> keys;
  keys.reserve(m.size());
  std::transform(m.begin(), m.end(), std::back_inserter(keys),
                 [](const auto &kv) { return kv.first; });
  for (int key : keys)
    m.erase(key);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use
  // CHECK-FIXES: void listByTransform(std::map<int, int> &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void listByCopy(std::set<int> &s) {
  std::vector<int> keys;
  std::copy(s.begin(), s.end(), std::back_inserter(keys));
  for (int key : keys)
    s.erase(key);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's' is erased one by one; use
  // CHECK-FIXES: void listByCopy(std::set<int> &s) {
  // CHECK-FIXES-NEXT: {{^}}  s.clear();{{$}}
}

void listByIterator(std::map<int, int> &m) {
  std::vector<int> keys;
  for (auto it = m.begin(); it != m.end(); ++it)
    keys.push_back(it->first);
  for (int key : keys)
    m.erase(key);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use
  // CHECK-FIXES: void listByIterator(std::map<int, int> &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void keysWithWork(std::map<int, int> &m) {
  std::vector<int> keys;
  for (const auto &kv : m)
    keys.push_back(kv.first);
  for (int key : keys) {
    log(key);
    m.erase(key);
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:3: warning: every element of 'm' is erased one by one; do the work first
  // CHECK-FIXES-NOTES: void keysWithWork(std::map<int, int> &m) {
  // CHECK-FIXES-NOTES-NEXT: {{^}}  std::vector<int> keys;{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  for (const auto &kv : m){{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    keys.push_back(kv.first);{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  for (int key : keys) {{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    log(key);{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  }{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  m.clear();{{$}}
}

// ---- no warning --------------------------------------------------------------

void skipsSome(std::map<int, int> &m) {
  std::vector<int> keys;
  for (const auto &kv : m)
    keys.push_back(kv.first);
  for (int key : keys) {
    if (key == 3)
      continue;
    m.erase(key);
  }
}

void changesTheKey(std::map<int, int> &m) {
  std::vector<int> keys;
  for (const auto &kv : m)
    keys.push_back(kv.first);
  for (int key : keys) {
    key += 1;
    m.erase(key);
  }
}

void erasesValues(std::map<int, int> &m) {
  auto copy = m;
  for (const auto &kv : copy)
    m.erase(kv.second);
}

void otherSource(std::set<int> &s, const std::set<int> &old) {
  std::vector<int> all(old.begin(), old.end());
  for (int x : all)
    s.erase(x);
}

void partOfIt(std::set<int> &s) {
  std::vector<int> some(s.begin(), s.find(3));
  for (int x : some)
    s.erase(x);
}

void transformsTheKey(std::map<int, int> &m) {
  std::vector<int> keys;
  std::transform(m.begin(), m.end(), std::back_inserter(keys),
                 [](const auto &kv) { return kv.second; });
  for (int key : keys)
    m.erase(key);
}

void lessThanAll(std::map<int, int> &m) {
  auto it = m.begin();
  if (it != m.end())
    ++it;
  while (it != m.end())
    it = m.erase(it);
}

void stepsTwice(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto current = it++;
    if (it != m.end())
      ++it;
    m.erase(current);
  }
}

void doUntilSmall(std::map<int, int> &m) {
  do {
    m.erase(m.begin());
  } while (m.size() > 3);
}
