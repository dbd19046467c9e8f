//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Builds ASTs from source text for unit tests.
///
/// \code
///   TestAST AST("void f(int X) { X = 1; /*mark*/ X = 2; }");
///   const auto *Write = AST.at<BinaryOperator>("mark");
/// \endcode
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TEST_UNIT_TESTAST_H
#define MAPTIDY_TEST_UNIT_TESTAST_H

#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace clang::tidy::maps {

class TestAST {
public:
  /// Parses \p Code, which must compile, as C++17 unless \p Flags say
  /// otherwise. The standard headers are the real ones.
  explicit TestAST(llvm::StringRef Code, std::vector<std::string> Flags = {})
      : Code(Code.str()) {
    Flags.insert(Flags.begin(), {"-std=c++17", "-resource-dir",
                                 MAPTIDY_RESOURCE_DIR, "-fsyntax-only", "-w"});
    Unit = tooling::buildASTFromCodeWithArgs(this->Code, Flags, "input.cc");
    EXPECT_FALSE(Unit->getDiagnostics().hasErrorOccurred()) << this->Code;
    // Only the test's own code: the headers would take most of the time.
    std::vector<Decl *> Own;
    for (Decl *D : context().getTranslationUnitDecl()->decls())
      if (sources().isInMainFile(sources().getExpansionLoc(D->getLocation())))
        Own.push_back(D);
    context().setTraversalScope(Own);
  }

  ASTContext &context() { return Unit->getASTContext(); }
  const SourceManager &sources() { return Unit->getSourceManager(); }

  /// Where the token behind the comment `/*Mark*/` starts.
  unsigned offsetOf(llvm::StringRef Mark) const {
    std::string Comment = "/*" + Mark.str() + "*/";
    size_t At = Code.find(Comment);
    EXPECT_NE(At, std::string::npos) << "no mark " << Comment;
    At += Comment.size();
    while (At < Code.size() && isspace(static_cast<unsigned char>(Code[At])))
      ++At;
    return At;
  }

  /// The outermost node of class \p T that begins right behind `/*Mark*/`.
  template <typename T> const T *at(llvm::StringRef Mark) {
    using namespace ast_matchers;
    unsigned Offset = offsetOf(Mark);
    using Root = std::conditional_t<std::is_base_of_v<Decl, T>, Decl, Stmt>;
    for (const T *Node : all<T>()) {
      // Not CallExpr's own idea of where an operator's call begins.
      SourceLocation Loc = sources().getExpansionLoc(
          static_cast<const Root *>(Node)->getBeginLoc());
      if (sources().isInMainFile(Loc) && sources().getFileOffset(Loc) == Offset)
        return Node;
    }
    ADD_FAILURE() << "nothing of that class at /*" << Mark.str() << "*/";
    return nullptr;
  }

  /// The first declaration of class \p T with the name \p Name.
  template <typename T = NamedDecl> const T *decl(llvm::StringRef Name) {
    for (const T *D : all<T>())
      if (D->getDeclName().isIdentifier() && D->getName() == Name &&
          sources().isInMainFile(sources().getExpansionLoc(D->getLocation())))
        return D;
    ADD_FAILURE() << "no declaration " << Name.str();
    return nullptr;
  }

  /// All nodes of class \p T, outer before inner, in source order.
  template <typename T> std::vector<const T *> all() {
    using namespace ast_matchers;
    std::vector<const T *> Nodes;
    auto Collect = [&](const auto &Matcher) {
      for (const BoundNodes &Bound : match(Matcher, context()))
        if (const auto *Node = Bound.getNodeAs<T>("node"))
          Nodes.push_back(Node);
    };
    if constexpr (std::is_base_of_v<Decl, T>)
      Collect(ast_matchers::decl().bind("node"));
    else
      Collect(stmt().bind("node"));
    return Nodes;
  }

private:
  std::string Code;
  std::unique_ptr<ASTUnit> Unit;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_TEST_UNIT_TESTAST_H
