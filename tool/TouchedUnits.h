//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which translation units a change can have brought findings to.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_TOUCHEDUNITS_H
#define MAPTIDY_TOOL_TOUCHEDUNITS_H

#include "Scan.h"
#include "TouchedLines.h"
#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace clang::tidy::maps::tool {

/// Keeps of \p Units, and of those in \p Scan, the ones that read a file with
/// lines in each of \p Lines: no other can have a finding with a place there.
/// One that could not be scanned is kept, so that its problem is reported.
void keepTouched(std::vector<Unit> &Units, ScanResult &Scan,
                 llvm::ArrayRef<TouchedLines> Lines);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_TOUCHEDUNITS_H
