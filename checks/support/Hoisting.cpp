//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Hoisting.h"
#include "support/Effects.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/ExprMutationAnalyzer.h"
#include "clang/Basic/SourceManager.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Constructed empty
//===----------------------------------------------------------------------===//

/// `Map()`, `Map{}`, `Map(n)` behind whatever the standard in use puts around
/// it in `auto m = Map();`.
static const Expr *constructed(const Expr *Init) {
  while (Init) {
    const Expr *Before = Init;
    Init = strip(Init);
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Init))
      Init = Cast->getSubExpr();
    // `auto m = Map();` in C++11 and 14
    if (const auto *Move = dyn_cast<CXXConstructExpr>(Init);
        Move && Move->getConstructor()->isCopyOrMoveConstructor() &&
        Move->getNumArgs() > 0 &&
        isa<MaterializeTemporaryExpr>(Move->getArg(0)->IgnoreParenImpCasts()))
      Init = Move->getArg(0);
    if (Init == Before)
      break;
  }
  return Init;
}

/// A bucket count, hasher, comparator or allocator: what a container can be
/// made from without contents.
static bool isConfiguration(QualType Param, QualType Container,
                            const model::ContainerTraits &Traits) {
  Param = Param.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (Param->isIntegralOrEnumerationType())
    return true;
  for (unsigned I = Traits.isMap() ? 2 : 1;; ++I) {
    QualType Arg = model::typeArgument(Container, I);
    if (Arg.isNull())
      return false;
    if (Arg.getCanonicalType().getUnqualifiedType() == Param)
      return true;
  }
}

/// The arguments of a construction that leaves the container empty; nothing if
/// it gets contents.
static std::optional<llvm::SmallVector<const Expr *, 2>>
emptyConstruction(const Expr *Init, QualType Container,
                  const model::ContainerTraits &Traits) {
  llvm::SmallVector<const Expr *, 2> Args;
  Init = constructed(Init);
  if (!Init || isa<CXXScalarValueInitExpr>(Init))
    return Args;
  // In a template: `M m(16);`, `M m{};`, `auto m = M();`
  if (const auto *List = dyn_cast<InitListExpr>(Init))
    Args.append(List->inits().begin(), List->inits().end());
  else if (const auto *List = dyn_cast<ParenListExpr>(Init))
    for (const Stmt *Arg : List->children())
      Args.push_back(cast<Expr>(Arg));
  else if (const auto *Call = dyn_cast<CXXUnresolvedConstructExpr>(Init))
    Args.append(Call->arg_begin(), Call->arg_end());
  if (isa<InitListExpr, ParenListExpr, CXXUnresolvedConstructExpr>(Init)) {
    // `M{}`
    if (Args.size() == 1)
      if (const auto *List = dyn_cast<InitListExpr>(Args[0]);
          List && List->getNumInits() == 0)
        Args.clear();
    if (llvm::any_of(Args, [&](const Expr *Arg) {
          return isa<InitListExpr>(Init) || Arg->isTypeDependent() ||
                 !Arg->getType()->isIntegerType();
        }))
      return std::nullopt;
    return Args;
  }
  const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
  if (!Construct || Construct->getConstructor()->isCopyOrMoveConstructor())
    return std::nullopt;
  for (unsigned I = 0; I < Construct->getNumArgs(); ++I) {
    const Expr *Arg = Construct->getArg(I);
    if (isa<CXXDefaultArgExpr>(Arg))
      break;
    const CXXConstructorDecl *Constructor = Construct->getConstructor();
    if (I >= Constructor->getNumParams() ||
        !isConfiguration(Constructor->getParamDecl(I)->getType(), Container,
                         Traits))
      return std::nullopt;
    Args.push_back(Arg);
  }
  return Args;
}

/// The container that \p Init puts on the heap for a local owner:
/// `new Map`, `std::make_unique<Map>()`, `std::unique_ptr<Map>(new Map)`.
static bool makesOnHeap(const Expr *Init, QualType Container,
                        const model::ContainerTraits &Traits) {
  Init = constructed(Init);
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Init);
      Construct && Construct->getNumArgs() > 0)
    Init = constructed(Construct->getArg(0));
  if (const auto *New = dyn_cast_or_null<CXXNewExpr>(Init)) {
    std::optional<llvm::SmallVector<const Expr *, 2>> Args = emptyConstruction(
        New->getInitializer() ? New->getInitializer() : New->getConstructExpr(),
        Container, Traits);
    return !New->isArray() && New->getNumPlacementArgs() == 0 && Args &&
           Args->empty();
  }
  const auto *Call = dyn_cast_or_null<CallExpr>(Init);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getDeclName().isIdentifier() &&
         (Callee->getName() == "make_unique" ||
          Callee->getName() == "make_shared") &&
         Call->getNumArgs() == 0;
}

