//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "ConstructInLoopCheck.h"
#include "support/FixIts.h"
#include "support/Hoisting.h"
#include "support/Loops.h"
#include "support/StringRecord.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

//   for (const auto &Line : Lines) {
//     std::unordered_set<std::string> Words;   <- Var
//     split(Line, Words);
//     ...
//   }
static constexpr llvm::StringLiteral Var = "Var";

namespace {
/// Whether a declaration moved to the top of a function's block would meet
/// another meaning of its name, or a jump over it.
struct HoistObstacle : RecursiveASTVisitor<HoistObstacle> {
  explicit HoistObstacle(const VarDecl *Var) : Var(Var) {}

  bool differs(const NamedDecl *D) const {
    return D == Var || D->getDeclName() != Var->getDeclName();
  }
  bool VisitNamedDecl(const NamedDecl *D) { return differs(D); }
  bool VisitDeclRefExpr(const DeclRefExpr *Ref) {
    return differs(Ref->getDecl());
  }
  bool VisitMemberExpr(const MemberExpr *Member) {
    return !Member->isImplicitAccess() || differs(Member->getMemberDecl());
  }
  bool VisitOverloadExpr(const OverloadExpr *Lookup) {
    return Lookup->getName() != Var->getDeclName();
  }
  bool VisitLabelStmt(const LabelStmt *) { return false; }
  bool VisitIndirectGotoStmt(const IndirectGotoStmt *) { return false; }

  const VarDecl *Var;
};
} // namespace

static bool isNameFree(const Hoist &H) {
  HoistObstacle Obstacle(H.Var);
  const auto *Function = cast<FunctionDecl>(H.Var->getDeclContext());
  return Obstacle.TraverseStmt(const_cast<Stmt *>(H.Body)) &&
         llvm::all_of(Function->parameters(), [&](const ParmVarDecl *Param) {
           return Obstacle.differs(Param);
         });
}

/// Directly in a block whose statements are reached one after the other, which
/// those behind a `case` are not.
static bool canDeclareBefore(const Hoist &H, ASTContext &Context) {
  return isa_and_nonnull<CompoundStmt>(H.AroundLoop) &&
         !isa_and_nonnull<SwitchStmt>(parentStmt(H.AroundLoop, Context));
}

/// The declaration goes in front of the loop, `Words.clear();` takes its place.
static Fix hoistFix(const Hoist &H, ASTContext &Context,
                    const model::ContainerModel &Model) {
  Fix F;
  F.NoteText = "declared before the loop, it keeps its elements until the next "
               "iteration clears it";
  SourceRange Range = rangeWithSemicolon(H.Decl, Context);
  SourceLocation LoopLoc = H.Loop->getBeginLoc();
  if (H.OnHeap || H.Use.SetUp || !H.Decl->isSingleDecl() ||
      !isa<CompoundStmt>(H.Block) || H.Var->hasAttrs() ||
      !isEditable(Range, Context) || LoopLoc.isMacroID() ||
      !canDeclareBefore(H, Context) ||
      !model::hasMember(H.Container, "clear", 0) || !isNameFree(H))
    F.lower(FixGrade::None);
  if (hasComment(Range, Context) || H.Use.ObservesTable ||
      !holdsOnlyMemory(H.Container, Model))
    F.lower(FixGrade::Offered);
  if (F.Grade == FixGrade::None)
    return F;
  F.Edits.push_back(FixItHint::CreateInsertion(
      LoopLoc,
      (textOf(Range, Context) + "\n" + indentationAt(LoopLoc, Context)).str()));
  F.Edits.push_back(FixItHint::CreateReplacement(
      Range, (H.Var->getName() + ".clear();").str()));
  return F;
}

void ConstructInLoopCheck::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  MapTidyCheck::storeOptions(Opts);
  storeFlag(Opts, "IncludeOrdered", IncludeOrdered);
}

void ConstructInLoopCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(varDecl(hasLocalStorage(), unless(parmVarDecl()),
                             unless(isExpansionInSystemHeader()))
                         .bind(Var),
                     this);
}

static bool isStringRecord(const VarDecl *Map, const UsageSummaries &Usage,
                           const model::ContainerModel &Model,
                           ASTContext &Context) {
  const MapSummary *Summary = Usage.of(Map);
  return Summary && Usage.decl(*Summary) == Map &&
         recordKeys(*Summary, Usage, Model, Context).has_value();
}

void ConstructInLoopCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *Declared = Result.Nodes.getNodeAs<VarDecl>(Var);
  std::optional<Hoist> H =
      findHoist(Declared, Context, model(), IncludeOrdered);
  if (!H || !isUserSpelled(Declared->getLocation(), Context) ||
      (RecordsAreReported &&
       isStringRecord(Declared, usage(Context), model(), Context)))
    return;
  {
    DiagnosticBuilder Warning =
        diag(Declared->getLocation(),
             "%select{|the container that }0%1%select{| owns}0 is constructed "
             "and destroyed in every iteration%select{ and allocates anew each "
             "time|}2; declare it before the loop and clear it"
             "%select{|, which keeps its table while that is small}3")
        << H->OnHeap << Declared
        << (H->Traits->Clear == model::ClearKeeps::Nothing)
        << (H->Traits->Clear == model::ClearKeeps::SmallOnly);
    emit(*this, Warning, Declared->getLocation(),
         hoistFix(*H, Context, model()));
  }
  if (H->Loop != H->Innermost)
    diag(loopKeyword(H->Loop), "this is the outermost loop that allows it",
         DiagnosticIDs::Note);
}

} // namespace clang::tidy::maps
