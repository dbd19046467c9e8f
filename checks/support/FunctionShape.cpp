//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/FunctionShape.h"
#include "llvm/ADT/StringSwitch.h"

namespace clang::tidy::maps::support {

bool isNullValue(const Expr *E, const PointerTypes &Types) {
  E = peel(E);
  if (!E || Types.isContainer(E->getType()))
    return false;
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr, ImplicitValueInitExpr,
          CXXScalarValueInitExpr>(E))
    return true;
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 0 ||
           (List->getNumInits() == 1 && isNullValue(List->getInit(0), Types));
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getNumArgs() == 0 ||
        isa<CXXDefaultArgExpr>(Construct->getArg(0)))
      return true;
    return isNullValue(Construct->getArg(0), Types);
  }
  if (const auto *Unresolved = dyn_cast<CXXUnresolvedConstructExpr>(E))
    return Unresolved->getNumArgs() == 0 ||
           (Unresolved->getNumArgs() == 1 &&
            isNullValue(Unresolved->getArg(0), Types));
  if (const auto *List = dyn_cast<ParenListExpr>(E))
    return List->getNumExprs() == 0 ||
           (List->getNumExprs() == 1 && isNullValue(List->getExpr(0), Types));
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return isNullValue(Cast->getSubExpr(), Types);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl()->getDeclName().isIdentifier() &&
           (Ref->getDecl()->getName() == "nullopt" ||
            Ref->getDecl()->getName() == "none") &&
           isa<VarDecl>(Ref->getDecl());
  if (const auto *Literal = dyn_cast<IntegerLiteral>(E))
    return Literal->getValue() == 0;
  return false;
}

bool isEmptyContainer(const Expr *E) {
  E = peel(E);
  if (const auto *List = dyn_cast_or_null<CXXStdInitializerListExpr>(E))
    E = peel(List->getSubExpr());
  if (const auto *List = dyn_cast_or_null<InitListExpr>(E))
    return List->getNumInits() == 0;
  if (const auto *Unresolved = dyn_cast_or_null<CXXUnresolvedConstructExpr>(E))
    return Unresolved->getNumArgs() == 0;
  const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(E);
  return Construct && llvm::all_of(Construct->arguments(), [](const Expr *Arg) {
           return isa<CXXDefaultArgExpr>(Arg);
         });
}

bool isOnlySized(llvm::ArrayRef<const Expr *> Args, const PointerTypes &Types) {
  return !Args.empty() && Args.size() <= 2 &&
         Args[0]->getType()->isIntegralOrEnumerationType() &&
         (Args.size() == 1 || isNullValue(Args[1], Types));
}

FunctionShape::FunctionShape(const Stmt *Body, PlaceResolver &Resolver,
                             const PointerTypes &Types)
    : Resolver(Resolver), Types(Types) {
  walk(Body, nullptr, nullptr);
}

void FunctionShape::markUnevaluated(const Stmt *S) {
  if (!S)
    return;
  Unevaluated.insert(S);
  for (const Stmt *Child : S->children())
    markUnevaluated(Child);
}

void FunctionShape::markCondition(const Expr *Condition, const Stmt *Owner,
                                  bool InLoop) {
  if (!Condition)
    return;
  Conditions.try_emplace(Owner, Condition);
  llvm::SmallVector<const Stmt *, 8> Work = {Condition};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (!S || isa<LambdaExpr>(S))
      continue;
    // The outermost construct owns nested logical operators.
    Owners.try_emplace(S, Owner);
    const ValueDecl *D = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      D = Ref->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(S))
      D = Member->getMemberDecl();
    if (D) {
      Tests &T = Tested[cast<ValueDecl>(D->getCanonicalDecl())];
      ++T.Count;
      T.InLoop |= InLoop;
    }
    Work.append(S->child_begin(), S->child_end());
  }
}

bool FunctionShape::isWorthKnowing(const ValueDecl *D) const {
  auto It = Tested.find(cast<ValueDecl>(D->getCanonicalDecl()));
  return It != Tested.end() &&
         (It->second.Count > 1 || It->second.InLoop || It->second.Assigned);
}

void FunctionShape::notePlainness(const VarDecl *Variable, const Expr *Value) {
  Tested[Variable->getCanonicalDecl()].Assigned = true;
  if (!readsOnlyPlain(Value))
    NotPlain.insert(Variable->getCanonicalDecl());
}

