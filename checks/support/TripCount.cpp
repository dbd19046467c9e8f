//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/TripCount.h"
#include "support/Effects.h"
#include "support/FixIts.h"
#include "support/Identity.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "support/Names.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/ExprMutationAnalyzer.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Small questions about expressions
//===----------------------------------------------------------------------===//

static bool isIntegral(QualType T) {
  return T->isIntegralOrEnumerationType() && !T->isBooleanType();
}

static std::optional<int64_t> constantOf(const Expr *E,
                                         const ASTContext &Context) {
  Expr::EvalResult Result;
  if (E->isValueDependent() || E->isTypeDependent() ||
      !isIntegral(E->getType()) || !E->EvaluateAsInt(Result, Context))
    return std::nullopt;
  return Result.Val.getInt().tryExtValue();
}

// The variable or member of *this that E names.
static const ValueDecl *namedBy(const Expr *E) {
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl();
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl();
  return nullptr;
}

static void collectNamed(const Stmt *S,
                         llvm::SmallVectorImpl<const Expr *> &Named) {
  if (!S)
    return;
  if (const auto *E = llvm::dyn_cast<Expr>(S); E && namedBy(E))
    Named.push_back(E);
  for (const Stmt *Child : S->children())
    collectNamed(Child, Named);
}

// Whether the value of a scalar is handed to an operation that is not known
// before instantiation: `m[v[i]] = i`, `m.emplace(v[i], i)`.
static bool isDependentOperand(const Expr *E, const Stmt *Parent) {
  const auto *Operation = llvm::dyn_cast_or_null<Expr>(Parent);
  if (!Operation || !Operation->isTypeDependent() ||
      !E->getType()->isScalarType() || llvm::isa<UnaryOperator>(Operation))
    return false;
  const auto *Binary = llvm::dyn_cast<BinaryOperator>(Operation);
  return !Binary || !Binary->isAssignmentOp() ||
         Binary->getRHS()->IgnoreParens() == E;
}

// Whether a scalar is passed on by a forwarding reference, `m.emplace(v[i],
// i)`: what it ends up in is made from its value.
static bool isForwarded(const Expr *E, const Stmt *Parent) {
  const auto *Call = llvm::dyn_cast_or_null<CallExpr>(Parent);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const FunctionDecl *Pattern =
      Callee ? Callee->getTemplateInstantiationPattern() : nullptr;
  if (!Pattern || Pattern->getNumParams() == 0 ||
      llvm::isa<CXXOperatorCallExpr>(Call) || !E->getType()->isScalarType())
    return false;
  for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
    if (strip(Call->getArg(I)) != E)
      continue;
    QualType Param =
        Pattern->getParamDecl(std::min(I, Pattern->getNumParams() - 1))
            ->getType();
    if (const auto *Pack = Param->getAs<PackExpansionType>())
      Param = Pack->getPattern();
    return Param->isRValueReferenceType() && Param->isDependentType();
  }
  return false;
}

// Whether E only gives access to what it holds, `v[i]` or `v.front()`, or is an
// index. In templates and on objects that are not const, the mutation analysis
// takes that for a write.
static bool isAccess(const Expr *E, ASTContext &Context) {
  const Stmt *Parent = parentStmt(E, Context);
  if (isDependentOperand(E, Parent) || isForwarded(E, Parent))
    return true;
  if (const auto *Operator =
          llvm::dyn_cast_or_null<CXXOperatorCallExpr>(Parent))
    return Operator->getOperator() == OO_Subscript ||
           Operator->getOperator() == OO_Star ||
           Operator->getOperator() == OO_Arrow;
  DeclarationName Name;
  if (const auto *Member = llvm::dyn_cast_or_null<MemberExpr>(Parent))
    Name = Member->getMemberDecl()->getDeclName();
  else if (const auto *Member =
               llvm::dyn_cast_or_null<CXXDependentScopeMemberExpr>(Parent))
    Name = Member->getMember();
  return llvm::isa_and_nonnull<ArraySubscriptExpr>(Parent) ||
         llvm::is_contained(
             {"at", "front", "back", "data", "begin", "end", "size"},
             identifierOf(Name));
}

// Apart from the mention Except.
static bool writesVisibly(const Stmt *Region, const ValueDecl *D,
                          const Expr *Except, ASTContext &Context) {
  const QualType T = D->getType();
  if (!Region || T.getNonReferenceType().isConstQualified() ||
      llvm::isa<NonTypeTemplateParmDecl, EnumConstantDecl, FunctionDecl>(D))
    return false;
  llvm::SmallVector<const Expr *, 16> Named;
  collectNamed(Region, Named);
  TraversalKindScope AsIs(Context, TK_AsIs);
  ExprMutationAnalyzer Analyzer(*Region, Context);
  return llvm::any_of(Named, [&](const Expr *E) {
    return E != Except && declaresSameEntity(namedBy(E), D) &&
           !isAccess(E, Context) && Analyzer.isMutated(E);
  });
}

