//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Keeps the work of one analysis to the user's code: no finding lies in a
/// system header, unless they are asked for, so its function bodies need not be
/// parsed and its declarations not be visited.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_USERSCOPE_H
#define MAPTIDY_TOOL_USERSCOPE_H

#include <memory>

namespace clang {
class ASTConsumer;
} // namespace clang

namespace clang::tidy::maps::tool {

/// \returns a consumer that does what \p Checks does, with the traversal scope
/// of the translation unit (and so every matcher, every parent and every
/// analysis of the checks) restricted to declarations outside of system
/// headers. With FrontendOptions::SkipFunctionBodies it has those of system
/// headers skipped and no others.
std::unique_ptr<ASTConsumer> userCodeOnly(std::unique_ptr<ASTConsumer> Checks);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_USERSCOPE_H
