//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/KnownKeys.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <cassert>
#include <map>
#include <string>
#include <vector>
using Map = std::map<int, int>;
int use(int);
)cpp";

/// Whether the key of `m[k]` behind /*use*/ is known, in a member function with
/// \p Body of a class with the member `m` and the other members \p Members.
bool isKnown(const std::string &Body, const std::string &Members = "") {
  TestAST AST(std::string(Prelude) +
              "struct S { Map m; std::map<std::string, int> named;\n"
              "  bool has(int k) const { return m.count(k) != 0; }\n" +
              Members + "\n  int f(int k, const std::vector<int> &Xs) { " +
              Body + " return k; } };");
  model::ContainerModel Model;
  UsageSummaries Summaries(AST.context(), Model);
  const auto *Use = AST.at<CXXOperatorCallExpr>("use");
  std::optional<MapOp> Op = parseMapOp(Use, Model);
  return isKeyKnown(*Op, AST.decl<FunctionDecl>("f"), Summaries, AST.context(),
                    Model);
}

TEST(KnownKeysTest, TakenCareOfInTheFunction) {
  EXPECT_TRUE(isKnown("if (m.count(k)) use(/*use*/m[k]);"));
  EXPECT_TRUE(isKnown("if (!m.count(k)) return 0; use(/*use*/m[k]);"));
  EXPECT_TRUE(isKnown("if (!has(k)) return 0; use(/*use*/m[k]);"));
  EXPECT_TRUE(isKnown("m.emplace(k, 1); use(/*use*/m[k]);"));
  EXPECT_TRUE(isKnown("for (auto &kv : m) use(/*use*/m[kv.first]);"));
  EXPECT_TRUE(isKnown("use(/*use*/m[k]); m.erase(k);"));
  EXPECT_TRUE(isKnown("for (int x : Xs) m[x] = 0;"
                      "for (int x : Xs) use(/*use*/m[x]);"));
}

TEST(KnownKeysTest, InsertedElsewhere) {
  EXPECT_TRUE(
      isKnown("use(/*use*/named[\"a\"]);", "S() { named[\"a\"] = 1; }"));
  EXPECT_FALSE(
      isKnown("use(/*use*/named[\"b\"]);", "S() { named[\"a\"] = 1; }"));
}

TEST(KnownKeysTest, NothingIsKnown) {
  EXPECT_FALSE(isKnown("use(/*use*/m[k]);"));
  EXPECT_FALSE(isKnown("if (!m.count(k)) use(/*use*/m[k]);"));
  EXPECT_FALSE(isKnown("if (m.count(k)) { m.erase(k); use(/*use*/m[k]); }"));
  EXPECT_FALSE(isKnown("use(/*use*/m[k]);", "void g(int k) { m[k] = 1; }"));
}

} // namespace
} // namespace clang::tidy::maps::support
