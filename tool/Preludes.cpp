//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Preludes.h"
#include "Flags.h"
#include "Paths.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include <deque>
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

  /// In bytes of system headers, which have no bodies to parse and many
  /// comments: so measured on four projects.
  uint64_t size(unsigned File) const {
    return Files[File]->Size * (Files[File]->IsSystem ? 1 : 5);
  }

  uint64_t size(const BitVector &Set) const {
    uint64_t Bytes = 0;
    for (unsigned F : Set.set_bits())
      Bytes += size(F);
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

struct Reader {
  size_t Unit;
  BitVector Files;
};
using Readers = std::vector<const Reader *>;

struct Group {
  Readers Units;
  BitVector Common;
  int64_t Saved = 0;
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

static Group groupOf(Readers Units, const HeaderSets &Headers) {
  Group Result;
  if (Units.size() < Preludes::FewestUnits)
    return Result;
  Result.Common = Units.front()->Files;
  for (const Reader *R : Units)
    Result.Common &= R->Files;
  Result.Saved = saving(Units.size(), Headers.size(Result.Common));
  Result.Units = std::move(Units);
  return Result;
}

/// The most promising ways to divide \p G: those who read a header and those
/// who do not.
static std::vector<BitVector> waysToDivide(const Group &G,
                                           const HeaderSets &Headers) {
  BitVector Others(G.Common.size());
  for (const Reader *R : G.Units)
    Others |= R->Files;
  Others.reset(G.Common);
  MapVector<BitVector, uint64_t> BytesOf;
  for (unsigned File : Others.set_bits()) {
    BitVector ReadBy(G.Units.size());
    for (auto [I, R] : enumerate(G.Units))
      if (R->Files.test(File))
        ReadBy.set(I);
    BytesOf[ReadBy] += Headers.size(File);
  }
  std::multimap<int64_t, BitVector, std::greater<>> BySaving;
  for (const auto &[ReadBy, Bytes] : BytesOf)
    if (int64_t Saved = saving(ReadBy.count(), Bytes); Saved > 0)
      BySaving.emplace(Saved, ReadBy);
  constexpr size_t Most = 32;
  std::vector<BitVector> Result;
  for (auto &[Saved, ReadBy] : BySaving)
    if (Result.size() < Most)
      Result.push_back(std::move(ReadBy));
  return Result;
}

/// Divides \p All as long as the parts save more than the whole.
static std::vector<Group> divide(Readers All, const HeaderSets &Headers) {
  std::vector<Group> Result, Todo;
  Todo.push_back(groupOf(std::move(All), Headers));
  while (!Todo.empty()) {
    Group Whole = std::move(Todo.back());
    Todo.pop_back();
    std::pair<Group, Group> Parts;
    int64_t Most = Whole.Saved;
    for (const BitVector &ReadBy : waysToDivide(Whole, Headers)) {
      Readers With, Without;
      for (auto [I, R] : enumerate(Whole.Units))
        (ReadBy.test(I) ? With : Without).push_back(R);
      Group A = groupOf(std::move(With), Headers);
      Group B = groupOf(std::move(Without), Headers);
      if (A.Saved + B.Saved <= Most)
        continue;
      Most = A.Saved + B.Saved;
      Parts = {std::move(A), std::move(B)};
    }
    if (Most > Whole.Saved) {
      Todo.push_back(std::move(Parts.first));
      Todo.push_back(std::move(Parts.second));
    } else if (Whole.Saved > 0) {
      Result.push_back(std::move(Whole));
    }
  }
  return Result;
}

/// Lets those of \p All that are in no group use what another one has, if they
/// include it all.
static void addRest(const Readers &All, std::vector<Group> &Groups,
                    const HeaderSets &Headers) {
  DenseSet<const Reader *> Grouped;
  for (const Group &G : Groups)
    Grouped.insert(G.Units.begin(), G.Units.end());
  for (const Reader *R : All) {
    Group *Best = nullptr;
    if (!Grouped.count(R))
      for (Group &G : Groups)
        if (!G.Common.test(R->Files) &&
            (!Best || Headers.size(G.Common) > Headers.size(Best->Common)))
          Best = &G;
    if (Best)
      Best->Units.push_back(R);
  }
}

static PreludePlan planFor(const Group &G, const HeaderSets &Headers) {
  PreludePlan Result;
  for (const Reader *R : G.Units)
    Result.Units.push_back(R->Unit);
  auto Least =
      llvm::min_element(G.Units, [&](const Reader *A, const Reader *B) {
        return Headers.size(A->Files) < Headers.size(B->Files);
      });
  Result.Example = (*Least)->Unit;
  Result.Files = Headers.identities(G.Common);
  return Result;
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
  std::deque<Reader> Owned;
  std::multimap<int64_t, PreludePlan, std::greater<>> BySaving;
  for (const auto &[Flags, Same] : ByFlags) {
    Readers All;
    for (size_t I : Same)
      All.push_back(&Owned.emplace_back(Reader{I, Headers.readBy(I)}));
    std::vector<Group> Groups = divide(All, Headers);
    addRest(All, Groups, Headers);
    for (const Group &G : Groups)
      BySaving.emplace(G.Saved, planFor(G, Headers));
  }
  std::vector<PreludePlan> Plans;
  for (auto &[Saved, Plan] : BySaving)
    if (Plans.size() < MostPreludes)
      Plans.push_back(std::move(Plan));
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
        if (buildPrelude(Units[Plans[I].Example], Settings, Plans[I].Files,
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
