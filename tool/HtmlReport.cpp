//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// A page of its own: styles and script are in html/report.html, which is part
/// of the program, and nothing is loaded from elsewhere.
///
//===----------------------------------------------------------------------===//

#include "Config.h"
#include "Formats.h"
#include "Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>

using namespace llvm;

namespace clang::tidy::maps::tool {

using tooling::DiagnosticMessage;
using tooling::Replacement;

static constexpr struct {
  StringLiteral Name, Text;
} Templates[] = {
#include "HtmlTemplate.inc"
};

/// How many lines are shown around a place.
static constexpr unsigned Context = 2;

namespace {

using Lines = std::vector<std::string>;

/// Writes what stands between the head of the page and its script.
class HtmlBody {
public:
  HtmlBody(Report &R, raw_ostream &OS) : R(R), OS(OS) {}

  void write() {
    OS << "<header><h1>map-tidy</h1>\n<p class=\"dim\">";
    printSummary(R.Findings, R.Units, OS);
    OS << "</p></header>\n";
    problems();
    tables();
    form();
    OS << "<main>\n";
    for (const Finding &F : R.Findings)
      finding(F);
    OS << "</main>\n";
  }

private:
  void problems() {
    if (all_of(R.Units, [](const UnitResult &Unit) {
          return Unit.Status == UnitResult::Analysed;
        }))
      return;
    OS << "<section><h2>Not analysed</h2>\n<ul>\n";
    for (const UnitResult &Unit : R.Units)
      if (Unit.Status != UnitResult::Analysed)
        OS << "<li class=\"error\">" << escapedXML(describe(Unit)) << "</li>\n";
    OS << "</ul></section>\n";
  }

  static StringRef sentenceOf(StringRef Check) {
    const auto *Row = find_if(
        allChecks(), [&](const CheckRow &Row) { return Row.Id == Check; });
    return Row == allChecks().end() ? "" : StringRef(Row->Sentence);
  }

  std::string fileOf(const Finding &F) const {
    return R.Root.relative(F.Message.FilePath);
  }

  static std::string encoded(StringRef Value) {
    std::string Result;
    for (unsigned char C : validUTF8(Value))
      if (isAlnum(C) || StringRef("-._/").contains(C))
        Result += C;
      else
        Result += {'%', hexdigit(C >> 4), hexdigit(C & 15)};
    return Result;
  }

  void table(StringRef Name, StringRef Title,
             const std::map<std::string, unsigned> &Counts) {
    OS << "<table><tr><th>" << Title << "</th><th class=\"count\">findings</th>"
       << (Name == "check" ? "<th></th>" : "") << "</tr>\n";
    for (const auto &[Value, Count] : Counts) {
      OS << "<tr><td><a href=\"#" << Name << '=' << encoded(Value) << "\">"
         << escapedXML(Value) << "</a></td><td class=\"count\">" << Count
         << "</td>";
      if (Name == "check")
        OS << "<td class=\"dim\">" << escapedXML(sentenceOf(Value)) << "</td>";
      OS << "</tr>\n";
    }
    OS << "</table>\n";
  }

  void tables() {
    for (const Finding &F : R.Findings) {
      ++ByCheck[F.DiagnosticName];
      ++ByFile[fileOf(F)];
    }
    if (R.Findings.empty())
      return;
    OS << "<section class=\"tables\">\n";
    table("check", "Check", ByCheck);
    table("file", "File", ByFile);
    OS << "</section>\n";
  }

  void choice(StringRef Name, StringRef All,
              const std::map<std::string, unsigned> &Counts) {
    OS << "<select name=\"" << Name << "\" aria-label=\"" << Name
       << "\"><option value=\"\">" << All << "</option>";
    for (const auto &[Value, Count] : Counts)
      OS << "<option>" << escapedXML(Value) << "</option>";
    OS << "</select>\n";
  }

