//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/HeapMaps.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

constexpr const char *Preamble = R"cpp(
  #include <map>
  #include <memory>
  #include <new>
  #include <utility>
  #include <vector>
  using M = std::map<int, int>;
  void read(const M &); void byAddress(M *); void byOwner(std::shared_ptr<M>);
  M other; bool b;
)cpp";

TEST(HeapMapsTest, WhatMakesOne) {
  TestAST AST(std::string(Preamble) + R"cpp(
    auto a = std::make_unique<M>();
    std::shared_ptr<M> c = std::make_shared<M>(other);
    M *d = new M{{1, 2}};
    std::unique_ptr<const M> e(new M());
    auto f = std::shared_ptr<M>(new M);
    auto x0 = std::make_unique<M[]>(3);
    auto x1 = new M[3];
    auto x2 = new (std::nothrow) M;
    auto x3 = std::make_unique<int>(1);
    M *x4 = &other;
    auto x5 = std::shared_ptr<M>(new M, [](M *) {});
  )cpp");
  model::ContainerModel Model;
  auto Parse = [&](llvm::StringRef Name) {
    return parseHeapMap(AST.decl<VarDecl>(Name)->getInit(), Model);
  };
  for (const char *Name : {"a", "c", "d", "e", "f"}) {
    ASSERT_TRUE(Parse(Name)) << Name;
    EXPECT_EQ(Parse(Name)->Traits->Name, "std::map") << Name;
  }
  for (const char *Name : {"x0", "x1", "x2", "x3", "x4", "x5"})
    EXPECT_FALSE(Parse(Name)) << Name;
  EXPECT_TRUE(Parse("a")->Args.empty());
  EXPECT_EQ(Parse("c")->Args.size(), 1U);
  EXPECT_FALSE(Parse("d")->Args.empty());
  EXPECT_TRUE(Parse("e")->Args.empty());
  EXPECT_TRUE(isa<CXXNewExpr>(Parse("f")->Made));
  EXPECT_TRUE(ownsConst(AST.decl<VarDecl>("e")));
  EXPECT_FALSE(ownsConst(AST.decl<VarDecl>("f")));
}

TEST(HeapMapsTest, UsesOfAnOwner) {
  const std::vector<std::pair<std::string, std::string>> Cases = {
      {"p->clear(); read(*p); (*p)[1] = 2;", "MDD"},
      {"byAddress(p.get());", "A"},
      {"auto f = [&p] { p->clear(); };", "CM"},
      {"auto f = [&] { p->clear(); };", "M"},
      {"p.get()->clear(); (*p.get())[1] = 2;", "PP"},
      {"M *q = p.get(); q->clear();", "P"},
      {"M *q = p.get(); if (q) q->clear();", "-"},
      {"", ""},
      {"if (p) p->clear();", "-"},
      {"if (p.get()) p->clear();", "-"},
      {"p.reset();", "-"},
      {"p = nullptr;", "-"},
      {"byOwner(p);", "-"},
      {"auto q = p;", "-"},
      {"auto q = std::move(p);", "-"},
      {"auto f = [p] { p->clear(); };", "-"},
      {"b = p == nullptr;", "-"}};
  std::string Code = Preamble;
  for (size_t I = 0; I < Cases.size(); ++I)
    Code += "void f" + std::to_string(I) + "() { auto p" +
            " = std::make_shared<M>(); " + Cases[I].first + " }\n";
  TestAST AST(Code);
  for (size_t I = 0; I < Cases.size(); ++I) {
    const auto *Function =
        AST.decl<FunctionDecl>("f" + std::to_string(I))->getDefinition();
    const auto *Declared =
        cast<DeclStmt>(cast<CompoundStmt>(Function->getBody())->body_front());
    auto Uses =
        usesOfOwner(cast<VarDecl>(Declared->getSingleDecl()), AST.context());
    std::string Kinds;
    if (!Uses)
      Kinds = "-";
    else
      for (const OwnerUse &Use : *Uses)
        Kinds += "MDAPCX"[Use.Kind];
    EXPECT_EQ(Kinds, Cases[I].second) << Cases[I].first;
  }
}

TEST(HeapMapsTest, FunctionsThatReturnANewOne) {
  TestAST AST(std::string(Preamble) + R"cpp(
    M *yes0() { return new M; }
    M &yes1() { return *new M(); }
    std::shared_ptr<M> yes2() { auto p = std::make_shared<M>(); return p; }
    std::unique_ptr<M> yes3() { if (b) return std::make_unique<M>();
                                return std::unique_ptr<M>(new M); }
    M *no0() { return new M(other); }
    M *no1() { static M *p = new M; return p; }
    M *no2() { M *p = new M; p->clear(); return p; }
    M *no3() { if (b) return &other; return new M; }
    M *no4();
    void no5() {}
  )cpp");
  model::ContainerModel Model;
  for (const char *Name : {"yes0", "yes1", "yes2", "yes3"})
    EXPECT_TRUE(alwaysReturnsNew(AST.decl<FunctionDecl>(Name), Model)) << Name;
  for (const char *Name : {"no0", "no1", "no2", "no3", "no4", "no5"})
    EXPECT_FALSE(alwaysReturnsNew(AST.decl<FunctionDecl>(Name), Model)) << Name;
}

} // namespace
} // namespace clang::tidy::maps::support
