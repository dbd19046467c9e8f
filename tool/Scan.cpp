//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Scan.h"
#include "BuildIdentity.h"
#include "Paths.h"
#include "ToolCompat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <algorithm>
#include <optional>
#include <set>

using namespace llvm;

namespace clang::tidy::maps::tool {

// ---- in the child
// ------------------------------------------------------------

namespace {

/// Parts one after the other, so that no two lists give the same.
class KeyHasher {
public:
  void add(StringRef Part) {
    Hasher.update((Twine(Part.size()) + ":").str());
    Hasher.update(Part);
  }
  template <typename Range> void addAll(const Range &Parts) {
    add(std::to_string(std::size(Parts)));
    for (StringRef Part : Parts)
      add(Part);
  }
  std::string key() { return toHex(Hasher.final<16>(), /*LowerCase=*/true); }

private:
  BLAKE3 Hasher;
};

/// Where a command looks for system headers.
class SystemFolders {
public:
  /// \p Arguments are the compiler's proper, as its driver writes them.
  SystemFolders(ArrayRef<std::string> Arguments, StringRef Directory) {
    for (size_t I = 1; I < Arguments.size(); ++I)
      if (StringRef(Arguments[I - 1]).ends_with("isystem"))
        Folders.insert(absolutePath(Arguments[I], Directory));
  }

  bool hold(StringRef Path) const {
    SmallString<256> Plain = Path;
    sys::path::remove_dots(Plain, /*remove_dot_dot=*/true);
    for (StringRef Above = Plain; !Above.empty();
         Above = sys::path::parent_path(Above))
      if (Folders.contains(Above))
        return true;
    return false;
  }

private:
  StringSet<> Folders;
};

/// Every file that scans meet, read once.
class ScannedFiles {
public:
  struct File {
    unsigned Index;
    std::string Hash;
  };
  explicit ScannedFiles(raw_ostream &Out) : Out(Out) {}

  /// \returns null if it cannot be read.
  const File *at(const std::string &Path, const SystemFolders &System) {
    auto [Entry, IsNew] = Known.try_emplace(Path);
    if (IsNew)
      Entry->second = read(Path, System.hold(Path));
    return Entry->second ? &*Entry->second : nullptr;
  }

private:
  std::optional<File> read(const std::string &Path, bool IsSystem) {
    sys::fs::file_status Status;
    // A line of the answer has to hold its name.
    if (StringRef(Path).find_first_of(StringRef("\n\0", 2)) !=
            StringRef::npos ||
        sys::fs::status(Path, Status) || !sys::fs::is_regular_file(Status))
      return std::nullopt;
    auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
    if (!Text)
      return std::nullopt;
    auto Hash = BLAKE3::hash<16>(arrayRefFromStringRef((*Text)->getBuffer()));
    Out << "F " << Status.getLastModificationTime().time_since_epoch().count()
        << ' ' << Status.getSize() << ' ' << Status.getUniqueID().getDevice()
        << ' ' << Status.getUniqueID().getFile() << ' ' << IsSystem << ' '
        << Path << '\n';
    return File{Count++, toHex(Hash, /*LowerCase=*/true)};
  }

  raw_ostream &Out;
  StringMap<std::optional<File>> Known;
  unsigned Count = 0;
};

/// Notes the files that are asked for. The scan tells of them with "x/.."
/// removed, which is another file if x is a symbolic link.
class NotingFileSystem : public vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    ErrorOr<vfs::Status> Result = ProxyFileSystem::status(Path);
    if (Result && Result->isRegularFile())
      note(Path);
    return Result;
  }
  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    ErrorOr<std::unique_ptr<vfs::File>> Result =
        ProxyFileSystem::openFileForRead(Path);
    if (Result)
      note(Path);
    return Result;
  }

  /// The files that may be told of as \p Path, as they were asked for; nearly
  /// always one.
  std::set<std::string> namedBy(StringRef Path) const {
    return Names.lookup(Path);
  }

private:
  void note(const Twine &Path) {
    SmallString<256> Asked, Told;
    Path.toVector(Asked);
    (void)makeAbsolute(Asked);
    Told = Asked;
    sys::path::remove_dots(Told, /*remove_dot_dot=*/true);
    Names[Told].insert(Asked.str().str());
  }

  StringMap<std::set<std::string>> Names;
};

