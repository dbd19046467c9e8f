//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ThreadAccess.h"
#include "support/FixIts.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "support/UserCode.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

namespace {

/// What the names of a function's body mean to whoever started it.
struct Frame {
  /// What `this` points to; nothing if that is unknown.
  std::optional<ObjectPath> This;
  /// References to, and pointers to, known objects.
  llvm::DenseMap<const ValueDecl *, ObjectPath> References, Pointees;
  /// Copies that the closure owns.
  llvm::DenseSet<const ValueDecl *> Copies;
  /// The body's own variables: declared in it.
  const Stmt *Body = nullptr;
  std::vector<HeldLock> Locks;
};

class Walker : public RecursiveASTVisitor<Walker> {
public:
  using Base = RecursiveASTVisitor<Walker>;

  Walker(ThreadAccesses &Found, const model::ContainerModel &Model,
         ASTContext &Context)
      : Found(Found), Model(Model), Context(Context), Locks(Context) {}

  /// Statements of the function that starts the thread.
  bool StopsAtWait = false;

  void run(const Stmt *Body, Frame F, unsigned Depth) {
    std::swap(Current, F);
    std::vector<const Stmt *> Outer;
    std::swap(Way, Outer);
    const unsigned OuterLevel = Level;
    Level = Depth;
    TraverseStmt(const_cast<Stmt *>(Body));
    Level = OuterLevel;
    std::swap(Way, Outer);
    std::swap(Current, F);
  }

  void runEntry(const ThreadEntry &Entry);

  bool TraverseStmt(Stmt *S) {
    if (!S || Stopped)
      return true;
    Way.push_back(S);
    const bool Result = Base::TraverseStmt(S);
    Way.pop_back();
    return Result;
  }
  // A closure may run later; one that is called at once is not followed.
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) {
    return true;
  }

  bool VisitExpr(Expr *E) {
    if (Stopped)
      return true;
    // Each operation once, at its own node.
    if (strip(E) != E)
      return true;
    if (std::optional<MapOp> Op = parseMapOp(E, Model)) {
      record(*Op);
      return true;
    }
    if (const auto *Call = dyn_cast<CallExpr>(E)) {
      if (StopsAtWait && maySynchronise(Call, Context)) {
        Stopped = true;
        return true;
      }
      Found.Meets |= meetsOthers(Call);
      follow(Call);
    }
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *Loop) {
    const Expr *Range = Loop->getRangeInit();
    if (Range && Model.lookupObject(Range->getType()))
      record(Range, /*Arrow=*/false, /*Writes=*/false, Range, Range->getType());
    return true;
  }

private:
  ThreadAccesses &Found;
  const model::ContainerModel &Model;
  ASTContext &Context;
  LockFinder Locks;
  Frame Current;
  std::vector<const Stmt *> Way;
  unsigned Level = 0;
  bool Stopped = false;
  llvm::DenseSet<const FunctionDecl *> Active;

  std::optional<ObjectPath> translate(const ObjectPath &Path) const;
  void record(const MapOp &Op);
  void record(const Expr *Object, bool Arrow, bool Writes, const Expr *Node,
              QualType Type);
  void follow(const CallExpr *Call);
  void bind(Frame &F, const FunctionDecl *Function,
            llvm::ArrayRef<const Expr *> Args) const;
};

} // namespace

static ObjectPath append(ObjectPath Path,
                         llvm::ArrayRef<ObjectPath::Step> Steps) {
  Path.Steps.append(Steps.begin(), Steps.end());
  return Path;
}

std::optional<ObjectPath> Walker::translate(const ObjectPath &Path) const {
  if (!Path.Root) {
    if (!Current.This)
      return std::nullopt;
    return append(*Current.This, Path.Steps);
  }
  const ValueDecl *Root = Path.Root;
  if (auto It = Current.References.find(Root); It != Current.References.end())
    return append(It->second, Path.Steps);
  const bool Deref =
      !Path.Steps.empty() && Path.Steps[0].Kind == ObjectPath::Step::Deref;
  if (auto It = Current.Pointees.find(Root);
      Deref && It != Current.Pointees.end())
    return append(It->second, llvm::ArrayRef(Path.Steps).drop_front());
  const auto *Var = dyn_cast<VarDecl>(Root);
  if (!Var || Var->getTLSKind() != VarDecl::TLS_None)
    return std::nullopt;
  if (Var->hasGlobalStorage())
    return Path;
  if (Current.Copies.contains(Root) && !Deref)
    return std::nullopt;
  // A parameter, or the body's own.
  if (isa<ParmVarDecl>(Var) && Level > 0)
    return std::nullopt;
  const SourceManager &SM = Context.getSourceManager();
  if (Current.Body &&
      SM.isPointWithin(Var->getLocation(), Current.Body->getBeginLoc(),
                       Current.Body->getEndLoc()))
    return std::nullopt;
  return Path;
}

void Walker::record(const Expr *Object, bool Arrow, bool Writes,
                    const Expr *Node, QualType Type) {
  const model::ContainerTraits *Traits = Model.lookupObject(Type);
  if (!Traits || Traits->ConcurrentWrites ||
      !isUserSpelled(Node->getExprLoc(), Context))
    return;
  const std::optional<ObjectPath> Path =
      Arrow ? pointee(Object) : objectOf(Object);
  const std::optional<ObjectPath> Map = Path ? translate(*Path) : std::nullopt;
  if (!Map)
    return;
  ThreadAccess Access{*Map, Node, Writes, Current.Locks};
  const std::vector<HeldLock> Here =
      Way.empty() ? std::vector<HeldLock>() : Locks.heldAt(Way);
  Access.Locks.insert(Access.Locks.end(), Here.begin(), Here.end());
  Found.All.push_back(std::move(Access));
}

