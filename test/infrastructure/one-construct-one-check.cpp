// RUN: %check_tidy %s map-construct-in-loop,map-ordered-unneeded,map-string-record %t

// One construct, several checks: the more specific advice, once.

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

struct Line {
  std::string Name, City;
};
void print(const std::string &Name, const std::string &City);

void recordInALoop(const std::vector<Line> &Lines) {
  for (const Line &L : Lines) {
    std::unordered_map<std::string, std::string> Row;
    // CHECK-MESSAGES: :[[@LINE-1]]:50: warning: 'Row' allocates entries and compares strings for keys that are all literals: "name", "city"; use a struct [map-string-record]
    Row["name"] = L.Name;
    Row["city"] = L.City;
    print(Row["name"], Row["city"]);
  }
}

void orderedRecord(const Line &L) {
  std::map<std::string, std::string> Row;
  // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'Row' allocates entries and compares strings for keys that are all literals: "name", "city"; use a struct [map-string-record]
  Row["name"] = L.Name;
  Row["city"] = L.City;
  print(Row["name"], Row["city"]);
}
