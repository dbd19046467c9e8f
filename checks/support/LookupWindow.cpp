//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/LookupWindow.h"
#include "support/Effects.h"
#include "support/FixIts.h"
#include "support/Identity.h"
#include "support/Loops.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// The window
//===----------------------------------------------------------------------===//

static bool hasJumpTarget(const Stmt *S) {
  return S && (llvm::isa<LabelStmt, IndirectGotoStmt>(S) ||
               (!llvm::isa<LambdaExpr>(S) &&
                llvm::any_of(S->children(), hasJumpTarget)));
}

/// Where other code may run before this goes on.
static bool suspends(const Stmt *S) {
  return S &&
         (llvm::isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S) ||
          (!llvm::isa<LambdaExpr>(S) && llvm::any_of(S->children(), suspends)));
}

/// Where code stands that is not evaluated, or later and elsewhere.
static bool isBarrier(const Stmt *S) {
  return llvm::isa<LambdaExpr, BlockExpr, UnaryExprOrTypeTraitExpr,
                   CXXNoexceptExpr, CXXTypeidExpr, RequiresExpr,
                   CoroutineBodyStmt>(S);
}

/// The part of \p Parent that \p Descendant stands in. Implicit nodes may stand
/// between, which Loops.h's parentStmt() leaves out.
static const Stmt *partOf(const Stmt *Parent, const Stmt *Descendant) {
  for (const Stmt *Child : Parent->children())
    if (Child && contains(Child, Descendant))
      return Child;
  return nullptr;
}

/// Evaluated whenever, and as often as, \p Parent is: not the branch of an
/// `if`, the body of a loop, the right side of `&&`.
static bool isUnconditional(const Stmt *Parent, const Stmt *Part) {
  if (const auto *If = llvm::dyn_cast<IfStmt>(Parent))
    return Part != If->getThen() && Part != If->getElse();
  if (const auto *Switch = llvm::dyn_cast<SwitchStmt>(Parent))
    return Part != Switch->getBody();
  if (const auto *Choice = llvm::dyn_cast<AbstractConditionalOperator>(Parent))
    return Part != Choice->getTrueExpr() && Part != Choice->getFalseExpr();
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(Parent))
    return !Binary->isLogicalOp() || Part == Binary->getLHS();
  if (const auto *For = llvm::dyn_cast<ForStmt>(Parent))
    return Part == For->getInit();
  if (const auto *RangeFor = llvm::dyn_cast<CXXForRangeStmt>(Parent))
    return Part == RangeFor->getRangeStmt() || Part == RangeFor->getInit();
  return !llvm::isa<WhileStmt, DoStmt, SwitchCase, CXXTryStmt, CXXCatchStmt,
                    DefaultStmt>(Parent);
}

/// Runs in each iteration of the loop \p Parent.
static bool isRepeatedPart(const Stmt *Parent, const Stmt *Part) {
  return isLoop(Parent) && !isUnconditional(Parent, Part);
}

class WindowBuilder {
public:
  WindowBuilder(const Stmt *From, const Stmt *To, bool Evaluated,
                ASTContext &Context)
      : From(From), To(To), Evaluated(Evaluated), Context(Context) {}

  std::optional<LookupWindow> build() {
    const Stmt *Common = From;
    while (Common && !contains(Common, To))
      Common = parentStmt(Common, Context);
    if (!Common || Common == From || contains(To, From) || isBarrier(Common))
      return std::nullopt;
    const Stmt *FromPart = partOf(Common, From), *ToPart = partOf(Common, To);
    if (!FromPart || !ToPart || FromPart == ToPart || !leaveFrom(Common) ||
        !join(Common, FromPart, ToPart) || !enterTo(Common))
      return std::nullopt;
    return std::move(Window);
  }

private:
  /// What never goes on to To does not matter.
  void add(const Stmt *S) {
    if (!S || neverReachesNext(S))
      return;
    if (const auto *If = llvm::dyn_cast<IfStmt>(S)) {
      llvm::for_each(If->children(), [&](const Stmt *Part) { add(Part); });
    } else if (const auto *Block = llvm::dyn_cast<CompoundStmt>(S)) {
      llvm::for_each(Block->body(), [&](const Stmt *Part) { add(Part); });
    } else {
      Window.Regions.push_back(S);
    }
  }