//===----------------------------------------------------------------------===//
// Loops that repeat it
//===----------------------------------------------------------------------===//

/// The statements from \p S down to the one that declares \p Var; empty if it
/// is not in there. The bodies of lambdas are functions of their own.
static bool pathTo(const Stmt *S, const VarDecl *Var,
                   llvm::SmallVectorImpl<const Stmt *> &Path) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  Path.push_back(S);
  if (const auto *Decl = dyn_cast<DeclStmt>(S))
    if (llvm::is_contained(Decl->decls(), Var))
      return true;
  for (const Stmt *Child : S->children())
    if (pathTo(Child, Var, Path))
      return true;
  Path.pop_back();
  return false;
}

static bool continues(const Stmt *S) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::any_of(Block->body(), continues);
  return isa<ContinueStmt>(S);
}

/// What follows \p Path[At + 1] in the block Path[At] always leaves ...
enum class Leaves { Nothing, Iteration, Loop, Function };

static Leaves leavesBehind(llvm::ArrayRef<const Stmt *> Path, unsigned At) {
  const auto *Block = dyn_cast<CompoundStmt>(Path[At]);
  if (!Block)
    return Leaves::Nothing;
  bool Behind = false;
  for (const Stmt *S : Block->body()) {
    if (Behind && continues(S))
      return Leaves::Iteration;
    if (Behind && neverFallsThrough(S))
      return exitsOf(S).Break || isa<BreakStmt>(S) ? Leaves::Loop
                                                   : Leaves::Function;
    Behind |= S == Path[At + 1];
  }
  return Leaves::Nothing;
}

/// The words of an identifier, in lower case.
static bool anyWord(StringRef Name, llvm::ArrayRef<StringRef> Words) {
  std::string Word;
  for (size_t I = 0; I <= Name.size(); ++I) {
    bool Ends = I == Name.size() || Name[I] == '_' ||
                (isUppercase(Name[I]) && I > 0 && !isUppercase(Name[I - 1]));
    if (Ends && llvm::is_contained(Words, Word))
      return true;
    if (Ends)
      Word.clear();
    if (I < Name.size() && Name[I] != '_')
      Word += toLowercase(Name[I]);
  }
  return false;
}

static constexpr StringRef RetryWords[] = {"attempt", "attempts", "retry",
                                           "retries", "tries",    "trial"};
static constexpr StringRef SuccessWords[] = {
    "ok",     "okay",   "success", "succeeded", "succeed",  "valid",
    "commit", "accept", "try",     "committed", "accepted", "acquired",
    "send",   "sent",   "compare", "validate",  "unique"};
static constexpr StringRef FailureWords[] = {
    "fail",  "failed",  "failure",  "error",     "retry", "retries",
    "again", "timeout", "conflict", "collision", "busy",  "invalid"};

/// The name that a condition's operand goes by: a variable's, or the called
/// function's.
static StringRef spelledName(const Expr *E) {
  if (const auto *Call = dyn_cast<CallExpr>(E))
    E = Call->getCallee()->IgnoreParenImpCasts();
  DeclarationName Name;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    Name = Ref->getDecl()->getDeclName();
  else if (const auto *Member = dyn_cast<MemberExpr>(E))
    Name = Member->getMemberDecl()->getDeclName();
  else if (const auto *Lookup = dyn_cast<OverloadExpr>(E))
    Name = Lookup->getName();
  else if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(E))
    Name = Member->getMember();
  const IdentifierInfo *Id =
      Name.isIdentifier() ? Name.getAsIdentifierInfo() : nullptr;
  return Id ? Id->getName() : "";
}

