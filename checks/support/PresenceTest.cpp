//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/PresenceTest.h"
#include "support/Identity.h"
#include "support/Loops.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

bool isFindKey(const MapOp &Op) {
  return Op.Kind == MapOpKind::Find && Op.Args.size() == 1 &&
         (Op.Member == "find" || Op.Member == "constFind");
}

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

/// As spelled: an iterator that is converted for a comparison is still that
/// iterator.
static const Expr *bare(const Expr *E) {
  return strip(E->IgnoreUnlessSpelledInSource());
}

namespace {
struct Comparison {
  BinaryOperatorKind Opcode;
  const Expr *LHS, *RHS;
};
} // namespace

/// `a == b`, whether built in, overloaded, rewritten (`!=` in C++20) or not yet
/// resolved.
static std::optional<Comparison> parseComparison(const Expr *E) {
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return Comparison{Rewritten->getOpcode(), Rewritten->getLHS(),
                      Rewritten->getRHS()};
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Comparison{Binary->getOpcode(), Binary->getLHS(), Binary->getRHS()};
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->isInfixBinaryOp() && !Call->isAssignmentOp() &&
      (Call->getOperator() == OO_EqualEqual ||
       Call->getOperator() == OO_ExclaimEqual))
    return Comparison{BinaryOperator::getOverloadedOpcode(Call->getOperator()),
                      Call->getArg(0), Call->getArg(1)};
  return std::nullopt;
}

/// `m.end()`, `std::end(m)`, `m.constEnd()`
static bool isEndOf(const Expr *E, const ObjectPath &Container,
                    const model::ContainerModel &Model) {
  std::optional<MapOp> Op = parseMapOp(bare(E), Model);
  return Op && Op->Kind == MapOpKind::End &&
         llvm::is_contained({"end", "cend", "constEnd"}, Op->Member) &&
         containerOf(*Op) == Container;
}

/// `m.find(k)`, or a variable that was initialised with it.
static std::optional<PresenceTest>
parseFound(const Expr *E, const model::ContainerModel &Model) {
  PresenceTest Result;
  E = bare(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    Result.Iterator = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Result.Iterator || !Result.Iterator->hasInit() ||
        isa<ParmVarDecl>(Result.Iterator))
      return std::nullopt;
    E = bare(Result.Iterator->getInit());
  }
  std::optional<MapOp> Op = parseMapOp(E, Model);
  if (!Op || !isFindKey(*Op))
    return std::nullopt;
  Result.Lookup = std::move(*Op);
  return Result;
}

/// `m.find(k) != m.end()`
static std::optional<PresenceTest>
parseFoundComparison(const Comparison &C, const model::ContainerModel &Model) {
  if (C.Opcode != BO_EQ && C.Opcode != BO_NE)
    return std::nullopt;
  for (auto [Found, End] : {std::pair(C.LHS, C.RHS), std::pair(C.RHS, C.LHS)}) {
    std::optional<PresenceTest> Result = parseFound(Found, Model);
    std::optional<ObjectPath> Container =
        Result ? containerOf(Result->Lookup) : std::nullopt;
    if (!Container || !isEndOf(End, *Container, Model))
      continue;
    Result->TrueIfPresent = C.Opcode == BO_NE;
    return Result;
  }
  return std::nullopt;
}

/// `m.count(k) > 0`, and `m.contains(k) == false`
static std::optional<PresenceTest>
parseCountComparison(Comparison C, const model::ContainerModel &Model) {
  auto Constant = [](const Expr *E) -> std::optional<uint64_t> {
    if (const auto *Literal = dyn_cast<IntegerLiteral>(bare(E)))
      return Literal->getValue().getLimitedValue();
    if (const auto *Literal = dyn_cast<CXXBoolLiteralExpr>(bare(E)))
      return Literal->getValue();
    return std::nullopt;
  };
  if (Constant(C.LHS) && BinaryOperator::isComparisonOp(C.Opcode)) {
    std::swap(C.LHS, C.RHS);
    if (BinaryOperator::isRelationalOp(C.Opcode))
      C.Opcode = BinaryOperator::reverseComparisonOp(C.Opcode);
  }
  std::optional<uint64_t> Number = Constant(C.RHS);
  std::optional<MapOp> Op = parseMapOp(bare(C.LHS), Model);
  if (!Number || !Op || Op->Args.size() != 1 ||
      (Op->Kind != MapOpKind::Count && Op->Kind != MapOpKind::Contains))
    return std::nullopt;
  const bool AtMostOne =
      Op->Kind == MapOpKind::Contains || !Op->Traits->isMulti();
  std::optional<bool> Present;
  if (*Number == 0 && (C.Opcode == BO_GT || C.Opcode == BO_NE))
    Present = true;
  else if (*Number == 0 && (C.Opcode == BO_EQ || C.Opcode == BO_LE))
    Present = false;
  else if (*Number == 1 &&
           (C.Opcode == BO_GE || (C.Opcode == BO_EQ && AtMostOne)))
    Present = true;
  else if (*Number == 1 &&
           (C.Opcode == BO_LT || (C.Opcode == BO_NE && AtMostOne)))
    Present = false;
  if (!Present)
    return std::nullopt;
  PresenceTest Result;
  Result.Lookup = std::move(*Op);
  Result.TrueIfPresent = *Present;
  return Result;
}

