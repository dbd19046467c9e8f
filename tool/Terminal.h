//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// How wide a terminal is. LLVM asks the system from release 20 on only.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_TERMINAL_H
#define MAPTIDY_TOOL_TERMINAL_H

#include <sys/ioctl.h>

namespace clang::tidy::maps::tool {

/// \returns the columns of the terminal that \p Descriptor leads to, or 0.
inline unsigned terminalColumns(int Descriptor) {
  winsize Size = {};
  return ioctl(Descriptor, TIOCGWINSZ, &Size) ? 0 : Size.ws_col;
}

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_TERMINAL_H
