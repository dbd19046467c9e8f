//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "EraseIfLoopCheck.h"
#include "support/ConditionalErases.h"
#include "support/Effects.h"
#include "support/FixIts.h"
#include "support/Loops.h"
#include "support/MapSpelling.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

// for (auto it = m.begin(); it != m.end();)    // Loop
//   if (it->second.expired())
//     it = m.erase(it);
//   else
//     ++it;
static constexpr llvm::StringLiteral Loop = "loop";

void EraseIfLoopCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(
      stmt(anyOf(forStmt(), whileStmt(), doStmt(), cxxForRangeStmt()),
           unless(isExpansionInSystemHeader()))
          .bind(Loop),
      this);
}

/// "std::erase_if", "removeIf"
static llvm::StringRef remedyOf(const model::ContainerTraits &Traits) {
  switch (Traits.EraseIf) {
  case model::EraseIfForm::None:
    break;
  case model::EraseIfForm::Free:
    return Traits.EraseIfFunction;
  case model::EraseIfForm::MemberErase:
    return "erase_if";
  case model::EraseIfForm::RemoveIf:
    return "removeIf";
  case model::EraseIfForm::Remove_If:
    return "remove_if";
  }
  return "";
}

/// Whether C++17 would not let a closure use what the conditions name: the
/// structured bindings of the function around it.
static bool namesBindings(const ConditionalErase &Found) {
  struct Finder : RecursiveASTVisitor<Finder> {
    llvm::SmallPtrSet<const Decl *, 4> Own;
    bool Outer = false;
    bool VisitDecompositionDecl(DecompositionDecl *Parts) {
      Own.insert(Parts->bindings().begin(), Parts->bindings().end());
      return true;
    }
    bool VisitDeclRefExpr(DeclRefExpr *Ref) {
      Outer |=
          isa<BindingDecl>(Ref->getDecl()) && !Own.contains(Ref->getDecl());
      return true;
    }
  } Find;
  if (const auto *Parts = dyn_cast<DecompositionDecl>(Found.Cursor))
    Find.Own.insert(Parts->bindings().begin(), Parts->bindings().end());
  for (const Stmt *Part : Found.When.parts())
    Find.TraverseStmt(const_cast<Stmt *>(Part));
  return Find.Outer;
}

static bool isPureDecision(const EraseDecision &When) {
  return When.Locals.empty() &&
         llvm::all_of(When.Tests, [](const EraseDecision::Test &T) {
           return isPure(T.Condition);
         });
}

/// Qt's predicates on maps take the iterator, whose name they may go on using.
static bool takesIterator(const model::ContainerTraits &Traits) {
  return Traits.EraseIf == model::EraseIfForm::RemoveIf && Traits.isMap();
}

namespace {
/// The lambda's parameter and body.
struct Predicate {
  std::string Parameter;
  std::string Body;
};
} // namespace

static Predicate predicateOf(const ConditionalErase &Found, const Stmt *Loop,
                             ASTContext &Context) {
  const auto *Parts = dyn_cast<DecompositionDecl>(Found.Cursor);
  const bool IsElement = isa_and_nonnull<CXXForRangeStmt>(Found.Collector);
  const bool TakesIterator = takesIterator(*Found.Erase.Traits);
  std::string Name = (IsElement && !Parts) || (TakesIterator && !IsElement)
                         ? Found.Cursor->getNameAsString()
                         : freshElementName(Loop, Context);
  llvm::ArrayRef<ElementUse> Uses = Found.Work.Uses;
  if (TakesIterator)
    Uses = {};
  std::string Body = predicateText(Found.When, Uses, Name, Context);
  if (Name.empty() || Body.empty())
    return {};
  if (Parts && IsElement) {
    std::string Names;
    for (const BindingDecl *Part : Parts->bindings())
      Names += (Names.empty() ? "" : ", ") + Part->getNameAsString();
    Body = "const auto &[" + Names + "] = " + Name + ";\n" + Body;
  }
  return {Name, Body};
}

