//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Guarding.h"
#include "support/FixIts.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

namespace clang::tidy::maps::support {

bool writes(UsageKind K) {
  return changesElements(K) || K == UsageKind::Reserve ||
         K == UsageKind::Shrink;
}

bool reads(UsageKind K) {
  switch (K) {
  case UsageKind::Lookup:
  case UsageKind::Measure:
  case UsageKind::Walk:
  case UsageKind::Compare:
  case UsageKind::Copy:
    return true;
  default:
    return false;
  }
}

namespace {

struct Access {
  const Usage *U;
  const Expr *Node;
  const FunctionDecl *Function;
  bool Writes;
  /// The lock on the mutex in question, if it is surely held.
  const HeldLock *Lock = nullptr;
};

/// Where the way to an object starts.
enum class Origin {
  Shared, ///< `this`, or an object of static storage.
  Own,    ///< A local object or parameter, or unknown.
};

} // namespace

static Origin originOf(const Expr *E, unsigned Depth = 0) {
  E = E ? strip(E) : nullptr;
  if (!E || Depth > 16)
    return Origin::Own;
  if (isa<CXXThisExpr>(E))
    return Origin::Shared;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (isa<VarDecl>(Member->getMemberDecl()))
      return Origin::Shared; // A static member.
    return originOf(Member->getBase(), Depth + 1);
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return originOf(Subscript->getBase(), Depth + 1);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return originOf(Unary->getSubExpr(), Depth + 1);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return Operator->getNumArgs() > 0 ? originOf(Operator->getArg(0), Depth + 1)
                                      : Origin::Own;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    return originOf(Call->getImplicitObjectArgument(), Depth + 1);
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || isa<ParmVarDecl>(Var))
    return Origin::Own;
  if (Var->hasGlobalStorage())
    return Origin::Shared;
  const bool Leads =
      Var->getType()->isReferenceType() || Var->getType()->isPointerType();
  // A range-for's variable leads to an element of the range.
  return Leads && Var->hasInit() && !isa<CXXNewExpr>(strip(Var->getInit()))
             ? originOf(Var->getInit(), Depth + 1)
             : Origin::Own;
}

static bool isShared(const MapSummary &Map) {
  return Map.Storage != ObjectStorage::Local &&
         Map.Storage != ObjectStorage::Parameter && !Map.ThreadLocal;
}

// std::map<K, V> all() const { return Table; }
static bool isReturnedCopy(const Usage &U, const FunctionDecl *Function) {
  return U.Kind == UsageKind::Return && U.Member.empty() && !U.InClosure &&
         Function->getReturnType()->isRecordType();
}

/// The expression that denotes the map: the object of an operation, what
/// another map is swapped with, else (a walk, a copy) the node itself.
static const Expr *mentionOf(const MapSummary &Map, const Expr *Node,
                             const UsageSummaries &Summaries,
                             const model::ContainerModel &Model) {
  const std::optional<MapOp> Op = parseMapOp(Node, Model);
  if (!Op)
    return Node;
  if (Summaries.of(Op->Object) != &Map)
    for (const Expr *Arg : Op->Args)
      if (Summaries.of(Arg) == &Map)
        return Arg;
  return Op->Object;
}

/// The accesses that another thread may run into.
static std::vector<Access> accessesOf(const MapSummary &Map,
                                      const UsageSummaries &Summaries,
                                      CallSites &Calls,
                                      const model::ContainerModel &Model,
                                      ASTContext &Context) {
  std::vector<Access> Result;
  for (const Usage &U : Map.Usages) {
    const Expr *Node = Summaries.node(Map, U);
    const FunctionDecl *Function = Summaries.function(Map, U);
    if (!Node || !Function ||
        !(writes(U.Kind) || reads(U.Kind) || isReturnedCopy(U, Function)) ||
        U.Role != FunctionRole::Ordinary ||
        (U.LocksHeld.empty() && Calls.runsAlone(Function)) ||
        !isUserSpelled(Node->getExprLoc(), Context))
      continue;
    if (originOf(mentionOf(Map, Node, Summaries, Model)) == Origin::Shared)
      Result.push_back({&U, Node, Function, writes(U.Kind)});
  }
  return Result;
}

