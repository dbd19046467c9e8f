//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "NullWriteCheck.h"
#include "support/FixIts.h"
#include "support/UserCode.h"
#include "clang/AST/ExprCXX.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using support::Fix;
using support::FixGrade;
using support::NullDereference;
using support::NullOrigin;

// The matcher names are bound to these parts of the AST:
//
//   void f() {                     (Function: the function, or the closure
//     std::unique_ptr<Map> p;       type's call operator)
//     p->insert(x);
//   }
static constexpr char Function[] = "function";
static constexpr char Lambda[] = "lambda";

void NullWriteCheck::registerMatchers(MatchFinder *Finder) {
  // Any function with a body: the analysis itself sees at once whether it
  // dereferences a pointer to a map.
  Finder->addMatcher(
      functionDecl(isDefinition(), unless(isImplicit())).bind(Function), this);
  Finder->addMatcher(lambdaExpr().bind(Lambda), this);
}

// The text that creates the map for a smart pointer: where it can be spelled
// with what the translation unit has.
static std::string creation(QualType Pointer, StringRef Maker,
                            const ASTContext &Context) {
  const QualType Container = model::typeArgument(Pointer, 0);
  if (Container.isNull() || Maker.empty())
    return "";
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressTagKeyword = true;
  return (Maker + "<" + Container.getAsString(Policy) + ">()").str();
}

// `std::make_unique`, if the standard and the includes allow it.
static StringRef makerOf(QualType Pointer, ASTContext &Context) {
  const CXXRecordDecl *Record = Pointer->getAsCXXRecordDecl();
  if (!Record || !Record->isInStdNamespace())
    return "";
  const bool Unique = Record->getName() == "unique_ptr";
  if (!Unique && Record->getName() != "shared_ptr")
    return "";
  if (Unique && !Context.getLangOpts().CPlusPlus14)
    return "";
  const StringRef Name = Unique ? "make_unique" : "make_shared";
  const bool Declared = !Record->getDeclContext()
                             ->getEnclosingNamespaceContext()
                             ->lookup(&Context.Idents.get(Name))
                             .empty();
  if (!Declared)
    return "";
  return Unique ? "std::make_unique" : "std::make_shared";
}

// The type argument as the declaration spells it: `Map` of
// `std::unique_ptr<Map> p;`.
static std::string spelledCreation(const VarDecl *Variable,
                                   ASTContext &Context) {
  const StringRef Maker = makerOf(Variable->getType(), Context);
  if (Maker.empty())
    return "";
  for (TypeLoc Loc = Variable->getTypeSourceInfo()->getTypeLoc(); Loc;
       Loc = Loc.getNextTypeLoc())
    if (auto Spec = Loc.getAs<TemplateSpecializationTypeLoc>())
      if (Spec.getNumArgs() == 1)
        if (StringRef Text =
                support::textOf(Spec.getArgLoc(0).getSourceRange(), Context);
            !Text.empty())
          return (Maker + "<" + Text + ">()").str();
  return creation(Variable->getType(), Maker, Context);
}

// `std::unique_ptr<Map> p;` => `std::unique_ptr<Map> p =
// std::make_unique<Map>();`
static Fix initialiseAtDeclaration(const NullDereference &Found,
                                   ASTContext &Context) {
  Fix F;
  F.lower(FixGrade::None);
  const auto *Variable = dyn_cast_or_null<VarDecl>(Found.Holder);
  if (Found.Origin != NullOrigin::NotInitialised || !Variable ||
      !Variable->isLocalVarDecl() || Variable->getType()->isDependentType() ||
      Variable->getLocation() != Found.OriginLoc)
    return F;
  // Only `p;`, not `p{}` or `p = nullptr`, where null was meant.
  const auto *Construct =
      dyn_cast_or_null<CXXConstructExpr>(Variable->getInit());
  const SourceLocation Name = Variable->getLocation();
  if (!Construct || Construct->isListInitialization() ||
      Construct->getNumArgs() != 0 || Variable->getEndLoc() != Name ||
      !support::isEditable(Variable->getSourceRange(), Context))
    return F;
  const std::string Creation = spelledCreation(Variable, Context);
  if (Creation.empty())
    return F;
  F.Grade = FixGrade::Offered;
  F.NoteText = "create the map where the pointer is declared";
  F.Edits.push_back(FixItHint::CreateInsertion(
      Name.getLocWithOffset(Variable->getName().size()), " = " + Creation));
  return F;
}

