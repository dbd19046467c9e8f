//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Lifetime.h"
#include "support/MapOps.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::tidy::maps::support {

static bool outlives(const Expr *E, unsigned Depth);

/// Something that leads elsewhere: `auto it = Members.find(k);`, but not
/// `std::unique_ptr<Map> m`, whose map dies with it.
static bool leadsElsewhere(QualType T) {
  if (T->isReferenceType() || T->isPointerType())
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && Record->getDeclName().isIdentifier() &&
         (Record->getName().contains_insensitive("iterator") ||
          Record->getName() == "reference_wrapper" ||
          Record->getName() == "shared_ptr");
}

static bool outlives(const VarDecl *Var, unsigned Depth) {
  if (Var->hasGlobalStorage())
    return true;
  if (isa<ParmVarDecl>(Var))
    return leadsElsewhere(Var->getType());
  if (!Var->hasInit() || Var->isInitCapture())
    return false;
  // Of an iterator as of `auto` in a template only the initialiser tells.
  const bool Follow =
      leadsElsewhere(Var->getType()) || Var->getType()->isDependentType();
  return Follow && outlives(Var->getInit(), Depth + 1);
}

static bool outlives(const CallExpr *Call, unsigned Depth) {
  // Of what is made here, only what a library's object leads to lives on.
  const FunctionDecl *Callee = Call->getDirectCallee();
  const bool HandsOut = Callee && leadsElsewhere(Callee->getReturnType());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    return HandsOut && outlives(Member->getImplicitObjectArgument(), Depth + 1);
  if (isa<CXXOperatorCallExpr>(Call))
    return HandsOut && outlives(Call->getArg(0), Depth + 1);
  if (!HandsOut || Callee->getReturnType()->isRecordType())
    return false;
  return llvm::all_of(Call->arguments(), [&](const Expr *Arg) {
    return !Arg->isGLValue() || outlives(Arg, Depth + 1);
  });
}

static bool outlives(const Expr *E, unsigned Depth) {
  if (!E || Depth > 12)
    return false;
  E = strip(E);
  if (isa<CXXThisExpr>(E))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Part = dyn_cast<BindingDecl>(Ref->getDecl())) {
      const auto *Whole = dyn_cast_or_null<VarDecl>(Part->getDecomposedDecl());
      return Whole && outlives(Whole, Depth);
    }
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var && outlives(Var, Depth);
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isa<VarDecl>(Member->getMemberDecl()) ||
           outlives(Member->getBase(), Depth + 1);
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(E))
    return Member->isImplicitAccess() || outlives(Member->getBase(), Depth + 1);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return (Unary->getOpcode() == UO_Deref ||
            Unary->getOpcode() == UO_AddrOf) &&
           outlives(Unary->getSubExpr(), Depth + 1);
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return outlives(Subscript->getBase(), Depth + 1);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return outlives(Choice->getTrueExpr(), Depth + 1) &&
           outlives(Choice->getFalseExpr(), Depth + 1);
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return outlives(Cast->getSubExpr(), Depth + 1);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return outlives(Call, Depth);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() == 1 &&
           leadsElsewhere(Construct->getType()) &&
           outlives(Construct->getArg(0), Depth + 1);
  return false;
}

bool outlivesFunction(const Expr *E) { return outlives(E, 0); }

} // namespace clang::tidy::maps::support
