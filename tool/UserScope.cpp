//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "UserScope.h"
#include "support/UserCode.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include <vector>

namespace clang::tidy::maps::tool {

namespace {

class ScopeConsumer : public ASTConsumer {
public:
  bool shouldSkipFunctionBody(Decl *D) override {
    const FunctionDecl *Function = D->getAsFunction();
    return support::isInSystemHeader(D) &&
           !(Function && support::isBodyNeeded(Function));
  }

  /// Comes before the checks.
  void HandleTranslationUnit(ASTContext &Context) override {
    const TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
    std::vector<Decl *> Scope;
    for (Decl *D : Unit->decls())
      if (!support::isInSystemHeader(D))
        Scope.push_back(D);
    Context.setTraversalScope(Scope);
  }
};

} // namespace

std::unique_ptr<ASTConsumer> userCodeOnly(std::unique_ptr<ASTConsumer> Checks) {
  std::vector<std::unique_ptr<ASTConsumer>> Consumers;
  Consumers.push_back(std::make_unique<ScopeConsumer>());
  Consumers.push_back(std::move(Checks));
  return std::make_unique<MultiplexConsumer>(std::move(Consumers));
}

} // namespace clang::tidy::maps::tool
