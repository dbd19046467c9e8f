//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Visibility.h"
#include "TestAST.h"
#include "llvm/ADT/StringMap.h"

namespace clang::tidy::maps::support {
namespace {

struct Answers {
  bool Visible = false;
  bool Walked = false;
};

/// What is said of each map, by its name.
llvm::StringMap<Answers> judge(const std::string &Code) {
  TestAST AST("#include <iterator>\n#include <map>\n#include <set>\n"
              "#include <utility>\n"
              "using M = std::map<int, int>;\n"
              "void read(const M &); void change(M &); void take(M);\n"
              "void use(int); void keep(M::iterator); int &pick(int);\n" +
                  Code,
              {"-std=c++20"});
  model::ContainerModel Model;
  UsageSummaries Summaries(AST.context(), Model);
  llvm::StringMap<Answers> Result;
  for (const MapSummary &Map : Summaries.all())
    Result[Map.Name] = {isFullyVisible(Map, Summaries, AST.context()),
                        isWalked(Map, Summaries, Model, AST.context())};
  return Result;
}

/// The answers for `m` in functions with the given bodies.
std::vector<Answers> judgeBodies(const std::vector<std::string> &Bodies) {
  std::string Code;
  for (size_t I = 0; I < Bodies.size(); ++I) {
    const std::string N = std::to_string(I);
    Code += "auto f" + N + "(int k) { M m" + N + "; " + "auto &m = m" + N +
            "; " + Bodies[I] + " }\n";
  }
  llvm::StringMap<Answers> All = judge(Code);
  std::vector<Answers> Result;
  for (size_t I = 0; I < Bodies.size(); ++I)
    Result.push_back(All["m" + std::to_string(I)]);
  return Result;
}

void expectVisible(const std::vector<std::string> &Bodies, bool Expected) {
  std::vector<Answers> All = judgeBodies(Bodies);
  for (size_t I = 0; I < Bodies.size(); ++I)
    EXPECT_EQ(All[I].Visible, Expected) << Bodies[I];
}

void expectWalked(const std::vector<std::string> &Bodies, bool Expected) {
  std::vector<Answers> All = judgeBodies(Bodies);
  for (size_t I = 0; I < Bodies.size(); ++I)
    EXPECT_EQ(All[I].Walked, Expected) << Bodies[I];
}

TEST(VisibilityTest, DeclarationsThatOnlyThisUnitNames) {
  auto All = judge(R"cpp(
    static M internal; const M constant{{1, 2}}; namespace { M unnamed; }
    M external; extern M elsewhere; inline M inlined;
    void f(M parameter, M &reference) {
      static M once; M local; M *pointer = &parameter;
      extern M redeclared;
      class Local { M inLocal; };
    }
    namespace {
      class Hidden { M priv; static M shared; protected: M prot; public: M pub; };
      template <typename T> class Template { M inTemplate; };
      class Compared {
        M compared;
        friend auto operator<=>(const Compared &, const Compared &) = default;
      };
    }
    class Exported { M exported; };
  )cpp");
  for (const char *Name : {"internal", "constant", "unnamed", "once", "local",
                           "inLocal", "priv", "shared"})
    EXPECT_TRUE(All.count(Name) && All[Name].Visible) << Name;
  for (const char *Name :
       {"external", "elsewhere", "inlined", "parameter", "reference", "pointer",
        "redeclared", "prot", "pub", "inTemplate", "compared", "exported"})
    EXPECT_TRUE(All.count(Name) && !All[Name].Visible) << Name;
}

TEST(VisibilityTest, UsesThatStayInView) {
  expectVisible({"m[k] = 1;", "use(m.at(k));", "use(m.size());",
                 "for (auto &e : m) use(e.first);", "auto &v = m[k]; v = 1;",
                 "return &m[k];", "auto it = m.find(k); keep(it);",
                 "[&] { m.clear(); }();", "[m] { use(m.count(1)); }();",
                 "m = M();", "use(m == M());"},
                true);
}

TEST(VisibilityTest, UsesThatHandItOut) {
  expectVisible({"read(m);", "change(m);", "take(m);", "take(std::move(m));",
                 "M o; o = m;", "M o; o.swap(m);", "M *p = &m; use(!p);",
                 "return m;", "return &m;",
                 "struct S { const M &r; } s{m}; use(s.r.size());",
                 "use(m.key_comp()(1, 2));"},
                false);
}

TEST(VisibilityTest, PositionsThatStay) {
  expectWalked(
      {"m[k] = 1; m.erase(k);", "use(m.erase(k)); use(m.count(k));",
       "auto it = m.find(k); if (it != m.end()) use(it->second);",
       "if (auto it = m.find(k); m.end() != it) m.erase(it);",
       "M::const_iterator it = m.find(k); use((*it).second);",
       "M::iterator it; it = m.find(k); use(it == m.end());",
       "auto end = m.end(); if (m.find(k) == end) use(k);",
       "auto [it, fresh] = m.emplace(k, 1); if (!fresh) ++it->second;",
       "auto r = m.insert({k, 1}); if (r.second) use(r.first->second);",
       "if (m.try_emplace(k, 1).second) use(k);",
       "bool fresh = m.insert({k, 1}).second; use(fresh);",
       "auto it = m.lower_bound(k); m.emplace_hint(it, k, 1);",
       "auto i = std::inserter(m, m.end()); *i = {k, 1};",
       "auto it = m.find(k); [&] { use(it->second); }();", "m.clear();",
       "return m.insert({k, 1}).second;", "return m.find(k)->second;"},
      false);
}

TEST(VisibilityTest, PositionsThatMove) {
  expectWalked({"for (auto &e : m) use(e.first);",
                "for (auto it = m.begin(); it != m.end(); ++it) use(k);",
                "use(m.begin()->first);", "use(m.rbegin()->first);",
                "use((--m.end())->first);", "use(std::prev(m.end())->first);",
                "auto it = m.find(k); ++it; use(it->second);",
                "auto it = m.find(k); keep(it);", "return m.find(k);",
                "auto it = m.end(); --it; use(it->first);",
                "auto it = m.find(k); auto next = it; ++next; use(k);",
                "M::iterator it; for (it = m.find(k); it != m.end(); it++) {}",
                "auto it = m.erase(m.find(k)); use(it->first);",
                "auto it = m.find(k); it = m.erase(it);",
                "m.erase(m.find(k), m.end());",
                "auto r = m.equal_range(k); use(std::distance(r.first, "
                "r.second));",
                "std::erase_if(m, [](auto &e) { return e.second; });",
                "static M::iterator it; it = m.find(k);"},
               true);
}

} // namespace
} // namespace clang::tidy::maps::support
