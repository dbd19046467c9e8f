//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Sources.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

static std::vector<unsigned> lineStarts(StringRef Text) {
  std::vector<unsigned> Starts;
  if (!Text.empty())
    Starts.push_back(0);
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '\r' && I + 1 < Text.size() && Text[I + 1] == '\n')
      ++I;
    else if (Text[I] != '\n' && Text[I] != '\r')
      continue;
    if (I + 1 < Text.size())
      Starts.push_back(I + 1);
  }
  return Starts;
}

const Sources::File &Sources::file(StringRef Path) {
  std::unique_ptr<File> &Known = Files[Path];
  if (!Known) {
    Known = std::make_unique<File>();
    if (auto Buffer = MemoryBuffer::getFile(Path)) {
      Known->Text = (*Buffer)->getBuffer().str();
      Known->Readable = true;
    }
    Known->LineStarts = lineStarts(Known->Text);
  }
  return *Known;
}

StringRef Sources::text(StringRef Path) { return file(Path).Text; }

bool Sources::has(StringRef Path) { return file(Path).Readable; }

unsigned Sources::lineCount(StringRef Path) {
  return file(Path).LineStarts.size();
}

unsigned Sources::lineStart(StringRef Path, unsigned Line) {
  const File &F = file(Path);
  return Line == 0                     ? 0
         : Line <= F.LineStarts.size() ? F.LineStarts[Line - 1]
                                       : F.Text.size();
}

StringRef Sources::line(StringRef Path, unsigned Line) {
  unsigned Begin = lineStart(Path, Line), End = lineStart(Path, Line + 1);
  return text(Path).slice(Begin, End).rtrim("\r\n");
}

Position Sources::position(StringRef Path, unsigned Offset) {
  const File &F = file(Path);
  Offset = std::min<unsigned>(Offset, F.Text.size());
  Position Result;
  Result.Line = std::max<unsigned>(
      upper_bound(F.LineStarts, Offset) - F.LineStarts.begin(), 1);
  unsigned Start = lineStart(Path, Result.Line);
  StringRef Before = StringRef(F.Text).slice(Start, Offset);
  if (Result.Line == 1)
    Before.consume_front("\xEF\xBB\xBF");
  Result.Column = Before.size() + 1;
  // One replacement character for each malformed sequence, as editors do.
  std::string Valid =
      json::isUTF8(Before) ? Before.str() : json::fixUTF8(Before);
  SmallVector<UTF16> Units;
  convertUTF8ToUTF16String(Valid, Units);
  Result.Column16 = Units.size() + 1;
  // Of a surrogate pair one half counts.
  Result.ColumnChars = 1 + count_if(Units, [](UTF16 Unit) {
                         return Unit < 0xDC00 || Unit > 0xDFFF;
                       });
  return Result;
}

unsigned Sources::endOf(const tooling::DiagnosticMessage &Message) {
  StringRef Text = text(Message.FilePath);
  unsigned Begin = std::min<unsigned>(Message.FileOffset, Text.size());
  for (const tooling::FileByteRange &Range : Message.Ranges) {
    unsigned End = Range.FileOffset + Range.Length;
    if (Range.FilePath == Message.FilePath && Range.FileOffset <= Begin &&
        Begin < End && End <= Text.size() &&
        !Text.slice(Begin, End).contains('\n'))
      return End;
  }
  LangOptions Language;
  Language.CPlusPlus = true;
  Lexer Lex(SourceLocation(), Language, Text.begin(), Text.begin() + Begin,
            Text.end());
  Token Tok;
  Lex.LexFromRawLexer(Tok);
  StringRef Spelled = Text.substr(Begin, Tok.getLength());
  return Tok.is(tok::eof) || Spelled.contains('\n') ? Begin
                                                    : Begin + Spelled.size();
}

} // namespace clang::tidy::maps::tool
