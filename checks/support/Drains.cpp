//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Drains.h"
#include "support/Effects.h"
#include "support/Loops.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang::tidy::maps::support {

std::optional<ObjectPath> containerOf(const MapOp &Op) {
  return Op.Arrow ? pointee(Op.Object) : objectOf(Op.Object);
}

//===----------------------------------------------------------------------===//
// Small shapes
//===----------------------------------------------------------------------===//

/// Looks through the conversion of an iterator to a const_iterator too.
static const Expr *peel(const Expr *E) {
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

static const VarDecl *variable(const Expr *E) {
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(peel(E));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// The container that \p E is the forward `begin()` (or `end()`) of.
static std::optional<MapOp> bound(const Expr *E, MapOpKind Kind,
                                  const model::ContainerModel &Model) {
  E = peel(E);
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

static bool isBoundOf(const Expr *E, MapOpKind Kind, const ObjectPath &Map,
                      const model::ContainerModel &Model) {
  std::optional<MapOp> Op = bound(E, Kind, Model);
  return Op && containerOf(*Op) == Map;
}

namespace {
struct Comparison {
  BinaryOperatorKind Opcode;
  const Expr *LHS;
  const Expr *RHS;
};
} // namespace

/// `a != b` in all its forms: built-in, overloaded, rewritten by C++20, and
/// `!(a == b)`.
static std::optional<Comparison> comparison(const Expr *E) {
  E = strip(E);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<Comparison> Inner = comparison(Not->getSubExpr());
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

static bool isInteger(const Expr *E, unsigned Value) {
  const auto *Literal = dyn_cast<IntegerLiteral>(strip(E));
  return Literal && Literal->getValue() == Value;
}

/// `x` and `y` of `x = y`.
static std::pair<const Expr *, const Expr *> assignment(const Expr *E) {
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

/// `it` of `it++`.
static const VarDecl *postIncremented(const Expr *E) {
  E = peel(E);
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_PostInc)
    return variable(Unary->getSubExpr());
  if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_PlusPlus && Call->getNumArgs() == 2)
    return variable(Call->getArg(0));
  return nullptr;
}

static bool isSingleErase(const MapOp &Op) {
  return (Op.Kind == MapOpKind::EraseIterator ||
          Op.Kind == MapOpKind::EraseKey) &&
         Op.Args.size() == 1;
}

static llvm::SmallVector<const Stmt *, 8> statements(const Stmt *Body) {
  if (const auto *Block = dyn_cast<CompoundStmt>(Body))
    return {Block->body_begin(), Block->body_end()};
  return {Body};
}

static const VarDecl *onlyVariable(const Stmt *S) {
  const auto *Decl = dyn_cast_or_null<DeclStmt>(S);
  return Decl && Decl->isSingleDecl() ? dyn_cast<VarDecl>(Decl->getSingleDecl())
                                      : nullptr;
}

//===----------------------------------------------------------------------===//
// What the work does
//===----------------------------------------------------------------------===//

static bool isStrictPrefix(const ObjectPath &Short, const ObjectPath &Long) {
  return Short.Root == Long.Root && Short.Steps.size() < Long.Steps.size() &&
         std::equal(Short.Steps.begin(), Short.Steps.end(), Long.Steps.begin());
}

namespace {
/// Looks for what makes a drain more than an erasure: the container or its
/// cursor in other hands, and values that are moved out.
class WorkInspector : public RecursiveASTVisitor<WorkInspector> {
public:
  WorkInspector(Drain &Found, const ObjectPath &Map,
                const model::ContainerModel &Model)
      : Found(Found), Map(Map), Model(Model) {
    const auto *Root = dyn_cast_or_null<VarDecl>(Map.Root);
    IsGlobal = Root && Root->hasGlobalStorage();
  }

  bool Harmful = false;

  bool VisitMemberExpr(MemberExpr *Member) {
    const Expr *Base = strip(Member->getBase());
    if (isCursorArrow(Base) || (Member->isArrow() && isCursor(Base)))
      use({Base->getBeginLoc(), Member->getOperatorLoc()}, true, Base);
    else if (isCursor(Base)) // it.key()
      opaqueUse(Base);
    const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    if (!Method || Method->isConst())
      Accounted.insert(Base); // A part of what holds the container.
    return mention(Member);
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *Member) {
    if (Member->isImplicitAccess())
      return true;
    const Expr *Base = strip(Member->getBase());
    if (isCursor(Base) && Member->isArrow())
      use({Base->getBeginLoc(), Member->getOperatorLoc()}, true, Base);
    else if (isCursor(Base))
      opaqueUse(Base);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *Unary) {
    if (Unary->getOpcode() == UO_Deref && isCursor(Unary->getSubExpr()))
      use(Unary->getSourceRange(), false, strip(Unary->getSubExpr()));
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->getOperator() == OO_Star && Call->getNumArgs() == 1 &&
        isCursor(Call->getArg(0)))
      use(Call->getSourceRange(), false, strip(Call->getArg(0)));
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (Ref->getDecl() == Found.Cursor && !Accounted.contains(Ref))
      Harmful = true;
    return mention(Ref);
  }
  bool VisitCXXThisExpr(CXXThisExpr *This) {
    if (!Map.Root && !Accounted.contains(This))
      Harmful = true;
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const Expr *Spelled = Call->getCallee()->IgnoreParenImpCasts();
    const auto *Overloads = dyn_cast<OverloadExpr>(Spelled);
    DeclarationName Name = Callee      ? Callee->getDeclName()
                           : Overloads ? Overloads->getName()
                                       : DeclarationName();
    // What is moved out lives on: a transfer, no deletion.
    if (Name.isIdentifier() && Name.getAsIdentifierInfo() &&
        llvm::is_contained({"move", "forward", "exchange", "swap"},
                           Name.getAsIdentifierInfo()->getName()))
      Harmful = true;
    // A callback or closure may hold anything, and any function a global.
    bool IsClosure = Callee && isa<CXXMethodDecl>(Callee) &&
                     Name.getCXXOverloadedOperator() == OO_Call;
    bool IsFunction = (Callee && !IsClosure) || Overloads ||
                      isa<CXXDependentScopeMemberExpr>(Spelled) ||
                      bound(Call, MapOpKind::Begin, Model);
    if (!Map.isLocalObject() && !IsFunction)
      Harmful = true;
    if (IsGlobal && !isPure(Call) && !isKnownToIgnoreGlobals(Callee))
      Harmful = true;
    return !Harmful;
  }

private:
  bool isCursor(const Expr *E) {
    if (const VarDecl *Var = variable(E))
      return Var == Found.Cursor;
    return isBoundOf(E, MapOpKind::Begin, Map, Model);
  }
  bool isCursorArrow(const Expr *E) {
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
    return Call && Call->getOperator() == OO_Arrow && isCursor(Call->getArg(0));
  }
  static bool isKnownToIgnoreGlobals(const FunctionDecl *Callee) {
    return Callee &&
           Callee->getASTContext().getSourceManager().isInSystemHeader(
               Callee->getLocation());
  }

  void account(const Expr *Cursor) {
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Cursor);
        Call && Call->getOperator() == OO_Arrow)
      Cursor = Call->getArg(0);
    Cursor = peel(Cursor);
    Accounted.insert(Cursor);
    if (std::optional<MapOp> Op = bound(Cursor, MapOpKind::Begin, Model))
      Accounted.insert(Op->Object);
  }
  void use(SourceRange Range, bool Arrow, const Expr *Cursor) {
    account(Cursor);
    Found.Uses.push_back({Range, Arrow});
  }
  void opaqueUse(const Expr *Cursor) {
    account(Cursor);
    Found.UsesAreRewritable = false;
  }

  /// The container itself, the pointer to it, or an object that holds it.
  bool mention(const Expr *E) {
    if (Accounted.contains(E))
      return true;
    if (std::optional<ObjectPath> Path = objectOf(E))
      Harmful |= *Path == Map || isStrictPrefix(*Path, Map);
    return !Harmful;
  }

  Drain &Found;
  const ObjectPath &Map;
  const model::ContainerModel &Model;
  bool IsGlobal = false;
  llvm::SmallPtrSet<const Expr *, 8> Accounted;
};

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

static unsigned references(const ValueDecl *D, const Stmt *In) {
  ReferenceCounter Counter(D);
  if (In)
    Counter.TraverseStmt(const_cast<Stmt *>(In));
  return Counter.Count;
}

static unsigned references(const VarDecl *Var) {
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  return Function ? references(Var, Function->getBody()) : ~0U;
}

/// What the body remembers of the element and uses once it is gone.
static bool usesElementAfterwards(const Drain &D,
                                  llvm::ArrayRef<const Stmt *> Earlier,
                                  llvm::ArrayRef<const Stmt *> Later) {
  for (const Stmt *S : Earlier)
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *Declared : Declaration->decls())
        if (const auto *Var = dyn_cast<ValueDecl>(Declared))
          for (const Stmt *After : Later)
            if (references(Var, After))
              return true;
  return false;
}