  /// From its evaluation up to the end of the part of \p Common it stands in.
  bool leaveFrom(const Stmt *Common) {
    const Stmt *Whole = nullptr; // The largest expression around From.
    const Stmt *S = From;
    for (const Stmt *Up = parentStmt(S, Context); Up != Common;
         S = Up, Up = parentStmt(Up, Context)) {
      const Stmt *Part = Up ? partOf(Up, S) : nullptr;
      if (!Part || isBarrier(Up) ||
          (!isUnconditional(Up, Part) && !(Evaluated && llvm::isa<Expr>(Up))))
        return false;
      if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(Up);
          Binary && Binary->isLogicalOp()) {
        if (Part == Binary->getLHS())
          add(Binary->getRHS());
        continue;
      }
      if (llvm::isa<Expr>(Up)) {
        Whole = Up;
        continue;
      }
      bool Behind = false;
      for (const Stmt *Child : Up->children()) {
        if (Behind)
          add(Child);
        Behind |= Child == Part;
      }
    }
    add(Whole);
    return true;
  }

  bool join(const Stmt *Common, const Stmt *FromPart, const Stmt *ToPart) {
    if (const auto *Block = llvm::dyn_cast<CompoundStmt>(Common)) {
      bool Inside = false;
      for (const Stmt *S : Block->body()) {
        if (Inside && llvm::isa<SwitchCase>(S))
          return false; // One may get here from the switch.
        if (Inside && S != ToPart)
          add(S);
        if (S == ToPart)
          return Inside;
        Inside |= S == FromPart;
      }
      return false;
    }
    if (const auto *Loop = llvm::dyn_cast<WhileStmt>(Common))
      return FromPart == Loop->getCond() && ToPart == Loop->getBody();
    if (const auto *Loop = llvm::dyn_cast<ForStmt>(Common);
        Loop && FromPart == Loop->getCond())
      return ToPart == Loop->getBody();
    if (!isUnconditional(Common, FromPart))
      return false;
    if (isRepeatedPart(Common, ToPart))
      add(Common);
    else if (llvm::isa<Expr>(Common))
      addSiblings(Common, FromPart, ToPart);
    else
      for (const Stmt *Child : Common->children())
        if (Child != FromPart && Child != ToPart && !isBranch(Common, Child))
          add(Child);
    return true;
  }

  /// `else` does not run before `then`, nor the other way round.
  static bool isBranch(const Stmt *Parent, const Stmt *Part) {
    return !llvm::isa<CompoundStmt, DeclStmt>(Parent) &&
           !isUnconditional(Parent, Part);
  }

  /// The operands of an expression may be evaluated in any order; of one with a
  /// choice, the other choice is not evaluated.
  void addSiblings(const Stmt *Parent, const Stmt *One, const Stmt *Other) {
    const bool IsTry = llvm::isa<CXXTryStmt>(Parent);
    for (const Stmt *Child : Parent->children())
      if (Child && Child != One && Child != Other &&
          (IsTry || !isBranch(Parent, Child)))
        add(Child);
  }

  /// From the start of the part of \p Common in which To stands up to To.
  bool enterTo(const Stmt *Common) {
    const Stmt *S = To;
    for (const Stmt *Up = parentStmt(S, Context); Up != Common;
         S = Up, Up = parentStmt(Up, Context)) {
      const Stmt *Part = Up ? partOf(Up, S) : nullptr;
      if (!Part || isBarrier(Up))
        return false;
      if (isRepeatedPart(Up, Part)) {
        add(Up);
      } else if (const auto *Block = llvm::dyn_cast<CompoundStmt>(Up)) {
        for (const Stmt *Child : Block->body()) {
          if (Child == Part)
            break;
          add(Child);
        }
      } else {
        addSiblings(Up, Part, nullptr);
      }
    }
    return true;
  }

  const Stmt *From, *To;
  const bool Evaluated;
  ASTContext &Context;
  LookupWindow Window;
};

std::optional<LookupWindow> LookupWindow::between(const Expr *From,
                                                  const Expr *To,
                                                  ASTContext &Context,
                                                  bool Evaluated) {
  const FunctionDecl *Function = enclosingFunction(From, Context);
  if (!Function || hasJumpTarget(Function->getBody()))
    return std::nullopt;
  std::optional<LookupWindow> Window =
      WindowBuilder(From, To, Evaluated, Context).build();
  if (Window && llvm::any_of(Window->regions(), suspends))
    return std::nullopt;
  return Window;
}