/// \p Text, each line but the first behind \p Indentation.
static std::string indented(llvm::StringRef Text, llvm::StringRef Indentation) {
  std::string Result;
  for (char C : Text) {
    Result += C;
    if (C == '\n')
      Result += Indentation;
  }
  return Result;
}

/// std::erase_if(m, [&](const auto &element) { return element.second == 0; });
static Fix fixFor(const ConditionalErase &Found, const Stmt *Loop,
                  ASTContext &Context) {
  Fix F;
  const model::ContainerTraits &Traits = *Found.Erase.Traits;
  const LangOptions &LangOpts = Context.getLangOpts();
  SourceRange Range = rangeWithSemicolon(Loop, Context);
  if (!Found.Before.empty())
    Range.setBegin(Found.Before.front()->getBeginLoc());
  const Predicate P = predicateOf(Found, Loop, Context);
  const bool Counts = Traits.EraseIf == model::EraseIfForm::Free ||
                      Traits.EraseIf == model::EraseIfForm::RemoveIf;
  const std::string Object = objectText(Found.Erase, Context);
  if (P.Body.empty() || Object.empty() || !LangOpts.CPlusPlus14 ||
      Found.UsedOutside || !isEditable(Range, Context) ||
      (Found.Counter && !Counts) ||
      (!LangOpts.CPlusPlus20 && namesBindings(Found))) {
    F.lower(FixGrade::None);
    return F;
  }
  if (Found.Collector || hasComment(Range, Context) ||
      ((Traits.S == model::Storage::SortedArray ||
        Traits.S == model::Storage::DenseArray) &&
       !isPureDecision(Found.When)))
    F.lower(FixGrade::Offered);
  const std::string Indentation =
      indentationAt(Range.getBegin(), Context).str();
  const bool OneLine = !llvm::StringRef(P.Body).contains('\n');
  std::string Lambda = "[&](const auto &" + P.Parameter + ") {" +
                       (OneLine ? " " + P.Body + " }"
                                : indented("\n" + P.Body, Indentation + "  ") +
                                      "\n" + Indentation + "}");
  std::string Call =
      Traits.EraseIf == model::EraseIfForm::Free
          ? (remedyOf(Traits) + "(" + Object + ", " + Lambda + ")").str()
          : memberCall(Found.Erase,
                       (remedyOf(Traits) + "(" + Lambda + ")").str(), Context);
  if (Found.Counter)
    Call =
        textOf(Found.Counter->getSourceRange(), Context).str() + " += " + Call;
  F.NoteText = ("call '" + remedyOf(Traits) + "' instead").str();
  F.Edits.push_back(FixItHint::CreateReplacement(Range, Call + ";"));
  return F;
}

void EraseIfLoopCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  const auto *S = Result.Nodes.getNodeAs<Stmt>(Loop);
  ASTContext &Context = *Result.Context;
  if (!isUserSpelled(loopKeyword(S), Context))
    return;
  std::optional<ConditionalErase> Found =
      parseConditionalErase(S, Context, model());
  if (!Found)
    return;
  const model::ContainerTraits &Traits = *Found->Erase.Traits;
  if (Traits.ConcurrentWrites ||
      (!Found->Work.UsesAreRewritable && !takesIterator(Traits)) ||
      !model::hasEraseIf(Found->Erase.ContainerType, Traits, Context))
    return;
  // Arrays that keep their order close the gap each time.
  const bool Shifts = Traits.S == model::Storage::SortedArray ||
                      Traits.O == model::Order::Insertion;
  const unsigned Cost = Found->Collector ? 2 : Shifts ? 1 : 0;
  emit(*this,
       diag(loopKeyword(S),
            "%select{elements of '%1' are erased one by one in a hand-written "
            "loop|each erasure from "
            "'%1' in this loop moves all elements behind it|keys of '%1' are "
            "copied, only to look each up again and erase it}0; use '%2'")
           << Cost << spelledObject(Found->Erase, Context) << remedyOf(Traits),
       loopKeyword(S), fixFor(*Found, S, Context));
}

} // namespace clang::tidy::maps
