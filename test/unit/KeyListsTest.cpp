//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/KeyLists.h"
#include "TestAST.h"
#include "model/ContainerModel.h"

namespace clang::tidy::maps::support {
namespace {

/// The list of the last range-for over `keys`, in a function with \p Body over
/// a map `m` and a set `s`: "keys" or "elements", the number of statements in
/// front that belong to it, and "+" if the list is used elsewhere.
std::string listIn(const std::string &Body, bool IsMap = true) {
  TestAST AST(R"cpp(
    #include <algorithm>
    #include <iterator>
    #include <map>
    #include <set>
    #include <vector>
    using Map = std::map<int, int>;
    void use(int); void keep(const std::vector<int> &);
    void f(Map &m, Map &n, std::set<int> &s) {
  )cpp" + Body +
              "}");
  model::ContainerModel Model;
  const CXXForRangeStmt *Loop = AST.all<CXXForRangeStmt>().back();
  const auto *Map = AST.decl<ParmVarDecl>(IsMap ? "m" : "s");
  const DeclRefExpr *Named = nullptr;
  for (const auto *Ref : AST.all<DeclRefExpr>())
    if (Ref->getDecl() == Map)
      Named = Ref;
  KeyList L =
      keyListBefore(Loop, *objectOf(Named), IsMap, AST.context(), Model);
  if (L.Of == ListOf::Other)
    return "other";
  return (L.Of == ListOf::Keys ? "keys " : "elements ") +
         std::to_string(L.Before.size()) + (L.UsedOutside ? "+" : "");
}

const std::string Loop = "for (int k : keys) m.erase(k);";
const std::string List = "std::vector<int> keys;";
const std::string Fill = "for (auto &kv : m) keys.push_back(kv.first);";

TEST(KeyListsTest, AllKeys) {
  EXPECT_EQ(listIn(List + Fill + Loop), "keys 2");
  EXPECT_EQ(listIn(List + "keys.reserve(m.size());" + Fill + Loop), "keys 3");
  EXPECT_EQ(listIn(List + "for (auto &[k, v] : m) keys.push_back(k);" + Loop),
            "keys 2");
  EXPECT_EQ(listIn(List +
                   "for (auto it = m.begin(); it != m.end(); ++it)"
                   "  keys.push_back(it->first);" +
                   Loop),
            "keys 2");
  EXPECT_EQ(listIn(List +
                   "std::transform(m.begin(), m.end(),"
                   " std::back_inserter(keys), [](auto &kv) {"
                   "   return kv.first; });" +
                   Loop),
            "keys 2");
  EXPECT_EQ(listIn("auto keys = m; for (auto &kv : keys) m.erase(kv.first);"),
            "elements 1");
  EXPECT_EQ(listIn("std::vector<int> keys(s.begin(), s.end());"
                   "for (int k : keys) s.erase(k);",
                   /*IsMap=*/false),
            "elements 1");
}

TEST(KeyListsTest, UsedElsewhere) {
  EXPECT_EQ(listIn(List + Fill + Loop + "keep(keys);"), "keys 0+");
  // Something stands in between, so that the list is left where it is.
  EXPECT_EQ(listIn(List + Fill + "use(1);" + Loop), "keys 0");
}

TEST(KeyListsTest, NotAllOrNotThese) {
  EXPECT_EQ(
      listIn(List +
             "for (auto &kv : m) if (kv.second) keys.push_back(kv.first);" +
             Loop),
      "other");
  EXPECT_EQ(
      listIn(List + "for (auto &kv : m) keys.push_back(kv.second);" + Loop),
      "other");
  EXPECT_EQ(
      listIn(List + "for (auto &kv : n) keys.push_back(kv.first);" + Loop),
      "other");
  EXPECT_EQ(listIn(List + Fill + "m[7] = 1;" + Loop), "other");
  EXPECT_EQ(listIn(List + Fill + "keys.pop_back();" + Loop), "other");
}

/// Whether the last range-for of a function with \p Body walks keys of `m`.
bool isChosen(const std::string &Body) {
  TestAST AST(R"cpp(
    #include <map>
    #include <set>
    #include <vector>
    void f(std::map<int, int> &m, std::set<int> &s, std::vector<int> &all) {
  )cpp" + Body +
              "for (int k : keys) m.erase(k); }");
  model::ContainerModel Model;
  return walksKeysChosenFrom(AST.all<CXXForRangeStmt>().back(),
                             *objectOf(AST.decl<ParmVarDecl>("m")),
                             AST.context(), Model);
}

TEST(KeyListsTest, ChosenFromTheMap) {
  EXPECT_TRUE(isChosen(List + "for (auto &kv : m) if (kv.second)"
                              "  keys.push_back(kv.first);"));
  EXPECT_TRUE(isChosen(List + "for (auto it = m.begin(); it != m.end(); ++it)"
                              "  if (it->second) keys.push_back(it->first);"));
  EXPECT_FALSE(isChosen("auto &keys = all;"));
  EXPECT_FALSE(isChosen(List + "for (int k : s) keys.push_back(k);"));
  EXPECT_FALSE(isChosen(List + "for (auto &kv : m) if (s.count(kv.first))"
                               "  keys.push_back(kv.first);"));
}

} // namespace
} // namespace clang::tidy::maps::support
