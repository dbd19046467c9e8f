//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Preludes.h"
#include "Flags.h"
#include "Paths.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include <map>
#include <set>

using namespace llvm;

namespace clang::tidy::maps::tool {

namespace {

/// The headers that units read, numbered.
class HeaderSets {
public:
  HeaderSets(ArrayRef<Unit> Units, const ScanResult &Scan)
      : Units(Units), Scan(Scan) {
    // Every child of the scan has a stamp of its own for a file.
    for (const FileStamp &File : Scan.Files) {
      auto At = Indices.try_emplace(File.Path, Files.size()).first;
      if (At->second == Files.size())
        Files.push_back(&File);
      OfStamp.push_back(At->second);
    }
  }

  BitVector readBy(size_t Unit) const {
    BitVector Result(Files.size());
    for (unsigned F : Scan.Units[Unit].Files)
      // One may be passed as a file.
      if (Scan.Files[F].Path != Units[Unit].Command.Filename)
        Result.set(OfStamp[F]);
    return Result;
  }

  uint64_t size(const BitVector &Set) const {
    uint64_t Bytes = 0;
    for (unsigned F : Set.set_bits())
      Bytes += Files[F]->Size;
    return Bytes;
  }

  std::vector<sys::fs::UniqueID> identities(const BitVector &Set) const {
    std::vector<sys::fs::UniqueID> Result;
    for (unsigned F : Set.set_bits())
      Result.push_back(Files[F]->ID);
    return Result;
  }

private:
  ArrayRef<Unit> Units;
  const ScanResult &Scan;
  StringMap<unsigned> Indices;
  std::vector<const FileStamp *> Files;
  std::vector<unsigned> OfStamp;
};

struct Group {
  std::vector<size_t> Units;
  BitVector Common;
};

/// What is precompiled takes up to some 50 MB each, in the folder for temporary
/// files.
constexpr size_t MostPreludes = 40;

} // namespace

/// The text that need not be parsed if \p Count units share \p Bytes of it. To
/// write a precompiled header takes about as long as to parse its text.
static int64_t saving(size_t Count, uint64_t Bytes) {
  return (int64_t(Count) - 2) * int64_t(Bytes);
}

/// Each unit joins the group where it saves the most.
static std::vector<Group> divide(ArrayRef<size_t> Units,
                                 const HeaderSets &Headers) {
  struct Reader {
    size_t Unit;
    BitVector Files;
    uint64_t Size;
  };
  std::vector<Reader> Readers;
  for (size_t I : Units) {
    BitVector Files = Headers.readBy(I);
    uint64_t Size = Headers.size(Files);
    Readers.push_back({I, std::move(Files), Size});
  }
  // Those that read much first: they would lose the most in a poor group.
  llvm::sort(Readers, [](const Reader &A, const Reader &B) {
    return std::tie(B.Size, A.Unit) < std::tie(A.Size, B.Unit);
  });
  std::vector<Group> Groups;
  for (const Reader &R : Readers) {
    Group *Best = nullptr;
    // What a group of its own is worth, if another unit like it follows.
    int64_t Most = saving(2, R.Size);
    for (Group &G : Groups) {
      BitVector Common = G.Common;
      Common &= R.Files;
      int64_t More = saving(G.Units.size() + 1, Headers.size(Common)) -
                     saving(G.Units.size(), Headers.size(G.Common));
      if (More > Most) {
        Most = More;
        Best = &G;
      }
    }
    if (!Best && Groups.size() == MostPreludes)
      continue;
    if (!Best)
      Best = &Groups.emplace_back(Group{{}, R.Files});
    Best->Units.push_back(R.Unit);
    Best->Common &= R.Files;
  }
  return Groups;
}

/// All that two units have to have in common. This is the parent: what the
/// analysis makes of the command, it makes in a child.
static std::vector<std::string> flagsOf(const Unit &U) {
  const tooling::CompileCommand &Command = U.Command;
  std::vector<std::string> Flags =
      withoutOutputs(Command.CommandLine, Command.Filename);
  llvm::erase_if(Flags, [&](const std::string &Flag) {
    return absolutePath(Flag, Command.Directory) == Command.Filename;
  });
  bool InDirectory = dependsOnDirectory(ArrayRef(Flags).drop_front());
  Flags.push_back(sys::path::extension(Command.Filename).str());
  Flags.push_back(dependsOnSpelling(U) ? "spelling" : "");
  for (const auto &Extra : {U.Options->ExtraArgsBefore, U.Options->ExtraArgs})
    if (Extra) {
      InDirectory |= dependsOnDirectory(*Extra);
      Flags.push_back(std::to_string(Extra->size()));
      llvm::append_range(Flags, *Extra);
    } else {
      Flags.push_back("");
    }
  Flags.push_back(InDirectory ? Command.Directory : "");
  return Flags;
}

std::vector<PreludePlan> planPreludes(ArrayRef<Unit> Units,
                                      ArrayRef<size_t> Todo,
                                      const ScanResult &Scan) {
  std::map<std::vector<std::string>, std::vector<size_t>> ByFlags;
  for (size_t I : Todo) {
    const Unit &U = Units[I];
    if (Scan.Units[I].Files.empty() || U.Options->SystemHeaders.value_or(false))
      continue;
    ByFlags[flagsOf(U)].push_back(I);
  }
  HeaderSets Headers(Units, Scan);
  std::multimap<int64_t, Group, std::greater<>> BySaving;
  for (const auto &[Flags, Same] : ByFlags)
    for (Group &G : divide(Same, Headers))
      if (int64_t Saved = saving(G.Units.size(), Headers.size(G.Common));
          Saved > 0)
        BySaving.emplace(Saved, std::move(G));
  std::vector<PreludePlan> Plans;
  for (auto &[Saved, G] : BySaving)
    if (Plans.size() < MostPreludes)
      Plans.push_back({std::move(G.Units), Headers.identities(G.Common)});
  return Plans;
}

/// Whether \p U includes all that \p P holds.
static bool includesAll(const Unit &U, const ScannedUnit &Scanned,
                        const ScanResult &Scan, const Prelude &P) {
  std::set<sys::fs::UniqueID> Read;
  for (unsigned F : Scanned.Files)
    if (Scan.Files[F].Path != U.Command.Filename)
      Read.insert(Scan.Files[F].ID);
  return all_of(P.Headers, [&](const Prelude::Header &H) {
    return Read.count(H.ID) != 0;
  });
}

Preludes::Preludes(ArrayRef<Unit> Units, ArrayRef<size_t> Todo,
                   const ScanResult &Scan, const AnalysisSettings &Settings,
                   const WorkerLimits &Limits, const InterruptWatch &Interrupts,
                   function_ref<void()> Tick) {
  // They come first, and must not keep everyone waiting.
  if (Todo.size() < FewestUnits ||
      Todo.size() <= hardware_concurrency(Limits.Jobs).compute_thread_count())
    return;
  std::vector<PreludePlan> Plans = planPreludes(Units, Todo, Scan);
  SmallString<128> Path;
  if (Plans.empty() || sys::fs::createUniqueDirectory("map-tidy", Path))
    return;
  Folder = Path.str().str();
  runInWorkers(
      Plans.size(), Limits,
      [&](size_t I, raw_ostream &Out) {
        Prelude Built;
        if (buildPrelude(Units[Plans[I].Units.back()], Settings, Plans[I].Files,
                         Folder + "/" + std::to_string(I), Built))
          Out << toJSON(Built);
      },
      [&](size_t I, WorkerOutcome Outcome) {
        CPUTime += Outcome.CPUTime;
        Expected<json::Value> Parsed = json::parse(Outcome.Output);
        auto New = std::make_unique<Entry>();
        json::Path::Root Root;
        if (Outcome.Status != WorkerOutcome::Done || !Parsed ||
            !fromJSON(*Parsed, New->Shared, Root)) {
          consumeError(Parsed.takeError());
          return;
        }
        for (size_t Unit : Plans[I].Units)
          if (includesAll(Units[Unit], Scan.Units[Unit], Scan, New->Shared))
            OfUnit[Unit] = New.get();
        Made.push_back(std::move(New));
      },
      Tick, Interrupts);
}

Preludes::~Preludes() {
  if (!Folder.empty())
    sys::fs::remove_directories(Folder);
}

const Prelude *Preludes::of(size_t Unit) const {
  auto At = OfUnit.find(Unit);
  if (At == OfUnit.end())
    return nullptr;
  const Entry &E = *At->second;
  constexpr unsigned Tries = 3;
  return E.Failed >= Tries && E.Failed > E.Helped ? nullptr : &E.Shared;
}

void Preludes::onResult(size_t Unit, bool Could) {
  if (auto At = OfUnit.find(Unit); At != OfUnit.end())
    ++(Could ? At->second->Helped : At->second->Failed);
}

} // namespace clang::tidy::maps::tool
