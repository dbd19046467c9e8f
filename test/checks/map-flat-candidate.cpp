// RUN: %check_tidy --std=c++14,c++20 %s map-flat-candidate %t

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

enum class Color { Red, Green, Blue };
struct Style {
  int Width;
  bool Bold;
};
int onOpen(int);
int onClose(int);
constexpr int Base = 100;

const char *name(Color C) {
  static const std::map<Color, const char *> Names = {
      {Color::Red, "red"}, {Color::Green, "green"}, {Color::Blue, "blue"}};
  // CHECK-MESSAGES: :[[@LINE-2]]:46: warning: 'Names' is a constant table of 3 entries that is built on the heap at the first call; use a switch or a sorted constexpr array [map-flat-candidate]
  auto It = Names.find(C);
  return It == Names.end() ? "" : It->second;
}

static const std::unordered_map<std::string, Color> Colors{
    {"red", Color::Red}, {std::string("green"), Color::Green}};
// CHECK-MESSAGES: :[[@LINE-2]]:53: warning: 'Colors' is a constant table of 2 entries that is built on the heap at start-up; use a sorted constexpr array
Color parse(const std::string &S) { return Colors.at(S); }

namespace {
const std::set<std::string> Keywords({"if", "else"});
// CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Keywords' is a constant table of 2 entries {{.*}} at start-up; use a sorted
// Only const is missing.
std::unordered_set<int> Primes = {2, 3, 5, 7, Base + 1};
// CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Primes' is a constant table of 5 entries {{.*}}; use a switch or a sorted
} // namespace
bool isKeyword(const std::string &S) { return Keywords.count(S) > 0; }
bool isPrime(int N) { return Primes.find(N) != Primes.end(); }

bool inEachCall(int N) {
  const std::set<int> Allowed{1, 2, 3};
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Allowed' is a constant table of 3 entries that is built on the heap at each call; use a switch
  return Allowed.count(N) != 0;
}

const Style &style(const std::string &Of) {
  static const std::map<std::string, Style> Styles = {
      {"thin", {1, false}}, {"bold", Style{2, true}}, {"none", {}}};
  // CHECK-MESSAGES: :[[@LINE-2]]:45: warning: 'Styles' is a constant table of 3 entries
  return Styles.at(Of);
}

int dispatch(int Op, int Arg) {
  static const std::map<int, int (*)(int)> Functions = {
      {0, onOpen}, {1, &onClose}, {2, [](int I) { return -I; }}};
  // CHECK-MESSAGES: :[[@LINE-2]]:44: warning: 'Functions' is a constant table of 3 entries
  return Functions.at(Op)(Arg);
}

int pairs(Color C) {
  static const auto Made = std::map<int, std::pair<int, int>>{
      {1, {2, 3}}, std::make_pair(2, std::make_pair(3, 4))};
  // CHECK-MESSAGES: :[[@LINE-2]]:21: warning: 'Made' is a constant table of 2 entries
  auto Inner = [&](int I) { return Made.at(I).first; };
  return Inner(static_cast<int>(C)) + static_cast<int>(Made.size());
}

struct Longer {
  bool operator()(const char *A, const char *B) const;
};
bool isKnown(const char *S) {
  static const std::set<const char *, Longer> Known = {"a", "bc"};
  // CHECK-MESSAGES: :[[@LINE-1]]:47: warning: 'Known' is a constant table of 2 entries
  return Known.count(S);
}

template <typename T> bool inTemplate(const T &Value) {
  static const std::set<int> Sizes = {1, 2, 4, 8};
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Sizes' is a constant table of 4 entries
  return Sizes.count(sizeof(Value)) != 0;
}
