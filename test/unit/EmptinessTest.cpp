//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Emptiness.h"
#include "TestAST.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

namespace clang::tidy::maps::support {
namespace {

// Whether the map that the statement at /*here*/ inserts into is fresh there.
bool isFresh(llvm::StringRef Body) {
  TestAST AST(("#include <memory>\n#include <unordered_map>\n"
               "using Map = std::unordered_map<int, int>;\n"
               "struct Plain { Map m; int n = 0; };\n"
               "struct Made { Made(); Map m; };\n"
               "void change(Map &); bool cond(); Map global;\n" +
               Body)
                  .str());
  const model::ContainerModel Model;
  const auto *Call = AST.at<Expr>("here");
  std::optional<MapOp> Op = parseMapOp(Call, Model);
  EXPECT_TRUE(Op) << Body.str();
  std::optional<ObjectPath> Object =
      Op->Arrow ? pointee(Op->Object) : objectOf(Op->Object);
  return Object && isFreshAt(Call, *Object, Model, AST.context());
}

bool isFreshIn(llvm::StringRef Statements) {
  return isFresh(("void f(Map &param, Map *p) { " + Statements + " }").str());
}

TEST(EmptinessTest, Construction) {
  EXPECT_TRUE(isFreshIn("Map m; /*here*/m.emplace(1, 2);"));
  EXPECT_TRUE(isFreshIn("Map m{}; /*here*/m.emplace(1, 2);"));
  EXPECT_TRUE(isFreshIn("Map m = {}; /*here*/m.emplace(1, 2);"));
  EXPECT_TRUE(isFreshIn("auto m = Map(); /*here*/m.emplace(1, 2);"));
  EXPECT_TRUE(isFreshIn("auto m = std::make_unique<Map>(); "
                        "/*here*/m->emplace(1, 2);"));
  EXPECT_TRUE(isFreshIn("Map *m = new Map; /*here*/m->emplace(1, 2);"));
  EXPECT_TRUE(isFreshIn("Plain x; x.n = 1; /*here*/x.m.emplace(1, 2);"));
  EXPECT_TRUE(isFreshIn("Plain x{}; /*here*/x.m.emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("Map m(10); /*here*/m.emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("Map m{{1, 2}}; /*here*/m.emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("Map m = param; /*here*/m.emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("Map m(std::move(param)); /*here*/m.emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("auto m = std::make_unique<Map>(param); "
                         "/*here*/m->emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("Made x; /*here*/x.m.emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("Plain x{param}; /*here*/x.m.emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("static Map m; /*here*/m.emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("/*here*/param.emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("/*here*/p->emplace(1, 2);"));
  EXPECT_FALSE(isFreshIn("/*here*/global.emplace(1, 2);"));
}

TEST(EmptinessTest, WhatHappensOnTheWay) {
  auto After = [](llvm::StringRef Statements) {
    return isFreshIn(
        ("Map m; " + Statements + " /*here*/m.emplace(1, 2);").str());
  };
  EXPECT_TRUE(After("if (m.empty()) cond();"));
  EXPECT_TRUE(After("auto it = m.find(1); m.max_load_factor(0.5f);"));
  EXPECT_TRUE(After("Map &alias = m; (void)alias.size();"));
  EXPECT_FALSE(After("m[1] = 2;"));
  EXPECT_FALSE(After("m.reserve(10);"));
  EXPECT_FALSE(After("m.rehash(10);"));
  EXPECT_FALSE(After("m = param;"));
  EXPECT_FALSE(After("change(m);"));
  EXPECT_FALSE(After("Map &alias = m; alias[1] = 2;"));
  EXPECT_TRUE(After("m.clear();"));
  EXPECT_TRUE(After("Map *q = &m; (void)q->size();"));
  EXPECT_FALSE(After("Map *q = &m; (*q)[1] = 2;"));
  EXPECT_FALSE(After("Map *q = &m; change(*q);"));
  EXPECT_FALSE(After("if (cond()) m[1] = 2;"));
  EXPECT_FALSE(After("auto L = [&] { m[1] = 2; };"));
}

TEST(EmptinessTest, Loops) {
  EXPECT_FALSE(isFreshIn("Map m; while (cond()) { /*here*/m.emplace(1, 2); }"));
  EXPECT_TRUE(isFreshIn("while (cond()) { Map m; /*here*/m.emplace(1, 2); }"));
  EXPECT_TRUE(isFreshIn("Map m; if (cond()) { /*here*/m.emplace(1, 2); }"));
  EXPECT_TRUE(isFreshIn("Map m; if (cond()) m[1] = 2; else { "
                        "/*here*/m.emplace(1, 2); }"));
  EXPECT_FALSE(isFreshIn("Map m; auto L = [&] { /*here*/m.emplace(1, 2); };"));
}

TEST(EmptinessTest, Constructors) {
  auto In = [](llvm::StringRef Members) {
    return isFresh(("struct C { " + Members + " };").str());
  };
  EXPECT_TRUE(In("Map m; C() { /*here*/m.emplace(1, 2); }"));
  EXPECT_TRUE(In("Map m; int n; C() : m(), n(1) { /*here*/m.emplace(1, 2); }"));
  EXPECT_TRUE(
      In("Map m; int n; C() { n = 1; /*here*/this->m.emplace(1, 2); }"));
  EXPECT_FALSE(In("Map m{10}; C() { /*here*/m.emplace(1, 2); }"));
  EXPECT_FALSE(In("Map m; C() : m(10) { /*here*/m.emplace(1, 2); }"));
  EXPECT_FALSE(In("Map m; void g(); C() { g(); /*here*/m.emplace(1, 2); }"));
  EXPECT_FALSE(In("Map m; C(int); C() : C(1) { /*here*/m.emplace(1, 2); }"));
  EXPECT_FALSE(In("Map m; C(C &o) { /*here*/o.m.emplace(1, 2); }"));
  EXPECT_FALSE(In("Map m; void g() { /*here*/m.emplace(1, 2); }"));
  EXPECT_FALSE(In("static Map m; C() { /*here*/m.emplace(1, 2); }"));
}

} // namespace
} // namespace clang::tidy::maps::support
