//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Loops.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

bool isLoop(const Stmt *S) {
  return llvm::isa_and_nonnull<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt>(S);
}

const Stmt *loopBody(const Stmt *S) {
  if (const auto *For = llvm::dyn_cast_or_null<ForStmt>(S))
    return For->getBody();
  if (const auto *RangeFor = llvm::dyn_cast_or_null<CXXForRangeStmt>(S))
    return RangeFor->getBody();
  if (const auto *While = llvm::dyn_cast_or_null<WhileStmt>(S))
    return While->getBody();
  if (const auto *Do = llvm::dyn_cast_or_null<DoStmt>(S))
    return Do->getBody();
  return nullptr;
}

SourceLocation loopKeyword(const Stmt *S) {
  if (const auto *For = llvm::dyn_cast_or_null<ForStmt>(S))
    return For->getForLoc();
  if (const auto *RangeFor = llvm::dyn_cast_or_null<CXXForRangeStmt>(S))
    return RangeFor->getForLoc();
  if (const auto *While = llvm::dyn_cast_or_null<WhileStmt>(S))
    return While->getWhileLoc();
  if (const auto *Do = llvm::dyn_cast_or_null<DoStmt>(S))
    return Do->getDoLoc();
  return {};
}

// Code that merely stands here and runs later, if at all.
static bool isDeferred(const Stmt *S) {
  return llvm::isa<LambdaExpr, BlockExpr>(S);
}

namespace {
/// The breakable statements between the loop and the statement at hand.
struct Nesting {
  bool InLoop = false;
  bool InSwitch = false;
};
} // namespace

// Looks at everything in S up to Until. Returns whether it came to Until.
static bool collectExits(const Stmt *S, const Stmt *Until, Nesting In,
                         LoopExits &Exits) {
  if (!S || isDeferred(S))
    return false;
  if (S == Until)
    return true;
  if (llvm::isa<BreakStmt>(S))
    Exits.Break |= !In.InLoop && !In.InSwitch;
  else if (llvm::isa<ContinueStmt>(S))
    Exits.Continue |= !In.InLoop;
  else if (llvm::isa<ReturnStmt, CoreturnStmt>(S))
    Exits.Return = true;
  else if (llvm::isa<GotoStmt, IndirectGotoStmt>(S))
    Exits.Goto = true;
  else if (llvm::isa<CXXThrowExpr>(S))
    Exits.Throw = true;
  else if (llvm::isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S))
    Exits.Suspends = true;
  In.InLoop |= isLoop(S);
  In.InSwitch |= llvm::isa<SwitchStmt>(S);
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return collectExits(Child, Until, In, Exits);
  });
}

LoopExits exitsOf(const Stmt *Loop) {
  LoopExits Exits;
  for (const Stmt *Child : Loop->children())
    collectExits(Child, /*Until=*/nullptr, {}, Exits);
  return Exits;
}

LoopExits exitsBefore(const Stmt *S, const Stmt *Loop) {
  LoopExits Exits;
  collectExits(loopBody(Loop), S, {}, Exits);
  return Exits;
}

bool neverFallsThrough(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *E = llvm::dyn_cast<Expr>(S)) {
    E = E->IgnoreImplicit();
    if (const auto *Call = llvm::dyn_cast<CallExpr>(E)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      return Callee && Callee->isNoReturn();
    }
    return llvm::isa<CXXThrowExpr>(E);
  }
  if (llvm::isa<BreakStmt, ReturnStmt, CoreturnStmt>(S))
    return true;
  if (const auto *Block = llvm::dyn_cast<CompoundStmt>(S))
    return llvm::any_of(Block->body(), neverFallsThrough);
  if (const auto *If = llvm::dyn_cast<IfStmt>(S))
    return neverFallsThrough(If->getThen()) && neverFallsThrough(If->getElse());
  if (const auto *Try = llvm::dyn_cast<CXXTryStmt>(S)) {
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      if (!neverFallsThrough(Try->getHandler(I)->getHandlerBlock()))
        return false;
    return neverFallsThrough(Try->getTryBlock());
  }
  if (const auto *Attributed = llvm::dyn_cast<AttributedStmt>(S))
    return neverFallsThrough(Attributed->getSubStmt());
  return false;
}

