//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Markdown.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

static std::string withoutComments(StringRef Text) {
  std::string Result;
  while (true) {
    size_t Begin = Text.find("<!--");
    Result += Text.take_front(Begin);
    size_t End = Text.find("-->", Begin);
    if (Begin == StringRef::npos || End == StringRef::npos)
      return Result;
    Text = Text.drop_front(End + 3);
    Text.consume_front("\n");
  }
}

static std::vector<std::string> cellsOf(StringRef Line) {
  Line = Line.trim();
  Line.consume_front("|");
  Line.consume_back("|");
  std::vector<std::string> Cells(1);
  for (size_t I = 0; I < Line.size(); ++I) {
    if (Line.substr(I).starts_with("\\|"))
      Cells.back() += Line[++I];
    else if (Line[I] == '|')
      Cells.emplace_back();
    else
      Cells.back() += Line[I];
  }
  for (std::string &Cell : Cells)
    Cell = StringRef(Cell).trim().str();
  return Cells;
}

static bool isRule(const std::vector<std::string> &Cells) {
  return all_of(Cells, [](StringRef Cell) {
    return !Cell.empty() && Cell.find_first_not_of(":-") == StringRef::npos;
  });
}

std::vector<MarkdownBlock> parseMarkdown(StringRef Text) {
  using Block = MarkdownBlock;
  std::vector<Block> Blocks;
  bool Continues = false; // Whether a line of text belongs to the last block.
  bool InCode = false;
  std::string Plain = withoutComments(Text);
  for (StringRef Line : split(Plain, '\n')) {
    StringRef Trimmed = Line.trim();
    if (InCode) {
      InCode = !Trimmed.starts_with("```");
      if (InCode)
        Blocks.back().Text += (Line.rtrim() + "\n").str();
      continue;
    }
    bool Continued = std::exchange(Continues, false);
    if (Trimmed.starts_with("```")) {
      InCode = true;
      Blocks.push_back({Block::Code, 0, "", {}});
    } else if (Trimmed.empty()) {
      continue;
    } else if (Line.starts_with("#")) {
      unsigned Level = Line.take_while([](char C) { return C == '#'; }).size();
      Blocks.push_back(
          {Block::Heading, Level, Line.drop_front(Level).trim().str(), {}});
    } else if (Trimmed.starts_with("|")) {
      if (Blocks.empty() || Blocks.back().Kind != Block::Table || !Continued)
        Blocks.push_back({Block::Table, 0, "", {}});
      std::vector<std::string> Cells = cellsOf(Trimmed);
      if (!Blocks.back().Rows.empty())
        Cells.resize(Blocks.back().Rows.front().size());
      if (!isRule(Cells))
        Blocks.back().Rows.push_back(std::move(Cells));
      Continues = true;
    } else if (Trimmed.starts_with("- ")) {
      Blocks.push_back({Block::Item, 0, Trimmed.drop_front(2).str(), {}});
      Continues = true;
    } else if (Continued && Blocks.back().Kind != Block::Table) {
      Blocks.back().Text += (" " + Trimmed).str();
      Continues = true;
    } else {
      Blocks.push_back({Block::Paragraph, 0, Trimmed.str(), {}});
      Continues = true;
    }
  }
  return Blocks;
}

namespace {

enum class Style { Plain, Code, Strong, Emphasis };

/// A stretch of text in one style.
struct Run {
  Style Look;
  std::string Text;
};

/// What stands between two blanks.
using Word = std::vector<Run>;

} // namespace

/// Up to where \p Text, which starts after the mark \p Close, has that style.
static size_t styleEnd(StringRef Text, StringRef Close) {
  if (Close != "`" && Text.starts_with(" "))
    return StringRef::npos;
  for (size_t End = Text.find(Close); End != StringRef::npos;
       End = Text.find(Close, End + 1))
    if (End > 0 && (Close == "`" || Text[End - 1] != ' '))
      return End;
  return StringRef::npos;
}

