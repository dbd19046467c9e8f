// RUN: %check_tidy --std=c++20 %s map-erase-if-loop %t

#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

struct Session {
  int deadline = 0;
  bool expired(int now) const { return deadline < now; }
  bool touch() { return ++deadline > 9; }
};
bool isStale(const Session &session, int now) { return session.expired(now); }

using Map = std::map<int, std::string>;
using Hash = std::unordered_map<int, Session>;

void assignsTheNextIterator(Hash &sessions, int now) {
  for (auto it = sessions.begin(); it != sessions.end();) {
    if (it->second.expired(now))
      it = sessions.erase(it);
    else
      ++it;
  }
  // CHECK-MESSAGES: :[[@LINE-6]]:3: warning: elements of 'sessions' are erased one by one in a hand-written loop; use 'std::erase_if'
  // CHECK-FIXES: void assignsTheNextIterator(Hash &sessions, int now) {
  // CHECK-FIXES-NEXT: {{^}}  std::erase_if(sessions, [&](const auto &element) { return element.second.expired(now); });{{$}}
}

void stepsInTheCall(Map &m) {
  for (Map::iterator it = m.begin(); it != m.end();)
    if (it->second.empty())
      m.erase(it++);
    else
      it++;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.second.empty(); });{{$}}
}

void whileLoop(std::set<int> &s) {
  auto it = s.begin();
  while (it != s.end()) {
    if (*it % 2 == 0) {
      it = s.erase(it);
    } else {
      ++it;
    }
  }
  // CHECK-MESSAGES: :[[@LINE-7]]:3: warning: elements of 's'
  // CHECK-FIXES: void whileLoop(std::set<int> &s) {
  // CHECK-FIXES-NEXT: {{^}}  std::erase_if(s, [&](const auto &element) { return element % 2 == 0; });{{$}}
}

void negated(Map &m, const std::string &wanted) {
  for (auto it = m.cbegin(); it != m.cend();) {
    if (it->second == wanted)
      ++it;
    else
      it = m.erase(it);
  }
  // CHECK-MESSAGES: :[[@LINE-6]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return !(element.second == wanted); });{{$}}
}

void continues(Hash &m, int now) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second.deadline != now) {
      ++it;
      continue;
    }
    it = m.erase(it);
  }
  // CHECK-MESSAGES: :[[@LINE-7]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.second.deadline == now; });{{$}}
}

void currentAndNext(Hash &m, int now) {
  for (auto it = m.begin(); it != m.end();) {
    auto current = it++;
    if (isStale(current->second, now))
      m.erase(current);
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return isStale(element.second, now); });{{$}}
}

void nextInTheHead(Map &m) {
  for (auto it = m.begin(), next = it; it != m.end(); it = next) {
    ++next;
    if (it->first < 0)
      m.erase(it);
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.first < 0; });{{$}}
}

void nextInTheBody(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto next = std::next(it);
    if (it->first < 0)
      m.erase(it);
    it = next;
  }
  // CHECK-MESSAGES: :[[@LINE-6]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.first < 0; });{{$}}
}

void conditionalOperator(Map &m) {
  for (auto it = m.begin(); it != m.end();)
    it = it->first < 0 ? m.erase(it) : std::next(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.first < 0; });{{$}}
}

int counts(Hash &m, int now) {
  int dropped = 0;
  for (auto it = m.begin(); it != m.end();) {
    if (it->second.expired(now)) {
      it = m.erase(it);
      ++dropped;
    } else {
      ++it;
    }
  }
  // CHECK-MESSAGES: :[[@LINE-8]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  dropped += std::erase_if(m, [&](const auto &element) { return element.second.expired(now); });{{$}}
  return dropped;
}

void branches(Map &m, bool all) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->first < 0 || it->second.empty())
      it = m.erase(it);
    else if (all && it->first > 9)
      it = m.erase(it);
    else
      ++it;
  }
  // CHECK-MESSAGES: :[[@LINE-8]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.first < 0 || element.second.empty() || (all && element.first > 9); });{{$}}
}

void nestedTests(Map &m, bool all) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second.empty() || all) {
      if (it->first < 0) {
        it = m.erase(it);
        continue;
      }
    }
    ++it;
  }
  // CHECK-MESSAGES: :[[@LINE-9]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return (element.second.empty() || all) && element.first < 0; });{{$}}
}

void namedValue(Hash &m, int now) {
  for (auto it = m.begin(); it != m.end();) {
    const auto &[id, session] = *it;
    const Session &same = it->second;
    if (id > 3 && session.expired(now) && !same.expired(0))
      it = m.erase(it);
    else
      ++it;
  }
  // CHECK-MESSAGES: :[[@LINE-8]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) {{{$}}
  // CHECK-FIXES-NEXT: {{^}}    const auto &[id, session] = element;{{$}}
  // CHECK-FIXES-NEXT: {{^}}    const Session &same = element.second;{{$}}
  // CHECK-FIXES-NEXT: {{^}}    return id > 3 && session.expired(now) && !same.expired(0);{{$}}
  // CHECK-FIXES-NEXT: {{^}}  });{{$}}
}

// A lambda returns what it is given: a pointer is no bool.
void pointers(std::map<int, std::shared_ptr<Session>> &m, std::map<int, int *> &raw) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second)
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return static_cast<bool>(element.second); });{{$}}
  for (auto it = m.begin(); it != m.end();)
    if (!it->second || it->second.use_count() == 1)
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return !element.second || element.second.use_count() == 1; });{{$}}
  for (auto it = raw.begin(); it != raw.end();)
    if (!it->second)
      ++it;
    else
      it = raw.erase(it);
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'raw'
  // CHECK-FIXES: {{^}}  std::erase_if(raw, [&](const auto &element) { return element.second != nullptr; });{{$}}
}

