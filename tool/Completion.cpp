//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Completion.h"
#include "CommandLine.h"
#include "Markdown.h"
#include "Pages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

std::string OptionRow::spelling() const {
  return (Name.size() == 1 ? "-" : "--") + Name;
}

/// The values of an option that has a list of them.
template <typename Option>
static std::vector<std::pair<std::string, std::string>>
valuesOf(const Option &O) {
  auto &Parser = const_cast<Option &>(O).getParser();
  std::vector<std::pair<std::string, std::string>> Values;
  for (unsigned I = 0; I < Parser.getNumOptions(); ++I)
    Values.emplace_back(Parser.getOption(I).str(),
                        Parser.getDescription(I).str());
  return Values;
}

std::vector<OptionRow> optionRows(const CommandLine &Line) {
  std::vector<OptionRow> Rows;
  // The map of a subcommand is only given to who may change it.
  auto &ForMerge =
      cl::getRegisteredOptions(const_cast<cl::SubCommand &>(Line.Merge));
  for (auto &[Name, Option] : cl::getRegisteredOptions()) {
    if (Option->getOptionHiddenFlag() != cl::NotHidden)
      continue;
    OptionRow Row;
    Row.Name = Name.str();
    Row.Help = Option->HelpStr.str();
    Row.NeedsValue = Option->getValueExpectedFlag() == cl::ValueRequired;
    if (Row.NeedsValue)
      Row.ValueName =
          Option->ValueStr.empty() ? "value" : Option->ValueStr.str();
    Row.IsForMerge = ForMerge.count(Name);
    Row.Repeats = Option->getNumOccurrencesFlag() == cl::ZeroOrMore;
    if (Row.Name == Line.Base.ArgStr)
      Row.Values = valuesOf(Line.Base);
    else if (Row.Name == Line.Formats.ArgStr)
      Row.Values = valuesOf(Line.Formats);
    else if (Row.Name == Line.CompletionFor.ArgStr)
      Row.Values = valuesOf(Line.CompletionFor);
    Rows.push_back(std::move(Row));
  }
  llvm::sort(Rows, [](const OptionRow &A, const OptionRow &B) {
    return A.Name < B.Name;
  });
  return Rows;
}

/// What the words for a value are made of.
static std::string valueWords(const OptionRow &Row) {
  std::string Words;
  for (const auto &[Value, Meaning] : Row.Values)
    Words += (Words.empty() ? "" : " ") + Value;
  return Words;
}

static std::string checkWords() {
  std::string Words;
  for (const CheckRow &Row : allChecks())
    Words += ((Words.empty() ? "" : " ") + Row.Id).str();
  return Words;
}

/// What the help says first, in one line.
static std::string summary(const OptionRow &Row) {
  std::string Line = Row.Help;
  std::replace(Line.begin(), Line.end(), '\n', ' ');
  StringRef Text = Line;
  for (StringRef End : {": ", "; ", " (", ". "})
    Text = Text.take_front(Text.find(End));
  return Text.rtrim(":.").str();
}

static bool isPath(const OptionRow &Row) {
  return Row.ValueName == "file" || Row.ValueName == "dir" ||
         Row.ValueName == "folder";
}

static constexpr char BashHead[] = R"(# Completion of map-tidy for bash.

_map_tidy() {
  local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}
  # "--option=value" is three words to bash.
  if [[ $current == = ]]; then
    current=
  elif [[ $option == = ]]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  fi
  # A list of checks is completed behind its last comma.
  local before=${current%"${current##*,}"} last=${current##*,}
  COMPREPLY=()
  case $option in
)";

static constexpr char BashTail[] = R"(  esac
  if [[ $current != -* ]]; then
    # Everything else is the name of a file.
    ((COMP_CWORD == 1)) || return
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -W merge -- "$current"; compgen -f -- "$current")
    return
  fi
)";

/// All options, those that need a value with a "=" behind them.
static std::string bashWords(ArrayRef<OptionRow> Rows, bool OnlyForMerge) {
  std::string Words;
  for (const OptionRow &Row : Rows)
    if (Row.IsForMerge || !OnlyForMerge)
      Words += (Words.empty() ? "" : " ") + Row.spelling() +
               (Row.NeedsValue && Row.Name.size() > 1 ? "=" : "");
  return Words;
}

