// RUN: %check_tidy --std=c++17,c++20 %s map-null-write %t

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

using Map = std::map<int, int>;
std::unique_ptr<Map> load();

class NoConstructor {
  std::unique_ptr<Map> entries;

public:
  void add(int k) { (*entries)[k] = 1; }
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'entries' is null here
};

class OutOfLine {
  std::unique_ptr<Map> entries;

public:
  OutOfLine();
  void add(int k);
};
OutOfLine::OutOfLine() {}
void OutOfLine::add(int k) {
  (*entries)[k] = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:4: warning: 'entries' is null here
}

struct PublicMember {
  std::shared_ptr<Map> entries;
  void add(int k) { entries->emplace(k, 1); }
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'entries' is null here
};

class PrivateImplementation {
  struct State {
    std::unique_ptr<Map> table;
  };
  State state;

public:
  void add() { state.table->clear(); }
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'state.table' is null here
};

class StaticMember {
  static Map *shared;

public:
  static void add() { shared->clear(); }
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'shared' is null here
};
Map *StaticMember::shared = nullptr;

class ArraySlots {
  std::array<std::unique_ptr<Map>, 4> slots;

public:
  void add(int k) { (*slots[k & 3])[k] = 1; }
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'slots[k & 3]' is null here
};

class SizedOnly {
  std::vector<std::unique_ptr<Map>> shards;

public:
  explicit SizedOnly(int n) : shards(n) {}
  void add(int k) { (*shards[k])[k] = 1; }
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'shards[k]' is null here
};

class ResizedOnly {
  std::vector<std::unique_ptr<Map>> buckets;

public:
  explicit ResizedOnly(int n) { buckets.resize(n); }
  void add(int k) { buckets.at(k)->clear(); }
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'buckets.at(k)' is null here
};

class NoEntryEver {
  std::unordered_map<std::string, std::unique_ptr<Map>> groups;

public:
  void add(const std::string &k) { (*groups[k])[1] = 2; }
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: 'groups[k]' is null here
};

// Nothing below may be reported.

class TwoPhase {
  std::unique_ptr<Map> twoPhase;

public:
  void init() { twoPhase = std::make_unique<Map>(); }
  void add(int k) { (*twoPhase)[k] = 1; }
};

struct SetByItsUsers {
  Map *out = nullptr;
  void add(int k) { (*out)[k] = 1; }
};

struct FilledElsewhere {
  std::unique_ptr<Map> filled;
  void add(int k) { (*filled)[k] = 1; }
};
void fill(FilledElsewhere &object);

struct SetByAggregate {
  std::unique_ptr<Map> aggregate;
  void add(int k) { (*aggregate)[k] = 1; }
};
void useAggregate() { SetByAggregate{load()}.add(1); }

struct SetThroughABinding {
  std::unique_ptr<Map> bound;
  void add(int k) { (*bound)[k] = 1; }
};
void bind() {
  SetThroughABinding object;
  auto &[m] = object;
  m = load();
  object.add(1);
}

struct SetInTheDerivedClass {
  std::unique_ptr<Map> inherited;
  void add(int k) { (*inherited)[k] = 1; }
};
struct Derived : SetInTheDerivedClass {
  Derived() { inherited = load(); }
};

// A default-constructed map is not an empty optional.
class OptionalOfAnEmptyMap {
  std::optional<Map> initialised = Map{};
  std::optional<Map> inPlace{std::in_place};
  std::optional<Map> assigned;

public:
  void set() { assigned = Map(); }
  void add() {
    initialised->clear();
    inPlace->clear();
    assigned->clear();
  }
};

class LoopInTheConstructor {
  std::vector<std::unique_ptr<Map>> looped;

public:
  LoopInTheConstructor() : looped(4) {
    for (auto &p : looped)
      p = load();
  }
  void add(int k) { (*looped[k])[k] = 1; }
};

class LazySlots {
  std::array<std::unique_ptr<Map>, 4> lazy;

public:
  void add(int k) {
    auto &p = lazy[k];
    if (!p)
      p = load();
    (*p)[k] = 1;
  }
};

class ListedElements {
  std::vector<std::shared_ptr<Map>> listed{std::make_shared<Map>()};

public:
  void add() { listed.front()->clear(); }
};

class EntriesElsewhere {
  std::map<int, Map *> registered;

public:
  void set(int k, Map *m) { registered.emplace(k, m); }
  void add(int k) { (*registered[k])[k] = 1; }
};
