// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: %check_tidy %s map-string-record %t

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

struct Line {
  std::string Name, City;
  int Age;
};

void print(const std::string &);
void use(int);

// ---- locals -------------------------------------------------------------------

void perIteration(const std::vector<Line> &Lines) {
  for (const Line &L : Lines) {
    std::map<std::string, std::string> Row;
    // CHECK-NOTES: :[[@LINE-1]]:40: warning: 'Row' allocates entries and compares strings for keys that are all literals: "name", "city"; use a struct [map-string-record]
    Row["name"] = L.Name;
    Row["city"] = L.City;
    print(Row["name"]);
    print(Row.at("city"));
  }
}

int inAFunction(const Line &L) {
  std::unordered_map<std::string, int> Totals;
  // CHECK-NOTES: :[[@LINE-1]]:40: warning: 'Totals' allocates {{.*}}: "age", "name", "city", "all", ...; use a struct [map-string-record]
  Totals["age"] = L.Age;
  Totals.emplace("name", 1);
  Totals.insert({"city", 2});
  Totals.insert(std::make_pair("all", 0));
  for (const auto &Key : {1, 2})
    Totals["sum"] += Key;
  auto It = Totals.find("sum");
  if (It == Totals.end() || Totals.count("age") == 0)
    return 0;
  Totals.erase("age");
  return It->second;
}

void initialised() {
  std::map<std::string, int> Sizes = {{"width", 80}, {"height", 25}};
  // CHECK-NOTES: :[[@LINE-1]]:30: warning: 'Sizes' allocates {{.*}}: "width", "height"; use a struct [map-string-record]
  use(Sizes["width"] * Sizes["height"]);
}

constexpr char Width[] = "width";
const std::string Height = "height";
void constants(int W) {
  std::map<std::string, int, std::less<>> Sizes;
  // CHECK-NOTES: :[[@LINE-1]]:43: warning: 'Sizes' allocates {{.*}}: "width", "height"; use a struct [map-string-record]
  Sizes[Width] = W;
  Sizes[Height] = W;
}

void views(int W) {
  using namespace std::literals;
  std::map<std::string_view, int> Sizes;
  // CHECK-NOTES: :[[@LINE-1]]:35: warning: 'Sizes' allocates {{.*}}: "width", "height"; use a struct [map-string-record]
  Sizes["width"sv] = W;
  Sizes["height"sv] = W;
}

void inAClosure(int W) {
  std::map<std::string, int> Sizes;
  // CHECK-NOTES: :[[@LINE-1]]:30: warning: 'Sizes' allocates {{.*}}: "width", "height"; use a struct [map-string-record]
  auto Set = [&Sizes](int X) { Sizes["width"] = X; };
  Set(W);
  use(Sizes["height"]);
}

void functionLocalStatic(int N) {
  static std::map<std::string, int> Calls;
  // CHECK-NOTES: :[[@LINE-1]]:37: warning: 'Calls' allocates {{.*}}: "good", "bad"; use a struct [map-string-record]
  if (N)
    ++Calls["good"];
  else
    ++Calls["bad"];
}

// ---- rows -----------------------------------------------------------------------

void rows(const std::vector<Line> &Lines) {
  std::vector<std::map<std::string, std::string>> Table;
  for (const Line &L : Lines) {
    std::map<std::string, std::string> Row;
    // CHECK-NOTES: :[[@LINE-1]]:40: warning: 'Row' allocates {{.*}}: "name", "city"; use a struct [map-string-record]
    Row["name"] = L.Name;
    Row["city"] = L.City;
    Table.push_back(std::move(Row));
  }
  for (auto &Row : Table)
    print(Row["name"]);
  print(Table[0]["city"]);
  print(Table.back().at("city"));
}

void copiedRows(const std::vector<Line> &Lines) {
  std::vector<std::unordered_map<std::string, int>> Table;
  for (const Line &L : Lines) {
    std::unordered_map<std::string, int> Row{{"age", L.Age}, {"seen", 0}};
    // CHECK-NOTES: :[[@LINE-1]]:42: warning: 'Row' allocates {{.*}}: "age", "seen"; use a struct [map-string-record]
    Table.push_back(Row);
  }
  for (const auto &Row : Table)
    use(Row.at("age") + Table.size());
}

void rowsMadeInPlace(const std::vector<Line> &Lines) {
  std::vector<std::map<std::string, std::string>> Table;
  // CHECK-NOTES: :[[@LINE-1]]:51: warning: 'Table' allocates {{.*}}: "name", "city"; use a struct [map-string-record]
  for (const Line &L : Lines) {
    Table.emplace_back();
    Table.back()["name"] = L.Name;
    auto &Row = Table.back();
    Row["city"] = L.City;
  }
}

// ---- members --------------------------------------------------------------------

namespace {
class Report {
public:
  void add(const Line &L) {
    Fields["name"] = L.Name;
    Fields["city"] = L.City;
  }
  std::string name() { return Fields["name"]; }

private:
  std::map<std::string, std::string> Fields;
  // CHECK-NOTES: :[[@LINE-1]]:38: warning: 'Fields' allocates {{.*}}: "name", "city"; use a struct [map-string-record]
};
} // namespace

std::string report(const Line &L) {
  Report R;
  R.add(L);
  return R.name();
}

static std::map<std::string, int> Counters;
// CHECK-NOTES: :[[@LINE-1]]:35: warning: 'Counters' allocates {{.*}}: "hits", "misses"; use a struct [map-string-record]
int hits() { return ++Counters["hits"] - Counters["misses"]; }