bool writesVisibly(const Stmt *Region, const ValueDecl *D,
                   ASTContext &Context) {
  return writesVisibly(Region, D, /*Except=*/nullptr, Context);
}

static bool isInvariant(const Expr *E, const Stmt *Loop, ASTContext &Context) {
  llvm::SmallVector<const Expr *, 4> Named;
  collectNamed(E, Named);
  return llvm::none_of(Named, [&](const Expr *Read) {
    return writesVisibly(Loop, namedBy(Read), Context);
  });
}

namespace {
/// `X.name()`, `X->name()` or `name(X)`.
struct Accessor {
  llvm::StringRef Name;
  const Expr *Object = nullptr;
  bool Arrow = false;
};
} // namespace

static std::optional<Accessor> parseAccessor(const Expr *E) {
  const auto *Call = llvm::dyn_cast<CallExpr>(strip(E));
  if (!Call || llvm::isa<CXXOperatorCallExpr>(Call))
    return std::nullopt;
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  if (Call->getNumArgs() == 0) {
    if (const auto *M = llvm::dyn_cast<MemberExpr>(Callee))
      return Accessor{identifierOf(M->getMemberDecl()->getDeclName()),
                      strip(M->getBase()), M->isArrow()};
    if (const auto *M = llvm::dyn_cast<CXXDependentScopeMemberExpr>(Callee);
        M && !M->isImplicitAccess())
      return Accessor{identifierOf(M->getMember()), strip(M->getBase()),
                      M->isArrow()};
    return std::nullopt;
  }
  if (Call->getNumArgs() != 1)
    return std::nullopt;
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Callee))
    return Accessor{identifierOf(Ref->getDecl()->getDeclName()),
                    strip(Call->getArg(0)), false};
  if (const auto *Ref = llvm::dyn_cast<UnresolvedLookupExpr>(Callee))
    return Accessor{identifierOf(Ref->getName()), strip(Call->getArg(0)),
                    false};
  return std::nullopt;
}

static bool isSizeName(llvm::StringRef Name) {
  return llvm::is_contained({"size", "ssize", "length", "count"}, Name);
}

// Pure, where the size of any container counts as pure.
static bool isPureCount(const Expr *E) {
  E = strip(E);
  if (std::optional<Accessor> Access = parseAccessor(E);
      Access && isSizeName(Access->Name))
    return isPure(Access->Object);
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E);
      Binary && !Binary->isAssignmentOp())
    return isPureCount(Binary->getLHS()) && isPureCount(Binary->getRHS());
  if (const auto *Cast = llvm::dyn_cast<ExplicitCastExpr>(E))
    return isPureCount(Cast->getSubExpr());
  return isPure(E);
}

// Whether E can be followed by `.` or an operator without parentheses.
static bool isPostfix(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource();
  if (const auto *Op = llvm::dyn_cast<CXXOperatorCallExpr>(E))
    return Op->getOperator() == OO_Subscript || Op->getOperator() == OO_Call ||
           Op->getOperator() == OO_Arrow;
  return llvm::isa<DeclRefExpr, MemberExpr, CXXDependentScopeMemberExpr,
                   ArraySubscriptExpr, CallExpr, IntegerLiteral, ParenExpr,
                   CXXThisExpr>(E);
}

static std::string spelled(const Expr *E, const ASTContext &Context) {
  std::string Text = textOf(E->getSourceRange(), Context).str();
  if (Text.empty() || isPostfix(E))
    return Text;
  return "(" + Text + ")";
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

namespace {
enum class Sized {
  No,
  AsView, ///< Only under a constraint that depends on what is viewed.
  Yes,
};
} // namespace

static const CXXRecordDecl *recordOf(QualType T) {
  T = T.getNonReferenceType().getCanonicalType();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record)
    if (const auto *Specialisation = T->getAs<TemplateSpecializationType>())
      if (const auto *Template = llvm::dyn_cast_or_null<ClassTemplateDecl>(
              Specialisation->getTemplateName().getAsTemplateDecl()))
        Record = Template->getTemplatedDecl();
  return Record ? Record->getDefinition() : nullptr;
}

