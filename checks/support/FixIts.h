//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Safe edits: the source text of nodes, and what forbids or degrades a fix.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_FIXITS_H
#define MAPTIDY_SUPPORT_FIXITS_H

#include "clang-tidy/ClangTidyCheck.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace clang::tidy::maps::support {

enum class FixGrade {
  None,    ///< Only a message.
  Offered, ///< Attached to a note; applied by --fix-notes.
  Safe,    ///< Attached to the warning; applied by --fix.
};

/// The edits of one fix and their grade, which is only ever lowered.
struct Fix {
  FixGrade Grade = FixGrade::Safe;
  llvm::SmallVector<FixItHint, 3> Edits;
  /// What an Offered fix does, as a note: "clear the map instead".
  std::string NoteText;

  void lower(FixGrade To) {
    if (To < Grade)
      Grade = To;
  }
};

/// Attaches \p F: to the warning \p D if Safe, to a note at \p NoteLoc if
/// Offered, not at all if None or without edits.
///
/// \p D is taken by value and sent before the note is made.
void emit(ClangTidyCheck &Check, DiagnosticBuilder D, SourceLocation NoteLoc,
          const Fix &F);

/// The source text of \p Range (token range), or empty if it is not spelled in
/// one file outside macros.
llvm::StringRef textOf(SourceRange Range, const ASTContext &Context);

/// Whether the range may be edited: all in one file, no part of a macro body or
/// argument, no preprocessor directive within.
bool isEditable(SourceRange Range, const ASTContext &Context);

/// Whether a comment starts within the range.
bool hasComment(SourceRange Range, const ASTContext &Context);

/// How often the identifier \p Name is spelled in the range, in the arguments
/// of macros that vanish and in code that is not compiled too.
unsigned countIdentifier(SourceRange Range, llvm::StringRef Name,
                         const ASTContext &Context);

/// The statement's range with its semicolon, if it ends with one.
SourceRange rangeWithSemicolon(const Stmt *S, const ASTContext &Context);

/// The range with its line, if nothing else is on it: what to remove.
CharSourceRange wholeLine(SourceRange Range, const ASTContext &Context);

/// The white space in front of the first token on the line of \p Loc.
llvm::StringRef indentationAt(SourceLocation Loc, const ASTContext &Context);

/// \p S is a statement of its own whose value nobody uses: in a compound
/// statement, or the body of an `if`, loop, case or label.
bool isStandaloneStatement(const Stmt *S, ASTContext &Context);

/// \p S is directly in a compound statement, so that a line may be put before
/// it without braces.
bool isInCompound(const Stmt *S, ASTContext &Context);

/// \p Loc is where user code spells the token: not within a macro's body.
/// Arguments of a macro are user code; arguments of assertion-like macros
/// (assert, CHECK, Q_ASSERT, EXPECT_...) are not, as they may vanish.
bool isUserSpelled(SourceLocation Loc, const ASTContext &Context);

/// If \p Loc lies in the expansion of an assertion-like macro: the macro's use
/// with its arguments as spelled, `assert(p && "no map")`, even where nothing
/// is left of them. Else empty.
llvm::StringRef assertionText(SourceLocation Loc, const ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_FIXITS_H