void FunctionShape::walk(const Stmt *S, const Stmt *Loop,
                         const Stmt *Breakable) {
  if (!S)
    return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      walk(Init, Loop, Breakable);
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar()))
          NotPlain.insert(Variable->getCanonicalDecl());
    return;
  }
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr>(S)) {
    markUnevaluated(S);
    return;
  }
  const bool InLoop = Loop != nullptr;
  const Stmt *InnerLoop = Loop;
  const Stmt *InnerBreakable = Breakable;
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    markCondition(If->getCond(), If, InLoop);
  } else if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
    markCondition(Switch->getCond(), Switch, InLoop);
    InnerBreakable = Switch;
  } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
    markCondition(While->getCond(), While, true);
    InnerLoop = InnerBreakable = While;
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    markCondition(Do->getCond(), Do, true);
    InnerLoop = InnerBreakable = Do;
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    markCondition(For->getCond(), For, true);
    InnerLoop = InnerBreakable = For;
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    InnerLoop = InnerBreakable = Range;
    Resolver.addLoopVariable(Range->getLoopVariable()->getCanonicalDecl(),
                             Range->getRangeInit());
    NotPlain.insert(Range->getLoopVariable()->getCanonicalDecl());
  } else if (const auto *Conditional = dyn_cast<ConditionalOperator>(S)) {
    markCondition(Conditional->getCond(), Conditional, InLoop);
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->isLogicalOp() && !Owners.contains(Binary))
      markCondition(Binary, Binary, InLoop);
    if (Binary->isAssignmentOp())
      if (const auto *Ref = dyn_cast<DeclRefExpr>(peel(Binary->getLHS())))
        if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl()))
          notePlainness(Variable, Binary->getRHS());
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(peel(Unary->getSubExpr())))
      if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl())) {
        if (Unary->isIncrementDecrementOp())
          Tested[Variable->getCanonicalDecl()].Assigned = true;
        if (Unary->getOpcode() == UO_AddrOf)
          NotPlain.insert(Variable->getCanonicalDecl());
      }
    if (Unary->getOpcode() == UO_AddrOf)
      // `&*p` computes an address and reads nothing.
      Unevaluated.insert(Unary->getSubExpr()->IgnoreParens());
  } else if (const auto *Break = dyn_cast<BreakStmt>(S)) {
    if (Breakable && !isa<SwitchStmt>(Breakable))
      BreakTargets[Break] = Breakable;
  } else if (const auto *Decls = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Decls->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D);
          Variable && Variable->hasInit()) {
        notePlainness(Variable, Variable->getInit());
        if (Variable->getType()->isBooleanType())
          markCondition(Variable->getInit(), Variable->getInit(), InLoop);
      }
  }
  for (const Stmt *Child : S->children()) {
    if (Child && !isa<Expr, DeclStmt>(S) && isa<Expr, DeclStmt>(Child)) {
      Full.insert(Child);
      if (const auto *E = dyn_cast<Expr>(Child))
        Full.insert(peel(E));
    }
    walk(Child, InnerLoop, InnerBreakable);
  }
}

