//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Fills.h"
#include "support/Emptiness.h"
#include "support/Loops.h"
#include "support/Names.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

namespace {
enum class Reach {
  Always,    ///< Once in every iteration.
  Sometimes, ///< Under a condition.
  Unclear,   ///< In an inner loop, or the result is used.
};
} // namespace

static void collectInsertions(const Stmt *S, const model::ContainerModel &Model,
                              llvm::SmallVectorImpl<MapOp> &Ops) {
  // Closures run elsewhere, inner loops are judged by themselves.
  if (!S || llvm::isa<LambdaExpr>(S) || isLoop(S))
    return;
  if (const auto *E = llvm::dyn_cast<Expr>(S))
    if (std::optional<MapOp> Op = parseMapOp(E, Model);
        Op && Op->Call == E && Op->inserts() && Op->Traits->canReserve() &&
        Op->Kind != MapOpKind::InsertRange && Op->Kind != MapOpKind::Merge)
      Ops.push_back(*Op);
  for (const Stmt *Child : S->children())
    collectInsertions(Child, Model, Ops);
}

// `Target = Value`, built in or overloaded.
static bool isAssignment(const Stmt *S, const Expr *&Target,
                         const Expr *&Value) {
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(S);
      Binary && Binary->getOpcode() == BO_Assign) {
    Target = strip(Binary->getLHS());
    Value = strip(Binary->getRHS());
    return true;
  }
  if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(S);
      Call && Call->getOperator() == OO_Equal) {
    Target = strip(Call->getArg(0));
    Value = strip(Call->getArg(1));
    return true;
  }
  return false;
}

static bool isDiscarded(const Stmt *S) {
  if (const auto *Cast = llvm::dyn_cast<ExplicitCastExpr>(S))
    return Cast->getType()->isVoidType();
  return llvm::isa<CompoundStmt, AttributedStmt, ParenExpr>(S);
}

static bool isConditional(const Stmt *S, const Stmt *Part) {
  if (const auto *If = llvm::dyn_cast<IfStmt>(S))
    return contains(If->getThen(), Part) || contains(If->getElse(), Part);
  if (const auto *Switch = llvm::dyn_cast<SwitchStmt>(S))
    return contains(Switch->getBody(), Part);
  return llvm::isa<SwitchCase, CXXTryStmt, CXXCatchStmt>(S);
}

static Reach reachOf(const MapOp &Op, const Stmt *Loop, ASTContext &Context) {
  const Stmt *Part = Op.Call;
  const Stmt *Up = parentStmt(Part, Context);
  const Expr *Target = nullptr, *Value = nullptr;
  if (Op.Kind == MapOpKind::Subscript) {
    // m[k] = v; anything else done to m[k] groups or counts.
    if (!Up || !isAssignment(Up, Target, Value) || Target != Op.Call)
      return Reach::Unclear;
    Part = Up;
    Up = parentStmt(Up, Context);
  } else if (Op.Member == "emplace_hint" && Up &&
             isAssignment(Up, Target, Value) && Value == Op.Call) {
    // hint = m.emplace_hint(hint, k, v);
    Part = Up;
    Up = parentStmt(Up, Context);
  }
  Reach Result = Reach::Always;
  for (; Up && Up != Loop; Part = Up, Up = parentStmt(Up, Context)) {
    if (isConditional(Up, Part))
      Result = Reach::Sometimes;
    else if (!isDiscarded(Up))
      return Reach::Unclear;
  }
  return Up && contains(loopBody(Loop), Part) ? Result : Reach::Unclear;
}

// Whether the loop does nothing else that changes the container's size or tells
// that the keys repeat.
static bool isOnlyGrowth(const MapOp &Growth, const ObjectPath &Object,
                         const Stmt *Loop, const model::ContainerModel &Model) {
  const ObjectUses Uses = usesOf(Loop, Object, Model);
  return !Uses.Other && llvm::all_of(Uses.Ops, [&](const MapOp &Op) {
    return Op.Call == Growth.Call || Op.Kind == MapOpKind::At ||
           Op.Kind == MapOpKind::Begin || Op.Kind == MapOpKind::End;
  });
}

llvm::SmallVector<Fill, 1> fillsOfLoop(const Stmt *Loop,
                                       const model::ContainerModel &Model,
                                       ASTContext &Context) {
  llvm::SmallVector<Fill, 1> Fills;
  llvm::SmallVector<MapOp, 4> Insertions;
  collectInsertions(loopBody(Loop), Model, Insertions);
  std::optional<TripCount> Count;
  for (const MapOp &Op : Insertions) {
    const std::optional<ObjectPath> Object =
        Op.Arrow ? pointee(Op.Object) : objectOf(Op.Object);
    if (!Object || !isOnlyGrowth(Op, *Object, Loop, Model))
      continue;
    const Reach Reached = reachOf(Op, Loop, Context);
    if (Reached == Reach::Unclear)
      continue;
    if (!Count && !(Count = tripCount(Loop, Context)))
      return Fills;
    const LoopExits All = exitsOf(Loop), Before = exitsBefore(Op.Call, Loop);
    Fill F;
    F.Where = Loop;
    F.Insertion = Op.Call;
    F.Container = Op.Object;
    F.Arrow = Op.Arrow;
    F.Object = *Object;
    F.Traits = Op.Traits;
    F.ContainerType = Op.ContainerType;
    F.Count = *Count;
    F.Keys = shapeOfKeys(Op, Loop, *Count, Model, Context);
    F.Conditional = Reached == Reach::Sometimes || Before.Continue ||
                    Before.Throw || All.Break || All.Return || All.Goto;
    Fills.push_back(std::move(F));
  }
  return Fills;
}

