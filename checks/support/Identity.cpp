//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Identity.h"
#include "model/ContainerModel.h"
#include "support/Effects.h"
#include "support/MapOps.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace clang::tidy::maps::support {

bool ObjectPath::overlaps(const ObjectPath &Other) const {
  const ObjectPath &Short = Steps.size() <= Other.Steps.size() ? *this : Other;
  const ObjectPath &Long = &Short == this ? Other : *this;
  return Root == Other.Root &&
         std::equal(Short.Steps.begin(), Short.Steps.end(), Long.Steps.begin());
}

bool ObjectPath::isLocalObject() const {
  const auto *Var = dyn_cast_or_null<VarDecl>(Root);
  return Var && Steps.empty() && Var->hasLocalStorage() &&
         !Var->getType()->isReferenceType();
}

bool ObjectPath::hasDeref() const {
  if (Root && Root->getType()->isReferenceType())
    return true;
  for (const Step &S : Steps)
    if (S.Kind == Step::Deref)
      return true;
  return false;
}

std::string ObjectPath::str() const {
  std::string Text = Root ? Root->getNameAsString() : "this";
  bool Pointer = !Root; // Text is a pointer that the next step goes through.
  for (const Step &S : Steps) {
    if (S.Kind == Step::Deref) {
      if (Pointer)
        Text = "*" + Text;
      Pointer = true;
    } else {
      Text += (Pointer ? "->" : ".") + S.Member->getNameAsString();
      Pointer = false;
    }
  }
  return Pointer && !Steps.empty() ? "*" + Text : Text;
}

static bool isNamed(const NamedDecl *D,
                    std::initializer_list<const char *> Names) {
  if (!D || !D->getDeclName().isIdentifier() || !D->isInStdNamespace())
    return false;
  return llvm::any_of(Names,
                      [&](const char *Name) { return D->getName() == Name; });
}

QualType pointeeType(QualType T) {
  T = T.getNonReferenceType();
  if (const auto *Pointer = T->getAs<PointerType>())
    return Pointer->getPointeeType();
  const TemplateDecl *Template = nullptr;
  if (const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          T->getAsCXXRecordDecl()))
    Template = Spec->getSpecializedTemplate();
  else if (const auto *Spec = T->getAs<TemplateSpecializationType>())
    Template = Spec->getTemplateName().getAsTemplateDecl();
  if (isNamed(Template,
              {"unique_ptr", "shared_ptr", "optional", "reference_wrapper"}))
    return model::typeArgument(T, 0);
  return QualType();
}

bool isBoundOnce(const VarDecl *Var) {
  if (Var->getType().isConstQualified())
    return true;
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  if (!Function || !Function->hasBody() || !Var->hasLocalStorage())
    return false;
  struct Finder : RecursiveASTVisitor<Finder> {
    const VarDecl *Var;
    // Reads are references under an lvalue-to-rvalue cast.
    unsigned Uses = 0, Reads = 0;
    bool VisitDeclRefExpr(DeclRefExpr *Ref) {
      Uses += Ref->getDecl() == Var;
      return true;
    }
    bool VisitImplicitCastExpr(ImplicitCastExpr *Cast) {
      if (Cast->getCastKind() == CK_LValueToRValue)
        if (auto *Ref =
                dyn_cast<DeclRefExpr>(Cast->getSubExpr()->IgnoreParens()))
          Reads += Ref->getDecl() == Var;
      return true;
    }
  } Find;
  Find.Var = Var;
  Find.TraverseStmt(Function->getBody());
  return Find.Uses == Find.Reads;
}

static ObjectPath append(ObjectPath Path, ObjectPath::Step Step) {
  Path.Steps.push_back(Step);
  return Path;
}

static ObjectPath rootedAt(const ValueDecl *D) {
  return {cast<ValueDecl>(D->getCanonicalDecl()), {}};
}

std::optional<ObjectPath> objectOf(const ValueDecl *D) {
  if (const auto *Var = dyn_cast<VarDecl>(D)) {
    // A range-for variable is bound anew in every iteration.
    if (Var->getType()->isReferenceType() && Var->hasInit() &&
        !isa<ParmVarDecl>(Var) && !Var->isCXXForRangeDecl())
      if (std::optional<ObjectPath> Bound = objectOf(Var->getInit()))
        return Bound;
    return rootedAt(D);
  }
  if (isa<BindingDecl>(D))
    return rootedAt(D);
  return std::nullopt;
}

std::optional<ObjectPath> pointee(const Expr *E) {
  E = strip(E);
  if (isa<CXXThisExpr>(E))
    return ObjectPath{};
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_AddrOf)
    return objectOf(Unary->getSubExpr());
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    // owner.get(), maybe.value()
    const CXXMethodDecl *Method = Call->getMethodDecl();
    if (Method && Method->getDeclName().isIdentifier() &&
        (Method->getName() == "get" || Method->getName() == "value") &&
        !pointeeType(Call->getObjectType()).isNull())
      return pointee(Call->getImplicitObjectArgument());
    return std::nullopt;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    // Map *P = &Local; is Local wherever P is not bound again.
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (Var && Var->hasInit() && Var->getType()->isPointerType()) {
      const auto *Address = dyn_cast<UnaryOperator>(strip(Var->getInit()));
      if (Address && Address->getOpcode() == UO_AddrOf && isBoundOnce(Var))
        return objectOf(Address->getSubExpr());
    }
  }
  if (std::optional<ObjectPath> Pointer = objectOf(E))
    return append(*Pointer, {ObjectPath::Step::Deref, nullptr});
  return std::nullopt;
}