/// Whether the container may be reached or changed by the other statements.
static bool isWorkHarmful(Drain &D, const ObjectPath &Map, ASTContext &Context,
                          const model::ContainerModel &Model) {
  WorkInspector Inspector(D, Map, Model);
  for (const Stmt *S : D.Work) {
    Inspector.TraverseStmt(const_cast<Stmt *>(S));
    if (Inspector.Harmful)
      return true;
    if (Map.isLocalObject() && mayWrite(S, Map, Context))
      return true;
    ObjectPath Pointer = Map;
    while (!Pointer.Steps.empty()) {
      const bool IsDeref = Pointer.Steps.back().Kind == ObjectPath::Step::Deref;
      Pointer.Steps.pop_back();
      if (IsDeref && Pointer.isLocalObject() && mayWrite(S, Pointer, Context))
        return true;
    }
  }
  return false;
}

/// Splits the body into the erasure, which \p IsErase recognises, and the work.
template <typename Predicate>
static bool splitBody(Drain &D, const Stmt *Body, Predicate IsErase) {
  llvm::SmallVector<const Stmt *, 8> All = statements(Body);
  for (size_t I = 0; I < All.size(); ++I) {
    const Stmt *S = All[I];
    if (S == D.CursorInBody || isa<NullStmt>(S))
      continue;
    const auto *E = dyn_cast<Expr>(S);
    if (!D.EraseStmt && E && IsErase(strip(E))) {
      D.EraseStmt = S;
      if (usesElementAfterwards(D, llvm::ArrayRef(All).take_front(I),
                                llvm::ArrayRef(All).drop_front(I + 1)))
        return false;
    } else {
      D.Work.push_back(S);
    }
  }
  return D.EraseStmt != nullptr;
}

