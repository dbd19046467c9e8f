//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Progress.h"
#include "gtest/gtest.h"

using namespace clang::tidy::maps::tool;

namespace {

ProgressState state(size_t Done, size_t Free, double Seconds) {
  ProgressState State;
  State.Done = Done;
  State.Total = 366;
  State.Free = Free;
  State.Findings = 3;
  State.Elapsed = std::chrono::duration<double>(Seconds);
  return State;
}

TEST(Progress, SaysWhatIsKnown) {
  EXPECT_EQ(progressLine(state(0, 0, 1), 80), "[  0/366] 3 findings");
  EXPECT_EQ(progressLine(state(12, 0, 10), 80),
            "[ 12/366] 3 findings, 1.2/s, 4 min 55 s left");
  EXPECT_EQ(progressLine(state(366, 0, 366), 80),
            "[366/366] 3 findings, 1.0/s, 0 s left");
}

TEST(Progress, WhatTookNoTimeSaysNothingAboutTheRest) {
  EXPECT_EQ(progressLine(state(300, 300, 1), 80), "[300/366] 3 findings");
  EXPECT_EQ(progressLine(state(302, 300, 1), 80),
            "[302/366] 3 findings, 2.0/s, 32 s left");
}

TEST(Progress, HoursAndNarrowTerminals) {
  EXPECT_EQ(progressLine(state(1, 0, 100), 80),
            "[  1/366] 3 findings, 0.0/s, 10 h 8 min left");
  EXPECT_EQ(progressLine(state(12, 0, 10), 14), "[ 12/366] 3 fi");
}

} // namespace
