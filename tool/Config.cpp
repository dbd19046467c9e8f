//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Config.h"
#include "Errors.h"
#include "Nesting.h"
#include "Paths.h"
#include "ToolCompat.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/GlobList.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

ArrayRef<CheckRow> allChecks() {
  enum { Default, Advice };
  static constexpr CheckRow Rows[] = {
#define CHECK(CLASS, ID, GRADE, PRESET, SINCE, SENTENCE)                       \
  {ID, #GRADE, PRESET == Default, SENTENCE},
#include "Checks.def"
  };
  (void)Advice;
  return Rows;
}

std::string presetGlobs(Preset Base) {
  std::string Globs = "-*";
  for (const CheckRow &Row : allChecks())
    if (Base == Preset::All || Row.IsDefault)
      Globs += ("," + Row.Id).str();
  return Globs;
}

static SmallVector<StringRef> splitGlobs(StringRef Globs) {
  SmallVector<StringRef> Parts;
  Globs.split(Parts, ',');
  for (StringRef &Part : Parts)
    Part = Part.trim();
  erase_if(Parts, [](StringRef Part) { return Part.empty(); });
  return Parts;
}

std::string ownGlobs(StringRef Checks) {
  SmallVector<StringRef> Parts = splitGlobs(Checks);
  SmallVector<StringRef> Own;
  bool EnablesLater = false;
  for (StringRef Part : reverse(Parts)) {
    if (Part.starts_with("map-"))
      EnablesLater = true;
    if (Part.starts_with("map-") || Part.starts_with("-map-") ||
        (Part == "-*" && EnablesLater))
      Own.push_back(Part);
  }
  return join(reverse(Own), ",");
}

static std::string closest(StringRef Wrong,
                           const std::vector<std::string> &Known) {
  unsigned Best = 6;
  std::string Result;
  for (StringRef Name : Known) {
    unsigned Distance = Wrong.edit_distance_insensitive(Name, true, Best);
    if (Distance < Best) {
      Best = Distance;
      Result = Name.str();
    }
  }
  return Result;
}

static std::string didYouMean(StringRef Wrong,
                              const std::vector<std::string> &Known,
                              StringRef Otherwise) {
  std::string Name = closest(Wrong, Known);
  return Name.empty() ? Otherwise.str() : "; did you mean '" + Name + "'?";
}

static std::vector<std::string> checkNames() {
  std::vector<std::string> Names;
  for (const CheckRow &Row : allChecks())
    Names.push_back(Row.Id.str());
  return Names;
}

/// The first glob that matches no check.
static std::optional<std::string> unknownGlob(StringRef Globs) {
  for (StringRef Part : splitGlobs(Globs)) {
    StringRef Name = Part;
    Name.consume_front("-");
    GlobList Glob(Name);
    if (none_of(allChecks(),
                [&](const CheckRow &Row) { return Glob.contains(Row.Id); }))
      return Name.str();
  }
  return std::nullopt;
}

std::string unknownCheck(StringRef Name) {
  return ((Name.contains('*') ? "no check matches '" : "unknown check '") +
          Name + "'" +
          didYouMean(Name, checkNames(), "; --list-checks names them all"))
      .str();
}

std::vector<const CheckRow *> enabledChecks(const ClangTidyOptions &Options) {
  GlobList Globs(Options.Checks.value_or(""));
  std::vector<const CheckRow *> Enabled;
  for (const CheckRow &Row : allChecks())
    if (Globs.contains(Row.Id))
      Enabled.push_back(&Row);
  return Enabled;
}

namespace {

/// Makes the checks that \p Options enable, as the start of an analysis does,
/// to learn their options and what they think of the given values.
struct TrialRun {
  ClangTidyOptions::OptionMap Values;
  StringSet<> Names;
  std::vector<std::string> Complaints;

  explicit TrialRun(const ClangTidyOptions &Options) {
    auto Context = compat::makeContext(std::make_unique<DefaultOptionsProvider>(
        ClangTidyGlobalOptions(), Options));
    ClangTidyDiagnosticConsumer Consumer(*Context);
    compat::Diagnostics Diagnostics(Consumer);
    Diagnostics.attachTo(*Context);
    Context->setOptionsCollector(&Names);
    Values = ClangTidyASTConsumerFactory(*Context).getCheckOptions();
    for (const ClangTidyError &Error : Consumer.take())
      Complaints.push_back(Error.Message.Message);
  }
};

/// The layers of the configuration, as clang-tidy's providers read them, with
/// this module's rule about Checks and with errors instead of printed lines.
template <typename Provider>
class LayeredConfig : public Config, private Provider {
public:
  template <typename... Args>
  explicit LayeredConfig(Args &&...Arguments)
      : Provider(std::forward<Args>(Arguments)...) {
    this->ConfigHandlers.clear();
    this->ConfigHandlers.emplace_back(
        ".clang-tidy",
        [this](MemoryBufferRef Text) -> ErrorOr<ClangTidyOptions> {
          Expected<ClangTidyOptions> Parsed = parse(Text);
          if (Parsed)
            return std::move(*Parsed);
          Problems.push_back(toString(Parsed.takeError()));
          return ClangTidyOptions();
        });
  }

  static Expected<ClangTidyOptions> parse(MemoryBufferRef Text) {
    if (isYAMLTooDeep(Text.getBuffer()))
      return sentence("the configuration is not valid: " +
                      Text.getBufferIdentifier() + ": it is nested too deeply");
    std::string Problem;
    ErrorOr<ClangTidyOptions> Parsed =
        parseConfigurationWithDiags(Text, [&](const SMDiagnostic &Diagnostic) {
          if (Problem.empty())
            Problem = (":" + Twine(Diagnostic.getLineNo()) + ": " +
                       Diagnostic.getMessage())
                          .str();
        });
    if (Parsed)
      return std::move(*Parsed);
    if (Problem.empty())
      Problem = ": " + Parsed.getError().message();
    return sentence("the configuration is not valid: " +
                    Text.getBufferIdentifier() + Problem);
  }

  Expected<Options> optionsFor(StringRef File) override {
    std::string Folder = sys::path::parent_path(File).str();
    auto [Entry, IsNew] = ByFolder.try_emplace(Folder);
    if (!IsNew)
      return Entry->second;
    ClangTidyOptions Merged;
    unsigned Order = 0;
    for (const auto &[Layer, Source] : layers(File)) {
      if (Layer.Checks)
        if (std::optional<std::string> Unknown = unknownGlob(*Layer.Checks))
          return sentence(Source + ": " + unknownCheck(*Unknown));
      Merged.mergeWith(Layer, ++Order);
    }
    if (!Problems.empty())
      return sentence(Problems.front());
    // What a check says about a wrong option is an error here, not a warning
    // that drowns.
    ClangTidyOptions Trial = Merged;
    Trial.Checks = *Merged.Checks + ",clang-tidy-config";
    TrialRun Run(Trial);
    if (!Run.Complaints.empty())
      return sentence("the configuration for '" + Folder +
                      "' is not valid: " + Run.Complaints.front());
    Entry->second = std::make_shared<ClangTidyOptions>(std::move(Merged));
    return Entry->second;
  }

  bool verify(StringRef File, raw_ostream &OS) override {
    ClangTidyOptions Everything;
    Everything.Checks = "*";
    StringSet<> Names = std::move(TrialRun(Everything).Names);
    std::vector<std::string> Known;
    for (StringRef Name : Names.keys())
      Known.push_back(Name.str());
    llvm::sort(Known);
    bool Fine = true;
    auto Complain = [&](StringRef Source, const Twine &What) {
      OS << Source << ": " << What << '\n';
      Fine = false;
    };
    std::vector<std::pair<ClangTidyOptions, std::string>> All = layers(File);
    for (const std::string &Problem : Problems)
      Complain("map-tidy", Problem);
    for (const auto &[Layer, Source] : All) {
      std::string Globs = Layer.Checks.value_or("");
      for (StringRef Part : splitGlobs(Globs))
        if (std::optional<std::string> Unknown = unknownGlob(Part))
          Complain(Source, unknownCheck(*Unknown));
      std::vector<std::string> Keys;
      for (StringRef Key : Layer.CheckOptions.keys())
        if ((Key.starts_with("map-") || Key.starts_with("MapTidy")) &&
            !Names.contains(Key))
          Keys.push_back(Key.str());
      llvm::sort(Keys);
      for (const std::string &Key : Keys)
        Complain(Source,
                 "unknown option '" + Key + "'" +
                     didYouMean(Key, Known, "; --dump-config names them all"));
    }
    return Fine;
  }

private:
  std::vector<std::pair<ClangTidyOptions, std::string>> layers(StringRef File) {
    // A source may have vanished with its folder: that is reported with the
    // source, the configuration is that of the folder above.
    std::string Existing = File.str();
    for (StringRef Folder = sys::path::parent_path(Existing);
         !Folder.empty() && !sys::fs::is_directory(Folder);
         Folder = sys::path::parent_path(Existing))
      Existing = Folder.str();
    auto Raw = Provider::getRawOptions(Existing);
    // The first layer is the preset and the last one the command line; both
    // are meant for this module.
    for (size_t I = 1; I + 1 < Raw.size(); ++I) {
      ClangTidyOptions &Layer = Raw[I].first;
      if (Layer.Checks)
        Layer.Checks = ownGlobs(*Layer.Checks);
      if (Layer.Checks && Layer.Checks->empty())
        Layer.Checks.reset();
    }
    Raw.front().second = "preset";
    Raw.back().second = "--checks";
    return Raw;
  }

  std::vector<std::string> Problems;
  StringMap<Options> ByFolder;
};

} // namespace

Expected<std::unique_ptr<Config>> Config::create(ConfigRequest Request) {
  ClangTidyOptions Defaults = ClangTidyOptions::getDefaults();
  Defaults.Checks = presetGlobs(Request.Base);
  Defaults.WarningsAsErrors = "";
  // A map in a header is as slow as one in a source file.
  Defaults.HeaderFilterRegex = ".*";
  Defaults.SystemHeaders = false;
  Defaults.FormatStyle = "none";
  Defaults.User = sys::Process::GetEnv("USER");
  Request.Override.Checks = std::move(Request.Checks);
  IntrusiveRefCntPtr<vfs::FileSystem> FS = vfs::getRealFileSystem();
  if (!Request.Inline)
    return std::make_unique<LayeredConfig<FileOptionsProvider>>(
        std::move(Request.Global), std::move(Defaults),
        std::move(Request.Override), std::move(FS));
  Expected<ClangTidyOptions> Given =
      LayeredConfig<ConfigOptionsProvider>::parse(
          MemoryBufferRef(Request.Inline->first, Request.Inline->second));
  if (!Given)
    return Given.takeError();
  return std::make_unique<LayeredConfig<ConfigOptionsProvider>>(
      std::move(Request.Global), std::move(Defaults), std::move(*Given),
      std::move(Request.Override), std::move(FS));
}

std::string dumpConfig(const ClangTidyOptions &Options) {
  ClangTidyOptions Dumped = Options;
  Dumped.CheckOptions = TrialRun(Options).Values;
  return configurationAsText(Dumped);
}

} // namespace clang::tidy::maps::tool
