//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Database.h"
#include "Errors.h"
#include "Flags.h"
#include "Nesting.h"
#include "Paths.h"
#include "clang/Driver/Types.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include <iterator>
#include <set>
#include <utility>

using namespace llvm;

namespace clang::tidy::maps::tool {

static constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";
static constexpr llvm::StringLiteral HowToMake =
    "make one with 'cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or "
    "'bear -- make', or give the compiler's flags after '--'";

/// The database in \p Folder or in its build* folders, of these the one written
/// last.
static std::string databaseIn(StringRef Folder) {
  SmallString<256> Here(Folder);
  sys::path::append(Here, DatabaseName);
  if (sys::fs::is_regular_file(Here))
    return Here.str().str();
  std::string Newest;
  sys::TimePoint<> When;
  std::error_code EC;
  for (sys::fs::directory_iterator I(Folder, EC), E; I != E && !EC;
       I.increment(EC)) {
    if (!sys::path::filename(I->path()).starts_with("build"))
      continue;
    SmallString<256> Candidate(I->path());
    sys::path::append(Candidate, DatabaseName);
    sys::fs::file_status Status;
    if (sys::fs::status(Candidate, Status) ||
        Status.type() != sys::fs::file_type::regular_file)
      continue;
    auto Written = Status.getLastModificationTime();
    if (Newest.empty() || Written > When ||
        (Written == When && Candidate.str() < Newest)) {
      Newest = Candidate.str().str();
      When = Written;
    }
  }
  return Newest;
}

static std::string databaseAbove(StringRef Folder) {
  for (; !Folder.empty(); Folder = sys::path::parent_path(Folder))
    if (std::string Found = databaseIn(Folder); !Found.empty())
      return Found;
  return {};
}

Expected<std::string> findDatabase(StringRef BuildDir,
                                   ArrayRef<std::string> Sources) {
  if (!BuildDir.empty()) {
    std::string Given = absolutePath(BuildDir);
    if (sys::fs::is_regular_file(Given))
      return Given;
    if (!sys::fs::is_directory(Given))
      return sentence("'" + BuildDir + "', given with -p, does not exist; " +
                      HowToMake);
    SmallString<256> Path(Given);
    sys::path::append(Path, DatabaseName);
    if (!sys::fs::exists(Path))
      return sentence("there is no " + DatabaseName + " in '" + BuildDir +
                      "'; " + HowToMake);
    return Path.str().str();
  }
  std::string Found = databaseAbove(absolutePath("."));
  if (Found.empty() && !Sources.empty())
    Found =
        databaseAbove(sys::path::parent_path(absolutePath(Sources.front())));
  if (Found.empty())
    return sentence("there is no " + DatabaseName +
                    " in this folder, its build* folders or those above; " +
                    HowToMake);
  return Found;
}

/// The YAML reader behind JSONCompilationDatabase prints what it does not
/// like; this finds it out first.
static std::optional<std::string> syntaxError(StringRef Text) {
  if (Text.contains('\0'))
    return "it is not text in UTF-8";
  if (isJSONTooDeep(Text))
    return "it is nested too deeply";
  Expected<json::Value> Strict = json::parse(Text);
  if (Strict)
    return std::nullopt;
  consumeError(Strict.takeError());
  std::optional<std::string> Problem;
  SourceMgr Sources;
  Sources.setDiagHandler(
      [](const SMDiagnostic &Diagnostic, void *Problem) {
        auto &Text = *static_cast<std::optional<std::string> *>(Problem);
        if (!Text)
          Text = ("line " + Twine(Diagnostic.getLineNo()) + ": " +
                  Diagnostic.getMessage())
                     .str();
      },
      &Problem);
  yaml::Stream Stream(Text, Sources);
  if (!Stream.validate() && !Problem)
    Problem = "it is not JSON";
  return Problem;
}

static driver::types::ID typeOf(StringRef Path) {
  StringRef Extension = sys::path::extension(Path);
  Extension.consume_front(".");
  return driver::types::lookupTypeForExtension(Extension);
}

/// What \p Command says that its file is.
static driver::types::ID saidType(const tooling::CompileCommand &Command) {
  namespace types = driver::types;
  bool IsClangCl = usesClangCl(Command.CommandLine);
  types::ID Said = types::TY_INVALID;
  bool IsNext = false;
  for (const std::string &Arg : Command.CommandLine) {
    StringRef Name = Arg;
    if (std::exchange(IsNext, false) || Name.consume_front("--language=") ||
        Name.consume_front("-x")) {
      IsNext = Name.empty();
      // -xHost and the like are no languages.
      if (types::ID Type = types::lookupTypeForTypeSpecifier(Name.data()))
        Said = Type;
    } else if (IsClangCl &&
               (Name.starts_with("/TP") || Name.starts_with("/Tp"))) {
      Said = types::TY_CXX;
    }
  }
  return Said;
}

/// Whether \p Command compiles C++: maps do not occur elsewhere, and another
/// language may not even have a parser here.
static bool compilesCXX(const tooling::CompileCommand &Command) {
  namespace types = driver::types;
  if (types::ID Said = saidType(Command))
    return types::isCXX(Said);
  types::ID Type = typeOf(Command.Filename);
  // "g++ a.c"
  if (is_contained(Command.CommandLine, "--driver-mode=g++"))
    Type = types::lookupCXXTypeForCType(Type);
  return types::isCXX(Type);
}

/// With CMAKE_CXX_CLANG_TIDY and its like, CMake compiles through a command of
/// its own.
static void removeCMakeLauncher(tooling::CommandLineArguments &Args) {
  auto Dashes = llvm::find(Args, "--");
  if (Dashes != Args.end() &&
      std::find(Args.begin(), Dashes, "__run_co_compile") != Dashes)
    Args.erase(Args.begin(), Dashes + 1);
}

/// Whether \p Command is another step of a build; "ninja -t compdb" lists all
/// of them, each with its first input.
static bool isNoCompilation(const tooling::CompileCommand &Command) {
  const tooling::CommandLineArguments &Args = Command.CommandLine;
  // Phony targets have an empty command and an output.
  if (Args.empty() || Args == tooling::CommandLineArguments{""})
    return !Command.Output.empty();
  if (driver::types::isDerivedFromC(typeOf(Command.Output)))
    return true;
  return any_of(Args, [](StringRef Arg) {
    return is_contained({"&&", "||", "|", ";", ">", "-E", "-M", "-MM"}, Arg);
  });
}

/// Expands what "@FILE" in \p Command stands for. Unlike
/// tooling::expandResponseFiles() it prints nothing about files that cannot be
/// used: the analysis tells of what is left.
static void expandResponseFiles(tooling::CompileCommand &Command) {
  if (none_of(Command.CommandLine,
              [](StringRef Arg) { return Arg.starts_with("@"); }))
    return;
  SmallVector<const char *> Args;
  for (const std::string &Arg : Command.CommandLine)
    Args.push_back(Arg.c_str());
  BumpPtrAllocator Alloc;
  cl::ExpansionContext Expansion(Alloc, cl::TokenizeGNUCommandLine);
  if (Error E = Expansion.setCurrentDir(Command.Directory)
                    .expandResponseFiles(Args)) {
    consumeError(std::move(E));
    return;
  }
  Command.CommandLine.assign(Args.begin(), Args.end());
}

/// What distinguishes \p Command for the analysis: libraries with the same
/// source compile it with the same flags into files of their own.
static std::vector<std::string>
identityOf(const tooling::CompileCommand &Command) {
  tooling::CommandLineArguments Args =
      withoutOutputs(Command.CommandLine, Command.Filename);
  Args.push_back(Command.Directory);
  Args.push_back(Command.Filename);
  return Args;
}

Expected<Commands> loadDatabase(StringRef Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text =
      MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Text)
    return sentence("cannot read '" + Path + "': " + Text.getError().message());
  auto Broken = [&](const Twine &Why) {
    return sentence("'" + Path + "' is not a compilation database (" + Why +
                    "); " + HowToMake);
  };
  if ((*Text)->getBuffer().trim().empty())
    return Broken("it is empty");
  if (std::optional<std::string> Problem = syntaxError((*Text)->getBuffer()))
    return Broken(*Problem);
  std::string Problem;
  std::unique_ptr<tooling::CompilationDatabase> Database =
      tooling::JSONCompilationDatabase::loadFromBuffer(
          (*Text)->getBuffer(), Problem,
          tooling::JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return Broken(StringRef(Problem).rtrim("\n."));

  StringRef Home = sys::path::parent_path(Path);
  Commands All;
  bool AnyEntry = false;
  std::set<std::vector<std::string>> Seen;
  for (tooling::CompileCommand &Command : Database->getAllCompileCommands()) {
    AnyEntry = true;
    Command.Directory = absolutePath(Command.Directory, Home);
    Command.Filename = absolutePath(Command.Filename, Command.Directory);
    removeCMakeLauncher(Command.CommandLine);
    if (isNoCompilation(Command))
      continue;
    expandResponseFiles(Command);
    if (!Command.CommandLine.empty())
      tooling::addTargetAndModeForProgramName(Command.CommandLine,
                                              Command.CommandLine.front());
    if (compilesCXX(Command) && Seen.insert(identityOf(Command)).second)
      All.push_back(std::move(Command));
  }
  if (!AnyEntry)
    return sentence("'" + Path + "' lists no source files; " + HowToMake);
  if (All.empty())
    return sentence("'" + Path + "' lists no C++ source files");
  return All;
}

/// Whether the name says so. One without an ending could be anything.
static bool isHeader(StringRef Path) {
  driver::types::ID Type = typeOf(Path);
  return Type != driver::types::TY_INVALID &&
         driver::types::onlyPrecompileType(Type);
}

namespace {
/// The commands that there are, for LLVM to infer others from.
class KnownCommands : public tooling::CompilationDatabase {
public:
  explicit KnownCommands(ArrayRef<tooling::CompileCommand> All) : All(All) {}