// Intrusive and singly linked lists count their elements each time.
static bool countsElements(const Stmt *S) {
  if (!S)
    return false;
  if (isLoop(S))
    return true;
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(S);
      Ref && identifierOf(Ref->getDecl()->getDeclName()) == "distance")
    return true;
  if (const auto *Ref = llvm::dyn_cast<UnresolvedLookupExpr>(S);
      Ref && identifierOf(Ref->getName()) == "distance")
    return true;
  return llvm::any_of(S->children(), countsElements);
}

static bool takesLinearTime(const CXXMethodDecl *Method) {
  const FunctionDecl *Pattern = Method->getTemplateInstantiationPattern();
  return countsElements((Pattern ? Pattern : Method)->getBody());
}

static Sized sized(QualType T);

// Of an adaptor: whether the range it adapts has a size.
static bool adaptsSized(const CXXRecordDecl *Record) {
  const auto *Specialisation =
      llvm::dyn_cast<ClassTemplateSpecializationDecl>(Record);
  if (!Specialisation)
    return false;
  const TemplateArgumentList &Args = Specialisation->getTemplateArgs();
  auto TypeOf = [](const TemplateArgument &Arg) {
    if (Arg.getKind() == TemplateArgument::Pack && Arg.pack_size() > 0)
      return Arg.pack_begin()->getKind() == TemplateArgument::Type
                 ? Arg.pack_begin()->getAsType()
                 : QualType();
    return Arg.getKind() == TemplateArgument::Type ? Arg.getAsType()
                                                   : QualType();
  };
  const QualType First = Args.size() > 0 ? TypeOf(Args[0]) : QualType();
  if (First.isNull())
    return false;
  if (isIntegral(First)) { // iota_view<int, int>
    const QualType Second = Args.size() > 1 ? TypeOf(Args[1]) : QualType();
    return !Second.isNull() && isIntegral(Second);
  }
  return First->isConstantArrayType() || sized(First) != Sized::No;
}

static Sized sizedClass(const CXXRecordDecl *Record, bool IsBase) {
  for (const NamedDecl *Found :
       Record->lookup(&Record->getASTContext().Idents.get("size"))) {
    const auto *Method =
        llvm::dyn_cast<CXXMethodDecl>(Found->getUnderlyingDecl());
    if (!Method || Found->getAccess() != AS_public ||
        Method->getMinRequiredArguments() != 0)
      continue;
    if (takesLinearTime(Method))
      return Sized::No;
    const FunctionDecl *Pattern = Method->getTemplateInstantiationPattern();
    if (!(Pattern ? Pattern : Method)->getTrailingRequiresClause())
      return Sized::Yes;
    if (!IsBase && adaptsSized(Record))
      return Sized::AsView;
  }
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (Base.getAccessSpecifier() == AS_public)
      if (const CXXRecordDecl *BaseRecord = recordOf(Base.getType()))
        if (Sized S = sizedClass(BaseRecord, /*IsBase=*/true); S != Sized::No)
          return S;
  return Sized::No;
}

static Sized sized(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record ? sizedClass(Record, /*IsBase=*/false) : Sized::No;
}

static const InitListExpr *bracedElements(const Expr *E) {
  E = strip(E);
  if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(E);
      Construct && Construct->getNumArgs() > 0)
    E = strip(Construct->getArg(0));
  if (const auto *List = llvm::dyn_cast<CXXStdInitializerListExpr>(E))
    return llvm::dyn_cast<InitListExpr>(strip(List->getSubExpr()));
  return nullptr;
}

// The number of elements, where the type or the initialiser tells.
static std::optional<uint64_t> constantSize(const Expr *Range,
                                            ASTContext &Context) {
  const QualType T = Range->getType().getNonReferenceType();
  if (const ConstantArrayType *Array = Context.getAsConstantArrayType(T))
    return Array->getSize().getZExtValue();
  if (const InitListExpr *List = bracedElements(Range))
    return List->getNumInits();
  // A class that is nothing but an array, as std::array.
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
      Record && Record->hasDefinition() && Record->isAggregate() &&
      std::distance(Record->field_begin(), Record->field_end()) == 1)
    if (const ConstantArrayType *Array =
            Context.getAsConstantArrayType(Record->field_begin()->getType()))
      return Array->getSize().getZExtValue();
  // A variable that keeps the elements it starts with.
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Range))
    if (const auto *Var = llvm::dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->hasInit() && !Var->getType()->isReferenceType())
      if (const InitListExpr *List = bracedElements(Var->getInit())) {
        const FunctionDecl *Function = enclosingFunction(Ref, Context);
        if (Var->getType().isConstQualified() ||
            (Var->hasLocalStorage() && Function && Function->hasBody() &&
             !writesVisibly(Function->getBody(), Var, Context)))
          return List->getNumInits();
      }
  return std::nullopt;
}