static std::vector<Run> runsOf(StringRef Text) {
  static constexpr std::pair<StringLiteral, Style> Marks[] = {
      {"`", Style::Code}, {"**", Style::Strong}, {"*", Style::Emphasis}};
  std::vector<Run> Runs{{Style::Plain, ""}};
  auto Add = [&](Style Look, StringRef Part) {
    if (Look == Runs.back().Look)
      Runs.back().Text += Part;
    else
      Runs.push_back({Look, Part.str()});
  };
  while (!Text.empty()) {
    bool Styled = false;
    for (const auto &[Mark, Look] : Marks) {
      if (!Text.starts_with(Mark))
        continue;
      size_t End = styleEnd(Text.drop_front(Mark.size()), Mark);
      if (End == StringRef::npos)
        break;
      StringRef Inner = Text.substr(Mark.size(), End);
      if (Look == Style::Code) {
        Add(Look, Inner);
      } else {
        for (const Run &Nested : runsOf(Inner))
          Add(Nested.Look == Style::Plain ? Look : Nested.Look, Nested.Text);
      }
      Text = Text.drop_front(2 * Mark.size() + End);
      Styled = true;
      break;
    }
    if (Styled)
      continue;
    // Of a link only its text can be read.
    if (size_t Middle = Text.find("](");
        Text.front() == '[' && Middle != StringRef::npos) {
      size_t End = Text.find(')', Middle);
      StringRef Shown = Text.substr(1, Middle - 1);
      if (End != StringRef::npos && !Shown.contains(']')) {
        for (const Run &Nested : runsOf(Shown))
          Add(Nested.Look, Nested.Text);
        Text = Text.drop_front(End + 1);
        continue;
      }
    }
    Add(Style::Plain, Text.take_front());
    Text = Text.drop_front();
  }
  return Runs;
}

static std::vector<Word> wordsOf(StringRef Text) {
  std::vector<Word> Words(1);
  for (const Run &R : runsOf(Text)) {
    SmallVector<StringRef> Parts;
    // Code is easier to read in one piece, if that is a short one.
    if (R.Look == Style::Code && R.Text.size() <= 40)
      Parts.push_back(R.Text);
    else
      StringRef(R.Text).split(Parts, ' ');
    for (auto [I, Part] : enumerate(Parts)) {
      if (I > 0 && !Words.back().empty())
        Words.emplace_back();
      if (!Part.empty())
        Words.back().push_back({R.Look, Part.str()});
    }
  }
  if (Words.back().empty())
    Words.pop_back();
  return Words;
}

static unsigned columns(StringRef Text) {
  int Width = sys::unicode::columnWidthUTF8(Text);
  return Width < 0 ? Text.size() : Width;
}

static unsigned columns(const Word &W) {
  unsigned Width = 0;
  for (const Run &R : W)
    Width += columns(R.Text);
  return Width;
}

namespace {

class TerminalPrinter {
public:
  TerminalPrinter(unsigned Width, bool Colors, raw_ostream &OS)
      : Width(Width), Colors(Colors), OS(OS) {}

  void print(const MarkdownBlock &Block) {
    switch (Block.Kind) {
    case MarkdownBlock::Heading:
      setStyle(Style::Strong);
      for (const Run &R : runsOf(Block.Text))
        OS << R.Text;
      setStyle(Style::Plain);
      OS << '\n';
      break;
    case MarkdownBlock::Paragraph:
      wrap(Block.Text, "", 0);
      break;
    case MarkdownBlock::Item:
      wrap(Block.Text, "- ", 2);
      break;
    case MarkdownBlock::Code:
      for (StringRef Rest = Block.Text; !Rest.empty();) {
        auto [Line, Tail] = Rest.split('\n');
        OS << (Line.empty() ? "" : "    ") << Line << '\n';
        Rest = Tail;
      }
      break;
    case MarkdownBlock::Table:
      printTable(Block.Rows);
      break;
    }
  }

private:
  void setStyle(Style Look) {
    if (!Colors)
      return;
    OS.resetColor();
    if (Look == Style::Strong || Look == Style::Emphasis)
      OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    else if (Look == Style::Code)
      OS.changeColor(raw_ostream::CYAN);
  }

  void printWord(const Word &W) {
    for (const Run &R : W) {
      if (R.Look != Style::Plain)
        setStyle(R.Look);
      OS << R.Text;
      if (R.Look != Style::Plain)
        setStyle(Style::Plain);
    }
  }

  /// \p First stands before the first line, \p Indent blanks before the others.
  void wrap(StringRef Text, StringRef First, unsigned Indent) {
    OS << First;
    unsigned Column = columns(First), Start = Column;
    for (const Word &W : wordsOf(Text)) {
      unsigned Needed = columns(W);
      if (Column > Start && Column + 1 + Needed > Width) {
        OS << '\n';
        OS.indent(Indent);
        Column = Start = Indent;
      } else if (Column > Start) {
        OS << ' ';
        ++Column;
      }
      printWord(W);
      Column += Needed;
    }
    OS << '\n';
  }

  static unsigned columnsOfCell(StringRef Cell) {
    unsigned Sum = 0;
    for (const Run &R : runsOf(Cell))
      Sum += columns(R.Text);
    return Sum;
  }