/// Whether \p Cond, once it is \p Value, says that an attempt went well.
static bool saysSuccess(const Expr *Cond, bool Value) {
  Cond = strip(Cond);
  if (const auto *Op = dyn_cast<UnaryOperator>(Cond))
    return Op->getOpcode() == UO_LNot && saysSuccess(Op->getSubExpr(), !Value);
  if (const auto *Op = dyn_cast<BinaryOperator>(Cond)) {
    if (Op->getOpcode() == BO_NE)
      Value = !Value;
    else if (Op->getOpcode() != BO_EQ && !Op->isLogicalOp())
      return false;
    return saysSuccess(Op->getLHS(), Value) || saysSuccess(Op->getRHS(), Value);
  }
  return anyWord(spelledName(Cond),
                 Value ? llvm::ArrayRef(SuccessWords) : FailureWords);
}

static bool mentions(const Stmt *S, llvm::function_ref<bool(StringRef)> Is) {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S); E && Is(spelledName(E)))
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return mentions(Child, Is); });
}

static const Expr *conditionOf(const Stmt *Loop) {
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return For->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(Loop))
    return Do->getCond();
  return nullptr;
}

/// `for (int i = 0; i < 3; ++i)` whose body never looks at `i`.
static bool onlyCounts(const ForStmt *For) {
  const auto *Init = dyn_cast_or_null<DeclStmt>(For->getInit());
  const auto *Counter = Init && Init->isSingleDecl()
                            ? dyn_cast<VarDecl>(Init->getSingleDecl())
                            : nullptr;
  return Counter && Counter->getType()->isIntegerType() &&
         !mentions(For->getBody(),
                   [&](StringRef Name) { return Name == Counter->getName(); });
}

/// A loop that repeats what failed: its normal course is one pass.
static bool isRetry(const Stmt *Loop, const ASTContext &Context) {
  const Expr *Cond = conditionOf(Loop);
  if (isa<CXXForRangeStmt>(Loop))
    return false;
  if (Cond &&
      mentions(Cond, [](StringRef Name) { return anyWord(Name, RetryWords); }))
    return true;
  const LoopExits Exits = exitsOf(Loop);
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    if ((Exits.Break || Exits.Return) && Cond && onlyCounts(For))
      return true;
  bool Endless = !Cond;
  if (Cond && !Cond->isValueDependent())
    if (bool Value; Cond->EvaluateAsBooleanCondition(Value, Context))
      Endless = Value;
  if (!Endless)
    return saysSuccess(Cond, false);
  // while (true) { ...; if (commit(m)) break; }
  const auto *Body = dyn_cast_or_null<CompoundStmt>(loopBody(Loop));
  const auto *If = Body && !Body->body_empty()
                       ? dyn_cast<IfStmt>(Body->body_back())
                       : nullptr;
  return If && If->getCond() && neverFallsThrough(If->getThen()) &&
         saysSuccess(If->getCond(), true);
}

namespace {
/// Whether a declaration names anything that is declared within a loop, or
/// evaluates what the loop may change.
struct NameVisitor : RecursiveASTVisitor<NameVisitor> {
  NameVisitor(const Stmt *Loop, const SourceManager &SM) : Loop(Loop), SM(SM) {}

  bool within(const Decl *D) const {
    SourceLocation Loc = SM.getExpansionLoc(D->getLocation());
    return SM.isPointWithin(Loc, SM.getExpansionLoc(Loop->getBeginLoc()),
                            SM.getExpansionLoc(Loop->getEndLoc()));
  }
  bool VisitDeclRefExpr(const DeclRefExpr *Ref) {
    return !within(Ref->getDecl());
  }
  bool VisitTypeLoc(TypeLoc TL) {
    const Type *T = TL.getTypePtr();
    if (const auto *Typedef = dyn_cast<TypedefType>(T))
      return !within(Typedef->getDecl());
    if (const auto *Tag = dyn_cast<TagType>(T))
      return !within(Tag->getDecl());
    return true;
  }

  const Stmt *Loop;
  const SourceManager &SM;
};

/// The variables that an argument refers to.
struct ObjectVisitor : RecursiveASTVisitor<ObjectVisitor> {
  bool VisitCXXThisExpr(const CXXThisExpr *) {
    UsesThis = true;
    return true;
  }
  bool VisitDeclRefExpr(const DeclRefExpr *Ref) {
    if (isa<VarDecl, BindingDecl>(Ref->getDecl()))
      Objects.push_back(Ref->getDecl());
    return true;
  }
  llvm::SmallVector<const ValueDecl *, 2> Objects;
  bool UsesThis = false;
};
} // namespace

