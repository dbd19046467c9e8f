// RUN: %check_tidy --std=c++17,c++20 %s map-poor-hash %t

#include <cstddef>
#include <functional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Point {
  int x, y, z;
  bool operator==(const Point &o) const {
    return x == o.x && y == o.y && z == o.z;
  }
};

// ---- the same hash for all ----

struct ConstantHash {
  std::size_t operator()(const Point &) const { return 0; }
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: every 'Point' has the same hash, so that all keys share one bucket; combine what equality compares [map-poor-hash]
};
std::unordered_map<Point, int, ConstantHash> constantMap;

struct NamedConstantHash {
  size_t operator()(const Point &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: every 'Point' has the same hash, so that all keys share one bucket; combine what equality compares [map-poor-hash]
    constexpr size_t seed = 17;
    return seed * 3;
  }
};
std::unordered_set<Point, NamedConstantHash> namedConstantSet;

struct Plain {
  int a, b;
};
bool operator==(const Plain &l, const Plain &r) {
  return l.a == r.a && l.b == r.b;
}
namespace std {
template <> struct hash<Plain> {
  size_t operator()(const Plain &) const noexcept { return 42; }
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: every 'Plain' has the same hash, so that all keys share one bucket; combine what equality compares [map-poor-hash]
};
} // namespace std

void lambdaHash() {
  auto hash = [](const Point &) { return size_t(1); };
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: every 'Point' has the same hash, so that all keys share one bucket; combine what equality compares [map-poor-hash]
  std::unordered_set<Point, decltype(hash)> s(8, hash);
}

constexpr std::size_t kSeed = 42;
struct SeedHash {
  size_t operator()(const Point &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: every 'Point' has the same hash, so that all keys share one bucket; combine what equality compares [map-poor-hash]
    (void)p;
    return kSeed;
  }
};
std::unordered_set<Point, SeedHash> seeds;

// ---- symmetric ----

struct XorHash {
  size_t operator()(const Point &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'Point' stays the same when 'x' and 'y' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    return std::hash<int>()(p.x) ^ std::hash<int>()(p.y) ^
           std::hash<int>()(p.z);
  }
};
std::unordered_map<Point, int, XorHash> xorMap;

struct SumHash {
  size_t operator()(const Point &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'Point' stays the same when 'x' and 'y' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    return static_cast<size_t>(p.x) + static_cast<size_t>(p.y) +
           static_cast<size_t>(p.z);
  }
};
std::unordered_set<Point, SumHash> sumSet;

struct PairXor {
  std::size_t operator()(const std::pair<int, int> &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the hash of 'std::pair<int, int>' stays the same when 'first' and 'second' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    auto h1 = std::hash<int>{}(p.first);
    auto h2 = std::hash<int>{}(p.second);
    return h1 ^ h2;
  }
};
std::unordered_map<std::pair<int, int>, double, PairXor> pairMap;

struct GenericPairXor {
  template <class A, class B>
  std::size_t operator()(const std::pair<A, B> &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the hash of 'std::pair<std::basic_string<char>, std::basic_string<char>>' stays the same when 'first' and 'second' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    return std::hash<A>{}(p.first) ^ std::hash<B>{}(p.second);
  }
};
std::unordered_set<std::pair<std::string, std::string>, GenericPairXor> generic;

template <class T> struct TemplatePairXor {
  std::size_t operator()(const std::pair<T, T> &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the hash of 'std::pair<long, long>' stays the same when 'first' and 'second' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    return std::hash<T>()(p.first) ^ std::hash<T>()(p.second);
  }
};
std::unordered_set<std::pair<long, long>, TemplatePairXor<long>> templated;

struct Accumulated {
  size_t operator()(const Point &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'Point' stays the same when 'x' and 'y' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    size_t seed = 0;
    seed ^= std::hash<int>()(p.x);
    seed ^= std::hash<int>()(p.y);
    seed ^= std::hash<int>()(p.z);
    return seed;
  }
};
std::unordered_set<Point, Accumulated> accumulated;

struct PartlyShifted {
  size_t operator()(const Point &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'Point' stays the same when 'x' and 'y' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    std::hash<int> h;
    return h(p.x) ^ h(p.y) ^ (h(p.z) << 1);
  }
};
std::unordered_set<Point, PartlyShifted> partly;

struct MixedAfterwards {
  size_t operator()(const std::pair<int, int> &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'std::pair<int, int>' stays the same when 'first' and 'second' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    const auto &[a, b] = p;
    return (std::hash<int>()(a) ^ std::hash<int>()(b)) * 31;
  }
};
std::unordered_set<std::pair<int, int>, MixedAfterwards> mixed;

