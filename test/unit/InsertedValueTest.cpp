//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/InsertedValue.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <memory>
#include <string>
struct Item { int Bits : 3; static const int Limit = 5; int *P; };
int work(); int quiet() noexcept;
)cpp";

/// How the value of `T m; m = Value;` may be evaluated.
Evaluation evaluation(const std::string &T, const std::string &Value) {
  TestAST AST(Prelude + ("void f(int i, std::string s, Item &t, Item *p) { " +
                         T + " m; /*assign*/m = " + Value + "; (void)m; }"));
  const Expr *Assignment = AST.at<Expr>("assign")->IgnoreImplicit();
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(Assignment);
  return evaluationOf(Call ? Call->getArg(1)
                           : cast<BinaryOperator>(Assignment)->getRHS(),
                      AST.decl<VarDecl>("m")->getType(), AST.context());
}

TEST(InsertedValueTest, Forwarded) {
  EXPECT_EQ(evaluation("int", "1"), Evaluation::Forward);
  EXPECT_EQ(evaluation("long", "-i + 2"), Evaluation::Forward);
  EXPECT_EQ(evaluation("std::string", "\"none\""), Evaluation::Forward);
  EXPECT_EQ(evaluation("std::string", "std::move(s)"), Evaluation::Forward);
  EXPECT_EQ(evaluation("int *", "nullptr"), Evaluation::Forward);
}

TEST(InsertedValueTest, Default) {
  EXPECT_EQ(evaluation("std::string", "std::string()"), Evaluation::Default);
  EXPECT_EQ(evaluation("int", "{}"), Evaluation::Default);
}

TEST(InsertedValueTest, Lazy) {
  EXPECT_EQ(evaluation("int", "work()"), Evaluation::Lazy);
  EXPECT_EQ(evaluation("int", "i++"), Evaluation::Lazy);
  EXPECT_EQ(evaluation("int", "*t.P"), Evaluation::Lazy);
  EXPECT_EQ(evaluation("int", "p->Bits"), Evaluation::Lazy);
  // What cannot be forwarded as it is.
  EXPECT_EQ(evaluation("int *", "0"), Evaluation::Lazy);
  EXPECT_EQ(evaluation("int", "t.Bits"), Evaluation::Lazy);
  EXPECT_EQ(evaluation("int", "Item::Limit"), Evaluation::Lazy);
  EXPECT_EQ(evaluation("std::unique_ptr<int>", "std::make_unique<int>(1)"),
            Evaluation::Lazy);
}

TEST(InsertedValueTest, Exceptions) {
  TestAST AST(std::string(Prelude) +
              "int a = /*throws*/work(), b = /*quiet*/quiet();");
  const auto *Throws = AST.at<CallExpr>("throws");
  EXPECT_FALSE(isNoThrow(Throws));
  EXPECT_TRUE(isNoThrow(AST.at<CallExpr>("quiet")));
  EXPECT_TRUE(isNoThrow(Throws, [&](const Expr *E) { return E == Throws; }));
}

} // namespace
} // namespace clang::tidy::maps::support