//===----------------------------------------------------------------------===//
// for (auto it = m.begin(); it != m.end();) it = m.erase(it);
//===----------------------------------------------------------------------===//

/// `m.end()`, or a variable that still holds it.
static std::optional<MapOp> endOf(const Expr *E,
                                  const model::ContainerModel &Model) {
  if (std::optional<MapOp> Op = bound(E, MapOpKind::End, Model))
    return Op;
  const VarDecl *Var = variable(E);
  if (!Var || !Var->hasInit())
    return std::nullopt;
  std::optional<MapOp> Op = bound(Var->getInit(), MapOpKind::End, Model);
  // Where erasing moves elements, the end does not stay where it was.
  if (!Op || Op->Traits->OnErase == model::Invalidates::All)
    return std::nullopt;
  return references(Var) == 1 ? Op : std::nullopt;
}

static bool isErasureAt(const Expr *E, const VarDecl *Cursor, Drain &D,
                        const model::ContainerModel &Model) {
  auto [Target, Value] = assignment(E);
  const Expr *Call = Target ? peel(Value) : E;
  if (Target && variable(Target) != Cursor)
    return false;
  std::optional<MapOp> Op = parseMapOp(Call, Model);
  if (!Op || !isSingleErase(*Op))
    return false;
  const VarDecl *Erased =
      Target ? variable(Op->Args[0]) : postIncremented(Op->Args[0]);
  if (Erased != Cursor)
    return false;
  D.Erase = *Op;
  return true;
}

