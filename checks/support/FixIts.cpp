//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/FixIts.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"

namespace clang::tidy::maps::support {

void emit(ClangTidyCheck &Check, DiagnosticBuilder D, SourceLocation NoteLoc,
          const Fix &F) {
  if (F.Grade == FixGrade::Safe) {
    D << llvm::ArrayRef(F.Edits);
    return;
  }
  if (F.Grade == FixGrade::None || F.Edits.empty())
    return;
  {
    // Sent at the end of this scope: a note belongs to the warning before it.
    DiagnosticBuilder Warning = std::move(D);
  }
  Check.diag(NoteLoc, F.NoteText, DiagnosticIDs::Note)
      << llvm::ArrayRef(F.Edits);
}

llvm::StringRef textOf(SourceRange Range, const ASTContext &Context) {
  if (Range.isInvalid())
    return "";
  const SourceManager &SM = Context.getSourceManager();
  CharSourceRange File = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Range), SM, Context.getLangOpts());
  if (File.isInvalid())
    return "";
  return Lexer::getSourceText(File, SM, Context.getLangOpts());
}

/// The tokens of the range as the lexer sees them, comments included.
template <typename Predicate>
static bool anyToken(SourceRange Range, const ASTContext &Context,
                     Predicate Matches) {
  const SourceManager &SM = Context.getSourceManager();
  auto [File, Begin] = SM.getDecomposedLoc(Range.getBegin());
  SourceLocation EndLoc =
      Lexer::getLocForEndOfToken(Range.getEnd(), 0, SM, Context.getLangOpts());
  auto [EndFile, End] = SM.getDecomposedLoc(EndLoc);
  bool Invalid = false;
  llvm::StringRef Buffer = SM.getBufferData(File, &Invalid);
  if (Invalid || File != EndFile)
    return true;
  Lexer Lex(SM.getLocForStartOfFile(File), Context.getLangOpts(),
            Buffer.begin(), Buffer.begin() + Begin, Buffer.end());
  Lex.SetCommentRetentionState(true);
  Token Tok;
  while (true) {
    bool AtEnd = Lex.LexFromRawLexer(Tok);
    if (Tok.is(tok::eof) || SM.getFileOffset(Tok.getLocation()) >= End)
      return false;
    if (Matches(Tok))
      return true;
    if (AtEnd)
      return false;
  }
}

bool isEditable(SourceRange Range, const ASTContext &Context) {
  if (Range.isInvalid() || Range.getBegin().isMacroID() ||
      Range.getEnd().isMacroID())
    return false;
  // A directive within would be torn apart. A macro expanded within is moved or
  // removed as spelled.
  return !anyToken(Range, Context, [](const Token &Tok) {
    return Tok.is(tok::hash) && Tok.isAtStartOfLine();
  });
}

bool hasComment(SourceRange Range, const ASTContext &Context) {
  return anyToken(Range, Context,
                  [](const Token &Tok) { return Tok.is(tok::comment); });
}

unsigned countIdentifier(SourceRange Range, llvm::StringRef Name,
                         const ASTContext &Context) {
  unsigned Count = 0;
  anyToken(Range, Context, [&](const Token &Tok) {
    Count += Tok.is(tok::raw_identifier) && Tok.getRawIdentifier() == Name;
    return false;
  });
  return Count;
}

SourceRange rangeWithSemicolon(const Stmt *S, const ASTContext &Context) {
  SourceRange Range = S->getSourceRange();
  const SourceManager &SM = Context.getSourceManager();
  if (Range.isInvalid() || Range.getEnd().isMacroID())
    return Range;
  std::optional<Token> Next =
      Lexer::findNextToken(Range.getEnd(), SM, Context.getLangOpts());
  if (Next && Next->is(tok::semi))
    Range.setEnd(Next->getLocation());
  return Range;
}

CharSourceRange wholeLine(SourceRange Range, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation End =
      Lexer::getLocForEndOfToken(Range.getEnd(), 0, SM, Context.getLangOpts());
  llvm::StringRef Buffer = SM.getBufferData(SM.getFileID(Range.getBegin()));
  size_t First = SM.getFileOffset(Range.getBegin());
  size_t Last = SM.getFileOffset(End);
  size_t LineBegin = First;
  while (LineBegin > 0 && isHorizontalWhitespace(Buffer[LineBegin - 1]))
    --LineBegin;
  size_t LineEnd = Last;
  while (LineEnd < Buffer.size() && isHorizontalWhitespace(Buffer[LineEnd]))
    ++LineEnd;
  // From the end of the line before: behind a removal, clang-tidy's clean-up
  // takes a space away.
  if (LineBegin > 0 && Buffer[LineBegin - 1] == '\n' &&
      LineEnd < Buffer.size() && Buffer[LineEnd] == '\n')
    return CharSourceRange::getCharRange(
        Range.getBegin().getLocWithOffset(int(LineBegin) - 1 - int(First)),
        End.getLocWithOffset(int(LineEnd) - int(Last)));
  return CharSourceRange::getCharRange(Range.getBegin(), End);
}

