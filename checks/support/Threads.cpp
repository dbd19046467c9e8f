//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Threads.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "support/Names.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

//===--- names ------------------------------------------------------------===//

LauncherNames::LauncherNames(llvm::StringRef Single, llvm::StringRef Parallel) {
  auto Fill = [this](llvm::StringSet<> &Set, llvm::StringRef List) {
    llvm::SmallVector<llvm::StringRef, 16> Names;
    List.split(Names, ';', -1, /*KeepEmpty=*/false);
    for (llvm::StringRef Name : Names) {
      Name = Name.trim();
      Name.consume_front("::");
      Set.insert(Name);
      Last.insert(Name.rsplit("::").second.empty() ? Name
                                                   : Name.rsplit("::").second);
    }
  };
  Fill(this->Single, Single);
  Fill(this->Parallel, Parallel);
}

// "tbb::task_group::run" for tbb::detail::d1::task_group::run.
static std::string publicName(const NamedDecl *D) {
  if (!D || !D->getDeclName().isIdentifier())
    return "";
  std::string Name = D->getName().str();
  for (const DeclContext *Up = D->getDeclContext(); Up; Up = Up->getParent()) {
    const auto *Scope = dyn_cast<NamedDecl>(Up);
    if (!Scope || !Scope->getDeclName().isIdentifier())
      continue;
    const auto *Space = dyn_cast<NamespaceDecl>(Up);
    const bool Hidden =
        Space && (Space->isInline() || Space->isAnonymousNamespace() ||
                  Space->getName() == "detail" || Space->getName() == "d0" ||
                  Space->getName() == "d1" || Space->getName() == "d2");
    if (!Hidden)
      Name = Scope->getName().str() + "::" + Name;
  }
  return Name;
}

static const NamedDecl *classOf(QualType T) {
  T = T.getNonReferenceType();
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl())
    return Record;
  if (const auto *Spec = T->getAs<TemplateSpecializationType>())
    return Spec->getTemplateName().getAsTemplateDecl();
  return nullptr;
}

// std::thread, or something that holds such: std::vector<std::thread>.
static bool holdsThread(QualType T, const LauncherNames &Names,
                        unsigned Depth = 0) {
  if (T.isNull() || Depth > 3)
    return false;
  T = T.getNonReferenceType();
  if (T->isPointerType())
    return holdsThread(T->getPointeeType(), Names, Depth + 1);
  if (const auto *Array = T->getAsArrayTypeUnsafe())
    return holdsThread(Array->getElementType(), Names, Depth + 1);
  const NamedDecl *Class = classOf(T);
  if (!Class)
    return false;
  if (Names.Single.contains(publicName(Class)))
    return true;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Class))
    for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray())
      if (Arg.getKind() == TemplateArgument::Type &&
          holdsThread(Arg.getAsType(), Names, Depth + 1))
        return true;
  return false;
}

static bool isFuture(QualType T) {
  return llvm::StringRef(publicName(classOf(T))).contains_insensitive("future");
}

//===--- what runs --------------------------------------------------------===//

static const Expr *unwrap(const Expr *E) {
  E = strip(E);
  while (true) {
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E)) {
      E = strip(Cast->getSubExpr());
    } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
               Construct && Construct->getNumArgs() == 1) {
      E = strip(Construct->getArg(0)); // std::function<void()>(f), a copy
    } else if (const auto *Call = dyn_cast<CallExpr>(E);
               Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
               Call->getDirectCallee()->isInStdNamespace() &&
               llvm::is_contained(
                   {"move", "forward", "ref", "cref", "mem_fn", "as_const"},
                   identifierOf(Call->getDirectCallee()))) {
      E = strip(Call->getArg(0));
    } else {
      return E;
    }
  }
}

static std::optional<ThreadEntry> entryOf(llvm::ArrayRef<const Expr *> Args,
                                          unsigned Depth = 0) {
  if (Args.empty() || Depth > 3)
    return std::nullopt;
  const Expr *Callable = unwrap(Args[0]);
  ThreadEntry Entry;
  if ((Entry.Closure = dyn_cast<LambdaExpr>(Callable))) {
    Entry.Args.append(Args.begin() + 1, Args.end());
    return Entry;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(Callable);
      Unary && Unary->getOpcode() == UO_AddrOf)
    Callable = strip(Unary->getSubExpr());
  if (const auto *Call = dyn_cast<CallExpr>(Callable)) {
    // std::bind(&C::run, this, ...)
    if (identifierOf(Call->getDirectCallee()) == "bind" ||
        identifierOf(Call->getDirectCallee()) == "bind_front")
      return entryOf({Call->getArgs(), Call->getNumArgs()}, Depth + 1);
    return std::nullopt;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Callable);
  if (!Ref)
    return std::nullopt;
  if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl())) {
    // auto work = [&] { ... };
    if (!Var->hasInit() || isa<ParmVarDecl>(Var))
      return std::nullopt;
    llvm::SmallVector<const Expr *, 4> Bound(Args.begin(), Args.end());
    Bound[0] = Var->getInit();
    return entryOf(Bound, Depth + 1);
  }
  Entry.Function = dyn_cast<FunctionDecl>(Ref->getDecl());
  if (!Entry.Function)
    return std::nullopt;
  Args = Args.drop_front();
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Entry.Function);
      Method && !Method->isStatic()) {
    if (Args.empty())
      return std::nullopt;
    Entry.Object = unwrap(Args.front());
    Args = Args.drop_front();
  }
  Entry.Args.append(Args.begin(), Args.end());
  return Entry;
}

