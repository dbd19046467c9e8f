//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/HashFlaws.h"
#include "support/Names.h"
#include "support/UserCode.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace clang::tidy::maps::support {

/// The member called \p Name, or one that it is a part of or that is a part of
/// it.
static const KeyMember *findMember(llvm::ArrayRef<KeyMember> Members,
                                   llvm::StringRef Name) {
  for (const KeyMember &Member : Members)
    if (Member.Name == Name || Name.starts_with(Member.Name + ".") ||
        llvm::StringRef(Member.Name).starts_with((Name + ".").str()))
      return &Member;
  return nullptr;
}

QualType withoutSugar(QualType T) {
  return T.isNull()
             ? T
             : T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

/// The constructors put the members in order, so that equal hashes of swapped
/// members do not come up: `if (a > b) std::swap(a, b);`.
static bool isNormalised(QualType Key) {
  struct Finder : RecursiveASTVisitor<Finder> {
    bool VisitCallExpr(CallExpr *Call) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      return !Callee || !Callee->getDeclName().isIdentifier() ||
             (Callee->getName() != "swap" && Callee->getName() != "min" &&
              Callee->getName() != "max" && Callee->getName() != "minmax");
    }
  } Find;
  const auto *Record = Key->getAsCXXRecordDecl();
  if (!Record || Record->isInStdNamespace() || !Record->hasDefinition())
    return false;
  return llvm::any_of(Record->getDefinition()->ctors(),
                      [&](CXXConstructorDecl *Constructor) {
                        return Constructor->doesThisDeclarationHaveABody() &&
                               !isInSystemHeader(Constructor) &&
                               !Find.TraverseDecl(Constructor);
                      });
}

static bool isSymmetric(const HashShape &Shape, const EqualityShape &Equality,
                        QualType Key) {
  if (!Shape.Exchangeable)
    return false;
  const auto &[A, B] = *Shape.Exchangeable;
  const KeyMember *EqualA = findMember(Equality.Compared, A.Name);
  const KeyMember *EqualB = findMember(Equality.Compared, B.Name);
  // In a template the types are those of the key that it is used with.
  QualType TypeA =
      withoutSugar(A.Type.isNull() && EqualA ? EqualA->Type : A.Type);
  QualType TypeB =
      withoutSugar(B.Type.isNull() && EqualB ? EqualB->Type : B.Type);
  return EqualA && EqualB && !TypeA.isNull() && TypeA == TypeB &&
         !isNormalised(Key);
}

/// Names of members that mostly tell keys apart on their own.
static bool namesIdentity(llvm::StringRef Member) {
  return llvm::any_of(wordsOf(Member), [](llvm::StringRef Word) {
    return llvm::is_contained({"id",    "uid",  "uuid",    "guid",     "key",
                               "name",  "hash", "digest",  "checksum", "handle",
                               "index", "idx",  "address", "addr",     "ptr",
                               "path",  "url",  "serial",  "number",   "token"},
                              Word);
  });
}

/// How much a member of that type is likely to tell keys apart.
static unsigned weightOf(QualType T) {
  if (T->isBooleanType() || T->isEnumeralType())
    return 1;
  return T->isScalarType() ? 2 : 3;
}

/// A member that equality compares and the hash ignores, although it tells keys
/// apart at least as well as those that it reads.
static const KeyMember *ignoredMember(const HashShape &Shape,
                                      const EqualityShape &Equality) {
  if (Shape.ReadsMore || Shape.Read.empty())
    return nullptr;
  unsigned Heaviest = 0;
  for (const KeyMember &Used : Shape.Read) {
    const KeyMember *Same = findMember(Equality.Compared, Used.Name);
    if (namesIdentity(Used.Name) || !Same || Same->Type.isNull() ||
        Same->Type->isDependentType())
      return nullptr;
    Heaviest = std::max(Heaviest, weightOf(withoutSugar(Same->Type)));
  }
  for (const KeyMember &Compared : Equality.Compared) {
    QualType T = withoutSugar(Compared.Type);
    if (!findMember(Shape.Read, Compared.Name) && !T.isNull() &&
        !T->isDependentType() && weightOf(T) > 1 && weightOf(T) >= Heaviest)
      return &Compared;
  }
  return nullptr;
}

bool hasSingleValue(QualType Key) {
  const auto *Record = Key->getAsCXXRecordDecl();
  return Key->isNullPtrType() ||
         (Record && Record->hasDefinition() && Record->isEmpty());
}

std::optional<HashFlaw> flawOf(const HashShape &Shape, QualType Key,
                               const CXXRecordDecl *Equal) {
  std::optional<EqualityShape> Equality = equalityOf(Key, Equal);
  if (!Equality)
    return std::nullopt;
  HashFlaw Flaw;
  Flaw.Equality = Equality->Function;
  if (isSymmetric(Shape, *Equality, Key))
    Flaw.Swapped = Shape.Exchangeable;
  else if (const KeyMember *Ignored = ignoredMember(Shape, *Equality))
    Flaw.Ignored = *Ignored;
  else
    return std::nullopt;
  return Flaw;
}

} // namespace clang::tidy::maps::support
