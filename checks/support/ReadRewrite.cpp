//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ReadRewrite.h"
#include "support/Effects.h"
#include "support/Identity.h"
#include "support/Loops.h"
#include "support/ZeroValues.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

llvm::StringRef defaultingLookup(const MapOp &Op) {
  for (llvm::StringRef Member : {"value", "lookup"})
    if (model::hasMember(Op.ContainerType, Member, 1))
      return Member;
  return "";
}

/// `m` or `p->`, ready for a member's name.
static std::string accessTo(const MapOp &Op, const ASTContext &Context) {
  std::string Object = textOf(Op.Object->getSourceRange(), Context).str();
  if (Object.empty())
    return "";
  if (!isa<DeclRefExpr, MemberExpr, CallExpr, ArraySubscriptExpr>(Op.Object) ||
      isa<CXXOperatorCallExpr>(Op.Object))
    Object = "(" + Object + ")";
  return Object + (Op.Arrow ? "->" : ".");
}

//===----------------------------------------------------------------------===//
// m.value(k)
//===----------------------------------------------------------------------===//

static bool isPlainResult(QualType T) {
  return T->isVoidType() || T->isArithmeticType() || T->isEnumeralType();
}

/// Nothing that is used later refers to the value, which is a temporary then.
static bool canBeTemporary(const SubscriptRead &Read, ASTContext &Context) {
  switch (Read.Use.Bound) {
  case ValueUse::Returned:
    return false;
  case ValueUse::Variable: // Its life is prolonged.
    return true;
  case ValueUse::Argument: {
    const auto *Call =
        dyn_cast_or_null<CallExpr>(parentStmt(Read.Use.Whole, Context));
    const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Call);
    return Call && (isPlainResult(Call->getType()) ||
                    (Operator && Operator->getOperator() == OO_LessLess));
  }
  case ValueUse::None:
    break;
  }
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Read.Use.Whole);
  return !Member || isPlainResult(Member->getType());
}

static Fix callLookup(const SubscriptRead &Read, llvm::StringRef Member,
                      ASTContext &Context) {
  Fix F;
  F.Grade = FixGrade::Offered;
  F.NoteText =
      ("'" + Member + "' gives a default value without inserting").str();
  const SourceRange Range = Read.Op.Call->getSourceRange();
  const std::string Object = accessTo(Read.Op, Context);
  const llvm::StringRef Key = textOf(Read.Op.Key->getSourceRange(), Context);
  if (Object.empty() || Key.empty() || !isEditable(Range, Context) ||
      hasComment(Range, Context) || !canBeTemporary(Read, Context))
    return F;
  F.Edits.push_back(
      FixItHint::CreateReplacement(CharSourceRange::getTokenRange(Range),
                                   (Object + Member + "(" + Key + ")").str()));
  return F;
}

//===----------------------------------------------------------------------===//
// if (auto it = m.find(k); ...)
//===----------------------------------------------------------------------===//

/// A class of the library whose default value is empty or null.
static bool isEmptyByDefault(QualType T) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace();
}

/// Of a constant, how it compares with the zero that an absent element would
/// be: -1, 0 or 1.
static std::optional<int> orderOf(const Expr *Constant,
                                  const ASTContext &Context) {
  if (zeroValue(Constant) != Zero::None)
    return 0;
  Expr::EvalResult Value;
  if (Constant->isValueDependent() || !Constant->EvaluateAsInt(Value, Context))
    return std::nullopt;
  const llvm::APSInt &Int = Value.Val.getInt();
  return Int.isZero() ? 0 : Int.isNegative() ? -1 : 1;
}

static std::optional<bool> compare(BinaryOperatorKind Op, int Order) {
  // 0 op constant
  switch (Op) {
  case BO_EQ:
    return Order == 0;
  case BO_NE:
    return Order != 0;
  case BO_LT:
    return Order > 0;
  case BO_GT:
    return Order < 0;
  case BO_LE:
    return Order >= 0;
  case BO_GE:
    return Order <= 0;
  default:
    return std::nullopt;
  }
}

/// What the condition \p Cond on the value of \p Access says where the key is
/// absent and the value therefore a default one. Nothing if not known.
static std::optional<bool> onMiss(const Expr *Cond, const Expr *Access,
                                  const ASTContext &Context) {
  Cond = strip(Cond);
  const QualType Value = Access->getType();
  const bool Scalar = Value->isScalarType() && !Value->isMemberPointerType();
  if (Cond == Access)
    return Scalar ? std::optional(false) : std::nullopt;
  if (const auto *Not = dyn_cast<UnaryOperator>(Cond)) {
    std::optional<bool> Sub = Not->getOpcode() == UO_LNot
                                  ? onMiss(Not->getSubExpr(), Access, Context)
                                  : std::nullopt;
    return Sub ? std::optional(!*Sub) : std::nullopt;
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Cond)) {
    // if (m[k]) of an owner, m[k].empty()
    const CXXMethodDecl *Method = Member->getMethodDecl();
    if (!Method || !isEmptyByDefault(Value) ||
        strip(Member->getImplicitObjectArgument()) != Access)
      return std::nullopt;
    if (isa<CXXConversionDecl>(Method) && Member->getType()->isBooleanType())
      return false;
    const bool Empty =
        Method->getDeclName().isIdentifier() && Method->getName() == "empty";
    return Empty ? std::optional(true) : std::nullopt;
  }
  const auto *Binary = dyn_cast<BinaryOperator>(Cond);
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Cond);
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Cond)) {
    const auto *String =
        dyn_cast<StringLiteral>(Rewritten->getRHS()->IgnoreParenImpCasts());
    const bool Known = Rewritten->getOperator() == BO_NE && String &&
                       strip(Rewritten->getLHS()) == Access &&
                       isEmptyByDefault(Value);
    return Known ? std::optional(String->getLength() != 0) : std::nullopt;
  }
  if (Binary && Scalar && Binary->isComparisonOp()) {
    const bool Left = strip(Binary->getLHS()) == Access;
    if (!Left && strip(Binary->getRHS()) != Access)
      return std::nullopt;
    std::optional<int> Order =
        orderOf(Left ? Binary->getRHS() : Binary->getLHS(), Context);
    const BinaryOperatorKind Op =
        Left || Binary->isEqualityOp()
            ? Binary->getOpcode()
            : BinaryOperator::reverseComparisonOp(Binary->getOpcode());
    return Order ? compare(Op, *Order) : std::nullopt;
  }
  if (Operator && Operator->getNumArgs() == 2 && isEmptyByDefault(Value) &&
      strip(Operator->getArg(0)) == Access) {
    // m[k] == "text"
    const auto *String =
        dyn_cast<StringLiteral>(Operator->getArg(1)->IgnoreParenImpCasts());
    if (!String)
      return std::nullopt;
    if (Operator->getOperator() == OO_EqualEqual)
      return String->getLength() == 0;
    if (Operator->getOperator() == OO_ExclaimEqual)
      return String->getLength() != 0;
  }
  return std::nullopt;
}

