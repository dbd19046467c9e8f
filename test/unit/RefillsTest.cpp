//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Refills.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

/// Asks about `m.clear()` or the assignment behind /*here*/, where m is a local
/// of f, or the member of S if \p Body does not declare one.
struct Question {
  explicit Question(const std::string &Body, const std::string &Members = "")
      : AST("#include <unordered_map>\n#include <utility>\n"
            "using Map = std::unordered_map<int, int>;\n"
            "void sink(Map); void fill(Map &); void read(const Map &);\n"
            "struct S { Map m; " +
            Members + "\nvoid f(int k) { " + Body + " } };"),
        Summaries(AST.context(), Model),
        Op(*parseMapOp(AST.at<CallExpr>("here"), Model)),
        Map(Summaries.of(Op.Object)) {}

  bool refilled() {
    return isRefilledAfter(Op.Call, *Map, Summaries, AST.context());
  }
  bool moved() {
    return isMovedBefore(Op.Call, *Map, Summaries, AST.context());
  }
  bool sizeTested() {
    return isSizeTested(Op, *Map, Summaries, AST.context(), Model);
  }

  TestAST AST;
  model::ContainerModel Model;
  UsageSummaries Summaries;
  MapOp Op;
  const MapSummary *Map;
};

TEST(RefillsTest, GetsElementsAgain) {
  EXPECT_TRUE(Question("Map m; /*here*/m = Map(); m[k] = 1;").refilled());
  EXPECT_TRUE(Question("Map m; /*here*/m = Map(); fill(m);").refilled());
  EXPECT_TRUE(Question("Map m; while (k--) { m[k] = 1; /*here*/m = Map(); }")
                  .refilled());
  EXPECT_TRUE(
      Question("/*here*/m = Map();", "void g(int k) { m[k] = 1; }").refilled());
  EXPECT_FALSE(Question("Map m; m[k] = 1; /*here*/m = Map();").refilled());
  EXPECT_FALSE(Question("Map m; /*here*/m = Map(); read(m);").refilled());
  EXPECT_FALSE(Question("while (k--) { Map m; m[k] = 1; /*here*/m = Map(); }")
                   .refilled());
  EXPECT_FALSE(Question("/*here*/m = Map();", "S() { m[1] = 1; }").refilled());
}

TEST(RefillsTest, MovedAwayBefore) {
  EXPECT_TRUE(Question("sink(std::move(m)); /*here*/m = Map();").moved());
  EXPECT_TRUE(Question("while (k--) { /*here*/m = Map(); sink(std::move(m)); }")
                  .moved());
  EXPECT_FALSE(Question("/*here*/m = Map(); sink(std::move(m));").moved());
  EXPECT_FALSE(Question("sink(m); /*here*/m = Map();").moved());
}

TEST(RefillsTest, ChosenBySize) {
  EXPECT_TRUE(Question("if (m.size() > 1000) /*here*/m = Map();").sizeTested());
  EXPECT_TRUE(
      Question("if (m.size() < 1000) return; /*here*/m = Map();").sizeTested());
  EXPECT_TRUE(
      Question("if (k) m.clear(); else /*here*/m = Map();").sizeTested());
  EXPECT_FALSE(Question("if (k) /*here*/m = Map();").sizeTested());
}

TEST(RefillsTest, TableMeasured) {
  EXPECT_TRUE(isTableMeasured(
      *Question("/*here*/m.clear(); k = m.bucket_count();").Map));
  EXPECT_FALSE(
      isTableMeasured(*Question("/*here*/m.clear(); k = m.size();").Map));
}

} // namespace
} // namespace clang::tidy::maps::support