class Dependencies : public compat::FileConsumer {
public:
  void file(StringRef Path) override { Files.push_back(Path.str()); }
  void command(const compat::scanning::Command &Command) override {
    llvm::append_range(Commands, Command.Arguments);
  }

  std::vector<std::string> Files;
  /// What the driver made of the command, its environment and configuration.
  std::vector<std::string> Commands;
};

class Scanner {
public:
  Scanner(const AnalysisSettings &Settings, raw_ostream &Out)
      : Settings(Settings), Out(Out), Files(Out),
        Service(compat::scanning::ScanningMode::DependencyDirectivesScan,
                compat::scanning::ScanningOutputFormat::Make),
        Asked(makeIntrusiveRefCnt<NotingFileSystem>(
            vfs::createPhysicalFileSystem())),
        Worker(Service, Asked) {}

  /// Writes "U KEY FILE..." or, if there is no key, "U".
  void scan(const Unit &U);

private:
  /// \returns whether \p Path, which the scan told of, could be read.
  bool addFile(StringRef Path, StringRef Directory, const SystemFolders &System,
               KeyHasher &Key, std::string &Indices);

  const AnalysisSettings &Settings;
  raw_ostream &Out;
  ScannedFiles Files;
  compat::scanning::DependencyScanningService Service;
  IntrusiveRefCntPtr<NotingFileSystem> Asked;
  compat::scanning::DependencyScanningWorker Worker;
};

} // namespace

/// Whether the compiler reads what the scan does not tell of: modules that were
/// built before, files under other names.
static bool readsMore(ArrayRef<std::string> Arguments) {
  return any_of(Arguments, [](StringRef Arg) {
    return any_of(ArrayRef<StringRef>{"-fmodule", "-fprebuilt-module",
                                      "-ivfsoverlay", "-vfsoverlay", "-fplugin",
                                      "-load"},
                  [&](StringRef Flag) { return Arg.starts_with(Flag); });
  });
}

bool Scanner::addFile(StringRef Path, StringRef Directory,
                      const SystemFolders &System, KeyHasher &Key,
                      std::string &Indices) {
  SmallString<256> Absolute(sys::path::is_absolute(Path) ? "" : Directory);
  sys::path::append(Absolute, Path);
  sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  std::set<std::string> Names = Asked->namedBy(Absolute);
  for (const std::string &Name : Names) {
    const ScannedFiles::File *File = Files.at(Name, System);
    if (!File)
      return false;
    Key.add(Name);
    Key.add(File->Hash);
    Indices += ' ' + std::to_string(File->Index);
  }
  return !Names.empty();
}

void Scanner::scan(const Unit &U) {
  const std::string &Directory = U.Command.Directory;
  std::vector<std::string> Arguments =
      adjustedArguments(U, Settings.ResourceDirectory);
  // As the analysis does. After "--" it would be a file.
  Arguments.insert(Arguments.begin() + !Arguments.empty(),
                   "-D__clang_analyzer__");
  Dependencies Found;
  KeyHasher Key;
  std::string Indices;
  bool IsKnown =
      !readsMore(Arguments) &&
      compat::computeDependencies(Worker, Directory, Arguments, Found) &&
      !Found.Files.empty();
  if (IsKnown) {
    Key.add(buildIdentity());
    Key.add(Directory);
    Key.add(U.Command.Filename);
    Key.addAll(Arguments);
    Key.addAll(Found.Commands);
    Key.add(configurationAsText(*U.Options));
    SystemFolders System(Found.Commands, Directory);
    for (const std::string &Path : Found.Files)
      IsKnown = IsKnown && addFile(Path, Directory, System, Key, Indices);
  }
  Out << 'U';
  if (IsKnown)
    Out << ' ' << Key.key() << Indices;
  Out << '\n';
  Out.flush();
}

// ---- in the parent
// -----------------------------------------------------------

namespace {

/// Units that one child scans, one after the other.
struct Range {
  size_t Begin, End;
};

/// Reads a child's answer, which may stop anywhere.
class Answer {
public:
  explicit Answer(ScanResult &Result) : Result(Result) {}

