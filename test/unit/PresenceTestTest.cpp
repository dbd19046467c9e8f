//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/PresenceTest.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <map>
#include <set>
using Map = std::map<int, int>;
void use(int);
bool other();
)cpp";

struct Case {
  std::string Code;
  std::string Expected;
};

/// What the conditions say if they are true: "present", "absent", or nothing.
void expectAsked(const std::vector<Case> &Cases, const char *Standard) {
  std::string Code = Prelude;
  for (size_t I = 0; I < Cases.size(); ++I)
    Code += "void f" + std::to_string(I) +
            "(Map &m, Map &n, std::multimap<int, int> &mm, const Map &c, "
            "Map *p, int k) { auto it = m.find(k); /*if" +
            std::to_string(I) + "*/if (" + Cases[I].Code + ") {} }\n";
  TestAST AST(Code, {Standard});
  const model::ContainerModel Model;
  for (size_t I = 0; I < Cases.size(); ++I) {
    const auto *If = AST.at<IfStmt>("if" + std::to_string(I));
    std::string Said;
    if (auto Test = parsePresenceTest(If->getCond(), Model))
      Said = (Test->Iterator ? "iterator " : "") +
             std::string(Test->TrueIfPresent ? "present" : "absent");
    EXPECT_EQ(Said, Cases[I].Expected) << Cases[I].Code;
  }
}

TEST(PresenceTestTest, Spellings) {
  expectAsked(
      {
          {"m.count(k)", "present"},
          {"!m.count(k)", "absent"},
          {"m.count(k) > 0", "present"},
          {"0 < m.count(k)", "present"},
          {"m.count(k) != 0U", "present"},
          {"m.count(k) >= 1", "present"},
          {"m.count(k) == 1", "present"},
          {"m.count(k) == 0", "absent"},
          {"!(m.count(k) > 0)", "absent"},
          {"m.count(k) < 1", "absent"},
          {"p->find(k) != p->end()", "present"},
          {"c.find(k) == c.cend()", "absent"},
          {"it == m.end()", "iterator absent"},
          {"m.cend() != it", "iterator present"},
          // Other questions.
          {"m.find(k) != n.end()", ""},
          {"m.find(k) != m.begin()", ""},
          {"mm.count(k) == 1", ""},
          {"m.count(k) < 2", ""},
          {"m.lower_bound(k) != m.end()", ""},
          {"m.empty()", ""},
      },
      "-std=c++17");
}

TEST(PresenceTestTest, RewrittenInCxx20) {
  for (const char *Standard : {"-std=c++11", "-std=c++20", "-std=c++23"})
    expectAsked(
        {
            {"m.find(k) != m.end()", "present"},
            {"m.end() == m.find(k)", "absent"},
            {"!(it != std::end(m))", "iterator absent"},
        },
        Standard);
  expectAsked({{"m.contains(k) == false", "absent"}}, "-std=c++20");
}

/// What is known at the statement /*here*/: "+m" if m has its key, "-m" if it
/// has not; the nearest first.
void expectKnown(const std::vector<Case> &Cases) {
  std::string Code = Prelude;
  for (size_t I = 0; I < Cases.size(); ++I) {
    std::string Body = Cases[I].Code, Mark = "/*here";
    Body.insert(Body.find(Mark) + Mark.size(), std::to_string(I));
    Code += "void f" + std::to_string(I) +
            "(Map &m, Map &n, int k, bool c) { " + Body + " }\n";
  }
  TestAST AST(Code);
  const model::ContainerModel Model;
  for (size_t I = 0; I < Cases.size(); ++I) {
    std::string Said;
    for (const KnownPresence &Known :
         presenceKnownAt(AST.at<CallExpr>("here" + std::to_string(I)), Model,
                         AST.context()))
      Said +=
          (Known.Present ? "+" : "-") + containerOf(Known.Test.Lookup)->str();
    EXPECT_EQ(Said, Cases[I].Expected) << Cases[I].Code;
  }
}

TEST(PresenceTestTest, Branches) {
  expectKnown({
      {"if (m.count(k)) /*here*/use(m[k]);", "+m"},
      {"if (!m.count(k)) c = c; else { /*here*/use(m[k]); }", "+m"},
      {"if (m.count(k)) c = c; else /*here*/use(m[k]);", "-m"},
      {"if (c && m.count(k) && !n.count(k)) /*here*/use(1);", "-n+m"},
      {"if (c || m.count(k)) /*here*/use(1);", ""},
      {"if (c || !m.count(k)) return; /*here*/use(1);", "+m"},
      {"if (!(c && m.count(k))) return; /*here*/use(1);", "+m"},
      {"while (m.count(k)) { /*here*/use(1); }", "+m"},
      {"c = m.count(k) ? (/*here*/use(1), true) : false;", "+m"},
      {"c = !m.count(k) || (/*here*/use(1), true);", "+m"},
  });
}

TEST(PresenceTestTest, EarlyExits) {
  expectKnown({
      {"if (!m.count(k)) return; /*here*/use(1);", "+m"},
      {"for (;;) { if (m.count(k)) { k = 1; continue; } /*here*/use(1); }",
       "-m"},
      {"if (m.count(k)) k = 1; else throw 1; if (c) { /*here*/use(1); }", "+m"},
      {"if (!m.count(k)) use(2); /*here*/use(1);", ""},
      {"if (c) { if (!m.count(k)) return; } /*here*/use(1);", ""},
      {"switch (k) { case 0: if (!m.count(k)) return; case 1: /*here*/use(1); "
       "}",
       ""},
      {"if (!m.count(k)) return; auto l = [=] { /*here*/use(1); };", ""},
  });
}

} // namespace
} // namespace clang::tidy::maps::support
