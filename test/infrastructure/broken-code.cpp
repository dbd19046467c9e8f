// What does not compile is not judged.
//
// RUN: %check_tidy --expect-clang-error %s 'map-*' %t

#include <string>
#include <unordered_map>
#include <vector>

void use(int);
Unknown Broken;

void counts(const std::vector<std::vector<std::string>> &Rows) {
  for (const auto &Row : Rows) {
    std::unordered_map<std::string, int> Counts;
    for (const auto &Word : Row)
      use(++Counts[Word]);
  }
  std::unordered_map<std::string, int> Undefined = undeclared(Rows);
  for (auto It = Undefined.begin(); It != Undefined.end();)
    It = Undefined.erase(It)
}
