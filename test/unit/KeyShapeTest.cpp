//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/KeyShape.h"
#include "TestAST.h"
#include "clang/AST/StmtCXX.h"

namespace clang::tidy::maps::support {
namespace {

// The shape of an expression of x (int), d (double), s (std::string) or local
// in a loop over them, or of the invariant n.
KeyShape shapeOf(llvm::StringRef Key) {
  TestAST AST(("#include <cctype>\n#include <cmath>\n#include <string>\n"
               "#include <utility>\n#include <vector>\n"
               "enum E { A, B }; enum class Id : int {}; int next();\n"
               "struct R { int x; double d; std::string s; E e; Id id; };\n"
               "template <typename T> void use(const T &);\n"
               "void f(std::vector<R> v, int n, std::vector<R> w) {\n"
               "  /*loop*/for (auto &[x, d, s, e, id] : v) {\n"
               "    int local = x % 8; int plain = x; w.push_back(v[0]);\n"
               "    use(/*key*/(" +
               Key + "));\n  }\n}")
                  .str());
  return shapeOfKey(AST.at<Expr>("key"), AST.at<Stmt>("loop"), AST.context());
}

TEST(KeyShapeTest, Varying) {
  for (const char *Key :
       {"x", "x + 1", "x * n", "s", "s + \"x\"", "std::to_string(x)", "plain",
        "x + x % 8", "s.substr(0, n)", "s.substr(2)", "next()", "id",
        "w.size()", "std::make_pair(x % 2, x)", "-x"})
    EXPECT_EQ(shapeOf(Key), KeyShape::Varying) << Key;
}

TEST(KeyShapeTest, Coarse) {
  for (const char *Key : {"x % 10",
                          "x / n",
                          "x >> 3",
                          "x & 7",
                          "local",
                          "local + 1",
                          "e",
                          "static_cast<int>(e)",
                          "x > 2",
                          "s[0]",
                          "s.front()",
                          "s.size()",
                          "s.substr(0, 2)",
                          "std::tolower(s[0])",
                          "std::to_string(x % 10)",
                          "static_cast<int>(d)",
                          "std::floor(d)",
                          "x ? 1 : 2",
                          "std::make_pair(x % 2, x % 3)",
                          "v[x % 3].s"})
    EXPECT_EQ(shapeOf(Key), KeyShape::Coarse) << Key;
}

TEST(KeyShapeTest, Constant) {
  for (const char *Key : {"n", "3", "\"name\"", "n + 1", "std::string(\"x\")"})
    EXPECT_EQ(shapeOf(Key), KeyShape::Constant) << Key;
}

TEST(KeyShapeTest, CoarseTypes) {
  TestAST AST("enum E { A }; enum class Id : int {}; bool b; char c; int i; "
              "unsigned char u; E e; Id id; const E &r = e;");
  for (const char *Name : {"b", "c", "u", "e", "r"})
    EXPECT_TRUE(isCoarseType(AST.decl<VarDecl>(Name)->getType())) << Name;
  for (const char *Name : {"i", "id"})
    EXPECT_FALSE(isCoarseType(AST.decl<VarDecl>(Name)->getType())) << Name;
}

} // namespace
} // namespace clang::tidy::maps::support