//===--- how long it runs -------------------------------------------------===//

static bool hasJoiningName(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Words[] = {
      "join",  "wait",      "get",      "sync",    "barrier", "finish",
      "stop",  "shutdown",  "await",    "done",    "acquire", "arrive",
      "quit",  "terminate", "collect",  "drain",   "flush",   "result",
      "reset", "results",   "finished", "complete"};
  return llvm::any_of(wordsOf(Name), [](const std::string &Word) {
    return llvm::is_contained(Words, Word);
  });
}

bool maySynchronise(const Stmt *S, const ASTContext &) {
  struct Finder : RecursiveASTVisitor<Finder> {
    bool Found = false;
    bool TraverseLambdaExpr(LambdaExpr *) { return true; }
    bool VisitCallExpr(CallExpr *Call) {
      llvm::StringRef Name = identifierOf(Call->getDirectCallee());
      if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
        const QualType T = Member->getImplicitObjectArgument()->getType();
        const std::string Class =
            publicName(classOf(T->isPointerType() ? T->getPointeeType() : T));
        const llvm::StringRef Of = Class;
        // Owners and views have a get() too.
        if (Name == "get" && !Of.contains_insensitive("future") &&
            !Of.contains_insensitive("task"))
          Name = "";
        if (Of.contains("atomic") || Of.contains("latch") ||
            Of.contains("barrier") || Of.contains("semaphore") ||
            Of.contains("Semaphore"))
          Found = true;
        if (const auto *Conversion =
                dyn_cast_or_null<CXXConversionDecl>(Member->getMethodDecl());
            Conversion && Of.contains("atomic"))
          Found = true;
      } else if (Name == "get") {
        Name = ""; // std::get<0>(tuple)
      }
      Found = Found || hasJoiningName(Name);
      return !Found;
    }
    bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
      Found = Found || hasJoiningName(E->getMember().getAsString());
      return !Found;
    }
  } Find;
  Find.TraverseStmt(const_cast<Stmt *>(S));
  return Find.Found;
}

bool meetsOthers(const CallExpr *Call) {
  const llvm::StringRef Name = identifierOf(Call->getDirectCallee());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    const QualType T = Member->getImplicitObjectArgument()->getType();
    const std::string Class =
        publicName(classOf(T->isPointerType() ? T->getPointeeType() : T));
    const llvm::StringRef Of = Class;
    if (Of.contains_insensitive("latch") ||
        Of.contains_insensitive("barrier") ||
        Of.contains_insensitive("semaphore"))
      return true;
  }
  return Name.contains("compare_exchange") || Name.contains("test_and_set") ||
         Name.contains("testAndSet") ||
         llvm::any_of(wordsOf(Name), [](const std::string &Word) {
           return Word == "wait" || Word == "arrive" || Word == "barrier" ||
                  Word == "await";
         });
}

/// The statement that is a direct part of a block (or of a branch or loop),
/// around \p S.
static const Stmt *wholeStatement(const Stmt *S, ASTContext &Context) {
  while (const Stmt *Up = parentStmt(S, Context)) {
    if (!isa<Expr>(Up) && !isa<DeclStmt>(Up) && !isa<ReturnStmt>(Up))
      return S;
    if (isa<LambdaExpr>(Up))
      return S;
    S = Up;
  }
  return S;
}

static HandleLife lifeOf(const Expr *Call, const Stmt *Whole, bool IsThread,
                         bool IsFuture, ASTContext &Context) {
  if (const auto *Decls = dyn_cast<DeclStmt>(Whole)) {
    const auto *Var = dyn_cast<VarDecl>(*Decls->decl_begin());
    if (!Var || !Var->hasLocalStorage())
      return HandleLife::Longer;
    // Moved on, or detached?
    struct Finder : RecursiveASTVisitor<Finder> {
      const VarDecl *Var;
      bool Longer = false;
      bool isVar(const Expr *E) {
        const auto *Ref = dyn_cast<DeclRefExpr>(strip(E));
        return Ref && Ref->getDecl() == Var;
      }
      bool VisitCallExpr(CallExpr *Call) {
        if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
          Longer =
              Longer || (identifierOf(Member->getMethodDecl()) == "detach" &&
                         isVar(Member->getImplicitObjectArgument()));
        if (identifierOf(Call->getDirectCallee()) == "move" &&
            Call->getNumArgs() == 1)
          Longer = Longer || isVar(Call->getArg(0));
        return true;
      }
    } Find;
    Find.Var = Var;
    const Stmt *Block = parentStmt(Whole, Context);
    if (Block)
      Find.TraverseStmt(const_cast<Stmt *>(Block));
    return Find.Longer ? HandleLife::Longer : HandleLife::Block;
  }
  // std::async(f); and std::thread(f).join();
  if (IsFuture && strip(dyn_cast<Expr>(Whole)) == Call)
    return HandleLife::Statement;
  if (IsThread || IsFuture)
    if (maySynchronise(Whole, Context))
      return HandleLife::Statement;
  return HandleLife::Longer;
}

