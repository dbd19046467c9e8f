//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "ZeroAssignCheck.h"
#include "support/EntryZeroing.h"
#include "support/FixIts.h"
#include "support/Names.h"
#include "support/UsageSummary.h"
#include "support/ZeroEvidence.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

// std::map<int, Session *> Sessions;
// Sessions[k] = nullptr;             // "zero"
// Sessions[k].reset();               // "zero"
// if (--Refs[k] == 0) close(k);      // "count"

using support::FixGrade;
using support::ObjectStorage;
using support::UsageKind;
using support::Zero;

void ZeroAssignCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(binaryOperator(hasOperatorName("=")).bind("zero"), this);
  Finder->addMatcher(callExpr().bind("zero"), this);
  Finder->addMatcher(ifStmt().bind("count"), this);
}

void ZeroAssignCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  if (const auto *E = Result.Nodes.getNodeAs<Expr>("zero"))
    checkZero(E, *Result.Context);
  if (const auto *If = Result.Nodes.getNodeAs<IfStmt>("count"))
    checkCount(If, *Result.Context);
}

// What dies with the function costs nothing afterwards.
static bool outlivesFunction(const support::MapSummary &Map) {
  bool Local = Map.Storage == ObjectStorage::Local ||
               Map.Storage == ObjectStorage::Parameter;
  return !Local || Map.Indirect;
}

/// The map itself, not an element of it, is given to other code.
static bool handsOutMap(const support::MapSummary &Map, bool EvenToRead) {
  return llvm::any_of(Map.Usages, [EvenToRead](const support::Usage &U) {
    switch (U.Kind) {
    case UsageKind::Address:
    case UsageKind::Return:
      return U.Member.empty();
    case UsageKind::PassConst:
    case UsageKind::PassMutable:
    case UsageKind::Copy:
    case UsageKind::Capture:
    case UsageKind::Other:
      return EvenToRead;
    default:
      return false;
    }
  });
}

// removed[k] = false; tombstones[k] = nullptr;
static bool remembersRemovals(const support::MapSummary &Map) {
  static constexpr llvm::StringLiteral Words[] = {
      "removed", "deleted", "erased",    "dropped",  "tombstone", "tombstones",
      "dead",    "closed",  "cancelled", "disabled", "blocked",   "free"};
  return llvm::any_of(support::wordsOf(Map.Name), [](const std::string &Word) {
    return llvm::is_contained(Words, Word);
  });
}

static bool isArithmetic(QualType Value) {
  return !Value.isNull() && Value->isArithmeticType();
}

/// Why zero means "absent": the name of the function, or what other code does.
struct Reason {
  bool ByName = false;
  SourceLocation Where;
  StringRef Note;
};

static std::optional<Reason>
reasonFor(const support::EntryZeroing &Z, const support::MapSummary &Map,
          const FunctionDecl *Function, const support::UsageSummaries &Usage,
          ASTContext &Context, const model::ContainerModel &Model) {
  const std::string Name = Function->getDeclName().isIdentifier()
                               ? Function->getName().str()
                               : std::string();
  const support::ZeroEvidence Evidence =
      support::zeroEvidence(Map, Usage, Context, Model);
  const bool Number = isArithmetic(Z.ValueType);
  if (support::removesByName(Name)) {
    if (handsOutMap(Map, /*EvenToRead=*/false) ||
        (Number && Evidence.ReportsAll))
      return std::nullopt;
    return Reason{true, {}, ""};
  }
  const bool Begins =
      isa<CXXConstructorDecl>(Function) || support::initialisesByName(Name);
  if (Begins || Evidence.TestedByKey || Evidence.ReportsAll ||
      handsOutMap(Map, /*EvenToRead=*/true) ||
      (Number && (Evidence.Accumulates || Evidence.OtherStates || Z.InLoop)))
    return std::nullopt;
  if (Evidence.SkippedInWalk.isValid())
    return Reason{false, Evidence.SkippedInWalk,
                  "entries with such a value are skipped here"};
  // A flag that is off is a value like one that is on.
  if (Evidence.TestedByValue.isValid() && !Z.ValueType.isNull() &&
      !Z.ValueType->isBooleanType())
    return Reason{false, Evidence.TestedByValue,
                  "presence is tested by the value here"};
  return std::nullopt;
}