/// The `if` whose whole condition depends on the value.
static const IfStmt *ifAround(const Expr *Access, ASTContext &Context) {
  const Stmt *S = parentStmt(Access, Context);
  while (S && isa<Expr>(S))
    S = parentStmt(S, Context);
  const auto *If = dyn_cast_or_null<IfStmt>(S);
  return If && contains(If->getCond(), Access) && !If->getInit() &&
                 !If->getConditionVariable() && !If->isConstexpr()
             ? If
             : nullptr;
}

namespace {
/// What the rest of the function says about a rewrite of one condition.
struct Surroundings : RecursiveASTVisitor<Surroundings> {
  const SubscriptRead &Read;
  const IfStmt *If;
  const model::ContainerModel &Model;
  const ASTContext &Context;
  llvm::SmallVector<std::string, 16> Names;
  /// The key is looked up again where the element would be missing now.
  bool UsedAgain = false;

  Surroundings(const SubscriptRead &Read, const IfStmt *If,
               const model::ContainerModel &Model, const ASTContext &Context)
      : Read(Read), If(If), Model(Model), Context(Context) {
    TraverseDecl(const_cast<FunctionDecl *>(Read.Function));
  }
  bool VisitNamedDecl(NamedDecl *D) {
    Names.push_back(D->getNameAsString());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    return VisitNamedDecl(Ref->getDecl());
  }
  bool VisitMemberExpr(MemberExpr *Member) {
    return VisitNamedDecl(Member->getMemberDecl());
  }
  bool VisitExpr(Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    if (Op && Op->Call == E && Op->Key && E != Read.Op.Call &&
        sameValue(Op->Object, Read.Op.Object, Context) &&
        sameValue(Op->Key, Read.Op.Key, Context) && !contains(If, E))
      UsedAgain = true;
    return true;
  }
};
} // namespace

static Fix findInCondition(const SubscriptRead &Read,
                           const model::ContainerModel &Model,
                           ASTContext &Context) {
  Fix F;
  F.Grade = FixGrade::Offered;
  F.NoteText = "look the key up without inserting it";
  const Expr *Access = Read.Op.Call;
  const IfStmt *If = ifAround(Access, Context);
  std::optional<bool> Miss =
      If ? onMiss(If->getCond(), Access, Context) : std::nullopt;
  const std::string Object = accessTo(Read.Op, Context);
  const llvm::StringRef Key = textOf(Read.Op.Key->getSourceRange(), Context);
  if (!Miss || !Context.getLangOpts().CPlusPlus17 || Object.empty() ||
      Key.empty() || !isPure(Read.Op.Object) ||
      !model::hasMember(Read.Op.ContainerType, "find", 1) ||
      !model::hasMember(Read.Op.ContainerType, "end", 0))
    return F;
  const SourceRange Range = If->getCond()->getSourceRange();
  if (!isEditable(Range, Context) || hasComment(Range, Context))
    return F;
  Surroundings Around(Read, If, Model, Context);
  llvm::StringRef It;
  for (llvm::StringRef Candidate : {"it", "found", "entry"})
    if (It.empty() && !llvm::is_contained(Around.Names, Candidate))
      It = Candidate;
  if (It.empty() || Around.UsedAgain)
    return F;
  const SourceManager &SM = Context.getSourceManager();
  llvm::StringRef Text = textOf(Range, Context);
  const unsigned Before = SM.getFileOffset(Access->getBeginLoc()) -
                          SM.getFileOffset(Range.getBegin());
  const size_t Length = textOf(Access->getSourceRange(), Context).size();
  F.Edits.push_back(FixItHint::CreateReplacement(
      CharSourceRange::getTokenRange(Range),
      ("auto " + It + " = " + Object + "find(" + Key + "); " + It +
       (*Miss ? " == " : " != ") + Object + "end()" +
       (*Miss ? " || " : " && ") + Text.take_front(Before) + It + "->second" +
       Text.drop_front(Before + Length))
          .str()));
  return F;
}

Fix readWithoutInsertion(const SubscriptRead &Read,
                         const model::ContainerModel &Model,
                         ASTContext &Context) {
  llvm::StringRef Member = defaultingLookup(Read.Op);
  return Member.empty() ? findInCondition(Read, Model, Context)
                        : callLookup(Read, Member, Context);
}

} // namespace clang::tidy::maps::support