const Stmt *launchingLoop(const Launch &L, ASTContext &Context) {
  const Stmt *Loop = enclosingLoop(L.Call, Context);
  if (!Loop || L.Blocking || L.Life != HandleLife::Longer ||
      runsAtMostOnce(Loop, Context) || maySynchronise(loopBody(Loop), Context))
    return nullptr;
  const LoopExits Exits = exitsOf(Loop);
  return Exits.Break || Exits.Return ? nullptr : Loop;
}

std::vector<const Stmt *> statementsBeside(const Launch &L,
                                           ASTContext &Context) {
  std::vector<const Stmt *> Result;
  if (L.Blocking || L.Life == HandleLife::Statement)
    return Result;
  const Stmt *Child = wholeStatement(L.Call, Context);
  for (const Stmt *Up = parentStmt(Child, Context); Up;
       Child = Up, Up = parentStmt(Up, Context)) {
    if (isa<LambdaExpr>(Up))
      return Result;
    const auto *Block = dyn_cast<CompoundStmt>(Up);
    if (!Block)
      continue;
    bool Behind = false;
    for (const Stmt *S : Block->body()) {
      if (Behind) {
        Result.push_back(S);
        if (maySynchronise(S, Context) || neverFallsThrough(S))
          return Result;
      }
      Behind |= contains(S, Child);
    }
    if (L.Life == HandleLife::Block)
      return Result;
  }
  return Result;
}

//===--- launches ---------------------------------------------------------===//

// std::for_each(std::execution::par, ...)
static bool hasParallelPolicy(const CallExpr *Call) {
  return llvm::any_of(Call->arguments(), [](const Expr *Arg) {
    const llvm::StringRef Name = identifierOf(classOf(Arg->getType()));
    return Name == "parallel_policy" || Name == "parallel_unsequenced_policy";
  });
}

static bool isDeferred(const Expr *Arg) {
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(Arg));
  return Ref && identifierOf(Ref->getDecl()) == "deferred";
}

std::optional<Launch> parseLaunch(const Expr *E, const LauncherNames &Names,
                                  ASTContext &Context) {
  Launch L;
  L.Call = E;
  llvm::SmallVector<const Expr *, 4> Args;
  bool IsThread = false, EveryArg = false;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    // std::thread t(f);
    if (!Names.Last.contains(
            identifierOf(Construct->getConstructor()->getParent())) ||
        Construct->getConstructor()->isCopyOrMoveConstructor() ||
        !Names.Single.contains(
            publicName(Construct->getConstructor()->getParent())))
      return std::nullopt;
    IsThread = true;
    Args.append(Construct->arg_begin(), Construct->arg_end());
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return std::nullopt;
    // threads.emplace_back(f), std::make_unique<std::thread>(f)
    static constexpr llvm::StringLiteral Makers[] = {
        "emplace_back", "emplace",     "emplace_front",
        "make_unique",  "make_shared", "try_emplace"};
    const bool IsMaker = llvm::is_contained(Makers, identifierOf(Callee));
    const bool HasPolicy =
        Callee->isInStdNamespace() && hasParallelPolicy(Call);
    if (!IsMaker && !HasPolicy && !Names.Last.contains(identifierOf(Callee)))
      return std::nullopt;
    const std::string Name = publicName(Callee);
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    const bool Makes =
        IsMaker &&
        holdsThread(Member ? Member->getImplicitObjectArgument()->getType()
                           : Call->getType(),
                    Names);
    L.Parallel = HasPolicy || Names.Parallel.contains(Name);
    if (!Makes && !L.Parallel && !Names.Single.contains(Name))
      return std::nullopt;
    IsThread = Makes;
    L.Blocking = L.Parallel || Name == "tbb::parallel_invoke";
    EveryArg = Name == "tbb::parallel_invoke";
    Args.append(Call->arg_begin(), Call->arg_end());
    if (llvm::any_of(Args, isDeferred))
      return std::nullopt;
  } else {
    return std::nullopt;
  }
  for (size_t N = 0; N < Args.size(); ++N)
    if (std::optional<ThreadEntry> Entry =
            entryOf(llvm::ArrayRef(Args).drop_front(N))) {
      L.Entries.push_back(std::move(*Entry));
      if (!EveryArg)
        break;
    }
  if (L.Entries.empty())
    return std::nullopt;
  L.Life = lifeOf(E, wholeStatement(E, Context), IsThread,
                  isFuture(E->getType()), Context);
  return L;
}

} // namespace clang::tidy::maps::support
