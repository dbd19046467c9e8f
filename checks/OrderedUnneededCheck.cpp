//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "OrderedUnneededCheck.h"
#include "support/FixIts.h"
#include "support/Hashing.h"
#include "support/KeyShape.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "support/TripCount.h"
#include "support/Visibility.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

//   std::set<std::string> Seen;                <- "map"
//   for (const std::string &Word : Words)
//     if (!Seen.insert(Word).second)
//       ++Repeated;

OrderedUnneededCheck::OrderedUnneededCheck(StringRef Name,
                                           ClangTidyContext *Context)
    : MapTidyCheck(Name, Context),
      MinElements(Options.get("MinElements", 16U)) {}

void OrderedUnneededCheck::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  MapTidyCheck::storeOptions(Opts);
  Options.store(Opts, "MinElements", MinElements);
}

void OrderedUnneededCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(
      varDecl(unless(parmVarDecl()), unless(isExpansionInSystemHeader()))
          .bind("map"),
      this);
  Finder->addMatcher(fieldDecl(unless(isExpansionInSystemHeader())).bind("map"),
                     this);
}

/// `lower_bound`, `emplace_hint`, a node that goes elsewhere, contents that
/// come from another container of the type.
static bool needsItsType(const MapOp &Op) {
  static constexpr StringRef Neighbours[] = {"lower_bound", "upper_bound",
                                             "equal_range", "lowerBound",
                                             "upperBound",  "emplace_hint"};
  return llvm::is_contained(Neighbours, Op.Member) ||
         Op.Kind == MapOpKind::Extract || Op.Kind == MapOpKind::Merge ||
         Op.Kind == MapOpKind::Compare;
}

/// `m = {}`, `m = Map()`
static bool assignsNothing(const MapOp &Op) {
  if (Op.Args.size() != 1)
    return false;
  const Expr *Value = strip(Op.Args[0]);
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Value))
    Value = strip(Cast->getSubExpr());
  if (const auto *List = dyn_cast<InitListExpr>(Value))
    return List->getNumInits() == 0;
  const auto *Construct = dyn_cast<CXXConstructExpr>(Value);
  return Construct && llvm::all_of(Construct->arguments(), [](const Expr *Arg) {
           return Arg->isDefaultArgument();
         });
}

static bool isAssignedTo(const Expr *E, ASTContext &Context) {
  const Stmt *Around = parentStmt(E, Context);
  if (const auto *Op = dyn_cast_or_null<BinaryOperator>(Around))
    return Op->getOpcode() == BO_Assign && strip(Op->getLHS()) == E;
  const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Around);
  return Call && Call->getOperator() == OO_Equal && strip(Call->getArg(0)) == E;
}

/// Whether the operation wants to know something of a key.
static bool looksUp(const MapOp &Op, ASTContext &Context) {
  if (Op.Kind == MapOpKind::Subscript)
    return !isAssignedTo(Op.Call, Context);
  return Op.isLookup() || (Op.inserts() && Op.Kind != MapOpKind::InsertRange &&
                           !isStandaloneStatement(Op.Call, Context));
}

static bool isConstantKey(const Expr *Key, const ASTContext &Context) {
  if (!Key)
    return false;
  Key = strip(Key);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Key);
      Construct && Construct->getNumArgs() > 0)
    Key = strip(Construct->getArg(0)); // std::string("name")
  return isa<StringLiteral>(Key) ||
         (!Key->isValueDependent() && Key->isEvaluatable(Context));
}

/// Whether the operation can make \p Map large: it stands in a loop, or in a
/// function that is called again while the map lives on.
bool OrderedUnneededCheck::mayGrowBy(const MapSummary &Map, const Usage &U,
                                     const MapOp &Op,
                                     ASTContext &Context) const {
  if (!Op.inserts() || isConstantKey(Op.Key, Context))
    return false;
  const unsigned Depth = Map.Usages.front().LoopDepth;
  if (U.LoopDepth > Depth) {
    const Stmt *Loop = enclosingLoop(Op.Call, Context);
    const std::optional<TripCount> Trips =
        Loop ? tripCount(Loop, Context) : std::nullopt;
    return U.LoopDepth > Depth + 1 || !Trips || !Trips->Constant ||
           *Trips->Constant >= MinElements;
  }
  return U.InClosure || (Map.Storage != ObjectStorage::Local &&
                         U.Role == FunctionRole::Ordinary);
}