// `p->size()` for `*p`, else `v.size()`.
static std::string sizeCall(const Expr *Range, const ASTContext &Context) {
  const Expr *Pointer = nullptr;
  if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(Range);
      Unary && Unary->getOpcode() == UO_Deref)
    Pointer = Unary->getSubExpr();
  else if (const auto *Op = llvm::dyn_cast<CXXOperatorCallExpr>(Range);
           Op && Op->getOperator() == OO_Star && Op->getNumArgs() == 1)
    Pointer = Op->getArg(0);
  const std::string Object = spelled(Pointer ? Pointer : Range, Context);
  if (Object.empty())
    return Object;
  return Object + (Pointer ? "->size()" : ".size()");
}

// Every header of a standard container brings std::size from C++17 on.
static bool hasStdSize(ASTContext &Context) {
  for (const NamedDecl *Std :
       Context.getTranslationUnitDecl()->lookup(&Context.Idents.get("std")))
    if (const auto *Namespace = llvm::dyn_cast<NamespaceDecl>(Std))
      return !Namespace->lookup(&Context.Idents.get("size")).empty();
  return false;
}

std::optional<TripCount> elementCount(const Expr *Range, ASTContext &Context) {
  Range = strip(Range);
  const QualType T = Range->getType().getNonReferenceType();
  const bool Spellable =
      Range->isLValue() && isPure(Range) && !bracedElements(Range);
  TripCount Count;
  Count.Source = Range;
  Count.Constant = constantSize(Range, Context);
  if (T->isArrayType()) {
    if (T->isVariableArrayType() || T->isIncompleteArrayType())
      return std::nullopt;
    if (!Spellable)
      return Count;
    if (llvm::StringRef Text = textOf(Range->getSourceRange(), Context);
        !Text.empty() && hasStdSize(Context))
      Count.Text = ("std::size(" + Text + ")").str();
    else if (Count.Constant)
      Count.Text = std::to_string(*Count.Constant);
    return Count;
  }
  if (bracedElements(Range))
    return Count;
  const Sized HasSize = sized(T);
  if (HasSize == Sized::No)
    return std::nullopt;
  if (Spellable && HasSize == Sized::Yes)
    Count.Text = sizeCall(Range, Context);
  return Count;
}

//===----------------------------------------------------------------------===//
// Iterators
//===----------------------------------------------------------------------===//

enum class Direction { Forward, Backward };

// Of `v.begin()`, `std::rbegin(v)` and so on.
static std::optional<Direction> beginOf(llvm::StringRef Name) {
  if (llvm::is_contained({"begin", "cbegin", "constBegin"}, Name))
    return Direction::Forward;
  if (llvm::is_contained({"rbegin", "crbegin"}, Name))
    return Direction::Backward;
  return std::nullopt;
}

static std::optional<Direction> endOf(llvm::StringRef Name) {
  if (llvm::is_contained({"end", "cend", "constEnd"}, Name))
    return Direction::Forward;
  if (llvm::is_contained({"rend", "crend"}, Name))
    return Direction::Backward;
  return std::nullopt;
}

static bool isRandomAccess(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    return true;
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || T->isDependentType())
    return false;
  auto Category =
      Record->lookup(&Record->getASTContext().Idents.get("iterator_category"));
  if (Category.empty()) {
    for (const CXXBaseSpecifier &Base : Record->bases())
      if (isRandomAccess(Base.getType()))
        return true;
    return false;
  }
  const auto *Typedef =
      llvm::dyn_cast<TypedefNameDecl>(Category.front()->getUnderlyingDecl());
  const CXXRecordDecl *Tag =
      Typedef ? Typedef->getUnderlyingType()->getAsCXXRecordDecl() : nullptr;
  return Tag &&
         (identifierOf(Tag->getDeclName()) == "random_access_iterator_tag" ||
          identifierOf(Tag->getDeclName()) == "contiguous_iterator_tag");
}

// An end that was given a name: `auto e = v.end()`.
static const Expr *followEnd(const Expr *E) {
  E = strip(E);
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E))
    if (const auto *Var = llvm::dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->hasInit() && Var->hasLocalStorage())
      if (std::optional<Accessor> Access = parseAccessor(Var->getInit());
          Access && endOf(Access->Name))
        return strip(Var->getInit());
  return E;
}