//===----------------------------------------------------------------------===//
// What survives it
//===----------------------------------------------------------------------===//

/// `std::move(k)` is still k, for the operation that takes it.
static const Expr *keyOf(const MapOp &Op) {
  const auto *Call = llvm::dyn_cast<CallExpr>(strip(Op.Key));
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->isInStdNamespace() && Call->getNumArgs() == 1 &&
                 Callee->getDeclName().isIdentifier() &&
                 Callee->getName() == "move"
             ? Call->getArg(0)
             : Op.Key;
}

bool isSameLookup(const MapOp &A, const MapOp &B, const ASTContext &Context) {
  if (!A.Key || !B.Key || A.Traits != B.Traits)
    return false;
  std::optional<ObjectPath> Container = containerOf(A);
  return Container && Container == containerOf(B) &&
         sameValue(keyOf(A), keyOf(B), Context);
}

/// Whether different paths may lead to one object: `this->Cache` and a
/// parameter `Map &`, but neither two variables nor two fields.
static bool mayBeOneObject(const ObjectPath &A, const ObjectPath &B) {
  auto IsLocal = [](const ObjectPath &Path) {
    const auto *Var = dyn_cast_or_null<VarDecl>(Path.Root);
    return Var && Var->hasLocalStorage() && !Path.hasDeref();
  };
  auto Field = [](const ObjectPath &Path) {
    return Path.Steps.empty() ? nullptr : Path.Steps.back().Member;
  };
  return (A.hasDeref() || B.hasDeref()) && !IsLocal(A) && !IsLocal(B) &&
         (!Field(A) || !Field(B) || Field(A) == Field(B));
}

namespace {
/// Judges the operations on containers that run in a window.
struct WindowOps {
  const Survivor What;
  const MapOp &Lookup;
  const ObjectPath &Container;
  const model::ContainerModel &Model;
  ASTContext &Context;

  /// Not a change of the container, as far as it matters.
  bool isHarmless(const Expr *Call) const {
    std::optional<MapOp> Op = parseMapOp(Call, Model);
    if (!Op || Op->Call != Call)
      return false;
    std::optional<ObjectPath> Other = containerOf(*Op);
    if (!Other || !(Other == Container))
      return isHarmlessElsewhere(*Op, Other);
    switch (Op->Kind) {
    case MapOpKind::Size:
    case MapOpKind::Empty:
    case MapOpKind::Buckets:
    case MapOpKind::Begin:
    case MapOpKind::End:
    case MapOpKind::Keys:
    case MapOpKind::Compare:
      return true;
    case MapOpKind::Subscript:
      if (!Op->Traits->SubscriptInserts)
        return true;
      [[fallthrough]];
    case MapOpKind::Insert:
    case MapOpKind::InsertRange:
    case MapOpKind::Emplace:
    case MapOpKind::TryEmplace:
      return (What != Survivor::Absence &&
              isSameLookup(*Op, Lookup, Context)) ||
             survivesInsertion(*Op->Traits);
    default:
      return Op->isLookup();
    }
  }

  /// An operation on another container, or one that cannot be told.
  bool isHarmlessElsewhere(const MapOp &Op,
                           const std::optional<ObjectPath> &Other) const {
    return Op.Kind != MapOpKind::Other && Op.Kind != MapOpKind::EraseIf &&
           !(Other && Other->overlaps(Container)) && !mayRemoveHere(Op, Other);
  }

  /// It removes from what might be this container by another name: `a` and `b`
  /// of a function's parameters might be the same.
  bool mayRemoveHere(const MapOp &Op,
                     const std::optional<ObjectPath> &Other) const {
    return (Op.removes() || Op.Kind == MapOpKind::Assign ||
            Op.Kind == MapOpKind::Swap || (Op.inserts() && !Other)) &&
           Op.Traits == Lookup.Traits && maySameType(Op, Lookup) &&
           (!Other || mayBeOneObject(*Other, Container));
  }

  static bool maySameType(const MapOp &A, const MapOp &B) {
    return A.ContainerType->isDependentType() ||
           B.ContainerType->isDependentType() ||
           A.ContainerType.getCanonicalType() ==
               B.ContainerType.getCanonicalType();
  }