static StringRef pointerText(const NullDereference &Found,
                             const ASTContext &Context) {
  const StringRef Text =
      support::textOf(Found.Pointer->getSourceRange(), Context);
  return Text.empty() && Found.Holder->getDeclName().isIdentifier()
             ? Found.Holder->getName()
             : Text;
}

void NullWriteCheck::noteOrigin(const NullDereference &Found,
                                ASTContext &Context) {
  if (Found.OriginLoc.isInvalid())
    return;
  const StringRef Text = pointerText(Found, Context);
  switch (Found.Origin) {
  case NullOrigin::NotInitialised:
    diag(Found.OriginLoc, "'%0' starts as null here", DiagnosticIDs::Note)
        << Text;
    return;
  case NullOrigin::NullAssigned:
    diag(Found.OriginLoc, "'%0' becomes null here", DiagnosticIDs::Note)
        << Text;
    return;
  case NullOrigin::Released:
    diag(Found.OriginLoc, "'%0' gives its map up here", DiagnosticIDs::Note)
        << Text;
    return;
  case NullOrigin::Moved:
    diag(Found.OriginLoc, "'%0' is moved from here and left null",
         DiagnosticIDs::Note)
        << Text;
    return;
  case NullOrigin::NewEntry:
    diag(Found.OriginLoc,
         "the key is new here, and the subscript inserts a null pointer",
         DiagnosticIDs::Note);
    return;
  case NullOrigin::Member:
    diag(Found.OriginLoc, "nothing gives %0 a map", DiagnosticIDs::Note)
        << Found.Holder;
    return;
  case NullOrigin::Element: {
    const auto Element = Found.Pointer->getType().getNonReferenceType();
    const StringRef Maker = makerOf(Element, Context);
    std::string Create = creation(Element, Maker, Context);
    if (Create.empty())
      Create = "...";
    diag(Found.OriginLoc,
         "the elements of %0 are null from here on; create the maps first: "
         "'for (auto &element : %1) element = %2;'",
         DiagnosticIDs::Note)
        << Found.Holder << Found.Holder->getName() << Create;
    return;
  }
  }
}

void NullWriteCheck::report(const NullDereference &Found, ASTContext &Context) {
  if (!support::isUserSpelled(Found.Where->getBeginLoc(), Context))
    return;
  {
    auto D = diag(Found.Where->getBeginLoc(),
                  "'%0' is null %select{on a path that leads here|here}1, and "
                  "dereferencing it is undefined; create the map first")
             << pointerText(Found, Context) << Found.Always
             << Found.Pointer->getSourceRange();
  }
  noteOrigin(Found, Context);
  const Fix F = initialiseAtDeclaration(Found, Context);
  if (F.Grade == FixGrade::Offered)
    diag(Found.OriginLoc, F.NoteText, DiagnosticIDs::Note) << F.Edits;
}

void NullWriteCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *Analysed = Result.Nodes.getNodeAs<FunctionDecl>(Function);
  if (const auto *Closure = Result.Nodes.getNodeAs<LambdaExpr>(Lambda))
    Analysed = Closure->getCallOperator();
  else if (const auto *Method = dyn_cast<CXXMethodDecl>(Analysed);
           Method && Method->getParent()->isLambda())
    return;
  if (support::isInSystemHeader(Analysed))
    return;
  if (!Analysis || &Analysis->context() != &Context)
    Analysis.emplace(Context, model());
  for (const NullDereference &Found : Analysis->findIn(Analysed))
    report(Found, Context);
}

} // namespace clang::tidy::maps
