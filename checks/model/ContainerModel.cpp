//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "model/ContainerModel.h"

namespace clang::tidy::maps::model {
ContainerModel::ContainerModel(llvm::StringRef) {}
const ContainerTraits *ContainerModel::lookup(QualType) const {
  return nullptr;
}
const ContainerTraits *ContainerModel::lookupObject(QualType) const {
  return nullptr;
}
} // namespace clang::tidy::maps::model
