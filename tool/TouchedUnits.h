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

#include "Runner.h"
#include "TouchedLines.h"
#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace clang::tidy::maps::tool {

/// \returns those of \p Units that read a file with lines in each of \p Lines:
/// no other can have a finding with a place there. What a unit reads is found
/// out by its preprocessor directives; one for which that fails is kept, so
/// that its problem is reported. Asked to end, ends the process.
std::vector<Unit> touchedUnits(std::vector<Unit> Units,
                               llvm::ArrayRef<TouchedLines> Lines,
                               const RunSettings &Settings);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_TOUCHEDUNITS_H