/// Whether `it` is `m.begin()` where the loop starts; notes what in front of it
/// sets it up.
static bool startsAtBegin(Drain &D, const Stmt *Loop, const ObjectPath &Map,
                          ASTContext &Context,
                          const model::ContainerModel &Model) {
  auto SetsUp = [&](const Stmt *S) {
    if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(S))
      return llvm::is_contained(Declaration->decls(), D.Cursor) &&
             D.Cursor->hasInit() &&
             isBoundOf(D.Cursor->getInit(), MapOpKind::Begin, Map, Model);
    const auto *E = dyn_cast_or_null<Expr>(S);
    auto [Target, Value] = assignment(E ? strip(E) : nullptr);
    return Target && variable(Target) == D.Cursor &&
           isBoundOf(Value, MapOpKind::Begin, Map, Model);
  };
  const auto *For = dyn_cast<ForStmt>(Loop);
  bool Started = For && For->getInit() && SetsUp(For->getInit());
  if (For && For->getInit() && !Started)
    return false;
  if (Started && isa<DeclStmt>(For->getInit()))
    return true;
  // What stands before the loop, from its nearest statement on.
  const auto *Block = dyn_cast_or_null<CompoundStmt>(parentStmt(Loop, Context));
  if (!Block)
    return Started;
  auto Siblings = llvm::ArrayRef(Block->body_begin(), Block->body_end());
  size_t At = llvm::find(Siblings, Loop) - Siblings.begin();
  if (At == Siblings.size())
    return Started;
  for (size_t I = At; I-- > 0;) {
    const Stmt *S = Siblings[I];
    bool Declares = onlyVariable(S) == D.Cursor;
    if (!Started && SetsUp(S)) {
      Started = true;
      if (I + 1 == At && (Declares || isa<Expr>(S)))
        D.Before.insert(D.Before.begin(), S);
      if (isa<DeclStmt>(S))
        return true;
      continue;
    }
    if (Started) {
      if (Declares && I + 1 + D.Before.size() == At)
        D.Before.insert(D.Before.begin(), S);
      return true;
    }
    // Anything in between may have moved it, or inserted before it.
    Drain Other;
    Other.Cursor = D.Cursor;
    Other.Work.push_back(S);
    if (isWorkHarmful(Other, Map, Context, Model))
      return false;
  }
  return Started;
}

/// `auto current = it++;` in the body, which erases `current` afterwards.
static const Stmt *stepInBody(const Stmt *Body, const VarDecl *Cursor) {
  for (const Stmt *S : statements(Body))
    if (const VarDecl *Var = onlyVariable(S);
        Var && Var->hasInit() && postIncremented(Var->getInit()) == Cursor)
      return S;
  return nullptr;
}

/// for (auto it = m.begin(); it != m.end();) {
///   auto current = it++;
///   m.erase(current);
/// }
static bool parseStep(Drain &D, const Stmt *Body,
                      const model::ContainerModel &Model) {
  const VarDecl *Walker = D.Cursor;
  D.CursorInBody = stepInBody(Body, Walker);
  if (!D.CursorInBody || references(Walker, Body) != 1)
    return false;
  const VarDecl *Current = onlyVariable(D.CursorInBody);
  D.Cursor = Current;
  return splitBody(D, Body, [&](const Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    if (!Op || !isSingleErase(*Op) || variable(Op->Args[0]) != Current)
      return false;
    D.Erase = *Op;
    return true;
  });
}

static std::optional<Drain>
parseIteratorLoop(const Stmt *Loop, const Expr *Cond, const Expr *Increment,
                  ASTContext &Context, const model::ContainerModel &M) {
  std::optional<Comparison> Test = comparison(Cond);
  if (!Test || Test->Opcode != BO_NE)
    return std::nullopt;
  std::optional<MapOp> End = endOf(Test->RHS, M);
  Drain D;
  D.Cursor = variable(Test->LHS);
  if (!End) {
    End = endOf(Test->LHS, M);
    D.Cursor = variable(Test->RHS);
  }
  std::optional<ObjectPath> Map = End ? containerOf(*End) : std::nullopt;
  if (!Map || !D.Cursor)
    return std::nullopt;
  const VarDecl *Walker = D.Cursor;
  if (Increment && isErasureAt(strip(Increment), D.Cursor, D, M)) {
    D.EraseStmt = Increment;
    for (const Stmt *S : statements(loopBody(Loop)))
      if (!isa<NullStmt>(S))
        D.Work.push_back(S);
  } else {
    // A `continue` would skip the erasure.
    if (exitsOf(Loop).Continue)
      return std::nullopt;
    if (stepInBody(loopBody(Loop), D.Cursor)
            ? !parseStep(D, loopBody(Loop), M)
            : !splitBody(D, loopBody(Loop), [&](const Expr *E) {
                return isErasureAt(E, D.Cursor, D, M);
              }))
      return std::nullopt;
    if (Increment)
      D.Work.push_back(Increment);
  }
  if (containerOf(D.Erase) != Map || isWorkHarmful(D, *Map, Context, M))
    return std::nullopt;
  D.Cursor = Walker;
  if (!startsAtBegin(D, Loop, *Map, Context, M))
    return std::nullopt;
  unsigned Inside = references(D.Cursor, Loop);
  for (const Stmt *S : D.Before)
    Inside += references(D.Cursor, S);
  const auto *For = dyn_cast<ForStmt>(Loop);
  bool DeclaredHere =
      (For && isa_and_nonnull<DeclStmt>(For->getInit())) ||
      llvm::any_of(D.Before, [](const Stmt *S) { return isa<DeclStmt>(S); });
  D.UsedOutside = !DeclaredHere || references(D.Cursor) != Inside;
  return D;
}

