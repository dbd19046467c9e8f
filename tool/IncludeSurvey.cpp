//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "IncludeSurvey.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

IncludeSurvey::IncludeSurvey(Preprocessor &PP)
    : PP(PP), Sources(PP.getSourceManager()) {
  PP.setTokenWatcher(
      [this](const Token &T) { BraceDepth += bracesOpenedBy(T); });
}

// ---- while the unit is read
// -------------------------------------------------------------------------

unsigned IncludeSurvey::indexOf(FileEntryRef Entry) {
  auto [At, IsNew] = Indices.try_emplace(Entry.getUniqueID(), Files.size());
  if (IsNew)
    Files.emplace_back(Entry);
  return At->second;
}

std::optional<unsigned> IncludeSurvey::fileAt(SourceLocation Loc) {
  OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(
      Sources.getFileID(Sources.getExpansionLoc(Loc)));
  return Entry ? std::optional(indexOf(*Entry)) : std::nullopt;
}

void IncludeSurvey::InclusionDirective(SourceLocation HashLoc,
                                       const Token &Keyword, StringRef Name,
                                       bool IsAngled, CharSourceRange,
                                       OptionalFileEntryRef Included, StringRef,
                                       StringRef, const Module *, bool,
                                       SrcMgr::CharacteristicKind Kind) {
  if (!Included)
    return;
  unsigned Target = indexOf(*Included);
  bool IsNext =
      Keyword.getIdentifierInfo()->getPPKeywordID() == tok::pp_include_next;
  if (std::optional<unsigned> Includer = fileAt(HashLoc)) {
    Files[*Includer].Includes.push_back(
        {Sources.getFileOffset(HashLoc), Target});
    Files[*Includer].HasNext |= IsNext;
  } else if (Keyword.getIdentifierInfo()->getPPKeywordID() == tok::pp_include) {
    Forced.push_back(Target);
  }
  File &F = Files[Target];
  F.IsUser = Kind == SrcMgr::C_User;
  F.IsNested |= BraceDepth != 0;
  if (Sources.isInSystemHeader(HashLoc))
    return;
  F.IsForUsers = true;
  if (!F.IsUser && !IsNext)
    F.Spelling =
        ((IsAngled ? "<" : "\"") + Name + (IsAngled ? ">" : "\"")).str();
}

void IncludeSurvey::FileChanged(SourceLocation, FileChangeReason Reason,
                                SrcMgr::CharacteristicKind, FileID Left) {
  if (Reason != ExitFile)
    return;
  if (OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(Left)) {
    unsigned Index = indexOf(*Entry);
    Read.insert(Index);
    Files[Index].IsGuarded =
        PP.getHeaderSearchInfo().isFileMultipleIncludeGuarded(*Entry);
  }
}

IncludeSurvey::Macro *IncludeSurvey::definedAt(const Token &Name) {
  std::optional<unsigned> Definer = fileAt(Name.getLocation());
  if (!Definer) // by the command line
    return nullptr;
  Macro &M = Macros[Name.getIdentifierInfo()->getName()];
  M.Definers.insert(*Definer);
  return &M;
}

void IncludeSurvey::MacroDefined(const Token &Name, const MacroDirective *New) {
  if (Macro *M = definedAt(Name)) {
    const MacroInfo *Body = New->getMacroInfo();
    M->Varies |= M->Body && !M->Body->isIdenticalTo(*Body, PP,
                                                    /*Syntactically=*/true);
    M->Body = Body;
  }
}

void IncludeSurvey::MacroUndefined(const Token &Name,
                                   const MacroDefinition &Old,
                                   const MacroDirective *) {
  if (Macro *M = Old ? definedAt(Name) : nullptr)
    M->Varies = true;
}

// ---- at its end
// -------------------------------------------------------------------------

