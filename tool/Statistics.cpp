//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Statistics.h"
#include "Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include <algorithm>
#include <sys/resource.h>
#include <tuple>

using namespace llvm;

namespace clang::tidy::maps::tool {

/// Lines of a list.
static constexpr size_t Few = 10;

static void printPhase(StringRef Name, const PhaseCost &Cost, raw_ostream &OS) {
  OS << Name << ": "
     << format("%.2f s of CPU time in %.2f s\n", Cost.CPUTime.count(),
               Cost.Elapsed.count());
}

void printStatistics(const Statistics &S, raw_ostream &OS) {
  OS << "statistics: " << counted(S.Units, "translation unit") << ", "
     << S.FromCache << " from the cache, " << S.Costs.size() << " analysed, "
     << S.Kept << " added to the cache\n";
  OS << "  cache: " << (S.CacheFolder.empty() ? "none" : S.CacheFolder) << '\n';
  if (S.Scan.CPUTime.count() > 0)
    printPhase("  scan", S.Scan, OS);
  printPhase("  analysis", S.Analysis, OS);
  if (S.Preludes) {
    OS << "  headers shared: " << counted(S.Preludes, "precompiled header")
       << " for " << counted(S.Sharing, "unit") << "; "
       << counted(S.ParsedTwice.size(), "unit") << " parsed again without\n";
    for (StringRef Why : ArrayRef(S.ParsedTwice)
                             .take_front(std::min(S.ParsedTwice.size(), Few)))
      OS << "    " << Why << '\n';
  }
  struct rusage Own = {};
  getrusage(RUSAGE_SELF, &Own);
  Seconds CPUTime =
      std::chrono::seconds(Own.ru_utime.tv_sec + Own.ru_stime.tv_sec) +
      std::chrono::microseconds(Own.ru_utime.tv_usec + Own.ru_stime.tv_usec);
  OS << "  map-tidy's own process: "
     << format("%.2f s of CPU time, %ld MiB\n", CPUTime.count(),
               Own.ru_maxrss >> 10);
  std::vector<UnitCost> Slowest = S.Costs;
  llvm::sort(Slowest, [](const UnitCost &A, const UnitCost &B) {
    return std::tie(B.CPUTime, A.File) < std::tie(A.CPUTime, B.File);
  });
  if (Slowest.empty())
    return;
  OS << "  slowest:\n";
  for (const UnitCost &Cost :
       ArrayRef(Slowest).take_front(std::min(Slowest.size(), Few)))
    OS << format("  %8.2f s %6lu MiB  ", Cost.CPUTime.count(),
                 static_cast<unsigned long>(Cost.PeakMemoryKiB >> 10))
       << Cost.File << '\n';
}

} // namespace clang::tidy::maps::tool
