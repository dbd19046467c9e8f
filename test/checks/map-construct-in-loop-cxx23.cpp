// RUN: %check_tidy --std=c++23 %s map-construct-in-loop %t -- -stdlib=libc++
// REQUIRES: libcxx-flat-map

#include <flat_map>
#include <flat_set>
#include <functional>
#include <iterator>
#include <map>
#include <ranges>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Row {
  int Id;
  std::vector<int> Cells;
};
void show(std::size_t N);

void sortedArrays(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::flat_map<int, int> Counts;
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Counts' is constructed and destroyed in every iteration and allocates anew each time; declare it before the loop and clear it [map-construct-in-loop]
    // CHECK-FIXES: Counts.clear();
    for (int Cell : R.Cells)
      ++Counts[Cell];
    show(Counts.size());
  }
  for (const Row &R : Rows) {
    std::flat_set<std::string> Names;
    // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'Names' is constructed
    // CHECK-FIXES: Names.clear();
    Names.insert(std::to_string(R.Id));
    show(Names.size());
  }
}

void hashed(const std::vector<Row> &Rows) {
  for (const Row &R :
       Rows | std::views::filter([](const Row &R) { return R.Id > 0; })) {
    std::unordered_set<int> Distinct;
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Distinct' is constructed
    // CHECK-FIXES: Distinct.clear();
    Distinct.insert_range(R.Cells);
    show(Distinct.size());
  }
}

void silent(const std::vector<Row> &Rows,
            std::vector<std::flat_map<int, int>> &All) {
  for (const Row &R : Rows) {
    std::flat_map<int, int> Kept;
    Kept.emplace(R.Id, 1);
    All.push_back(std::move(Kept));
    std::map<int, int> Ordered;
    Ordered.emplace(R.Id, 1);
    show(Ordered.size());
    auto Copied = R.Cells | std::ranges::to<std::unordered_set<int>>();
    Copied.insert(R.Id);
    show(Copied.size());
  }
}
