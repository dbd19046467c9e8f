//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Identity.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <map>
#include <memory>
#include <string>
#include <vector>
using Map = std::map<int, int>;
)cpp";

std::string objectAt(llvm::StringRef Code) {
  TestAST AST(Prelude + Code.str());
  const Expr *E = AST.at<Expr>("mark");
  std::optional<ObjectPath> Path =
      E ? objectOf(E) : std::optional<ObjectPath>();
  return Path ? Path->str() : "none";
}

TEST(IdentityTest, VariablesMembersAndPointees) {
  EXPECT_EQ(objectAt("void f(Map m) { /*mark*/m; }"), "m");
  EXPECT_EQ(objectAt("struct C { Map c; void f() { /*mark*/c; } };"),
            "this->c");
  EXPECT_EQ(objectAt("struct C { Map c; void f() { /*mark*/this->c; } };"),
            "this->c");
  EXPECT_EQ(objectAt("struct A { Map b; }; void f(A a) { /*mark*/a.b; }"),
            "a.b");
  EXPECT_EQ(objectAt("struct A { Map b; }; void f(A *a) { /*mark*/a->b; }"),
            "a->b");
  EXPECT_EQ(objectAt("void f(Map *p) { /*mark*/*p; }"), "*p");
  EXPECT_EQ(objectAt("void f(std::unique_ptr<Map> p) { /*mark*/*p; }"), "*p");
  EXPECT_EQ(objectAt("struct C { static Map s; void f() { /*mark*/s; } };"),
            "s");
}

TEST(IdentityTest, ReferencesBoundOnceAreTheirObject) {
  EXPECT_EQ(objectAt("struct C { Map c; void f() { auto &r = c; /*mark*/r; } "
                     "};"),
            "this->c");
  EXPECT_EQ(objectAt("void f(Map m) { Map &r = m; Map &s = r; /*mark*/s; }"),
            "m");
  EXPECT_EQ(objectAt("Map &g(); void f() { Map &r = g(); /*mark*/r; }"), "r");
}

TEST(IdentityTest, PointersBoundOnceAreTheirObject) {
  EXPECT_EQ(objectAt("void f(Map m) { Map *const p = &m; /*mark*/*p; }"), "m");
  EXPECT_EQ(objectAt("void f(Map m) { Map *p = &m; /*mark*/*p; }"), "m");
  EXPECT_EQ(objectAt("void f(Map m, Map n) { Map *p = &m; p = &n; /*mark*/*p; "
                     "}"),
            "*p");
}

TEST(IdentityTest, NoFixedIdentity) {
  EXPECT_EQ(objectAt("Map &g(); void f() { /*mark*/g(); }"), "none");
  EXPECT_EQ(objectAt("void f(std::vector<Map> v) { /*mark*/v[0]; }"), "none");
  EXPECT_EQ(objectAt("void f(bool c, Map a, Map b) { /*mark*/c ? a : b; }"),
            "none");
}

TEST(IdentityTest, RangeVariablesAreNotTheirRange) {
  EXPECT_EQ(objectAt("void f(std::vector<Map> v) { for (auto &m : v) "
                     "/*mark*/m; }"),
            "m");
}

bool same(llvm::StringRef Code) {
  TestAST AST(Prelude + Code.str());
  const Expr *A = AST.at<Expr>("a"), *B = AST.at<Expr>("b");
  return A && B && sameValue(A, B, AST.context());
}

TEST(IdentityTest, SameValue) {
  EXPECT_TRUE(same("void f(int k) { (void)(/*a*/k); (void)(/*b*/(k)); }"));
  EXPECT_TRUE(
      same("void f(int k) { (void)(/*a*/k + 1); (void)(/*b*/k + 1); }"));
  EXPECT_FALSE(
      same("void f(int k) { (void)(/*a*/k + 1); (void)(/*b*/k - 1); }"));
  EXPECT_FALSE(
      same("void f(int k, int l) { (void)(/*a*/k); (void)(/*b*/l); }"));
  EXPECT_TRUE(same("void f(std::string s) { (void)(/*a*/s.size()); "
                   "(void)(/*b*/s.size()); }"));
  EXPECT_TRUE(same("struct R { int id; }; void f(R r) { R &q = r; "
                   "(void)(/*a*/r.id); (void)(/*b*/q.id); }"));
  EXPECT_TRUE(same("void f() { (void)(/*a*/\"x\"); (void)(/*b*/\"x\"); }"));
  EXPECT_FALSE(same("void f() { (void)(/*a*/\"x\"); (void)(/*b*/\"y\"); }"));
  EXPECT_TRUE(same("struct R { int i; int id() const { return i; } }; void f(R "
                   "r) { (void)(/*a*/r.id()); (void)(/*b*/r.id()); }"));
}

TEST(IdentityTest, SideEffectsAreNeverTheSameValue) {
  EXPECT_FALSE(same("void f(int k) { (void)(/*a*/k++); (void)(/*b*/k++); }"));
  EXPECT_FALSE(same("int g(); void f() { (void)(/*a*/g()); (void)(/*b*/g()); "
                    "}"));
}

} // namespace
} // namespace clang::tidy::maps::support
