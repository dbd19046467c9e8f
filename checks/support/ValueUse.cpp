//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ValueUse.h"
#include "support/UserCode.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/ExprMutationAnalyzer.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

namespace {

bool isNamed(const NamedDecl *D, llvm::ArrayRef<llvm::StringLiteral> Names) {
  return D && D->getDeclName().isIdentifier() &&
         llvm::is_contained(Names, D->getName());
}

bool isReferenceToConst(QualType T) {
  return T->isReferenceType() && T->getPointeeType().isConstQualified();
}

/// Follows a value from its lvalue outwards until it is clear what becomes of
/// it.
class Follower {
public:
  Follower(const Expr *Access, ASTContext &Context)
      : Context(Context), At(Access), AsIs(Context, TK_AsIs) {}

  ValueUse run() {
    for (;;) {
      DynTypedNodeList Parents = Context.getParents(*At);
      if (Parents.empty())
        return {};
      if (const auto *Var = Parents[0].get<VarDecl>())
        return initialises(Var);
      // The spelled form of `{m[k], 1}` says less than the one behind it.
      const auto *Parent = Parents[0].get<Stmt>();
      if (llvm::isa_and_nonnull<InitListExpr>(Parent) && Parents.size() > 1)
        Parent = Parents[1].get<Stmt>();
      if (!Parent)
        return {};
      if (std::optional<ValueUse> Use = step(Parent))
        return *Use;
      At = llvm::cast<Expr>(Parent);
    }
  }

private:
  using Result = std::optional<ValueUse>;

  ASTContext &Context;
  const Expr *At;
  TraversalKindScope AsIs;

  ValueUse use(ValueUse::UseKind Kind, const Expr *Whole,
               ValueUse::BindingKind Bound = ValueUse::None) const {
    return {Kind, Whole, Bound};
  }
  ValueUse read(const Expr *Whole,
                ValueUse::BindingKind Bound = ValueUse::None) const {
    return use(ValueUse::Read, Whole, Bound);
  }

  const Stmt *parentOf(const Stmt *S) const {
    DynTypedNodeList Parents = Context.getParents(*S);
    return Parents.empty() ? nullptr : Parents[0].get<Stmt>();
  }

