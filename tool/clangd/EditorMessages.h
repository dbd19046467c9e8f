//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What map-clangd changes in the messages between clangd and the editor:
/// - the documentation link of a finding leads to our page,
/// - quick-fixes are called by what they do, the safe one is the preferred one,
/// - all safe fixes of one check, or of all, can be applied at once,
/// - findings stay while the code does not compile.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_CLANGD_EDITORMESSAGES_H
#define MAPTIDY_TOOL_CLANGD_EDITORMESSAGES_H

#include "LastFindings.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

/// Sees every message of one session of the Language Server Protocol and edits
/// it in place. A message that is not as expected stays as it is. Thread-safe.
class EditorMessages {
public:
  /// \param PagesFolder where the checks' pages are ("map-foo.md"), absolute;
  /// empty if nowhere.
  explicit EditorMessages(std::string PagesFolder);

  /// A request of the editor, on its way to clangd.
  void request(llvm::StringRef Method, llvm::json::Value &Params,
               const llvm::json::Value &ID);
  /// A notification of the editor, on its way to clangd.
  void notification(llvm::StringRef Method, const llvm::json::Value &Params);
  /// clangd's answer to a request: \p Result is null for an error.
  void answer(const llvm::json::Value &ID, llvm::json::Value *Result);
  /// A notification of clangd, on its way to the editor.
  void announcement(llvm::StringRef Method, llvm::json::Value &Params);

private:
  struct SafeFix {
    std::string Check;
    llvm::json::Value Edit;
  };
  /// An open document, by its decoded URI.
  struct Document {
    std::optional<int64_t> Version;
    /// What the fixes were made for.
    std::optional<int64_t> FixesVersion;
    std::vector<SafeFix> Fixes;
    LastFindings Last;
  };
  struct ActionRequest {
    std::string Uri;
    std::vector<std::string> OnlyKinds;
    llvm::json::Array Diagnostics;
  };

  void prepareInitialize(llvm::json::Value &Params);
  void publish(llvm::json::Value &Params);
  void linkPage(llvm::json::Object &Diagnostic, llvm::StringRef Check) const;
  void addFixAll(const ActionRequest &Request, llvm::json::Array &Actions);

  const std::string PagesFolder;
  std::mutex Mutex; ///< Guards what follows.
  bool WantsInlineActions = false;
  bool KnowsActionLiterals = false;
  std::optional<std::string> InitializeID;
  llvm::StringMap<ActionRequest> ActionRequests;
  llvm::StringMap<Document> Documents;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_CLANGD_EDITORMESSAGES_H