//===----------------------------------------------------------------------===//
// while (!m.empty()) m.erase(m.begin());
//===----------------------------------------------------------------------===//

static std::optional<ObjectPath> emptiness(const Expr *E, MapOpKind Kind,
                                           const model::ContainerModel &Model) {
  std::optional<MapOp> Op = parseMapOp(E, Model);
  return Op && Op->Kind == Kind && Op->Args.empty() ? containerOf(*Op)
                                                    : std::nullopt;
}

/// The container that the condition tests for elements.
static std::optional<ObjectPath>
testedForElements(const Expr *Cond, const model::ContainerModel &Model) {
  Cond = strip(Cond);
  if (const auto *Not = dyn_cast<UnaryOperator>(Cond);
      Not && Not->getOpcode() == UO_LNot)
    if (auto Map = emptiness(Not->getSubExpr(), MapOpKind::Empty, Model))
      return Map;
  if (auto Map = emptiness(Cond, MapOpKind::Size, Model))
    return Map;
  std::optional<Comparison> Test = comparison(Cond);
  if (!Test)
    return std::nullopt;
  if (std::optional<MapOp> Begin = bound(Test->LHS, MapOpKind::Begin, Model))
    if (std::optional<ObjectPath> Map = containerOf(*Begin);
        Map && Test->Opcode == BO_NE &&
        isBoundOf(Test->RHS, MapOpKind::End, *Map, Model))
      return Map;
  if (auto Map = emptiness(Test->LHS, MapOpKind::Size, Model))
    if ((isInteger(Test->RHS, 0) &&
         (Test->Opcode == BO_GT || Test->Opcode == BO_NE)) ||
        (isInteger(Test->RHS, 1) && Test->Opcode == BO_GE))
      return Map;
  if (auto Map = emptiness(Test->RHS, MapOpKind::Size, Model))
    if (isInteger(Test->LHS, 0) &&
        (Test->Opcode == BO_LT || Test->Opcode == BO_NE))
      return Map;
  return std::nullopt;
}

/// `it`, `it->first`, `*it`, `m.begin()`, `m.begin()->first`.
static bool namesFirst(const Expr *E, const Drain &D, const ObjectPath &Map,
                       const model::ContainerModel &Model) {
  auto IsFirst = [&](const Expr *Cursor) {
    const VarDecl *Var = variable(Cursor);
    return Var ? Var == D.Cursor
               : isBoundOf(Cursor, MapOpKind::Begin, Map, Model);
  };
  if (IsFirst(E))
    return true;
  E = peel(E);
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

static std::optional<Drain> parseFrontLoop(const Stmt *Loop, const Expr *Cond,
                                           const Expr *Increment,
                                           ASTContext &Context,
                                           const model::ContainerModel &Model) {
  std::optional<ObjectPath> Map = testedForElements(Cond, Model);
  if (!Map || exitsOf(Loop).Continue)
    return std::nullopt;
  Drain D;
  llvm::SmallVector<const Stmt *, 8> Body = statements(loopBody(Loop));
  if (const VarDecl *Var = Body.empty() ? nullptr : onlyVariable(Body.front());
      Var && Var->hasInit() &&
      isBoundOf(Var->getInit(), MapOpKind::Begin, *Map, Model)) {
    D.Cursor = Var;
    D.CursorInBody = Body.front();
  }
  auto IsErase = [&](const Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    if (!Op || !isSingleErase(*Op) || containerOf(*Op) != Map ||
        !namesFirst(Op->Args[0], D, *Map, Model))
      return false;
    D.Erase = *Op;
    return true;
  };
  if (!splitBody(D, loopBody(Loop), IsErase))
    return std::nullopt;
  if (Increment)
    D.Work.push_back(Increment);
  if (isWorkHarmful(D, *Map, Context, Model))
    return std::nullopt;
  return D;
}

//===----------------------------------------------------------------------===//
// for (const K &k : copiedKeys) m.erase(k);
//===----------------------------------------------------------------------===//

/// `keys.push_back(kv.first)`, `keys.insert(x)`: the list and what it gets.
static std::pair<const VarDecl *, const Expr *> addition(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast<CXXMemberCallExpr>(strip(E)) : nullptr;
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || !Method->getDeclName().isIdentifier() ||
      Call->getNumArgs() != 1 ||
      !llvm::is_contained(
          {"push_back", "emplace_back", "insert", "emplace", "append", "push"},
          Method->getName()))
    return {nullptr, nullptr};
  return {variable(Call->getImplicitObjectArgument()), Call->getArg(0)};
}

