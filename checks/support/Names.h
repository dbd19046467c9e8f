//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What the name of a function says that it does.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NAMES_H
#define MAPTIDY_SUPPORT_NAMES_H

#include "clang/AST/DeclarationName.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang {
class NamedDecl;
} // namespace clang

namespace clang::tidy::maps::support {

/// The identifier that \p Name is; empty for operators, constructors and other
/// names that are none, and for no name at all.
llvm::StringRef identifierOf(DeclarationName Name);

/// The same of the name of \p D, which may be null.
llvm::StringRef identifierOf(const NamedDecl *D);

/// The words of an identifier in lower case: "removeAllKeys2" and
/// "remove_all_keys2" are "remove", "all", "keys".
llvm::SmallVector<std::string, 4> wordsOf(llvm::StringRef Identifier);

/// Whether a function of that name takes something away for good: `remove` and
/// its likes as a word, unless the name asks (`canRemove`, `isClosed`), undoes
/// (`undoRemove`) or is about something else that is removed (`setDropTarget`,
/// `removeDuplicates`).
bool removesByName(llvm::StringRef Name);

/// Whether a function of that name establishes a first state: `init`, `reset`,
/// `start`, `load`, ...
bool initialisesByName(llvm::StringRef Name);

/// Whether a function of that name hands out what is there already: `get`,
/// `lookup`, `instance`, ..., unless it also says that it makes something
/// (`getOrCreate`, `getNewTable`, `getEmptyMap`).
bool looksUpByName(llvm::StringRef Name);

/// Whether a function of that name gives memory back on purpose: `release`,
/// `shrink`, `shutdown`, `trim`, ...
bool releasesByName(llvm::StringRef Name);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NAMES_H
