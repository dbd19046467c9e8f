//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/UsageSummary.h"

namespace clang::tidy::maps::support {
struct UsageSummaries::Index {};
UsageSummaries::UsageSummaries(ASTContext &, const model::ContainerModel &)
    : Impl(std::make_unique<Index>()) {}
UsageSummaries::~UsageSummaries() = default;
llvm::ArrayRef<MapSummary> UsageSummaries::all() const { return {}; }
const MapSummary *UsageSummaries::of(const ValueDecl *) const {
  return nullptr;
}
const ValueDecl *UsageSummaries::decl(const MapSummary &) const {
  return nullptr;
}
const Expr *UsageSummaries::node(const MapSummary &, const Usage &) const {
  return nullptr;
}
} // namespace clang::tidy::maps::support
