//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Preludes.h"
#include "gtest/gtest.h"
#include <numeric>

using namespace clang::tidy::maps::tool;
using Names = std::vector<std::string>;

namespace {

/// A project whose units read what they are said to.
class Project {
public:
  void add(std::vector<std::string> Files,
           std::vector<std::string> Flags = {"-O2"}) {
    std::string File = "/p/" + std::to_string(Units.size()) + ".cpp";
    Unit &U = Units.emplace_back();
    U.Command.Directory = "/p";
    U.Command.Filename = File;
    U.Command.CommandLine = {"c++"};
    U.Command.CommandLine.insert(U.Command.CommandLine.end(), Flags.begin(),
                                 Flags.end());
    // Relative, as Make has it.
    U.Command.CommandLine.push_back(File.substr(3));
    U.Options = std::make_shared<clang::tidy::ClangTidyOptions>();
    ScannedUnit &Scanned = Scan.Units.emplace_back();
    Files.push_back(File);
    for (std::string &Path : Files) {
      Scanned.Files.push_back(Scan.Files.size());
      FileStamp &Stamp = Scan.Files.emplace_back();
      Stamp.Path = Path;
      Stamp.Size = 100;
    }
  }

  std::vector<PreludePlan> plan() const {
    std::vector<size_t> All(Units.size());
    std::iota(All.begin(), All.end(), 0);
    return planPreludes(Units, All, Scan);
  }

  std::vector<Unit> Units;
  ScanResult Scan;
};

TEST(Preludes, HasWhatAllUnitsReadOfTheLibrary) {
  Project P;
  P.add({"/c++/map", "/c++/bits/tree.h", "/c++/vector"});
  P.add({"/c++/map", "/c++/bits/tree.h", "/p/own.h"});
  P.add({"/c++/bits/tree.h", "/c++/map", "/usr/include/bits/time.h"});
  std::vector<PreludePlan> Plans = P.plan();
  ASSERT_EQ(Plans.size(), 1u);
  EXPECT_EQ(Plans[0].Names, (Names{"map"}));
  EXPECT_EQ(Plans[0].Units, (std::vector<size_t>{0, 1, 2}));
}

TEST(Preludes, TwoUnitsSaveNothing) {
  Project P;
  P.add({"/c++/map"});
  P.add({"/c++/map"});
  EXPECT_TRUE(P.plan().empty());
  P.add({"/c++/map"}, {"-O2", "-DOTHER"});
  EXPECT_TRUE(P.plan().empty());
  P.add({"/c++/map"});
  EXPECT_EQ(P.plan().size(), 1u);
}

TEST(Preludes, UnitsThatReadLittleDoNotShrinkWhatOthersShare) {
  Project P;
  for (int I = 0; I < 10; ++I)
    P.add({"/c++/map", "/c++/set", "/c++/string", "/c++/vector"});
  for (int I = 0; I < 5; ++I)
    P.add({"/c++/map"});
  std::vector<PreludePlan> Plans = P.plan();
  ASSERT_EQ(Plans.size(), 2u);
  EXPECT_EQ(Plans[0].Names, (Names{"map", "set", "string", "vector"}));
  EXPECT_EQ(Plans[0].Units.size(), 10u);
  EXPECT_EQ(Plans[1].Names, (Names{"map"}));
}

TEST(Preludes, OneUnitThatReadsALittleLessJoinsTheOthers) {
  const Names Most = {"/c++/array", "/c++/bitset", "/c++/chrono",
                      "/c++/deque", "/c++/list",   "/c++/map",
                      "/c++/set",   "/c++/string", "/c++/tuple"};
  Names All = Most;
  All.push_back("/c++/vector");
  Project P;
  for (int I = 0; I < 10; ++I)
    P.add(All);
  P.add(Most);
  std::vector<PreludePlan> Plans = P.plan();
  ASSERT_EQ(Plans.size(), 1u);
  EXPECT_EQ(Plans[0].Units.size(), 11u);
  EXPECT_EQ(Plans[0].Names.size(), 9u);
}

TEST(Preludes, OneUnitThatReadsMuchLessIsLeftOut) {
  Project P;
  for (int I = 0; I < 10; ++I)
    P.add({"/c++/map", "/c++/set", "/c++/string", "/c++/vector"});
  P.add({"/c++/map", "/c++/set"});
  std::vector<PreludePlan> Plans = P.plan();
  ASSERT_EQ(Plans.size(), 1u);
  EXPECT_EQ(Plans[0].Units.size(), 10u);
}

TEST(Preludes, UnitsThatCouldNotBeScannedOrShowSystemHeadersHaveNone) {
  Project P;
  for (int I = 0; I < 3; ++I)
    P.add({"/c++/map"});
  ASSERT_EQ(P.plan().size(), 1u);
  clang::tidy::ClangTidyOptions WithSystem;
  WithSystem.SystemHeaders = true;
  Config::Options Usual = P.Units[1].Options;
  P.Units[1].Options =
      std::make_shared<clang::tidy::ClangTidyOptions>(WithSystem);
  EXPECT_TRUE(P.plan().empty());
  P.Units[1].Options = Usual;
  EXPECT_EQ(P.plan().size(), 1u);
  P.Scan.Units[0].Files.clear();
  EXPECT_TRUE(P.plan().empty());
}

TEST(Preludes, TheNumberIsBounded) {
  Project P;
  for (int Flags = 0; Flags < 100; ++Flags)
    for (int I = 0; I < 3; ++I)
      P.add({"/c++/map"}, {"-D" + std::to_string(Flags)});
  EXPECT_EQ(P.plan().size(), 40u);
}

} // namespace