  /// \returns the number of units of \p R that it tells of.
  size_t read(StringRef Text, Range R) {
    size_t Unit = R.Begin;
    while (Unit < R.End) {
      auto [Line, Rest] = Text.split('\n');
      // The last line may lack its end.
      if (Line.size() == Text.size())
        break;
      Text = Rest;
      if (Line.consume_front("F "))
        readFile(Line);
      else
        readUnit(Line, Result.Units[Unit++]);
    }
    return Unit - R.Begin;
  }

private:
  void readFile(StringRef Line) {
    FileStamp &File = Result.Files.emplace_back();
    int64_t Modified = 0;
    uint64_t Device = 0, ID = 0;
    unsigned IsSystem = 0;
    auto Take = [&](auto &Number) {
      Line.consumeInteger(10, Number);
      Line.consume_front(" ");
    };
    Take(Modified);
    Take(File.Size);
    Take(Device);
    Take(ID);
    Take(IsSystem);
    File.Modified = sys::TimePoint<>(std::chrono::nanoseconds(Modified));
    File.ID = sys::fs::UniqueID(Device, ID);
    File.IsSystem = IsSystem != 0;
    File.Path = Line.str();
    Indices.push_back(Result.Files.size() - 1);
  }

  void readUnit(StringRef Line, ScannedUnit &U) {
    if (!Line.consume_front("U "))
      return;
    StringRef Key;
    std::tie(Key, Line) = Line.split(' ');
    while (!Line.empty()) {
      unsigned Index = 0;
      if (Line.consumeInteger(10, Index) || Index >= Indices.size())
        return;
      Line.consume_front(" ");
      U.Files.push_back(Indices[Index]);
    }
    U.Key = Key.str();
  }

  ScanResult &Result;
  std::vector<unsigned> Indices; ///< by the child's own
};

} // namespace

/// So many children as there may be, but none for a few units.
static std::vector<Range> divide(size_t Count, unsigned Jobs) {
  constexpr size_t Few = 8;
  size_t Size = std::max(Few, (Count + Jobs - 1) / Jobs);
  std::vector<Range> Ranges;
  for (size_t Begin = 0; Begin < Count; Begin += Size)
    Ranges.push_back({Begin, std::min(Begin + Size, Count)});
  return Ranges;
}

ScanResult scan(ArrayRef<Unit> Units, const AnalysisSettings &Settings,
                const WorkerLimits &Limits, const InterruptWatch &Interrupts,
                function_ref<void()> Tick) {
  ScanResult Result;
  Result.Started = std::chrono::system_clock::now();
  Result.Units.resize(Units.size());
  // Before the children start, so that each has it.
  (void)buildIdentity();
  WorkerLimits ScanLimits = Limits;
  // Directives are read in no time, or something is wrong.
  constexpr std::chrono::seconds Silence(10);
  if (Limits.Timeout.count() == 0 || Limits.Timeout > Silence)
    ScanLimits.Timeout = Silence;
  std::vector<Range> Todo = divide(
      Units.size(), hardware_concurrency(Limits.Jobs).compute_thread_count());
  // What is left of a child that ended early starts again after the unit that
  // ended it; but a project that ends them all is not worth it.
  for (unsigned Round = 0; Round < 10 && !Todo.empty(); ++Round) {
    std::vector<Range> Left;
    runInWorkers(
        Todo.size(), ScanLimits,
        [&](size_t I, raw_ostream &Out) {
          Scanner S(Settings, Out);
          for (size_t U = Todo[I].Begin; U < Todo[I].End; ++U)
            S.scan(Units[U]);
        },
        [&](size_t I, WorkerOutcome Outcome) {
          Result.CPUTime += Outcome.CPUTime;
          size_t After =
              Todo[I].Begin + Answer(Result).read(Outcome.Output, Todo[I]) + 1;
          if (After < Todo[I].End && !Interrupts.signal())
            Left.push_back({After, Todo[I].End});
        },
        Tick, Interrupts);
    Todo = std::move(Left);
  }
  return Result;
}

bool isUnchanged(const ScanResult &Scan, const ScannedUnit &U) {
  return all_of(U.Files, [&](unsigned Index) {
    const FileStamp &File = Scan.Files[Index];
    sys::fs::file_status Now;
    if (sys::fs::status(File.Path, Now))
      return false;
    // A change within one tick of the file system's clock shows nowhere.
    constexpr std::chrono::milliseconds Tick(50);
    return File.Modified + Tick < Scan.Started &&
           Now.getLastModificationTime() == File.Modified &&
           Now.getSize() == File.Size && Now.getUniqueID() == File.ID;
  });
}

} // namespace clang::tidy::maps::tool