/// `kv.first` or `k` of `[k, v]` for maps, the element itself for sets.
static bool isKeyOf(const Expr *E, const VarDecl *Element, bool IsMap) {
  E = peel(E);
  if (!IsMap)
    return E && variable(E) == Element;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Parts = dyn_cast<DecompositionDecl>(Element);
    return Parts && !Parts->bindings().empty() &&
           Ref->getDecl() == Parts->bindings()[0];
  }
  const auto *Member = dyn_cast<MemberExpr>(E);
  return Member && Member->getMemberDecl()->getDeclName().isIdentifier() &&
         Member->getMemberDecl()->getName() == "first" &&
         variable(Member->getBase()) == Element;
}

/// `for (const auto &kv : m) keys.push_back(kv.first);`, or with an iterator.
static bool loopCopiesKeys(const Stmt *S, const VarDecl *Keys,
                           const ObjectPath &Map, bool IsMap,
                           const model::ContainerModel &Model) {
  const Stmt *Body = loopBody(S);
  llvm::SmallVector<const Stmt *, 8> Statements;
  if (Body)
    Statements = statements(Body);
  if (Statements.size() != 1)
    return false;
  auto [List, Key] = addition(Statements[0]);
  if (!List || List != Keys)
    return false;
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
    return objectOf(Range->getRangeInit()) == Map &&
           isKeyOf(Key, Range->getLoopVariable(), IsMap);
  const auto *For = dyn_cast<ForStmt>(S);
  std::optional<Comparison> Test =
      For && For->getCond() ? comparison(For->getCond()) : std::nullopt;
  const VarDecl *Cursor = For ? onlyVariable(For->getInit()) : nullptr;
  if (!Test || Test->Opcode != BO_NE || !Cursor || !Cursor->hasInit() ||
      !isBoundOf(Cursor->getInit(), MapOpKind::Begin, Map, Model) ||
      variable(Test->LHS) != Cursor ||
      !isBoundOf(Test->RHS, MapOpKind::End, Map, Model))
    return false;
  Drain D;
  D.Cursor = Cursor;
  return references(Cursor, Body) == 1 && namesFirst(Key, D, Map, Model) &&
         variable(Key) != Cursor;
}

/// `m.begin(), m.end()`
template <typename CallOrConstruct>
static bool passesWhole(const CallOrConstruct *E, const ObjectPath &Map,
                        const model::ContainerModel &Model) {
  return E->getNumArgs() >= 2 &&
         isBoundOf(E->getArg(0), MapOpKind::Begin, Map, Model) &&
         isBoundOf(E->getArg(1), MapOpKind::End, Map, Model);
}