std::optional<ObjectPath> objectOf(const Expr *E) {
  E = strip(E);
  if (!E)
    return std::nullopt;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return objectOf(Ref->getDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field) // Static data members are variables.
      return isa<VarDecl>(Member->getMemberDecl())
                 ? objectOf(Member->getMemberDecl())
                 : std::nullopt;
    const Expr *Base = strip(Member->getBase());
    // owner->field with a smart pointer or iterator
    const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Base);
    if (Arrow && Arrow->getOperator() == OO_Arrow)
      Base = Arrow->getArg(0);
    std::optional<ObjectPath> Path =
        Member->isArrow() ? pointee(Base) : objectOf(Base);
    if (!Path)
      return std::nullopt;
    return append(*Path, {ObjectPath::Step::Field, Field->getCanonicalDecl()});
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_Deref)
    return pointee(Unary->getSubExpr());
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_Star && Call->getNumArgs() == 1)
    return pointee(Call->getArg(0));
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    // std::move(x) is still x.
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Call->getNumArgs() == 1 &&
        isNamed(Callee, {"move", "forward", "as_const", "ref", "cref"}))
      return objectOf(Call->getArg(0));
    if (Call->getNumArgs() == 0)
      if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
        if (const CXXMethodDecl *Method = Member->getMethodDecl();
            Method && Method->getDeclName().isIdentifier() &&
            Method->getName() == "value" &&
            !pointeeType(Member->getObjectType()).isNull())
          return pointee(Member->getImplicitObjectArgument());
  }
  return std::nullopt;
}

/// What a node says apart from its children: operator, member, callee, value.
static bool sameHead(const Expr *A, const Expr *B) {
  if (const auto *X = dyn_cast<UnaryOperator>(A))
    return X->getOpcode() == cast<UnaryOperator>(B)->getOpcode();
  if (const auto *X = dyn_cast<BinaryOperator>(A))
    return X->getOpcode() == cast<BinaryOperator>(B)->getOpcode();
  if (const auto *X = dyn_cast<MemberExpr>(A))
    return X->getMemberDecl() == cast<MemberExpr>(B)->getMemberDecl();
  if (const auto *X = dyn_cast<DeclRefExpr>(A))
    return X->getDecl() == cast<DeclRefExpr>(B)->getDecl();
  if (const auto *X = dyn_cast<CXXConstructExpr>(A))
    return X->getConstructor() == cast<CXXConstructExpr>(B)->getConstructor();
  if (const auto *X = dyn_cast<ExplicitCastExpr>(A))
    return X->getTypeAsWritten().getCanonicalType() ==
           cast<ExplicitCastExpr>(B)->getTypeAsWritten().getCanonicalType();
  if (const auto *X = dyn_cast<CallExpr>(A))
    return X->getCalleeDecl() &&
           X->getCalleeDecl() == cast<CallExpr>(B)->getCalleeDecl();
  return isa<CXXThisExpr, ArraySubscriptExpr, ConditionalOperator, InitListExpr,
             CXXScalarValueInitExpr>(A);
}

static bool sameShape(const Expr *A, const Expr *B, const ASTContext &Context) {
  A = strip(A->IgnoreUnlessSpelledInSource());
  B = strip(B->IgnoreUnlessSpelledInSource());
  if (std::optional<ObjectPath> Path = objectOf(A))
    return Path == objectOf(B);
  if (A->getStmtClass() != B->getStmtClass())
    return false;
  if (isa<IntegerLiteral, CharacterLiteral, CXXBoolLiteralExpr, StringLiteral,
          FloatingLiteral, CXXNullPtrLiteralExpr, SizeOfPackExpr,
          UnaryExprOrTypeTraitExpr>(A)) {
    llvm::FoldingSetNodeID IdA, IdB;
    A->Profile(IdA, Context, /*Canonical=*/true);
    B->Profile(IdB, Context, /*Canonical=*/true);
    return IdA == IdB;
  }
  if (!sameHead(A, B))
    return false;
  auto ChildrenA = A->children(), ChildrenB = B->children();
  auto ItB = ChildrenB.begin();
  for (const Stmt *ChildA : ChildrenA) {
    if (ItB == ChildrenB.end())
      return false;
    const auto *ExprA = dyn_cast_or_null<Expr>(ChildA);
    const auto *ExprB = dyn_cast_or_null<Expr>(*ItB++);
    if (!ExprA || !ExprB || !sameShape(ExprA, ExprB, Context))
      return false;
  }
  return ItB == ChildrenB.end();
}

bool sameValue(const Expr *A, const Expr *B, const ASTContext &Context) {
  return isPure(A) && isPure(B) && sameShape(A, B, Context);
}

} // namespace clang::tidy::maps::support