bool neverReachesNext(const Stmt *S) {
  if (llvm::isa_and_nonnull<ContinueStmt, GotoStmt>(S))
    return true;
  if (const auto *Block = llvm::dyn_cast_or_null<CompoundStmt>(S))
    return llvm::any_of(Block->body(), neverReachesNext);
  if (const auto *If = llvm::dyn_cast_or_null<IfStmt>(S))
    return neverReachesNext(If->getThen()) && neverReachesNext(If->getElse());
  return neverFallsThrough(S);
}

bool runsAtMostOnce(const Stmt *Loop, const ASTContext &Context) {
  if (const auto *Do = llvm::dyn_cast<DoStmt>(Loop)) {
    bool Again = true;
    if (!Do->getCond()->isValueDependent() &&
        Do->getCond()->EvaluateAsBooleanCondition(Again, Context) && !Again)
      return true;
  }
  // A label may be jumped to from behind the exit.
  const LoopExits Exits = exitsOf(Loop);
  return !Exits.Continue && !Exits.Goto && neverFallsThrough(loopBody(Loop));
}

static bool isImplicitNode(const Stmt *S) {
  return llvm::isa<ImplicitCastExpr, FullExpr, MaterializeTemporaryExpr,
                   CXXBindTemporaryExpr>(S);
}

// The nearest statement or function above a statement. Checks run with implicit
// nodes hidden, which would also hide some explicit parents.
static DynTypedNode parentNode(const Stmt *S, ASTContext &Context) {
  TraversalKindScope AsIs(Context, TK_AsIs);
  DynTypedNodeList Parents = Context.getParents(*S);
  while (!Parents.empty()) {
    const DynTypedNode Parent = Parents[0];
    if (Parent.get<FunctionDecl>())
      return Parent;
    if (const auto *ParentS = Parent.get<Stmt>();
        ParentS && !isImplicitNode(ParentS))
      return Parent;
    Parents = Context.getParents(Parent);
  }
  return DynTypedNode();
}

const Stmt *parentStmt(const Stmt *S, ASTContext &Context) {
  return parentNode(S, Context).get<Stmt>();
}

const FunctionDecl *enclosingFunction(const Stmt *S, ASTContext &Context) {
  DynTypedNode Parent = parentNode(S, Context);
  while (const auto *Up = Parent.get<Stmt>())
    Parent = parentNode(Up, Context);
  return Parent.get<FunctionDecl>();
}

// Without the implicit nodes that parentNode() leaves out.
static const Stmt *spelled(const Stmt *S) {
  const auto *E = llvm::dyn_cast_or_null<Expr>(S);
  return E ? E->IgnoreImplicit() : S;
}

// Whether Part, a child of Loop, is evaluated in each iteration.
static bool isRepeated(const Stmt *Loop, const Stmt *Part) {
  if (const auto *For = llvm::dyn_cast<ForStmt>(Loop))
    return spelled(Part) != spelled(For->getInit());
  if (const auto *RangeFor = llvm::dyn_cast<CXXForRangeStmt>(Loop))
    return spelled(Part) == spelled(RangeFor->getBody()) ||
           Part == RangeFor->getLoopVarStmt();
  return true;
}

const Stmt *enclosingLoop(const Stmt *S, ASTContext &Context) {
  for (const Stmt *Up = parentStmt(S, Context); Up;
       S = Up, Up = parentStmt(Up, Context))
    if (isLoop(Up) && isRepeated(Up, S))
      return Up;
  return nullptr;
}

bool contains(const Stmt *Outer, const Stmt *Inner) {
  if (Outer == Inner)
    return true;
  return Outer && llvm::any_of(Outer->children(), [&](const Stmt *Child) {
           return contains(Child, Inner);
         });
}

} // namespace clang::tidy::maps::support
