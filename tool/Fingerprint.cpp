//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Fingerprint.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/xxhash.h"
#include <map>

using namespace llvm;

namespace clang::tidy::maps::tool {

namespace {

/// A token without what it looks like; EndsStatement for those that no
/// statement contains.
struct Piece {
  unsigned Begin, End;
  tok::TokenKind Kind;
  bool EndsStatement;
};

} // namespace

static std::vector<Piece> piecesOf(StringRef Text) {
  LangOptions Language;
  Language.CPlusPlus = Language.CPlusPlus11 = Language.CPlusPlus14 = true;
  Language.CPlusPlus17 = Language.CPlusPlus20 = Language.CPlusPlus23 = true;
  Lexer Lex(SourceLocation(), Language, Text.begin(), Text.begin(), Text.end());
  std::vector<Piece> Result;
  bool InDirective = false;
  for (Token Tok;;) {
    Lex.LexFromRawLexer(Tok);
    if (Tok.is(tok::eof))
      return Result;
    unsigned End = Lex.getCurrentBufferOffset();
    if (Tok.isAtStartOfLine())
      InDirective = Tok.is(tok::hash);
    Result.push_back(
        {End - Tok.getLength(), End, Tok.getKind(),
         InDirective || Tok.isOneOf(tok::semi, tok::l_brace, tok::r_brace)});
  }
}

/// The pieces of the statement that \p Offset is in.
static ArrayRef<Piece> statementAt(ArrayRef<Piece> Pieces, unsigned Offset) {
  auto *At =
      partition_point(Pieces, [&](const Piece &P) { return P.End <= Offset; });
  if (At == Pieces.end())
    return {};
  auto Ends = [](const Piece &P, int Depth) {
    return P.EndsStatement && (Depth <= 0 || P.Kind != tok::semi);
  };
  auto *Begin = At, *End = At;
  for (int Depth = 0; Begin != Pieces.begin(); --Begin) {
    const Piece &Before = Begin[-1];
    Depth += Before.Kind == tok::r_paren;
    Depth -= Before.Kind == tok::l_paren && Depth > 0;
    if (Ends(Before, Depth))
      break;
  }
  for (int Depth = 0; End != Pieces.end(); ++End) {
    Depth += End->Kind == tok::l_paren;
    Depth -= End->Kind == tok::r_paren && Depth > 0;
    if (End != At && Ends(*End, Depth))
      break;
  }
  return ArrayRef(Begin, End);
}

static std::string spelled(ArrayRef<Piece> Pieces, StringRef Text) {
  std::string Result = join(
      map_range(Pieces,
                [&](const Piece &P) { return Text.slice(P.Begin, P.End); }),
      " ");
  return json::isUTF8(Result) ? Result : json::fixUTF8(Result);
}

std::string fingerprint(ArrayRef<StringRef> Parts) {
  // No part contains a null.
  std::string Bytes = join(Parts, StringRef("\0", 1));
  return utohexstr(xxh3_64bits(Bytes), /*LowerCase=*/true, /*Width=*/16);
}

void addFingerprints(MutableArrayRef<Finding> Findings, Sources &Files,
                     const ProjectRoot &Root) {
  StringMap<std::vector<Piece>> PiecesOf;
  std::map<std::pair<StringRef, std::string>, unsigned> Seen;
  for (Finding &F : Findings) {
    StringRef Path = F.Message.FilePath;
    StringRef Text = Files.text(Path);
    auto [Pieces, IsNew] = PiecesOf.try_emplace(Path);
    if (IsNew)
      Pieces->second = piecesOf(Text);
    Fingerprint &Print = F.Print;
    Print.Statement =
        spelled(statementAt(Pieces->second, F.Message.FileOffset), Text);
    Print.Content = fingerprint({F.DiagnosticName, Print.Statement});
    unsigned Index = Seen[{Path, Print.Content}]++;
    Print.Identity =
        fingerprint({Print.Content, Root.relative(Path), utostr(Index)});
  }
}

} // namespace clang::tidy::maps::tool
