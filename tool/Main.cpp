//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The command line of map-tidy and its exit status.
///
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Config.h"
#include "Database.h"
#include "Fixer.h"
#include "Paths.h"
#include "Report.h"
#include "ToolCompat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/TargetSelect.h"

using namespace llvm;

namespace clang::tidy::maps::tool {
namespace {

/// Documented in docs/map-tidy.md.
enum ExitStatus {
  Clean = 0,
  Found = 1,
  BadUsage = 2,
  Incomplete = 3,
};

constexpr char Overview[] =
    R"(map-tidy finds misuse of maps and sets in C++ projects and fixes it.

It reads compile_commands.json (in the current folder, its build* folders or
those above), analyses every C++ file listed there, or only the files and
folders given, and reports each finding once.

  map-tidy                             the whole project
  map-tidy src/net --fix               a folder; applies the safe fixes
  map-tidy a.cpp -- -std=c++20 -Iinc   one file, with these compiler flags

Exit status: 0 nothing to report, 1 findings, 2 usage or configuration error,
3 some translation units could not be analysed.
)";

/// Options that are created after the libraries' own are gone; see
/// removeForeignOptions().
struct CommandLine {
  cl::OptionCategory Category{"map-tidy options"};

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
                    cl::cat(Category)};
  cl::opt<bool> FixNotes{
      "fix-notes",
      cl::desc("Apply the fixes offered in notes, too: read what they change"),
      cl::cat(Category)};
  cl::opt<std::string> FormatStyle{
      "format-style",
      cl::desc("Format around fixes: none (default), file (.clang-format) or a "
               "style's name"),
      cl::value_desc("style"), cl::cat(Category)};
  cl::opt<std::string> ExportFixes{
      "export-fixes",
      cl::desc("Write the findings for clang-apply-replacements"),
      cl::value_desc("file"), cl::cat(Category)};
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
  cl::opt<std::string> LineFilter{
      "line-filter",
      cl::desc("Report only in these lines:\n"
               "[{\"name\":\"a.cpp\",\"lines\":[[1,3]]},{\"name\":\"b.h\"}]"),
      cl::value_desc("json"), cl::cat(Category)};
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
      cl::cat(Category)};
  cl::opt<bool> Quiet{"quiet", cl::desc("No summary"), cl::cat(Category)};
  cl::opt<bool> ListChecks{
      "list-checks",
      cl::desc("List the checks that are enabled, then the others"),
      cl::cat(Category)};
  cl::opt<bool> VerifyConfig{
      "verify-config",
      cl::desc("Look for misspelt checks and options in the configuration"),
      cl::cat(Category)};
  cl::opt<bool> DumpConfig{
      "dump-config",
      cl::desc("Print the configuration in effect for the first file"),
      cl::cat(Category)};
};

} // namespace

static int fail(const Twine &Sentence) {
  errs() << "map-tidy: " << Sentence << '\n';
  return BadUsage;
}

static int fail(Error E) { return fail(toString(std::move(E))); }

/// LLVM's libraries register hundreds of options of their own, which are no
/// business of the user's, and whose names are then taken.
static void removeForeignOptions() {
  std::vector<cl::Option *> Foreign;
  for (auto &[Name, Option] : cl::getRegisteredOptions())
    if (!is_contained({"help", "help-hidden", "help-list", "help-list-hidden",
                       "version", "print-options", "print-all-options"},
                      Name))
      Foreign.push_back(Option);
  for (cl::Option *Option : Foreign)
    Option->removeArgument();
}

static void printVersion(raw_ostream &OS) {
  OS << "map-tidy " MAPTIDY_VERSION " for LLVM " LLVM_VERSION_STRING "\n";
}

static bool useColors(const CommandLine &Line) {
  if (Line.UseColor.getNumOccurrences())
    return Line.UseColor;
  std::optional<std::string> NoColor = sys::Process::GetEnv("NO_COLOR");
  return sys::Process::StandardOutHasColors() && (!NoColor || NoColor->empty());
}

