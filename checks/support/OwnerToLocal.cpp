//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/OwnerToLocal.h"
#include "support/Loops.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"

namespace clang::tidy::maps::support {

/// The container's type as spelled, or empty.
static std::string typeOf(const VarDecl *Owner, const HeapMap &Heap,
                          const ASTContext &Context) {
  std::string Type = textOf(Heap.TypeRange, Context).str();
  // The last token of `make_unique<std::map<K, V>>` is one `>>`.
  if (StringRef(Type).count('>') > StringRef(Type).count('<'))
    Type.pop_back();
  if (!Type.empty() && ownsConst(Owner) && !Heap.Container.isConstQualified())
    return "const " + Type;
  return Type;
}

/// `Map p(Less());` would declare a function.
static bool isVexing(const HeapMap &Heap, const ASTContext &Context) {
  return !textOf(Heap.InitRange, Context).starts_with("{") &&
         isa<CXXConstructExpr, CXXFunctionalCastExpr,
             CXXUnresolvedConstructExpr, CXXScalarValueInitExpr>(
             Heap.Args.front()->IgnoreImplicit());
}

/// "std::map<K, V> p" in front of the arguments, which stay as they are: other
/// fixes may change them.
static void editDeclaration(const VarDecl *Owner, const HeapMap &Heap,
                            SourceRange Range, ASTContext &Context, Fix &F) {
  std::string Text = typeOf(Owner, Heap, Context);
  if (Text.empty() || !isEditable(Range, Context))
    return F.lower(FixGrade::None);
  if (hasComment(Range, Context))
    F.lower(FixGrade::Offered);
  Text += " " + Owner->getName().str();
  if (Heap.Args.empty()) {
    F.Edits.push_back(FixItHint::CreateReplacement(Range, Text + ";"));
    return;
  }
  SourceRange Kept = Heap.InitRange;
  if (const auto *Call = dyn_cast<CallExpr>(Heap.Made)) {
    Kept = {Heap.Args.front()->getBeginLoc(), Call->getRParenLoc()};
    Text += "(";
  }
  if (isVexing(Heap, Context) || textOf(Kept, Context).empty())
    return F.lower(FixGrade::None);
  F.Edits.push_back(FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(Range.getBegin(), Kept.getBegin()), Text));
  // `p(new Map(n));`
  const SourceLocation Behind = Lexer::getLocForEndOfToken(
      Kept.getEnd(), 0, Context.getSourceManager(), Context.getLangOpts());
  if (Behind != Range.getEnd())
    F.Edits.push_back(FixItHint::CreateRemoval(
        CharSourceRange::getCharRange(Behind, Range.getEnd())));
}

namespace {
/// Turns the uses of the owner into those of a container.
class UseEditor {
public:
  UseEditor(const VarDecl *Owner, const DeclStmt *Declaration,
            ASTContext &Context)
      : Name(Owner->getName()), Declaration(Declaration), Context(Context) {}

  void edit(const OwnerUse &Use, Fix &F);

private:
  void editMember(const OwnerUse &Use, Fix &F);
  void editDeref(const OwnerUse &Use, Fix &F);
  void editDelete(const OwnerUse &Use, Fix &F);
  void replace(SourceRange Range, const llvm::Twine &Text, Fix &F);
  bool needsValueCategory(const Expr *Deref);
  bool endsAnyway(const Stmt *Delete);

  StringRef Name;
  const DeclStmt *Declaration;
  ASTContext &Context;
};
} // namespace

void UseEditor::replace(SourceRange Range, const llvm::Twine &Text, Fix &F) {
  if (!isEditable(Range, Context))
    return F.lower(FixGrade::None);
  if (hasComment(Range, Context))
    F.lower(FixGrade::Offered);
  // `return*p;`
  bool Invalid = false;
  const char *Begin =
      Context.getSourceManager().getCharacterData(Range.getBegin(), &Invalid);
  const bool Touches = !Invalid && isAsciiIdentifierContinue(Begin[-1]);
  F.Edits.push_back(
      FixItHint::CreateReplacement(Range, ((Touches ? " " : "") + Text).str()));
}

void UseEditor::editMember(const OwnerUse &Use, Fix &F) {
  SourceLocation Arrow;
  if (const auto *Member = dyn_cast<MemberExpr>(Use.Whole))
    Arrow = Member->getOperatorLoc();
  else if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(Use.Whole))
    Arrow = Member->getOperatorLoc();
  else
    Arrow = cast<CXXDependentScopeMemberExpr>(Use.Whole)->getOperatorLoc();
  if (Arrow.isInvalid() || !isEditable(Arrow, Context) ||
      !isEditable(Use.Ref->getLocation(), Context))
    return F.lower(FixGrade::None);
  F.Edits.push_back(FixItHint::CreateReplacement(Arrow, "."));
}

static bool isReturned(const Stmt *S, ASTContext &Context) {
  do
    S = parentStmt(S, Context);
  while (isa_and_nonnull<CXXConstructExpr>(S));
  return isa_and_nonnull<ReturnStmt>(S);
}

