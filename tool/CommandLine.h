//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The options of map-tidy: their declaration, and what follows from several of
/// them together.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_COMMANDLINE_H
#define MAPTIDY_TOOL_COMMANDLINE_H

#include "Completion.h"
#include "Config.h"
#include "Formats.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"
#include <string>

namespace clang::tidy::maps::tool {

namespace cl = llvm::cl;

/// Options that are created after the libraries' own are gone; see
/// removeForeignOptions().
struct CommandLine {
  cl::OptionCategory Category{"map-tidy options"};

  /// "map-tidy merge": the options about reports, and reports as arguments.
  cl::SubCommand Merge{"merge", "Make one report of those of several runs"};
  cl::list<std::string> Reports{cl::Positional, cl::sub(Merge),
                                cl::cat(Category),
                                cl::desc("[report of --format=json ...]")};

  cl::list<std::string> Sources{cl::Positional, cl::cat(Category),
                                cl::desc("[file or folder ...]")};
  cl::opt<std::string> BuildDir{
      "p", cl::desc("The folder of compile_commands.json, or the file itself"),
      cl::value_desc("dir"), cl::cat(Category)};
  cl::opt<unsigned> Jobs{
      "j",
      cl::desc("Translation units at a time (default: all cores)"),
      cl::value_desc("n"),
      cl::Prefix,
      cl::init(0),
      cl::cat(Category)};
  cl::opt<unsigned> Timeout{
      "timeout",
      cl::desc("Give up on a translation unit after so long (default: 600;\n"
               "0: never)"),
      cl::value_desc("seconds"), cl::init(600), cl::cat(Category)};
  cl::opt<unsigned> MemoryLimit{
      "memory-limit",
      cl::desc(
          "Give up on a translation unit that needs more memory (default:\n"
          "three quarters of the machine's; 0: never)"),
      cl::value_desc("MiB"), cl::cat(Category)};
  cl::opt<std::string> Cache{
      "cache",
      cl::desc("Where the results of former runs are (default: in the user's\n"
               "cache folder, or what MAP_TIDY_CACHE says)"),
      cl::value_desc("dir"), cl::cat(Category)};
  cl::opt<bool> NoCache{"no-cache", cl::desc("Analyse everything anew"),
                        cl::cat(Category)};
  cl::opt<bool> Stats{"stats", cl::desc("Say where the time goes"),
                      cl::cat(Category)};
  cl::opt<Preset> Base{
      "preset", cl::desc("The checks to start with:"),
      cl::values(clEnumValN(Preset::Default, "default",
                            "those that find errors and waste (default)"),
                 clEnumValN(Preset::All, "all", "every check")),
      cl::init(Preset::Default), cl::cat(Category)};
  cl::opt<std::string> Checks{
      "checks",
      cl::desc("Comma-separated globs, '-' before one removes: added to the\n"
               "preset and to the Checks of .clang-tidy.\n"
               "--checks='-*,map-null-write' runs that check only"),
      cl::value_desc("globs"), cl::cat(Category)};
  cl::opt<std::string> Inline{
      "config",
      cl::desc("This configuration, in the format of .clang-tidy, instead of "
               "the\nproject's files"),
      cl::value_desc("yaml"), cl::cat(Category)};
  cl::opt<std::string> ConfigFile{"config-file",
                                  cl::desc("The same, read from a file"),
                                  cl::value_desc("file"), cl::cat(Category)};
  cl::opt<bool> Fix{"fix",
                    cl::desc("Apply the safe fixes: the program behaves the "
                             "same afterwards"),
                    cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Merge),
                    cl::cat(Category)};
  cl::opt<bool> FixNotes{
      "fix-notes",
      cl::desc("Apply the fixes offered in notes, too: read what they change"),
      cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<bool> Diff{
      "diff",
      cl::desc("Print the safe fixes (with --fix-notes the others, too) as a\n"
               "patch instead of the findings, and change no file"),
      cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<std::string> FormatStyle{
      "format-style",
      cl::desc("Format around fixes: none (default), file (.clang-format) or a "
               "style's name"),
      cl::value_desc("style"),
      cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Merge),
      cl::cat(Category)};
  cl::list<Format> Formats{
      "format",
      cl::desc(
          "What to write; again for several, each but one followed by -o:"),
      cl::values(
          clEnumValN(Format::Text, "text", "as compilers do (default)"),
          clEnumValN(Format::Sarif, "sarif", "SARIF 2.1.0"),
          clEnumValN(Format::Json, "json", "everything, for map-tidy merge"),
          clEnumValN(Format::Github, "github", "annotations of GitHub Actions"),
          clEnumValN(Format::Gitlab, "gitlab", "Code Quality of GitLab"),
          clEnumValN(Format::Checkstyle, "checkstyle", "Checkstyle's XML"),
          clEnumValN(Format::Html, "html", "a page to read and search")),
      cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Merge),
      cl::cat(Category)};
  cl::list<std::string> OutputFiles{
      "o",
      cl::desc("Write the report of the --format before it here; without one\n"
               "the ending says the format: .txt .sarif .json .xml .html"),
      cl::value_desc("file"),
      cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<std::string> Root{
      "root",
      cl::desc("What paths in reports are relative to (default: the nearest\n"
               "folder above that holds .git, or else this folder)"),
      cl::value_desc("folder"),
      cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<std::string> BaselineFile{
      "baseline",
      cl::desc("Do not report the findings that this file lists"),
      cl::value_desc("file"),
      cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<bool> UpdateBaseline{
      "update-baseline",
      cl::desc("Make the file of --baseline list all findings there are"),
      cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<std::string> ShardOf{
      "shard",
      cl::desc("Analyse one part of the project, as 2/4, the second of four;\n"
               "map-tidy merge makes one report of those of all parts"),
      cl::value_desc("i/n"), cl::cat(Category)};
  cl::opt<std::string> ExportFixes{
      "export-fixes",
      cl::desc("Write the findings for clang-apply-replacements"),
      cl::value_desc("file"),
      cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<std::string> HeaderFilter{
      "header-filter",
      cl::desc("Report only in headers that match (default: all but system "
               "headers)"),
      cl::value_desc("regex"), cl::cat(Category)};
  cl::opt<std::string> ExcludeHeaderFilter{
      "exclude-header-filter", cl::desc("Do not report in headers that match"),
      cl::value_desc("regex"), cl::cat(Category)};
  cl::opt<bool> SystemHeaders{"system-headers",
                              cl::desc("Report in system headers, too"),
                              cl::cat(Category)};
  cl::opt<std::string> Since{
      "since",
      cl::desc("Report only what changed since HEAD left this git revision,\n"
               "committed or not: findings with their place or a note's in a\n"
               "line that was touched"),
      cl::value_desc("rev"),
      cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<std::string> LineFilter{
      "line-filter",
      cl::desc("The same for these lines:\n"
               "[{\"name\":\"a.cpp\",\"lines\":[[1,3]]},{\"name\":\"b.h\"}]"),
      cl::value_desc("json"),
      cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<std::string> WarningsAsErrors{
      "warnings-as-errors", cl::desc("Show findings of these checks as errors"),
      cl::value_desc("globs"), cl::cat(Category)};
  cl::list<std::string> ExtraArgs{
      "extra-arg", cl::desc("One more compiler flag, after the others"),
      cl::value_desc("flag"), cl::cat(Category)};
  cl::list<std::string> ExtraArgsBefore{
      "extra-arg-before", cl::desc("One more compiler flag, before the others"),
      cl::value_desc("flag"), cl::cat(Category)};
  cl::opt<bool> UseColor{
      "use-color",
      cl::desc("Colours (default: on a terminal, unless NO_COLOR is set)"),
      cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<bool> Quiet{"quiet", cl::desc("No summary, no progress"),
                      cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Merge),
                      cl::cat(Category)};
  cl::opt<bool> ExitZero{
      "exit-zero",
      cl::desc("Exit status 0 even if there are findings; errors keep theirs"),
      cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Merge),
      cl::cat(Category)};
  cl::opt<bool> ListChecks{
      "list-checks",
      cl::desc("List the checks that are enabled, then the others"),
      cl::cat(Category)};
  cl::opt<std::string> Explain{
      "explain",
      cl::desc("Show the page of a check: what it finds, why, what to write"),
      cl::value_desc("check"), cl::cat(Category)};
  cl::opt<bool> Init{
      "init",
      cl::desc("Write a commented .clang-tidy and .clangd into this folder"),
      cl::cat(Category)};
  cl::opt<Shell> CompletionFor{
      "completion", cl::desc("Print the completion script of a shell:"),
      cl::values(clEnumValN(Shell::Bash, "bash", "source <(map-tidy ...)"),
                 clEnumValN(Shell::Zsh, "zsh", "for a folder of $fpath"),
                 clEnumValN(Shell::Fish, "fish", "map-tidy ... | source")),
      cl::cat(Category)};
  cl::opt<bool> Manual{"manual", cl::desc("Print the manual page map-tidy(1)"),
                       cl::Hidden, cl::cat(Category)};
  cl::opt<bool> VerifyConfig{
      "verify-config",
      cl::desc("Look for misspelt checks and options in the configuration"),
      cl::cat(Category)};
  cl::opt<bool> DumpConfig{
      "dump-config",
      cl::desc("Print the configuration in effect for the first file"),
      cl::cat(Category)};
};

/// LLVM's libraries register hundreds of options of their own, which are no
/// business of the user's, and whose names are then taken. To be called before
/// a CommandLine is made.
void removeForeignOptions();

/// Reads the arguments into the CommandLine that exists. What is wrong is
/// printed to standard error.
/// \returns whether the arguments are valid.
bool parseCommandLine(int Argc, const char *const *Argv);

/// Whether the report on standard output has colours.
bool useColors(const CommandLine &Line);

/// What \p Line says about the configuration.
/// \returns an error with a sentence for the user if options contradict each
/// other or cannot be read.
llvm::Expected<ConfigRequest> configRequest(const CommandLine &Line);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_COMMANDLINE_H
