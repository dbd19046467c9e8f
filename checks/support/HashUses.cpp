//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/HashUses.h"
#include "support/UserCode.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace clang::tidy::maps::support {

/// The class that \p T names; of a specialisation the template's own.
static const CXXRecordDecl *patternOf(QualType T) {
  if (T.isNull())
    return nullptr;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record) {
    const auto *Dependent = T->getAs<TemplateSpecializationType>();
    const auto *Template =
        Dependent ? dyn_cast_or_null<ClassTemplateDecl>(
                        Dependent->getTemplateName().getAsTemplateDecl())
                  : nullptr;
    Record = Template ? Template->getTemplatedDecl() : nullptr;
  }
  if (!Record)
    return nullptr;
  if (const CXXRecordDecl *Pattern = Record->getTemplateInstantiationPattern())
    Record = Pattern;
  return Record->getCanonicalDecl();
}

/// Whether the class's call operator, or a function of one of these names (LLVM
/// and TBB have one class for both), takes so many arguments: one for a hash,
/// two for an equality.
static bool isCalledWith(const CXXRecordDecl *Record, unsigned NumArgs,
                         std::initializer_list<llvm::StringRef> OrNamed) {
  const CXXRecordDecl *Definition = Record->getDefinition();
  if (!Definition)
    return false;
  return llvm::any_of(Definition->decls(), [&](const Decl *D) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(D->getAsFunction());
    if (!Method || Method->getNumParams() != NumArgs)
      return false;
    return Method->getOverloadedOperator() == OO_Call ||
           (Method->getDeclName().isIdentifier() &&
            llvm::is_contained(OrNamed, Method->getName()));
  });
}

struct HashUses::Collector : RecursiveASTVisitor<Collector> {
  Collector(HashUses &Result, const model::ContainerModel &Model)
      : Result(Result), Model(Model) {}

  bool VisitTemplateSpecializationTypeLoc(TemplateSpecializationTypeLoc Loc) {
    QualType T = Loc.getType();
    const model::ContainerTraits *Row = Model.lookup(T);
    if (!Row || Row->isOrdered())
      return true;
    HashUse Use;
    Use.Key = model::keyType(T, *Row);
    if (Use.Key.isNull())
      return true;
    // After key and value come hash and equality, in all families.
    const CXXRecordDecl *Hash = nullptr;
    for (unsigned I = 1; I <= 4; ++I) {
      const CXXRecordDecl *Argument = patternOf(model::typeArgument(T, I));
      if (!Argument || Argument->isInStdNamespace())
        continue;
      if (!Hash && isCalledWith(Argument, 1, {"getHashValue", "hash"}))
        Hash = Argument;
      if (!Use.Equal && isCalledWith(Argument, 2, {"isEqual", "equal"}))
        Use.Equal = Argument->getDefinition();
    }
    if (Hash)
      Result.Uses[Hash].push_back(Use);
    return true;
  }

  HashUses &Result;
  const model::ContainerModel &Model;
};

HashUses::HashUses(ASTContext &Context, const model::ContainerModel &Model) {
  Collector Collect(*this, Model);
  forEachUserDecl(Context, [&](Decl *D) { Collect.TraverseDecl(D); });
}

llvm::ArrayRef<HashUse> HashUses::of(const CXXRecordDecl *Hash) const {
  auto Found = Uses.find(Hash->getCanonicalDecl());
  return Found == Uses.end() ? llvm::ArrayRef<HashUse>() : Found->second;
}

} // namespace clang::tidy::maps::support
