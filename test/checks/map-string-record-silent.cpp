// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: %check_tidy %s map-string-record %t

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

using Record = std::map<std::string, std::string>;

void print(const std::string &);
void write(const Record &);
void fill(Record &);
void use(int);

// ---- other code may look at other keys ---------------------------------------------

void passedOn() {
  Record R;
  R["name"] = "x";
  R["city"] = "y";
  write(R);
}
void filledByOthers() {
  Record R;
  fill(R);
  print(R["name"] + R["city"]);
}
Record returned() {
  Record R;
  R["name"] = "x";
  R["city"] = "y";
  return R;
}
Record copied(const Record &From) {
  Record R = From;
  print(R["name"] + R["city"]);
  return {};
}
void pointedTo(Record **Out) {
  Record R;
  R["name"] = "x";
  R["city"] = "y";
  *Out = &R;
}
void aParameter(Record &R) { print(R["name"] + R["city"]); }
std::vector<Record> rowsThatAreReturned() {
  std::vector<Record> Table;
  Record Row;
  Row["name"] = "x";
  Row["city"] = "y";
  Table.push_back(std::move(Row));
  return Table;
}
void rowsThatAreWalked() {
  std::vector<Record> Table;
  Record Row;
  Row["name"] = "x";
  Row["city"] = "y";
  Table.push_back(Row);
  for (auto &R : Table)
    for (auto &[K, V] : R)
      print(K + V);
}
void rowsWithOtherKeys(const std::string &Column) {
  std::vector<Record> Table;
  Record Row;
  Row["name"] = "x";
  Row["city"] = "y";
  Table.push_back(Row);
  print(Table[0][Column]);
}
void rowsPassedOn(void (*Write)(const std::vector<Record> &)) {
  std::vector<Record> Table;
  Record Row;
  Row["name"] = "x";
  Row["city"] = "y";
  Table.push_back(Row);
  Write(Table);
}

// ---- the keys count ---------------------------------------------------------------

void aKeyFromElsewhere(const std::string &K) {
  Record R;
  R["name"] = "x";
  R["city"] = "y";
  print(R[K]);
}
void computed(int N) {
  Record R;
  R["name"] = "x";
  R["name" + std::to_string(N)] = "y";
  R["city"] = "z";
}
void walked() {
  Record R;
  R["name"] = "x";
  R["city"] = "y";
  for (const auto &[K, V] : R)
    print(K + V);
}
void walkedByIterator() {
  Record R;
  R["name"] = "x";
  R["city"] = "y";
  for (auto It = R.find("city"); It != R.end(); ++It)
    print(It->first);
}
void counted() {
  Record R;
  R["name"] = "x";
  R["city"] = "y";
  use(R.size());
}
void merged(Record &Other) {
  Record R;
  R["name"] = "x";
  R["city"] = "y";
  R.insert(Other.begin(), Other.end());
}
void compared(const Record &Other) {
  Record R;
  R["name"] = "x";
  R["city"] = "y";
  use(R == Other);
}

// ---- something else ------------------------------------------------------------------

void oneKey() {
  Record R;
  R["name"] = "x";
  print(R["name"]);
}
void numbers() {
  std::map<int, int> M;
  M[1] = 2;
  M[2] = 3;
}
void aSet() {
  std::set<std::string> S;
  S.insert("name");
  use(S.count("city"));
}
void severalPerKey() {
  std::multimap<std::string, int> M;
  M.emplace("name", 1);
  M.emplace("city", 1);
}

class Visible {
  Record Fields;
  void set() { Fields["name"] = Fields["city"]; }
  void others();
};

namespace {
struct Open {
  Record Fields;
};
} // namespace
void open(Open &O) { O.Fields["name"] = O.Fields["city"]; }

Record Global;
void global() { Global["name"] = Global["city"]; }

#define ROW(Name) Record Name
void ofAMacro() {
  ROW(R);
  print(R["name"]);
  print(R["city"]);
}

// Declared and filled, but nothing asks for it here.
static std::map<std::string, std::string> Unused = {{"name", ""}, {"city", ""}};