bool FunctionShape::readsOnlyPlain(const Expr *E) {
  E = peel(E);
  if (!E)
    return true;
  if (isNullValue(E, Types) || isa<IntegerLiteral, CXXBoolLiteralExpr,
                                   CharacterLiteral, FloatingLiteral>(E))
    return true;
  // A test of the pointers themselves is decided, not guessed.
  if (Types.pointer(exprType(E, Types)) != PointerKind::None)
    return Resolver.place(E).has_value();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (isa<EnumConstantDecl>(Ref->getDecl()))
      return true;
    const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
    return Variable && Variable->isLocalVarDeclOrParm() &&
           !Variable->isStaticLocal() &&
           !Variable->getType()->isReferenceType() &&
           (Variable->getType()->isScalarType() ||
            Variable->getType()->isDependentType()) &&
           !NotPlain.contains(Variable->getCanonicalDecl());
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() != UO_Deref &&
           readsOnlyPlain(Unary->getSubExpr());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !Binary->isAssignmentOp() && readsOnlyPlain(Binary->getLHS()) &&
           readsOnlyPlain(Binary->getRHS());
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return readsOnlyPlain(Cast->getSubExpr());
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return readsOnlyPlain(Rewritten->getLHS()) &&
           readsOnlyPlain(Rewritten->getRHS());
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return llvm::is_contained({OO_EqualEqual, OO_ExclaimEqual, OO_Exclaim},
                              Operator->getOperator()) &&
           llvm::all_of(Operator->arguments(),
                        [&](const Expr *Arg) { return readsOnlyPlain(Arg); });
  if (std::optional<CallShape> Call = parseCall(E); Call && Call->Object) {
    // `p.has_value()`, `p.operator bool()`, `outer.contains(k)`.
    const QualType Type = Call->Object->getType();
    return !Call->Arrow &&
           (Types.pointer(Type) != PointerKind::None ||
            Types.holder(Type) != HolderKind::None) &&
           Resolver.place(Call->Object).has_value() &&
           llvm::all_of(Call->Args,
                        [&](const Expr *Arg) { return readsOnlyPlain(Arg); });
  }
  return false;
}

bool FunctionShape::isSimple(const Stmt *Owner) {
  auto It = Conditions.find(Owner);
  return It != Conditions.end() && readsOnlyPlain(It->second);
}

// Methods of pointers and of their containers that give nobody a new value.
static bool isHarmlessMethod(StringRef Name) {
  return llvm::StringSwitch<bool>(Name)
      .Case("get", true)
      .Case("data", true)
      .Case("release", true)
      .Case("begin", true)
      .Case("end", true)
      .Case("front", true)
      .Case("back", true)
      .Case("at", true)
      .Case("size", true)
      .Case("empty", true)
      .Case("find", true)
      .Case("count", true)
      .Case("contains", true)
      .Case("reserve", true)
      .Case("clear", true)
      .Case("rbegin", true)
      .Case("rend", true)
      .Case("cbegin", true)
      .Case("cend", true)
      .Case("value", true)
      .Case("erase", true)
      .Case("pop_back", true)
      .Case("has_value", true)
      .Case("resize", true)
      .Default(false);
}

void FunctionShape::collectAssigned(const Stmt *S,
                                    llvm::SmallVectorImpl<Region> &Found) {
  if (!S || isNotEvaluated(S))
    return;
  auto Add = [&](const Expr *Target) {
    if (std::optional<Place> P = Resolver.place(Target)) {
      Found.push_back(P->Where);
      if (P->Index.empty())
        Found.append(P->Reads.begin(), P->Reads.end());
    }
  };
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (std::optional<Place> P = Resolver.place(Capture.getCapturedVar()))
          Found.push_back(P->Where);
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->isAssignmentOp() && !isNullValue(Binary->getRHS(), Types))
      Add(Binary->getLHS());
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (Unary->getOpcode() == UO_AddrOf || Unary->isIncrementDecrementOp())
      Add(Unary->getSubExpr());
  } else if (const auto *E = dyn_cast<Expr>(S)) {
    if (std::optional<CallShape> Call = parseCall(E)) {
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->Callee);
      const bool Nulls =
          (Call->Operator == OO_Equal || Call->Name == "reset") &&
          llvm::all_of(Call->Args, [&](const Expr *Arg) {
            return isNullValue(Arg, Types);
          });
      const bool Reads =
          (Method && Method->isConst()) || isHarmlessMethod(Call->Name) ||
          (Call->Operator != OO_None && Call->Operator != OO_Equal &&
           Call->Operator != OO_Call);
      if (Call->Object && !Call->Arrow && !Nulls && !Reads)
        Add(Call->Object);
      for (unsigned I = 0; I < Call->Args.size(); ++I) {
        const QualType Param = Call->paramType(I);
        if (Param.isNull() ? !Call->Callee : isNonConstReference(Param))
          Add(Call->Args[I]);
      }
    }
  }
  for (const Stmt *Child : S->children())
    collectAssigned(Child, Found);
}

llvm::ArrayRef<Region> FunctionShape::assignedIn(const Stmt *S) {
  auto [It, Inserted] = Assigned.try_emplace(S);
  if (Inserted)
    collectAssigned(S, It->second);
  return It->second;
}

} // namespace clang::tidy::maps::support
