//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/UserCode.h"
#include "TestAST.h"
#include "clang/AST/DeclTemplate.h"

namespace clang::tidy::maps::support {
namespace {

// The rest of a file behind such a line counts as a system header.
constexpr llvm::StringLiteral Code = R"(
  void before() {}
  namespace user { void declared(); }
  # 1 "library.h" 1 3
  #define LIBRARYS(Name) void Name() {}
  void library() {}
  unsigned size() { return 0; }
  template <typename T> void forwards(int, T &&) {}
  template <typename... T> void forwardsAll(T &&...) {}
  template <typename T> void takesConst(const T &&) {}
  template <typename T> void takes(T &) {}
  void moves(int &&) {}
  # 9 "input.cc" 2
  LIBRARYS(expanded)
  namespace std { void own() {} }
  void user::declared() {}
  extern "C" { void linkage(); }
)";

std::string userNames(TestAST &AST) {
  std::string Names;
  forEachUserDecl(AST.context(), [&](Decl *D) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    Names += (Named ? Named->getNameAsString() : "-") + " ";
  });
  return Names;
}

const FunctionDecl *function(TestAST &AST, llvm::StringRef Name) {
  for (NamedDecl *D : AST.context().getTranslationUnitDecl()->lookup(
           &AST.context().Idents.get(Name)))
    if (FunctionDecl *Function = D->getAsFunction())
      return Function;
  ADD_FAILURE() << Name.str();
  return nullptr;
}

TEST(UserCodeTest, TheSameInAWholeUnitAndInAScope) {
  TestAST AST(Code);
  ASTContext &Context = AST.context();
  Context.setTraversalScope({Context.getTranslationUnitDecl()});
  EXPECT_EQ(userNames(AST), "before user expanded std declared - ");
  std::vector<Decl *> Scope;
  for (Decl *D : Context.getTranslationUnitDecl()->decls())
    if (!isInSystemHeader(D))
      Scope.push_back(D);
  Context.setTraversalScope(Scope);
  EXPECT_EQ(userNames(AST), "before user expanded std declared - ");
}

TEST(UserCodeTest, DefinitionsOfSystemHeadersAreNone) {
  TestAST AST(Code);
  EXPECT_EQ(userDefinition(function(AST, "library")), nullptr);
  const FunctionDecl *Expanded = function(AST, "expanded");
  EXPECT_EQ(userDefinition(Expanded), Expanded);
  const FunctionDecl *Before = function(AST, "before");
  EXPECT_EQ(userDefinition(Before), Before);
}

TEST(UserCodeTest, BodiesThatAnalysesRead) {
  TestAST AST(Code);
  for (llvm::StringRef Name : {"size", "forwards", "forwardsAll"})
    EXPECT_TRUE(isBodyNeeded(function(AST, Name))) << Name.str();
  for (llvm::StringRef Name : {"library", "takesConst", "takes", "moves"})
    EXPECT_FALSE(isBodyNeeded(function(AST, Name))) << Name.str();
}

} // namespace
} // namespace clang::tidy::maps::support