  /// Side by side where that fits, else each row as a list.
  void printTable(ArrayRef<std::vector<std::string>> Rows) {
    if (Rows.empty())
      return;
    std::vector<unsigned> Widths(Rows.front().size());
    for (const std::vector<std::string> &Row : Rows)
      for (auto [I, Cell] : enumerate(Row))
        Widths[I] = std::max(Widths[I], columnsOfCell(Cell));
    unsigned Total = 2;
    for (unsigned W : Widths)
      Total += W + 2;
    if (Total - 2 > Width) {
      printAsList(Rows);
      return;
    }
    for (const std::vector<std::string> &Row : Rows) {
      for (auto [I, Cell] : enumerate(Row)) {
        OS << "  ";
        Word Whole = runsOf(Cell);
        printWord(Whole);
        if (I + 1 < Row.size())
          OS.indent(Widths[I] - columns(Whole));
      }
      OS << '\n';
    }
  }

  void printAsList(ArrayRef<std::vector<std::string>> Rows) {
    const std::vector<std::string> &Head = Rows.front();
    for (const std::vector<std::string> &Row : drop_begin(Rows)) {
      wrap(Row.front(), "  ", 4);
      for (size_t I = 1; I < Row.size(); ++I)
        if (!Row[I].empty())
          wrap(Row.size() > 2 ? Head[I] + ": " + Row[I] : Row[I], "      ", 6);
    }
  }

  unsigned Width;
  bool Colors;
  raw_ostream &OS;
};

} // namespace

void printForTerminal(ArrayRef<MarkdownBlock> Blocks, unsigned Width,
                      bool Colors, raw_ostream &OS) {
  TerminalPrinter Printer(Width, Colors, OS);
  for (size_t I = 0; I < Blocks.size(); ++I) {
    bool InList = I > 0 && Blocks[I].Kind == MarkdownBlock::Item &&
                  Blocks[I - 1].Kind == MarkdownBlock::Item;
    if (I > 0 && !InList)
      OS << '\n';
    Printer.print(Blocks[I]);
  }
}

std::string escapedForMan(StringRef Text) {
  std::string Result;
  // A dot or an apostrophe would begin a request.
  if (Text.starts_with(".") || Text.starts_with("'"))
    Result += "\\&";
  for (char C : Text)
    switch (C) {
    case '\\':
      Result += "\\e";
      break;
    case '-':
      Result += "\\-";
      break;
    case '\'':
      Result += "\\(aq";
      break;
    case '"':
      Result += "\\(dq";
      break;
    case '`':
      Result += "\\(ga";
      break;
    case '^':
      Result += "\\(ha";
      break;
    case '~':
      Result += "\\(ti";
      break;
    default:
      Result += C;
    }
  return Result;
}

/// Without styles, which a heading has already.
static std::string headingForMan(StringRef Text) {
  std::string Plain;
  for (const Run &R : runsOf(Text))
    Plain += R.Text;
  return escapedForMan(Plain);
}

static std::string inlineForMan(StringRef Text) {
  std::string Result;
  for (const Run &R : runsOf(Text)) {
    const char *Font = R.Look == Style::Plain      ? ""
                       : R.Look == Style::Emphasis ? "\\fI"
                                                   : "\\fB";
    Result += Font + escapedForMan(R.Text) + (*Font ? "\\fR" : "");
  }
  return Result;
}

void printForMan(ArrayRef<MarkdownBlock> Blocks, raw_ostream &OS) {
  // A section begins with a paragraph by itself.
  bool IsFirst = true;
  for (const MarkdownBlock &Block : Blocks) {
    const char *NewParagraph = IsFirst ? "" : ".PP\n";
    IsFirst = Block.Kind == MarkdownBlock::Heading;
    switch (Block.Kind) {
    case MarkdownBlock::Heading:
      if (Block.Level == 2)
        OS << ".SH \"" << headingForMan(StringRef(Block.Text).upper())
           << "\"\n";
      else if (Block.Level > 2)
        OS << ".SS \"" << headingForMan(Block.Text) << "\"\n";
      break;
    case MarkdownBlock::Paragraph:
      OS << NewParagraph << inlineForMan(Block.Text) << '\n';
      break;
    case MarkdownBlock::Item:
      OS << ".IP \\(bu 2\n" << inlineForMan(Block.Text) << '\n';
      break;
    case MarkdownBlock::Code:
      OS << NewParagraph << ".RS 4\n.nf\n";
      for (StringRef Line : split(StringRef(Block.Text).rtrim('\n'), '\n'))
        OS << escapedForMan(Line) << '\n';
      OS << ".fi\n.RE\n";
      break;
    case MarkdownBlock::Table:
      for (const std::vector<std::string> &Row :
           ArrayRef(Block.Rows).drop_front(!Block.Rows.empty())) {
        OS << ".TP\n" << inlineForMan(Row.front()) << '\n';
        for (size_t I = 1; I < Row.size(); ++I)
          OS << (I > 1 ? ".br\n" : "") << inlineForMan(Row[I]) << '\n';
      }
      break;
    }
  }
}

} // namespace clang::tidy::maps::tool
