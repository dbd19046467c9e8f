//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/InsertedValue.h"
#include "support/Effects.h"
#include "support/MapOps.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

bool isScalar(QualType T) {
  return !T.isNull() && !T->isDependentType() &&
         T.getNonReferenceType()->isScalarType();
}

static const Expr *spelled(const Expr *E) {
  return strip(E->IgnoreUnlessSpelledInSource());
}

static bool isStdString(QualType T) {
  const auto *Record = T->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace() &&
         Record->getDeclName().isIdentifier() &&
         Record->getName() == "basic_string";
}

/// `{}`, `T()`, `T{}`
static bool isDefaultValue(const Expr *E, QualType Mapped,
                           ASTContext &Context) {
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 0;
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    return isDefaultValue(strip(List->getSubExpr()), Mapped, Context);
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
    return isDefaultValue(strip(Cast->getSubExpr()), Mapped, Context);
  const auto *Ctor = dyn_cast<CXXConstructExpr>(E);
  const bool IsValueInit =
      isa<CXXScalarValueInitExpr, ImplicitValueInitExpr>(E) ||
      (Ctor && llvm::all_of(Ctor->arguments(), [](const Expr *Arg) {
         return isa<CXXDefaultArgExpr>(Arg);
       }));
  return IsValueInit && Context.hasSameUnqualifiedType(E->getType(), Mapped);
}

/// `std::move(x)`
static const Expr *movedFrom(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->isInStdNamespace() && Call->getNumArgs() == 1 &&
                 Callee->getDeclName().isIdentifier() &&
                 Callee->getName() == "move"
             ? Call->getArg(0)
             : nullptr;
}

/// Binding a reference to it would need a definition that there may not be, or
/// is not allowed.
static bool hasNoAddress(const Expr *E) {
  if (E->refersToBitField())
    return true;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Member = dyn_cast<MemberExpr>(E);
  const ValueDecl *D =
      Ref ? Ref->getDecl() : (Member ? Member->getMemberDecl() : nullptr);
  const auto *Var = dyn_cast_or_null<VarDecl>(D);
  return Var && Var->isStaticDataMember() && !Var->isInline();
}

/// Nothing but names, literals and what the processor does with them. No
/// pointer is followed: the condition may be what makes that right.
static bool isTrivialToEvaluate(const Expr *E) {
  E = spelled(E);
  if (isa<DeclRefExpr, CXXThisExpr, IntegerLiteral, CharacterLiteral,
          CXXBoolLiteralExpr, StringLiteral, FloatingLiteral,
          CXXNullPtrLiteralExpr, UnaryExprOrTypeTraitExpr,
          CXXScalarValueInitExpr>(E))
    return true;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isa<VarDecl>(Member->getMemberDecl()) ||
           (isa<FieldDecl>(Member->getMemberDecl()) &&
            (!Member->isArrow() ||
             isa<CXXThisExpr>(strip(Member->getBase()))) &&
            isTrivialToEvaluate(Member->getBase()));
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return !Unary->isIncrementDecrementOp() && Unary->getOpcode() != UO_Deref &&
           Unary->getOpcode() != UO_Coawait &&
           isTrivialToEvaluate(Unary->getSubExpr());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->isAdditiveOp() && isTrivialToEvaluate(Binary->getLHS()) &&
           isTrivialToEvaluate(Binary->getRHS()) &&
           Binary->getType()->isArithmeticType();
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return isScalar(Cast->getType()) &&
           isScalar(Cast->getSubExpr()->getType()) &&
           isTrivialToEvaluate(Cast->getSubExpr());
  return false;
}

/// Whether forwarding \p E constructs a \p Mapped as the assignment of it would
/// have changed one.
static bool forwardsTo(const Expr *E, QualType Mapped, ASTContext &Context) {
  const QualType T = E->getType().getNonReferenceType();
  if (Context.hasSameUnqualifiedType(T, Mapped))
    return true;
  if (Mapped->isArithmeticType())
    return T->isArithmeticType();
  if (isa<CXXNullPtrLiteralExpr>(E))
    return Mapped->isPointerType();
  if (Mapped->isPointerType())
    return T->isPointerType();
  return isStdString(Mapped) && isa<StringLiteral>(E);
}

Evaluation evaluationOf(const Expr *Value, QualType Mapped,
                        ASTContext &Context) {
  const Expr *E = spelled(Value);
  if (Mapped.isNull() || Mapped->isDependentType() || E->isTypeDependent())
    return Evaluation::Lazy;
  if (isDefaultValue(E, Mapped, Context))
    return Evaluation::Default;
  const Expr *Moved = movedFrom(E);
  const Expr *Object = spelled(Moved ? Moved : E);
  return isTrivialToEvaluate(Object) && !hasNoAddress(Object) &&
                 forwardsTo(E, Mapped, Context)
             ? Evaluation::Forward
             : Evaluation::Lazy;
}

bool canAssignLater(const Expr *Value, QualType Mapped, ASTContext &Context) {
  if (Mapped.isNull() || Mapped->isDependentType() || Value->isTypeDependent())
    return false;
  const QualType T = spelled(Value)->getType().getNonReferenceType();
  if (isScalar(Mapped))
    return isScalar(T);
  const CXXRecordDecl *Record = Mapped->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() && Record->hasDefaultConstructor() &&
         (Record->hasSimpleMoveAssignment() ||
          Record->hasSimpleCopyAssignment() || Record->isInStdNamespace()) &&
         Context.hasSameUnqualifiedType(T, Mapped);
}

static bool mayThrow(const FunctionDecl *Callee) {
  const auto *Type =
      Callee ? Callee->getType()->getAs<FunctionProtoType>() : nullptr;
  if (!Type)
    return true;
  return isUnresolvedExceptionSpec(Type->getExceptionSpecType())
             ? !Callee->isTrivial()
             : !Type->isNothrow();
}

bool isNoThrow(const Expr *E, llvm::function_ref<bool(const Expr *)> Ignore) {
  if (E && Ignore && Ignore(E))
    return true;
  if (!E || E->isTypeDependent() || isa<CXXThrowExpr, CXXDynamicCastExpr>(E))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && mayThrow(Call->getDirectCallee()))
    return false;
  if (const auto *Ctor = dyn_cast<CXXConstructExpr>(E);
      Ctor && mayThrow(Ctor->getConstructor()))
    return false;
  return llvm::all_of(E->children(), [&](const Stmt *Child) {
    const auto *Sub = dyn_cast_or_null<Expr>(Child);
    return !Child || (Sub && isNoThrow(Sub, Ignore));
  });
}

} // namespace clang::tidy::maps::support
