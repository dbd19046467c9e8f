//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Locks.h"
#include "support/Identity.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "support/Names.h"
#include "support/UserCode.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

//===--- the vocabulary ---------------------------------------------------===//

static bool hasWord(llvm::StringRef Name,
                    std::initializer_list<llvm::StringRef> Wanted) {
  return llvm::any_of(wordsOf(Name), [&](const std::string &Word) {
    return llvm::is_contained(Wanted, Word);
  });
}

static const NamedDecl *classOf(QualType T) {
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl())
    return Record;
  if (const auto *Record = T->getAs<RecordType>())
    return Record->getDecl();
  if (const auto *Spec = T->getAs<TemplateSpecializationType>())
    return Spec->getTemplateName().getAsTemplateDecl();
  return nullptr;
}

static const CXXRecordDecl *definitionOf(const NamedDecl *Class) {
  if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(Class))
    return Template->getTemplatedDecl()->getDefinition();
  const auto *Record = dyn_cast_or_null<CXXRecordDecl>(Class);
  return Record ? Record->getDefinition() : nullptr;
}

namespace {
/// What a call does to a mutex or a lock object.
enum class LockCall { None, Lock, LockShared, Unlock, Try, Assert };
} // namespace

static LockCall lockCall(llvm::StringRef Member) {
  static constexpr llvm::StringLiteral Locks[] = {
      "lock",      "Lock",    "relock",     "lockForWrite",
      "WriteLock", "acquire", "WriterLock", "lock_upgrade"};
  static constexpr llvm::StringLiteral Shares[] = {
      "lock_shared", "lockForRead", "ReaderLock", "ReadLock", "lock_read"};
  static constexpr llvm::StringLiteral Unlocks[] = {
      "unlock",     "Unlock",        "unlock_shared", "ReaderUnlock",
      "ReadUnlock", "WriteUnlock",   "WriterUnlock",  "release",
      "Release",    "unlock_upgrade"};
  if (llvm::is_contained(Locks, Member))
    return LockCall::Lock;
  if (llvm::is_contained(Shares, Member))
    return LockCall::LockShared;
  if (llvm::is_contained(Unlocks, Member))
    return LockCall::Unlock;
  if (hasWord(Member, {"try", "trylock"}))
    return LockCall::Try;
  // absl: LockWhen, ReaderLockWhenWithTimeout, Await
  if (hasWord(Member, {"lock"}))
    return hasWord(Member, {"reader", "read", "shared"}) ? LockCall::LockShared
                                                         : LockCall::Lock;
  if (hasWord(Member, {"assert", "held", "check", "assume", "await"}))
    return LockCall::Assert;
  return LockCall::None;
}

static LockCall lockFunction(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Locks[] = {
      "pthread_mutex_lock", "pthread_rwlock_wrlock", "pthread_spin_lock",
      "mtx_lock",           "EnterCriticalSection",  "AcquireSRWLockExclusive",
      "omp_set_lock",       "g_mutex_lock",          "uv_mutex_lock",
      "SDL_LockMutex"};
  static constexpr llvm::StringLiteral Shares[] = {"pthread_rwlock_rdlock",
                                                   "AcquireSRWLockShared"};
  static constexpr llvm::StringLiteral Unlocks[] = {
      "pthread_mutex_unlock", "pthread_rwlock_unlock",
      "pthread_spin_unlock",  "mtx_unlock",
      "LeaveCriticalSection", "ReleaseSRWLockExclusive",
      "ReleaseSRWLockShared", "omp_unset_lock",
      "g_mutex_unlock",       "uv_mutex_unlock",
      "SDL_UnlockMutex"};
  if (llvm::is_contained(Locks, Name))
    return LockCall::Lock;
  if (llvm::is_contained(Shares, Name))
    return LockCall::LockShared;
  return llvm::is_contained(Unlocks, Name) ? LockCall::Unlock : LockCall::None;
}