  /// One step outwards; nothing if the parent still denotes the value, or a
  /// part of it.
  Result step(const Stmt *Parent) {
    if (llvm::isa<UnaryExprOrTypeTraitExpr, CXXTypeidExpr, CXXNoexceptExpr>(
            Parent))
      return use(ValueUse::Discarded, At);
    if (const auto *Cast = llvm::dyn_cast<CastExpr>(Parent))
      return cast(Cast);
    if (llvm::isa<ParenExpr, FullExpr, MaterializeTemporaryExpr,
                  CXXBindTemporaryExpr>(Parent))
      return std::nullopt;
    if (const auto *Member = llvm::dyn_cast<MemberExpr>(Parent))
      return llvm::isa<VarDecl>(Member->getMemberDecl())
                 ? Result(use(ValueUse::Discarded, At))
                 : std::nullopt;
    if (const auto *Choice = llvm::dyn_cast<ConditionalOperator>(Parent))
      return Choice->getCond() == At ? Result(read(At)) : std::nullopt;
    if (const auto *Call = llvm::dyn_cast<CallExpr>(Parent))
      return call(Call);
    if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(Parent))
      return construct(Construct);
    if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(Parent))
      return Unary->getOpcode() == UO_LNot ? read(At) : ValueUse();
    if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(Parent))
      return binary(Binary);
    if (const auto *Return = llvm::dyn_cast<ReturnStmt>(Parent))
      return returned(Return);
    if (const auto *If = llvm::dyn_cast<IfStmt>(Parent))
      return use(If->getCond() == At ? ValueUse::Read : ValueUse::Discarded,
                 At);
    if (llvm::isa<WhileStmt, DoStmt, ForStmt>(Parent)) // In templates.
      return isCondition(Parent) ? read(At) : use(ValueUse::Discarded, At);
    if (llvm::isa<Expr>(Parent) || llvm::isa<CXXForRangeStmt>(Parent))
      return ValueUse();
    return use(ValueUse::Discarded, At);
  }

  bool isCondition(const Stmt *Loop) const {
    if (const auto *While = llvm::dyn_cast<WhileStmt>(Loop))
      return While->getCond() == At;
    if (const auto *Do = llvm::dyn_cast<DoStmt>(Loop))
      return Do->getCond() == At;
    return llvm::cast<ForStmt>(Loop)->getCond() == At;
  }

  Result cast(const CastExpr *Cast) {
    switch (Cast->getCastKind()) {
    case CK_LValueToRValue:
      return isDereferenced(Cast) ? use(ValueUse::Dereferenced, Cast)
                                  : read(Cast);
    case CK_ToVoid:
      return use(ValueUse::Discarded, Cast);
    case CK_NoOp:
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
    case CK_UserDefinedConversion: // The call in it said what it does.
    case CK_ConstructorConversion:
      return std::nullopt;
    case CK_Dependent: // static_cast<T>(m[k])
      return Cast->getType()->isReferenceType() ? ValueUse() : read(Cast);
    default:
      return ValueUse();
    }
  }

  /// `*p`, `p->x`, `p[i]`, `p()` of the pointer \p Loaded.
  bool isDereferenced(const Expr *Loaded) const {
    const Stmt *Child = Loaded;
    const Stmt *Up = parentOf(Child);
    while (llvm::isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Up)) {
      Child = Up;
      Up = parentOf(Up);
    }
    if (const auto *Member = llvm::dyn_cast_or_null<MemberExpr>(Up))
      return Member->isArrow();
    if (const auto *Unary = llvm::dyn_cast_or_null<UnaryOperator>(Up))
      return Unary->getOpcode() == UO_Deref;
    if (const auto *Call = llvm::dyn_cast_or_null<CallExpr>(Up))
      return Call->getCallee() == Child;
    return Loaded->getType()->isPointerType() &&
           llvm::isa_and_nonnull<ArraySubscriptExpr>(Up);
  }

  Result call(const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(Callee);
    const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(Call);
    const bool Object =
        Call->getCallee() == At ||
        (Operator && Method && !Method->isStatic() && Call->getArg(0) == At);
    if (Object)
      return Method ? memberCall(Call, Method) : ValueUse();
    for (unsigned I = 0; I < Call->getNumArgs(); ++I)
      if (Call->getArg(I) == At)
        return argument(Callee, I - (Operator && Method ? 1 : 0));
    return ValueUse();
  }

  Result memberCall(const CallExpr *Call, const CXXMethodDecl *Method) {
    const OverloadedOperatorKind Operator = Method->getOverloadedOperator();
    if (Operator == OO_Arrow || Operator == OO_Star || Operator == OO_Call)
      return use(Method->isConst() || isInSystemHeader(Method)
                     ? ValueUse::Dereferenced
                     : ValueUse::Unknown,
                 Call);
    if (Method->isStatic())
      return use(ValueUse::Discarded, Call);
    if (Method->isConst())
      return read(Call);
    // Overloads for objects that happen not to be const.
    if (!isInSystemHeader(Method))
      return ValueUse();
    static constexpr llvm::StringLiteral Elements[] = {"at", "front", "back",
                                                       "value"};
    if (Call->isGLValue() &&
        (isNamed(Method, Elements) ||
         (Operator == OO_Subscript &&
          Method->getParamDecl(0)->getType()->isIntegerType())))
      return std::nullopt;
    static constexpr llvm::StringLiteral Positions[] = {
        "find",   "begin", "end",         "cbegin",     "cend",
        "rbegin", "rend",  "lower_bound", "upper_bound"};
    if (isNamed(Method, Positions) && isCompared(Call))
      return read(Call);
    return ValueUse();
  }

  /// `m[k].find(x) != m[k].end()`
  bool isCompared(const Expr *Position) const {
    const Stmt *Child = Position;
    for (const Stmt *Up = parentOf(Child); Up; Child = Up, Up = parentOf(Up)) {
      if (llvm::isa<CXXRewrittenBinaryOperator>(Up))
        return true;
      if (const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(Up))
        return Operator->isComparisonOp();
      if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(Up))
        return Binary->isComparisonOp();
      const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(Up);
      const bool Converts = Construct && Construct->getNumArgs() == 1;
      if (!Converts &&
          !llvm::isa<ParenExpr, ImplicitCastExpr, FullExpr,
                     MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Up))
        return false;
    }
    return false;
  }

  Result argument(const FunctionDecl *Callee, unsigned Index) {
    if (!Callee) // In templates.
      return ValueUse();
    QualType Parameter = Index < Callee->getNumParams()
                             ? Callee->getParamDecl(Index)->getType()
                             : QualType();
    if (Parameter.isNull())
      return ValueUse();
    if (isReferenceToConst(Parameter))
      return read(At, ValueUse::Argument);
    if (!Parameter->isReferenceType()) // In templates.
      return read(At);
    // Perfect forwarding to what copies.
    static constexpr llvm::StringLiteral Copying[] = {
        "emplace",     "emplace_back", "emplace_front",    "try_emplace",
        "insert",      "push_back",    "insert_or_assign", "make_pair",
        "make_tuple",  "make_shared",  "make_unique",      "make_optional",
        "emplaceBack", "exchange"};
    const bool Forwards = Callee->getPrimaryTemplate() &&
                          isInSystemHeader(Callee) &&
                          isNamed(Callee, Copying) &&
                          !(Callee->getName() == "exchange" && Index == 0);
    return Forwards ? read(At, ValueUse::Argument) : ValueUse();
  }

  Result construct(const CXXConstructExpr *Construct) {
    const CXXConstructorDecl *Ctor = Construct->getConstructor();
    if (Ctor->isCopyConstructor())
      return isReferenceToConst(Ctor->getParamDecl(0)->getType())
                 ? read(Construct)
                 : ValueUse();
    for (unsigned I = 0; I < Construct->getNumArgs(); ++I) {
      if (Construct->getArg(I) != At || I >= Ctor->getNumParams())
        continue;
      QualType Parameter = Ctor->getParamDecl(I)->getType();
      if (!Parameter->isReferenceType() || isReferenceToConst(Parameter))
        return read(At, Parameter->isReferenceType() ? ValueUse::Argument
                                                     : ValueUse::None);
      static constexpr llvm::StringLiteral Copying[] = {
          "pair", "tuple", "optional", "any", "variant"};
      if (Ctor->getPrimaryTemplate() && isInSystemHeader(Ctor) &&
          isNamed(Ctor->getParent(), Copying))
        return read(At, ValueUse::Argument);
    }
    return ValueUse();
  }

  Result binary(const BinaryOperator *Binary) {
    if (Binary->isAssignmentOp())
      return Binary->getRHS() == At ? read(At) : ValueUse();
    if (Binary->getOpcode() == BO_Comma)
      return Binary->getLHS() == At ? Result(use(ValueUse::Discarded, At))
                                    : std::nullopt;
    // Operands that are still lvalues: in templates.
    return Binary->isComparisonOp() || Binary->isLogicalOp() ? read(At)
                                                             : ValueUse();
  }

  Result returned(const ReturnStmt *Return) {
    DynTypedNodeList Parents = Context.getParents(*Return);
    while (!Parents.empty()) {
      if (Parents[0].get<LambdaExpr>())
        break;
      if (const auto *Function = Parents[0].get<FunctionDecl>()) {
        QualType T = Function->getReturnType();
        if (!T->isReferenceType()) // In templates.
          return T->getContainedAutoType() &&
                         T->getContainedAutoType()->isDecltypeAuto()
                     ? ValueUse()
                     : read(At);
        return isReferenceToConst(T) ? read(At, ValueUse::Returned)
                                     : ValueUse();
      }
      Parents = Context.getParents(Parents[0]);
    }
    return ValueUse();
  }

  ValueUse initialises(const VarDecl *Var) {
    QualType T = Var->getType();
    if (Var->isImplicit()) // auto &&__range = m[k];
      return walked(Var);
    if (isReferenceToConst(T))
      return read(At, ValueUse::Variable);
    if (!T->isReferenceType()) // In templates.
      return read(At);
    // auto &x = m[k]; and never x = ...
    DynTypedNodeList Parents = Context.getParents(*Var);
    const auto *Decl = Parents.empty() ? nullptr : Parents[0].get<DeclStmt>();
    const auto *Block =
        Decl ? llvm::dyn_cast_or_null<CompoundStmt>(parentOf(Decl)) : nullptr;
    return !Block || isWritten(Var, Block) ? ValueUse()
                                           : read(At, ValueUse::Variable);
  }

  bool isWritten(const VarDecl *Reference, const Stmt *Scope) const {
    ExprMutationAnalyzer Analyzer(*Scope, Context);
    if (const auto *Parts = llvm::dyn_cast<DecompositionDecl>(Reference))
      return llvm::any_of(Parts->bindings(), [&](const BindingDecl *Part) {
        return Analyzer.isMutated(Part);
      });
    return Reference->getType()->isDependentType() ||
           Analyzer.isMutated(Reference);
  }

  /// `for (T x : m[k])`
  ValueUse walked(const VarDecl *Range) const {
    DynTypedNodeList Parents = Context.getParents(*Range);
    const auto *Decl = Parents.empty() ? nullptr : Parents[0].get<DeclStmt>();
    const auto *Loop =
        Decl ? llvm::dyn_cast_or_null<CXXForRangeStmt>(parentOf(Decl))
             : nullptr;
    if (!Loop || !Loop->getBody())
      return {};
    const VarDecl *Element = Loop->getLoopVariable();
    QualType T = Element->getType();
    if (!T->isReferenceType() || isReferenceToConst(T))
      return read(At, ValueUse::Variable);
    return isWritten(Element, Loop->getBody()) ? ValueUse()
                                               : read(At, ValueUse::Variable);
  }
};

} // namespace

ValueUse valueUse(const Expr *Access, ASTContext &Context) {
  return Follower(Access, Context).run();
}

} // namespace clang::tidy::maps::support