static void printBash(ArrayRef<OptionRow> Rows, raw_ostream &OS) {
  OS << BashHead;
  auto Case = [&](const OptionRow &Row, const Twine &Action) {
    OS << "    -" << Row.Name << " | --" << Row.Name << ") " << Action
       << "; return ;;\n";
  };
  for (const OptionRow &Row : Rows) {
    if (!Row.NeedsValue)
      continue;
    if (!Row.Values.empty())
      Case(Row, "COMPREPLY=($(compgen -W '" + valueWords(Row) +
                    "' -- \"$current\"))");
    else if (Row.ValueName == "globs")
      Case(Row, "compopt -o nospace; COMPREPLY=($(compgen -P \"$before\" -W '" +
                    checkWords() + "' -- \"$last\"))");
    else if (Row.ValueName == "check")
      Case(Row,
           "COMPREPLY=($(compgen -W '" + checkWords() + "' -- \"$current\"))");
    else if (Row.ValueName == "rev")
      Case(Row, "COMPREPLY=($(compgen -W \"$(git for-each-ref "
                "--format='%(refname:short)' 2>/dev/null)\" -- \"$current\"))");
    else
      Case(Row, ":");
  }
  OS << BashTail << "  local options='" << bashWords(Rows, false)
     << "'\n"
        "  [[ ${COMP_WORDS[1]} != merge ]] || options='"
     << bashWords(Rows, true)
     << "'\n"
        "  COMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
        "  [[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace\n"
        "}\n"
        "complete -o default -F _map_tidy map-tidy\n";
}

/// \p Text as one word: between single quotes, its own written as \p Quote.
static std::string quoted(StringRef Text, StringRef Quote) {
  std::string Result = "'";
  for (char C : Text)
    Result += C == '\'' ? Quote.str() : std::string(1, C);
  return Result + "'";
}

/// What _arguments of zsh has to know about \p Row.
static std::string zshSpec(const OptionRow &Row) {
  std::string Spec = (Row.Repeats ? "*" : "") + Row.spelling();
  if (Row.NeedsValue)
    Spec += Row.Name.size() > 1 ? "=" : "+";
  Spec += '[';
  for (char C : summary(Row)) {
    if (StringRef("[]:\\").contains(C))
      Spec += '\\';
    Spec += C;
  }
  Spec += ']';
  if (Row.NeedsValue) {
    Spec += ":" + Row.ValueName + ":";
    if (!Row.Values.empty())
      Spec += "(" + valueWords(Row) + ")";
    else if (Row.ValueName == "globs" || Row.ValueName == "check" ||
             Row.ValueName == "rev")
      Spec += "_map_tidy_" + Row.ValueName;
    else if (isPath(Row))
      Spec += "_files";
  }
  return Spec;
}

static void printZsh(ArrayRef<OptionRow> Rows, StringRef AboutMerge,
                     raw_ostream &OS) {
  OS << "#compdef map-tidy\n# Completion of map-tidy for zsh.\n\n"
        "local -a checks=("
     << checkWords()
     << ")\n"
        "_map_tidy_globs() { _sequence compadd - $checks }\n"
        "_map_tidy_check() { compadd -a checks }\n"
        "_map_tidy_rev() { compadd -- ${(f)\"$(git for-each-ref "
        "--format='%(refname:short)' 2>/dev/null)\"} }\n"
        "_map_tidy_first() {\n"
        "  ((CURRENT == 2)) || { _files; return }\n"
        "  local -a commands=("
     << quoted(("merge:" + AboutMerge).str(), "'\\''")
     << ")\n"
        "  _alternative 'commands:command:{_describe command commands}' "
        "'files:file or folder:_files'\n"
        "}\n\n";
  auto Arguments = [&](StringRef Indent, bool OnlyForMerge) {
    OS << Indent << "_arguments -S \\\n";
    for (const OptionRow &Row : Rows)
      if (Row.IsForMerge || !OnlyForMerge)
        OS << Indent << "  " << quoted(zshSpec(Row), "'\\''") << " \\\n";
  };
  OS << "if [[ $words[2] == merge ]] && ((CURRENT > 2)); then\n"
        "  shift words\n"
        "  ((CURRENT--))\n";
  Arguments("  ", /*OnlyForMerge=*/true);
  OS << "    '*:report:_files'\n"
        "  return\n"
        "fi\n";
  Arguments("", /*OnlyForMerge=*/false);
  OS << "  '1:file or folder:_map_tidy_first' '*:file or folder:_files'\n";
}

