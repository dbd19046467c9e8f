//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/MapSpelling.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Code[] = R"cpp(
#include <map>
#include <memory>
using Map = std::map<int, int>;
struct Derived : Map { void f() { /*own*/clear(); } };
struct Owner { Map m; Map *p; std::unique_ptr<Map> u; Map &get(); };
#define MAP o.m
void f(Map m, Map *p, Map **pp, Owner &o) {
  /*plain*/m.clear();
  /*arrow*/p->clear();
  /*deref*/(*p).clear();
  /*twice*/(*pp)->clear();
  /*member*/o.m.clear();
  /*owner*/o.u->clear();
  /*called*/o.get().clear();
  /*assign*/m = Map();
  /*through*/*p = Map();
  /*macro*/MAP.clear();
}
)cpp";

TEST(MapSpellingTest, AsMessagesAndEditsSpellIt) {
  TestAST AST(Code);
  model::ContainerModel Model;
  struct Case {
    const char *Mark, *InMessages, *AsArgument, *Call;
  };
  for (const Case &C : std::initializer_list<Case>{
           {"plain", "m", "m", "m.squeeze()"},
           {"arrow", "*p", "*p", "p->squeeze()"},
           {"deref", "*p", "*p", "(*p).squeeze()"},
           {"twice", "**pp", "*(*pp)", "(*pp)->squeeze()"},
           {"member", "o.m", "o.m", "o.m.squeeze()"},
           {"owner", "*o.u", "*o.u", "o.u->squeeze()"},
           {"called", "o.get()", "o.get()", "o.get().squeeze()"},
           {"assign", "m", "m", "m.squeeze()"},
           {"through", "*p", "*p", "p->squeeze()"},
           {"own", "*this", "*this", "squeeze()"}}) {
    std::optional<MapOp> Op = parseMapOp(AST.at<CallExpr>(C.Mark), Model);
    ASSERT_TRUE(Op) << C.Mark;
    EXPECT_EQ(spelledObject(*Op, AST.context()), C.InMessages) << C.Mark;
    EXPECT_EQ(objectText(*Op, AST.context()), C.AsArgument) << C.Mark;
    EXPECT_EQ(memberCall(*Op, "squeeze()", AST.context()), C.Call) << C.Mark;
  }
}

TEST(MapSpellingTest, FreshNames) {
  TestAST AST("void f() { /*a*/int element = 0; }\n"
              "void g() { /*b*/int element = 0, entry = 1, item = 2; }\n"
              "void h() { /*c*/int x = 0; }");
  EXPECT_EQ(freshElementName(AST.at<DeclStmt>("a"), AST.context()), "entry");
  EXPECT_EQ(freshElementName(AST.at<DeclStmt>("b"), AST.context()), "");
  EXPECT_EQ(freshElementName(AST.at<DeclStmt>("c"), AST.context()), "element");
}

} // namespace
} // namespace clang::tidy::maps::support