static StringRef deed(const support::EntryZeroing &Z) {
  switch (Z.How) {
  case support::EntryZeroing::Clear:
    return "clearing the value";
  case support::EntryZeroing::Reset:
    return "resetting the value";
  case support::EntryZeroing::Assign:
    break;
  }
  switch (Z.Value) {
  case Zero::Null:
    return "assigning null";
  case Zero::False:
    return "assigning false";
  case Zero::Empty:
    return "assigning an empty value";
  default:
    return "assigning zero";
  }
}

void ZeroAssignCheck::checkZero(const Expr *E, ASTContext &Context) {
  std::optional<support::EntryZeroing> Z =
      support::parseEntryZeroing(E, model(), Context);
  if (!Z || !support::isUserSpelled(E->getBeginLoc(), Context) ||
      !support::isUserSpelled(E->getExprLoc(), Context))
    return;
  const support::UsageSummaries &Usage = usage(Context);
  const support::MapSummary *Map = Usage.of(Z->Op.Object);
  const FunctionDecl *Function =
      Map ? support::namedFunction(E, Context) : nullptr;
  if (!Function || !outlivesFunction(*Map) || remembersRemovals(*Map) ||
      support::slotIsReused(*Z, *Map, Function, Usage, Context, model()))
    return;
  std::optional<Reason> Why =
      reasonFor(*Z, *Map, Function, Usage, Context, model());
  if (!Why)
    return;
  support::Fix F = support::eraseInstead(*Z, *Map, Function, Usage, Context);
  if (!Why->ByName)
    F.lower(FixGrade::Offered);
  F.NoteText = "erase the key instead";
  support::emit(*this,
                diag(E->getBeginLoc(),
                     "%0 keeps the entry of '%1', which is still visited, "
                     "counted and never freed; erase the key")
                    << deed(*Z) << Map->Name << E->getSourceRange(),
                E->getBeginLoc(), F);
  if (Why->Where.isValid())
    diag(Why->Where, Why->Note, DiagnosticIDs::Note);
}

// A map of counts of users, not of in-degrees or of what is left to do.
static bool countsReferences(StringRef Map, StringRef Function) {
  static constexpr llvm::StringLiteral Words[] = {
      "ref",   "refs",   "refcount", "refcounts",  "references",
      "use",   "uses",   "users",    "holders",    "owners",
      "usage", "usages", "clients",  "subscribers"};
  return support::removesByName(Function) ||
         llvm::any_of(support::wordsOf(Map), [](const std::string &Word) {
           return llvm::is_contained(Words, Word);
         });
}

void ZeroAssignCheck::checkCount(const IfStmt *If, ASTContext &Context) {
  std::optional<support::MapOp> Op =
      support::parseDroppedCount(If, model(), Context);
  if (!Op || !support::isUserSpelled(Op->Call->getBeginLoc(), Context) ||
      !support::isUserSpelled(If->getIfLoc(), Context))
    return;
  const support::UsageSummaries &Usage = usage(Context);
  const support::MapSummary *Map = Usage.of(Op->Object);
  const FunctionDecl *Function =
      Map ? support::namedFunction(If, Context) : nullptr;
  if (!Function || !outlivesFunction(*Map) ||
      !Function->getDeclName().isIdentifier() ||
      !countsReferences(Map->Name, Function->getName()) ||
      support::removesIn(Function, *Map, Usage))
    return;
  diag(If->getCond()->getBeginLoc(),
       "the entry of '%0' stays when its count drops to zero, and is still "
       "visited, counted and never freed; erase the key")
      << Map->Name << If->getCond()->getSourceRange();
}

} // namespace clang::tidy::maps