  Commands getCompileCommands(StringRef File) const override {
    Commands Result;
    copy_if(All, std::back_inserter(Result),
            [&](const tooling::CompileCommand &Command) {
              return Command.Filename == File;
            });
    return Result;
  }
  std::vector<std::string> getAllFiles() const override {
    std::vector<std::string> Files;
    for (const tooling::CompileCommand &Command : All)
      Files.push_back(Command.Filename);
    return Files;
  }

private:
  ArrayRef<tooling::CompileCommand> All;
};
} // namespace

static bool isBelow(StringRef Path, StringRef Folder) {
  return Path.consume_front(Folder) &&
         (Folder.ends_with("/") || Path.starts_with("/"));
}

Expected<Commands> selectCommands(Commands All, StringRef Path,
                                  ArrayRef<std::string> Sources) {
  if (Sources.empty())
    return All;
  std::vector<std::string> RealNames;
  for (const tooling::CompileCommand &Command : All)
    RealNames.push_back(realPath(Command.Filename));
  std::vector<bool> Chosen(All.size());
  std::unique_ptr<tooling::CompilationDatabase> Inferred;
  Commands Headers;
  StringSet<> SeenHeaders;
  for (const std::string &Source : Sources) {
    sys::fs::file_status Status;
    if (std::error_code EC = sys::fs::status(Source, Status))
      return sentence("cannot read '" + Source + "': " + EC.message());
    std::string Name = realPath(absolutePath(Source));
    bool IsFolder = Status.type() == sys::fs::file_type::directory_file;
    bool Any = false;
    for (size_t I = 0; I < All.size(); ++I) {
      if (IsFolder ? isBelow(RealNames[I], Name) : RealNames[I] == Name)
        Chosen[I] = Any = true;
    }
    if (Any)
      continue;
    if (IsFolder)
      return sentence("no C++ source below '" + Source + "' is listed in '" +
                      Path + "'");
    if (!isHeader(Source))
      return sentence("'" + Source + "' is not listed in '" + Path + "'; " +
                      (typeOf(Source) == driver::types::TY_INVALID
                           ? "name a source file that includes it, or give "
                             "the compiler's flags after '--'"
                           : "configure the project again if the file is new, "
                             "or give the compiler's flags after '--'"));
    if (!SeenHeaders.insert(Name).second)
      continue;
    if (!Inferred)
      Inferred = tooling::inferMissingCompileCommands(
          std::make_unique<KnownCommands>(All));
    append_range(Headers, Inferred->getCompileCommands(absolutePath(Source)));
  }
  Commands Result;
  for (size_t I = 0; I < All.size(); ++I)
    if (Chosen[I])
      Result.push_back(std::move(All[I]));
  append_range(Result, std::move(Headers));
  return Result;
}

Expected<std::unique_ptr<tooling::CompilationDatabase>>
flagsAfterDashes(int &Argc, const char *const *Argv) {
  const char *const *End = Argv + Argc;
  const char *const *Dashes = std::find(Argv, End, StringRef("--"));
  if (Dashes == End)
    return nullptr;
  tooling::CommandLineArguments Flags{"clang++"};
  Flags.insert(Flags.end(), Dashes + 1, End);
  // With CMake's own output there would be one for two inputs.
  Flags = withoutForeignFlags(
      tooling::getClangStripOutputAdjuster()(Flags, StringRef()));
  // What loadFromCommandLine() expects to find.
  std::vector<const char *> Given{"map-tidy", "--"};
  for (const std::string &Flag : drop_begin(Flags))
    Given.push_back(Flag.c_str());
  int Count = Given.size();
  std::string Problem;
  std::unique_ptr<tooling::CompilationDatabase> Database =
      tooling::FixedCompilationDatabase::loadFromCommandLine(
          Count, Given.data(), Problem, absolutePath("."));
  // Warnings about flags are no problem.
  if (!Database || StringRef(Problem).contains("error: "))
    return sentence("the flags after '--' cannot be used: " +
                    StringRef(Problem).rtrim());
  Argc = Dashes - Argv;
  return Database;
}

Expected<Commands> fixedCommands(const tooling::CompilationDatabase &Flags,
                                 ArrayRef<std::string> Sources) {
  if (Sources.empty())
    return sentence("name the files to analyse before '--'");
  Commands Result;
  StringSet<> Seen;
  for (const std::string &Source : Sources) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(Source);
    if (!Text)
      return sentence("cannot read '" + Source +
                      "': " + Text.getError().message());
    std::string Path = absolutePath(Source);
    if (!Seen.insert(realPath(Path)).second)
      continue;
    for (tooling::CompileCommand &Command : Flags.getCompileCommands(Path)) {
      Command.Directory = absolutePath(Command.Directory);
      // ".h" alone means C to the compiler.
      if (isHeader(Path) && !compilesCXX(Command))
        Command.CommandLine.insert(Command.CommandLine.begin() + 1,
                                   "-xc++-header");
      Result.push_back(std::move(Command));
    }
  }
  return Result;
}

} // namespace clang::tidy::maps::tool
