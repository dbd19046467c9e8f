//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/PointerTypes.h"
#include "support/Names.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

namespace clang::tidy::maps::support {

namespace {

// The class template that T is a specialisation of, dependent or not.
const NamedDecl *templateOf(QualType T) {
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl())
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record))
      return Spec->getSpecializedTemplate();
  if (const auto *Spec = T->getAs<TemplateSpecializationType>())
    return Spec->getTemplateName().getAsTemplateDecl();
  return nullptr;
}

bool isInNamespace(const Decl *D, StringRef Name) {
  for (const DeclContext *Context = D->getDeclContext(); Context;
       Context = Context->getParent())
    if (const auto *Namespace = dyn_cast<NamespaceDecl>(Context))
      if (Namespace->getDeclName().isIdentifier() &&
          Namespace->getName() == Name)
        return true;
  return false;
}

PointerKind smartPointer(const NamedDecl *Template) {
  const StringRef Name = identifierOf(Template);
  if (isInNamespace(Template, "std") || isInNamespace(Template, "boost"))
    return llvm::StringSwitch<PointerKind>(Name)
        .Case("unique_ptr", PointerKind::Unique)
        .Case("scoped_ptr", PointerKind::Unique)
        .Case("shared_ptr", PointerKind::Shared)
        .Case("optional", PointerKind::Optional)
        .Default(PointerKind::None);
  return llvm::StringSwitch<PointerKind>(Name)
      .Case("QScopedPointer", PointerKind::Unique)
      .Case("QSharedPointer", PointerKind::Shared)
      .Default(PointerKind::None);
}

QualType canonical(QualType T) {
  return T.isNull()
             ? T
             : T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

} // namespace

bool PointerTypes::isContainer(QualType T) const {
  return !T.isNull() && Model.lookupObject(T) != nullptr;
}

PointerKind PointerTypes::pointer(QualType T) const {
  T = canonical(T);
  if (T.isNull())
    return PointerKind::None;
  if (auto It = Pointers.find(T.getAsOpaquePtr()); It != Pointers.end())
    return It->second;
  const PointerKind Kind = computePointer(T);
  Pointers[T.getAsOpaquePtr()] = Kind;
  return Kind;
}

PointerKind PointerTypes::computePointer(QualType T) const {
  if (T->isPointerType())
    return isContainer(T->getPointeeType()) ? PointerKind::Raw
                                            : PointerKind::None;
  const NamedDecl *Template = templateOf(T);
  if (!Template)
    return PointerKind::None;
  const PointerKind Kind = smartPointer(Template);
  return Kind != PointerKind::None && isContainer(model::typeArgument(T, 0))
             ? Kind
             : PointerKind::None;
}

HolderKind PointerTypes::holder(QualType T) const {
  T = canonical(T);
  if (T.isNull())
    return HolderKind::None;
  if (auto It = Holders.find(T.getAsOpaquePtr()); It != Holders.end())
    return It->second;
  const HolderKind Kind = computeHolder(T);
  Holders[T.getAsOpaquePtr()] = Kind;
  return Kind;
}

HolderKind PointerTypes::computeHolder(QualType T) const {
  auto HoldsPointer = [&](QualType Element) {
    return pointer(Element) != PointerKind::None;
  };
  if (const Type *Element =
          T->isArrayType() ? T->getArrayElementTypeNoTypeQual() : nullptr)
    return HoldsPointer(QualType(Element, 0)) ? HolderKind::Array
                                              : HolderKind::None;
  if (T->isPointerType())
    return HoldsPointer(T->getPointeeType()) ? HolderKind::Array
                                             : HolderKind::None;
  if (const model::ContainerTraits *Traits = Model.lookup(T))
    return Traits->isMap() && HoldsPointer(model::typeArgument(T, 1))
               ? HolderKind::Map
               : HolderKind::None;
  const NamedDecl *Template = templateOf(T);
  if (!Template)
    return HolderKind::None;
  const QualType Element = model::typeArgument(T, 0);
  if (Element.isNull())
    return HolderKind::None;
  if (smartPointer(Template) != PointerKind::None)
    return Element->isArrayType() ? holder(Element) : HolderKind::None;
  const HolderKind Kind = llvm::StringSwitch<HolderKind>(identifierOf(Template))
                              .Case("array", HolderKind::Array)
                              .Case("vector", HolderKind::Sequence)
                              .Case("deque", HolderKind::Sequence)
                              .Case("list", HolderKind::Sequence)
                              .Case("QVector", HolderKind::Sequence)
                              .Case("QList", HolderKind::Sequence)
                              .Default(HolderKind::None);
  return Kind != HolderKind::None && HoldsPointer(Element) ? Kind
                                                           : HolderKind::None;
}

} // namespace clang::tidy::maps::support