// `!=` binds tighter than `&`.
void bits(std::map<int, unsigned> &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second & 2)
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return (element.second & 2) != 0; });{{$}}
  for (auto it = m.begin(); it != m.end();)
    it = it->second & 4 ? m.erase(it) : std::next(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return (element.second & 4) != 0; });{{$}}
}

// Member functions that are not const, but have a const overload.
void reads(std::map<int, std::vector<int>> &m, std::map<int, std::set<int>> &sets,
           std::map<int, std::optional<int>> &maybe) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second.empty() || it->second.front() < it->second[0])
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.second.empty() || element.second.front() < element.second[0]; });{{$}}
  for (auto it = m.begin(); it != m.end();)
    if (std::count(it->second.begin(), it->second.end(), 3) == 2)
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return std::count(element.second.begin(), element.second.end(), 3) == 2; });{{$}}
  for (auto it = sets.begin(); it != sets.end();)
    if (it->second.find(3) == it->second.end())
      it = sets.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'sets'
  // CHECK-FIXES: {{^}}  std::erase_if(sets, [&](const auto &element) { return element.second.find(3) == element.second.end(); });{{$}}
  for (auto it = maybe.begin(); it != maybe.end();)
    if (!it->second.has_value() || *it->second == 3)
      it = maybe.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'maybe'
  // CHECK-FIXES: {{^}}  std::erase_if(maybe, [&](const auto &element) { return !element.second.has_value() || *element.second == 3; });{{$}}
}

// What a pointer points to is no part of the element.
void polls(std::map<int, std::shared_ptr<Session>> &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second->touch())
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.second->touch(); });{{$}}
}

template <class K, class V> void dependent(std::map<K, V> &m, const V &value) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second == value)
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.second == value; });{{$}}
}
template void dependent(std::map<int, int> &m, const int &value);

class Registry {
public:
  void purge(int now) {
    for (auto it = Sessions.begin(); it != Sessions.end();) {
      if (isDead(it->second, now))
        it = Sessions.erase(it);
      else
        ++it;
    }
    // CHECK-MESSAGES: :[[@LINE-6]]:5: warning: elements of 'Sessions'
    // CHECK-FIXES: {{^}}    std::erase_if(Sessions, [&](const auto &element) { return isDead(element.second, now); });{{$}}
  }
  void purgeOther(Registry *other, int now) {
    for (auto it = other->Sessions.begin(); it != other->Sessions.end();)
      if (it->second.expired(now))
        other->Sessions.erase(it++);
      else
        ++it;
    // CHECK-MESSAGES: :[[@LINE-5]]:5: warning: elements of 'other->Sessions'
    // CHECK-FIXES: {{^}}    std::erase_if(other->Sessions, [&](const auto &element) { return element.second.expired(now); });{{$}}
  }

private:
  bool isDead(const Session &session, int now) const { return session.expired(now); }
  Hash Sessions;
};

void throughAPointer(std::unique_ptr<Map> p) {
  for (auto it = p->begin(); it != p->end();)
    if (it->first == 0)
      it = p->erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of '*p'
  // CHECK-FIXES: {{^}}  std::erase_if(*p, [&](const auto &element) { return element.first == 0; });{{$}}
}

void elementIsTaken(std::set<int> &s, int element) {
  for (auto it = s.begin(); it != s.end();)
    if (*it < element)
      it = s.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 's'
  // CHECK-FIXES: {{^}}  std::erase_if(s, [&](const auto &entry) { return entry < element; });{{$}}
}

void commented(Map &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->first == 0) // never used
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm'
  // CHECK-FIXES-NOTES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.first == 0; });{{$}}
}

void collected(Hash &m, int now) {
  std::vector<int> dead;
  for (const auto &kv : m)
    if (kv.second.expired(now))
      dead.push_back(kv.first);
  for (int id : dead)
    m.erase(id);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: keys of 'm' are copied, only to look each up again and erase it; use 'std::erase_if'
  // CHECK-FIXES-NOTES: void collected(Hash &m, int now) {
  // CHECK-FIXES-NOTES-NEXT: {{^}}  std::erase_if(m, [&](const auto &kv) { return kv.second.expired(now); });{{$}}
}

void collectedBindings(Map &m) {
  std::set<int> dead;
  for (auto &[key, name] : m) {
    if (!name.empty())
      continue;
    dead.insert(key);
  }
  for (const auto &key : dead) {
    m.erase(key);
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:3: warning: keys of 'm' are copied
  // CHECK-FIXES-NOTES: {{^}}  std::erase_if(m, [&](const auto &element) {{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    const auto &[key, name] = element;{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    return name.empty();{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  });{{$}}
}

void collectedIterators(std::multimap<int, int> &m) {
  std::vector<std::multimap<int, int>::iterator> dead;
  dead.reserve(m.size());
  for (auto it = m.begin(); it != m.end(); ++it)
    if (it->second == 0)
      dead.push_back(it);
  for (auto &it : dead)
    m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: keys of 'm' are copied
  // CHECK-FIXES-NOTES: {{^}}  std::erase_if(m, [&](const auto &element) { return element.second == 0; });{{$}}
}

int main() {
  Map m{{-1, "a"}, {0, ""}, {1, "b"}, {10, "c"}, {12, ""}};
  branches(m, false);
  std::cout << m.size();
  branches(m, true);
  nextInTheHead(m);
  nextInTheBody(m);
  conditionalOperator(m);
  negated(m, "b");
  Hash h{{1, {3}}, {2, {5}}, {3, {7}}};
  std::cout << m.size() << counts(h, 4) << h.size();
}