static unsigned countRefs(const Stmt *S, const ValueDecl *D) {
  if (!S)
    return 0;
  const auto *Ref = dyn_cast<DeclRefExpr>(S);
  unsigned N = Ref && Ref->getDecl() == D;
  for (const Stmt *Child : S->children())
    N += countRefs(Child, D);
  return N;
}

/// Whether an argument of the construction means the same in every iteration.
static bool isInvariant(const Expr *Arg, const Stmt *Loop,
                        ASTContext &Context) {
  ObjectVisitor Visitor;
  Visitor.TraverseStmt(const_cast<Expr *>(Arg));
  // A bucket count changes no result: that a call which is not given its
  // operands changes them nevertheless, does no harm.
  if (Arg->getType()->isIntegralOrEnumerationType()) {
    ExprMutationAnalyzer Mutations(*Loop, Context);
    return isPure(Arg) &&
           (!Visitor.UsesThis || !mayChangeValue(Loop, Arg, Context)) &&
           llvm::none_of(Visitor.Objects, [&](const ValueDecl *D) {
             return Mutations.isMutated(D);
           });
  }
  // A hasher, comparator or allocator may refer to an object whose changes show
  // in no value: `&pool`, with a `pool.release()` in the loop.
  return llvm::all_of(Visitor.Objects, [&](const ValueDecl *D) {
    return countRefs(Loop, D) == countRefs(Arg, D);
  });
}

static bool canPrecede(const VarDecl *Var, llvm::ArrayRef<const Expr *> Args,
                       const Stmt *Loop, ASTContext &Context) {
  NameVisitor Names(Loop, Context.getSourceManager());
  auto *Mutable = const_cast<VarDecl *>(Var);
  if (TypeSourceInfo *Info = Mutable->getTypeSourceInfo())
    if (!Names.TraverseTypeLoc(Info->getTypeLoc()))
      return false;
  if (Mutable->hasInit() && !Names.TraverseStmt(Mutable->getInit()))
    return false;
  return llvm::all_of(
      Args, [&](const Expr *Arg) { return isInvariant(Arg, Loop, Context); });
}

/// Sets Innermost, Loop and AroundLoop. \returns false if no loop will do.
static bool chooseLoop(Hoist &H, llvm::ArrayRef<const Stmt *> Path,
                       llvm::ArrayRef<const Expr *> Args, ASTContext &Context) {
  Leaves Left = Leaves::Nothing;
  for (unsigned At = Path.size() - 1; At-- > 0;) {
    const Stmt *S = Path[At];
    if (Left == Leaves::Nothing)
      Left = leavesBehind(Path, At);
    if (Left == Leaves::Function)
      break;
    if (isa<SwitchStmt>(S) && Left == Leaves::Loop)
      Left = Leaves::Nothing; // Its `break` left the switch.
    if (!isLoop(S))
      continue;
    bool Once = Left == Leaves::Loop || Path[At + 1] != loopBody(S) ||
                runsAtMostOnce(S, Context) || isRetry(S, Context);
    Left = Leaves::Nothing;
    if (Once)
      continue;
    if (exitsOf(S).Suspends || !canPrecede(H.Var, Args, S, Context))
      break;
    H.Loop = S;
    H.AroundLoop = At > 0 ? Path[At - 1] : nullptr;
    if (!H.Innermost)
      H.Innermost = S;
  }
  return H.Loop;
}

//===----------------------------------------------------------------------===//
// The decision
//===----------------------------------------------------------------------===//

static bool isWorthKeeping(const model::ContainerTraits &Traits,
                           bool IncludeOrdered) {
  return Traits.Clear != model::ClearKeeps::Nothing ||
         (IncludeOrdered && Traits.isOrdered());
}

