// RUN: %check_tidy %s map-unguarded-write %t

#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

// ---- a member that is guarded elsewhere --------------------------------------

struct Sessions {
  void add(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ByKey[k] = 1;
  }
  void drop(int k) {
    ByKey.erase(k);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'ByKey' is changed without 'Mutex', which guards it elsewhere: a data race; hold 'Mutex' here [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-5]]:5: note: 'ByKey' is changed under 'Mutex' here
  }
  bool has(int k) const {
    return ByKey.count(k) != 0;
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'ByKey' is read without 'Mutex', which guards it elsewhere: a data race; hold 'Mutex' here [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-10]]:5: note: 'ByKey' is changed under 'Mutex' here
  }
  int sum() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    int Sum = 0;
    for (const auto &Entry : ByKey)
      Sum += Entry.second;
    return Sum;
  }

private:
  mutable std::mutex Mutex;
  std::unordered_map<int, int> ByKey;
};

// One warning for each function, at its first change.
struct Evicting {
  std::mutex M;
  std::map<int, int> Cache;

  void put(int k) {
    M.lock();
    Cache.emplace(k, k);
    M.unlock();
  }
  void evict(int k) {
    auto It = Cache.find(k);
    if (It != Cache.end())
      Cache.erase(It);
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'Cache' is changed without 'M', {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-8]]:5: note: 'Cache' is changed under 'M' here
  }
  // Looked up before the lock is taken.
  int get(int k) {
    auto It = Cache.find(k);
    // CHECK-NOTES: :[[@LINE-1]]:15: warning: 'Cache' is read without 'M', {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-14]]:5: note: 'Cache' is changed under 'M' here
    if (It != Cache.end())
      return It->second;
    std::unique_lock<std::mutex> Lock(M);
    return Cache[k] = k;
  }
  // After it is released.
  unsigned long reset() {
    std::unique_lock<std::mutex> Lock(M);
    Cache.clear();
    Lock.unlock();
    return Cache.size();
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'Cache' is read without 'M', {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-27]]:5: note: 'Cache' is changed under 'M' here
  }
};

// A private helper that is also reached without the lock.
class Helped {
  std::mutex Mutex;
  std::map<int, int> Table;
  void drop(int k) { Table.erase(k); }
  // CHECK-NOTES: :[[@LINE-1]]:22: warning: 'Table' is changed without 'Mutex', {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE+6]]:5: note: 'Table' is changed under 'Mutex' here

public:
  void put(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    drop(k - 1);
    Table[k] = k;
  }
  void remove(int k) { drop(k); }
};

// The shards of a table.
struct Sharded {
  struct Shard {
    std::mutex Mutex;
    std::unordered_map<int, int> Map;
  };
  Shard Shards[8];

  void put(int k) {
    Shard &S = Shards[k % 8];
    std::lock_guard<std::mutex> Lock(S.Mutex);
    S.Map[k] = 1;
  }
  bool has(int k) {
    Shard &S = Shards[k % 8];
    return S.Map.find(k) != S.Map.end();
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'Map' is read without 'S.Mutex', {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-6]]:5: note: 'Map' is changed under 'S.Mutex' here
  }
};

// ---- static storage ----------------------------------------------------------

static std::mutex RegistryMutex;
static std::map<int, int> Registry;

void enroll(int k) {
  std::scoped_lock Lock(RegistryMutex);
  Registry.insert({k, 1});
}
void expel(int k) {
  Registry.erase(k);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'Registry' is changed without 'RegistryMutex', {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE-5]]:3: note: 'Registry' is changed under 'RegistryMutex' here
}

// ---- clang's attributes ------------------------------------------------------

struct __attribute__((capability("mutex"))) Mutex {
  void lock() __attribute__((acquire_capability()));
  void unlock() __attribute__((release_capability()));
};
struct Declared {
  Mutex M;
  std::map<int, int> Table __attribute__((guarded_by(M)));
  void put(int k) { Table[k] = 1; }
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: 'Table' is changed without 'M', {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE-3]]:22: note: 'Table' is declared as guarded by 'M' here
  void drop(int k) __attribute__((requires_capability(M))) { Table.erase(k); }
  void quiet(int k) __attribute__((no_thread_safety_analysis)) { Table[k]; }
};

// ---- changed under a shared lock ---------------------------------------------

struct Readers {
  mutable std::shared_mutex Mutex;
  mutable std::unordered_map<int, int> Cache;

  int get(int k) const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Cache[k];
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'Cache' is changed while 'Mutex' is only locked for reading, so that several threads may change it at once; lock 'Mutex' exclusively [map-unguarded-write]
  }
  void drop(int k) {
    Mutex.lock_shared();
    Cache.erase(k);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'Cache' is changed while 'Mutex' is only locked for reading, {{.*}} [map-unguarded-write]
    Mutex.unlock_shared();
  }
  void put(int k) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Cache[k] = 1;
  }
};

// ---- templates ---------------------------------------------------------------

template <class K> struct Table {
  std::mutex Mutex;
  std::map<K, int> Entries;
  void put(K k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[k] = 1;
  }
  void drop(K k) {
    Entries.erase(k);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'Entries' is changed without 'Mutex', {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-5]]:5: note: 'Entries' is changed under 'Mutex' here
  }
};
template struct Table<int>;
template struct Table<long>;

// ---- more accesses -------------------------------------------------------------

struct Whole {
  std::mutex Mutex, Wrong;
  std::map<int, int> Table;
  void open(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[k] = 1;
  }
  void again(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[k] = 2;
  }
  void close(int k) {
    Table.erase(k);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'Table' is changed without 'Mutex', {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-9]]:5: note: 'Table' is changed under 'Mutex' here
  }
  std::map<int, int> all() const {
    return Table;
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'Table' is read without 'Mutex', {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-14]]:5: note: 'Table' is changed under 'Mutex' here
  }
  void take(std::map<int, int> &Out) {
    Out.swap(Table);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'Table' is changed without 'Mutex', {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-19]]:5: note: 'Table' is changed under 'Mutex' here
  }
  bool wrong(int k) {
    std::lock_guard<std::mutex> Lock(Wrong);
    return Table.count(k) != 0;
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'Table' is read without 'Mutex', {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-25]]:5: note: 'Table' is changed under 'Mutex' here
  }
};
