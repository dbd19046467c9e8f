// RUN: %check_tidy --std=c++17,c++20 %s map-flat-candidate %t

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

void use(const std::string &S);
void read(const std::map<int, int> &M);
int now();
extern const int Elsewhere;

// Walked.
void all() {
  static const std::map<int, std::string> Names = {{1, "one"}, {2, "two"}};
  for (const auto &Entry : Names)
    use(Entry.second);
  use(Names.at(1));
}
int next(int K) {
  static const std::map<int, int> Steps = {{1, 2}, {5, 6}};
  auto It = Steps.find(K);
  ++It;
  return It->second;
}

// Passed on.
const std::map<int, int> &handedOut() {
  static const std::map<int, int> Table = {{1, 2}, {3, 4}};
  (void)Table.count(1);
  return Table;
}
int passed() {
  static const std::map<int, int> Table = {{1, 2}, {3, 4}};
  read(Table);
  return Table.at(1);
}

// Others can name it.
std::map<int, int> External = {{1, 2}, {3, 4}};
extern const std::map<int, int> Declared;
const std::map<int, int> Declared = {{1, 2}, {3, 4}};
inline const std::map<int, int> Inlined = {{1, 2}, {3, 4}};
class Config {
public:
  static int get(int K) { return Defaults.at(K); }

private:
  static const std::map<int, int> Defaults;
};
const std::map<int, int> Config::Defaults = {{1, 2}, {3, 4}};
int fromOthers() { return External.at(1) + Declared.at(1) + Inlined.at(1); }

// No constant contents.
int varying(int N, const std::string &Name) {
  static const std::map<int, int> Now = {{1, now()}, {2, 3}};
  const std::map<int, int> Argument = {{1, N}, {2, 3}};
  static const std::map<int, int> Linked = {{1, Elsewhere}, {2, 3}};
  static const std::map<std::string, int> Key = {{Name, 1}, {"", 2}};
  static const std::map<int, std::function<int()>> Captures = {
      {1, [N] { return N; }}, {2, nullptr}};
  static const std::map<int, std::vector<int>> Lists = {{1, {2, 3}}, {2, {}}};
  static const std::map<int, std::shared_ptr<int>> Owners = {
      {1, std::make_shared<int>(1)}, {2, nullptr}};
  static const std::map<int, int> Copied = Argument;
  static const std::map<int, int> Empty;
  static const std::map<int, int> Braced = {};
  return Now.at(1) + Argument.at(1) + Linked.at(1) + Key.at("") +
         Captures.at(1)() + Lists.at(1)[0] + *Owners.at(1) + Copied.at(1) +
         static_cast<int>(Empty.count(1) + Braced.count(1));
}

// Changed later, or by a lookup.
int changed(int K) {
  static std::map<int, int> Cache = {{0, 1}, {1, 2}};
  static std::map<int, int> Grows = {{0, 1}, {1, 2}};
  if (Cache.find(K) == Cache.end())
    Cache.emplace(K, K);
  return Grows[K];
}

// The values are no constants.
int counters(const std::string &S) {
  static std::map<std::string, int> Hits = {{"hits", 0}, {"misses", 0}};
  static std::map<std::string, int> Found = {{"hits", 0}, {"misses", 0}};
  auto It = Found.find(S);
  if (It != Found.end())
    ++It->second;
  return Hits.at(S)++;
}
int closures(int K) {
  static const std::map<int, std::function<int()>> Table = {
      {1, [] { return 1; }}, {2, [] { return 2; }}};
  return Table.at(K)();
}

// Given to others as a whole.
template <class M> int size(const M &Of) { return Of.walk(); }
static const std::map<int, int> Templated = {{1, 2}, {3, 4}};
template <typename T> int toTemplate(T K) {
  return ::size(Templated) + Templated.at(K);
}
static const std::map<int, int> Default = {{1, 2}, {3, 4}};
void byDefault(std::map<int, int> M = Default);
int alsoLookedUp(int K) { return Default.at(K); }

// A placeholder.
int placeholder(int K) {
  static const std::map<int, int> Table = {{0, 0}};
  return Table.at(K);
}

// Nothing asks for a key, and addresses cannot be sorted.
static const std::set<int> Unused = {1, 2};
std::size_t measured() {
  static const std::set<int> Table = {1, 2};
  return Table.size();
}
int A, B;
bool addresses(const int *P) {
  static const std::set<const int *> Known = {&A, &B};
  return Known.count(P);
}

template <typename T> int dependent(int K) {
  static const std::map<int, T> Table = {{1, T()}, {2, T()}};
  return Table.at(K);
}
