//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What makes a finding the same finding in another revision of the sources.
///
/// Content: the check and the statement that the finding is in, as a sequence
/// of tokens: from the last ';', '{', '}' or preprocessor directive before its
/// place to the next one (those within parentheses do not count). So it
/// survives other lines above and below, new comments and another layout. It
/// does not depend on messages, which may become better, nor on the file's
/// name.
///
/// Identity: the content, the file's path below the project's root, and how
/// many findings of the same content come before it in the file. So it is
/// unique in a report.
///
/// Both are 16 hexadecimal digits (xxh3), and the same for every LLVM version
/// and system.
///
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_FINGERPRINT_H
#define MAPTIDY_TOOL_FINGERPRINT_H

#include "Finding.h"
#include "Paths.h"
#include "Sources.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>

namespace clang::tidy::maps::tool {

/// \returns 16 hexadecimal digits for the sequence \p Parts.
std::string fingerprint(llvm::ArrayRef<llvm::StringRef> Parts);

/// Gives all of \p Findings their Print. Those of a file have to be in the
/// order of their places, as mergeFindings() leaves them, and complete.
void addFingerprints(llvm::MutableArrayRef<Finding> Findings, Sources &Files,
                     const ProjectRoot &Root);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_FINGERPRINT_H
