//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which classes the translation unit uses as the hash of a container, with
/// which keys and which equality.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_HASHUSES_H
#define MAPTIDY_SUPPORT_HASHUSES_H

#include "model/ContainerModel.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace clang::tidy::maps::support {

/// `std::unordered_map<Key, V, Hash, Equal>`
struct HashUse {
  QualType Key;
  /// Null where the container has none of the user's.
  const CXXRecordDecl *Equal = nullptr;
};

class HashUses {
public:
  /// Walks the user's part of the translation unit.
  HashUses(ASTContext &Context, const model::ContainerModel &Model);

  /// Where \p Hash is used; for a template, any specialisation of it.
  llvm::ArrayRef<HashUse> of(const CXXRecordDecl *Hash) const;

private:
  struct Collector;
  llvm::DenseMap<const CXXRecordDecl *, llvm::SmallVector<HashUse, 1>> Uses;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_HASHUSES_H
