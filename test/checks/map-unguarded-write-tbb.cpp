// REQUIRES: tbb
// RUN: %check_tidy %s map-unguarded-write %t

#include <map>
#include <mutex>
#include <tbb/concurrent_hash_map.h>
#include <tbb/concurrent_unordered_map.h>
#include <tbb/parallel_for.h>
#include <tbb/spin_rw_mutex.h>

using Hash = tbb::concurrent_hash_map<int, int>;
using Unordered = tbb::concurrent_unordered_map<int, int>;
int work(int);

// ---- a test that another thread can make untrue ------------------------------

struct Shared {
  Hash hash;
  Unordered table;
  std::mutex mutex;

  void erases(int k) {
    if (hash.count(k))
      hash.erase(k);
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: another thread may change 'hash' between the test for this key and its use; use one operation that does both [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-3]]:9: note: tested here
  }
  int reads(int k) {
    if (table.count(k) == 0)
      return 0;
    return table.at(k);
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: another thread may change 'table' between {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-4]]:9: note: tested here
  }
  void assigns(int k) {
    if (table.find(k) == table.end())
      table[k] = work(k);
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: another thread may change 'table' between {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-3]]:9: note: tested here
  }

  void inserts(int k) {
    if (!hash.count(k))
      hash.insert({k, 1});
  }
  void accessor(int k) {
    Hash::accessor it;
    if (hash.find(it, k))
      hash.erase(it);
  }
  void otherKey(int k) {
    if (hash.count(k))
      hash.erase(k + 1);
  }
  void underLock(int k) {
    std::lock_guard<std::mutex> lock(mutex);
    if (hash.count(k))
      hash.erase(k);
  }
};
void own(int k) {
  Hash mine;
  mine.insert({k, 1});
  if (mine.count(k))
    mine.erase(k);
}

// ---- several threads run the closure -----------------------------------------

void parallel() {
  std::map<int, int> m;
  Hash concurrent;
  tbb::parallel_for(0, 8, [&](int i) {
    m[i] = work(i);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'm' is changed by several threads at once without a lock: {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the threads are started here
    concurrent.insert({i, 1});
  });
}

struct Cache {
  tbb::spin_rw_mutex mutex;
  std::map<int, int> map;
  int get(int k) {
    tbb::spin_rw_mutex::scoped_lock lock(mutex, /*write=*/false);
    return map[k];
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'map' is changed while 'mutex' is only locked for reading, {{.*}} [map-unguarded-write]
  }
  int put(int k) {
    tbb::spin_rw_mutex::scoped_lock lock(mutex, true);
    return map[k];
  }
};