llvm::StringRef indentationAt(SourceLocation Loc, const ASTContext &Context) {
  return Lexer::getIndentationForLine(Loc, Context.getSourceManager());
}

/// \p S with the implicit nodes around it, and the statement around these.
/// Checks run with implicit nodes hidden, but an `if` knows its branch by them.
static std::pair<const Stmt *, const Stmt *>
statementAndParent(const Stmt *S, ASTContext &Context) {
  TraversalKindScope AsIs(Context, TK_AsIs);
  for (;;) {
    DynTypedNodeList Parents = Context.getParents(*S);
    const Stmt *Parent = Parents.empty() ? nullptr : Parents[0].get<Stmt>();
    if (!isa_and_nonnull<FullExpr, CXXBindTemporaryExpr, ImplicitCastExpr,
                         MaterializeTemporaryExpr>(Parent))
      return {S, Parent};
    S = Parent;
  }
}

bool isStandaloneStatement(const Stmt *S, ASTContext &Context) {
  auto [Whole, Parent] = statementAndParent(S, Context);
  if (isa_and_nonnull<CompoundStmt, SwitchCase, LabelStmt>(Parent))
    return true;
  if (const auto *If = dyn_cast_or_null<IfStmt>(Parent))
    return Whole == If->getThen() || Whole == If->getElse();
  if (const auto *For = dyn_cast_or_null<ForStmt>(Parent))
    return Whole == For->getBody() || Whole == For->getInc();
  if (const auto *For = dyn_cast_or_null<CXXForRangeStmt>(Parent))
    return Whole == For->getBody();
  if (const auto *While = dyn_cast_or_null<WhileStmt>(Parent))
    return Whole == While->getBody();
  const auto *Do = dyn_cast_or_null<DoStmt>(Parent);
  return Do && Whole == Do->getBody();
}

bool isInCompound(const Stmt *S, ASTContext &Context) {
  return isa_and_nonnull<CompoundStmt>(statementAndParent(S, Context).second);
}

/// assert, ASSERT_TRUE, CHECK_EQ, DCHECK, Q_ASSERT, EXPECT_THAT, REQUIRE, ...
static bool isAssertionName(llvm::StringRef Name) {
  return Name.contains_insensitive("assert") || Name.contains("CHECK") ||
         Name.starts_with("EXPECT") || Name.starts_with("REQUIRE") ||
         Name.contains("VERIFY") || Name.contains("ENSURE");
}

/// Looks through nested macros on both ways: what the argument was handed on to
/// (`CHECK(x)` in the body of `MY_CHECK(x)`), and where it was spelled.
static bool isInAssertion(SourceLocation Loc, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  if (!Loc.isMacroID())
    return false;
  return isAssertionName(
             Lexer::getImmediateMacroName(Loc, SM, Context.getLangOpts())) ||
         isInAssertion(SM.getImmediateExpansionRange(Loc).getBegin(),
                       Context) ||
         (SM.isMacroArgExpansion(Loc) &&
          isInAssertion(SM.getImmediateSpellingLoc(Loc), Context));
}

bool isUserSpelled(SourceLocation Loc, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  if (Loc.isInvalid() || isInAssertion(Loc, Context))
    return false;
  while (Loc.isMacroID()) {
    if (!SM.isMacroArgExpansion(Loc))
      return false;
    Loc = SM.getImmediateSpellingLoc(Loc);
  }
  return true;
}

llvm::StringRef assertionText(SourceLocation Loc, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  for (; Loc.isMacroID(); Loc = SM.getImmediateMacroCallerLoc(Loc))
    if (isAssertionName(
            Lexer::getImmediateMacroName(Loc, SM, Context.getLangOpts())))
      return Lexer::getSourceText(SM.getExpansionRange(Loc), SM,
                                  Context.getLangOpts());
  return {};
}

} // namespace clang::tidy::maps::support