static Expected<ConfigRequest> configRequest(const CommandLine &Line) {
  auto Sentence = [](const Twine &Text) {
    return createStringError(inconvertibleErrorCode(), Text);
  };
  ConfigRequest Request;
  Request.Base = Line.Base;
  if (Line.Checks.getNumOccurrences())
    Request.Checks = Line.Checks;
  bool HasInline = Line.Inline.getNumOccurrences();
  bool HasFile = Line.ConfigFile.getNumOccurrences();
  if (HasInline && HasFile)
    return Sentence("use either --config or --config-file, not both");
  // An empty --config means the project's own, as in clang-tidy.
  if (HasInline && !Line.Inline.empty())
    Request.Inline = {Line.Inline, "--config"};
  if (HasFile) {
    auto Text = MemoryBuffer::getFile(Line.ConfigFile);
    if (!Text)
      return Sentence("cannot read '" + Line.ConfigFile +
                      "': " + Text.getError().message());
    Request.Inline = {(*Text)->getBuffer().str(), Line.ConfigFile};
  }
  if (!Line.LineFilter.empty() &&
      parseLineFilter(Line.LineFilter, Request.Global))
    return Sentence("the value of --line-filter is not valid; it looks like "
                    "'[{\"name\":\"a.cpp\",\"lines\":[[1,3]]}]'");
  auto Take = [](const cl::opt<std::string> &Option,
                 std::optional<std::string> &Value) {
    if (Option.getNumOccurrences())
      Value = Option;
  };
  Take(Line.HeaderFilter, Request.Override.HeaderFilterRegex);
  Take(Line.ExcludeHeaderFilter, Request.Override.ExcludeHeaderFilterRegex);
  Take(Line.WarningsAsErrors, Request.Override.WarningsAsErrors);
  Take(Line.FormatStyle, Request.Override.FormatStyle);
  if (Line.SystemHeaders.getNumOccurrences())
    Request.Override.SystemHeaders = Line.SystemHeaders;
  if (!Line.ExtraArgs.empty())
    Request.Override.ExtraArgs.emplace(Line.ExtraArgs.begin(),
                                       Line.ExtraArgs.end());
  if (!Line.ExtraArgsBefore.empty())
    Request.Override.ExtraArgsBefore.emplace(Line.ExtraArgsBefore.begin(),
                                             Line.ExtraArgsBefore.end());
  return Request;
}

/// The commands to analyse.
static Expected<Commands>
commandsFor(const CommandLine &Line,
            const tooling::CompilationDatabase *FlagsGiven) {
  if (FlagsGiven)
    return fixedCommands(*FlagsGiven, Line.Sources);
  Expected<std::string> Path = findDatabase(Line.BuildDir, Line.Sources);
  if (!Path)
    return Path.takeError();
  Expected<Commands> All = loadDatabase(*Path);
  if (!All)
    return All.takeError();
  return selectCommands(std::move(*All), *Path, Line.Sources);
}

/// The enabled checks as clang-tidy lists them; below and indented the others,
/// since nobody asks for what he has not heard of.
static void listChecks(ArrayRef<const CheckRow *> Enabled) {
  for (const CheckRow *Row : Enabled)
    outs() << left_justify(Row->Id, 28) << Row->Sentence << '\n';
  if (Enabled.size() == allChecks().size())
    return;
  outs()
      << "\nNot enabled (--checks=<name> adds one, --preset=all every one):\n";
  for (const CheckRow &Row : allChecks())
    if (!is_contained(Enabled, &Row))
      outs() << "  " << left_justify(Row.Id, 26) << Row.Sentence << '\n';
}

/// --list-checks, --dump-config and --verify-config look at the configuration
/// for the first file given, or for this folder.
static int showConfig(const CommandLine &Line, Config &Configuration) {
  std::string File = absolutePath(Line.Sources.empty() ? std::string("x.cpp")
                                                       : Line.Sources.front());
  if (Line.VerifyConfig) {
    if (!Configuration.verify(File, errs()))
      return BadUsage;
    outs() << "the configuration is valid\n";
    return Clean;
  }
  Expected<Config::Options> Options = Configuration.optionsFor(File);
  if (!Options)
    return fail(Options.takeError());
  if (Line.DumpConfig) {
    outs() << dumpConfig(**Options) << '\n';
    return Clean;
  }
  listChecks(enabledChecks(**Options));
  return Clean;
}

