//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ZeroEvidence.h"
#include "support/Loops.h"
#include "support/ZeroValues.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

namespace {

/// Calls \p F for \p S and everything in it.
void forEach(const Stmt *S, llvm::function_ref<void(const Stmt *)> F) {
  if (!S)
    return;
  F(S);
  for (const Stmt *Child : S->children())
    forEach(Child, F);
}

const ValueDecl *declOf(const Expr *E) {
  const auto *Ref = llvm::dyn_cast_or_null<DeclRefExpr>(E ? strip(E) : nullptr);
  return Ref ? Ref->getDecl() : nullptr;
}

/// `*Element`, `Element->`, `Element`, for an iterator or a reference.
bool isElement(const Expr *E, const ValueDecl *Element) {
  E = strip(E);
  if (const auto *Op = llvm::dyn_cast<CXXOperatorCallExpr>(E))
    if (Op->getOperator() == OO_Arrow || Op->getOperator() == OO_Star)
      E = strip(Op->getArg(0));
  if (const auto *Op = llvm::dyn_cast<UnaryOperator>(E))
    if (Op->getOpcode() == UO_Deref)
      E = strip(Op->getSubExpr());
  return declOf(E) == Element;
}

bool isPart(const Expr *E, const VarDecl *Element, unsigned Binding,
            llvm::StringRef Field, llvm::StringRef Method, unsigned Depth = 0) {
  E = strip(E);
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Bound = llvm::dyn_cast<BindingDecl>(Ref->getDecl())) {
      const auto *All =
          llvm::dyn_cast_or_null<DecompositionDecl>(Bound->getDecomposedDecl());
      return All == Element && All->bindings().size() > Binding &&
             All->bindings()[Binding] == Bound;
    }
    // `auto *Value = kv.second;`
    const auto *Var = llvm::dyn_cast<VarDecl>(Ref->getDecl());
    return Var && Var != Element && Var->isLocalVarDecl() && Var->hasInit() &&
           Depth < 3 &&
           isPart(Var->getInit(), Element, Binding, Field, Method, Depth + 1);
  }
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl()->getDeclName().isIdentifier() &&
           Member->getMemberDecl()->getName() == Field &&
           isElement(Member->getBase(), Element);
  if (const auto *Member = llvm::dyn_cast<CXXDependentScopeMemberExpr>(E))
    return !Member->isImplicitAccess() &&
           Member->getMember().getAsString() == Field &&
           isElement(Member->getBase(), Element);
  if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(E))
    if (const CXXMethodDecl *Callee = Call->getMethodDecl())
      return Callee->getDeclName().isIdentifier() &&
             Callee->getName() == Method &&
             isElement(Call->getImplicitObjectArgument(), Element);
  return false;
}
bool isValueOf(const Expr *E, const VarDecl *Element) {
  return isPart(E, Element, 1, "second", "value");
}
bool isKeyOf(const Expr *E, const VarDecl *Element) {
  return isPart(E, Element, 0, "first", "key");
}