  void form() {
    OS << "<form><input type=\"search\" name=\"text\" placeholder=\"Search in "
          "messages and source\" aria-label=\"search\">\n";
    choice("check", "every check", ByCheck);
    choice("file", "every file", ByFile);
    choice("level", "every level", {{"warning", 0}, {"error", 0}});
    OS << "<span id=\"shown\" class=\"dim\" role=\"status\"></span></form>\n";
  }

  /// Line \p Number of \p Path, with \p Mark and what follows up to \p End
  /// marked if \p Mark is in it.
  void sourceLine(StringRef Path, unsigned Number, unsigned Mark,
                  unsigned End) {
    unsigned Start = R.Files.lineStart(Path, Number);
    StringRef Line = R.Files.line(Path, Number);
    OS << "<span class=\"row\"><span class=\"number\">" << Number << "</span>";
    if (Mark < Start || Mark > Start + Line.size() ||
        Mark >= R.Files.lineStart(Path, Number + 1)) {
      OS << escapedXML(Line);
    } else {
      size_t Begin = Mark - Start, Length = std::max(End, Mark) - Mark;
      OS << escapedXML(Line.take_front(Begin)) << "<mark>"
         << escapedXML(Line.substr(Begin, Length)) << "</mark>"
         << escapedXML(Line.substr(Begin).drop_front(
                std::min(Length, Line.size() - Begin)));
    }
    OS << "</span>";
  }

  void source(const DiagnosticMessage &M, unsigned Around) {
    if (!R.Files.has(M.FilePath))
      return;
    unsigned Line = R.Files.position(M.FilePath, M.FileOffset).Line;
    OS << "<pre>";
    for (unsigned I = Line > Around ? Line - Around : 1,
                  Last = std::min(Line + Around, R.Files.lineCount(M.FilePath));
         I <= Last; ++I)
      sourceLine(M.FilePath, I, M.FileOffset, R.Files.endOf(M));
    OS << "</pre>\n";
  }

  static Lines split(StringRef Text) {
    Lines Result;
    SmallVector<StringRef> Parts;
    Text.split(Parts, '\n');
    if (!Parts.empty() && Parts.back().empty())
      Parts.pop_back();
    for (StringRef Part : Parts)
      Result.push_back(Part.rtrim('\r').str());
    return Result;
  }

  void diffRow(char Sign, StringRef Line) {
    OS << "<span class=\"row"
       << (Sign == '-'   ? " del"
           : Sign == '+' ? " ins"
                         : "")
       << "\">" << Sign << ' ' << escapedXML(Line) << "</span>";
  }

  /// The rows of the shortest diff: edits touch few lines.
  void diff(const Lines &Old, const Lines &New) {
    std::vector<std::vector<unsigned>> Common(
        Old.size() + 1, std::vector<unsigned>(New.size() + 1));
    for (size_t I = Old.size(); I-- > 0;)
      for (size_t J = New.size(); J-- > 0;)
        Common[I][J] = Old[I] == New[J]
                           ? Common[I + 1][J + 1] + 1
                           : std::max(Common[I + 1][J], Common[I][J + 1]);
    size_t I = 0, J = 0;
    while (I < Old.size() || J < New.size())
      if (I < Old.size() && J < New.size() && Old[I] == New[J])
        diffRow(' ', Old[I]), ++I, ++J;
      else if (I < Old.size() &&
               (J == New.size() || Common[I + 1][J] >= Common[I][J + 1]))
        diffRow('-', Old[I++]);
      else
        diffRow('+', New[J++]);
  }

