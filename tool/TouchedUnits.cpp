//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "TouchedUnits.h"
#include "Interrupts.h"
#include "Scan.h"
#include "llvm/ADT/STLExtras.h"
#include <csignal>

using namespace llvm;

namespace clang::tidy::maps::tool {

static ScanResult scanUnits(ArrayRef<Unit> Units, const RunSettings &Settings) {
  ScanResult Scan;
  int Signal = 0;
  {
    InterruptWatch Interrupts;
    Scan = scan(Units, Settings.Analysis, Settings.Limits, Interrupts, [] {});
    Signal = Interrupts.signal();
  }
  // Nothing is known yet that could be reported.
  if (Signal)
    raise(Signal);
  return Scan;
}

std::vector<Unit> touchedUnits(std::vector<Unit> Units,
                               ArrayRef<TouchedLines> Lines,
                               const RunSettings &Settings) {
  if (Lines.empty())
    return Units;
  ScanResult Scan = scanUnits(Units, Settings);
  std::vector<bool> Keep(Units.size(), true);
  for (const TouchedLines &Touched : Lines) {
    std::vector<bool> IsTouched;
    for (const FileStamp &File : Scan.Files)
      IsTouched.push_back(Touched.touchesFile(File.Path));
    for (size_t I = 0; I < Units.size(); ++I)
      if (I < Scan.Units.size() && !Scan.Units[I].Key.empty() &&
          none_of(
              Scan.Units[I].Files,
              [&](unsigned File) { return IsTouched[File]; }))
        Keep[I] = false;
  }
  std::vector<Unit> Kept;
  for (size_t I = 0; I < Units.size(); ++I)
    if (Keep[I])
      Kept.push_back(std::move(Units[I]));
  return Kept;
}

} // namespace clang::tidy::maps::tool
