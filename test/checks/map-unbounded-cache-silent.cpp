// RUN: %check_tidy %s map-unbounded-cache %t

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <typeindex>
#include <unordered_map>

int compute(int);
void change(std::map<int, int> &);

// ---- something takes away, or bounds -----------------------------------------

static std::map<int, int> Erased, Cleared, Assigned, Swapped, Moved, Passed,
    Pointed;
static std::unordered_map<int, int> Limited;
void grow(int k) {
  Erased[k] = Cleared[k] = Assigned[k] = Swapped[k] = Moved[k] = Passed[k] = 1;
  Pointed[k] = 1;
  if (Limited.size() < 1000)
    Limited[k] = 1;
}
void shrink(int k) {
  Erased.erase(k);
  Cleared.clear();
  Assigned = {};
  std::map<int, int> Empty;
  Swapped.swap(Empty);
  Empty = std::move(Moved);
  change(Passed);
  auto *Alias = &Pointed;
  Alias->clear();
}
int aliased(int k) {
  static std::map<int, int> cache;
  auto &alias = cache;
  if (k < 0)
    alias.clear();
  return cache[k];
}
static std::map<int, int> &accessor() {
  static std::map<int, int> m;
  return m;
}
int both(int k) { return accessor()[k]; }
void drop(int k) { accessor().erase(k); }

static bool isFull(const std::map<int, int> &m) { return m.size() > 100; }
static std::map<int, int> Measured;
void growMeasured(int k) {
  if (!isFull(Measured))
    Measured[k] = 1;
}

// ---- others can reach it -----------------------------------------------------

std::map<int, int> External;
int external(int k) { return External[k]; }
std::map<int, int> &handedOut() {
  static std::map<int, int> m;
  m[compute(1)] = 1;
  return m;
}
std::map<int, int> *const HandedOut = &handedOut();

class PurgedElsewhere {
public:
  static void put(int k) { Cache[k] = 1; }
  static void purge();

private:
  static inline std::map<int, int> Cache;
};

// ---- few keys ----------------------------------------------------------------

enum class Color { Red, Green };
int bounded(Color c, bool b, char ch, int k, std::type_index type,
            const char *literal) {
  static std::map<Color, int> colors;
  static std::map<bool, int> flags2;
  static std::map<char, int> chars;
  static std::map<std::pair<Color, bool>, int> pairs;
  static std::map<std::type_index, int> types;
  static std::map<std::string, int> literals;
  static std::map<const char *, int> pointers;
  static std::map<std::string, int> chosen;
  ++chosen[b ? "on" : "off"];
  static std::map<int, int> rest, masked;
  const int slot = k & 0xf;
  return colors[c] + flags2[b] + chars[ch] + pairs[{c, b}] + types[type] +
         literals["one"] + literals["two"] + pointers[literal] + rest[k % 16] +
         masked[slot];
}

// ---- tables and registries ---------------------------------------------------

static std::map<std::string, int> Fixed = {{"a", 1}, {"b", 2}};
static std::unordered_map<std::string, std::function<void()>> Handlers, Late;
int constant(const std::string &name) {
  auto it = Fixed.find(name);
  return it == Fixed.end() ? 0 : it->second;
}
void registerHandler(const std::string &name, std::function<void()> f) {
  Handlers[name] = f;
}
void addLateType(const std::string &name) { Late.emplace(name, nullptr); }

struct Entry {
  const char *name;
  int value;
};
static const Entry Entries[] = {{"x", 1}, {"y", 2}};
int filled(const std::string &name) {
  static std::map<std::string, int> table;
  for (const Entry &e : Entries)
    table[e.name] = e.value;
  return table.at(name);
}
static std::map<std::string, int> Loaded, ByHelper, Once;
static bool initialised = false;
static void helper(const std::string &name) { ByHelper[name] = 1; }
void initNames(const std::string &name) {
  Loaded[name] = 1;
  helper(name);
}
void lazily(const std::string &name) {
  if (!initialised) {
    Once[name] = 1;
    initialised = true;
  }
}
struct Registrar {
  Registrar(const std::string &name) { table()[name] = 1; }

private:
  static std::map<std::string, int> &table() {
    static std::map<std::string, int> m;
    return m;
  }
};
static Registrar Here("here");

// ---- meant to stay -----------------------------------------------------------

const std::string &intern(const std::string &s) {
  static std::set<std::string> strings;
  return *strings.insert(s).first;
}
const std::string *unique(const std::string &s) {
  static std::set<std::string> strings;
  return &*strings.insert(s).first;
}
bool warnOnce(const std::string &s) {
  static std::set<std::string> warned;
  return warned.insert(s).second;
}

// ---- no static lifetime ------------------------------------------------------

struct Ordinary {
  std::map<int, int> cache;
  int get(int k) { return cache[k]; }
};
int local(int k) {
  std::map<int, int> m;
  return m[k];
}
namespace {
struct Several {
  std::map<int, int> cache;
  int get(int k) { return cache[k]; }
};
Several One;
} // namespace
int several(int k) {
  Several Another;
  return One.get(k) + Another.get(k);
}