LockClass lockClass(QualType T) {
  const NamedDecl *Class = classOf(T);
  const llvm::StringRef Name = identifierOf(Class);
  static constexpr llvm::StringLiteral Exclusive[] = {
      "lock_guard",   "unique_lock",  "scoped_lock",     "QMutexLocker",
      "QWriteLocker", "MutexLock",    "WriterMutexLock", "ScopedLock",
      "ScopedWriter", "LockGuard",    "WriteHolder",     "ReleasableMutexLock",
      "WriteLock",    "SpinMutexLock"};
  static constexpr llvm::StringLiteral Shared[] = {
      "shared_lock",  "shared_lock_guard", "QReadLocker", "ReaderMutexLock",
      "ScopedReader", "ReadHolder",        "ReadLock"};
  if (llvm::is_contained(Exclusive, Name))
    return LockClass::Exclusive;
  if (llvm::is_contained(Shared, Name))
    return LockClass::Shared;
  if (hasWord(Name, {"unlock", "unlocker", "reverse"}))
    return hasWord(Name, {"unlock", "unlocker", "lock"}) ? LockClass::Releasing
                                                         : LockClass::None;
  const CXXRecordDecl *Record = definitionOf(Class);
  const bool Annotated = Record && Record->hasAttr<ScopedLockableAttr>();
  if (!Annotated &&
      !hasWord(Name, {"lock", "locker", "guard", "holder", "autolock"}))
    return LockClass::None;
  if (hasWord(Name, {"upgrade", "maybe", "try"}))
    return LockClass::Unclear;
  return hasWord(Name, {"read", "reader", "shared"}) ? LockClass::Shared
                                                     : LockClass::Exclusive;
}

bool isMutex(QualType T) {
  if (T.isNull())
    return false;
  T = T.getNonReferenceType();
  if (const QualType Pointee = pointeeType(T); !Pointee.isNull())
    T = Pointee.getNonReferenceType();
  const NamedDecl *Class = classOf(T);
  if (!Class)
    return false;
  const llvm::StringRef Name = identifierOf(Class);
  if (hasWord(Name, {"mutex", "futex", "spinlock", "rwlock", "lock", "spin"}))
    return true;
  const CXXRecordDecl *Record = definitionOf(Class);
  if (!Record)
    return Name.contains_insensitive("critical_section");
  if (Record->hasAttr<CapabilityAttr>())
    return true;
  bool Locks = false, Unlocks = false;
  for (const CXXMethodDecl *Method : Record->methods()) {
    Locks |= identifierOf(Method) == "lock" || identifierOf(Method) == "Lock";
    Unlocks |=
        identifierOf(Method) == "unlock" || identifierOf(Method) == "Unlock";
  }
  return (Locks && Unlocks) || Name.contains_insensitive("critical_section");
}

const NamedDecl *mutexDecl(const Expr *E) {
  E = E ? strip(E) : nullptr;
  if (!E)
    return nullptr;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return mutexDecl(Unary->getSubExpr());
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return mutexDecl(Cast->getSubExpr());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    const bool Alias = Var && Var->hasInit() && !isa<ParmVarDecl>(Var) &&
                       Var->getType()->isReferenceType();
    const NamedDecl *Bound = Alias ? mutexDecl(Var->getInit()) : nullptr;
    return Bound ? Bound : Ref->getDecl();
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl();
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return mutexDecl(Subscript->getBase());
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return Operator->getNumArgs() > 0 ? mutexDecl(Operator->getArg(0))
                                      : nullptr;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const llvm::StringRef Name = identifierOf(Call->getMethodDecl());
    if (Name == "get" || Name == "native_handle" || Name == "value")
      return mutexDecl(Call->getImplicitObjectArgument());
    return Call->getMethodDecl();
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const bool Wraps = Callee && Callee->isInStdNamespace();
    return Wraps && Call->getNumArgs() == 1 ? mutexDecl(Call->getArg(0))
                                            : Callee;
  }
  return nullptr;
}

std::string mutexId(const NamedDecl *D) {
  if (!D)
    return "";
  llvm::SmallString<128> Buffer;
  if (index::generateUSRForDecl(D->getCanonicalDecl(), Buffer) ||
      Buffer.empty())
    return D->getQualifiedNameAsString();
  return Buffer.str().str();
}

//===--- what one statement does to the locks -----------------------------===//

namespace {

struct Entry {
  HeldLock Lock;
  /// The lock object; null for explicit calls.
  const VarDecl *Owner = nullptr;
};

/// The locks at one place of a walk through a function's statements.
struct State {
  llvm::SmallVector<Entry, 2> Held;
  /// What a lock object locks, be it locked now or not.
  llvm::DenseMap<const VarDecl *, std::vector<HeldLock>> Objects;