  /// As mayRemoveHere(), of any operation in \p Region. The analysis of effects
  /// takes members of library types to touch only what they are called on.
  bool removesByAnotherName(const Stmt *Region) const {
    if (const auto *E = llvm::dyn_cast_or_null<Expr>(Region))
      if (std::optional<MapOp> Op = parseMapOp(E, Model); Op && Op->Call == E)
        if (std::optional<ObjectPath> Other = containerOf(*Op);
            !(Other == Container) && mayRemoveHere(*Op, Other))
          return true;
    return Region && llvm::any_of(Region->children(), [&](const Stmt *Child) {
             return removesByAnotherName(Child);
           });
  }

  bool survivesInsertion(const model::ContainerTraits &Traits) const {
    switch (What) {
    case Survivor::Absence:
      return false;
    case Survivor::Presence:
      return true;
    case Survivor::Iterator:
      return Traits.OnInsert == model::Invalidates::Nothing;
    case Survivor::Reference:
      return Traits.OnInsert != model::Invalidates::All;
    }
    return false;
  }
};
} // namespace

/// A function that is called for what it gives and that is not handed the
/// container: that it changes one which the caller has by reference, or of
/// whose object it is a const member, would be a surprise.
static bool isCalledForItsValue(const Expr *E, const ObjectPath &Container,
                                ASTContext &Context) {
  if (llvm::isa<CXXConstructExpr>(E))
    return true;
  const auto *Call = llvm::dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  // A stored function may be anything.
  if (!Callee || Callee->getOverloadedOperator() == OO_Call ||
      Call->getType()->isVoidType() || isStandaloneStatement(Call, Context))
    return false;
  const auto *Method = llvm::dyn_cast<CXXMethodDecl>(Callee);
  const bool IsConst = Method && (Method->isStatic() || Method->isConst());
  if (llvm::isa_and_nonnull<ParmVarDecl>(Container.Root))
    return !Method || IsConst;
  const auto *Field =
      Container.Root || Container.Steps.size() != 1
          ? nullptr
          : llvm::dyn_cast_or_null<FieldDecl>(Container.Steps[0].Member);
  return Field && !Field->isMutable() && IsConst && !Method->isStatic();
}

/// What the key reads can only be changed behind the back of a reference to
/// const.
static bool readsConstReference(const ObjectPath &Object) {
  return Object.Root && Object.hasDeref() &&
         llvm::none_of(Object.Steps,
                       [](const ObjectPath::Step &S) {
                         return S.Kind == ObjectPath::Step::Deref;
                       }) &&
         Object.Root->getType().getNonReferenceType().isConstQualified();
}

static bool mayChangeKey(const Stmt *Region, const Expr *Key,
                         ASTContext &Context, Trust Level,
                         llvm::function_ref<bool(const Expr *)> IsHarmless) {
  const auto Objects = isPure(Key) ? objectsReadBy(Key) : std::nullopt;
  if (!Objects)
    return true;
  auto IsCall = [](const Expr *E) {
    return llvm::isa<CallExpr, CXXConstructExpr>(E);
  };
  return llvm::any_of(*Objects, [&](const ObjectPath &Object) {
    return Level == Trust::Values && readsConstReference(Object)
               ? mayWrite(Region, Object, Context, IsCall)
               : mayWrite(Region, Object, Context, IsHarmless);
  });
}

bool survives(Survivor What, llvm::ArrayRef<const Stmt *> Regions,
              const MapOp &Lookup, const model::ContainerModel &Model,
              ASTContext &Context, Trust Level) {
  std::optional<ObjectPath> Container = containerOf(Lookup);
  if (!Container || !Lookup.Key)
    return false;
  // Checks run with implicit nodes hidden, which would hide some parents.
  TraversalKindScope AsIs(Context, TK_AsIs);
  const WindowOps Ops{What, Lookup, *Container, Model, Context};
  auto IsHarmless = [&](const Expr *Call) {
    return Ops.isHarmless(Call) ||
           (Level == Trust::Values && !parseMapOp(Call, Model) &&
            isCalledForItsValue(Call, *Container, Context));
  };
  return llvm::none_of(Regions, [&](const Stmt *Region) {
    return Ops.removesByAnotherName(Region) ||
           mayWrite(Region, *Container, Context, IsHarmless) ||
           mayChangeKey(Region, Lookup.Key, Context, Level, IsHarmless);
  });
}

bool survives(Survivor What, const LookupWindow &Window, const MapOp &Lookup,
              const model::ContainerModel &Model, ASTContext &Context,
              Trust Level) {
  return survives(What, Window.regions(), Lookup, Model, Context, Level);
}

} // namespace clang::tidy::maps::support
