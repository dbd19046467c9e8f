// RUN: %check_tidy --std=c++20 %s map-erase-if-loop %t

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Map = std::map<int, std::string>;
struct Session {
  bool touch();
  bool expired() const;
};
void log(int);
void log(const std::vector<int> &);

void everything(Map &m) {
  for (auto it = m.begin(); it != m.end();)
    it = m.erase(it);
}

void workBeforeErasing(std::map<int, Session *> &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second->expired()) {
      delete it->second;
      it = m.erase(it);
    } else {
      ++it;
    }
}

void workOnTheRest(Map &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->first == 0) {
      it = m.erase(it);
    } else {
      log(it->first);
      ++it;
    }
}

void workOnAll(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    log(it->first);
    if (it->first == 0)
      it = m.erase(it);
    else
      ++it;
  }
}

void movedOut(Map &m, std::vector<std::string> &out) {
  for (auto it = m.begin(); it != m.end();)
    if (it->first == 0) {
      out.push_back(std::move(it->second));
      it = m.erase(it);
    } else {
      ++it;
    }
}

void changesTheElement(std::map<int, int> &m, std::map<int, Session> &sessions) {
  for (auto it = m.begin(); it != m.end();)
    if (--it->second == 0)
      it = m.erase(it);
    else
      ++it;
  for (auto it = sessions.begin(); it != sessions.end();)
    if (it->second.touch())
      it = sessions.erase(it);
    else
      ++it;
  for (auto it = sessions.begin(); it != sessions.end();) {
    auto &session = it->second;
    if (session.touch())
      it = sessions.erase(it);
    else
      ++it;
  }
}

void changesPartOfIt(std::map<int, std::vector<int>> &m, std::map<int, std::map<int, int>> &maps) {
  for (auto it = m.begin(); it != m.end();)
    if (--it->second.front() == 0)
      it = m.erase(it);
    else
      ++it;
  for (auto it = m.begin(); it != m.end();)
    if (--*it->second.begin() == 0)
      it = m.erase(it);
    else
      ++it;
  for (auto it = maps.begin(); it != maps.end();)
    if (it->second[3] == 0) // inserts
      it = maps.erase(it);
    else
      ++it;
  for (auto it = maps.begin(); it != maps.end();)
    if (it->second.find(3)->second++ == 0)
      it = maps.erase(it);
    else
      ++it;
  for (auto it = maps.begin(); it != maps.end();)
    if (it->second.erase(3) == 0)
      it = maps.erase(it);
    else
      ++it;
}

void stopsEarly(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->first == 0) {
      it = m.erase(it);
      break;
    }
    ++it;
  }
}

void limited(std::map<int, int> &m) {
  int count = 0;
  for (auto it = m.begin(); it != m.end();) {
    if (count < 10 && it->second == 0) {
      it = m.erase(it);
      ++count;
    } else {
      ++it;
    }
  }
}

void readsTheSize(Map &m) {
  for (auto it = m.begin(); it != m.end();)
    if (m.size() > 10)
      it = m.erase(it);
    else
      ++it;
}

void readsTheNext(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto next = std::next(it);
    if (next != m.end() && next->second == it->second)
      m.erase(it);
    it = next;
  }
}

void subRange(Map &m) {
  for (auto it = m.lower_bound(3); it != m.end();)
    if (it->second.empty())
      it = m.erase(it);
    else
      ++it;
  for (auto it = m.begin(); it != m.upper_bound(3);)
    if (it->second.empty())
      it = m.erase(it);
    else
      ++it;
}

void anotherMap(Map &m, Map &other) {
  for (auto it = m.begin(); it != m.end(); ++it)
    if (it->second.empty())
      other.erase(it->first);
}

void skips(Map &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second.empty()) {
      it = m.erase(it);
      ++it;
    } else {
      ++it;
    }
  }
}

class Owner {
  bool close(Session &);
  bool closeById(int);
  std::map<int, Session> Sessions;

public:
  void purge() {
    for (auto it = Sessions.begin(); it != Sessions.end();)
      if (closeById(it->first)) // It may look into Sessions.
        it = Sessions.erase(it);
      else
        ++it;
  }
};

void keysAreUsed(Map &m) {
  std::vector<int> dead;
  for (const auto &kv : m)
    if (kv.second.empty())
      dead.push_back(kv.first);
  for (int key : dead)
    m.erase(key);
  log(dead);
}

void workPerKey(Map &m) {
  std::vector<int> dead;
  for (const auto &kv : m)
    if (kv.second.empty())
      dead.push_back(kv.first);
  for (int key : dead) {
    log(key);
    m.erase(key);
  }
}

void equalKeys(std::multimap<int, int> &m) {
  std::vector<int> dead;
  for (const auto &kv : m)
    if (kv.second == 0)
      dead.push_back(kv.first);
  for (int key : dead)
    m.erase(key);
}

void keysOfAnotherMap(Map &m, const Map &other) {
  std::vector<int> dead;
  for (const auto &kv : other)
    if (kv.second.empty())
      dead.push_back(kv.first);
  for (int key : dead)
    m.erase(key);
}

void moreKeys(Map &m) {
  std::vector<int> dead{7};
  for (const auto &kv : m)
    if (kv.second.empty())
      dead.push_back(kv.first);
  for (int key : dead)
    m.erase(key);
}

// What the predicate takes, and may change, is not known.
template <typename Predicate> void purgeIf(Map &m, Predicate dead) {
  for (auto it = m.begin(); it != m.end();)
    if (dead(it->second))
      it = m.erase(it);
    else
      ++it;
}

#define ERASE_IF(m, c)                                                         \
  for (auto it = m.begin(); it != m.end();)                                    \
    if (c)                                                                     \
      it = m.erase(it);                                                        \
    else                                                                       \
      ++it;
void macro(Map &m) { ERASE_IF(m, it->first == 0) }
