//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Hashing.h"
#include "support/Names.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"

namespace clang::tidy::maps::support {

static QualType plain(QualType T) {
  return T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

/// Hashed by partial specialisations of std::hash, which say nothing of a type
/// by themselves.
static bool hasStandardHash(const CXXRecordDecl *Record) {
  static constexpr StringRef Names[] = {"basic_string", "basic_string_view",
                                        "unique_ptr", "shared_ptr", "bitset"};
  return Record->isInStdNamespace() &&
         llvm::is_contained(Names, identifierOf(Record));
}

static bool isPair(const CXXRecordDecl *Record) {
  return Record->isInStdNamespace() && identifierOf(Record) == "pair";
}

/// `template <> struct std::hash<Key>`
static bool specialisesStdHash(QualType Key, const ASTContext &Context) {
  const DeclContext *Unit = Context.getTranslationUnitDecl();
  for (const NamedDecl *Std : Unit->lookup(&Context.Idents.get("std"))) {
    const auto *Namespace = dyn_cast<NamespaceDecl>(Std);
    if (!Namespace)
      continue;
    for (const NamedDecl *D : Namespace->lookup(&Context.Idents.get("hash")))
      if (const auto *Hash = dyn_cast<ClassTemplateDecl>(D))
        for (const auto *Special : Hash->specializations())
          if (Special->isExplicitSpecialization() &&
              plain(Special->getTemplateArgs()[0].getAsType()) == Key)
            return true;
  }
  return false;
}

static bool takesKey(const FunctionDecl *Function, unsigned Param,
                     QualType Key) {
  return Function && Param < Function->getNumParams() &&
         plain(Function->getParamDecl(Param)->getType()) == Key;
}

/// A function \p Name for \p Key in the namespace of \p Key, among its class's
/// friends, or outside of all namespaces.
static bool hasHashFunction(QualType Key, const CXXRecordDecl *Record,
                            StringRef Name, unsigned Param,
                            const ASTContext &Context) {
  const DeclContext *Around = Record->getDeclContext();
  while (!Around->isFileContext())
    Around = Around->getParent();
  for (const DeclContext *Scope :
       {Around,
        static_cast<const DeclContext *>(Context.getTranslationUnitDecl())})
    for (const NamedDecl *D : Scope->lookup(&Context.Idents.get(Name)))
      if (takesKey(D->getUnderlyingDecl()->getAsFunction(), Param, Key))
        return true;
  return llvm::any_of(Record->friends(), [&](const FriendDecl *Friend) {
    const NamedDecl *D = Friend->getFriendDecl();
    return D && identifierOf(D) == Name &&
           takesKey(D->getAsFunction(), Param, Key);
  });
}

/// The library whose containers have a way of their own to hash.
static bool isOf(const model::ContainerTraits &Hashed, StringRef Library) {
  return StringRef(Hashed.Name).starts_with(Library);
}

bool isHashable(QualType Key, const model::ContainerTraits &Hashed,
                const ASTContext &Context) {
  if (Key.isNull() || Key->isDependentType())
    return false;
  Key = plain(Key);
  const bool IsQt = !StringRef(Hashed.Name).contains("::");
  if (Key->isScopedEnumeralType() && IsQt)
    return false; // Not with Qt 5.
  if (Key->isEnumeralType() && !Context.getLangOpts().CPlusPlus14)
    return false; // LWG 2148
  if (Key->isArithmeticType() || Key->isEnumeralType() || Key->isPointerType())
    return true;
  const CXXRecordDecl *Record = Key->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return false;
  if (IsQt)
    return hasHashFunction(Key, Record, "qHash", 0, Context);
  const bool IsAbsl = isOf(Hashed, "absl::");
  const bool IsBoost = isOf(Hashed, "boost::");
  if (isPair(Record) && (IsAbsl || IsBoost)) {
    for (unsigned I = 0; !model::typeArgument(Key, I).isNull(); ++I)
      if (!isHashable(model::typeArgument(Key, I), Hashed, Context))
        return false;
    return true;
  }
  if (IsAbsl && hasHashFunction(Key, Record, "AbslHashValue", 1, Context))
    return true;
  if (IsBoost)
    return hasStandardHash(Record) ||
           hasHashFunction(Key, Record, "hash_value", 0, Context);
  return hasStandardHash(Record) || specialisesStdHash(Key, Context);
}

bool hasDefaultOrder(QualType Container, const model::ContainerTraits &Traits) {
  const QualType Key = model::keyType(Container, Traits);
  const QualType Compare =
      model::typeArgument(Container, Traits.isMap() ? 2 : 1);
  if (Key.isNull() || Compare.isNull())
    return !Key.isNull(); // Qt's maps only know `<`.
  const auto *Record = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Compare->getAsCXXRecordDecl());
  if (!Record || identifierOf(Record).lower() != "less")
    return false;
  const TemplateArgument &Arg = Record->getTemplateArgs()[0];
  return Arg.getKind() == TemplateArgument::Type &&
         plain(Arg.getAsType()) == plain(Key);
}

} // namespace clang::tidy::maps::support
