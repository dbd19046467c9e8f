//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/MapOps.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

using model::ContainerModel;

constexpr char Headers[] = R"cpp(
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
)cpp";

/// The operations in the function `f`, outermost first, as
/// "kind object [key] [value]".
class MapOpsTest : public ::testing::Test {
protected:
  /// The operation at /*mark*/.
  std::optional<MapOp> parse(llvm::StringRef Code,
                             std::vector<std::string> Flags = {}) {
    AST = std::make_unique<TestAST>(Headers + Code.str(), Flags);
    const Expr *E = AST->at<Expr>("mark");
    return E ? parseMapOp(E, Model) : std::nullopt;
  }

  std::string text(const Expr *E) {
    if (!E)
      return "";
    return Lexer::getSourceText(
               CharSourceRange::getTokenRange(E->getSourceRange()),
               AST->sources(), AST->context().getLangOpts())
        .str();
  }

  ContainerModel Model;
  std::unique_ptr<TestAST> AST;
};

struct Case {
  const char *Call;
  MapOpKind Kind;
  const char *Key;
  const char *Value;
};

TEST_F(MapOpsTest, MembersOfAMap) {
  const Case Cases[] = {
      {"m.find(k)", MapOpKind::Find, "k", ""},
      {"m.lower_bound(k)", MapOpKind::Find, "k", ""},
      {"m.count(k)", MapOpKind::Count, "k", ""},
      {"m.at(k)", MapOpKind::At, "k", ""},
      {"m[k]", MapOpKind::Subscript, "k", ""},
      {"m.insert({k, v})", MapOpKind::Insert, "k", "v"},
      {"m.insert(std::make_pair(k, v))", MapOpKind::Insert, "k", "v"},
      {"m.insert(std::pair<const int, int>(k, v))", MapOpKind::Insert, "k",
       "v"},
      {"m.insert(m.end(), {k, v})", MapOpKind::Insert, "k", "v"},
      {"m.insert(o.begin(), o.end())", MapOpKind::InsertRange, "", ""},
      {"m.insert({{k, v}, {v, k}})", MapOpKind::InsertRange, "", ""},
      {"m.emplace(k, v)", MapOpKind::Emplace, "k", "v"},
      {"m.emplace(std::make_pair(k, v))", MapOpKind::Emplace, "k", "v"},
      {"m.emplace(std::piecewise_construct, std::make_tuple(k), "
       "std::make_tuple(v))",
       MapOpKind::Emplace, "", ""},
      {"m.emplace_hint(m.end(), k, v)", MapOpKind::Emplace, "k", "v"},
      {"m.try_emplace(k)", MapOpKind::TryEmplace, "k", ""},
      {"m.try_emplace(m.end(), k, v)", MapOpKind::TryEmplace, "k", "v"},
      {"m.insert_or_assign(k, v)", MapOpKind::InsertOrAssign, "k", "v"},
      {"m.erase(k)", MapOpKind::EraseKey, "k", ""},
      {"m.erase(m.begin())", MapOpKind::EraseIterator, "", ""},
      {"m.erase(it++)", MapOpKind::EraseIterator, "", ""},
      {"m.erase(m.begin(), m.end())", MapOpKind::EraseRange, "", ""},
      {"m.extract(k)", MapOpKind::Extract, "k", ""},
      {"m.clear()", MapOpKind::Clear, "", ""},
      {"m.size()", MapOpKind::Size, "", ""},
      {"m.empty()", MapOpKind::Empty, "", ""},
      {"m.begin()", MapOpKind::Begin, "", ""},
      {"m.cend()", MapOpKind::End, "", ""},
      {"m.swap(o)", MapOpKind::Swap, "", ""},
      {"m = o", MapOpKind::Assign, "", ""},
      {"m == o", MapOpKind::Compare, "", ""},
      {"m.get_allocator()", MapOpKind::Other, "", ""},
  };
  for (const Case &C : Cases) {
    std::optional<MapOp> Op =
        parse("void f(std::map<int, int> m, std::map<int, int> o, "
              "std::map<int, int>::iterator it, int k, int v) { /*mark*/" +
              std::string(C.Call) + "; }");
    ASSERT_TRUE(Op) << C.Call;
    EXPECT_EQ(static_cast<int>(Op->Kind), static_cast<int>(C.Kind)) << C.Call;
    EXPECT_EQ(text(Op->Key), C.Key) << C.Call;
    EXPECT_EQ(text(Op->Value), C.Value) << C.Call;
    EXPECT_EQ(text(Op->Object), "m") << C.Call;
    EXPECT_FALSE(Op->Arrow) << C.Call;
  }
}

