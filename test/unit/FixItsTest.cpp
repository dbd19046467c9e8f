//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/FixIts.h"
#include "TestAST.h"
#include "clang/AST/StmtCXX.h"

namespace clang::tidy::maps::support {
namespace {

TEST(FixItsTest, EditableRanges) {
  TestAST AST(R"cpp(
#define TWICE(x) (x, x)
#define BODY 1 + 2
void f(int i) {
  (void)(/*plain*/i + 1);
  (void)(/*body*/BODY);
  /*macro*/TWICE(i + 1);
  (void)(/*directive*/i +
#ifdef X
  2
#else
  3
#endif
  );
})cpp");
  auto Editable = [&](llvm::StringRef Mark) {
    return isEditable(AST.at<Expr>(Mark)->getSourceRange(), AST.context());
  };
  EXPECT_TRUE(Editable("plain"));
  EXPECT_FALSE(Editable("body"));
  EXPECT_FALSE(Editable("macro"));
  EXPECT_FALSE(Editable("directive"));
}

TEST(FixItsTest, Comments) {
  TestAST AST(R"cpp(
void f(int i) {
  (void)(/*plain*/i + 1); // behind
  (void)(/*inner*/i + /* why */ 1);
})cpp");
  EXPECT_FALSE(
      hasComment(AST.at<Expr>("plain")->getSourceRange(), AST.context()));
  EXPECT_TRUE(
      hasComment(AST.at<Expr>("inner")->getSourceRange(), AST.context()));
}

TEST(FixItsTest, TextAndSemicolon) {
  TestAST AST("void g(); void f() {\n    /*call*/g() ;\n}");
  const auto *Call = AST.at<CallExpr>("call");
  EXPECT_EQ(textOf(Call->getSourceRange(), AST.context()), "g()");
  EXPECT_EQ(textOf(rangeWithSemicolon(Call, AST.context()), AST.context()),
            "g() ;");
  EXPECT_EQ(indentationAt(Call->getBeginLoc(), AST.context()), "    ");
}

TEST(FixItsTest, StandaloneStatements) {
  TestAST AST(R"cpp(
int g();
void f(bool c) {
  /*statement*/g();
  if (c)
    /*branch*/g();
  int x = /*used*/g();
  if (/*condition*/g()) {}
})cpp");
  auto Standalone = [&](llvm::StringRef Mark) {
    return isStandaloneStatement(AST.at<CallExpr>(Mark), AST.context());
  };
  EXPECT_TRUE(Standalone("statement"));
  EXPECT_TRUE(Standalone("branch"));
  EXPECT_FALSE(Standalone("used"));
  EXPECT_FALSE(Standalone("condition"));
  EXPECT_TRUE(isInCompound(AST.at<CallExpr>("statement"), AST.context()));
  EXPECT_FALSE(isInCompound(AST.at<CallExpr>("branch"), AST.context()));
}

TEST(FixItsTest, UserSpelledTokens) {
  TestAST AST(R"cpp(
#define CALL() g()
#define WRAP(x) x
#define MY_ASSERT(x) ((x) ? 0 : 1)
#define OUTER(x) MY_ASSERT(x)
int g(); int h(); int i(); int j(); int k();
void f() {
  h();
  CALL();
  WRAP(i());
  MY_ASSERT(j());
  OUTER(k());
})cpp");
  auto Spelled = [&](llvm::StringRef Callee) {
    for (const auto *Call : AST.all<CallExpr>())
      if (Call->getDirectCallee()->getName() == Callee)
        return isUserSpelled(Call->getBeginLoc(), AST.context());
    ADD_FAILURE() << Callee.str();
    return false;
  };
  EXPECT_TRUE(Spelled("h"));
  EXPECT_FALSE(Spelled("g"));
  EXPECT_TRUE(Spelled("i"));
  EXPECT_FALSE(Spelled("j"));
  EXPECT_FALSE(Spelled("k"));
}

} // namespace
} // namespace clang::tidy::maps::support
