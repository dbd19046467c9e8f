//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/UserCode.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

bool isInSystemHeader(const Decl *D) {
  return D->getASTContext().getSourceManager().isInSystemHeader(
      D->getLocation());
}

void forEachUserDecl(ASTContext &Context,
                     llvm::function_ref<void(Decl *)> Visit) {
  auto VisitAll = [&](const auto &Decls) {
    for (Decl *D : Decls)
      if (!D->isImplicit() && !isInSystemHeader(D))
        Visit(D);
  };
  for (Decl *Scope : Context.getTraversalScope())
    if (auto *Unit = dyn_cast<TranslationUnitDecl>(Scope))
      VisitAll(Unit->decls());
    else
      VisitAll(llvm::ArrayRef<Decl *>(Scope));
}

const FunctionDecl *userDefinition(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  return F->hasBody(Definition) && !isInSystemHeader(Definition) &&
                 Definition->getBody()
             ? Definition
             : nullptr;
}

static bool isForwardingReference(QualType T) {
  if (const auto *Pack = T->getAs<PackExpansionType>())
    T = Pack->getPattern();
  const auto *Reference = T->getAs<RValueReferenceType>();
  return Reference && Reference->getPointeeType()->isTemplateTypeParmType() &&
         !Reference->getPointeeType().hasQualifiers();
}

bool isBodyNeeded(const FunctionDecl *F) {
  if (F->getNumParams() == 0)
    return F->getDeclName().isIdentifier() && F->getName() == "size";
  return F->getDescribedFunctionTemplate() &&
         llvm::any_of(F->parameters(), [](const ParmVarDecl *Param) {
           return isForwardingReference(Param->getType());
         });
}

} // namespace clang::tidy::maps::support