class Edge {
public:
  Edge(int from, int to) : from_(from), to_(to) {}
  int from() const { return from_; }
  int to() const { return to_; }
  friend bool operator==(const Edge &a, const Edge &b) {
    return std::tie(a.from_, a.to_) == std::tie(b.from_, b.to_);
  }

private:
  int from_, to_;
};
namespace std {
template <> struct hash<Edge> {
  size_t operator()(const Edge &e) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'Edge' stays the same when 'from_' and 'to_' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    return hash<int>()(e.from()) ^ hash<int>()(e.to());
  }
};
} // namespace std

struct Tuple {
  size_t operator()(const std::tuple<int, int> &t) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'std::tuple<int, int>' stays the same when 'get<0>' and 'get<1>' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    return std::hash<int>()(std::get<0>(t)) ^ std::hash<int>()(std::get<1>(t));
  }
};
std::unordered_set<std::tuple<int, int>, Tuple> tuples;

struct Product {
  size_t operator()(const std::pair<int, int> &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'std::pair<int, int>' stays the same when 'first' and 'second' are swapped, so that such keys collide; combine them in order, as in 'h1 * 31 + h2' [map-poor-hash]
    return static_cast<size_t>(p.first) * p.second;
  }
};
std::unordered_set<std::pair<int, int>, Product> products;

struct ElementSum {
  size_t operator()(const std::vector<int> &v) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'std::vector<int>' does not depend on the order of the elements, so that many keys collide; hash all elements in order [map-poor-hash]
    size_t h = 0;
    for (int x : v)
      h += std::hash<int>()(x);
    return h;
  }
};
std::unordered_set<std::vector<int>, ElementSum> elementSums;

// ---- ignored members ----

struct Length {
  size_t operator()(const std::string &s) const { return s.size(); }
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'std::basic_string<char>' reads only its size or single elements, so that many keys collide; hash all elements in order [map-poor-hash]
};
std::unordered_set<std::string, Length> lengths;

struct FirstCharacter {
  size_t operator()(const std::string &s) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'std::basic_string<char>' reads only its size or single elements, so that many keys collide; hash all elements in order [map-poor-hash]
    return s.empty() ? 0 : s[0];
  }
};
std::unordered_map<std::string, int, FirstCharacter> firstCharacters;

struct Glyph {
  int font;
  std::string text;
  bool operator==(const Glyph &o) const {
    return font == o.font && text == o.text;
  }
};
struct ByFont {
  size_t operator()(const Glyph &g) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'Glyph' ignores 'text', so that keys that differ only there collide; hash what equality compares [map-poor-hash]
    return std::hash<int>()(g.font);
  }
};
std::unordered_set<Glyph, ByFont> glyphs;

struct IgnoresOne {
  size_t operator()(const Point &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'Point' ignores 'z', so that keys that differ only there collide; hash what equality compares [map-poor-hash]
    return std::hash<int>()(p.x) * 31 + std::hash<int>()(p.y);
  }
};
std::unordered_set<Point, IgnoresOne> ignores;

struct FirstOnly {
  size_t operator()(const std::pair<int, int> &p) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the hash of 'std::pair<int, int>' ignores 'second', so that keys that differ only there collide; hash what equality compares [map-poor-hash]
    return std::hash<int>()(p.first);
  }
};
std::unordered_map<std::pair<int, int>, int, FirstOnly> firstOnly;

// ---- no warning ----

struct Unused {
  size_t operator()(const Point &) const { return 0; }
};

struct Shifted {
  size_t operator()(const Point &p) const {
    return std::hash<int>()(p.x) ^ (std::hash<int>()(p.y) << 1) ^
           (std::hash<int>()(p.z) << 2);
  }
};
std::unordered_set<Point, Shifted> shifted;

struct Multiplied {
  size_t operator()(const Point &p) const {
    size_t h = 17;
    h = h * 31 + std::hash<int>()(p.x);
    h = h * 31 + std::hash<int>()(p.y);
    h = h * 31 + std::hash<int>()(p.z);
    return h;
  }
};
std::unordered_set<Point, Multiplied> multiplied;

struct CombineHash {
  size_t operator()(const Point &p) const {
    size_t seed = 0;
    seed ^= std::hash<int>()(p.x) + 0x9e3779b9 + (seed << 6) + (seed >> 2);
    seed ^= std::hash<int>()(p.y) + 0x9e3779b9 + (seed << 6) + (seed >> 2);
    seed ^= std::hash<int>()(p.z) + 0x9e3779b9 + (seed << 6) + (seed >> 2);
    return seed;
  }
};
std::unordered_set<Point, CombineHash> combined;