/// `std::transform(m.begin(), m.end(), std::back_inserter(keys),
///                 [](const auto &kv) { return kv.first; });`
/// and, for sets, `std::copy(s.begin(), s.end(), std::back_inserter(keys));`
static bool algorithmCopiesKeys(const Stmt *S, const VarDecl *Keys,
                                const ObjectPath &Map, bool IsMap,
                                const model::ContainerModel &Model) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast<CallExpr>(strip(E)) : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->isInStdNamespace() ||
      !Callee->getDeclName().isIdentifier() || Call->getNumArgs() < 3 ||
      !passesWhole(Call, Map, Model))
    return false;
  const auto *Sink = dyn_cast<CallExpr>(peel(Call->getArg(2)));
  if (!Sink || Sink->getNumArgs() == 0 || variable(Sink->getArg(0)) != Keys)
    return false;
  if (Callee->getName() == "copy")
    return !IsMap;
  const auto *Lambda =
      Callee->getName() == "transform" && Call->getNumArgs() == 4
          ? dyn_cast<LambdaExpr>(peel(Call->getArg(3)))
          : nullptr;
  if (!Lambda || Lambda->getCallOperator()->getNumParams() != 1)
    return false;
  llvm::SmallVector<const Stmt *, 8> Body = statements(Lambda->getBody());
  const auto *Return =
      Body.size() == 1 ? dyn_cast<ReturnStmt>(Body[0]) : nullptr;
  const auto *Element = Lambda->getCallOperator()->getParamDecl(0);
  if (!Return || !Return->getRetValue())
    return false;
  // In a generic lambda, `kv.first` has no meaning yet.
  if (const auto *Member =
          dyn_cast<CXXDependentScopeMemberExpr>(strip(Return->getRetValue())))
    return IsMap && !Member->isImplicitAccess() &&
           Member->getMember().getAsString() == "first" &&
           variable(Member->getBase()) == Element;
  return isKeyOf(Return->getRetValue(), Element, IsMap);
}

/// What a list in front of a loop over it was made from.
enum class ListOf { Other, Keys, Elements };

static ListOf madeFrom(const VarDecl *List, const ObjectPath &Map, bool IsMap,
                       const model::ContainerModel &Model) {
  if (!List->hasInit() || List->getType()->isReferenceType())
    return ListOf::Other;
  const Expr *Init = peel(List->getInit());
  // Qt: the list of all keys.
  if (std::optional<MapOp> Op = parseMapOp(Init, Model);
      Op && Op->Args.empty() &&
      (Op->Member == "keys" || Op->Member == "uniqueKeys") &&
      containerOf(*Op) == Map)
    return ListOf::Keys;
  const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
  if (objectOf(Init) == Map ||
      (Construct && passesWhole(Construct, Map, Model)))
    return ListOf::Elements;
  return ListOf::Other;
}

static bool isReserveOf(const Stmt *S, const VarDecl *List) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast<CXXMemberCallExpr>(strip(E)) : nullptr;
  return Call && Call->getMethodDecl() &&
         Call->getMethodDecl()->getDeclName().isIdentifier() &&
         Call->getMethodDecl()->getName() == "reserve" &&
         variable(Call->getImplicitObjectArgument()) == List;
}

/// Whether the list that \p Loop walks holds the keys, or copies of the
/// elements, of all of \p Map; notes what in front of the loop makes it.
static ListOf listBefore(Drain &D, const CXXForRangeStmt *Loop,
                         const ObjectPath &Map, ASTContext &Context,
                         const model::ContainerModel &Model) {
  const bool IsMap = D.Erase.Traits->isMap();
  const VarDecl *List = variable(Loop->getRangeInit());
  const auto *Block = dyn_cast_or_null<CompoundStmt>(parentStmt(Loop, Context));
  if (!List || !Block || !List->hasLocalStorage())
    return ListOf::Other;
  auto Siblings = llvm::ArrayRef(Block->body_begin(), Block->body_end());
  size_t At = llvm::find(Siblings, Loop) - Siblings.begin();
  if (At == Siblings.size())
    return ListOf::Other;
  ListOf Found = ListOf::Other;
  unsigned Inside = references(List, Loop);
  for (size_t I = At; I-- > 0;) {
    const Stmt *S = Siblings[I];
    const bool Declares = onlyVariable(S) == List;
    const bool Filled = Found != ListOf::Other;
    if (!Filled && Declares)
      Found = madeFrom(List, Map, IsMap, Model);
    else if (!Filled && (loopCopiesKeys(S, List, Map, IsMap, Model) ||
                         algorithmCopiesKeys(S, List, Map, IsMap, Model)))
      Found = ListOf::Keys;
    const bool Fills = !Filled && Found != ListOf::Other;
    if (Fills || Declares || (Filled && isReserveOf(S, List))) {
      Inside += references(List, S);
      if (I + 1 + D.Before.size() == At)
        D.Before.insert(D.Before.begin(), S);
      if (Declares)
        break;
      continue;
    }
    // Between the copy and the loop, neither may change.
    Drain Other;
    Other.Work.push_back(S);
    if (references(List, S) ||
        (!Filled && isWorkHarmful(Other, Map, Context, Model)))
      return ListOf::Other;
  }
  // A list that holds more or less than the keys is another list.
  const bool IsWhole = !D.Before.empty() && onlyVariable(D.Before[0]) == List;
  if (references(List) < Inside)
    return ListOf::Other;
  if (!IsWhole || references(List) != Inside) {
    D.Before.clear();
    D.UsedOutside = references(List) != Inside;
  }
  return Found;
}

