//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "Errors.h"
#include "Nesting.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

static constexpr char Overview[] =
    R"(map-tidy finds misuse of maps and sets in C++ projects and fixes it.

It reads compile_commands.json (in the current folder, its build* folders or
those above), analyses every C++ file listed there, or only the files and
folders given, and reports each finding once.

  map-tidy                             the whole project
  map-tidy src/net --fix               a folder; applies the safe fixes
  map-tidy a.cpp -- -std=c++20 -Iinc   one file, with these compiler flags

Exit status: 0 nothing to report, 1 findings, 2 usage or configuration error,
3 some translation units could not be analysed, 128 + N interrupted by signal N.
)";

void removeForeignOptions() {
  std::vector<cl::Option *> Foreign;
  for (auto &[Name, Option] : cl::getRegisteredOptions())
    if (!is_contained({"help", "help-hidden", "version"}, Name))
      Foreign.push_back(Option);
  for (cl::Option *Option : Foreign)
    Option->removeArgument();
}

static void printVersion(raw_ostream &OS) {
  OS << "map-tidy " MAPTIDY_VERSION " for LLVM " LLVM_VERSION_STRING "\n";
}

bool parseCommandLine(int Argc, const char *const *Argv) {
  cl::SetVersionPrinter(printVersion);
  std::string Problem;
  raw_string_ostream Stream(Problem);
  if (cl::ParseCommandLineOptions(Argc, Argv, Overview, &Stream))
    return true;
  errs() << Problem;
  return false;
}

bool useColors(const CommandLine &Line) {
  if (Line.UseColor.getNumOccurrences())
    return Line.UseColor;
  std::optional<std::string> NoColor = sys::Process::GetEnv("NO_COLOR");
  return sys::Process::StandardOutHasColors() && (!NoColor || NoColor->empty());
}

Expected<ConfigRequest> configRequest(const CommandLine &Line) {
  ConfigRequest Request;
  Request.Base = Line.Base;
  if (Line.Checks.getNumOccurrences())
    Request.Checks = Line.Checks;
  bool HasInline = Line.Inline.getNumOccurrences();
  bool HasFile = Line.ConfigFile.getNumOccurrences();
  if (HasInline && HasFile)
    return sentence("use either --config or --config-file, not both");
  // An empty --config means the project's own, as in clang-tidy.
  if (HasInline && !Line.Inline.empty())
    Request.Inline = {Line.Inline, "--config"};
  if (HasFile) {
    auto Text = MemoryBuffer::getFile(Line.ConfigFile);
    if (!Text)
      return sentence("cannot read '" + Line.ConfigFile +
                      "': " + Text.getError().message());
    Request.Inline = {(*Text)->getBuffer().str(), Line.ConfigFile};
  }
  if (!Line.LineFilter.empty() &&
      // LLVM's parser crashes on an alias where the list should be.
      (!StringRef(Line.LineFilter).ltrim().starts_with("[") ||
       isYAMLTooDeep(Line.LineFilter) ||
       parseLineFilter(Line.LineFilter, Request.Global)))
    return sentence("the value of --line-filter is not valid; it looks like "
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

} // namespace clang::tidy::maps::tool