std::optional<PresenceTest>
parsePresenceTest(const Expr *E, const model::ContainerModel &Model) {
  const Expr *Bare = bare(E);
  std::optional<PresenceTest> Result;
  if (const auto *Not = dyn_cast<UnaryOperator>(Bare);
      Not && Not->getOpcode() == UO_LNot) {
    Result = parsePresenceTest(Not->getSubExpr(), Model);
    if (Result)
      Result->TrueIfPresent = !Result->TrueIfPresent;
  } else if (std::optional<Comparison> C = parseComparison(Bare)) {
    Result = parseFoundComparison(*C, Model);
    if (!Result)
      Result = parseCountComparison(*C, Model);
  } else if (std::optional<MapOp> Op = parseMapOp(Bare, Model);
             Op && Op->Args.size() == 1 &&
             (Op->Kind == MapOpKind::Count ||
              Op->Kind == MapOpKind::Contains)) {
    Result.emplace();
    Result->Lookup = std::move(*Op);
  }
  if (!Result || !Result->Lookup.Key || !containerOf(Result->Lookup))
    return std::nullopt;
  Result->Test = E->IgnoreParenImpCasts();
  return Result;
}

//===----------------------------------------------------------------------===//
// What is known
//===----------------------------------------------------------------------===//

using Knowledge = llvm::SmallVector<KnownPresence, 2>;

static void collectImplied(const Expr *Cond, bool Value,
                           const model::ContainerModel &Model, Knowledge &All) {
  if (!Cond)
    return;
  const Expr *Bare = bare(Cond);
  if (const auto *Binary = dyn_cast<BinaryOperator>(Bare);
      Binary && Binary->isLogicalOp()) {
    if ((Binary->getOpcode() == BO_LAnd) == Value) {
      collectImplied(Binary->getRHS(), Value, Model, All);
      collectImplied(Binary->getLHS(), Value, Model, All);
    }
    return;
  }
  if (const auto *Not = dyn_cast<UnaryOperator>(Bare);
      Not && Not->getOpcode() == UO_LNot) {
    const auto *Inner = dyn_cast<BinaryOperator>(bare(Not->getSubExpr()));
    if (Inner && Inner->isLogicalOp())
      return collectImplied(Inner, !Value, Model, All);
  }
  if (std::optional<PresenceTest> Test = parsePresenceTest(Cond, Model)) {
    const bool Present = Test->TrueIfPresent == Value;
    All.push_back({std::move(*Test), Present});
  }
}

llvm::SmallVector<KnownPresence, 2>
presenceImplied(const Expr *Cond, bool Value,
                const model::ContainerModel &Model) {
  Knowledge All;
  collectImplied(Cond, Value, Model, All);
  return All;
}

/// What the statements of \p Block in front of \p Child left no other way to
/// get there.
static void collectExitsBefore(const Stmt *Child, const CompoundStmt *Block,
                               const model::ContainerModel &Model,
                               Knowledge &All) {
  bool Before = false;
  for (const Stmt *S : llvm::reverse(Block->body())) {
    const bool IsChild = !Before && contains(S, Child);
    Before |= IsChild;
    // One may get here from somewhere else.
    if (Before && llvm::isa<SwitchCase, LabelStmt>(S))
      return;
    const auto *If = llvm::dyn_cast<IfStmt>(S);
    if (!Before || IsChild || !If)
      continue;
    if (neverReachesNext(If->getThen()))
      collectImplied(If->getCond(), false, Model, All);
    else if (neverReachesNext(If->getElse()))
      collectImplied(If->getCond(), true, Model, All);
  }
}

llvm::SmallVector<KnownPresence, 2>
presenceKnownAt(const Stmt *S, const model::ContainerModel &Model,
                ASTContext &Context) {
  Knowledge All;
  for (const Stmt *Up = parentStmt(S, Context);
       Up && !llvm::isa<LambdaExpr>(Up); S = Up, Up = parentStmt(Up, Context)) {
    if (const auto *If = llvm::dyn_cast<IfStmt>(Up)) {
      if (contains(If->getThen(), S))
        collectImplied(If->getCond(), true, Model, All);
      else if (contains(If->getElse(), S))
        collectImplied(If->getCond(), false, Model, All);
    } else if (const auto *Choice = llvm::dyn_cast<ConditionalOperator>(Up)) {
      if (contains(Choice->getTrueExpr(), S))
        collectImplied(Choice->getCond(), true, Model, All);
      else if (contains(Choice->getFalseExpr(), S))
        collectImplied(Choice->getCond(), false, Model, All);
    } else if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(Up)) {
      if (Binary->isLogicalOp() && contains(Binary->getRHS(), S))
        collectImplied(Binary->getLHS(), Binary->getOpcode() == BO_LAnd, Model,
                       All);
    } else if (const auto *While = llvm::dyn_cast<WhileStmt>(Up)) {
      if (contains(While->getBody(), S))
        collectImplied(While->getCond(), true, Model, All);
    } else if (const auto *For = llvm::dyn_cast<ForStmt>(Up)) {
      if (contains(For->getBody(), S))
        collectImplied(For->getCond(), true, Model, All);
    } else if (const auto *Block = llvm::dyn_cast<CompoundStmt>(Up)) {
      collectExitsBefore(S, Block, Model, All);
    }
  }
  return All;
}

} // namespace clang::tidy::maps::support
