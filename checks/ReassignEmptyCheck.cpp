//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "ReassignEmptyCheck.h"
#include "support/FixIts.h"
#include "support/FunctionShape.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "support/MapSpelling.h"
#include "support/Names.h"
#include "support/Refills.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

// Entries = std::unordered_map<int, Entry>();   // Assignment
static constexpr llvm::StringLiteral Assignment = "assignment";

void ReassignEmptyCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(
      expr(anyOf(cxxOperatorCallExpr(hasOverloadedOperatorName("=")),
                 binaryOperator(hasOperatorName("="),
                                hasLHS(expr(isTypeDependent())))),
           unless(isExpansionInSystemHeader()))
          .bind(Assignment),
      this);
}

static bool isInitializerList(QualType T) {
  const auto *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->getDeclName().isIdentifier() &&
         Record->getName() == "initializer_list";
}

/// Whether the operator= that was chosen gives the storage up.
static bool frees(const MapOp &Assign) {
  const Expr *Value = strip(Assign.Args[0]);
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(Assign.Call);
  const auto *Chosen =
      Call ? dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()) : nullptr;
  const auto *Construct = dyn_cast<CXXConstructExpr>(Value);
  const bool IsBraced = isa<InitListExpr>(Value) ||
                        (Construct && !isa<CXXTemporaryObjectExpr>(Construct) &&
                         Construct->isListInitialization());
  const bool TakesList = Chosen && Chosen->getNumParams() == 1 &&
                         isInitializerList(Chosen->getParamDecl(0)->getType());
  return (!IsBraced && !TakesList) || !Assign.Traits->BraceAssignKeeps;
}

static bool declares(const CXXRecordDecl *Record, OverloadedOperatorKind Op,
                     ASTContext &Context) {
  return !Record->getDefinition()
              ->lookup(Context.DeclarationNames.getCXXOperatorName(Op))
              .empty();
}

/// Whether a new container differs from a cleared one by more than its storage:
/// its hash function, comparator or allocator may have a state.
static bool hasState(const MapOp &Assign, ASTContext &Context) {
  const model::ContainerTraits &Traits = *Assign.Traits;
  const unsigned First =
      std::max(Traits.KeyArgument == model::Never ? 0 : Traits.KeyArgument,
               Traits.isMap() ? Traits.MappedArgument : 0) +
      1;
  for (unsigned I = First;; ++I) {
    QualType Argument = model::typeArgument(Assign.ContainerType, I);
    if (Argument.isNull())
      return false;
    if (Argument->isDependentType())
      continue;
    if (Argument->isAnyPointerType()) // To a function.
      return true;
    const CXXRecordDecl *Record = Argument->getAsCXXRecordDecl();
    if (Record && Record->hasDefinition() && !Record->isEmpty() &&
        (declares(Record, OO_Call, Context) ||
         model::hasMember(Argument, "allocate", 1)))
      return true;
  }
}

static bool mayReleaseOnPurpose(const Expr *Assign, ASTContext &Context) {
  const FunctionDecl *Function = enclosingFunction(Assign, Context);
  if (!Function || isa<CXXConstructorDecl, CXXDestructorDecl>(Function))
    return true;
  return Function->getDeclName().isIdentifier() &&
         releasesByName(Function->getName());
}

void ReassignEmptyCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *E = Result.Nodes.getNodeAs<Expr>(Assignment);
  std::optional<MapOp> Assign = parseMapOp(E, model());
  if (!Assign || Assign->Kind != MapOpKind::Assign || Assign->Args.size() != 1)
    return;
  const model::ContainerTraits &Traits = *Assign->Traits;
  if (Traits.Clear == model::ClearKeeps::Nothing || Traits.ConcurrentWrites ||
      !isEmptyContainer(Assign->Args[0]) ||
      !model::hasMember(Assign->ContainerType, "clear", 0) ||
      !isUserSpelled(E->getBeginLoc(), Context) ||
      !isUserSpelled(Assign->MemberLoc, Context) || !frees(*Assign) ||
      hasState(*Assign, Context) || mayReleaseOnPurpose(E, Context))
    return;
  const UsageSummaries &Usage = usage(Context);
  const MapSummary *Map = Usage.of(Assign->Object);
  if (!Map || !isRefilledAfter(E, *Map, Usage, Context) ||
      isMovedBefore(E, *Map, Usage, Context) ||
      isSizeTested(*Assign, *Map, Usage, Context, model()))
    return;
  Fix F;
  const std::string Clear = memberCall(*Assign, "clear()", Context);
  if (Clear.empty() || !isStandaloneStatement(E, Context) ||
      !isEditable(E->getSourceRange(), Context))
    F.lower(FixGrade::None);
  if (hasComment(E->getSourceRange(), Context) || isTableMeasured(*Map))
    F.lower(FixGrade::Offered);
  F.NoteText = "clear it instead";
  F.Edits.push_back(FixItHint::CreateReplacement(E->getSourceRange(), Clear));
  emit(*this,
       diag(E->getBeginLoc(),
            "assigning an empty container to '%0' frees its %select{table|"
            "array}1, which the next fill allocates anew; use 'clear()'"
            "%select{|, which keeps the table while that is small}2")
           << spelledObject(*Assign, Context)
           << (Traits.S == model::Storage::SortedArray)
           << (Traits.Clear == model::ClearKeeps::SmallOnly),
       E->getBeginLoc(), F);
}

} // namespace clang::tidy::maps
