//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/CalleeOps.h"
#include "support/Loops.h"
#include "support/UserCode.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace clang::tidy::maps::support {

namespace {
/// Whether a condition asks a map anything, or compares with its end.
struct LookupFinder : RecursiveASTVisitor<LookupFinder> {
  explicit LookupFinder(const model::ContainerModel &Model) : Model(Model) {}
  bool VisitExpr(Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    return !Op || !(Op->isLookup() || Op->Kind == MapOpKind::End);
  }
  const model::ContainerModel &Model;
};

class Callee {
public:
  Callee(const CXXMemberCallExpr *Call, const FunctionDecl *Definition,
         const model::ContainerModel &Model)
      : Call(Call), Definition(Definition), Model(Model) {}

  /// \returns whether what follows is reached for certain.
  bool walk(const Stmt *S);
  std::vector<MapOp> Ops;

private:
  const Expr *argumentFor(const Expr *E) const;
  void take(MapOp Op);
  void takeFrom(const Stmt *S);

  const CXXMemberCallExpr *Call;
  const FunctionDecl *Definition;
  const model::ContainerModel &Model;
};
} // namespace

/// The caller's argument where \p E is a parameter.
const Expr *Callee::argumentFor(const Expr *E) const {
  const auto *Ref = E ? dyn_cast<DeclRefExpr>(strip(E)) : nullptr;
  for (unsigned I = 0; Ref && I < Definition->getNumParams(); ++I)
    if (Ref->getDecl() == Definition->getParamDecl(I) && I < Call->getNumArgs())
      return Call->getArg(I);
  return nullptr;
}

/// The key that the iterator \p E was looked up with: `auto it = m.find(k);`.
static const Expr *keyOfLookup(const Expr *E,
                               const model::ContainerModel &Model) {
  E = strip(E);
  if (const auto *Convert = dyn_cast<CXXConstructExpr>(E);
      Convert && Convert->getNumArgs() == 1)
    E = strip(Convert->getArg(0));
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
        Variable && Variable->isLocalVarDecl() && Variable->hasInit())
      E = strip(Variable->getInit());
  std::optional<MapOp> Op = parseMapOp(E, Model);
  return Op && Op->Kind == MapOpKind::Find ? Op->Key : nullptr;
}

void Callee::take(MapOp Op) {
  const auto *Member = dyn_cast<MemberExpr>(Op.Object);
  if (!Member || Op.Arrow || !isa<CXXThisExpr>(strip(Member->getBase())))
    return;
  if (Op.Kind == MapOpKind::EraseIterator) {
    Op.Key = keyOfLookup(Op.Args.front(), Model);
    Op.Kind = MapOpKind::EraseKey;
  }
  if (Op.Kind == MapOpKind::EraseKey) {
    Op.Key = argumentFor(Op.Key);
    if (!Op.Key)
      return;
  } else if (Op.Kind == MapOpKind::Clear || Op.inserts()) {
    Op.Key = argumentFor(Op.Key);
  } else {
    return;
  }
  Op.Args.clear();
  if (Op.Key)
    Op.Args.push_back(Op.Key);
  Op.Call = Call;
  Op.Member = Call->getMethodDecl()->getNameAsString();
  Op.MemberLoc = Call->getExprLoc();
  Ops.push_back(std::move(Op));
}

void Callee::takeFrom(const Stmt *S) {
  struct Finder : RecursiveASTVisitor<Finder> {
    explicit Finder(Callee &Owner) : Owner(Owner) {}
    bool VisitExpr(Expr *E) {
      std::optional<MapOp> Op = parseMapOp(E, Owner.Model);
      if (Op && Op->Call == E)
        Owner.take(*Op);
      return true;
    }
    // What these evaluate is not certain.
    bool TraverseLambdaExpr(LambdaExpr *) { return true; }
    bool TraverseConditionalOperator(ConditionalOperator *) { return true; }
    bool TraverseBinaryOperator(BinaryOperator *Op) {
      return Op->isLogicalOp() ||
             RecursiveASTVisitor::TraverseBinaryOperator(Op);
    }
    Callee &Owner;
  } Find(*this);
  Find.TraverseStmt(const_cast<Stmt *>(S));
}

bool Callee::walk(const Stmt *S) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::all_of(Block->body(),
                        [&](const Stmt *Child) { return walk(Child); });
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    if (If->getInit())
      takeFrom(If->getInit());
    LookupFinder AsksMap(Model);
    bool Asks = !AsksMap.TraverseStmt(const_cast<Expr *>(If->getCond()));
    if (neverFallsThrough(If->getThen()))
      return Asks && !If->getElse(); // `if (it == m.end()) return;`
    if (Asks)
      return walk(If->getThen());
    return true;
  }
  if (isLoop(S) || isa<SwitchStmt, CXXTryStmt, LabelStmt>(S))
    return false;
  takeFrom(S);
  return !neverFallsThrough(S);
}

std::vector<MapOp> opsOfCallee(const CallExpr *Call,
                               const model::ContainerModel &Model) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  if (!Method || !Method->getDeclName().isIdentifier() || Method->isConst() ||
      (Method->isVirtual() && !Method->hasAttr<FinalAttr>()) ||
      !isa<CXXThisExpr>(strip(Member->getImplicitObjectArgument())))
    return {};
  const FunctionDecl *Definition = userDefinition(Method);
  if (!Definition || !isa<CompoundStmt>(Definition->getBody()))
    return {};
  Callee Body(Member, Definition, Model);
  Body.walk(Definition->getBody());
  return std::move(Body.Ops);
}

} // namespace clang::tidy::maps::support
