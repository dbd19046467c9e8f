//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Nesting.h"
#include "gtest/gtest.h"
#include <string>

namespace clang::tidy::maps::tool {
namespace {

std::string times(size_t N, const std::string &Text) {
  std::string Result;
  for (size_t I = 0; I < N; ++I)
    Result += Text;
  return Result;
}

TEST(NestingTest, JSON) {
  EXPECT_FALSE(isJSONTooDeep(times(1000, "[")));
  EXPECT_TRUE(isJSONTooDeep(times(1001, "[")));
  EXPECT_TRUE(isJSONTooDeep(times(1001, "{ ")));
  EXPECT_FALSE(isJSONTooDeep(times(5000, "[],")));
  EXPECT_FALSE(isJSONTooDeep("\"" + times(5000, "[") + "\""));
  EXPECT_FALSE(isJSONTooDeep("\"\\\"" + times(5000, "[") + "\""));
  EXPECT_TRUE(isJSONTooDeep(times(1001, ", ")));
  EXPECT_FALSE(isJSONTooDeep(times(5000, "1, ")));
  EXPECT_FALSE(isJSONTooDeep("\"" + times(5000, ",") + "\""));
}

TEST(NestingTest, YAML) {
  EXPECT_FALSE(isYAMLTooDeep(times(1000, "[")));
  EXPECT_TRUE(isYAMLTooDeep(times(1001, "[")));
  EXPECT_FALSE(isYAMLTooDeep(times(5000, "[a]\n")));
  EXPECT_TRUE(isYAMLTooDeep(times(1001, "- ")));
  EXPECT_FALSE(isYAMLTooDeep(times(5000, "- a\n")));
}

} // namespace
} // namespace clang::tidy::maps::tool
