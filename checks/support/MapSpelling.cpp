//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/MapSpelling.h"
#include "support/FixIts.h"
#include "support/Loops.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

namespace clang::tidy::maps::support {

static bool isImplicitThis(const Expr *E) {
  const auto *This = dyn_cast<CXXThisExpr>(E);
  return This && This->isImplicit();
}

std::string memberCall(const MapOp &Op, llvm::StringRef Call,
                       const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  if (isImplicitThis(Op.Object)) // In a class derived from the container.
    return Call.str();
  const bool IsOperator = llvm::StringRef(Op.Member).starts_with("operator");
  if (IsOperator ||
      SM.isBeforeInTranslationUnit(Op.MemberLoc, Op.Object->getBeginLoc())) {
    // m = M(), *p = M(), std::erase_if(m, p)
    llvm::StringRef Object = textOf(Op.Object->getSourceRange(), Context);
    if (Object.empty())
      return "";
    if (Object.front() == '*' && isValidAsciiIdentifier(Object.drop_front()))
      return (Object.drop_front() + "->" + Call).str();
    return isa<DeclRefExpr, MemberExpr>(Op.Object)
               ? (Object + "." + Call).str()
               : ("(" + Object + ")." + Call).str();
  }
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getCharRange(Op.Call->getBeginLoc(), Op.MemberLoc), SM,
      Context.getLangOpts());
  llvm::StringRef Text = Lexer::getSourceText(Range, SM, Context.getLangOpts());
  return Text.empty() ? "" : Text.str() + Call.str();
}

std::string spelledObject(const MapOp &Op, const ASTContext &Context) {
  if (isImplicitThis(Op.Object))
    return "*this";
  llvm::StringRef Text = textOf(Op.Object->getSourceRange(), Context);
  if (Text.empty() || Text.contains('\n'))
    return "the container";
  return Op.Arrow ? "*" + Text.str() : Text.str();
}

std::string objectText(const MapOp &Op, const ASTContext &Context) {
  if (isImplicitThis(Op.Object))
    return "*this";
  llvm::StringRef Text = textOf(Op.Object->getSourceRange(), Context);
  if (Text.empty() || !Op.Arrow)
    return Text.str();
  return isa<DeclRefExpr, MemberExpr, CallExpr>(Op.Object)
             ? "*" + Text.str()
             : "*(" + Text.str() + ")";
}

FixItHint insertionBehind(SourceRange Range, llvm::StringRef Call,
                          const ASTContext &Context) {
  SourceLocation End = Lexer::getLocForEndOfToken(
      Range.getEnd(), 0, Context.getSourceManager(), Context.getLangOpts());
  return FixItHint::CreateInsertion(
      End,
      ("\n" + indentationAt(Range.getBegin(), Context) + Call + ";").str());
}

std::string freshElementName(const Stmt *In, ASTContext &Context) {
  const FunctionDecl *Function = enclosingFunction(In, Context);
  llvm::StringRef Text =
      Function ? textOf(Function->getSourceRange(), Context) : "";
  for (const char *Name : {"element", "entry", "item"})
    if (!Text.empty() && !Text.contains(Name))
      return Name;
  return "";
}

} // namespace clang::tidy::maps::support