  void add(HeldLock Lock, const VarDecl *Owner) {
    if (!Lock.MutexId.empty())
      llvm::erase_if(Held, [&](const Entry &E) {
        return E.Lock.MutexId == Lock.MutexId && E.Lock.Mutex == Lock.Mutex;
      });
    Held.push_back({std::move(Lock), Owner});
  }
  void remove(const HeldLock &Lock) {
    llvm::erase_if(Held, [&](const Entry &E) {
      return E.Lock.MutexId == Lock.MutexId && E.Lock.Mutex == Lock.Mutex;
    });
  }
  /// Only what holds on both ways is certain.
  void join(const State &Other) {
    auto Find = [](llvm::ArrayRef<Entry> In, const Entry &E) {
      return llvm::find_if(In, [&](const Entry &O) {
        return O.Lock.Mutex == E.Lock.Mutex && O.Lock.MutexId == E.Lock.MutexId;
      });
    };
    for (Entry &E : Held) {
      auto It = Find(Other.Held, E);
      if (It == Other.Held.end() || !It->Lock.Certain)
        E.Lock.Certain = false;
    }
    for (const Entry &E : Other.Held)
      if (Find(Held, E) == llvm::ArrayRef<Entry>(Held).end()) {
        Held.push_back(E);
        Held.back().Lock.Certain = false;
      }
    for (const auto &[Var, Locks] : Other.Objects)
      Objects.try_emplace(Var, Locks);
  }
};

/// Applies statements to a state.
class Interpreter {
public:
  explicit Interpreter(const ASTContext &Context) : Context(Context) {}

  State Now;

  void statement(const Stmt *S);
  void condition(const Expr *Cond, const VarDecl *Variable) {
    if (Variable)
      declaration(Variable);
    expression(Cond);
  }
  void declaration(const VarDecl *Var);

private:
  const ASTContext &Context;

  HeldLock lockOf(const Expr *Mutex, bool Shared) const;
  void expression(const Stmt *E);
  void memberCall(llvm::StringRef Name, const Expr *Object,
                  llvm::ArrayRef<const Expr *> Args, QualType Result,
                  bool OfThis);
  void freeCall(const FunctionDecl *Callee, llvm::ArrayRef<const Expr *> Args);
  void apply(LockCall What, HeldLock Lock, const VarDecl *Owner);
  void lockObject(const VarDecl *Var, const Expr *Init, LockClass Class);

  struct ExpressionVisitor;
};

} // namespace

static std::string spelled(const Expr *E, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  return Lexer::getSourceText(SM.getExpansionRange(E->getSourceRange()), SM,
                              Context.getLangOpts())
      .str();
}

HeldLock Interpreter::lockOf(const Expr *Mutex, bool Shared) const {
  HeldLock Lock;
  Lock.Shared = Shared;
  const Expr *E = strip(Mutex);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_AddrOf)
    E = strip(Unary->getSubExpr());
  std::optional<ObjectPath> Path = objectOf(E);
  Lock.Mutex = Path ? Path->str() : spelled(E, Context);
  Lock.MutexId = mutexId(mutexDecl(E));
  Lock.Certain = !Lock.MutexId.empty();
  return Lock;
}

void Interpreter::apply(LockCall What, HeldLock Lock, const VarDecl *Owner) {
  switch (What) {
  case LockCall::None:
    return;
  case LockCall::Unlock:
    return Now.remove(Lock);
  case LockCall::Try:
    Lock.Certain = false;
    break;
  case LockCall::Assert:
    Lock.Shared = false;
    break;
  case LockCall::Lock:
  case LockCall::LockShared:
    break;
  }
  Now.add(std::move(Lock), Owner);
}

struct Interpreter::ExpressionVisitor
    : RecursiveASTVisitor<Interpreter::ExpressionVisitor> {
  Interpreter &In;
  explicit ExpressionVisitor(Interpreter &In) : In(In) {}

  // What a closure does happens later, or elsewhere.
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseDecl(Decl *) { return true; }
  bool shouldTraversePostOrder() const { return true; }

  bool VisitCallExpr(CallExpr *Call) {
    llvm::SmallVector<const Expr *, 4> Args(Call->arg_begin(), Call->arg_end());
    const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
      if (Operator->getOperator() == OO_Equal && Args.size() == 2)
        assign(Args[0], Args[1]);
    } else if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
      const auto *Base = Member->getBase();
      In.memberCall(identifierOf(Member->getMemberDecl()), Base, Args,
                    Call->getType(), isa<CXXThisExpr>(strip(Base)));
    } else if (const auto *Member =
                   dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
      if (!Member->isImplicitAccess() && Member->getMember().isIdentifier())
        In.memberCall(Member->getMember().getAsString(), Member->getBase(),
                      Args, QualType(), false);
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee)) {
      if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
        In.freeCall(Function, Args);
    }
    return true;
  }

  /// `lock = std::unique_lock(mutex)`
  void assign(const Expr *To, const Expr *From) {
    const auto *Ref = dyn_cast<DeclRefExpr>(strip(To));
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    const LockClass Class = Var ? lockClass(Var->getType()) : LockClass::None;
    if (Class == LockClass::None)
      return;
    llvm::erase_if(In.Now.Held, [&](const Entry &E) { return E.Owner == Var; });
    In.lockObject(Var, From, Class);
  }
};