bool leaves(const Stmt *S) {
  if (const auto *Block = llvm::dyn_cast<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  return llvm::isa<ContinueStmt>(S);
}

class Collector {
public:
  Collector(const MapSummary &Map, const UsageSummaries &Summaries,
            ASTContext &Context, const model::ContainerModel &Model)
      : Map(Map), Summaries(Summaries), Context(Context), Model(Model) {}

  ZeroEvidence collect() {
    for (const Usage &U : Map.Usages) {
      const Expr *Node = Summaries.node(Map, U);
      const FunctionDecl *Function = Summaries.function(Map, U);
      if (!Node || !Function || !Function->hasBody())
        continue;
      switch (U.Kind) {
      case UsageKind::Walk:
        walk(Node, Function);
        break;
      case UsageKind::Erase:
        eraseIf(Node);
        break;
      case UsageKind::Subscript:
        access(Node, Function);
        break;
      case UsageKind::Lookup:
        lookup(Node, Function);
        break;
      case UsageKind::Insert:
        insertion(Node);
        break;
      default:
        break;
      }
    }
    return Found;
  }

private:
  const MapSummary &Map;
  const UsageSummaries &Summaries;
  ASTContext &Context;
  const model::ContainerModel &Model;
  ZeroEvidence Found;

  const Stmt *parent(const Stmt *S) const {
    for (const DynTypedNode &P : Context.getParents(*S))
      if (const auto *Parent = P.get<Stmt>())
        return Parent;
    return nullptr;
  }
  const VarDecl *initialised(const Expr *E) const {
    for (const Stmt *S = E; S;) {
      const Stmt *Up = nullptr;
      for (const DynTypedNode &P : Context.getParents(*S)) {
        if (const auto *Var = P.get<VarDecl>())
          return Var;
        Up = P.get<Expr>();
      }
      if (!Up || strip(llvm::cast<Expr>(Up)) != strip(E))
        return nullptr;
      S = Up;
    }
    return nullptr;
  }
  /// The whole `a || b && c` that \p E is part of.
  const Expr *wholeCondition(const Expr *E) const {
    const Expr *Whole = E;
    for (const Stmt *Up = parent(E); Up; Up = parent(Up)) {
      const auto *Parent = llvm::dyn_cast<Expr>(Up);
      if (!Parent)
        break;
      const auto *Op = llvm::dyn_cast<BinaryOperator>(Parent);
      if ((Op && Op->isAssignmentOp()) || llvm::isa<LambdaExpr>(Parent))
        break;
      Whole = Parent;
    }
    return Whole;
  }
  void setOnce(SourceLocation &Slot, SourceLocation Loc) {
    if (Slot.isInvalid())
      Slot = Loc;
  }

  void walk(const Expr *Node, const FunctionDecl *Function) {
    forEach(Function->getBody(), [&](const Stmt *S) {
      const VarDecl *Element = nullptr;
      if (const auto *Range = llvm::dyn_cast<CXXForRangeStmt>(S)) {
        if (Range->getRangeInit() && contains(Range->getRangeInit(), Node))
          Element = Range->getLoopVariable();
      } else if (const auto *For = llvm::dyn_cast<ForStmt>(S)) {
        const auto *Init = llvm::dyn_cast_or_null<DeclStmt>(For->getInit());
        if (Init && contains(Init, Node))
          Element = llvm::dyn_cast<VarDecl>(*Init->decl_begin());
      }
      if (Element)
        walkBody(loopBody(S), Element);
    });
  }

  void walkBody(const Stmt *Body, const VarDecl *Element) {
    auto IsValue = [Element](const Expr *E) { return isValueOf(E, Element); };
    llvm::SmallVector<const Stmt *, 8> Statements{Body};
    if (const auto *Block = llvm::dyn_cast<CompoundStmt>(Body))
      Statements.assign(Block->body_begin(), Block->body_end());
    bool OnlyDecls = true;
    for (const Stmt *S : Statements) {
      if (const auto *If = llvm::dyn_cast<IfStmt>(S)) {
        Tested T = testsValue(If->getCond(), IsValue);
        bool Skips = T == Tested::Zero &&
                     (leaves(If->getThen()) || erases(If->getThen()));
        bool UsesOthers = T == Tested::NonZero && !If->getElse() && OnlyDecls &&
                          S == Statements.back();
        if (Skips || UsesOthers)
          return setOnce(Found.SkippedInWalk, If->getIfLoc());
        if (T != Tested::No)
          return;
      }
      OnlyDecls = OnlyDecls && llvm::isa<DeclStmt>(S);
    }
    bool UsesKey = false, UsesValue = false;
    forEach(Body, [&](const Stmt *S) {
      if (const auto *E = llvm::dyn_cast<Expr>(S)) {
        UsesKey = UsesKey || isKeyOf(E, Element);
        UsesValue = UsesValue || isValueOf(E, Element);
      }
    });
    Found.ReportsAll = Found.ReportsAll || (UsesKey && UsesValue);
  }

  bool isThisMap(const MapOp &Op) const {
    return Summaries.of(Op.Object) == &Map;
  }
  bool erases(const Stmt *Body) const {
    bool Erases = false;
    forEach(Body, [&](const Stmt *S) {
      if (const auto *E = llvm::dyn_cast<CallExpr>(S))
        if (std::optional<MapOp> Op = parseMapOp(E, Model))
          Erases = Erases || (Op->removes() && isThisMap(*Op));
    });
    return Erases;
  }

  void eraseIf(const Expr *Node) {
    std::optional<MapOp> Op = parseMapOp(Node, Model);
    if (!Op || Op->Kind != MapOpKind::EraseIf || Op->Args.empty())
      return;
    const auto *Lambda = llvm::dyn_cast<LambdaExpr>(strip(Op->Args.back()));
    if (!Lambda || Lambda->getCallOperator()->getNumParams() != 1)
      return;
    const ParmVarDecl *Element = Lambda->getCallOperator()->getParamDecl(0);
    forEach(Lambda->getBody(), [&](const Stmt *S) {
      const auto *Return = llvm::dyn_cast<ReturnStmt>(S);
      if (Return && testsValue(Return->getRetValue(), [&](const Expr *E) {
                      return isValueOf(E, Element);
                    }) == Tested::Zero)
        setOnce(Found.SkippedInWalk, Return->getBeginLoc());
    });
  }

  /// `m[k]`, `m.value(k)`: is the value tested, counted or compared?
  void access(const Expr *Node, const FunctionDecl *Function) {
    const Expr *Access = strip(Node);
    auto IsAccess = [Access](const Expr *E) { return E == Access; };
    if (const VarDecl *Var = initialised(Node)) {
      forEach(Function->getBody(), [&](const Stmt *S) {
        const Expr *Cond = nullptr;
        if (const auto *If = llvm::dyn_cast<IfStmt>(S))
          Cond = If->getCond();
        else if (const auto *Choice = llvm::dyn_cast<ConditionalOperator>(S))
          Cond = Choice->getCond();
        if (Cond && testsValue(Cond, [&](const Expr *E) {
                      return declOf(E) == Var;
                    }) != Tested::No)
          setOnce(Found.TestedByValue, Cond->getBeginLoc());
      });
      return;
    }
    for (const Stmt *Up = parent(Node); Up; Up = parent(Up)) {
      const Expr *Cond = nullptr;
      if (const auto *If = llvm::dyn_cast<IfStmt>(Up))
        Cond = If->getCond();
      else if (const auto *While = llvm::dyn_cast<WhileStmt>(Up))
        Cond = While->getCond();
      else if (const auto *Choice = llvm::dyn_cast<ConditionalOperator>(Up))
        Cond = Choice->getCond();
      if (Cond) {
        if (contains(Cond, Node) && testsValue(Cond, IsAccess) != Tested::No)
          setOnce(Found.TestedByValue, Node->getBeginLoc());
        return;
      }
      const auto *E = llvm::dyn_cast<Expr>(Up);
      if (!E)
        return;
      const auto *Step = llvm::dyn_cast<UnaryOperator>(E);
      const auto *Binary = llvm::dyn_cast<BinaryOperator>(E);
      const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(E);
      if ((Step && Step->isIncrementDecrementOp()) ||
          llvm::isa<CompoundAssignOperator>(E) ||
          (Call && Call->isAssignmentOp() && Call->getOperator() != OO_Equal)) {
        Found.Accumulates = true;
        return;
      }
      if ((Binary && Binary->isAssignmentOp()) ||
          (Call && Call->isAssignmentOp()))
        return;
      if (!llvm::isa<LambdaExpr>(E) && testsValue(E, IsAccess) != Tested::No &&
          strip(E) != Access) {
        setOnce(Found.TestedByValue, Node->getBeginLoc());
        return;
      }
      if ((Binary && Binary->isComparisonOp()) ||
          (Call && Call->isComparisonOp()) ||
          llvm::isa<CXXRewrittenBinaryOperator>(E)) {
        Found.OtherStates = true;
        return;
      }
    }
  }

  void lookup(const Expr *Node, const FunctionDecl *Function) {
    std::optional<MapOp> Op = parseMapOp(Node, Model);
    if (!Op)
      return;
    switch (Op->Kind) {
    case MapOpKind::At:
    case MapOpKind::Subscript:
      // The standard's at() throws: whoever calls it relies on the key.
      if (Op->Member == "at")
        Found.TestedByKey = true;
      return access(Node, Function);
    case MapOpKind::Count:
    case MapOpKind::Contains:
      return testedTogether(Node, [&](const Expr *E) {
        std::optional<MapOp> Access = parseMapOp(E, Model);
        return Access && isThisMap(*Access) &&
               (Access->Kind == MapOpKind::Subscript ||
                Access->Kind == MapOpKind::At);
      });
    default:
      break;
    }
    const VarDecl *Iterator = initialised(Node);
    if (!Iterator) {
      Found.TestedByKey = true;
      return;
    }
    forEach(Function->getBody(), [&](const Stmt *S) {
      const auto *E = llvm::dyn_cast<Expr>(S);
      if (!E)
        return;
      const Expr *LHS = nullptr, *RHS = nullptr;
      if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(E)) {
        if (!Call->isComparisonOp() || Call->getNumArgs() != 2)
          return;
        LHS = Call->getArg(0), RHS = Call->getArg(1);
      } else if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E)) {
        if (!Binary->isComparisonOp())
          return;
        LHS = Binary->getLHS(), RHS = Binary->getRHS();
      } else {
        return;
      }
      if (declOf(LHS) == Iterator || declOf(RHS) == Iterator)
        testedTogether(
            E, [&](const Expr *Value) { return isValueOf(Value, Iterator); });
    });
  }

  /// \p KeyTest asks for the key. If the condition asks for the value too, it
  /// is the value that decides.
  void testedTogether(const Expr *KeyTest,
                      llvm::function_ref<bool(const Expr *)> IsValue) {
    const Expr *Whole = wholeCondition(KeyTest);
    if (testsValue(Whole, IsValue) != Tested::No)
      setOnce(Found.TestedByValue, Whole->getBeginLoc());
    else
      Found.TestedByKey = true;
  }

  /// `if (m.emplace(k, v).second)` asks for the key.
  void insertion(const Expr *Node) {
    const auto *Up = llvm::dyn_cast_or_null<MemberExpr>(parent(Node));
    if (Up && Up->getMemberDecl()->getDeclName().isIdentifier() &&
        Up->getMemberDecl()->getName() == "second")
      Found.TestedByKey = true;
  }
};

} // namespace

ZeroEvidence zeroEvidence(const MapSummary &Map,
                          const UsageSummaries &Summaries, ASTContext &Context,
                          const model::ContainerModel &Model) {
  return Collector(Map, Summaries, Context, Model).collect();
}

} // namespace clang::tidy::maps::support
