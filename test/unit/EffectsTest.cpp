//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Effects.h"
#include "TestAST.h"
#include "clang/AST/StmtCXX.h"

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <map>
#include <string>
#include <vector>
using Map = std::map<int, int>;
void unknown();
void reads(const Map &);
void writes(Map &);
)cpp";

/// Does the compound statement of the `if` at /*region*/ perhaps write to the
/// object at /*object*/?
bool writes(llvm::StringRef Code) {
  TestAST AST(Prelude + Code.str());
  const auto *Region = AST.at<IfStmt>("region");
  const Expr *Object = AST.at<Expr>("object");
  std::optional<ObjectPath> Path = objectOf(Object);
  EXPECT_TRUE(Path);
  return mayWrite(Region->getThen(), *Path, AST.context());
}

bool writesLocal(std::string Body) {
  return writes("void f(bool c, int i, std::vector<int> v) { Map m; "
                "(void)/*object*/m; /*region*/if (c) { " +
                Body + " } }");
}

TEST(EffectsTest, ReadsOfALocal) {
  EXPECT_FALSE(writesLocal("m.find(1);"));
  EXPECT_FALSE(writesLocal("reads(m);"));
  EXPECT_FALSE(writesLocal("const Map &r = m; r.at(1);"));
  EXPECT_FALSE(writesLocal("unknown();"));
  EXPECT_FALSE(writesLocal("v[0] = 1; i = 2; ++i;"));
  EXPECT_FALSE(writesLocal("for (auto &kv : m) i += kv.second;"));
}

TEST(EffectsTest, WritesToALocal) {
  EXPECT_TRUE(writesLocal("m[1] = 2;"));
  EXPECT_TRUE(writesLocal("m.clear();"));
  EXPECT_TRUE(writesLocal("m = Map();"));
  EXPECT_TRUE(writesLocal("writes(m);"));
  EXPECT_TRUE(writesLocal("Map &r = m; r.clear();"));
  EXPECT_TRUE(writesLocal("auto *p = &m; p->clear();"));
  EXPECT_TRUE(writesLocal("auto add = [&](int x) { m[x] = 1; }; add(i);"));
}

TEST(EffectsTest, CallsReachWhatHasEscaped) {
  EXPECT_TRUE(writes("void keep(Map *); void f(bool c) { Map m; keep(&m); "
                     "(void)/*object*/m; /*region*/if (c) { unknown(); } }"));
  EXPECT_FALSE(writes("void keep(Map *); void f(bool c, std::vector<int> v) { "
                      "Map m; keep(&m); (void)/*object*/m; /*region*/if (c) { "
                      "v.push_back(1); v.size(); } }"));
}

bool writesMember(std::string Body) {
  return writes("struct C { Map m, n; int i; std::vector<int> v; int size() "
                "const { return i; } void other(); void f(bool c, C &o) { "
                "(void)/*object*/m; /*region*/if (c) { " +
                Body + " } } };");
}

TEST(EffectsTest, Members) {
  EXPECT_FALSE(writesMember("m.find(1);"));
  EXPECT_FALSE(writesMember("n.clear(); i = 1; v.push_back(2);"));
  EXPECT_FALSE(writesMember("size();"));
  EXPECT_TRUE(writesMember("m.clear();"));
  EXPECT_TRUE(writesMember("this->m.clear();"));
  EXPECT_TRUE(writesMember("other();"));
  EXPECT_TRUE(writesMember("unknown();"));
  EXPECT_TRUE(writesMember("o = C();"));
}

bool changes(std::string Params, std::string Key, std::string Body) {
  TestAST AST(Prelude + ("void f(bool c, " + Params + ") { (void)(/*key*/" +
                         Key + "); /*region*/if (c) { " + Body + " } }"));
  return mayChangeValue(AST.at<IfStmt>("region")->getThen(),
                        AST.at<Expr>("key"), AST.context());
}

TEST(EffectsTest, ValuesOfKeys) {
  EXPECT_FALSE(changes("int k", "k", "unknown();"));
  EXPECT_TRUE(changes("int k", "k", "++k;"));
  EXPECT_TRUE(changes("int k", "k + 1", "k = 2;"));
  EXPECT_FALSE(changes("std::string s", "s.size()", "unknown();"));
  EXPECT_TRUE(changes("std::string s", "s.size()", "s += 'x';"));
  EXPECT_TRUE(changes("int k", "k++", ""));
  EXPECT_TRUE(changes("const int &k", "k", "unknown();"));
  EXPECT_TRUE(changes("int *p", "*p", "unknown();"));
  EXPECT_FALSE(changes("int *p", "*p", "std::string s; s.clear();"));
}

bool pure(std::string Params, std::string Expression) {
  TestAST AST(Prelude + ("int rank(int); struct R { int i; int id() const { "
                         "return i; } int next() { return ++i; } int far() "
                         "const; }; void f(" +
                         Params + ") { (void)(/*e*/" + Expression + "); }"));
  return isPure(AST.at<Expr>("e"));
}

TEST(EffectsTest, PureExpressions) {
  EXPECT_TRUE(pure("int i", "i + 1"));
  EXPECT_TRUE(pure("std::vector<int> v", "v[0]"));
  EXPECT_TRUE(pure("std::string s", "s.substr(1)"));
  EXPECT_TRUE(pure("std::string s", "s + \"x\""));
  EXPECT_TRUE(pure("int i", "std::abs(i)"));
  EXPECT_TRUE(pure("R r", "r.id()"));
  EXPECT_TRUE(pure("int i", "i ? 1 : 2"));
}

TEST(EffectsTest, ImpureExpressions) {
  EXPECT_FALSE(pure("int i", "i++"));
  EXPECT_FALSE(pure("int i", "i = 2"));
  EXPECT_FALSE(pure("int i", "rank(i)"));
  EXPECT_FALSE(pure("R r", "r.next()"));
  EXPECT_FALSE(pure("R r", "r.far()"));
  EXPECT_FALSE(pure("volatile int i", "i"));
  EXPECT_FALSE(pure("std::string s", "std::move(s)"));
  EXPECT_FALSE(pure("Map m", "m[1]"));
  EXPECT_FALSE(pure("int i", "new int(i)"));
}

} // namespace
} // namespace clang::tidy::maps::support
