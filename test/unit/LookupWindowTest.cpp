//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/LookupWindow.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <map>
#include <string>
#include <unordered_map>
#include <vector>
using Map = std::map<int, int>;
using Hash = std::unordered_map<int, int>;
void unknown();
int get();
void reads(const Map &);
void writes(Map &);
void use(int);
)cpp";

/// The operation on a container right behind the mark.
const Expr *at(TestAST &AST, llvm::StringRef Mark) {
  const model::ContainerModel Model;
  const unsigned Offset = AST.offsetOf(Mark);
  for (const Expr *E : AST.all<Expr>())
    if (const auto Op = parseMapOp(E, Model);
        Op && Op->Call == E &&
        AST.sources().getFileOffset(E->getBeginLoc()) == Offset)
      return E;
  ADD_FAILURE() << "no operation at " << Mark.str();
  return nullptr;
}

struct Case {
  std::string Body;
  /// "none" if the lookup at /*from*/ does not dominate that at /*to*/, else
  /// whether what was found is still so: "kept" or "lost".
  std::string Expected;
  Survivor What = Survivor::Iterator;
  Trust Level = Trust::Nothing;
};

std::string judge(TestAST &AST, const Case &C, const std::string &Number) {
  const model::ContainerModel Model;
  const Expr *From = at(AST, "from" + Number), *To = at(AST, "to" + Number);
  auto Window = LookupWindow::between(From, To, AST.context());
  if (!Window)
    return "none";
  return survives(C.What, *Window, *parseMapOp(From, Model), Model,
                  AST.context(), C.Level)
             ? "kept"
             : "lost";
}

/// Each body becomes a function in one translation unit: Before, the body with
/// numbered marks, After.
void expect(const std::vector<Case> &Cases, const std::string &Before,
            const std::string &After) {
  std::string Code = Prelude;
  for (size_t I = 0; I < Cases.size(); ++I) {
    std::string Body = Cases[I].Body;
    for (std::string Mark : {"/*from", "/*to"})
      Body.insert(Body.find(Mark) + Mark.size(), std::to_string(I));
    Code += "namespace n" + std::to_string(I) + " {" + Before + Body + After +
            "}\n";
  }
  TestAST AST(Code);
  for (size_t I = 0; I < Cases.size(); ++I)
    EXPECT_EQ(judge(AST, Cases[I], std::to_string(I)), Cases[I].Expected)
        << Cases[I].Body;
}

void expectInLocal(const std::vector<Case> &Cases) {
  expect(Cases,
         "struct V { V(Map &); void run(); }; struct W { Map &m; void run(); };"
         "void f(int k, bool c, std::vector<int> v) { Map m, n; Hash h; ",
         " }");
}

TEST(LookupWindowTest, Dominance) {
  expectInLocal({
      {"if (/*from*/m.count(k)) use(/*to*/m[k]);", "kept"},
      {"if (c && /*from*/m.count(k)) use(/*to*/m[k]);", "none"},
      {"c = /*from*/m.count(k) && /*to*/m[k] > 1;", "kept"},
      {"k = /*from*/m.count(k) ? /*to*/m[k] : 0;", "kept"},
      {"if (c) /*from*/m.count(k); /*to*/m[k];", "none"},
      {"for (;;) { /*from*/m.count(k); } /*to*/m[k];", "none"},
      {"/*from*/m.count(k); for (;;) { /*to*/m[k]; }", "kept"},
      {"if (c) /*from*/m.count(k); else /*to*/m[k];", "none"},
      {"/*from*/m.count(k); auto l = [&] { /*to*/m[k]; };", "none"},
      {"switch (k) { case 1: /*from*/m.count(k); case 2: /*to*/m[k]; }",
       "none"},
      {"/*from*/m.count(k); again: /*to*/m[k]; goto again;", "none"},
  });
}