// Of `p->begin()` and `p->end()`, where Pointer may be the call of a smart
// pointer's `->` or an implicit `this`.
static std::optional<TripCount> pointeeCount(const Expr *Pointer,
                                             ASTContext &Context) {
  const QualType T = Pointer->getType();
  const Sized HasSize =
      T->isPointerType() ? sized(T->getPointeeType()) : Sized::No;
  if (HasSize == Sized::No)
    return std::nullopt;
  if (const auto *Arrow = llvm::dyn_cast<CXXOperatorCallExpr>(Pointer))
    Pointer = strip(Arrow->getArg(0));
  TripCount Count;
  Count.Source = Pointer;
  if (HasSize != Sized::Yes || !isPure(Pointer))
    return Count;
  if (llvm::isa<CXXThisExpr>(Pointer))
    Count.Text = "size()";
  else if (std::string Text = spelled(Pointer, Context); !Text.empty())
    Count.Text = Text + "->size()";
  return Count;
}

std::optional<TripCount> elementCount(const Expr *Begin, const Expr *End,
                                      ASTContext &Context) {
  Begin = strip(Begin);
  const Expr *NamedEnd = strip(End);
  End = followEnd(End);
  std::optional<Accessor> From = parseAccessor(Begin), To = parseAccessor(End);
  if (From && To && beginOf(From->Name) &&
      beginOf(From->Name) == endOf(To->Name) && From->Arrow == To->Arrow &&
      sameValue(From->Object, To->Object, Context))
    return From->Arrow ? pointeeCount(From->Object, Context)
                       : elementCount(From->Object, Context);
  if (!isRandomAccess(Begin->getType()) || !isPure(Begin) ||
      !isPure(NamedEnd) ||
      !Context.hasSameUnqualifiedType(
          Begin->getType().getNonReferenceType().getCanonicalType(),
          NamedEnd->getType().getNonReferenceType().getCanonicalType()))
    return std::nullopt;
  TripCount Count;
  const std::string First = spelled(Begin, Context),
                    Last = spelled(NamedEnd, Context);
  if (!First.empty() && !Last.empty())
    Count.Text = Last + " - " + First;
  return Count;
}

//===----------------------------------------------------------------------===//
// Counted loops
//===----------------------------------------------------------------------===//

namespace {
struct Comparison {
  BinaryOperatorKind Op;
  const Expr *LHS;
  const Expr *RHS;
};

/// A bound of a counted loop: Base + Offset, where Base may be missing.
struct Bound {
  const Expr *Base = nullptr;
  int64_t Offset = 0;
};

/// `for (V = Start; Condition; V += Step)`
struct ForHead {
  const VarDecl *Variable = nullptr;
  /// Null if the variable comes with its value from before the loop.
  const Expr *Start = nullptr;
  int64_t Step = 0;
};
} // namespace

static std::optional<Comparison> parseComparison(const Expr *E) {
  E = strip(E);
  if (const auto *Rewritten = llvm::dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    if (Rewritten->isComparisonOp())
      return Comparison{Rewritten->getOperator(), strip(Rewritten->getLHS()),
                        strip(Rewritten->getRHS())};
  } else if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E)) {
    if (Binary->isComparisonOp())
      return Comparison{Binary->getOpcode(), strip(Binary->getLHS()),
                        strip(Binary->getRHS())};
  } else if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(E)) {
    if (Call->getNumArgs() == 2 && Call->isComparisonOp())
      return Comparison{
          BinaryOperator::getOverloadedOpcode(Call->getOperator()),
          strip(Call->getArg(0)), strip(Call->getArg(1))};
  }
  return std::nullopt;
}

static const VarDecl *variableOf(const Expr *E) {
  const auto *Ref = llvm::dyn_cast<DeclRefExpr>(strip(E));
  const auto *Var = Ref ? llvm::dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType()
             ? Var
             : nullptr;
}

namespace {
/// `++v`, `v--`, `v += 2` as a variable and what is added to it.
struct Step {
  const VarDecl *Variable = nullptr;
  /// Where it is written.
  const Expr *Mention = nullptr;
  int64_t Width = 0;
};
} // namespace

static std::optional<Step> parseStep(const Expr *E, const ASTContext &Context) {
  E = strip(E);
  Step S;
  if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(E);
      Unary && Unary->isIncrementDecrementOp()) {
    S.Mention = strip(Unary->getSubExpr());
    S.Width = Unary->isIncrementOp() ? 1 : -1;
  } else if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(E);
             Call && (Call->getOperator() == OO_PlusPlus ||
                      Call->getOperator() == OO_MinusMinus)) {
    S.Mention = strip(Call->getArg(0));
    S.Width = Call->getOperator() == OO_PlusPlus ? 1 : -1;
  } else if (const auto *Assign = llvm::dyn_cast<CompoundAssignOperator>(E);
             Assign && (Assign->getOpcode() == BO_AddAssign ||
                        Assign->getOpcode() == BO_SubAssign)) {
    S.Mention = strip(Assign->getLHS());
    S.Width = constantOf(Assign->getRHS(), Context).value_or(0);
    if (Assign->getOpcode() == BO_SubAssign)
      S.Width = -S.Width;
  }
  S.Variable = S.Mention ? variableOf(S.Mention) : nullptr;
  if (!S.Variable || S.Width == 0)
    return std::nullopt;
  return S;
}

