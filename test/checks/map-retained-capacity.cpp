// RUN: %check_tidy --std=c++20 %s map-retained-capacity %t

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Map = std::unordered_map<int, int>;

class ErasesIf {
public:
  void add(int key) { Entries[key] = 1; }
  void purge(int limit) {
    std::erase_if(Entries, [&](const auto &kv) { return kv.second < limit; });
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Entries' keeps its table at full size after this mass erase; call 'rehash(0)' afterwards
    // CHECK-FIXES-NOTES: {{^}}    std::erase_if(Entries, [&](const auto &kv) { return kv.second < limit; });{{$}}
    // CHECK-FIXES-NOTES-NEXT: {{^}}    Entries.rehash(0);{{$}}
  }
  void purgeAgain() {
    std::erase_if(Entries, [](const auto &kv) { return kv.second == 0; });
  }

private:
  Map Entries;
};

class ErasesInAWalk {
public:
  void purge(int limit, std::vector<int> &gone) {
    for (auto it = Entries.begin(); it != Entries.end();) {
      if (it->second < limit) {
        gone.push_back(it->first);
        it = Entries.erase(it);
        // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Entries' keeps its table at full size
      } else {
        ++it;
      }
    }
    // CHECK-FIXES-NOTES: {{^}}    }{{$}}
    // CHECK-FIXES-NOTES: {{^}}    Entries.rehash(0);{{$}}
  }

private:
  Map Entries;
};

static std::unordered_set<int> Seen;
void forgetOld(int limit) {
  std::vector<int> keys;
  for (int key : Seen)
    if (key < limit)
      keys.push_back(key);
  for (int key : keys)
    Seen.erase(key);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Seen' keeps its table at full size
  // CHECK-FIXES-NOTES: {{^}}  Seen.rehash(0);{{$}}
}

// ---- no warning --------------------------------------------------------------

// Few, for all that is known.
static std::unordered_set<int> Open;
void closeAll(const std::vector<int> &keys) {
  for (int key : keys)
    Open.erase(key);
}

// Those that another container names come and go.
static std::unordered_set<int> Grabbed;
void release(const std::unordered_set<int> &deleted) {
  std::vector<int> keys;
  for (int key : Grabbed)
    if (deleted.count(key) != 0)
      keys.push_back(key);
  for (int key : keys)
    Grabbed.erase(key);
}

class Rehashes {
public:
  void purge() {
    std::erase_if(Entries, [](const auto &kv) { return kv.second == 0; });
  }
  void compact() { Entries.rehash(0); }

private:
  Map Entries;
};

class Rebuilds {
public:
  void purge() {
    std::erase_if(Entries, [](const auto &kv) { return kv.second == 0; });
  }
  void rebuild() { Map(Entries).swap(Entries); }

private:
  Map Entries;
};

class ErasesOne {
public:
  void remove(int key) { Entries.erase(key); }
  void removeFirst(int value) {
    for (auto it = Entries.begin(); it != Entries.end(); ++it)
      if (it->second == value) {
        Entries.erase(it);
        break;
      }
  }
  bool serve(int (*next)()) {
    while (int key = next())
      Entries.erase(key);
    return Entries.empty();
  }

private:
  Map Entries;
};

class Ordered {
public:
  void purge() {
    std::erase_if(Entries, [](const auto &kv) { return kv.second == 0; });
  }

private:
  std::map<int, int> Entries;
};

int local(const std::vector<int> &v) {
  Map m;
  for (int x : v)
    ++m[x];
  std::erase_if(m, [](const auto &kv) { return kv.second == 1; });
  return int(m.size());
}

class ErasesAll {
public:
  void reset() {
    for (auto it = Entries.begin(); it != Entries.end();)
      it = Entries.erase(it);
  }

private:
  Map Entries;
};
