//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The Markdown that docs/ is written in, shown in a terminal or as a manual
/// page: headings, paragraphs, lists of one level, fenced code, tables; `code`,
/// **strong**, *emphasis* and links within a line.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_MARKDOWN_H
#define MAPTIDY_TOOL_MARKDOWN_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

struct MarkdownBlock {
  enum KindOf { Heading, Paragraph, Item, Code, Table };

  KindOf Kind = Paragraph;
  /// Of a heading: 1 for "#".
  unsigned Level = 0;
  /// Lines are joined, except in Code; with the marks of inline styles.
  std::string Text;
  /// Of a table, the head first; every row has as many cells as it has.
  std::vector<std::vector<std::string>> Rows;
};

/// HTML comments are left out. Any text is some Markdown: there are no errors.
std::vector<MarkdownBlock> parseMarkdown(llvm::StringRef Text);

/// Wraps at \p Width columns; code is never wrapped. With \p Colors, headings
/// are bold and code is coloured.
void printForTerminal(llvm::ArrayRef<MarkdownBlock> Blocks, unsigned Width,
                      bool Colors, llvm::raw_ostream &OS);

/// Requests of man(7): headings of the second level become sections, those
/// below subsections; a heading of the first level is left out.
void printForMan(llvm::ArrayRef<MarkdownBlock> Blocks, llvm::raw_ostream &OS);

/// \p Text as roff shows it literally.
std::string escapedForMan(llvm::StringRef Text);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_MARKDOWN_H