static void printFish(ArrayRef<OptionRow> Rows, StringRef AboutMerge,
                      raw_ostream &OS) {
  OS << "# Completion of map-tidy for fish.\n\n"
        "function __map_tidy_merges\n"
        "  set -l words (commandline -opc)\n"
        "  test \"$words[2]\" = merge\n"
        "end\n"
        "complete -c map-tidy -n 'test (count (commandline -opc)) = 1' "
        "-a merge -d "
     << quoted(AboutMerge, "\\'") << '\n';
  for (const OptionRow &Row : Rows) {
    OS << "complete -c map-tidy -" << (Row.Name.size() > 1 ? "l " : "s ")
       << Row.Name << " -d " << quoted(summary(Row), "\\'");
    if (!Row.IsForMerge)
      OS << " -n 'not __map_tidy_merges'";
    if (!Row.Values.empty()) {
      OS << " -x -a " << quoted(valueWords(Row), "\\'");
    } else if (Row.ValueName == "globs" || Row.ValueName == "check") {
      OS << " -x -a \"(__fish_complete_list , 'string split \\\" \\\" \\\""
         << checkWords() << "\\\"')\"";
    } else if (Row.ValueName == "rev") {
      OS << " -x -a \"(git for-each-ref --format='%(refname:short)' "
            "2>/dev/null)\"";
    } else if (isPath(Row)) {
      OS << " -r -F";
    } else if (Row.NeedsValue) {
      OS << " -x";
    }
    OS << '\n';
  }
}

void printCompletion(Shell For, const CommandLine &Line, raw_ostream &OS) {
  std::vector<OptionRow> Rows = optionRows(Line);
  switch (For) {
  case Shell::Bash:
    return printBash(Rows, OS);
  case Shell::Zsh:
    return printZsh(Rows, Line.Merge.getDescription(), OS);
  case Shell::Fish:
    return printFish(Rows, Line.Merge.getDescription(), OS);
  }
}

void printManual(const CommandLine &Line, raw_ostream &OS) {
  std::vector<MarkdownBlock> Page = parseMarkdown(pageOf("map-tidy"));
  auto FirstSection = find_if(Page, [](const MarkdownBlock &Block) {
    return Block.Kind == MarkdownBlock::Heading && Block.Level == 2;
  });
  OS << ".TH MAP\\-TIDY 1 \"\" \"MapTidy " MAPTIDY_VERSION
        "\" \"User Commands\"\n"
        ".SH NAME\n"
        "map\\-tidy \\- finds misuse of maps and sets in C++ projects and "
        "fixes it\n"
        ".SH SYNOPSIS\n"
        ".B map\\-tidy\n"
        "[\\fIoptions\\fR] [\\fIfile or folder\\fR ...] "
        "[\\fB\\-\\-\\fR \\fIcompiler flags\\fR]\n"
        ".br\n"
        ".B map\\-tidy merge\n"
        "[\\fIoptions\\fR] \\fIreport\\fR ...\n"
        ".SH DESCRIPTION\n";
  printForMan(ArrayRef(Page.data(), FirstSection - Page.begin()), OS);
  OS << ".SH OPTIONS\n";
  std::string ForMerge;
  for (const OptionRow &Row : optionRows(Line)) {
    if (Row.IsForMerge)
      ForMerge += (ForMerge.empty() ? "\\fB" : ", \\fB") +
                  escapedForMan(Row.spelling()) + "\\fR";
    OS << ".TP\n\\fB" << escapedForMan(Row.spelling()) << "\\fR";
    if (Row.NeedsValue)
      OS << (Row.Name.size() > 1 ? "=" : " ") << "\\fI"
         << escapedForMan(Row.ValueName) << "\\fR";
    OS << '\n';
    for (StringRef Rest = Row.Help; !Rest.empty();) {
      auto [Text, Tail] = Rest.split('\n');
      OS << escapedForMan(Text) << '\n';
      Rest = Tail;
    }
    for (const auto &[Value, Meaning] : Row.Values)
      OS << ".br\n\\fB" << escapedForMan(Value)
         << "\\fR: " << escapedForMan(Meaning) << '\n';
  }
  OS << ".SS \"map\\-tidy merge\"\n"
     << escapedForMan(Line.Merge.getDescription())
     << ", written with \\fB\\-\\-format=json\\fR. It has these of the "
        "options: "
     << ForMerge << ".\n";
  printForMan(ArrayRef(Page).drop_front(FirstSection - Page.begin()), OS);
  OS << ".SH \"SEE ALSO\"\n"
        ".BR clang\\-tidy (1),\n"
        ".BR clangd (1),\n"
        ".BR git (1)\n";
}

} // namespace clang::tidy::maps::tool