TEST(LookupWindowTest, ChangesOfTheContainer) {
  auto Between = [](const std::string &S) {
    return "/*from*/m.count(k); " + S + " /*to*/m[k];";
  };
  expectInLocal({
      {Between("m.size(); reads(m); unknown(); v.push_back(1);"), "kept"},
      {Between("m[k] = 3; ++m[k]; m.find(k)->second = 4;"), "kept"},
      {Between("for (auto &e : m) e.second = 0;"), "kept"},
      {Between("n.clear(); n[k] = m[k];"), "kept"},
      {Between("m.clear();"), "lost"},
      {Between("m.erase(7);"), "lost"},
      {Between("writes(m);"), "lost"},
      {Between("m = n;"), "lost"},
      {Between("std::swap(m, n);"), "lost"},
      {Between("if (c) m.clear();"), "lost"},
      {Between("if (c) { m.clear(); return; }"), "kept"},
      {Between("try { m.clear(); } catch (...) {}"), "lost"},
      {Between("m[1] = 2; m.insert({3, 4});"), "kept"},
      {Between("m[1] = 2;"), "lost", Survivor::Absence},
      {Between("m[k] = 2;"), "lost", Survivor::Absence},
      {"try { /*from*/m.count(k); m.clear(); } catch (...) { /*to*/m[k]; }",
       "none"},
      {"/*from*/m.count(k); try { m.clear(); } catch (...) { /*to*/m[k]; }",
       "lost"},
  });
}

TEST(LookupWindowTest, ChangesOfTheKey) {
  expectInLocal({
      {"/*from*/m.count(k); ++k; /*to*/m[k];", "lost"},
      {"/*from*/m.count(v[0]); v[0] = 1; /*to*/m[v[0]];", "lost"},
      {"if (/*from*/m.count(k)) while (c) { /*to*/m[k]; ++k; }", "lost"},
      {"if (/*from*/m.count(k)) while (c) { /*to*/m[k]; }", "kept"},
      {"for (; /*from*/m.count(k);) { use(/*to*/m[k]); ++k; }", "kept"},
  });
}

TEST(LookupWindowTest, Hashed) {
  const std::string Body = "/*from*/h.find(k); h[1] = 2; /*to*/h[k];";
  expectInLocal({{Body, "lost"},
                 {Body, "kept", Survivor::Reference},
                 {Body, "kept", Survivor::Presence}});
}

TEST(LookupWindowTest, CallsThatReachAMember) {
  auto Between = [](const std::string &S) {
    return "/*from*/m.count(k); " + S + " /*to*/m[k];";
  };
  expect(
      {
          {Between("size(); n.clear(); std::to_string(k);"), "kept"},
          {Between("change();"), "lost"},
          {Between("look();"), "lost"},
          {Between("unknown();"), "lost"},
          {Between("other->m.clear();"), "lost"},
          {Between("get().clear();"), "lost"},
          {Between("p.clear();"), "lost"},
          {Between("other->n.clear();"), "kept"},
          {Between("p[k] = m[k];"), "kept"},
      },
      "struct C { Map m, n; C *other; int size() const { return 1; } "
      "Map &get(); void change(); void look() const; void f(int k, Map &p) { ",
      " } };");
}

TEST(LookupWindowTest, CallsForTheirValue) {
  const std::string Call = "/*from*/m.count(k); k2 = get(); /*to*/m[k];",
                    Effect = "/*from*/m.count(k); get(); /*to*/m[k];",
                    Stored = "/*from*/m.count(k); k2 = g(); /*to*/m[k];";
  expect({{Call, "lost"},
          {Call, "kept", Survivor::Iterator, Trust::Values},
          {Effect, "lost", Survivor::Iterator, Trust::Values},
          {Stored, "lost", Survivor::Iterator, Trust::Values}},
         "void f(Map &m, const int &k, long k2, int (*g)()) { ", " }");
}

TEST(LookupWindowTest, KnownOutcome) {
  TestAST AST(std::string(Prelude) +
              "void f(Map &m, int k, bool c) { if (c && /*from*/m.count(k)) "
              "use(/*to*/m[k]); }");
  EXPECT_FALSE(
      LookupWindow::between(at(AST, "from"), at(AST, "to"), AST.context()));
  EXPECT_TRUE(LookupWindow::between(at(AST, "from"), at(AST, "to"),
                                    AST.context(), /*Evaluated=*/true));
}

TEST(LookupWindowTest, CallsThatReachALocal) {
  expectInLocal({
      {"Map *q = &m; /*from*/m.count(k); unknown(); /*to*/m[k];", "lost"},
      {"auto l = [&] { m.clear(); }; /*from*/m.count(k); l(); /*to*/m[k];",
       "lost"},
      {"V keeps(m); /*from*/m.count(k); keeps.run(); /*to*/m[k];", "lost"},
      {"W keeps{m}; /*from*/m.count(k); keeps.run(); /*to*/m[k];", "lost"},
  });
}

} // namespace
} // namespace clang::tidy::maps::support