//===----------------------------------------------------------------------===//
// Algorithms
//===----------------------------------------------------------------------===//

static const CallExpr *asInserter(const Expr *E) {
  const auto *Call = llvm::dyn_cast<CallExpr>(strip(E));
  return Call &&
                 identifierOf(llvm::dyn_cast_or_null<NamedDecl>(
                     Call->getCalleeDecl())) == "inserter" &&
                 Call->getNumArgs() == 2
             ? Call
             : nullptr;
}

// The name of a function, or of a function object in std::ranges, and its
// arguments.
static std::pair<llvm::StringRef, llvm::SmallVector<const Expr *, 5>>
parseCall(const CallExpr *Call) {
  llvm::SmallVector<const Expr *, 5> Args(Call->arguments());
  if (const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Operator->getOperator() == OO_Call) {
    const auto *Ref = llvm::dyn_cast<DeclRefExpr>(strip(Args.front()));
    Args.erase(Args.begin());
    return {Ref ? identifierOf(Ref->getDecl()) : llvm::StringRef(), Args};
  }
  return {
      identifierOf(llvm::dyn_cast_or_null<NamedDecl>(Call->getCalleeDecl())),
      Args};
}

// The shape of the keys that `[](auto &x) { return std::pair(f(x), x); }`
// makes.
static KeyShape shapeOfResult(const Expr *Function, bool OfMap,
                              ASTContext &Context) {
  const auto *Lambda = llvm::dyn_cast<LambdaExpr>(strip(Function));
  const CompoundStmt *Body = Lambda ? Lambda->getCompoundStmtBody() : nullptr;
  if (!Body || Body->body_empty())
    return KeyShape::Varying;
  const auto *Return = llvm::dyn_cast<ReturnStmt>(Body->body_back());
  if (!Return || !Return->getRetValue())
    return KeyShape::Varying;
  const Expr *Key = strip(Return->getRetValue()->IgnoreUnlessSpelledInSource());
  if (const auto *Cast = llvm::dyn_cast<CXXFunctionalCastExpr>(Key))
    Key = strip(Cast->getSubExpr());
  if (OfMap) {
    if (const auto *Call = llvm::dyn_cast<CallExpr>(Key);
        Call && Call->getNumArgs() == 2)
      Key = Call->getArg(0);
    else if (const auto *Ctor = llvm::dyn_cast<CXXConstructExpr>(Key);
             Ctor && Ctor->getNumArgs() == 2)
      Key = Ctor->getArg(0);
    else if (const auto *List = llvm::dyn_cast<InitListExpr>(Key);
             List && List->getNumInits() == 2)
      Key = List->getInit(0);
    else
      return KeyShape::Varying;
  }
  return shapeOfKey(Key, Lambda, Context);
}

std::optional<Fill> fillOfAlgorithm(const CallExpr *Call,
                                    const model::ContainerModel &Model,
                                    ASTContext &Context) {
  auto [Name, Args] = parseCall(Call);
  const bool Transforms = Name == "transform";
  if (!Transforms && Name != "copy" && Name != "move")
    return std::nullopt;
  const auto *Out =
      llvm::find_if(Args, [](const Expr *Arg) { return asInserter(Arg); });
  if (Out == Args.end() || Out == Args.begin())
    return std::nullopt;
  Fill F;
  F.Where = Call;
  F.Insertion = *Out;
  F.Container = strip(asInserter(*Out)->getArg(0));
  F.ContainerType = F.Container->getType().getNonReferenceType();
  F.Traits = Model.lookupObject(F.ContainerType);
  const std::optional<ObjectPath> Object = objectOf(F.Container);
  if (!F.Traits || !F.Traits->canReserve() || !Object)
    return std::nullopt;
  F.Object = *Object;
  std::optional<TripCount> Count =
      Out - Args.begin() == 1 ? elementCount(Args[0], Context)
                              : elementCount(Args[0], Args[1], Context);
  if (!Count)
    return std::nullopt;
  F.Count = *Count;
  // The container is named once as the target, and at most as the hint.
  for (const Expr *Arg : Args)
    if (Arg != *Out) {
      const ObjectUses Uses = usesOf(Arg, F.Object, Model);
      if (Uses.Other || !Uses.Ops.empty())
        return std::nullopt;
    }
  const QualType Key = model::typeArgument(F.ContainerType, 0);
  const Expr *Function = Transforms && Out + 1 != Args.end() ? Out[1] : nullptr;
  if (F.Traits->isMulti())
    F.Keys = KeyShape::Distinct;
  else if (!Key.isNull() && isCoarseType(Key))
    F.Keys = KeyShape::Coarse;
  else if (Function)
    F.Keys = shapeOfResult(Function, F.Traits->isMap(), Context);
  else if (const model::ContainerTraits *Source =
               F.Count.Source ? Model.lookupObject(F.Count.Source->getType())
                              : nullptr;
           Source && Source->K == F.Traits->K)
    F.Keys = KeyShape::Distinct;
  return F;
}

} // namespace clang::tidy::maps::support
