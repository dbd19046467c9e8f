//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/CallSites.h"
#include "support/Loops.h"
#include "support/Names.h"
#include "support/UserCode.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

static const FunctionDecl *canonicalFunction(const FunctionDecl *F) {
  if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
    F = Pattern;
  return F->getCanonicalDecl();
}

CallSites::CallSites(ASTContext &Context) : Context(Context), Locks(Context) {
  struct Collector : RecursiveASTVisitor<Collector> {
    llvm::DenseMap<const FunctionDecl *, std::vector<const Expr *>> &Calls;
    explicit Collector(decltype(Calls) Calls) : Calls(Calls) {}
    bool VisitCallExpr(CallExpr *Call) {
      if (const FunctionDecl *Callee = Call->getDirectCallee())
        Calls[canonicalFunction(Callee)].push_back(Call);
      // In a template the overload may be open.
      if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(
              Call->getCallee()->IgnoreParenImpCasts()))
        for (const NamedDecl *D : Member->decls())
          if (const auto *Method =
                  dyn_cast<FunctionDecl>(D->getUnderlyingDecl()))
            Calls[canonicalFunction(Method)].push_back(Call);
      return true;
    }
  } Collect(Calls);
  forEachUserDecl(Context, [&](Decl *D) { Collect.TraverseDecl(D); });
}

llvm::ArrayRef<const Expr *>
CallSites::callsOf(const FunctionDecl *Function) const {
  auto It = Calls.find(canonicalFunction(Function));
  if (It == Calls.end())
    return {};
  return It->second;
}

// The comment lines right above the line of Loc, in lower case.
static std::string commentAbove(SourceLocation Loc, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  const auto [File, Offset] = SM.getDecomposedLoc(SM.getExpansionLoc(Loc));
  std::string Comment;
  llvm::StringRef Before = SM.getBufferData(File).take_front(Offset);
  Before = Before.take_front(Before.rfind('\n') + 1);
  while (!Before.empty()) {
    Before = Before.drop_back(); // The line's end.
    const size_t Start = Before.rfind('\n') + 1;
    const llvm::StringRef Above = Before.substr(Start).trim();
    const bool IsComment = Above.starts_with("//") || Above.starts_with("*") ||
                           Above.starts_with("/*") || Above.ends_with("*/");
    if (!IsComment && !Above.starts_with("template"))
      break;
    Comment += Above.lower() + "\n";
    Before = Before.take_front(Start);
  }
  return Comment;
}

bool commentMentionsLocking(SourceLocation Loc, const ASTContext &Context) {
  static constexpr llvm::StringLiteral Phrases[] = {
      "requires",      "must hold",     "must be held", "is held",
      "lock held",     "mutex held",    "mutex_ held",  "holding",
      "holds the",     "caller",        "not thread",   "thread-unsafe",
      "single thread", "single-thread", "main thread",  "same thread",
      "only thread",   "this thread",   "ui thread",    "gui thread",
      "for testing",   "lock need",     "need to lock", "locking need",
      "need no lock",  "needs no lock", "no need for"};
  const std::string Comment = commentAbove(Loc, Context);
  return llvm::any_of(Phrases, [&](llvm::StringRef Phrase) {
    return llvm::StringRef(Comment).contains(Phrase);
  });
}

// The caller locks, says the name: eraseLocked, erase_locked, eraseUnlocked,
// eraseNoLock, unsafeErase.
static bool promisesByName(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Words[] = {
      "locked",     "unlocked", "nolock",         "lockless",     "lockfree",
      "holding",    "unsafe",   "unsynchronized", "synchronized", "unsync",
      "threadsafe", "lock",     "held",           "guarded",      "unguarded"};
  return llvm::any_of(wordsOf(Name), [](const std::string &Word) {
    return llvm::is_contained(Words, Word);
  });
}

// "REQUIRES: mutex held"
static bool promisesByComment(const FunctionDecl *Function,
                              const ASTContext &Context) {
  return llvm::any_of(Function->redecls(), [&](const FunctionDecl *D) {
    return commentMentionsLocking(D->getOuterLocStart(), Context);
  });
}