void Interpreter::expression(const Stmt *E) {
  if (E)
    ExpressionVisitor(*this).TraverseStmt(const_cast<Stmt *>(E));
}

static const VarDecl *variableOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(E));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

void Interpreter::memberCall(llvm::StringRef Name, const Expr *Object,
                             llvm::ArrayRef<const Expr *> Args, QualType Result,
                             bool OfThis) {
  Object = strip(Object);
  // owner->lock()
  if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Object);
      Arrow && Arrow->getOperator() == OO_Arrow)
    Object = strip(Arrow->getArg(0));
  const LockCall What = lockCall(Name);
  const VarDecl *Var = variableOf(Object);
  if (auto It = Now.Objects.find(Var); Var && It != Now.Objects.end()) {
    // scoped_lock.acquire(mutex)
    if (What == LockCall::Lock && Args.size() == 1 &&
        isMutex(Args[0]->getType()))
      It->second = {lockOf(Args[0], false)};
    if (What != LockCall::Assert)
      for (const HeldLock &Lock : std::vector<HeldLock>(It->second))
        apply(What, Lock, Var);
    return;
  }
  if (isMutex(Object->getType()) || Object->isTypeDependent())
    return apply(What, lockOf(Object, What == LockCall::LockShared), nullptr);
  // Own wrappers: lockAll(), db->Lock(). weak_ptr::lock() has a result.
  const bool MayLock =
      OfThis ? hasWord(Name, {"lock", "acquire", "locks"})
             : What == LockCall::Lock || What == LockCall::LockShared;
  const bool NoResult =
      !Result.isNull() && (Result->isVoidType() || Result->isBooleanType());
  if (MayLock && NoResult)
    Now.add({spelled(Object, Context), "", false, /*Certain=*/false}, nullptr);
}

void Interpreter::freeCall(const FunctionDecl *Callee,
                           llvm::ArrayRef<const Expr *> Args) {
  const llvm::StringRef Name = identifierOf(Callee);
  if (Callee->isInStdNamespace() && Name == "move" && Args.size() == 1) {
    for (Entry &E : Now.Held) // The lock goes elsewhere.
      if (E.Owner && E.Owner == variableOf(Args[0]))
        E.Lock.Certain = false;
    return;
  }
  LockCall What = lockFunction(Name);
  const bool Std = Name == "lock" && !isa<CXXMethodDecl>(Callee);
  if (Std)
    What = LockCall::Lock;
  if (What == LockCall::None) {
    // lock_tables(), lockGlobal(m)
    if (hasWord(Name, {"lock", "acquire", "trylock"}) &&
        Callee->getReturnType()->isVoidType())
      Now.add({Name.str(), "", false, /*Certain=*/false}, nullptr);
    return;
  }
  for (const Expr *Arg : Args) {
    const VarDecl *Var = variableOf(Arg);
    if (auto It = Now.Objects.find(Var); Var && It != Now.Objects.end())
      for (const HeldLock &Lock : std::vector<HeldLock>(It->second))
        apply(What, Lock, Var);
    else if (!Std || isMutex(Arg->getType()))
      apply(What, lockOf(Arg, What == LockCall::LockShared), nullptr);
  }
}