/// `return std::move(*p)` would hinder the elision for a local variable, and
/// `decltype(auto)` would become another type.
bool UseEditor::needsValueCategory(const Expr *Deref) {
  const Stmt *Around = parentStmt(Deref, Context);
  while (isa_and_nonnull<ParenExpr>(Around))
    Around = parentStmt(Around, Context);
  const auto *Return = dyn_cast_or_null<ReturnStmt>(Around);
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Around)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    return Callee && Callee->isInStdNamespace() &&
           Callee->getDeclName().isIdentifier() &&
           Callee->getName() == "move" && isReturned(Call, Context);
  }
  const AutoType *Auto = nullptr;
  if (const auto *Decl = dyn_cast_or_null<DeclStmt>(Around)) {
    if (const auto *Var = dyn_cast<VarDecl>(*Decl->decl_begin()))
      Auto = Var->getType()->getContainedAutoType();
  } else if (Return) {
    if (const FunctionDecl *Function = enclosingFunction(Return, Context))
      Auto = Function->getDeclaredReturnType()->getContainedAutoType();
  }
  return Auto && Auto->isDecltypeAuto();
}

void UseEditor::editDeref(const OwnerUse &Use, Fix &F) {
  if (needsValueCategory(Use.Whole))
    return F.lower(FixGrade::None);
  TraversalKindScope AsIs(Context, TK_AsIs);
  const Expr *Whole = Use.Whole;
  const DynTypedNodeList Parents = Context.getParents(*Whole);
  const auto *Parens = Parents.empty() ? nullptr : Parents[0].get<ParenExpr>();
  if (Parens) { // `(*p)[k]`
    const Stmt *Around = parentStmt(Parens, Context);
    if (isa_and_nonnull<CXXOperatorCallExpr, ArraySubscriptExpr, MemberExpr,
                        CXXDependentScopeMemberExpr, UnresolvedMemberExpr>(
            Around))
      Whole = Parens;
  }
  replace(Whole->getSourceRange(), Name, F);
}

/// Whether the container would be destroyed there without the `delete`.
bool UseEditor::endsAnyway(const Stmt *Delete) {
  const auto *Block =
      dyn_cast_or_null<CompoundStmt>(parentStmt(Delete, Context));
  if (!Block)
    return false;
  bool Behind = false;
  for (const Stmt *S : Block->body()) {
    if (Behind) {
      const auto *Return = dyn_cast<ReturnStmt>(S);
      return Return && (!Return->getRetValue() ||
                        isa<DeclRefExpr, IntegerLiteral, CXXBoolLiteralExpr>(
                            Return->getRetValue()->IgnoreParenImpCasts()));
    }
    Behind = contains(S, Delete);
  }
  return Block == parentStmt(Declaration, Context);
}

void UseEditor::editDelete(const OwnerUse &Use, Fix &F) {
  const SourceRange Range = rangeWithSemicolon(Use.Whole, Context);
  if (!isEditable(Range, Context) || !isInCompound(Use.Whole, Context) ||
      enclosingFunction(Use.Whole, Context) !=
          enclosingFunction(Declaration, Context))
    return F.lower(FixGrade::None);
  if (hasComment(Range, Context) || !endsAnyway(Use.Whole))
    F.lower(FixGrade::Offered);
  F.Edits.push_back(FixItHint::CreateRemoval(wholeLine(Range, Context)));
}

void UseEditor::edit(const OwnerUse &Use, Fix &F) {
  switch (Use.Kind) {
  case OwnerUse::Member:
    return editMember(Use, F);
  case OwnerUse::Deref:
    return editDeref(Use, F);
  case OwnerUse::Address:
    F.lower(FixGrade::Offered);
    return replace(Use.Whole->getSourceRange(), "&" + Name, F);
  case OwnerUse::Pointer:
    return F.lower(FixGrade::None);
  case OwnerUse::Capture:
    return; // `[&p]` stays as it is.
  case OwnerUse::Delete:
    return editDelete(Use, F);
  }
}

Fix localInsteadOf(const VarDecl *Owner, const NeedlessOwner &Needless,
                   ASTContext &Context) {
  const HeapMap &Heap = Needless.Heap;
  const llvm::ArrayRef<OwnerUse> Uses = Needless.Uses;
  Fix F;
  F.NoteText = "declare the container itself";
  TraversalKindScope AsIs(Context, TK_AsIs);
  const DynTypedNodeList Parents = Context.getParents(*Owner);
  const auto *Decl = Parents.empty() ? nullptr : Parents[0].get<DeclStmt>();
  const auto *Block = dyn_cast_or_null<CompoundStmt>(
      Decl ? parentStmt(Decl, Context) : nullptr);
  if (!Block || !Decl->isSingleDecl() || Owner->hasAttrs() || Needless.Leaks) {
    F.lower(FixGrade::None);
    return F;
  }
  // Once more than in the uses: in an assertion, or in code for others.
  const SourceRange Scope(Decl->getBeginLoc(), Block->getEndLoc());
  if (Scope.getEnd().isMacroID() ||
      countIdentifier(Scope, Owner->getName(), Context) != Uses.size() + 1) {
    F.lower(FixGrade::None);
    return F;
  }
  editDeclaration(Owner, Heap, rangeWithSemicolon(Decl, Context), Context, F);
  UseEditor Editor(Owner, Decl, Context);
  for (const OwnerUse &Use : Uses)
    Editor.edit(Use, F);
  return F;
}

} // namespace clang::tidy::maps::support
