// REQUIRES: absl, qt6
// RUN: %check_tidy %s map-retained-capacity %t -- %qt6_flags

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include <QHash>

class Walked {
public:
  void purge() {
    absl::erase_if(Entries, [](const auto &kv) { return kv.second == 0; });
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Entries' keeps its table at full size after this mass erase, and every walk still passes all of it; call 'rehash(0)' afterwards
    // CHECK-FIXES-NOTES: {{^}}    Entries.rehash(0);{{$}}
  }
  int sum() const {
    int total = 0;
    for (const auto &kv : Entries)
      total += kv.second;
    return total;
  }

private:
  absl::flat_hash_map<int, int> Entries;
};

class Squeezable {
public:
  void purge() {
    Entries.removeIf([](const auto &it) { return it.value() == 0; });
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Entries' keeps its table at full size after this mass erase; call 'squeeze()' afterwards
    // CHECK-FIXES-NOTES: {{^}}    Entries.squeeze();{{$}}
  }

private:
  QHash<int, int> Entries;
};

// ---- no warning --------------------------------------------------------------

class Cleared { // Clearing frees it.
public:
  void purge() {
    Entries.removeIf([](const auto &it) { return it.value() == 0; });
  }
  void reset() { Entries.clear(); }

private:
  QHash<int, int> Entries;
};

class Tree {
public:
  void purge() {
    absl::erase_if(Entries, [](const auto &kv) { return kv.second == 0; });
  }

private:
  absl::btree_map<int, int> Entries;
};