static bool promisesByDeclaration(const FunctionDecl *Function) {
  for (const FunctionDecl *D : Function->redecls())
    if (D->hasAttr<RequiresCapabilityAttr>() ||
        D->hasAttr<NoThreadSafetyAnalysisAttr>() ||
        D->hasAttr<AssertCapabilityAttr>() ||
        D->hasAttr<AcquireCapabilityAttr>() ||
        D->hasAttr<ReleaseCapabilityAttr>())
      return true;
  return llvm::any_of(Function->parameters(), [](const ParmVarDecl *P) {
    const QualType T = P->getType().getNonReferenceType();
    return lockClass(T) != LockClass::None || isMutex(T);
  });
}

// Whether code that is not visible here can call it.
static bool isCallableFromOutside(const FunctionDecl *Function) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Function))
    return Method->getAccess() == AS_public || Method->isVirtual();
  return Function->hasExternalFormalLinkage();
}

// A private step of opening: openAllFiles(), markFilesDuringOpen().
static bool isStepOfOpening(const FunctionDecl *Function) {
  return !isCallableFromOutside(Function) &&
         llvm::any_of(
             wordsOf(identifierOf(Function)), [](const std::string &Word) {
               return Word == "open" || Word == "startup" || Word == "recovery";
             });
}

bool CallSites::runsAlone(const FunctionDecl *Function) {
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(Function) ||
      Function->isMain() || Function->getOverloadedOperator() == OO_Equal ||
      isStepOfOpening(Function))
    return true;
  static constexpr llvm::StringLiteral First[] = {
      "init",     "initialize", "initialise", "setup",   "set",      "start",
      "startup",  "open",       "boot",       "create",  "teardown", "shutdown",
      "finalize", "finalise",   "destroy",    "dispose", "cleanup",  "stop",
      "close",    "join",       "test",       "swap",    "configure"};
  const llvm::StringRef Name = identifierOf(Function);
  const llvm::SmallVector<std::string, 4> Words = wordsOf(Name);
  if (Words.empty())
    return false;
  // open(), close(), but neither setValue() nor close(Session).
  const bool Whole = Words.size() == 1 && Words[0] != "set" &&
                     Function->getNumParams() == 0 &&
                     llvm::is_contained(First, Words[0]);
  const bool Begins = Words[0].rfind("init", 0) == 0 || Words[0] == "setup" ||
                      Words[0] == "teardown" || Words[0] == "shutdown" ||
                      Words[0] == "test";
  const bool Pair =
      Words.size() > 1 && ((Words[0] == "set" && Words[1] == "up") ||
                           (Words[0] == "tear" && Words[1] == "down"));
  const bool Testing = Words.back() == "testing" || Words.back() == "test" ||
                       Words.back() == "tests" || Name == "TestBody";
  return Whole || Begins || Pair || Testing;
}

bool CallSites::isOnlyCalledLocked(const FunctionDecl *Function,
                                   unsigned Depth) {
  llvm::ArrayRef<const Expr *> Sites = callsOf(Function);
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (Sites.empty())
    return !isCallableFromOutside(Function) ||
           (Method && Method->getAccess() == AS_private);
  return llvm::all_of(Sites, [&](const Expr *Call) {
    if (!Locks.heldAt(Call, Context).empty())
      return true;
    const FunctionDecl *Caller = enclosingFunction(Call, Context);
    if (!Caller)
      return true;
    if (const auto *CallerMethod = dyn_cast<CXXMethodDecl>(Caller);
        CallerMethod && CallerMethod->getParent()->isLambda())
      return true; // Runs later, or elsewhere.
    if (canonicalFunction(Caller) == canonicalFunction(Function))
      return true; // Recursion says nothing.
    return runsAlone(Caller) || mayBeEnteredLocked(Caller, Depth + 1);
  });
}

bool CallSites::mayBeEnteredLocked(const FunctionDecl *Function,
                                   unsigned Depth) {
  if (Depth > 6)
    return true;
  return promisesByName(identifierOf(Function)) ||
         promisesByDeclaration(Function) ||
         promisesByComment(Function, Context) ||
         isOnlyCalledLocked(Function, Depth);
}

bool CallSites::mayBeEnteredLocked(const FunctionDecl *Function) {
  return mayBeEnteredLocked(Function, 0);
}

} // namespace clang::tidy::maps::support
