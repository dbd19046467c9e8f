//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What map-clangd uses of clangd itself. LLVM's packages have clangd's
/// archives but not its headers, hence these declarations: they say what the
/// archives' functions and classes look like, and are the same for LLVM 19 to
/// 22. The link fails if a function is not as declared here; test/editor fails
/// if the classes are not.
///
/// `ld --wrap=SYMBOL` (CMakeLists.txt) leads clangd's calls of a function to
/// `__wrap_SYMBOL`, which is ours, and makes its own known as `__real_SYMBOL`.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_CLANGD_CLANGDINTERFACE_H
#define MAPTIDY_TOOL_CLANGD_CLANGDINTERFACE_H

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang::clangd {

/// Runs the server, or what the command line asks for instead.
/// \returns the exit status.
int clangdMain(int Argc, char *Argv[]);

/// The connection to the editor. The first three send, never two at once, but
/// while loop() is reading or its handler runs.
class Transport {
public:
  virtual ~Transport() = default;
  virtual void notify(llvm::StringRef Method, llvm::json::Value Params) = 0;
  virtual void call(llvm::StringRef Method, llvm::json::Value Params,
                    llvm::json::Value ID) = 0;
  virtual void reply(llvm::json::Value ID,
                     llvm::Expected<llvm::json::Value> Result) = 0;

  /// What is received. The functions return whether to go on.
  class MessageHandler {
  public:
    virtual ~MessageHandler() = default;
    virtual bool onNotify(llvm::StringRef Method, llvm::json::Value Params) = 0;
    virtual bool onCall(llvm::StringRef Method, llvm::json::Value Params,
                        llvm::json::Value ID) = 0;
    virtual bool onReply(llvm::json::Value ID,
                         llvm::Expected<llvm::json::Value> Result) = 0;
  };
  /// Reads until the handler ends it.
  virtual llvm::Error loop(MessageHandler &Handler) = 0;
};

enum JSONStreamStyle { Standard, Delimited };

/// Edits the clang-tidy options for a file.
using TidyProvider = llvm::unique_function<void(tidy::ClangTidyOptions &,
                                                llvm::StringRef) const>;

} // namespace clang::clangd

#endif // MAPTIDY_TOOL_CLANGD_CLANGDINTERFACE_H