static const HeldLock *find(const Usage &U, llvm::StringRef MutexId) {
  for (const HeldLock &Lock : U.LocksHeld)
    if (Lock.Certain && Lock.MutexId == MutexId)
      return &Lock;
  return nullptr;
}

/// Another access may be the exception, not this one, if nearly all do without.
static bool isGuarded(llvm::ArrayRef<Access> Guarded,
                      llvm::ArrayRef<Access> Unguarded) {
  auto Functions = [](llvm::ArrayRef<Access> In, bool OnlyWrites) {
    llvm::SmallPtrSet<const FunctionDecl *, 8> Set;
    for (const Access &A : In)
      if (A.Writes || !OnlyWrites)
        Set.insert(A.Function);
    return Set.size();
  };
  const size_t GuardedWrites = Functions(Guarded, true);
  if (GuardedWrites == 0)
    return Functions(Guarded, false) > Functions(Unguarded, false);
  return GuardedWrites >= Functions(Unguarded, true);
}

static std::string shortName(const HeldLock &Lock) {
  llvm::StringRef Name = Lock.Mutex;
  Name.consume_front("this->");
  return Name.str();
}

/// `[]` on a key that a test found there inserts nothing.
static bool isKnownThere(const Usage &U, const MapSummary &Map) {
  return U.Kind == UsageKind::Subscript &&
         llvm::any_of(U.Guards, [&](const Guard &G) {
           return llvm::StringRef(G.Text).contains(Map.Name);
         });
}

static bool isUnderSharedLock(const Access &A) {
  return A.Writes && !A.U->LocksHeld.empty() &&
         llvm::all_of(A.U->LocksHeld, [](const HeldLock &Lock) {
           return Lock.Certain && Lock.Shared;
         });
}

/// Under another mutex than all the accesses that are guarded, and these are
/// not a single function's.
static bool isUnderOtherLock(const Access &A, llvm::ArrayRef<Access> All,
                             llvm::StringRef Guard) {
  llvm::SmallPtrSet<const FunctionDecl *, 4> Guarded;
  for (const Access &Other : All) {
    if (!find(*Other.U, Guard))
      continue;
    Guarded.insert(Other.Function);
    for (const HeldLock &Lock : A.U->LocksHeld)
      if (find(*Other.U, Lock.MutexId))
        return false;
  }
  return Guarded.size() > 1 &&
         llvm::all_of(A.U->LocksHeld, [](const HeldLock &Lock) {
           // A pointer or an accessor may lead to the same mutex.
           return Lock.Certain &&
                  llvm::StringRef(Lock.MutexId).contains("@FI@");
         });
}

/// The first write of each function, else its first access.
static std::vector<Access> onePerFunction(llvm::ArrayRef<Access> Accesses) {
  llvm::MapVector<const FunctionDecl *, Access> First;
  for (const Access &A : Accesses) {
    auto [It, New] = First.insert({A.Function, A});
    if (!New && A.Writes && !It->second.Writes)
      It->second = A;
  }
  std::vector<Access> Result;
  for (const auto &Entry : First)
    Result.push_back(Entry.second);
  return Result;
}

/// Each object's own mutex cannot guard what all objects share.
static bool canGuard(const HeldLock &Lock, const MapSummary &Map) {
  const bool OfEachObject = // The USR of a field.
      llvm::StringRef(Lock.MutexId).contains("@FI@");
  return !Lock.MutexId.empty() &&
         !(OfEachObject && Map.Storage != ObjectStorage::Member);
}

