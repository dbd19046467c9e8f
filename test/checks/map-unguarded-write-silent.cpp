// RUN: %check_tidy %s map-unguarded-write %t

#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

// ---- the lock may be the callers' --------------------------------------------

class Helpers {
  std::mutex Mutex;
  std::map<int, int> Table;

  void insert(int k) { Table[k] = 1; }
  void twice(int k) { insert(k), insert(k + 1); }
  void neverCalledHere(int k) { Table.erase(k); }

public:
  Helpers() { insert(0); }
  ~Helpers() { Table.clear(); }
  void put(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    twice(k);
    Table.erase(k - 1);
  }
  // Every visible call is made under the lock.
  void each() { Table.erase(0); }
  void all() {
    std::lock_guard<std::mutex> Lock(Mutex);
    each();
  }
  void eraseLocked(int k) { Table.erase(k); }
  void erase_unlocked(int k) { Table.erase(k); }
  void eraseNoLock(int k) { Table.erase(k); }
  void eraseUnderLock(int k) { Table.erase(k); }
  void given(int k, std::unique_lock<std::mutex> &) { Table.erase(k); }
  void givenGuard(int k, const std::lock_guard<std::mutex> &) { Table[k]; }
  // This requires that Mutex is held.
  void documented(int k) { Table.erase(k); }
  /// Only called on the main thread.
  void documentedThread(int k) { Table.erase(k); }
  void explained(int k) {
    // No lock needed: nobody else has it yet.
    Table.erase(k);
  }
};

// ---- no other thread is there yet, or any more -------------------------------

struct Life {
  std::mutex Mutex;
  std::map<int, int> Table;
  Life() { Table[0] = 1; }
  Life(const Life &Other) : Table(Other.Table) {}
  Life &operator=(Life &&Other) {
    Table = std::move(Other.Table);
    return *this;
  }
  ~Life() { Table.clear(); }
  void init() { Table[1] = 1; }
  void initTables() { Table[2] = 1; }
  void setUp() { Table[2] = 1; }
  void stop() { Table.clear(); }
  unsigned long sizeForTesting() { return Table.size(); }
  void put(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[k] = 1;
  }
};

// ---- locked after all --------------------------------------------------------

struct Spin {
  void lock();
  void unlock();
};
struct Hold { // A wrapper of the user's own.
  explicit Hold(Spin &S) : S(S) { S.lock(); }
  ~Hold() { S.unlock(); }
  Spin &S;
};
std::unique_lock<std::mutex> grab(std::mutex &);

struct Locked {
  std::mutex Mutex, Other;
  Spin S;
  std::map<int, int> Table, BySpin;
  bool Threads = true;
  using Guard = std::lock_guard<std::mutex>;

  void put(int k) {
    Guard G(Mutex);
    Table[k] = 1;
  }
  void inSwitch(int k) {
    Guard G(Mutex);
    switch (k) {
    case 1:
      Table.erase(1);
      break;
    default:
      Table.clear();
    }
  }
  void sometimes(int k) {
    std::unique_lock<std::mutex> G(Mutex, std::defer_lock);
    if (Threads)
      G.lock();
    Table[k] = 2;
  }
  void tries(int k) {
    if (Mutex.try_lock()) {
      Table.erase(k);
      Mutex.unlock();
    }
  }
  void both(int k) {
    std::lock(Mutex, Other);
    std::lock_guard<std::mutex> A(Mutex, std::adopt_lock);
    std::lock_guard<std::mutex> B(Other, std::adopt_lock);
    Table.erase(k);
  }
  void elsewhere(int k) {
    auto G = grab(Mutex);
    Table.erase(k);
  }
  void otherLock(int k) {
    Guard G(Other); // Who knows: perhaps writers take both.
    (void)Table.count(k);
  }
  void spin(int k) {
    Hold H(S);
    BySpin[k] = 1;
  }
  void spinAgain(int k) {
    Hold H(S);
    BySpin.erase(k);
  }
  void closure() {
    auto Later = [this] { Table.clear(); }; // Whoever calls it may lock.
    Guard G(Mutex);
    Later();
  }
};

