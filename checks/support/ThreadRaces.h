//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Maps that a function shares with the threads it starts, and that are changed
/// without a common lock.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_THREADRACES_H
#define MAPTIDY_SUPPORT_THREADRACES_H

#include "support/CallSites.h"
#include "support/ThreadAccess.h"
#include "support/Threads.h"
#include "support/UsageSummary.h"
#include <string>
#include <vector>

namespace clang::tidy::maps::support {

struct ThreadRace {
  /// The map as the launching function calls it.
  std::string Map;
  /// The access that takes no lock, and whether it changes the map.
  const Expr *Access = nullptr;
  bool Writes = false;
  /// Where the threads are started.
  const Expr *Launch = nullptr;
  /// Several threads run the access itself.
  bool Several = false;
  /// Else the other access.
  const Expr *Other = nullptr;
  bool OtherWrites = false;
};

bool startsThreads(const FunctionDecl *Function, const LauncherNames &Names,
                   ASTContext &Context);

/// The races between the threads that \p Function starts, and between these and
/// what it does itself before they are joined: one for each map.
std::vector<ThreadRace> racesIn(const FunctionDecl *Function,
                                const LauncherNames &Names,
                                const model::ContainerModel &Model,
                                ASTContext &Context);

/// The races of the threads that \p Function, a member function, starts and
/// does not wait for, with other member functions.
std::vector<ThreadRace>
racesWithOthers(const FunctionDecl *Function, const LauncherNames &Names,
                const UsageSummaries &Summaries, CallSites &Calls,
                const model::ContainerModel &Model, ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_THREADRACES_H
