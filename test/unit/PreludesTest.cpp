//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Preludes.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"
#include <map>
#include <numeric>

using namespace clang::tidy::maps::tool;
using Names = std::vector<std::string>;

namespace {

/// A project whose units read what they are said to.
class Project {
public:
  void add(std::vector<std::string> Files,
           std::vector<std::string> Flags = {"-O2"},
           std::string Directory = "/p") {
    std::string Name = std::to_string(Units.size()) + ".cpp";
    std::string File = Directory + "/" + Name;
    Unit &U = Units.emplace_back();
    U.Command.Directory = Directory;
    U.Command.Filename = File;
    U.Command.CommandLine = {"c++"};
    U.Command.CommandLine.insert(U.Command.CommandLine.end(), Flags.begin(),
                                 Flags.end());
    // Relative, as Make has it.
    U.Command.CommandLine.push_back(Name);
    U.Options = std::make_shared<clang::tidy::ClangTidyOptions>();
    ScannedUnit &Scanned = Scan.Units.emplace_back();
    Files.push_back(File);
    for (std::string &Path : Files) {
      Scanned.Files.push_back(Scan.Files.size());
      FileStamp &Stamp = Scan.Files.emplace_back();
      Stamp.Path = Path;
      auto [At, IsNew] = IDs.try_emplace(Path, IDs.size());
      Stamp.ID = llvm::sys::fs::UniqueID(1, At->second);
      Stamp.Size = 100;
      Stamp.IsSystem = llvm::StringRef(Path).starts_with("/c++/");
    }
  }

  std::vector<PreludePlan> plan() const {
    std::vector<size_t> All(Units.size());
    std::iota(All.begin(), All.end(), 0);
    return planPreludes(Units, All, Scan);
  }

  Names files(const PreludePlan &Plan) const {
    Names Result;
    for (const auto &[Path, ID] : IDs)
      if (llvm::is_contained(Plan.Files, llvm::sys::fs::UniqueID(1, ID)))
        Result.push_back(Path);
    return Result;
  }