// The step of Var in an iteration of a loop that has no place for it in its
// head, where nothing decides whether it is taken.
static std::optional<Step> stepInBody(const Stmt *S, const VarDecl *Var,
                                      const ASTContext &Context) {
  if (!S || llvm::isa<LambdaExpr, AbstractConditionalOperator>(S))
    return std::nullopt;
  if (const auto *E = llvm::dyn_cast<Expr>(S))
    if (std::optional<Step> Found = parseStep(E, Context);
        Found && Found->Variable == Var)
      return Found;
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(S);
      Binary && Binary->isLogicalOp())
    return stepInBody(Binary->getLHS(), Var, Context);
  if (llvm::isa<Expr, CompoundStmt, DeclStmt>(S))
    for (const Stmt *Child : S->children())
      if (std::optional<Step> Found = stepInBody(Child, Var, Context))
        return Found;
  return std::nullopt;
}

// What Var holds when the loop starts; null if Init says nothing of it.
static const Expr *startOf(const VarDecl *Var, const Stmt *Init) {
  if (const auto *Decls = llvm::dyn_cast_or_null<DeclStmt>(Init))
    return llvm::is_contained(Decls->decls(), Var) ? Var->getInit() : nullptr;
  const auto *E = llvm::dyn_cast_or_null<Expr>(Init);
  if (!E)
    return nullptr;
  E = strip(E);
  if (const auto *Assign = llvm::dyn_cast<BinaryOperator>(E);
      Assign && Assign->getOpcode() == BO_Assign &&
      variableOf(Assign->getLHS()) == Var)
    return Assign->getRHS();
  if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_Equal &&
      variableOf(Call->getArg(0)) == Var)
    return Call->getArg(1);
  return nullptr;
}

// Likewise, from the statements before the loop.
static const Expr *startBefore(const Stmt *Loop, const VarDecl *Var,
                               ASTContext &Context) {
  const auto *Block =
      llvm::dyn_cast_or_null<CompoundStmt>(parentStmt(Loop, Context));
  if (!Block)
    return nullptr;
  const Expr *Start = nullptr;
  for (const Stmt *S : Block->body()) {
    if (S == Loop)
      break;
    if (const Expr *Value = startOf(Var, S))
      Start = Value;
    else if (Start && (writesVisibly(S, Var, Context) ||
                       !isInvariant(Start, S, Context)))
      Start = nullptr;
  }
  return Start;
}

static Bound parseBound(const Expr *E, const ASTContext &Context) {
  E = strip(E);
  // A cast of the size to the counter's type: the size itself is meant.
  while (const auto *Cast = llvm::dyn_cast<ExplicitCastExpr>(E)) {
    if (!isIntegral(Cast->getSubExpr()->getType()))
      break;
    E = strip(Cast->getSubExpr());
  }
  if (std::optional<int64_t> Value = constantOf(E, Context);
      Value && !llvm::isa<DeclRefExpr>(E))
    return {nullptr, *Value};
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E);
      Binary && Binary->isAdditiveOp())
    if (std::optional<int64_t> Value = constantOf(Binary->getRHS(), Context)) {
      Bound B = parseBound(Binary->getLHS(), Context);
      B.Offset += Binary->getOpcode() == BO_Add ? *Value : -*Value;
      return B;
    }
  return {E, 0};
}

static bool isNeverNegative(const Expr *E) {
  if (E->getType()->isUnsignedIntegerOrEnumerationType())
    return true;
  std::optional<Accessor> Access = parseAccessor(E);
  return Access && isSizeName(Access->Name);
}

