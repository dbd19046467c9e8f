//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ConstantTable.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

TEST(ConstantTableTest, Elements) {
  TestAST AST(R"cpp(
    #include <map>
    #include <set>
    #include <string>
    #include <vector>
    enum E { A, B };
    struct S { int X; std::string Name; };
    int f(int); int now(); constexpr int twice(int I) { return 2 * I; }
    extern const int Elsewhere; int Variable; const char Text[] = "t";
    std::set<int> c3 = {1, 2, twice(3)};
    const std::map<E, std::string> c2 = {{A, "a"}, {B, std::string("b")}};
    auto c1 = std::map<int, int (*)(int)>{{sizeof(int), f}};
    std::map<int, S> c4({{1, {1, "x"}}, {2, S{}}, {-3, {}}, {4, {A | B, "y"}}});
    std::map<int, const int *> c5{{1, &Variable}, {2, nullptr}, {3, 0}, {4, 0}, {5, 0}};
    std::map<std::string, int> c6{{Text, 1}, {"", 2}, {"", 2}, {"", 2}, {"", 2}, {"", 2}};
    std::set<int> x0, x1 = {}, x2 = {now()}, x3 = {Variable}, x4 = {Elsewhere};
    std::set<int> x5 = c3;
    std::map<int, std::vector<int>> x6 = {{1, {2, 3}}};
    std::set<int> x7(c3.begin(), c3.end());
  )cpp");
  auto Elements = [&](const std::string &Name) {
    return constantElements(AST.decl<VarDecl>(Name)->getInit(), AST.context());
  };
  for (unsigned N = 1; N <= 6; ++N) {
    const std::string Name = "c" + std::to_string(N);
    ASSERT_TRUE(Elements(Name)) << Name;
    EXPECT_EQ(*Elements(Name), N);
  }
  for (unsigned N = 0; N <= 7; ++N)
    EXPECT_FALSE(Elements("x" + std::to_string(N))) << N;
}

TEST(ConstantTableTest, TypesOfElements) {
  TestAST AST(R"cpp(
    #include <functional>
    #include <memory>
    #include <string>
    #include <vector>
    struct Plain { int A; std::string B; std::pair<int, std::string> C; };
    class Own { public: Own(); ~Own(); };
    struct Holds { Own O; };
    int c0; const char *c1; std::string c2; Plain c3; std::string_view c4;
    std::pair<int, Plain> c5;
    std::vector<int> x0; std::function<int()> x5; std::unique_ptr<int> x1; Own x2; Holds x3;
    std::pair<int, Own> x4;
  )cpp");
  auto Can = [&](const std::string &Name) {
    return canBeConstant(AST.decl<VarDecl>(Name)->getType(), AST.context());
  };
  for (const char *Name : {"c0", "c1", "c2", "c3", "c4", "c5"})
    EXPECT_TRUE(Can(Name)) << Name;
  for (const char *Name : {"x0", "x1", "x2", "x3", "x4", "x5"})
    EXPECT_FALSE(Can(Name)) << Name;
}

} // namespace
} // namespace clang::tidy::maps::support
