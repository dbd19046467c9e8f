//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/NewNames.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

TEST(NewNamesTest, NeitherHidesNorIsHidden) {
  TestAST AST(R"cpp(
    int global; struct S { int member; void method(); };
    void f(int param, S &s) {
      int outer = 0;
      /*if*/if (param) { int inner = global; s.member = inner; }
      int later = outer;
      /*other*/if (param) { }
    })cpp");
  const auto *Body = AST.decl<FunctionDecl>("f")->getBody();
  const Stmt *If = AST.at<IfStmt>("if");
  NewNames Names(Body, AST.context());
  EXPECT_EQ(Names.take("it", If), "it");
  EXPECT_EQ(Names.take("param", If), "param2");
  EXPECT_EQ(Names.take("outer", If), "outer2");
  EXPECT_EQ(Names.take("inner", If), "inner2");
  EXPECT_EQ(Names.take("global", If), "global2");
  // Spelled with its object, a member is not hidden.
  EXPECT_EQ(Names.take("member", If), "member");
}

TEST(NewNamesTest, WhatWasGivenIsTakenInItsScope) {
  TestAST AST(R"cpp(
    void f(int a) {
      /*outer*/if (a) { /*inner*/if (a) { } }
      /*beside*/if (a) { }
    })cpp");
  NewNames Names(AST.decl<FunctionDecl>("f")->getBody(), AST.context());
  EXPECT_EQ(Names.take("it", AST.at<IfStmt>("inner")), "it");
  EXPECT_EQ(Names.take("it", AST.at<IfStmt>("outer")), "it2");
  EXPECT_EQ(Names.take("it", AST.at<IfStmt>("inner")), "it3");
  EXPECT_EQ(Names.take("it", AST.at<IfStmt>("beside")), "it");
}

} // namespace
} // namespace clang::tidy::maps::support