static bool isConstObject(const MapOp &Op) {
  QualType T = Op.Object->getType();
  if (Op.Arrow)
    T = pointeeType(T);
  return !T.isNull() && T.getNonReferenceType().isConstQualified();
}

void Walker::record(const MapOp &Op) {
  const bool Writes =
      Op.inserts() || Op.removes() || Op.Kind == MapOpKind::Assign ||
      Op.Kind == MapOpKind::Swap || Op.Kind == MapOpKind::Reserve ||
      Op.Kind == MapOpKind::Rehash;
  if (Op.Kind == MapOpKind::End || Op.Kind == MapOpKind::Other ||
      (Writes && Op.Kind == MapOpKind::Subscript && isConstObject(Op)))
    return;
  record(Op.Object, Op.Arrow, Writes, Op.Call, Op.ContainerType);
}

void Walker::bind(Frame &F, const FunctionDecl *Function,
                  llvm::ArrayRef<const Expr *> Args) const {
  for (size_t N = 0; N < Args.size() && N < Function->getNumParams(); ++N) {
    const ParmVarDecl *Param = Function->getParamDecl(N);
    const ValueDecl *Key = cast<ValueDecl>(Param->getCanonicalDecl());
    const QualType T = Param->getType();
    if (T->isReferenceType()) {
      if (std::optional<ObjectPath> Path = objectOf(Args[N]))
        if (std::optional<ObjectPath> Outer = translate(*Path))
          F.References.insert({Key, *Outer});
    } else if (T->isPointerType()) {
      if (std::optional<ObjectPath> Path = pointee(Args[N]))
        if (std::optional<ObjectPath> Outer = translate(*Path))
          F.Pointees.insert({Key, *Outer});
    }
  }
}

void Walker::follow(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const FunctionDecl *Definition = Callee ? userDefinition(Callee) : nullptr;
  if (!Definition || Level > 3 || isa<CXXOperatorCallExpr>(Call) ||
      !Active.insert(Definition).second)
    return;
  Found.Functions.insert(Definition->getCanonicalDecl());
  Frame F;
  F.Body = Definition->getBody();
  F.Locks = Current.Locks;
  if (!Way.empty()) {
    const std::vector<HeldLock> Here = Locks.heldAt(Way);
    F.Locks.insert(F.Locks.end(), Here.begin(), Here.end());
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    const Expr *Object = strip(Member->getImplicitObjectArgument());
    const std::optional<ObjectPath> Path =
        Object->getType()->isPointerType() ? pointee(Object) : objectOf(Object);
    if (Path)
      F.This = translate(*Path);
  }
  bind(F, Definition, {Call->getArgs(), Call->getNumArgs()});
  run(F.Body, std::move(F), Level + 1);
  Active.erase(Definition);
}

void Walker::runEntry(const ThreadEntry &Entry) {
  // Names outside of the thread mean themselves.
  Current.This = ObjectPath{};
  Frame F;
  if (const LambdaExpr *Closure = Entry.Closure) {
    F.Body = Closure->getBody();
    F.This = ObjectPath{};
    for (const LambdaCapture &Capture : Closure->captures()) {
      if (Capture.getCaptureKind() == LCK_StarThis)
        F.This = std::nullopt;
      if (Capture.capturesVariable() &&
          Capture.getCaptureKind() == LCK_ByCopy) {
        const ValueDecl *Var = Capture.getCapturedVar();
        F.Copies.insert(cast<ValueDecl>(Var->getCanonicalDecl()));
      }
    }
    bind(F, Closure->getCallOperator(), Entry.Args);
    run(F.Body, std::move(F), 0);
    return;
  }
  const FunctionDecl *Definition =
      Entry.Function ? userDefinition(Entry.Function) : nullptr;
  if (!Definition)
    return;
  Found.Functions.insert(Definition->getCanonicalDecl());
  Active.insert(Definition);
  F.Body = Definition->getBody();
  if (Entry.Object)
    F.This = Entry.Object->getType()->isPointerType() ||
                     isa<CXXThisExpr>(Entry.Object)
                 ? pointee(Entry.Object)
                 : objectOf(Entry.Object);
  bind(F, Definition, Entry.Args);
  run(F.Body, std::move(F), 1);
}

ThreadAccesses accessesOf(const ThreadEntry &Entry,
                          const model::ContainerModel &Model,
                          ASTContext &Context) {
  ThreadAccesses Found;
  Walker(Found, Model, Context).runEntry(Entry);
  return Found;
}

ThreadAccesses accessesBefore(const Stmt *S, const model::ContainerModel &Model,
                              ASTContext &Context) {
  ThreadAccesses Found;
  Walker Walk(Found, Model, Context);
  Walk.StopsAtWait = true;
  Frame F;
  F.This = ObjectPath{};
  F.Locks = LockFinder(Context).heldAt(S, Context);
  Walk.run(S, std::move(F), 0);
  return Found;
}

bool conflict(const ThreadAccess &A, const ThreadAccess &B) {
  if (!(A.Map == B.Map) || !(A.Writes || B.Writes))
    return false;
  for (const HeldLock &L : A.Locks) {
    if (!L.Certain)
      return false;
    for (const HeldLock &O : B.Locks)
      if (L.MutexId == O.MutexId)
        return false;
  }
  return llvm::all_of(B.Locks, [](const HeldLock &L) { return L.Certain; });
}

} // namespace clang::tidy::maps::support