  std::vector<Unit> Units;
  ScanResult Scan;

private:
  std::map<std::string, uint64_t> IDs;
};

TEST(Preludes, HasWhatAllUnitsRead) {
  Project P;
  P.add({"/c++/map", "/p/own.h", "/c++/vector"});
  P.add({"/c++/map", "/p/own.h", "/p/other.h"});
  P.add({"/p/own.h", "/c++/map"});
  std::vector<PreludePlan> Plans = P.plan();
  ASSERT_EQ(Plans.size(), 1u);
  EXPECT_EQ(P.files(Plans[0]), (Names{"/c++/map", "/p/own.h"}));
  EXPECT_EQ(Plans[0].Example, 2u);
  EXPECT_EQ(Plans[0].Units, (std::vector<size_t>{0, 1, 2}));
}

TEST(Preludes, NoUnitSharesItself) {
  Project P;
  P.add({"/c++/map"});
  P.add({"/c++/map", "/p/0.cpp"});
  P.add({"/c++/map", "/p/0.cpp"});
  std::vector<PreludePlan> Plans = P.plan();
  ASSERT_EQ(Plans.size(), 1u);
  EXPECT_EQ(P.files(Plans[0]), (Names{"/c++/map"}));
}

TEST(Preludes, UnitsToWhichTheSpellingOfHeadersMattersAreApart) {
  Project P;
  for (int I = 0; I < 3; ++I)
    P.add({"/c++/map"});
  for (const char *Any : {"", ".*"}) {
    clang::tidy::ClangTidyOptions Options;
    Options.HeaderFilterRegex = Any;
    P.Units[1].Options =
        std::make_shared<clang::tidy::ClangTidyOptions>(Options);
    EXPECT_EQ(P.plan().size(), 1u);
  }
  clang::tidy::ClangTidyOptions Some, But;
  Some.HeaderFilterRegex = "^own/";
  But.ExcludeHeaderFilterRegex = "^own/";
  for (const auto &Options : {Some, But}) {
    P.Units[1].Options =
        std::make_shared<clang::tidy::ClangTidyOptions>(Options);
    EXPECT_TRUE(P.plan().empty());
  }
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

TEST(Preludes, FoldersMatterToRelativePaths) {
  auto IsShared = [](std::vector<std::string> Flags) {
    Project P;
    for (const char *Directory : {"/p/a", "/p/b", "/p/c"})
      P.add({"/c++/map"}, Flags, Directory);
    return !P.plan().empty();
  };
  EXPECT_TRUE(IsShared({"-std=c++20", "-DNAME=a/b", "-Wl,-z,now", "-c",
                        "-fmacro-prefix-map=a/b=c", "-O2", "-pthread"}));
  for (const char *Folder :
       {"-I", "-isystem", "-iquote", "-idirafter", "-include", "--sysroot="}) {
    EXPECT_TRUE(IsShared({std::string(Folder) + "/i"})) << Folder;
    EXPECT_FALSE(IsShared({std::string(Folder) + "i"})) << Folder;
  }
  EXPECT_TRUE(IsShared({"-I", "/i"}));
  EXPECT_FALSE(IsShared({"-I", "i"}));
  EXPECT_FALSE(IsShared({"-Bsome/where"}));
  Project P;
  for (const char *Directory : {"/p/a", "/p/b", "/p/c"}) {
    P.add({"/c++/map"}, {}, Directory);
    clang::tidy::ClangTidyOptions Options;
    Options.ExtraArgs = {"-Ii"};
    P.Units.back().Options =
        std::make_shared<clang::tidy::ClangTidyOptions>(Options);
  }
  EXPECT_TRUE(P.plan().empty());
}

TEST(Preludes, UnitsThatReadLittleDoNotShrinkWhatOthersShare) {
  Project P;
  for (int I = 0; I < 10; ++I)
    P.add({"/c++/map", "/c++/set", "/c++/string", "/c++/vector"});
  for (int I = 0; I < 5; ++I)
    P.add({"/c++/map"});
  std::vector<PreludePlan> Plans = P.plan();
  ASSERT_EQ(Plans.size(), 2u);
  EXPECT_EQ(Plans[0].Files.size(), 4u);
  EXPECT_EQ(Plans[0].Units.size(), 10u);
  EXPECT_EQ(P.files(Plans[1]), (Names{"/c++/map"}));
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
  EXPECT_EQ(Plans[0].Files.size(), 9u);
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

TEST(Preludes, WhoIsInNoGroupMayUseWhatAnotherHas) {
  Project P;
  for (int I = 0; I < 10; ++I)
    P.add({"/c++/map", "/c++/set", "/c++/string", "/c++/vector"});
  for (int I = 0; I < 3; ++I)
    P.add({"/c++/map"});
  P.add({"/c++/map", "/c++/set"});
  std::vector<PreludePlan> Plans = P.plan();
  ASSERT_EQ(Plans.size(), 2u);
  EXPECT_EQ(P.files(Plans[1]), (Names{"/c++/map"}));
  EXPECT_EQ(Plans[1].Units, (std::vector<size_t>{10, 11, 12, 13}));
}

TEST(Preludes, HeadersOfUsersWeighMore) {
  const std::vector<std::string> System = {"/c++/a", "/c++/b", "/c++/c",
                                           "/c++/d"};
  Project P;
  for (const char *Own : {"/p/a.h", "/p/b.h"})
    for (int I = 0; I < 4; ++I) {
      std::vector<std::string> Files = System;
      Files.push_back(Own);
      P.add(Files);
    }
  // (8 - 2) * 4 is less than 2 * (4 - 2) * (4 + 5).
  EXPECT_EQ(P.plan().size(), 2u);
  for (FileStamp &File : P.Scan.Files)
    File.IsSystem = true;
  EXPECT_EQ(P.plan().size(), 1u);
}

TEST(Preludes, TheNumberIsBounded) {
  Project P;
  for (int Flags = 0; Flags < 100; ++Flags)
    for (int I = 0; I < 3; ++I)
      P.add({"/c++/map"}, {"-D" + std::to_string(Flags)});
  EXPECT_EQ(P.plan().size(), 40u);
}

} // namespace
