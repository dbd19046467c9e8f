//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "PoorHashCheck.h"
#include "support/FixIts.h"
#include "support/HashFlaws.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

// struct PointHash {
//   size_t operator()(const Point &p) const {      <- "hash"
//     return std::hash<int>()(p.x) ^ std::hash<int>()(p.y);
//   }
// };
// std::unordered_set<Point, PointHash> points;     without which nothing is
// said
static constexpr llvm::StringLiteral Hash = "hash";
static constexpr llvm::StringLiteral Lambda = "lambda";

void PoorHashCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(
      functionDecl(isDefinition(), unless(isImplicit()),
                   unless(isExpansionInSystemHeader()),
                   anyOf(hasOverloadedOperatorName("()"),
                         hasAnyName("hash_value", "qHash", "getHashValue"),
                         cxxMethodDecl(hasName("hash"))))
          .bind(Hash),
      this);
  Finder->addMatcher(
      lambdaExpr(unless(isExpansionInSystemHeader())).bind(Lambda), this);
}

/// A specialisation of `std::hash` or `boost::hash`: of the key of any hashed
/// container without a hash of its own.
static bool isHashSpecialisation(const CXXRecordDecl *Record) {
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  if (!Spec || !Spec->getDeclName().isIdentifier() || Spec->getName() != "hash")
    return false;
  const auto *Namespace =
      dyn_cast<NamespaceDecl>(Spec->getDeclContext()->getRedeclContext());
  return Spec->isInStdNamespace() ||
         (Namespace && Namespace->getName() == "boost");
}

std::vector<HashUse> PoorHashCheck::usesOf(const FunctionDecl *Hash,
                                           ASTContext &Context) {
  const HashUse Default{Hash->getParamDecl(0)->getType().getNonReferenceType(),
                        nullptr};
  const auto *Method = dyn_cast<CXXMethodDecl>(Hash);
  if (!Method || isHashSpecialisation(Method->getParent()))
    return {Default};
  if (!Uses)
    Uses.emplace(Context, model());
  return Uses->of(Method->getParent()).vec();
}

void PoorHashCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *Function = Result.Nodes.getNodeAs<FunctionDecl>(Hash);
  if (const auto *Closure = Result.Nodes.getNodeAs<LambdaExpr>(Lambda))
    Function = Closure->getCallOperator();
  const unsigned MaxParams =
      Function->getDeclName().isIdentifier() && Function->getName() == "qHash"
          ? 2
          : 1;
  if (!Function->getBody() || Function->getNumParams() == 0 ||
      Function->getNumParams() > MaxParams ||
      Function->getReturnType()->isBooleanType() ||
      !(Function->getReturnType()->isIntegerType() ||
        Function->getReturnType()->isDependentType() ||
        Function->getReturnType()->getContainedAutoType()))
    return;
  if (!isUserSpelled(Function->getLocation(), Context))
    return;
  const ParmVarDecl *Param = Function->getParamDecl(0);
  const HashShape Shape = shapeOfHash(Function, Param, Context);
  // Most functions end here, before anybody looks who uses them.
  if (!Shape.Constant && !Shape.PartOnly && !Shape.IgnoresOrder &&
      (Shape.ReadsMore || Shape.Read.empty()))
    return;
  for (const HashUse &Use : usesOf(Function, Context)) {
    // Of several overloads, the one for this key.
    QualType Key = withoutSugar(Use.Key);
    QualType Own = withoutSugar(Param->getType());
    if (!Own->isDependentType() && !Key->isDependentType() && Own != Key)
      continue;
    if (Key->isDependentType() && !Own->isDependentType())
      Key = Own;
    if (Shape.Constant && !hasSingleValue(Key)) {
      diag(Function->getLocation(),
           "every %0 has the same hash, so that all keys share one bucket; "
           "combine what equality compares")
          << Key;
      return;
    }
    if ((Shape.PartOnly || Shape.IgnoresOrder) && !Use.Equal) {
      diag(Function->getLocation(),
           "the hash of %0 %select{does not depend on the order of the "
           "elements|reads only its size or single elements}1, so that many "
           "keys collide; hash all elements in order")
          << Key << Shape.PartOnly;
      return;
    }
    std::optional<HashFlaw> Flaw = flawOf(Shape, Key, Use.Equal);
    if (!Flaw)
      continue;
    if (Flaw->Ignored)
      diag(Function->getLocation(),
           "the hash of %0 ignores '%1', so that keys that differ only there "
           "collide; hash what equality compares")
          << Key << Flaw->Ignored->Name;
    else
      diag(Function->getLocation(),
           "the hash of %0 stays the same when '%1' and '%2' are swapped, so "
           "that such keys collide; combine them in order, as in "
           "'h1 * 31 + h2'")
          << Key << Flaw->Swapped->first.Name << Flaw->Swapped->second.Name;
    if (Flaw->Equality && Flaw->Equality->getLocation().isValid())
      diag(Flaw->Equality->getLocation(), "equality compares them here",
           DiagnosticIDs::Note);
    return;
  }
}

} // namespace clang::tidy::maps