/// The arguments that an object is made from.
static llvm::SmallVector<const Expr *, 4> argumentsOf(const Expr *Init) {
  Init = strip(Init);
  while (const auto *Cast = dyn_cast<ExplicitCastExpr>(Init))
    Init = strip(Cast->getSubExpr());
  llvm::SmallVector<const Expr *, 4> Args;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init)) {
    if (Construct->getConstructor()->isCopyOrMoveConstructor() &&
        Construct->getNumArgs() == 1)
      return argumentsOf(Construct->getArg(0));
    Args.append(Construct->arg_begin(), Construct->arg_end());
  } else if (const auto *Unresolved =
                 dyn_cast<CXXUnresolvedConstructExpr>(Init)) {
    Args.append(Unresolved->arg_begin(), Unresolved->arg_end());
  } else if (const auto *Parens = dyn_cast<ParenListExpr>(Init)) {
    for (unsigned N = 0; N < Parens->getNumExprs(); ++N)
      Args.push_back(Parens->getExpr(N));
  } else if (const auto *List = dyn_cast<InitListExpr>(Init)) {
    Args.append(List->inits().begin(), List->inits().end());
  }
  llvm::erase_if(Args, [](const Expr *E) { return E->isDefaultArgument(); });
  return Args;
}

/// The member that a visible constructor locks: `Guard(C *c) : C(c) {
/// c->Mutex.lock(); }`; null if it locks none, or one that it is given.
static const NamedDecl *lockedByConstructor(const Expr *Init) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(strip(Init));
  const FunctionDecl *Definition =
      Construct ? userDefinition(Construct->getConstructor()) : nullptr;
  if (!Definition)
    return nullptr;
  struct Finder : RecursiveASTVisitor<Finder> {
    const NamedDecl *Found = nullptr;
    bool VisitCXXMemberCallExpr(CXXMemberCallExpr *Call) {
      const LockCall What = lockCall(identifierOf(Call->getMethodDecl()));
      if ((What == LockCall::Lock || What == LockCall::LockShared) &&
          isMutex(Call->getImplicitObjectArgument()->getType()))
        Found = mutexDecl(Call->getImplicitObjectArgument());
      return true;
    }
  } Find;
  Find.TraverseStmt(Definition->getBody());
  return Find.Found;
}

void Interpreter::lockObject(const VarDecl *Var, const Expr *Init,
                             LockClass Class) {
  expression(Init); // May move another lock in.
  bool Deferred = false, Certain = Class != LockClass::Unclear;
  bool Shared = Class == LockClass::Shared;
  std::vector<HeldLock> Locks;
  const bool Known = !Init->isTypeDependent();
  for (const Expr *Arg : argumentsOf(Init)) {
    const llvm::StringRef Tag =
        identifierOf(Arg->getType()->getAsCXXRecordDecl());
    const Expr *Plain = strip(Arg);
    if (Tag == "adopt_lock_t")
      continue;
    if (Tag == "defer_lock_t")
      Deferred = true;
    else if (Tag == "try_to_lock_t" || Tag.contains("duration") ||
             Tag.contains("time_point"))
      Certain = false;
    else if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(Plain))
      // tbb::spin_rw_mutex::scoped_lock(mutex, /*write=*/false)
      Shared |= !Bool->getValue() && !Locks.empty();
    else if (isMutex(Arg->getType()) || !Known || Arg->isTypeDependent())
      Locks.push_back(lockOf(Arg, false));
  }
  if (Locks.empty()) {
    HeldLock Lock;
    Lock.Mutex = Var->getNameAsString();
    if (const NamedDecl *Mutex = lockedByConstructor(Init)) {
      Lock.Mutex = Mutex->getNameAsString();
      Lock.MutexId = mutexId(Mutex);
    }
    Lock.Certain = !Lock.MutexId.empty();
    Locks.push_back(Lock);
  }
  for (HeldLock &Lock : Locks) {
    Lock.Shared = Shared;
    Lock.Certain &= Certain;
    if (!Deferred)
      Now.add(Lock, Var);
  }
  Now.Objects[Var] = std::move(Locks);
}

/// A class that is called guard or holder need not have to do with locks.
static bool isLockObject(const VarDecl *Var, const Expr *Init) {
  const llvm::StringRef Name = identifierOf(classOf(Var->getType()));
  if (hasWord(Name, {"lock", "locker", "autolock"})) {
    // A mutex of its own: SpinLock Lock;
    static constexpr llvm::StringLiteral Holders[] = {
        "unique_lock", "shared_lock", "scoped_lock", "upgrade_lock"};
    return llvm::is_contained(Holders, Name) || !argumentsOf(Init).empty() ||
           lockedByConstructor(Init) || !isMutex(Var->getType());
  }
  return lockedByConstructor(Init) ||
         llvm::any_of(argumentsOf(Init),
                      [](const Expr *Arg) { return isMutex(Arg->getType()); });
}