struct DifferentTypes {
  size_t operator()(const std::pair<int, std::string> &p) const {
    return std::hash<int>()(p.first) ^ std::hash<std::string>()(p.second);
  }
};
std::unordered_set<std::pair<int, std::string>, DifferentTypes> different;

struct Unordered {
  int a, b;
  bool operator==(const Unordered &o) const {
    return (a == o.a && b == o.b) || (a == o.b && b == o.a);
  }
};
struct UnorderedHash {
  size_t operator()(const Unordered &u) const {
    return std::hash<int>()(u.a) ^ std::hash<int>()(u.b);
  }
};
std::unordered_set<Unordered, UnorderedHash> unorderedPairs;

struct SameEnds {
  bool operator()(const std::pair<int, int> &l,
                  const std::pair<int, int> &r) const {
    return (l.first == r.first && l.second == r.second) ||
           (l.first == r.second && l.second == r.first);
  }
};
std::unordered_map<std::pair<int, int>, int, UnorderedHash, SameEnds> *unmatched;
struct EndsHash {
  size_t operator()(const std::pair<int, int> &p) const {
    return std::hash<int>()(p.first) + std::hash<int>()(p.second);
  }
};
std::unordered_set<std::pair<int, int>, EndsHash, SameEnds> ends;

struct Sorted {
  Sorted(int l, int r) : a(l), b(r) {
    if (a > b)
      std::swap(a, b);
  }
  bool operator==(const Sorted &o) const { return a == o.a && b == o.b; }
  int a, b;
};
struct SortedHash {
  size_t operator()(const Sorted &s) const {
    return std::hash<int>()(s.a) ^ std::hash<int>()(s.b);
  }
};
std::unordered_set<Sorted, SortedHash> sorted;

struct Person {
  int id;
  int age;
  std::string name;
  bool operator==(const Person &o) const {
    return id == o.id && age == o.age && name == o.name;
  }
};
struct ById {
  size_t operator()(const Person &p) const { return std::hash<int>()(p.id); }
};
std::unordered_set<Person, ById> people;

struct Option {
  std::string text;
  bool flag;
  int weight;
  bool operator==(const Option &o) const {
    return text == o.text && flag == o.flag && weight == o.weight;
  }
};
struct ByText {
  size_t operator()(const Option &o) const {
    return std::hash<std::string>()(o.text);
  }
};
std::unordered_set<Option, ByText> options;

size_t bytes(const void *p, size_t n);
struct ByBytes {
  size_t operator()(const std::pair<int, int> &p) const {
    return bytes(&p.first, sizeof(int) * 2);
  }
};
std::unordered_set<std::pair<int, int>, ByBytes> byBytes;

struct Polynomial {
  size_t operator()(const std::vector<int> &v) const {
    size_t h = 0;
    for (int x : v)
      h = h * 31 + std::hash<int>()(x);
    return h;
  }
};
std::unordered_set<std::vector<int>, Polynomial> polynomials;

struct WithPosition {
  size_t operator()(const std::vector<int> &v) const {
    size_t h = 0, i = 0;
    for (int x : v)
      h += std::hash<int>()(x) * ++i;
    return h;
  }
};
std::unordered_set<std::vector<int>, WithPosition> positions;

struct HashedElsewhere {
  size_t operator()(const Point &p) const { return mix(p); }
  static size_t mix(const Point &p);
};
std::unordered_set<Point, HashedElsewhere> elsewhere;

struct EqualityUnseen {
  int a, b;
  bool operator==(const EqualityUnseen &) const;
};
struct UnseenHash {
  size_t operator()(const EqualityUnseen &e) const {
    return std::hash<int>()(e.a) ^ std::hash<int>()(e.b);
  }
};
std::unordered_set<EqualityUnseen, UnseenHash> unseen;

struct Nothing {
  bool operator==(const Nothing &) const { return true; }
};
struct NothingHash {
  size_t operator()(const Nothing &) const { return 0; }
};
std::unordered_set<Nothing, NothingHash> nothing;

struct TwiceRead {
  size_t operator()(const std::pair<int, int> &p) const {
    return (std::hash<int>()(p.first) ^ std::hash<int>()(p.second)) +
           static_cast<size_t>(p.first) * 31;
  }
};
std::unordered_set<std::pair<int, int>, TwiceRead> twice;

struct Callback {
  int operator()(const Point &) const { return 0; }
};
