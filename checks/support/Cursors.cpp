//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Cursors.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

const Expr *peelIterator(const Expr *E) {
  for (;;) {
    E = strip(E);
    if (!E)
      return nullptr;
    if (const auto *Ctor = dyn_cast<CXXConstructExpr>(E);
        Ctor && Ctor->getNumArgs() == 1)
      E = Ctor->getArg(0);
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
             Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
      E = Call->getImplicitObjectArgument();
    else
      return E;
  }
}

const VarDecl *namedVariable(const Expr *E) {
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(peelIterator(E));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

std::optional<MapOp> boundOf(const Expr *E, MapOpKind Kind,
                             const model::ContainerModel &Model) {
  E = peelIterator(E);
  std::optional<MapOp> Op = E ? parseMapOp(E, Model) : std::nullopt;
  if (!Op || Op->Kind != Kind || !Op->Args.empty())
    return std::nullopt;
  // Not rbegin(), which walks the other way, nor Qt's keyBegin().
  bool Forward = Kind == MapOpKind::Begin
                     ? Op->Member == "begin" || Op->Member == "cbegin" ||
                           Op->Member == "constBegin"
                     : Op->Member == "end" || Op->Member == "cend" ||
                           Op->Member == "constEnd";
  return Forward ? Op : std::nullopt;
}

bool isBoundOf(const Expr *E, MapOpKind Kind, const ObjectPath &Map,
               const model::ContainerModel &Model) {
  std::optional<MapOp> Op = boundOf(E, Kind, Model);
  return Op && containerOf(*Op) == Map;
}

std::optional<Comparison> parseComparison(const Expr *E) {
  E = strip(E);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<Comparison> Inner = parseComparison(Not->getSubExpr());
    if (!Inner || !BinaryOperator::isEqualityOp(Inner->Opcode))
      return std::nullopt;
    Inner->Opcode = BinaryOperator::negateComparisonOp(Inner->Opcode);
    return Inner;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && Binary->isComparisonOp())
    return Comparison{Binary->getOpcode(), Binary->getLHS(), Binary->getRHS()};
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return Comparison{Rewritten->getOpcode(), Rewritten->getLHS(),
                      Rewritten->getRHS()};
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->isComparisonOp() && Call->getNumArgs() == 2)
    return Comparison{BinaryOperator::getOverloadedOpcode(Call->getOperator()),
                      Call->getArg(0), Call->getArg(1)};
  return std::nullopt;
}

std::pair<const Expr *, const Expr *> parseAssignment(const Expr *E) {
  if (!E)
    return {nullptr, nullptr};
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && Binary->getOpcode() == BO_Assign)
    return {Binary->getLHS(), Binary->getRHS()};
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_Equal && Call->getNumArgs() == 2)
    return {Call->getArg(0), Call->getArg(1)};
  return {nullptr, nullptr};
}

const VarDecl *postIncremented(const Expr *E) {
  E = peelIterator(E);
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_PostInc)
    return namedVariable(Unary->getSubExpr());
  if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_PlusPlus && Call->getNumArgs() == 2)
    return namedVariable(Call->getArg(0));
  return nullptr;
}

bool isSingleErase(const MapOp &Op) {
  return (Op.Kind == MapOpKind::EraseIterator ||
          Op.Kind == MapOpKind::EraseKey) &&
         Op.Args.size() == 1;
}

llvm::SmallVector<const Stmt *, 8> statementsOf(const Stmt *Body) {
  if (const auto *Block = dyn_cast<CompoundStmt>(Body))
    return {Block->body_begin(), Block->body_end()};
  return {Body};
}

const VarDecl *onlyVariable(const Stmt *S) {
  const auto *Decl = dyn_cast_or_null<DeclStmt>(S);
  return Decl && Decl->isSingleDecl() ? dyn_cast<VarDecl>(Decl->getSingleDecl())
                                      : nullptr;
}

namespace {
struct ReferenceCounter : RecursiveASTVisitor<ReferenceCounter> {
  explicit ReferenceCounter(const ValueDecl *D) : D(D) {}
  const ValueDecl *D;
  unsigned Count = 0;
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    Count += Ref->getDecl() == D;
    return true;
  }
};
} // namespace

unsigned countReferences(const ValueDecl *D, const Stmt *In) {
  ReferenceCounter Counter(D);
  if (In)
    Counter.TraverseStmt(const_cast<Stmt *>(In));
  return Counter.Count;
}

unsigned countReferences(const VarDecl *Var) {
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  return Function ? countReferences(Var, Function->getBody()) : ~0U;
}

std::optional<MapOp> endOf(const Expr *E, const model::ContainerModel &Model) {
  if (std::optional<MapOp> Op = boundOf(E, MapOpKind::End, Model))
    return Op;
  const VarDecl *Var = namedVariable(E);
  if (!Var || !Var->hasInit())
    return std::nullopt;
  std::optional<MapOp> Op = boundOf(Var->getInit(), MapOpKind::End, Model);
  // Where erasing moves elements, the end does not stay where it was.
  if (!Op || Op->Traits->OnErase == model::Invalidates::All)
    return std::nullopt;
  return countReferences(Var) == 1 ? Op : std::nullopt;
}

std::optional<MapOp> erasureAt(const Expr *E, const VarDecl *Cursor,
                               const model::ContainerModel &Model) {
  auto [Target, Value] = parseAssignment(E);
  const Expr *Call = Target ? peelIterator(Value) : E;
  if (Target && namedVariable(Target) != Cursor)
    return std::nullopt;
  std::optional<MapOp> Op = parseMapOp(Call, Model);
  if (!Op || !isSingleErase(*Op))
    return std::nullopt;
  const VarDecl *Erased =
      Target ? namedVariable(Op->Args[0]) : postIncremented(Op->Args[0]);
  return Erased == Cursor ? Op : std::nullopt;
}

bool namesFirst(const Expr *E, const VarDecl *Cursor, const ObjectPath &Map,
                const model::ContainerModel &Model) {
  auto IsFirst = [&](const Expr *E) {
    const VarDecl *Var = namedVariable(E);
    return Var ? Var == Cursor : isBoundOf(E, MapOpKind::Begin, Map, Model);
  };
  if (IsFirst(E))
    return true;
  E = peelIterator(E);
  if (const auto *Member = dyn_cast<MemberExpr>(E);
      Member && Member->getMemberDecl()->getDeclName().isIdentifier() &&
      Member->getMemberDecl()->getName() == "first") {
    const Expr *Base = strip(Member->getBase());
    if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Base))
      return Arrow->getNumArgs() == 1 && IsFirst(Arrow->getArg(0));
    return Member->isArrow() && IsFirst(Base);
  }
  const auto *Star = dyn_cast<CXXOperatorCallExpr>(E);
  return Star && Star->getOperator() == OO_Star && Star->getNumArgs() == 1 &&
         IsFirst(Star->getArg(0));
}

const Stmt *stepInBody(const Stmt *Body, const VarDecl *Cursor) {
  for (const Stmt *S : statementsOf(Body))
    if (const VarDecl *Var = onlyVariable(S);
        Var && Var->hasInit() && postIncremented(Var->getInit()) == Cursor)
      return S;
  return nullptr;
}

} // namespace clang::tidy::maps::support