  /// What the edits of one file that are near each other change.
  void hunk(StringRef Path, ArrayRef<Replacement> Edits) {
    auto LineOf = [&](unsigned Offset) {
      return R.Files.position(Path, Offset).Line;
    };
    unsigned First = LineOf(Edits.front().getOffset());
    unsigned Last = LineOf(Edits.back().getOffset() + Edits.back().getLength());
    First = First > Context ? First - Context : 1;
    unsigned Begin = R.Files.lineStart(Path, First);
    unsigned End = R.Files.lineStart(Path, Last + Context + 1);
    StringRef Text = R.Files.text(Path);
    std::string New;
    unsigned Done = Begin;
    for (const Replacement &Edit : Edits) {
      New += Text.slice(Done, Edit.getOffset());
      New += insertedText(Edit, Text);
      Done = Edit.getOffset() + Edit.getLength();
    }
    New += Text.slice(Done, End);
    OS << "<span class=\"row dim\">" << escapedXML(R.Root.relative(Path))
       << ", line " << First << "</span>";
    diff(split(Text.slice(Begin, End)), split(New));
  }

  void fix(StringRef Title, const StringMap<tooling::Replacements> &Edits) {
    SmallVector<StringRef> Files(Edits.keys());
    llvm::sort(Files);
    OS << "<p>" << escapedXML(Title) << "</p>\n<pre class=\"fix\">";
    for (StringRef File : Files) {
      std::vector<Replacement> All(Edits.find(File)->second.begin(),
                                   Edits.find(File)->second.end());
      auto Line = [&](unsigned Offset) {
        return R.Files.position(File, Offset).Line;
      };
      for (size_t I = 0, Next = 0; I < All.size(); I = Next) {
        for (Next = I + 1;
             Next < All.size() &&
             Line(All[Next].getOffset()) <=
                 Line(All[Next - 1].getOffset() + All[Next - 1].getLength()) +
                     2 * Context;)
          ++Next;
        hunk(File, ArrayRef(All).slice(I, Next - I));
      }
    }
    OS << "</pre>\n";
  }

  std::string place(const DiagnosticMessage &M) {
    if (M.FilePath.empty())
      return "";
    Position P = R.Files.position(M.FilePath, M.FileOffset);
    return (R.Root.relative(M.FilePath) + ":" + Twine(P.Line) + ":" +
            Twine(P.ColumnChars))
        .str();
  }

  void finding(const Finding &F) {
    StringRef Level = F.AsError ? "error" : "warning";
    OS << "<article class=\"finding\" id=\"" << F.Print.Identity
       << "\" data-check=\"" << escapedXML(F.DiagnosticName)
       << "\" data-file=\"" << escapedXML(fileOf(F)) << "\" data-level=\""
       << Level << "\">\n<p><a href=\"#" << F.Print.Identity << "\"><code>"
       << escapedXML(place(F.Message)) << "</code></a></p>\n<p><b class=\""
       << Level << "\">" << Level << ":</b> " << escapedXML(F.Message.Message)
       << " <span class=\"dim\">[" << escapedXML(F.DiagnosticName)
       << "]</span></p>\n";
    source(F.Message, Context);
    for (const DiagnosticMessage &Note : F.Notes) {
      OS << "<p><b class=\"dim\">note:</b> " << escapedXML(Note.Message)
         << " <code class=\"dim\">" << escapedXML(place(Note))
         << "</code></p>\n";
      source(Note, 0);
    }
    if (F.EditsDiffer) {
      OS << "<p class=\"dim\">Its fix differs between translation units.</p>\n";
    } else {
      if (!F.Message.Fix.empty())
        fix("Safe fix (--fix):", F.Message.Fix);
      for (const DiagnosticMessage &Note : F.Notes)
        if (!Note.Fix.empty())
          fix("Offered fix (--fix-notes): " + Note.Message, Note.Fix);
    }
    OS << "</article>\n";
  }

  Report &R;
  raw_ostream &OS;
  std::map<std::string, unsigned> ByCheck, ByFile;
};

} // namespace

void writeHtml(Report &R, raw_ostream &OS) {
  auto [Head, Tail] = StringRef(Templates[0].Text).split("<!--BODY-->\n");
  OS << Head;
  HtmlBody(R, OS).write();
  OS << Tail;
}

} // namespace clang::tidy::maps::tool