TEST_F(MapOpsTest, FreeFunctions) {
  const Case Cases[] = {
      {"std::size(m)", MapOpKind::Size, "", ""},
      {"std::empty(m)", MapOpKind::Empty, "", ""},
      {"std::begin(m)", MapOpKind::Begin, "", ""},
      {"std::end(m)", MapOpKind::End, "", ""},
      {"std::swap(m, o)", MapOpKind::Swap, "", ""},
      {"std::erase_if(m, [](const auto &) { return true; })",
       MapOpKind::EraseIf, "", ""},
  };
  for (const Case &C : Cases) {
    std::optional<MapOp> Op =
        parse("void f(std::set<int> m, std::set<int> o) { /*mark*/" +
                  std::string(C.Call) + "; }",
              {"-std=c++20"});
    ASSERT_TRUE(Op) << C.Call;
    EXPECT_EQ(static_cast<int>(Op->Kind), static_cast<int>(C.Kind)) << C.Call;
    EXPECT_EQ(text(Op->Object), "m") << C.Call;
  }
}

TEST_F(MapOpsTest, AUserFunctionIsNoOperation) {
  EXPECT_FALSE(parse("void erase_if_old(std::set<int> &); void f(std::set<int> "
                     "m) { /*mark*/erase_if_old(m); }"));
}

TEST_F(MapOpsTest, RewrittenComparisonInCxx20) {
  std::optional<MapOp> Op =
      parse("bool f(std::map<int, int> m, std::map<int, int> o) { return "
            "/*mark*/m != o; }",
            {"-std=c++20"});
  ASSERT_TRUE(Op);
  EXPECT_EQ(Op->Kind, MapOpKind::Compare);
}

TEST_F(MapOpsTest, ThroughRawAndSmartPointers) {
  std::optional<MapOp> Op =
      parse("void f(std::map<int, int> *p) { /*mark*/p->clear(); }");
  ASSERT_TRUE(Op);
  EXPECT_TRUE(Op->Arrow);
  EXPECT_EQ(text(Op->Object), "p");
  Op = parse("void f(std::unique_ptr<std::map<int, int>> p) { "
             "/*mark*/p->clear(); }");
  ASSERT_TRUE(Op);
  EXPECT_TRUE(Op->Arrow);
  EXPECT_EQ(text(Op->Object), "p");
  Op = parse("void f(std::unique_ptr<std::map<int, int>> p) { "
             "/*mark*/(*p)[1] = 2; }");
  ASSERT_FALSE(Op); // The outermost expression there is an int's assignment.
}

TEST_F(MapOpsTest, DependentMembersInATemplate) {
  const Case Cases[] = {
      {"m.find(k)", MapOpKind::Find, "k", ""},
      {"m[k]", MapOpKind::Subscript, "k", ""},
      {"m.insert({k, v})", MapOpKind::Insert, "k", "v"},
      {"m.insert(o.begin(), o.end())", MapOpKind::InsertRange, "", ""},
      {"m.emplace(k, v)", MapOpKind::Emplace, "k", "v"},
      {"m.erase(m.begin())", MapOpKind::EraseIterator, "", ""},
      {"m.erase(k)", MapOpKind::EraseKey, "k", ""},
      {"m = o", MapOpKind::Assign, "", ""},
      {"m.clear()", MapOpKind::Clear, "", ""},
  };
  for (const Case &C : Cases) {
    std::optional<MapOp> Op =
        parse("template <class K, class V> void f(std::unordered_map<K, V> m, "
              "std::unordered_map<K, V> o, K k, V v) { /*mark*/" +
              std::string(C.Call) + "; }");
    ASSERT_TRUE(Op) << C.Call;
    EXPECT_EQ(static_cast<int>(Op->Kind), static_cast<int>(C.Kind)) << C.Call;
    EXPECT_EQ(text(Op->Key), C.Key) << C.Call;
    EXPECT_EQ(Op->Traits->Name, "std::unordered_map") << C.Call;
  }
}

TEST_F(MapOpsTest, DependentSubscriptOfUnknownTypeIsNone) {
  EXPECT_FALSE(parse("template <class M> void f(M m) { /*mark*/m[1]; }"));
  EXPECT_FALSE(
      parse("template <int N> void f() { int a[N]; /*mark*/a[N - 1]; }"));
}

TEST_F(MapOpsTest, ArgumentsThatDependOnATemplateParameter) {
  std::optional<MapOp> Op =
      parse("template <class T> void f(std::map<std::string, int> m, T k) { "
            "/*mark*/m.find(k); }");
  ASSERT_TRUE(Op);
  EXPECT_EQ(Op->Kind, MapOpKind::Find);
  EXPECT_EQ(text(Op->Key), "k");
}

TEST_F(MapOpsTest, DerivedClassCallsItsBase) {
  std::optional<MapOp> Op = parse(
      "struct M : std::map<int, int> {}; void f(M m) { /*mark*/m.clear(); "
      "}");
  ASSERT_TRUE(Op);
  EXPECT_EQ(Op->Kind, MapOpKind::Clear);
}

TEST_F(MapOpsTest, StreamingAMapIsNoInsertion) {
  EXPECT_FALSE(parse("struct S {}; void operator<<(std::map<int, int> &, S); "
                     "void f(std::map<int, int> m) { /*mark*/m << S(); }"));
}

} // namespace
} // namespace clang::tidy::maps::support