// The text of High - Low, rounded up to whole steps.
static void countBetween(const Bound &Low, const Bound &High, int64_t Step,
                         bool ExactEnd, const ASTContext &Context,
                         TripCount &Count) {
  // More than is needed is harmless, less than nothing is not: where the loop
  // starts a little above zero, the bound itself is the number.
  constexpr int64_t Negligible = 16;
  int64_t Offset = High.Offset - Low.Offset;
  std::string Text;
  if (High.Base) {
    Text = Low.Base || Offset > 0 || Step > 1
               ? spelled(High.Base, Context)
               : textOf(High.Base->getSourceRange(), Context).str();
    Count.MayBeNegative = !ExactEnd && !isNeverNegative(High.Base);
  }
  if (Low.Base) {
    const std::string From = spelled(Low.Base, Context);
    Text = Text.empty() || From.empty() ? "" : Text + " - " + From;
    Count.MayBeNegative = !ExactEnd;
  }
  if (!High.Base || Text.empty())
    return;
  if (Offset < 0) {
    if (Offset < -Negligible)
      return;
    Offset = 0;
  }
  Offset += Step - 1;
  if (Offset > 0)
    Text += " + " + std::to_string(Offset);
  if (Step > 1)
    Text = (Offset > 0 || Low.Base ? "(" + Text + ")" : Text) + " / " +
           std::to_string(Step);
  Count.Text = Text;
}

static std::optional<TripCount> countSteps(const ForHead &Head,
                                           const Expr *LimitExpr,
                                           BinaryOperatorKind Op,
                                           const ASTContext &Context) {
  const bool Ascending = Head.Step > 0;
  const bool Inclusive = Op == BO_LE || Op == BO_GE;
  if (Op == BO_EQ || Op == BO_Cmp ||
      (Ascending && (Op == BO_GT || Op == BO_GE)) ||
      (!Ascending && (Op == BO_LT || Op == BO_LE)))
    return std::nullopt;
  if (!Head.Start)
    return std::nullopt;
  Bound Low = parseBound(Ascending ? Head.Start : LimitExpr, Context);
  Bound High = parseBound(Ascending ? LimitExpr : Head.Start, Context);
  if ((Low.Base && !isPureCount(Low.Base)) ||
      (High.Base && !isPureCount(High.Base)))
    return std::nullopt;
  if (Ascending)
    High.Offset += Inclusive;
  else {
    High.Offset += 1; // It runs with the start itself.
    Low.Offset += !Inclusive;
  }
  const int64_t Step = std::abs(Head.Step);
  TripCount Count;
  Count.Kind = TripCount::Counter;
  Count.Variable = Head.Variable;
  auto ValueOf = [&](const Bound &B) -> std::optional<int64_t> {
    if (!B.Base)
      return B.Offset;
    if (std::optional<int64_t> Value = constantOf(B.Base, Context))
      return *Value + B.Offset;
    return std::nullopt;
  };
  std::optional<int64_t> From = ValueOf(Low), To = ValueOf(High);
  if (Low.Base && High.Base && sameValue(Low.Base, High.Base, Context)) {
    From = Low.Offset;
    To = High.Offset;
  }
  if (From && To) {
    const int64_t Distance = std::max<int64_t>(*To - *From, 0);
    Count.Constant = (Distance + Step - 1) / Step;
  }
  countBetween(Low, High, Step, Op == BO_NE, Context, Count);
  if (Count.Constant) {
    Count.MayBeNegative = false;
    if (Low.Base && High.Base)
      Count.Text = std::to_string(*Count.Constant);
    // As spelled: `i < 2 * Rows`.
    else if (!High.Base && !Low.Base && Low.Offset == 0 && Ascending &&
             !Inclusive && Step == 1)
      Count.Text = textOf(LimitExpr->getSourceRange(), Context).str();
    else if (!High.Base && !LimitExpr->getBeginLoc().isMacroID() &&
             !Head.Start->getBeginLoc().isMacroID())
      Count.Text = std::to_string(*Count.Constant);
  }
  return Count;
}

static const Expr *startOf(const VarDecl *Var, const Stmt *Loop,
                           const Stmt *Init, ASTContext &Context) {
  const Expr *Start = startOf(Var, Init);
  return Start ? Start : startBefore(Loop, Var, Context);
}

// for (i = n; i-- > 0;), for (i = n; i--;), while (n--)
static std::optional<TripCount> countDown(const Stmt *Loop, const Stmt *Init,
                                          const Expr *Cond,
                                          ASTContext &Context) {
  Cond = strip(Cond);
  if (std::optional<Comparison> Compare = parseComparison(Cond)) {
    if ((Compare->Op != BO_GT && Compare->Op != BO_NE) ||
        constantOf(Compare->RHS, Context) != 0)
      return std::nullopt;
    Cond = Compare->LHS;
  }
  const auto *Decrement = llvm::dyn_cast<UnaryOperator>(Cond);
  if (!Decrement || Decrement->getOpcode() != UO_PostDec)
    return std::nullopt;
  const VarDecl *Var = variableOf(Decrement->getSubExpr());
  if (!Var || !isIntegral(Var->getType()) ||
      writesVisibly(loopBody(Loop), Var, Context))
    return std::nullopt;
  const Expr *Start = startOf(Var, Loop, Init, Context);
  if (!Start)
    Start = strip(Decrement->getSubExpr());
  Bound High = parseBound(Start, Context);
  if (High.Base && !isPureCount(High.Base))
    return std::nullopt;
  TripCount Count;
  Count.Kind = TripCount::Counter;
  Count.Variable = Var;
  if (!High.Base) {
    Count.Constant = std::max<int64_t>(High.Offset, 0);
    Count.Text = textOf(Start->getSourceRange(), Context).str();
  } else {
    countBetween({}, High, 1, /*ExactEnd=*/false, Context, Count);
  }
  return Count;
}