/// `if (m.size() < 8)`
static bool isComparedWithFew(const MapOp &Op, unsigned Few,
                              ASTContext &Context) {
  const auto *Compare =
      dyn_cast_or_null<BinaryOperator>(parentStmt(Op.Call, Context));
  if (Op.Kind != MapOpKind::Size || !Compare || !Compare->isComparisonOp())
    return false;
  for (const Expr *Side : {Compare->getLHS(), Compare->getRHS()})
    if (const auto *Bound = dyn_cast<IntegerLiteral>(strip(Side)))
      return Bound->getValue().ugt(1) && Bound->getValue().ule(Few);
  return false;
}

/// `std::set<int> s(v.begin(), v.end());`: hashed containers know it too.
static bool isMadeOfRange(const Expr *Init) {
  const auto *Construct =
      dyn_cast_or_null<CXXConstructExpr>(Init ? strip(Init) : nullptr);
  unsigned Spelled = 0;
  if (Construct)
    Spelled = llvm::count_if(Construct->arguments(), [](const Expr *Arg) {
      return !Arg->isDefaultArgument();
    });
  return Spelled == 2 &&
         strip(Construct->getArg(0))->getType().getCanonicalType() ==
             strip(Construct->getArg(1))->getType().getCanonicalType() &&
         !Construct->getArg(0)->getType()->isArithmeticType();
}

bool OrderedUnneededCheck::isUsedAsHashed(const MapSummary &Map,
                                          ASTContext &Context) {
  const UsageSummaries &Summaries = usage(Context);
  bool LooksUp = false, Grows = false;
  for (const Usage &U : Map.Usages) {
    const Expr *Node = Summaries.node(Map, U);
    if (U.Kind == UsageKind::Construct && U.How != Construction::Default) {
      if (!isMadeOfRange(Node))
        return false;
      Grows = true;
    }
    const std::optional<MapOp> Op =
        Node ? parseMapOp(Node, model()) : std::nullopt;
    // std::inserter(m, m.end())
    if (U.Kind == UsageKind::Insert && !Op)
      Grows = true;
    if (!Op || U.Kind == UsageKind::Address || U.Kind == UsageKind::Return)
      continue;
    if (needsItsType(*Op) || isComparedWithFew(*Op, MinElements, Context) ||
        (Op->Kind == MapOpKind::Assign && !assignsNothing(*Op)))
      return false;
    LooksUp |= looksUp(*Op, Context);
    Grows |= mayGrowBy(Map, U, *Op, Context);
  }
  return LooksUp && Grows;
}

void OrderedUnneededCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *D = Result.Nodes.getNodeAs<ValueDecl>("map");
  const QualType T = D->getType();
  const model::ContainerTraits *Traits = model().lookup(T);
  // A sorted array was chosen for its few elements.
  if (!Traits || !Traits->isOrdered() || Traits->ConcurrentWrites ||
      Traits->S == model::Storage::SortedArray ||
      !isUserSpelled(D->getLocation(), Context))
    return;
  const model::ContainerTraits *Hashed = model::hashedCounterpart(*Traits);
  const QualType Key = model::keyType(T, *Traits);
  if (!Hashed || Key.isNull() || isCoarseType(Key) ||
      !hasDefaultOrder(T, *Traits) || !isHashable(Key, *Hashed, Context))
    return;
  const UsageSummaries &Summaries = usage(Context);
  const MapSummary *Map = Summaries.of(D);
  if (!Map || Summaries.decl(*Map) != D ||
      !isFullyVisible(*Map, Summaries, Context) ||
      isWalked(*Map, Summaries, model(), Context) ||
      !isUsedAsHashed(*Map, Context))
    return;
  diag(D->getLocation(),
       "%0 keeps its keys in order, which nothing observes, and each lookup "
       "compares O(log n) of them; use '%1'")
      << D << Hashed->Name;
}

} // namespace clang::tidy::maps
