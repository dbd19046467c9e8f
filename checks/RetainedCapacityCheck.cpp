//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "RetainedCapacityCheck.h"
#include "support/ConditionalErases.h"
#include "support/CursorLoops.h"
#include "support/Cursors.h"
#include "support/Drains.h"
#include "support/FixIts.h"
#include "support/KeyLists.h"
#include "support/Loops.h"
#include "support/MapSpelling.h"
#include "support/UsageSummary.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

// class Cache {
//   void purge() { std::erase_if(Entries, isOld); }   // the expression
//   std::unordered_map<int, Entry> Entries;
// };
static constexpr llvm::StringLiteral Unit = "unit";

void RetainedCapacityCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(translationUnitDecl().bind(Unit), this);
}

static bool isLongLived(const MapSummary &Map) {
  return !Map.Indirect && Map.Storage != ObjectStorage::Local &&
         Map.Storage != ObjectStorage::Parameter;
}

/// Something gives the table back, or makes a new one.
static bool isEverShrunk(const MapSummary &Map,
                         const model::ContainerTraits &Traits) {
  return llvm::any_of(Map.Usages, [&](const Usage &U) {
    switch (U.Kind) {
    case UsageKind::Shrink:
    case UsageKind::Assign:
    case UsageKind::Swap:
    case UsageKind::Move:
    case UsageKind::Address:
      return true;
    case UsageKind::Reserve:
      return U.Member == "rehash";
    case UsageKind::Clear:
      return Traits.Clear != model::ClearKeeps::Table;
    default:
      return false;
    }
  });
}

/// What shrinks the table to what it holds: "squeeze()", "rehash(0)".
static llvm::StringRef remedyFor(QualType Container) {
  if (model::hasMember(Container, "squeeze", 0))
    return "squeeze()";
  if (model::hasMember(Container, "rehash", 1))
    return "rehash(0)";
  return model::hasMember(Container, "shrink_to_fit", 0) ? "shrink_to_fit()"
                                                         : "";
}

/// The statement that erases many elements by \p Op: an `erase_if`, or the loop
/// around an erasure. Null if it erases few, or all, which map-erase-all-loop
/// knows.
static const Stmt *massErase(const MapOp &Op, ASTContext &Context,
                             const model::ContainerModel &Model) {
  if (Op.Kind == MapOpKind::EraseIf)
    return erasesUnconditionally(Op, Context) ? nullptr : Op.Call;
  const Stmt *Loop =
      isSingleErase(Op) ? enclosingLoop(Op.Call, Context) : nullptr;
  if (!Loop || exitsOf(Loop).leavesEarly() || parseDrain(Loop, Context, Model))
    return nullptr;
  const std::optional<ObjectPath> Map = containerOf(Op);
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop))
    return namedVariable(Op.Args[0]) == Range->getLoopVariable() && Map &&
                   walksKeysChosenFrom(Range, *Map, Context, Model)
               ? Loop
               : nullptr;
  std::optional<CursorLoop> Walk = parseCursorLoop(Loop, Context, Model);
  return Walk && Walk->Map == Map ? Loop : nullptr;
}

/// `m.rehash(0);` on the line behind the erasure.
static Fix shrinkFix(const MapOp &Op, const Stmt *Erasure,
                     llvm::StringRef Remedy, ASTContext &Context) {
  Fix F;
  F.lower(FixGrade::Offered);
  F.NoteText = "give the memory back, if the container is not soon refilled";
  const SourceRange Range = rangeWithSemicolon(Erasure, Context);
  const std::string Call = memberCall(Op, Remedy, Context);
  if (Call.empty() || !isInCompound(Erasure, Context) ||
      !isEditable(Range, Context)) {
    F.lower(FixGrade::None);
    return F;
  }
  F.Edits.push_back(insertionBehind(Range, Call, Context));
  return F;
}

void RetainedCapacityCheck::checkMap(const MapSummary &Map,
                                     const UsageSummaries &Usage,
                                     ASTContext &Context) {
  const ValueDecl *D = Usage.decl(Map);
  const model::ContainerTraits *Traits =
      D ? model().lookup(declaredType(D)) : nullptr;
  if (!Traits || Traits->O != model::Order::Hashed ||
      Traits->ConcurrentWrites || isEverShrunk(Map, *Traits))
    return;
  for (const struct Usage &U : Map.Usages) {
    const Expr *Node =
        U.Kind == UsageKind::Erase && U.Role != FunctionRole::Destructor
            ? Usage.node(Map, U)
            : nullptr;
    std::optional<MapOp> Op = Node ? parseMapOp(Node, model()) : std::nullopt;
    const Stmt *Erasure = Op ? massErase(*Op, Context, model()) : nullptr;
    const llvm::StringRef Remedy =
        Erasure ? remedyFor(Op->ContainerType) : llvm::StringRef();
    if (Remedy.empty() || !isUserSpelled(Op->MemberLoc, Context))
      continue;
    const bool IsWalked =
        Traits->S == model::Storage::OpenAddressing && Map.has(UsageKind::Walk);
    emit(*this,
         diag(Node->getBeginLoc(),
              "'%0' keeps its table at full size after this mass erase"
              "%select{|, and every walk still passes all of it}1; call '%2' "
              "afterwards")
             << spelledObject(*Op, Context) << IsWalked << Remedy,
         Node->getBeginLoc(), shrinkFix(*Op, Erasure, Remedy, Context));
    return; // One warning per container.
  }
}

void RetainedCapacityCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  const UsageSummaries &Usage = usage(*Result.Context);
  for (const MapSummary &Map : Usage.all())
    if (isLongLived(Map) && Map.has(UsageKind::Erase))
      checkMap(Map, Usage, *Result.Context);
}

} // namespace clang::tidy::maps
