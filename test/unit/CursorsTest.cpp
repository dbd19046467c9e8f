//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Cursors.h"
#include "TestAST.h"
#include "support/CursorLoops.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <map>
#include <iterator>
using Map = std::map<int, int>;
using It = Map::iterator;
struct Bool { operator bool() const; };
Map other();
)cpp";

TEST(CursorsTest, ComparisonsInAllForms) {
  constexpr char Code[] = R"cpp(
    void f(Map &m, It it, int a, int b) {
      bool b0 = it != m.end();
      bool b1 = !(it == m.end());
      bool b2 = a == b;
      bool b3 = it == m.end();
      bool x0 = a && b;
      bool x1 = a + b;
      bool x2 = !(a < b);
    })cpp";
  // In C++20, != of iterators is == rewritten.
  for (const char *Standard : {"-std=c++17", "-std=c++20"}) {
    TestAST AST(std::string(Prelude) + Code, {Standard});
    auto Opcode = [&](llvm::StringRef Name) {
      std::optional<Comparison> C =
          parseComparison(AST.decl<VarDecl>(Name)->getInit());
      return C ? C->Opcode : BO_Comma;
    };
    EXPECT_EQ(Opcode("b0"), BO_NE) << Standard;
    EXPECT_EQ(Opcode("b1"), BO_NE) << Standard;
    EXPECT_EQ(Opcode("b2"), BO_EQ) << Standard;
    EXPECT_EQ(Opcode("b3"), BO_EQ) << Standard;
    EXPECT_EQ(Opcode("x0"), BO_Comma) << Standard;
    EXPECT_EQ(Opcode("x1"), BO_Comma) << Standard;
    EXPECT_EQ(Opcode("x2"), BO_Comma) << Standard;
  }
}

TEST(CursorsTest, BoundsAndErasures) {
  TestAST AST(std::string(Prelude) + R"cpp(
    void f(Map &m, Map &n, It it, It jt) {
      auto Stop = m.end();
      auto Begin = m.begin(); auto CBegin = m.cbegin(); auto Free = std::begin(m);
      auto End = Stop;
      auto Reverse = m.rbegin(); auto Of = n.begin();
      /*next*/it = m.erase(it);
      /*post*/m.erase(it++);
      /*plain*/m.erase(it);
      /*wrong*/it = m.erase(jt);
    })cpp");
  model::ContainerModel Model;
  ObjectPath M = *objectOf(
      AST.at<CXXMemberCallExpr>("plain")->getImplicitObjectArgument());
  auto Init = [&](llvm::StringRef Name) {
    return AST.decl<VarDecl>(Name)->getInit();
  };
  for (const char *Name : {"Begin", "CBegin", "Free"})
    EXPECT_TRUE(isBoundOf(Init(Name), MapOpKind::Begin, M, Model)) << Name;
  EXPECT_FALSE(isBoundOf(Init("Reverse"), MapOpKind::Begin, M, Model));
  EXPECT_FALSE(isBoundOf(Init("Of"), MapOpKind::Begin, M, Model));
  EXPECT_FALSE(isBoundOf(Init("Begin"), MapOpKind::End, M, Model));
  // A variable that still holds it.
  EXPECT_FALSE(boundOf(Init("End"), MapOpKind::End, Model));
  EXPECT_TRUE(endOf(Init("End"), Model));

  const auto *It = AST.decl<ParmVarDecl>("it");
  auto Erases = [&](llvm::StringRef Mark) {
    return erasureAt(strip(AST.at<Expr>(Mark)), It, Model).has_value();
  };
  EXPECT_TRUE(Erases("next"));
  EXPECT_TRUE(Erases("post"));
  EXPECT_FALSE(Erases("plain"));
  EXPECT_FALSE(Erases("wrong"));
}

/// What parseCursorLoop() says of the loop in the function with \p Body:
/// nothing, or the number of statements in front that belong to it, and "+" if
/// the cursor is used elsewhere.
std::string loopIn(const std::string &Body) {
  TestAST AST(Prelude + ("void f(Map &m, bool c) { " + Body + " }"));
  model::ContainerModel Model;
  for (const Stmt *S : AST.all<Stmt>())
    if (isa<ForStmt, WhileStmt, DoStmt>(S)) {
      std::optional<CursorLoop> L = parseCursorLoop(S, AST.context(), Model);
      return L ? std::to_string(L->Before.size()) + (L->UsedOutside ? "+" : "")
               : "none";
    }
  return "no loop";
}

TEST(CursorLoopsTest, WhatLeadsACursorOverAll) {
  EXPECT_EQ(loopIn("for (auto it = m.begin(); it != m.end(); ++it) ;"), "0");
  EXPECT_EQ(loopIn("for (auto it = m.begin(); m.end() != it; ++it) ;"), "0");
  EXPECT_EQ(loopIn("auto it = m.begin(); while (it != m.end()) ++it;"), "1");
  EXPECT_EQ(loopIn("It it; it = m.begin(); while (it != m.end()) ++it;"), "2");
  EXPECT_EQ(loopIn("It it; for (it = m.begin(); it != m.end(); ++it) ;"), "1");
  EXPECT_EQ(loopIn("auto e = m.end();"
                   "for (auto it = m.begin(); it != e; ++it) ;"),
            "0");
}

TEST(CursorLoopsTest, WhatIsUsedOrMovedOutside) {
  EXPECT_EQ(loopIn("auto it = m.begin(); while (it != m.end()) ++it; c = it == "
                   "m.end();"),
            "1+");
  EXPECT_EQ(
      loopIn("auto it = m.begin(); m[1] = 2; while (it != m.end()) ++it;"),
      "none");
  EXPECT_EQ(loopIn("auto it = m.begin(); ++it; while (it != m.end()) ++it;"),
            "none");
  EXPECT_EQ(loopIn("for (auto it = m.find(1); it != m.end(); ++it) ;"), "none");
  EXPECT_EQ(loopIn("for (auto it = m.begin(); it == m.end(); ++it) ;"), "none");
  EXPECT_EQ(loopIn("for (auto it = m.begin(); it != m.find(3); ++it) ;"),
            "none");
}

} // namespace
} // namespace clang::tidy::maps::support