static std::optional<Drain> parseKeyLoop(const CXXForRangeStmt *Loop,
                                         ASTContext &Context,
                                         const model::ContainerModel &Model) {
  Drain D;
  const VarDecl *Element = Loop->getLoopVariable();
  auto IsErase = [&](const Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    if (!Op || Op->Kind != MapOpKind::EraseKey || Op->Args.size() != 1)
      return false;
    D.Erase = *Op;
    return true;
  };
  if (exitsOf(Loop).Continue || !splitBody(D, Loop->getBody(), IsErase))
    return std::nullopt;
  std::optional<ObjectPath> Map = containerOf(D.Erase);
  if (!Map)
    return std::nullopt;
  const Expr *Key = D.Erase.Args[0];
  std::optional<MapOp> Range = parseMapOp(peel(Loop->getRangeInit()), Model);
  const bool IsKeyList =
      Range && Range->Args.empty() && containerOf(*Range) == Map &&
      (Range->Member == "keys" || Range->Member == "uniqueKeys");
  ListOf List =
      IsKeyList ? ListOf::Keys : listBefore(D, Loop, *Map, Context, Model);
  const bool IsTheKey =
      List == ListOf::Keys ? variable(Key) == Element
                           : List == ListOf::Elements &&
                                 isKeyOf(Key, Element, D.Erase.Traits->isMap());
  const ObjectPath Copy{Element, {}};
  if (!IsTheKey || isWorkHarmful(D, *Map, Context, Model) ||
      llvm::any_of(D.Work,
                   [&](const Stmt *S) { return mayWrite(S, Copy, Context); }))
    return std::nullopt;
  return D;
}

//===----------------------------------------------------------------------===//

std::optional<Drain> parseDrain(const Stmt *Loop, ASTContext &Context,
                                const model::ContainerModel &Model) {
  const LoopExits Exits = exitsOf(Loop);
  if (Exits.leavesEarly() || Exits.Suspends)
    return std::nullopt;
  if (const auto *RangeFor = dyn_cast<CXXForRangeStmt>(Loop))
    return parseKeyLoop(RangeFor, Context, Model);
  const Expr *Cond = nullptr, *Increment = nullptr;
  if (const auto *For = dyn_cast<ForStmt>(Loop)) {
    Cond = For->getCond();
    Increment = For->getInc();
  } else if (const auto *While = dyn_cast<WhileStmt>(Loop);
             While && !While->getConditionVariable()) {
    Cond = While->getCond();
  } else if (const auto *Do = dyn_cast<DoStmt>(Loop)) {
    Cond = Do->getCond();
  }
  if (!Cond)
    return std::nullopt;
  if (std::optional<Drain> D =
          parseIteratorLoop(Loop, Cond, Increment, Context, Model))
    return D;
  return parseFrontLoop(Loop, Cond, Increment, Context, Model);
}

bool erasesWholeRange(const MapOp &Op, const model::ContainerModel &Model) {
  if (Op.Kind != MapOpKind::EraseRange || Op.Args.size() != 2)
    return false;
  std::optional<ObjectPath> Map = containerOf(Op);
  return Map && isBoundOf(Op.Args[0], MapOpKind::Begin, *Map, Model) &&
         isBoundOf(Op.Args[1], MapOpKind::End, *Map, Model);
}

bool erasesUnconditionally(const MapOp &Op, const ASTContext &Context) {
  if (Op.Kind != MapOpKind::EraseIf || Op.Args.size() != 1 || !containerOf(Op))
    return false;
  const auto *Lambda = dyn_cast<LambdaExpr>(peel(Op.Args[0]));
  const auto *Body =
      Lambda ? dyn_cast_or_null<CompoundStmt>(Lambda->getBody()) : nullptr;
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  bool Always = false;
  return Value && !Value->isValueDependent() &&
         Value->EvaluateAsBooleanCondition(Always, Context) && Always;
}

} // namespace clang::tidy::maps::support
