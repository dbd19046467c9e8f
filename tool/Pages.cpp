//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Pages.h"
#include "llvm/ADT/StringRef.h"

using namespace llvm;

namespace clang::tidy::maps::tool {
namespace {

struct Page {
  StringLiteral CheckId, Text;
};

} // namespace

static constexpr Page Pages[] = {
#include "Pages.inc"
};

StringRef pageOf(StringRef CheckId) {
  for (const Page &P : Pages)
    if (P.CheckId == CheckId)
      return P.Text;
  return {};
}

} // namespace clang::tidy::maps::tool
