// RUN: %check_tidy %s map-construct-in-loop %t

#include <string>
#include <unordered_map>
#include <vector>

void use(int);

void counts(const std::vector<std::vector<std::string>> &Rows) {
  for (const auto &Row : Rows) {
    // CHECK-MESSAGES: :[[@LINE+1]]:42: warning: 'Plain' {{.*}} [map-construct-in-loop]
    std::unordered_map<std::string, int> Plain;
    // CHECK-FIXES: Plain.clear();
    for (const auto &Word : Row)
      use(++Plain[Word]);
  }
  for (const auto &Row : Rows) {
    std::unordered_map<std::string, int> Line; // NOLINT(map-construct-in-loop)
    for (const auto &Word : Row)
      use(++Line[Word]);
  }
  for (const auto &Row : Rows) {
    // NOLINTNEXTLINE(map-*)
    std::unordered_map<std::string, int> Next;
    for (const auto &Word : Row)
      use(++Next[Word]);
  }
  // NOLINTBEGIN(map-construct-in-loop)
  for (const auto &Row : Rows) {
    std::unordered_map<std::string, int> Block;
    for (const auto &Word : Row)
      use(++Block[Word]);
  }
  // NOLINTEND(map-construct-in-loop)
}
