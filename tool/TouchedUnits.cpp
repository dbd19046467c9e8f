//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "TouchedUnits.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

void keepTouched(std::vector<Unit> &Units, ScanResult &Scan,
                 ArrayRef<TouchedLines> Lines) {
  for (const TouchedLines &Touched : Lines) {
    std::vector<bool> IsTouched;
    for (const FileStamp &File : Scan.Files)
      IsTouched.push_back(Touched.touchesFile(File.Path));
    size_t Kept = 0;
    for (size_t I = 0; I < Units.size(); ++I) {
      const ScannedUnit &Scanned = Scan.Units[I];
      if (!Scanned.Key.empty() && none_of(Scanned.Files, [&](unsigned File) {
            return IsTouched[File];
          }))
        continue;
      if (Kept != I) {
        Units[Kept] = std::move(Units[I]);
        Scan.Units[Kept] = std::move(Scan.Units[I]);
      }
      ++Kept;
    }
    Units.resize(Kept);
    Scan.Units.resize(Kept);
  }
}

} // namespace clang::tidy::maps::tool