static int run(const CommandLine &Line,
               const tooling::CompilationDatabase *FlagsGiven,
               std::string ResourceDirectory) {
  sys::TimePoint<> Start = std::chrono::system_clock::now();
  Expected<ConfigRequest> Request = configRequest(Line);
  if (!Request)
    return fail(Request.takeError());
  AnalysisSettings Settings;
  Settings.Jobs = Line.Jobs;
  Settings.Global = Request->Global;
  Settings.ResourceDirectory = std::move(ResourceDirectory);
  Expected<std::unique_ptr<Config>> Configuration =
      Config::create(std::move(*Request));
  if (!Configuration)
    return fail(Configuration.takeError());
  if (Line.ListChecks || Line.DumpConfig || Line.VerifyConfig)
    return showConfig(Line, **Configuration);

  Expected<Commands> Chosen = commandsFor(Line, FlagsGiven);
  if (!Chosen)
    return fail(Chosen.takeError());
  std::vector<Unit> Units;
  for (tooling::CompileCommand &Command : *Chosen) {
    Expected<Config::Options> Options =
        (*Configuration)->optionsFor(Command.Filename);
    if (!Options)
      return fail(Options.takeError());
    if (!enabledChecks(**Options).empty())
      Units.push_back({std::move(Command), std::move(*Options)});
  }
  if (Units.empty())
    return fail("no checks are enabled; --list-checks names them");

  std::vector<UnitResult> Results = analyse(Units, Settings);
  std::vector<Finding> Findings = mergeFindings(Results);
  FixPlan Plan = planFixes(Findings, Line.FixNotes ? FixMode::Offered
                                     : Line.Fix    ? FixMode::Safe
                                                   : FixMode::None);
  printText(Findings, Plan, outs(), useColors(Line));
  outs().flush();
  printProblems(Results, errs());
  if (!Line.Quiet)
    printSummary(Findings, Results, errs());

  if (!Line.ExportFixes.empty()) {
    std::error_code EC;
    raw_fd_ostream OS(Line.ExportFixes, EC);
    if (EC)
      return fail("cannot write '" + Line.ExportFixes + "': " + EC.message());
    exportFixes(Findings, OS);
  }
  if (!Plan.Edits.empty()) {
    auto Style = [&](StringRef File) {
      Expected<Config::Options> Options = (*Configuration)->optionsFor(File);
      if (Options)
        return (*Options)->FormatStyle.value_or("none");
      consumeError(Options.takeError());
      return std::string("none");
    };
    if (Error E = applyFixes(Plan, Start, Style))
      return fail(std::move(E));
  }
  unsigned Fixed = Plan.count(FixPlan::Applied);
  if (!Line.Quiet && (Line.Fix || Line.FixNotes)) {
    errs() << "applied " << counted(Fixed, "fix") << " in "
           << counted(Plan.Edits.size(), "file");
    if (unsigned Skipped = Plan.count(FixPlan::Skipped))
      errs() << "; " << Skipped
             << " left out: they overlap others or differ between translation "
                "units";
    errs() << '\n';
  }
  if (any_of(Results, [](const UnitResult &Result) {
        return Result.Status != UnitResult::Analysed;
      }))
    return Incomplete;
  return Fixed < Findings.size() ? Found : Clean;
}

static int mapTidyMain(int Argc, const char **Argv) {
  std::string Problem;
  std::unique_ptr<tooling::CompilationDatabase> FlagsGiven =
      tooling::FixedCompilationDatabase::loadFromCommandLine(
          Argc, Argv, Problem, absolutePath("."));
  if (!Problem.empty())
    return fail("the flags after '--' cannot be used: " +
                StringRef(Problem).rtrim());
  removeForeignOptions();
  CommandLine Line;
  cl::SetVersionPrinter(printVersion);
  std::string UsageProblem;
  raw_string_ostream UsageStream(UsageProblem);
  if (!cl::ParseCommandLineOptions(Argc, Argv, Overview, &UsageStream)) {
    errs() << UsageProblem;
    return BadUsage;
  }
  // Clang's built-in headers are found from where the compiler is; this command
  // may be elsewhere.
  std::string Resources = compat::resourceDirectory(
      Argv[0], reinterpret_cast<void *>(&mapTidyMain));
  if (!sys::fs::is_directory(Resources + "/include"))
    Resources = MAPTIDY_RESOURCE_DIR;
  return run(Line, FlagsGiven.get(), std::move(Resources));
}

} // namespace clang::tidy::maps::tool

int main(int Argc, const char **Argv) {
  setBugReportMsg("map-tidy itself crashed; please report this with the "
                  "command and the output\n");
  InitLLVM Init(Argc, Argv);
  InitializeAllTargetInfos();
  InitializeAllTargetMCs();
  InitializeAllAsmParsers();
  clang::tidy::maps::tool::prepareForCrashes();
  int Status = clang::tidy::maps::tool::mapTidyMain(Argc, Argv);
  // The libraries' destructors would visit what an analysis that crashed left
  // on its stack.
  outs().flush();
  sys::Process::Exit(Status, /*NoCleanup=*/true);
}
