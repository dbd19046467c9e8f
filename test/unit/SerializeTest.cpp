//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Serialize.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace clang::tidy::maps::tool;
using clang::tooling::Replacement;

namespace {

std::string text(const llvm::json::Value &Value) {
  std::string Result;
  llvm::raw_string_ostream(Result) << Value;
  return Result;
}

/// Reads \p Text as a unit's result; the error's text if that fails.
std::string read(llvm::StringRef Text, UnitResult &Result) {
  llvm::Expected<llvm::json::Value> Value = llvm::json::parse(Text);
  if (!Value)
    return llvm::toString(Value.takeError());
  llvm::json::Path::Root Root("unit");
  if (fromJSON(*Value, Result, Root))
    return "";
  return llvm::toString(Root.getError());
}

UnitResult everyField() {
  UnitResult Result;
  Result.File = "/src/a.cpp";
  Result.Status = UnitResult::NotCompiled;
  Result.Problem = "no <map>";
  Finding &F = Result.Findings.emplace_back();
  F.DiagnosticName = "map-null-write";
  F.DiagLevel = clang::tooling::Diagnostic::Warning;
  F.AsError = true;
  F.EditsDiffer = true;
  F.BuildDirectory = "/build";
  F.Message = {"'m' is null"};
  F.Message.FilePath = "/src/a.h";
  F.Message.FileOffset = 7;
  F.Message.Ranges.push_back({});
  F.Message.Ranges.back().FilePath = "/src/a.h";
  F.Message.Ranges.back().FileOffset = 9;
  F.Message.Ranges.back().Length = 2;
  for (llvm::StringRef File : {"/src/b.h", "/src/a.h"})
    for (unsigned Offset : {20, 10})
      llvm::cantFail(F.Message.Fix[File].add(
          Replacement(File, Offset, 3, "m.clear();\n")));
  F.Notes.push_back({"declared here"});
  F.Notes.back().FilePath = "/src/c.h";
  F.Notes.back().FileOffset = 1;
  return Result;
}

TEST(Serialize, KeepsEveryField) {
  std::string Written = text(toJSON(everyField()));
  UnitResult Back;
  ASSERT_EQ(read(Written, Back), "");
  EXPECT_EQ(text(toJSON(Back)), Written);
  EXPECT_EQ(Back.File, "/src/a.cpp");
  EXPECT_EQ(Back.Status, UnitResult::NotCompiled);
  EXPECT_EQ(Back.Problem, "no <map>");
  ASSERT_EQ(Back.Findings.size(), 1u);
  const Finding &F = Back.Findings.front(),
                Expected = everyField().Findings.front();
  EXPECT_EQ(F.DiagnosticName, Expected.DiagnosticName);
  EXPECT_EQ(F.DiagLevel, Expected.DiagLevel);
  EXPECT_TRUE(F.AsError);
  EXPECT_TRUE(F.EditsDiffer);
  EXPECT_EQ(F.BuildDirectory, "/build");
  EXPECT_EQ(F.Message.Message, "'m' is null");
  EXPECT_EQ(F.Message.FileOffset, 7u);
  ASSERT_EQ(F.Message.Ranges.size(), 1u);
  EXPECT_EQ(F.Message.Ranges.front().Length, 2u);
  EXPECT_EQ(F.Message.Fix, Expected.Message.Fix);
  ASSERT_EQ(F.Notes.size(), 1u);
  EXPECT_EQ(F.Notes.front().FilePath, "/src/c.h");
}

TEST(Serialize, KeepsBytesThatAreNotUTF8) {
  UnitResult Result;
  Result.File = "/src/gr\xfc\xdf"
                "e.cpp";
  UnitResult Back;
  ASSERT_EQ(read(text(toJSON(Result)), Back), "");
  EXPECT_EQ(Back.File, Result.File);
}

TEST(Serialize, SaysWhereForeignInputIsWrong) {
  std::string Written = text(toJSON(everyField()));
  auto WithoutFirst = [&](llvm::StringRef From, llvm::StringRef To) {
    std::string Changed = Written;
    size_t At = Changed.find(From);
    EXPECT_NE(At, std::string::npos) << From.str();
    return Changed.replace(At, From.size(), To);
  };
  UnitResult Back;
  EXPECT_EQ(read("[]", Back), "expected an object when parsing unit");
  EXPECT_EQ(read(WithoutFirst("\"not-compiled\"", "\"well\""), Back),
            "unknown name at unit.status");
  EXPECT_EQ(read(WithoutFirst("\"asError\":true", "\"asError\":1"), Back),
            "expected true or false at unit.findings[0].asError");
  EXPECT_EQ(read(WithoutFirst("\"length\":2", "\"length\":-2"), Back),
            "expected a 32-bit unsigned number at "
            "unit.findings[0].message.ranges[0].length");
  EXPECT_EQ(read(WithoutFirst("\"length\":3", "\"length\":30"), Back),
            "overlaps another edit at unit.findings[0].message.edits[1]");
}

} // namespace