/// Notes the macros that the text of \p F mentions, also where it is skipped.
void IncludeSurvey::readText(File &F) {
  FileID ID = Sources.translateFile(F.Entry);
  std::optional<MemoryBufferRef> Text = Sources.getBufferOrNone(ID);
  if (!Text)
    return;
  F.HasOnlyIncludes = true;
  Lexer Raw(ID, *Text, Sources, PP.getLangOpts());
  enum { Code, Hash, Condition, Definition, Inclusion, Other } Where = Code;
  StringRef Defined;
  Token T;
  do {
    Raw.LexFromRawLexer(T);
    bool IsHash = T.is(tok::hash) && T.isAtStartOfLine();
    if (T.isAtStartOfLine())
      Where = IsHash ? Hash : Code;
    F.HasOnlyIncludes &= Where == Hash || Where == Inclusion || T.is(tok::eof);
    if (T.isNot(tok::raw_identifier))
      continue;
    StringRef Name = T.getRawIdentifier();
    if (Where == Hash) {
      Where = Name.starts_with("if") || Name.starts_with("elif") ? Condition
              : Name == "define"                                 ? Definition
              : Name.starts_with("include")                      ? Inclusion
                                                                 : Other;
      F.HasOnlyIncludes &= Where == Inclusion;
      Defined = "";
      continue;
    }
    if (Where == Condition)
      F.Asked.push_back(Name);
    if (Where == Definition) {
      if (Defined.empty())
        Defined = Name;
      else
        F.Bodies.push_back({Defined, Name});
    }
    if (auto At = Macros.find(Name); At != Macros.end())
      F.Mentions.push_back({&At->second, Name,
                            Sources.getFileOffset(T.getLocation()),
                            Where == Condition, Where == Definition});
  } while (T.isNot(tok::eof));
}

/// Whether \p F asks for a macro that its includer defines, as the headers in
/// glibc's folder bits do.
bool IncludeSurvey::dependsOnContext(const File &F) const {
  return any_of(F.Mentions, [&](const Mention &M) {
    return M.InCondition && any_of(M.Of->Definers, [&](unsigned Definer) {
             return &Files[Definer] != &F && !readsBefore(F, Definer, M.Offset);
           });
  });
}

/// \returns nothing if \p F is not found by its name alone.
std::string IncludeSurvey::operandFor(const File &F) const {
  if (!F.Spelling.empty() || F.HasNext)
    return F.Spelling;
  SmallString<256> Path = F.Entry.getName();
  PP.getFileManager().makeAbsolutePath(Path);
  return ("\"" + Path + "\"").str();
}

/// Fills in the closure of the file.
void IncludeSurvey::close(unsigned Index) {
  BitVector Closure(Files.size());
  SmallVector<unsigned> Todo{Index};
  while (!Todo.empty())
    for (const Include &I : Files[Todo.pop_back_val()].Includes)
      if (!Closure.test(I.Target)) {
        Closure.set(I.Target);
        Todo.push_back(I.Target);
      }
  Files[Index].Closure = std::move(Closure);
}

/// The file \p Index and what it includes, if they are parts.
std::vector<unsigned> IncludeSurvey::partsOf(unsigned Index) const {
  std::vector<unsigned> Result;
  if (Files[Index].isPart()) {
    Result.push_back(Index);
    for (unsigned Other : Files[Index].Closure.set_bits())
      if (Files[Other].isPart())
        Result.push_back(Other);
  }
  return Result;
}

/// Whether \p Other is read where the file \p Index is included.
bool IncludeSurvey::includes(unsigned Index, unsigned Other) const {
  return Index == Other || Files[Index].Closure.test(Other);
}

/// Whether \p Other is read in every unit before the text of \p Reader from
/// \p Offset on.
bool IncludeSurvey::readsBefore(const File &Reader, unsigned Other,
                                unsigned Offset) const {
  return any_of(Reader.Includes,
                [&](const Include &I) {
                  return I.Offset < Offset && includes(I.Target, Other);
                }) ||
         any_of(Forced, [&](unsigned F) {
           return Files[F].IsGuarded && includes(F, Other);
         });
}

