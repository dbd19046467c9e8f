//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Loops.h"
#include "TestAST.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

namespace clang::tidy::maps::support {
namespace {

TEST(LoopsTest, Parts) {
  TestAST AST(R"cpp(
void f(int (&a)[3]) {
  /*for*/for (int i = 0; i < 3; ++i) {}
  /*range*/for (int x : a) {}
  /*while*/while (a[0]) {}
  /*do*/do {} while (a[0]);
  /*if*/if (a[0]) {}
})cpp");
  for (const char *Mark : {"for", "range", "while", "do"}) {
    const Stmt *Loop = AST.at<Stmt>(Mark);
    ASSERT_TRUE(isLoop(Loop)) << Mark;
    EXPECT_TRUE(isa<CompoundStmt>(loopBody(Loop))) << Mark;
    EXPECT_EQ(AST.sources().getFileOffset(loopKeyword(Loop)),
              AST.offsetOf(Mark));
  }
  EXPECT_FALSE(isLoop(AST.at<Stmt>("if")));
  EXPECT_FALSE(isLoop(nullptr));
  EXPECT_EQ(loopBody(AST.at<Stmt>("if")), nullptr);
}

TEST(LoopsTest, Exits) {
  TestAST AST(R"cpp(
int g(int);
void f(int n) {
  /*none*/while (n) { n = g(n); }
  /*break*/while (n) { if (n == 2) break; }
  /*switch*/while (n) { switch (n) { case 1: break; default: continue; } }
  /*inner*/while (n) { for (;;) { if (n) continue; break; } }
  /*return*/while (n) { for (;;) return; }
  /*throw*/while (n) { if (n == 3) throw n; }
  /*lambda*/while (n) { auto L = [] { for (;;) break; return 1; }; n = L(); }
  /*goto*/while (n) { goto end; }
end:;
})cpp");
  auto Exits = [&](llvm::StringRef Mark) {
    return exitsOf(AST.at<WhileStmt>(Mark));
  };
  auto Any = [](const LoopExits &E) {
    return E.leavesEarly() || E.Continue || E.Suspends;
  };
  EXPECT_FALSE(Any(Exits("none")));
  EXPECT_TRUE(Exits("break").Break);
  EXPECT_FALSE(Exits("switch").Break);
  EXPECT_TRUE(Exits("switch").Continue);
  EXPECT_FALSE(Any(Exits("inner")));
  EXPECT_TRUE(Exits("return").Return);
  EXPECT_TRUE(Exits("throw").Throw);
  EXPECT_FALSE(Any(Exits("lambda")));
  EXPECT_TRUE(Exits("goto").Goto);
}

TEST(LoopsTest, ExitsBefore) {
  TestAST AST(R"cpp(
void g(int);
void f(int n) {
  /*loop*/while (n) {
    if (n == 1)
      continue;
    /*call*/g(n);
    if (n == 2)
      throw n;
  }
})cpp");
  const LoopExits Exits =
      exitsBefore(AST.at<CallExpr>("call"), AST.at<WhileStmt>("loop"));
  EXPECT_TRUE(Exits.Continue);
  EXPECT_FALSE(Exits.Throw);
}

TEST(LoopsTest, Suspends) {
  TestAST AST(R"cpp(
#include <coroutine>
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
Task f(int n) {
  /*loop*/while (n--)
    co_await std::suspend_always();
})cpp",
              {"-std=c++20"});
  EXPECT_TRUE(exitsOf(AST.at<WhileStmt>("loop")).Suspends);
}

TEST(LoopsTest, RunsAtMostOnce) {
  TestAST AST(R"cpp(
[[noreturn]] void die();
void g();
void f(int n) {
  /*macro idiom*/do { g(); } while (false);
  /*forever*/do { g(); } while (true);
  /*break*/while (n) { g(); break; }
  /*both branches*/while (n) { if (n == 1) break; else return; }
  /*one branch*/while (n) { if (n == 1) break; }
  /*continue*/while (n) { if (n == 1) continue; break; }
  /*noreturn*/for (;;) { g(); die(); }
  /*retry*/for (;;) { try { g(); break; } catch (...) { throw; } }
  /*swallow*/for (;;) { try { g(); break; } catch (...) { } }
  /*switch*/while (n) { switch (n) { default: break; } }
})cpp");
  auto Once = [&](llvm::StringRef Mark) {
    return runsAtMostOnce(AST.at<Stmt>(Mark), AST.context());
  };
  EXPECT_TRUE(Once("macro idiom"));
  EXPECT_FALSE(Once("forever"));
  EXPECT_TRUE(Once("break"));
  EXPECT_TRUE(Once("both branches"));
  EXPECT_FALSE(Once("one branch"));
  EXPECT_FALSE(Once("continue"));
  EXPECT_TRUE(Once("noreturn"));
  EXPECT_TRUE(Once("retry"));
  EXPECT_FALSE(Once("swallow"));
  EXPECT_FALSE(Once("switch"));
}

TEST(LoopsTest, Nesting) {
  TestAST AST(R"cpp(
#include <vector>
std::vector<int> make(int);
void g(int);
void f(int n) {
  /*outer*/while (n) {
    /*inner*/for (int i = /*init*/make(1)[0]; i < 3; ++i)
      /*body*/g(i);
    for (int x : /*range*/make(2))
      g(x);
    auto L = [] { /*closure*/g(1); };
    /*bare*/for (int x : make(3))
      /*cleanups*/make(x);
  }
})cpp");
  ASTContext &Context = AST.context();
  const Stmt *Outer = AST.at<WhileStmt>("outer");
  const Stmt *Inner = AST.at<ForStmt>("inner");
  const Stmt *Body = AST.at<CallExpr>("body");
  EXPECT_EQ(enclosingLoop(Body, Context), Inner);
  EXPECT_EQ(enclosingLoop(Inner, Context), Outer);
  EXPECT_EQ(enclosingLoop(Outer, Context), nullptr);
  // Evaluated once by the loop that they belong to.
  EXPECT_EQ(enclosingLoop(AST.at<Expr>("init"), Context), Outer);
  EXPECT_EQ(enclosingLoop(AST.at<Expr>("range"), Context), Outer);
  // The body ends with temporaries.
  EXPECT_EQ(enclosingLoop(AST.at<CallExpr>("cleanups"), Context),
            AST.at<CXXForRangeStmt>("bare"));
  // A closure is a function of its own.
  const Stmt *Closure = AST.at<CallExpr>("closure");
  EXPECT_EQ(enclosingLoop(Closure, Context), nullptr);
  EXPECT_NE(enclosingFunction(Closure, Context),
            enclosingFunction(Body, Context));
  EXPECT_EQ(enclosingFunction(Body, Context), AST.decl<FunctionDecl>("f"));
  EXPECT_TRUE(contains(Outer, Body));
  EXPECT_TRUE(contains(Body, Body));
  EXPECT_FALSE(contains(Body, Outer));
}

} // namespace
} // namespace clang::tidy::maps::support