// A `for` or `while` loop; Increment is null where the body steps.
static std::optional<TripCount> countSteps(const Stmt *Loop, const Stmt *Init,
                                           const Expr *Cond,
                                           const Expr *Increment,
                                           ASTContext &Context) {
  std::optional<Comparison> Compare = parseComparison(Cond);
  if (!Compare)
    return std::nullopt;
  const Stmt *Body = loopBody(Loop);
  auto StepOf = [&](const Expr *Side) -> std::optional<Step> {
    const VarDecl *Var = variableOf(Side);
    if (!Var)
      return std::nullopt;
    std::optional<Step> S = Increment ? parseStep(Increment, Context)
                                      : stepInBody(Body, Var, Context);
    return S && S->Variable == Var ? S : std::nullopt;
  };
  std::optional<Step> S = StepOf(Compare->LHS);
  if (!S && (S = StepOf(Compare->RHS))) {
    std::swap(Compare->LHS, Compare->RHS);
    Compare->Op = BinaryOperator::isRelationalOp(Compare->Op)
                      ? BinaryOperator::reverseComparisonOp(Compare->Op)
                      : Compare->Op;
  }
  if (!S || writesVisibly(Body, S->Variable, S->Mention, Context) ||
      !isInvariant(Compare->RHS, Body, Context))
    return std::nullopt;
  const ForHead Head = {S->Variable, startOf(S->Variable, Loop, Init, Context),
                        S->Width};
  if (isIntegral(Head.Variable->getType()))
    return countSteps(Head, Compare->RHS, Compare->Op, Context);
  if (Head.Step != 1 || (Compare->Op != BO_NE && Compare->Op != BO_LT))
    return std::nullopt;
  // for (; first != last; ++first)
  if (!Head.Start && Init)
    return std::nullopt;
  std::optional<TripCount> Count = elementCount(
      Head.Start ? Head.Start : Compare->LHS, Compare->RHS, Context);
  if (Count) {
    Count->Kind = TripCount::Iterators;
    Count->Variable = Head.Variable;
    // The end may be declared in the init, where the line before cannot see it.
    if (!Count->Source)
      if (const auto *Decls = llvm::dyn_cast_or_null<DeclStmt>(Init);
          Decls && !Decls->isSingleDecl())
        Count->Text.clear();
  }
  return Count;
}

static std::optional<TripCount> countByCondition(const Stmt *Loop,
                                                 ASTContext &Context) {
  const Stmt *Init = nullptr;
  const Expr *Cond = nullptr, *Increment = nullptr;
  bool Declares = false;
  if (const auto *For = llvm::dyn_cast<ForStmt>(Loop)) {
    Init = For->getInit();
    Cond = For->getCond();
    Increment = For->getInc();
    Declares = For->getConditionVariable();
  } else if (const auto *While = llvm::dyn_cast<WhileStmt>(Loop)) {
    Cond = While->getCond();
    Declares = While->getConditionVariable();
  }
  if (!Cond || Declares)
    return std::nullopt;
  if (!Increment)
    if (std::optional<TripCount> Count = countDown(Loop, Init, Cond, Context))
      return Count;
  return countSteps(Loop, Init, Cond, Increment, Context);
}

std::optional<TripCount> tripCount(const Stmt *Loop, ASTContext &Context) {
  const auto *RangeFor = llvm::dyn_cast<CXXForRangeStmt>(Loop);
  if (!RangeFor)
    return countByCondition(Loop, Context);
  if (RangeFor->getCoawaitLoc().isValid())
    return std::nullopt;
  std::optional<TripCount> Count =
      elementCount(RangeFor->getRangeInit(), Context);
  if (Count) {
    Count->Variable = RangeFor->getLoopVariable();
    // for (auto v = f(); auto &x : v): the range is not there before the loop.
    if (RangeFor->getInit())
      Count->Text.clear();
  }
  return Count;
}

} // namespace clang::tidy::maps::support
