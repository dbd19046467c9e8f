//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ValueUse.h"
#include "TestAST.h"
#include "support/Lifetime.h"
#include "support/MapOps.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
struct Item {
  int Field;
  static int Shared;
  int reads() const;
  int writes();
};
using Map = std::map<int, Item>;
template <class T> using Of = std::map<int, T>;
void byValue(int);
void byConst(const Item &);
void byReference(Item &);
template <class T> void forwarded(T &&);
)cpp";

/// The uses of the subscripts at /*use*/ in functions with these bodies.
std::vector<ValueUse> uses(std::vector<std::string> Bodies) {
  std::string Code = Prelude;
  Code += "struct S { Map M; Of<int> Ints; Of<int *> Pointers; "
          "Of<std::vector<int>> Lists; Of<std::unique_ptr<Item>> Owners;\n";
  for (size_t N = 0; N < Bodies.size(); ++N) {
    const std::string Number = std::to_string(N);
    std::string Body = Bodies[N];
    Body.insert(Body.find("use*/") + 3, Number);
    Code += "int f" + Number + "(int k) { " + Body + " return k; }\n";
  }
  TestAST AST(Code + "};");
  std::vector<ValueUse> Results(Bodies.size());
  for (const auto *Call : AST.all<CXXOperatorCallExpr>()) {
    if (Call->getOperator() != OO_Subscript)
      continue;
    for (size_t N = 0; N < Bodies.size(); ++N)
      if (!Results[N].Whole &&
          AST.sources().getFileOffset(Call->getBeginLoc()) ==
              AST.offsetOf("use" + std::to_string(N)))
        Results[N] = valueUse(Call, AST.context());
  }
  return Results;
}

void expect(ValueUse::UseKind Kind, std::vector<std::string> Bodies) {
  std::vector<ValueUse> Uses = uses(Bodies);
  for (size_t N = 0; N < Bodies.size(); ++N)
    EXPECT_EQ(Uses[N].Kind, Kind) << Bodies[N];
}

TEST(ValueUseTest, Reads) {
  expect(ValueUse::Read,
         {"if (/*use*/Ints[k]) return 1;",
          "byValue(/*use*/Ints[k]);",
          "int x = /*use*/Ints[k] + 1;",
          "byConst(/*use*/M[k]);",
          "int x = /*use*/M[k].Field;",
          "/*use*/M[k].reads();",
          "bool x = /*use*/Owners[k] != nullptr;",
          "if (/*use*/Owners[k]) return 2;",
          "Item *p = /*use*/Owners[k].get();",
          "auto l = /*use*/Lists[k];",
          "Item i = {/*use*/Ints[k]};",
          "Item i{/*use*/Ints[k]};",
          "int x = /*use*/Lists[k][0];",
          "int x = /*use*/Lists[k].front();",
          "bool b = /*use*/Lists[k].begin() == Lists[1].end();",
          "for (int x : /*use*/Lists[k]) byValue(x);",
          "for (auto &x : /*use*/Lists[k]) byValue(x);",
          "auto &l = /*use*/Lists[k]; return l.size();",
          "std::vector<std::vector<int>> v; v.emplace_back(/*use*/Lists[k]);",
          "auto p = std::make_pair(k, /*use*/Ints[k]);"});
}

TEST(ValueUseTest, WhereReferencesLiveOn) {
  std::vector<ValueUse> Uses =
      uses({"byConst(/*use*/M[k]);", "const Item &i = /*use*/M[k];",
            "int x = /*use*/Ints[k];",
            "auto f = [this](int k) -> const Item & { return /*use*/M[k]; };"});
  EXPECT_EQ(Uses[0].Bound, ValueUse::Argument);
  EXPECT_EQ(Uses[1].Bound, ValueUse::Variable);
  EXPECT_EQ(Uses[2].Bound, ValueUse::None);
  EXPECT_EQ(Uses[3].Bound, ValueUse::Returned);
}