std::optional<Hoist> findHoist(const VarDecl *Var, ASTContext &Context,
                               const model::ContainerModel &Model,
                               bool IncludeOrdered) {
  QualType T = declaredType(Var);
  if (!Var->isLocalVarDecl() || !Var->hasLocalStorage() ||
      Var->isExceptionVariable() || Var->isInitCapture() ||
      isa<DecompositionDecl>(Var) || T.isConstQualified() ||
      T->isReferenceType())
    return std::nullopt;
  Hoist H;
  H.Var = Var;
  H.Container = T;
  H.Traits = Model.lookup(H.Container);
  if (!H.Traits) {
    H.OnHeap = true;
    H.Container = pointeeType(T);
    H.Traits = H.Container.isNull() ? nullptr : Model.lookup(H.Container);
  }
  if (!H.Traits || !isWorthKeeping(*H.Traits, IncludeOrdered))
    return std::nullopt;

  std::optional<llvm::SmallVector<const Expr *, 2>> Args;
  if (!H.OnHeap)
    Args = emptyConstruction(Var->getInit(), H.Container, *H.Traits);
  else if (makesOnHeap(Var->getInit(), H.Container, *H.Traits))
    Args.emplace();
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  H.Body = Function ? Function->getBody() : nullptr;
  llvm::SmallVector<const Stmt *, 8> Path;
  if (!Args || !pathTo(H.Body, Var, Path) || Path.size() < 2)
    return std::nullopt;
  H.Decl = cast<DeclStmt>(Path.back());
  H.Block = Path[Path.size() - 2];
  if (!chooseLoop(H, Path, *Args, Context))
    return std::nullopt;

  H.Use = localUse(Var, H.Block, Context, Model);
  bool FreedElsewhere = T->isPointerType() && !H.Use.Deleted;
  if (H.Use.Out || H.Use.Assigned || !H.Use.MayGrow || FreedElsewhere)
    return std::nullopt;
  return H;
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// Owners of memory in the standard library, besides the containers of the
/// model.
static bool isStandardOwner(const CXXRecordDecl *Record) {
  static constexpr StringRef Names[] = {
      "basic_string", "vector", "deque", "list",     "forward_list",
      "array",        "pair",   "tuple", "optional", "variant"};
  return Record->isInStdNamespace() && Record->getDeclName().isIdentifier() &&
         llvm::is_contained(Names, Record->getName());
}

/// An allocator's destructor may be its own, but tells nothing of elements.
static bool isAllocator(QualType T) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && Record->getDeclName().isIdentifier() &&
         Record->getName().contains("allocator");
}

static bool holdsOnlyMemory(QualType T, const model::ContainerModel &Model,
                            unsigned Depth) {
  if (T.isNull() || T->isDependentType() || Depth > 8)
    return false;
  T = T.getCanonicalType();
  if (const auto *Array = T->getAsArrayTypeUnsafe())
    return holdsOnlyMemory(Array->getElementType(), Model, Depth + 1);
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record)
    return T->isScalarType();
  if (Record->hasDefinition() && Record->hasTrivialDestructor())
    return true;
  // Of what follows, only what it is made of counts: a std::pair in a vector
  // may not have been instantiated yet.
  auto Holds = [&](QualType Part) {
    return holdsOnlyMemory(Part, Model, Depth + 1);
  };
  if (const model::ContainerTraits *Traits = Model.lookup(T)) {
    // A map without a type for its keys has strings.
    QualType Key = model::keyType(T, *Traits);
    if (!Traits->isMap())
      return Holds(Key);
    return (Key.isNull() || Holds(Key)) && Holds(model::mappedType(T, *Traits));
  }
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
      Special && isStandardOwner(Record)) {
    auto HoldsArg = [&](const TemplateArgument &Arg) {
      return Arg.getKind() != TemplateArgument::Type ||
             isAllocator(Arg.getAsType()) || Holds(Arg.getAsType());
    };
    return llvm::all_of(
        Special->getTemplateArgs().asArray(), [&](const TemplateArgument &Arg) {
          return Arg.getKind() == TemplateArgument::Pack
                     ? llvm::all_of(Arg.pack_elements(), HoldsArg)
                     : HoldsArg(Arg);
        });
  }
  if (!Record->hasDefinition() || Record->isInStdNamespace())
    return false;
  const CXXDestructorDecl *Destructor = Record->getDestructor();
  if (Destructor && Destructor->isUserProvided())
    return false;
  return llvm::all_of(Record->bases(),
                      [&](const CXXBaseSpecifier &Base) {
                        return Holds(Base.getType());
                      }) &&
         llvm::all_of(Record->fields(), [&](const FieldDecl *Field) {
           return Holds(Field->getType());
         });
}

bool holdsOnlyMemory(QualType T, const model::ContainerModel &Model) {
  return holdsOnlyMemory(T, Model, 0);
}

} // namespace clang::tidy::maps::support
