//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ZeroValues.h"
#include "support/MapOps.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

Zero zeroValue(const Expr *E) {
  if (!E)
    return Zero::None;
  E = strip(E);
  if (const auto *Cast = llvm::dyn_cast<ExplicitCastExpr>(E))
    return zeroValue(Cast->getSubExpr());
  if (const auto *Int = llvm::dyn_cast<IntegerLiteral>(E))
    return Int->getValue() == 0 ? Zero::Number : Zero::None;
  if (const auto *Float = llvm::dyn_cast<FloatingLiteral>(E))
    return Float->getValue().isPosZero() ? Zero::Number : Zero::None;
  if (const auto *Char = llvm::dyn_cast<CharacterLiteral>(E))
    return Char->getValue() == 0 ? Zero::Number : Zero::None;
  if (const auto *Bool = llvm::dyn_cast<CXXBoolLiteralExpr>(E))
    return Bool->getValue() ? Zero::None : Zero::False;
  if (llvm::isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return Zero::Null;
  if (const auto *String = llvm::dyn_cast<StringLiteral>(E))
    return String->getLength() == 0 ? Zero::Empty : Zero::None;
  if (const auto *List = llvm::dyn_cast<InitListExpr>(E)) {
    // The semantic form of `T{}` lists the members' own initialisers.
    if (const InitListExpr *Spelled = List->getSyntacticForm())
      List = Spelled;
    if (List->getNumInits() == 0)
      return Zero::Empty;
    return List->getNumInits() == 1 ? zeroValue(List->getInit(0)) : Zero::None;
  }
  if (llvm::isa<CXXScalarValueInitExpr, ImplicitValueInitExpr>(E))
    return Zero::Empty;
  if (const auto *Init = llvm::dyn_cast<CXXStdInitializerListExpr>(E))
    return zeroValue(Init->getSubExpr());
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl()->getDeclName().isIdentifier() &&
                   Ref->getDecl()->getName() == "nullopt"
               ? Zero::Empty
               : Zero::None;
  if (const auto *Unresolved = llvm::dyn_cast<CXXUnresolvedConstructExpr>(E))
    return Unresolved->getNumArgs() == 0 ? Zero::Empty : Zero::None;
  if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(E)) {
    const Expr *Only = nullptr;
    for (const Expr *Arg : Construct->arguments()) {
      if (Arg->isDefaultArgument())
        continue;
      if (Only)
        return Zero::None;
      Only = Arg;
    }
    if (!Only)
      return Zero::Empty;
    // A class made of a number is not empty by that: `Point(0)`, `Buffer(0)`.
    Zero Of = zeroValue(Only);
    return Of == Zero::Null || Of == Zero::Empty ? Of : Zero::None;
  }
  return Zero::None;
}

static Tested negate(Tested T) {
  switch (T) {
  case Tested::No:
    return Tested::No;
  case Tested::Zero:
    return Tested::NonZero;
  case Tested::NonZero:
    return Tested::Zero;
  }
  return Tested::No;
}

static Tested testsComparison(const Expr *LHS, const Expr *RHS,
                              BinaryOperatorKind Op,
                              llvm::function_ref<bool(const Expr *)> IsValue) {
  if (IsValue(strip(RHS))) {
    std::swap(LHS, RHS);
    Op =
        BinaryOperator::isComparisonOp(Op) && BinaryOperator::isRelationalOp(Op)
            ? BinaryOperator::reverseComparisonOp(Op)
            : Op;
  }
  if (!IsValue(strip(LHS)) || zeroValue(RHS) == Zero::None)
    return Tested::No;
  switch (Op) {
  case BO_EQ:
  case BO_LE:
    return Tested::Zero;
  case BO_NE:
  case BO_GT:
    return Tested::NonZero;
  default:
    return Tested::No;
  }
}

Tested testsValue(const Expr *Cond,
                  llvm::function_ref<bool(const Expr *)> IsValue) {
  if (!Cond)
    return Tested::No;
  Cond = strip(Cond);
  if (IsValue(Cond))
    return Tested::NonZero;
  if (const auto *Op = llvm::dyn_cast<UnaryOperator>(Cond))
    return Op->getOpcode() == UO_LNot
               ? negate(testsValue(Op->getSubExpr(), IsValue))
               : Tested::No;
  if (const auto *Op = llvm::dyn_cast<BinaryOperator>(Cond)) {
    if (Op->isLogicalOp()) {
      Tested Wanted =
          Op->getOpcode() == BO_LOr ? Tested::Zero : Tested::NonZero;
      for (const Expr *Side : {Op->getLHS(), Op->getRHS()})
        if (testsValue(Side, IsValue) == Wanted)
          return Wanted;
      return Tested::No;
    }
    return testsComparison(Op->getLHS(), Op->getRHS(), Op->getOpcode(),
                           IsValue);
  }
  if (const auto *Op = llvm::dyn_cast<CXXRewrittenBinaryOperator>(Cond))
    return testsComparison(Op->getLHS(), Op->getRHS(), Op->getOperator(),
                           IsValue);
  if (const auto *Op = llvm::dyn_cast<CXXOperatorCallExpr>(Cond)) {
    if (Op->getOperator() == OO_Exclaim)
      return negate(testsValue(Op->getArg(0), IsValue));
    if (Op->getNumArgs() == 2 && Op->isComparisonOp())
      return testsComparison(
          Op->getArg(0), Op->getArg(1),
          BinaryOperator::getOverloadedOpcode(Op->getOperator()), IsValue);
    return Tested::No;
  }
  if (const auto *Call = llvm::dyn_cast<CallExpr>(Cond)) {
    const auto *Member =
        llvm::dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParenImpCasts());
    if (!Member || !IsValue(strip(Member->getBase())))
      return Tested::No;
    const ValueDecl *Method = Member->getMemberDecl();
    if (llvm::isa<CXXConversionDecl>(Method))
      return Tested::NonZero;
    if (!Method->getDeclName().isIdentifier() || Member->isArrow())
      return Tested::No;
    if (llvm::is_contained({"empty", "isEmpty", "isNull"}, Method->getName()))
      return Tested::Zero;
    if (llvm::is_contained({"has_value", "size", "get", "length", "isValid"},
                           Method->getName()))
      return Tested::NonZero;
  }
  return Tested::No;
}

} // namespace clang::tidy::maps::support