// ---- nothing is guarded ------------------------------------------------------

struct Elsewhere {
  std::mutex Mutex;
  std::map<int, int> Table, ReadOnly, Mostly;
  const std::map<int, int> Fixed{{1, 2}};
  int Counter = 0;

  // Only read, be it under a lock or not.
  bool a(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Counter;
    return ReadOnly.count(k) && Fixed.count(k) && Mostly.count(k);
  }
  bool b(int k) { return ReadOnly.count(k) && Fixed.count(k); }
  // The lock is for the counter: most changes do without.
  void c(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Counter += Mostly[k];
  }
  void d(int k) { Mostly[k] = 1; }
  void e(int k) { Mostly.erase(k); }
};

struct Local {
  std::mutex Mutex;
  std::map<int, int> Table;
  // The objects of others, and own ones.
  static Local copy(const Local &From, Local &To) {
    Local Result;
    Result.Table[1] = 2;
    To.Table[1] = 2;
    return Result;
  }
  void put(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[k] = 1;
  }
  Local() = default;
  Local(const Local &) {}
};

static std::mutex PerThreadMutex;
static thread_local std::map<int, int> PerThread;
void perThread(int k) {
  std::lock_guard<std::mutex> Lock(PerThreadMutex);
  PerThread[k] = 1;
}
void perThreadToo(int k) { PerThread.erase(k); }

// ---- under a shared lock -----------------------------------------------------

struct Readers {
  mutable std::shared_mutex Mutex;
  std::unordered_map<int, int> Table, Own;

  std::map<int, int> snapshot() const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    std::map<int, int> Result;
    for (const auto &Entry : Table)
      Result[Entry.first] = Entry.second;
    return Result;
  }
  void fill(std::map<int, int> &Out) const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    Out[1] = Table.at(1);
  }
  int known(int k) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Table.count(k) ? Table[k] : 0;
  }
  int twoLocks(int k) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    std::lock_guard<std::mutex> Exclusive(Inner);
    return Own[k];
  }
  std::mutex Inner;
  // The shared lock is for something else.
  void one(int k) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    Stats[k] += Table.at(k);
  }
  void two(int k) { Stats.erase(k); }
  std::map<int, int> Stats;
};

// ---- each object has its mutex, and all share the map -------------------------

class Database {
  static std::map<int, Database *> ById;
  std::mutex SaveMutex;
  int Id = 0;

public:
  void releaseData() {
    std::lock_guard<std::mutex> Lock(SaveMutex); // While it is not saved.
    ById.erase(Id);
  }
  static Database *find(int id) { return ById.at(id); }
};
std::map<int, Database *> Database::ById;

// ---- the same mutex by other ways, and a map of one function -------------------

class Ways {
  std::mutex Mutex;
  std::map<int, int> Table, Front;
  std::mutex &mutex() { return Mutex; }

public:
  void put(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[k] = 1;
  }
  void putToo(int k) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[k] = 2;
  }
  void pointer(int k) {
    std::mutex *M = &Mutex;
    std::lock_guard<std::mutex> Lock(*M);
    Table.erase(k);
  }
  void accessor(int k) {
    std::lock_guard<std::mutex> Lock(mutex());
    Table.erase(k);
  }
  void consume() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      std::swap(Front, Table);
    }
    Front.clear();
  }
};

// While a store is opened nobody else has it.
class Opened {
public:
  bool Open(int Files) { return OpenAllFiles(Files) && (MarkDuringOpen(), true); }
  void add(int K) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[K] = 1;
    mark();
  }

private:
  bool OpenAllFiles(int Files) {
    for (int K = 0; K < Files; ++K)
      Table[K] = K;
    return true;
  }
  void MarkDuringOpen() { mark(); }
  void mark() { Table.erase(0); }

  std::mutex Mutex;
  std::unordered_map<int, int> Table;
};