/// The mutex that is held in most writes, else in most reads.
static std::string guardOf(llvm::ArrayRef<Access> Accesses,
                           const MapSummary &Map) {
  std::map<std::string, unsigned> Weight;
  for (const Access &A : Accesses)
    for (const HeldLock &Lock : A.U->LocksHeld)
      if (Lock.Certain && canGuard(Lock, Map))
        Weight[Lock.MutexId] += A.Writes && !Lock.Shared ? 100 : 1;
  std::string Guard;
  unsigned Most = 0;
  for (const auto &[Id, Sum] : Weight)
    if (Sum > Most) {
      Most = Sum;
      Guard = Id;
    }
  return Guard;
}

/// `GUARDED_BY(Mutex)` on the declaration of the map.
static const NamedDecl *declaredGuard(const ValueDecl *Map) {
  const auto *Attribute = Map ? Map->getAttr<GuardedByAttr>() : nullptr;
  return Attribute ? mutexDecl(Attribute->getArg()) : nullptr;
}

std::vector<UnguardedAccess> unguardedAccesses(const MapSummary &Map,
                                               const UsageSummaries &Summaries,
                                               CallSites &Calls,
                                               const model::ContainerModel &M,
                                               ASTContext &Context) {
  std::vector<UnguardedAccess> Result;
  const ValueDecl *Decl = Summaries.decl(Map);
  if (!isShared(Map) || !Decl || Decl->getType().isConstQualified())
    return Result;
  const NamedDecl *Declared = declaredGuard(Decl);
  const bool EverLocked = llvm::any_of(
      Map.Usages, [](const Usage &U) { return !U.LocksHeld.empty(); });
  if (!EverLocked && !Declared)
    return Result;

  std::vector<Access> Guarded, Unguarded, SharedWrites;
  const std::vector<Access> All = accessesOf(Map, Summaries, Calls, M, Context);
  const std::string Guard = Declared ? mutexId(Declared) : guardOf(All, Map);
  for (Access A : All) {
    A.Lock = find(*A.U, Guard);
    if (isUnderSharedLock(A)) {
      if (!isKnownThere(*A.U, Map) && canGuard(A.U->LocksHeld.front(), Map))
        SharedWrites.push_back(A);
    } else if (A.Lock) {
      Guarded.push_back(A);
    } else if ((A.U->LocksHeld.empty() || isUnderOtherLock(A, All, Guard)) &&
               !A.U->InClosure && !Calls.mayBeEnteredLocked(A.Function) &&
               !commentMentionsLocking(A.Node->getBeginLoc(), Context)) {
      Unguarded.push_back(A);
    }
  }

  // Where others do without any lock, the shared one is for something else.
  const bool GuardedWrite =
      llvm::any_of(Guarded, [](const Access &A) { return A.Writes; });
  if (GuardedWrite || Declared || Unguarded.empty())
    for (const Access &A : onePerFunction(SharedWrites))
      Result.push_back({A.Node, true, true, shortName(A.U->LocksHeld.front()),
                        nullptr, false});

  // Two buffers that one function swaps: nobody else touches this one.
  const bool OnlySwapped = llvm::all_of(All, [&](const Access &A) {
    return A.Function == All[0].Function &&
           (A.U->LocksHeld.empty() || A.U->Kind == UsageKind::Swap);
  });
  if (Guard.empty() || (OnlySwapped && !Declared) ||
      (!Declared && !isGuarded(Guarded, Unguarded)))
    return Result;
  // Readers among themselves need no lock.
  const Access *Witness = nullptr;
  for (const Access &A : Guarded)
    if (!Witness || (A.Writes && !Witness->Writes))
      Witness = &A;
  for (const Access &A : onePerFunction(Unguarded)) {
    if (!A.Writes && !Declared && !(Witness && Witness->Writes))
      continue;
    UnguardedAccess Found;
    Found.Access = A.Node;
    Found.Writes = A.Writes;
    Found.Mutex =
        Witness ? shortName(*Witness->Lock) : Declared->getNameAsString();
    Found.Guarded = Witness ? Witness->Node : nullptr;
    Found.GuardedWrites = Witness && Witness->Writes;
    Result.push_back(std::move(Found));
  }
  return Result;
}

} // namespace clang::tidy::maps::support
