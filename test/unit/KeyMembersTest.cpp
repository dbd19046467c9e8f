//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/KeyMembers.h"
#include "TestAST.h"
#include "support/HashFlaws.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <functional>
#include <string>
#include <tuple>
struct K {
  int a, b;
  std::string c;
  int getA() const { return a; }
};
)cpp";

std::string names(llvm::ArrayRef<KeyMember> Members) {
  std::string Text;
  for (const KeyMember &Member : Members)
    Text += (Text.empty() ? "" : " ") + Member.Name;
  return Text;
}

/// Body of `size_t h(const K &k)`.
HashShape shapeOf(llvm::StringRef Body) {
  static std::vector<std::unique_ptr<TestAST>> Alive;
  Alive.push_back(std::make_unique<TestAST>(
      Prelude + ("size_t h(const K &k) {" + Body + "}").str()));
  const auto *Function = Alive.back()->decl<FunctionDecl>("h");
  return shapeOfHash(Function, Function->getParamDecl(0),
                     Alive.back()->context());
}

TEST(KeyMembersTest, WhatAHashReads) {
  EXPECT_EQ(names(shapeOf("return k.a * 31 + k.getA();").Read), "a a");
  EXPECT_EQ(names(shapeOf("auto &[x, y, z] = k; return x + y;").Read), "a b");
  EXPECT_EQ(names(shapeOf("const int x = k.b; return x;").Read), "b");
  EXPECT_TRUE(shapeOf("const K &o = k; return o.a;").ReadsMore);
  EXPECT_TRUE(shapeOf("const int *p = &k.a; return p[1];").ReadsMore);
  EXPECT_FALSE(shapeOf("return k.a;").ReadsMore);
}

TEST(KeyMembersTest, Constants) {
  EXPECT_TRUE(shapeOf("return 3;").Constant);
  EXPECT_TRUE(shapeOf("(void)k; return 3;").Constant);
  EXPECT_FALSE(shapeOf("static int n; return ++n;").Constant);
  EXPECT_FALSE(shapeOf("return k.a;").Constant);
}

TEST(KeyMembersTest, Exchangeable) {
  EXPECT_TRUE(shapeOf("return k.a ^ k.b;").Exchangeable);
  EXPECT_TRUE(
      shapeOf("std::hash<int> h; return 7 + h(k.a) + h(k.b);").Exchangeable);
  EXPECT_TRUE(
      shapeOf("size_t s = 1; s ^= k.a; s ^= k.b; return s;").Exchangeable);
  EXPECT_FALSE(shapeOf("size_t s = 1; s ^= k.a; s = s * 31 + k.b; return s;")
                   .Exchangeable);
  EXPECT_FALSE(shapeOf("return k.a ^ (k.b << 1);").Exchangeable);
  EXPECT_FALSE(
      shapeOf("return k.a ^ std::hash<std::string>()(k.c);").Exchangeable);
}

TEST(KeyMembersTest, Equality) {
  TestAST AST(std::string(Prelude) + R"cpp(
bool chain(const K &l, const K &r) { return l.a == r.a && r.b == l.b; }
bool tied(const K &l, const K &r) {
  return std::tie(l.a, l.c) == std::tie(r.a, r.c);
}
bool early(const K &l, const K &r) {
  if (l.a != r.a)
    return false;
  return l.c == r.c;
}
bool crossed(const K &l, const K &r) { return l.a == r.b && l.b == r.a; }
bool more(const K &l, const K &r) { return l.a == r.a && l.b + r.b == 0; }
)cpp");
  auto Compared = [&](const char *Name) {
    std::optional<EqualityShape> Shape =
        shapeOfEquality(AST.decl<FunctionDecl>(Name));
    return Shape ? names(Shape->Compared) : "unknown";
  };
  EXPECT_EQ(Compared("chain"), "a b");
  EXPECT_EQ(Compared("tied"), "a c");
  EXPECT_EQ(Compared("early"), "a c");
  EXPECT_EQ(Compared("crossed"), "unknown");
  EXPECT_EQ(Compared("more"), "unknown");
}

} // namespace
} // namespace clang::tidy::maps::support