/// On what conditions depend in those of \p Headers that are the user's, also
/// by way of "#define HAS_NAME defined(NAME)".
StringSet<> IncludeSurvey::askedBy(const BitVector &Headers) const {
  StringSet<> Result;
  for (unsigned I : Headers.set_bits())
    if (Files[I].IsUser)
      for (StringRef Name : Files[I].Asked)
        Result.insert(Name);
  for (size_t Before = 0; Before != Result.size();) {
    Before = Result.size();
    for (unsigned I : Headers.set_bits())
      if (Files[I].IsUser)
        for (const BodyWord &Word : Files[I].Bodies)
          if (Result.contains(Word.Macro))
            Result.insert(Word.Name);
  }
  return Result;
}

/// Whether it matters to the text of the file \p Reader that \p Definer defines
/// the macro.
bool IncludeSurvey::isSensitive(unsigned Reader, const Mention &M,
                                unsigned Definer) const {
  bool IsAsked = M.InCondition || (M.InBody && Asked.contains(M.Name));
  if (!Files[Definer].IsUser)
    // Text that says assert() means that macro wherever it compiles. Among
    // system headers any order will do.
    return Files[Reader].IsUser && IsAsked;
  return IsAsked || M.Of->Varies || !M.Of->Definers.contains(Reader);
}

BitVector IncludeSurvey::dependingOnOrder(const BitVector &Shared) const {
  BitVector Result(Files.size());
  // Of what Reader includes at Offset, or of its own.
  auto Compare = [&](unsigned Reader, const Mention &M, unsigned Offset) {
    for (unsigned Definer : M.Of->Definers)
      if (Definer != Reader && Shared.test(Definer) &&
          isSensitive(Reader, M, Definer) &&
          !readsBefore(Files[Reader], Definer, Offset))
        Result.set(Files[Reader].IsUser ? Reader : Definer);
  };
  for (unsigned Reader : Shared.set_bits()) {
    const File &F = Files[Reader];
    if (F.isPart())
      continue;
    for (const Mention &M : F.Mentions)
      Compare(Reader, M, M.Offset);
    for (const Include &I : F.Includes)
      for (unsigned Part : partsOf(I.Target))
        for (const Mention &M : Files[Part].Mentions)
          Compare(Reader, M, I.Offset);
  }
  return Result;
}

LeadingHeaders IncludeSurvey::leading(const std::set<sys::fs::UniqueID> &Shared,
                                      bool OnlyAbsolute) {
  BitVector MayLead(Files.size());
  for (unsigned I = 0; I < Files.size(); ++I) {
    File &F = Files[I];
    close(I);
    StringRef Name = F.Entry.getName();
    if (!Shared.count(F.Entry.getUniqueID()) ||
        (F.IsUser && OnlyAbsolute && !sys::path::is_absolute(Name)))
      continue;
    readText(F);
    MayLead.set(I);
  }
  // As Qt's <QMap>, which need not be guarded.
  for (unsigned I : Read)
    Files[I].IsGuarded |= Files[I].HasOnlyIncludes &&
                          none_of(Files[I].Includes, [&](const Include &Of) {
                            return Files[Of.Target].isPart();
                          });
  Asked = askedBy(MayLead);
  BitVector Depending = dependingOnOrder(MayLead);
  MayLead.reset(Depending);
  BitVector Wanted(Files.size());
  for (unsigned I = 0; I < Files.size(); ++I)
    if (!MayLead.test(I))
      for (const Include &Of : Files[I].Includes)
        Wanted.set(Of.Target);
  LeadingHeaders Result;
  BitVector Lead(Files.size());
  for (unsigned I : Read) {
    const File &F = Files[I];
    // Everything that it includes may lead, too.
    if (!MayLead.test(I) || F.IsNested || !F.IsGuarded ||
        F.Closure.test(MayLead) ||
        (!F.IsForUsers && (!Wanted.test(I) || dependsOnContext(F))))
      continue;
    std::string Operand = operandFor(F);
    if (Operand.empty())
      continue;
    Result.Headers.push_back({std::move(Operand), F.IsUser});
    Lead.set(I);
    Lead |= F.Closure;
  }
  Result.Asked = askedBy(Lead);
  return Result;
}

} // namespace clang::tidy::maps::tool