TEST(ValueUseTest, Writes) {
  expect(ValueUse::Unknown,
         {"/*use*/Ints[k] = 1;", "++/*use*/Ints[k];", "/*use*/Ints[k] += 1;",
          "byReference(/*use*/M[k]);", "forwarded(/*use*/M[k]);",
          "/*use*/M[k].writes();", "/*use*/M[k].Field = 1;",
          "/*use*/Lists[k].push_back(1);", "/*use*/Lists[k][0] = 1;",
          "Item &i = /*use*/M[k]; i.writes();",
          "auto &x = /*use*/Ints[k]; if (!x) x = 2;", "auto *p = &/*use*/M[k];",
          "auto l = std::move(/*use*/Lists[k]);",
          "auto i = /*use*/Lists[k].begin();",
          "for (auto &x : /*use*/Lists[k]) ++x;",
          "auto f = [this](int k) -> int & { return /*use*/Ints[k]; };"});
}

TEST(ValueUseTest, Discarded) {
  expect(ValueUse::Discarded,
         {"/*use*/Ints[k];", "(void)/*use*/Ints[k];",
          "int n = sizeof(/*use*/Ints[k]);", "(/*use*/Ints[k], ++k);",
          "int x = /*use*/M[k].Shared;"});
}

TEST(ValueUseTest, Dereferenced) {
  expect(ValueUse::Dereferenced,
         {"/*use*/Owners[k]->writes();", "(*/*use*/Owners[k]).reads();",
          "int x = */*use*/Pointers[k];", "/*use*/Pointers[k][2] = 1;"});
}

//===--- Lifetime ---------------------------------------------------------===//

/// Each piece of code uses an object at /*m*/.
void expectOutlives(bool Expected, std::vector<std::string> Pieces) {
  std::string Code = Prelude;
  for (size_t N = 0; N < Pieces.size(); ++N) {
    std::string Piece = Pieces[N];
    Piece.insert(Piece.find("m*/") + 1, std::to_string(N));
    Code += "namespace n" + std::to_string(N) + " { " + Piece + " }\n";
  }
  TestAST AST(Code);
  for (size_t N = 0; N < Pieces.size(); ++N)
    EXPECT_EQ(outlivesFunction(AST.at<Expr>("m" + std::to_string(N))), Expected)
        << Pieces[N];
}

TEST(LifetimeTest, WhatOutlivesTheFunction) {
  expectOutlives(
      true,
      {"Map G; void f() { /*m*/G; }", "void f() { static Map S; /*m*/S; }",
       "struct A { Map M; void f() { /*m*/M; } };",
       "void f(Map &P) { /*m*/P; }", "void f(Map *P) { /*m*/P; }",
       "Map &get(); void f() { Map &R = get(); /*m*/R; }",
       "struct A { Map M; }; void f(A *P) { auto &R = *P; /*m*/R.M; }",
       "void f(std::vector<Map> &V) { /*m*/V[0]; }",
       "void f(Of<Map> &V) { auto It = V.find(1); /*m*/It->second; }",
       "void f(Of<Map> &V) { for (auto &[K, R] : V) /*m*/R; }",
       "void f(std::shared_ptr<Map> P) { /*m*/P; }"});
}

TEST(LifetimeTest, WhatDiesWithIt) {
  expectOutlives(false,
                 {"void f() { Map L; /*m*/L; }", "void f(Map P) { /*m*/P; }",
                  "struct A { Map M; }; void f() { A L; /*m*/L.M; }",
                  "void f() { Map L; Map &R = L; /*m*/R; }",
                  "void f() { Of<Map> L; for (auto &[K, R] : L) /*m*/R; }",
                  "void f() { auto P = std::make_unique<Map>(); /*m*/P; }",
                  "void f() { std::vector<Map> V(2); /*m*/V[0]; }",
                  "Map make(); void f() { /*m*/make(); }",
                  "void f() { Map L; auto g = [&] { /*m*/L; }; g(); }"});
}

} // namespace
} // namespace clang::tidy::maps::support
