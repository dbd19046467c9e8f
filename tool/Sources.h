//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The text of the files that findings are in, and where in it an offset is.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_SOURCES_H
#define MAPTIDY_TOOL_SOURCES_H

#include "clang/Tooling/Core/Diagnostic.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

/// A place in a text as editors show it. Lines and columns start at 1.
struct Position {
  unsigned Line = 0;
  unsigned Column = 0;      ///< in bytes, as compilers count
  unsigned Column16 = 0;    ///< in UTF-16 code units
  unsigned ColumnChars = 0; ///< in Unicode characters
};

/// Files as they are on disk, each read once. A file that cannot be read is
/// empty; an offset behind the end is at the end. Lines end as in Clang: with
/// LF, CRLF or CR. What is no UTF-8 counts as replacement characters; a byte
/// order mark does not count.
class Sources {
public:
  /// \returns the content of \p Path, which lives as long as this object and
  /// has a null behind it.
  llvm::StringRef text(llvm::StringRef Path);

  /// Whether \p Path can be read.
  bool has(llvm::StringRef Path);

  Position position(llvm::StringRef Path, unsigned Offset);

  /// The number of lines; 0 for an empty file. A line end at the end of the
  /// file starts no other line.
  unsigned lineCount(llvm::StringRef Path);

  /// \returns line \p Line of \p Path without its end, empty if there is none.
  llvm::StringRef line(llvm::StringRef Path, unsigned Line);

  /// The offset where line \p Line begins; the end of the text for lines
  /// behind the last.
  unsigned lineStart(llvm::StringRef Path, unsigned Line);

  /// The offset behind what \p Message points at: of its range, if that starts
  /// there or contains the place and ends on the same line, else of the token.
  unsigned endOf(const tooling::DiagnosticMessage &Message);

private:
  struct File {
    std::string Text;
    std::vector<unsigned> LineStarts;
    bool Readable = false;
  };
  const File &file(llvm::StringRef Path);

  llvm::StringMap<std::unique_ptr<File>> Files;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_SOURCES_H