void Interpreter::declaration(const VarDecl *Var) {
  const Expr *Init = Var->getInit();
  if (!Init || Var->getType()->isReferenceType())
    return;
  const QualType T = Var->getType();
  const LockClass Class = lockClass(T);
  if (Class == LockClass::Releasing) {
    for (const Expr *Arg : argumentsOf(Init))
      if (const VarDecl *Object = variableOf(Arg);
          Object && Now.Objects.count(Object))
        for (const HeldLock &Lock : Now.Objects[Object])
          Now.remove(Lock);
      else
        Now.remove(lockOf(Arg, false));
    return;
  }
  if (Class != LockClass::None ? isLockObject(Var, Init)
                               : lockedByConstructor(Init) != nullptr) {
    lockObject(Var, Init,
               Class == LockClass::None ? LockClass::Exclusive : Class);
    return;
  }
  // std::optional<std::unique_lock<std::mutex>>, std::unique_ptr<MutexLock>
  if (const QualType Inner = pointeeType(T);
      !Inner.isNull() && !T->isPointerType() &&
      lockClass(Inner) != LockClass::None) {
    Now.add({Var->getNameAsString(), "", false, /*Certain=*/false}, Var);
    return;
  }
  expression(Init);
}

void Interpreter::statement(const Stmt *S) {
  if (!S)
    return;
  auto Branch = [this](const Stmt *Part) {
    const State Before = Now;
    statement(Part);
    const State After = Now;
    Now = Before;
    return std::pair(After, Part && neverFallsThrough(Part));
  };
  if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    llvm::SmallVector<const VarDecl *, 4> Declared;
    for (const Stmt *Child : Block->body()) {
      statement(Child);
      if (const auto *Decls = dyn_cast<DeclStmt>(Child))
        for (const Decl *D : Decls->decls())
          if (const auto *Var = dyn_cast<VarDecl>(D))
            Declared.push_back(Var);
    }
    llvm::erase_if(Now.Held, [&](const Entry &E) {
      return E.Owner && llvm::is_contained(Declared, E.Owner);
    });
  } else if (const auto *Decls = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Decls->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        declaration(Var);
  } else if (const auto *If = dyn_cast<IfStmt>(S)) {
    statement(If->getInit());
    condition(If->getCond(), If->getConditionVariable());
    const auto [Then, ThenLeaves] = Branch(If->getThen());
    const auto [Else, ElseLeaves] = Branch(If->getElse());
    if (ThenLeaves) {
      Now = Else;
    } else {
      Now = Then;
      if (!ElseLeaves)
        Now.join(Else);
    }
  } else if (isLoop(S)) {
    if (const auto *For = dyn_cast<ForStmt>(S))
      statement(For->getInit());
    const auto [Body, Leaves] = Branch(loopBody(S));
    if (!Leaves)
      Now.join(Body);
    // while (!Mutex.try_lock()) yield();
    if (const auto *While = dyn_cast<WhileStmt>(S))
      expression(While->getCond());
    else if (const auto *Do = dyn_cast<DoStmt>(S))
      expression(Do->getCond());
  } else if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
    condition(Switch->getCond(), Switch->getConditionVariable());
    Now.join(Branch(Switch->getBody()).first);
  } else if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
    const auto [Body, Leaves] = Branch(Try->getTryBlock());
    if (Leaves)
      Now.join(Body);
    else
      Now = Body;
    for (unsigned N = 0; N < Try->getNumHandlers(); ++N) {
      const auto [Handler, HandlerLeaves] =
          Branch(Try->getHandler(N)->getHandlerBlock());
      if (!HandlerLeaves)
        Now.join(Handler);
    }
  } else if (const auto *Case = dyn_cast<SwitchCase>(S)) {
    statement(Case->getSubStmt());
  } else if (const auto *Label = dyn_cast<LabelStmt>(S)) {
    for (Entry &E : Now.Held)
      E.Lock.Certain = false;
    statement(Label->getSubStmt());
  } else if (const auto *Attributed = dyn_cast<AttributedStmt>(S)) {
    statement(Attributed->getSubStmt());
  } else {
    expression(S);
  }
}

//===--- the way down to a place ------------------------------------------===//

