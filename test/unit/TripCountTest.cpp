//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/TripCount.h"
#include "TestAST.h"
#include "clang/AST/StmtCXX.h"

namespace clang::tidy::maps::support {
namespace {

// The text of the count of the loop in a function with these parameters;
// "unknown" if there is no count, "none" if it cannot be spelled.
struct Counted {
  Counted(llvm::StringRef Params, llvm::StringRef Loop,
          std::vector<std::string> Flags = {})
      : AST(("#include <array>\n#include <forward_list>\n#include <list>\n"
             "#include <string>\n#include <vector>\n"
             "using Ints = std::vector<int>; Ints make(); int get();\n"
             "void g(int); void change(Ints &);\n"
             "void f(" +
             Params + ") { /*loop*/" + Loop + " }")
                .str(),
            Flags),
        Count(tripCount(AST.at<Stmt>("loop"), AST.context())) {}
  std::string text() const {
    return !Count ? "unknown" : Count->Text.empty() ? "none" : Count->Text;
  }
  TestAST AST;
  std::optional<TripCount> Count;
};

std::string text(llvm::StringRef Params, llvm::StringRef Loop) {
  return Counted(Params, Loop).text();
}

TEST(TripCountTest, Ranges) {
  EXPECT_EQ(text("Ints v", "for (int x : v) g(x);"), "v.size()");
  EXPECT_EQ(text("Ints *p", "for (int x : *p) g(x);"), "p->size()");
  EXPECT_EQ(text("int (&a)[9]", "for (int x : a) g(x);"), "std::size(a)");
  EXPECT_EQ(text("", "for (int x : make()) g(x);"), "none");
  EXPECT_EQ(text("", "for (int x : {1, 2, 3}) g(x);"), "none");
  EXPECT_EQ(text("std::forward_list<int> l", "for (int x : l) g(x);"),
            "unknown");
  EXPECT_EQ(text("std::list<int> l", "for (int x : l) g(x);"), "l.size()");
}

TEST(TripCountTest, Constants) {
  EXPECT_EQ(*Counted("int (&a)[9]", "for (int x : a) g(x);").Count->Constant,
            9U);
  EXPECT_EQ(
      *Counted("std::array<int, 4> a", "for (int x : a) g(x);").Count->Constant,
      4U);
  EXPECT_EQ(*Counted("", "for (int x : {1, 2, 3}) g(x);").Count->Constant, 3U);
  EXPECT_EQ(
      *Counted("", "for (int i = 3; i <= 12; i += 4) g(i);").Count->Constant,
      3U);
  EXPECT_EQ(*Counted("int b", "for (int i = b; i < b + 6; ++i) g(i);")
                 .Count->Constant,
            6U);
  EXPECT_EQ(*Counted("", "for (int i = 9; i > 0; --i) g(i);").Count->Constant,
            9U);
  EXPECT_EQ(*Counted("", "for (int i = 9; i >= 0; --i) g(i);").Count->Constant,
            10U);
  EXPECT_EQ(*Counted("", "for (int i = 9; i < 3; ++i) g(i);").Count->Constant,
            0U);
  EXPECT_FALSE(
      Counted("Ints v", "for (int x : v) g(x);").Count->Constant.has_value());
}

TEST(TripCountTest, Counters) {
  const llvm::StringRef N = "unsigned n, Ints v";
  EXPECT_EQ(text(N, "for (unsigned i = 0; i < n; ++i) g(i);"), "n");
  EXPECT_EQ(text(N, "for (unsigned i = 1; i <= n; ++i) g(i);"), "n");
  EXPECT_EQ(text(N, "for (unsigned i = 0; i <= n; ++i) g(i);"), "n + 1");
  EXPECT_EQ(text(N, "for (unsigned i = 0; n > i; i++) g(i);"), "n");
  EXPECT_EQ(text(N, "for (unsigned i = n; i > 0; --i) g(i);"), "n");
  EXPECT_EQ(text(N, "for (unsigned i = n; i--;) g(i);"), "n");
  EXPECT_EQ(text(N, "for (unsigned i = n; i-- > 0;) g(i);"), "n");
  EXPECT_EQ(text(N, "for (int i = int(v.size()) - 1; i >= 0; --i) g(i);"),
            "v.size()");
  EXPECT_EQ(text(N, "for (unsigned i = 0; i < n; i += 3) g(i);"),
            "(n + 2) / 3");
  // n - 1 could wrap round.
  EXPECT_EQ(text(N, "for (unsigned i = 1; i < n; ++i) g(i);"), "n");
  EXPECT_EQ(text(N, "for (unsigned i = 1; i + 1 < n; ++i) g(i);"), "unknown");
  EXPECT_EQ(
      text("unsigned a, unsigned b", "for (unsigned i = a; i < b; ++i) g(i);"),
      "b - a");
}

TEST(TripCountTest, BoundsThatChange) {
  const llvm::StringRef N = "unsigned n, Ints v";
  EXPECT_EQ(text(N, "for (unsigned i = 0; i < n; ++i) --n;"), "unknown");
  EXPECT_EQ(text(N, "for (unsigned i = 0; i < n; ++i) g(i++);"), "unknown");
  EXPECT_EQ(text(N, "for (unsigned i = 0; i < v.size(); ++i) change(v);"),
            "unknown");
  EXPECT_EQ(text(N, "for (unsigned i = 0; i < v.size(); ++i) v[i] = 0;"),
            "v.size()");
  EXPECT_EQ(text(N, "for (int i = 0; i < get(); ++i) g(i);"), "unknown");
  EXPECT_EQ(text(N, "for (int i = 0; get(); ++i) g(i);"), "unknown");
  EXPECT_EQ(text(N, "for (unsigned i = 0; i > n; ++i) g(i);"), "unknown");
}

TEST(TripCountTest, StepsInTheBody) {
  const llvm::StringRef N = "unsigned n, Ints v";
  EXPECT_EQ(text(N, "while (n--) g(n);"), "n");
  EXPECT_EQ(text(N, "while (n--) --n;"), "unknown");
}

TEST(TripCountTest, NegativeBounds) {
  auto MayBeNegative = [](llvm::StringRef Params, llvm::StringRef Loop) {
    return Counted(Params, Loop).Count->MayBeNegative;
  };
  EXPECT_TRUE(MayBeNegative("int n", "for (int i = 0; i < n; ++i) g(i);"));
  EXPECT_FALSE(MayBeNegative("int n", "for (int i = 0; i != n; ++i) g(i);"));
  EXPECT_FALSE(
      MayBeNegative("unsigned n", "for (unsigned i = 0; i < n; ++i) g(i);"));
  EXPECT_FALSE(
      MayBeNegative("Ints v", "for (int i = 0; i < (int)v.size(); ++i) g(i);"));
  EXPECT_TRUE(MayBeNegative("unsigned a, unsigned b",
                            "for (unsigned i = a; i < b; ++i) g(i);"));
}

TEST(TripCountTest, Iterators) {
  EXPECT_EQ(
      text("Ints v", "for (auto i = v.begin(); i != v.end(); ++i) g(*i);"),
      "v.size()");
  EXPECT_EQ(text("Ints v",
                 "for (auto i = v.begin(), e = v.end(); i != e; ++i) g(*i);"),
            "v.size()");
  EXPECT_EQ(
      text("Ints *v", "for (auto i = v->begin(); i != v->end(); ++i) g(*i);"),
      "v->size()");
  EXPECT_EQ(
      text("Ints v", "for (auto i = v.rbegin(); i != v.rend(); ++i) g(*i);"),
      "v.size()");
  EXPECT_EQ(text("Ints v, Ints w",
                 "for (auto i = v.begin(); i != w.end(); ++i) g(*i);"),
            "w.end() - v.begin()");
  EXPECT_EQ(text("Ints v", "for (auto i = v.begin(); i != v.end(); ++i) "
                           "i = v.erase(i);"),
            "unknown");
  EXPECT_EQ(text("int *b, int *e", "for (; b != e; ++b) g(*b);"), "e - b");
  EXPECT_EQ(text("std::list<int>::iterator b, std::list<int>::iterator e",
                 "for (; b != e; ++b) g(*b);"),
            "unknown");
}

TEST(TripCountTest, SizesThatCount) {
  const char *List = R"cpp(
struct List {
  struct Node { int Value; Node *Next; } *Head;
  unsigned size() const {
    unsigned N = 0;
    for (Node *P = Head; P; P = P->Next) ++N;
    return N;
  }
  int *begin() const; int *end() const;
};
struct Vector { unsigned size() const; int *begin() const; int *end() const; };
void f(List l, Vector v) {
  /*list*/for (int x : l) (void)x;
  /*vector*/for (int x : v) (void)x;
})cpp";
  TestAST AST(List);
  EXPECT_FALSE(tripCount(AST.at<Stmt>("list"), AST.context()));
  EXPECT_TRUE(tripCount(AST.at<Stmt>("vector"), AST.context()));
}

} // namespace
} // namespace clang::tidy::maps::support
