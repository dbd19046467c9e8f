//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Growth.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

/// The lines of \p Code, counted from 1, where its map `Cache` grows without a
/// bound.
std::string growthIn(const std::string &Code) {
  TestAST AST("#include <map>\n#include <string>\n"
              "enum class Color { Red, Green };\n"
              "int compute(int);\n" +
              Code);
  model::ContainerModel Model;
  UsageSummaries Summaries(AST.context(), Model);
  CallSites Calls(AST.context());
  const MapSummary *Map = Summaries.of(AST.decl<VarDecl>("Cache"));
  std::string Lines;
  for (const Usage *U :
       unboundedGrowth(*Map, Summaries, Calls, Model, AST.context()))
    Lines += std::to_string(U->Where.Line - 4) + " ";
  return Lines;
}

TEST(GrowthTest, GrowsWithEachKey) {
  EXPECT_EQ(growthIn("static std::map<int, int> Cache;\n"
                     "int get(int k) {\n"
                     "  auto it = Cache.find(k);\n"
                     "  if (it != Cache.end()) return it->second;\n"
                     "  return Cache[k] = compute(k); }\n"),
            "5 ");
  EXPECT_EQ(growthIn("int get(int k) {\n"
                     "  static std::map<int, int> Cache;\n"
                     "  Cache.emplace(k, 1);\n"
                     "  return Cache[k + 1]; }\n"),
            "3 4 ");
}

TEST(GrowthTest, SomethingShrinksBoundsOrTakesIt) {
  const std::string Map = "static std::map<int, int> Cache;\n"
                          "void change(std::map<int, int> &);\n"
                          "void put(int k) { Cache[k] = compute(k); }\n";
  EXPECT_EQ(growthIn(Map), "3 ");
  for (const char *Other :
       {"void drop(int k) { Cache.erase(k); }",
        "void drop() { Cache.clear(); }",
        "bool full() { return Cache.size() > 100; }",
        "static bool full(const std::map<int, int> &m) { return m.size() > 9; }"
        "bool full() { return full(Cache); }",
        "void drop() { change(Cache); }", "void drop() { Cache = {}; }",
        "std::map<int, int> &all() { return Cache; }"})
    EXPECT_EQ(growthIn(Map + Other), "") << Other;
}

TEST(GrowthTest, FewKeysOrSetUp) {
  EXPECT_EQ(growthIn("static std::map<Color, int> Cache;\n"
                     "void put(Color c) { Cache[c] = 1; }\n"),
            "");
  EXPECT_EQ(growthIn("static std::map<int, int> Cache;\n"
                     "void put(int k) { Cache[k % 16] = 1; }\n"),
            "");
  EXPECT_EQ(growthIn("static std::map<int, int> Cache;\n"
                     "void put() { Cache[7] = 1; }\n"),
            "");
  EXPECT_EQ(growthIn("static std::map<int, int> Cache;\n"
                     "void registerHandler(int k) { Cache[k] = 1; }\n"),
            "");
  EXPECT_EQ(growthIn("static std::map<int, int> Cache;\n"
                     "static void one(int k) { Cache[k] = 1; }\n"
                     "void initTables() { one(1); }\n"),
            "");
  EXPECT_EQ(growthIn("static std::map<int, int> Cache;\n"
                     "static void one(int k) { Cache[k] = 1; }\n"
                     "void request(int k) { one(k); }\n"),
            "2 ");
}

TEST(GrowthTest, WhoCanNameIt) {
  TestAST AST("namespace { struct Hidden { int A; }; }\n"
              "struct Shown { int B; static int C; };\n"
              "static int D; extern int E; int F;\n"
              "void f() { static int G; }",
              {});
  auto Known = [&](llvm::StringRef Name) {
    return isOnlyKnownHere(AST.decl<ValueDecl>(Name), AST.context());
  };
  EXPECT_TRUE(Known("A"));
  EXPECT_TRUE(Known("B")) << "its class is in the main file, no header";
  EXPECT_TRUE(Known("D"));
  EXPECT_TRUE(Known("G"));
  EXPECT_FALSE(Known("E"));
  EXPECT_FALSE(Known("F"));
}

TEST(GrowthTest, OnlyObjectOfItsClass) {
  const std::string Class = "#include <memory>\nstruct S { int x; };\n";
  auto Single = [&](const std::string &Code) {
    TestAST AST(Class + Code);
    return isSingleton(AST.decl<CXXRecordDecl>("S"), AST.decl<VarDecl>("Only"),
                       AST.context());
  };
  EXPECT_TRUE(Single("S &get() { static S Only; return Only; }"));
  EXPECT_TRUE(Single("static S *Only = new S;"));
  EXPECT_FALSE(Single("static S Only; struct T { S other; };"));
  EXPECT_FALSE(Single("static S Only; void f() { S local; }"));
  EXPECT_FALSE(Single("static S Only; void f() { new S; }"));
  EXPECT_FALSE(Single("static S Only; void f() { std::make_unique<S>(); }"));
}

} // namespace
} // namespace clang::tidy::maps::support