/// What is done before \p Child, a part of \p S, begins.
static void enter(const Stmt *S, const Stmt *Child, Interpreter &In) {
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    if (Child == If->getInit())
      return;
    In.statement(If->getInit());
    if (Child == If->getThen() || Child == If->getElse())
      In.condition(If->getCond(), If->getConditionVariable());
  } else if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
    if (Child != Switch->getInit())
      In.statement(Switch->getInit());
  } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
    if (Child == While->getBody())
      In.condition(While->getCond(), While->getConditionVariable());
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    if (Child != For->getInit())
      In.statement(For->getInit());
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    if (Child != Range->getInit())
      In.statement(Range->getInit());
  } else if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    const State Entry = In.Now;
    for (const Stmt *Before : Block->body()) {
      // The code in front of a case has not run.
      if (isa<SwitchCase>(Before))
        In.Now = Entry;
      if (Before == Child)
        return;
      In.statement(Before);
    }
  } else if (isa<LabelStmt>(S)) {
    for (Entry &E : In.Now.Held)
      E.Lock.Certain = false;
  } else if (const auto *Comma = dyn_cast<BinaryOperator>(S)) {
    // (std::lock_guard<std::mutex>(M), x): until the end of the statement
    if (Comma->getOpcode() == BO_Comma && Child == Comma->getRHS() &&
        lockClass(Comma->getLHS()->getType()) != LockClass::None)
      In.Now.Held.push_back({{"", "", false, /*Certain=*/false}, nullptr});
  }
}

namespace {
/// Anything that could make a state other than empty.
struct MentionFinder : RecursiveASTVisitor<MentionFinder> {
  bool Found = false;

  static bool isTelling(llvm::StringRef Name) {
    return Name.contains_insensitive("lock") ||
           Name.contains_insensitive("acquire") ||
           Name.contains_insensitive("held") ||
           Name.contains_insensitive("await") ||
           Name.contains_insensitive("Critical") ||
           Name.contains_insensitive("guard");
  }
  bool VisitVarDecl(VarDecl *Var) {
    QualType T = Var->getType();
    if (const QualType Inner = pointeeType(T); !Inner.isNull())
      T = Inner;
    const NamedDecl *Class = classOf(T);
    Found = Found ||
            (Class && (isTelling(identifierOf(Class)) ||
                       lockClass(T) != LockClass::None)) ||
            (Var->getInit() && lockedByConstructor(Var->getInit()));
    return !Found;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    Found = Found || lockClass(E->getType()) != LockClass::None;
    return !Found;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    Found = Found || isTelling(identifierOf(E->getMemberDecl()));
    return !Found;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found = Found || isTelling(identifierOf(E->getDecl()));
    return !Found;
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
    Found = Found || isTelling(E->getMember().getAsString());
    return !Found;
  }
};
} // namespace

std::vector<HeldLock> LockFinder::heldAt(llvm::ArrayRef<const Stmt *> Way) {
  std::vector<HeldLock> Locks;
  if (Way.empty())
    return Locks;
  auto [It, New] = Mentions.try_emplace(Way.front());
  if (New) {
    MentionFinder Find;
    Find.TraverseStmt(const_cast<Stmt *>(Way.front()));
    It->second = Find.Found;
  }
  if (!It->second)
    return Locks;
  Interpreter In(Context);
  for (size_t At = 0; At + 1 < Way.size(); ++At)
    enter(Way[At], Way[At + 1], In);
  for (const Entry &E : In.Now.Held)
    Locks.push_back(E.Lock);
  return Locks;
}

// The statements from the body of the function or lambda down to S.
static std::vector<const Stmt *> wayTo(const Stmt *S, ASTContext &Context) {
  TraversalKindScope AsIs(Context, TK_AsIs);
  std::vector<const Stmt *> Way;
  while (S && !(isa<LambdaExpr>(S) && !Way.empty())) {
    Way.push_back(S);
    DynTypedNode At = DynTypedNode::create(*S);
    S = nullptr;
    while (!S) {
      const DynTypedNodeList Parents = Context.getParents(At);
      if (Parents.empty() || Parents[0].get<FunctionDecl>())
        break;
      At = Parents[0];
      S = At.get<Stmt>();
    }
  }
  std::reverse(Way.begin(), Way.end());
  return Way;
}

std::vector<HeldLock> LockFinder::heldAt(const Stmt *S, ASTContext &Context) {
  return heldAt(wayTo(S, Context));
}

} // namespace clang::tidy::maps::support
