//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The differences between the LLVM versions that MapTidy builds with (19 to
/// 22), and the guard against a host of another one. Every version test of the
/// checks lives here.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_COMPAT_H
#define MAPTIDY_SUPPORT_COMPAT_H

#include "clang-tidy/ClangTidyModule.h"
#include "llvm/Config/llvm-config.h"
#if LLVM_VERSION_MAJOR < 22 // TODO(LLVM 22): merged into ClangTidyModule.h.
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace clang::tidy::maps::support {

/// Compares the version MapTidy was built with ("22.1.8") with what the host
/// says of itself ("Debian clang version 22.1.8 (...)"). LLVM keeps its ABI
/// within one major.minor, so a different patch release is no mismatch.
///
/// \returns the sentence to show the user, or nothing if the host fits.
inline std::optional<std::string> hostMismatch(llvm::StringRef Built,
                                               llvm::StringRef HostVersion) {
  auto MajorMinor = [](llvm::StringRef Version) {
    auto [Major, Rest] = Version.split('.');
    return Major.str() + "." + Rest.split('.').first.str();
  };
  llvm::StringRef Host = HostVersion;
  if (size_t At = Host.find("version "); At != llvm::StringRef::npos)
    Host = Host.drop_front(At + 8);
  Host = Host.take_while(
      [](char C) { return (C >= '0' && C <= '9') || C == '.'; });
  if (MajorMinor(Built) == MajorMinor(Host))
    return std::nullopt;
  return "MapTidy was built for LLVM " + Built.str() +
         " and cannot be loaded into LLVM " + Host.str() +
         "; use the clang-tidy of LLVM " + MajorMinor(Built) +
         " or rebuild MapTidy";
}

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_COMPAT_H
