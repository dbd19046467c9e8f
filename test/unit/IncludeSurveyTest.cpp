//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "IncludeSurvey.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::tidy::maps::tool;
using Names = std::vector<std::string>;
using Texts = std::vector<std::pair<std::string, std::string>>;

namespace {

class Survey : public PreprocessOnlyAction {
public:
  Survey(const Names &Shared, bool OnlyAbsolute, Names &Leading, Names &Asked)
      : Shared(Shared), OnlyAbsolute(OnlyAbsolute), Leading(Leading),
        Asked(Asked) {}

private:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    auto Owned = std::make_unique<IncludeSurvey>(Compiler.getPreprocessor());
    Watch = Owned.get();
    Compiler.getPreprocessor().addPPCallbacks(std::move(Owned));
    return true;
  }

  void EndSourceFileAction() override {
    std::set<llvm::sys::fs::UniqueID> IDs;
    for (const std::string &Path : Shared)
      IDs.insert(getCompilerInstance()
                     .getFileManager()
                     .getOptionalFileRef(Path)
                     ->getUniqueID());
    LeadingHeaders Found = Watch->leading(IDs, OnlyAbsolute);
    for (llvm::StringRef Name : Found.Asked.keys())
      Asked.push_back(Name.str());
    llvm::sort(Asked);
    for (const LeadingHeader &H : Found.Headers)
      Leading.push_back((H.IsUser ? "user " : "system ") + H.Operand);
  }

  const Names &Shared;
  const bool OnlyAbsolute;
  Names &Leading, &Asked;
  IncludeSurvey *Watch = nullptr;
};

/// What may come ahead of a unit with the text \p Code if all units share
/// \p Headers, those below /sys being the system's.
Names leading(const std::string &Code, Texts Headers, Texts NotShared = {},
              bool OnlyAbsolute = false, Names *Asked = nullptr,
              const Names &Flags = {}) {
  Names Shared, Result, Ignored;
  Names Args = {"-I/p", "-isystem", "/sys", "-isystem", "/sys2"};
  llvm::append_range(Args, Flags);
  tooling::FileContentMappings Files;
  for (auto &[Path, Text] : Headers) {
    Shared.push_back(Path);
    Files.emplace_back(Path,
                       Path.ends_with(".inc") ? Text : "#pragma once\n" + Text);
  }
  for (auto &[Path, Text] : NotShared)
    Files.emplace_back(Path, Text);
  tooling::runToolOnCodeWithArgs(
      std::make_unique<Survey>(Shared, OnlyAbsolute, Result,
                               Asked ? *Asked : Ignored),
      Code, Args, "/p/unit.cpp", "test",
      std::make_shared<PCHContainerOperations>(), Files);
  return Result;
}

TEST(IncludeSurvey, WhatAHeaderIncludesComesBeforeIt) {
  EXPECT_EQ(leading("#include \"a.h\"\n#include <s.h>\n",
                    {{"/p/a.h", "#include \"b.h\"\n#include <t.h>"},
                     {"/p/b.h", ""},
                     {"/sys/s.h", "#include <u.h>"},
                     {"/sys/t.h", ""},
                     {"/sys/u.h", ""}}),
            (Names{"user \"/p/b.h\"", "system <t.h>", "user \"/p/a.h\"",
                   "system <s.h>"}));
}

TEST(IncludeSurvey, NothingThatIsNotShared) {
  EXPECT_EQ(leading("#include \"a.h\"\n#include \"b.h\"\n#include \"own.h\"\n",
                    {{"/p/a.h", "#include \"own.h\""}, {"/p/b.h", ""}},
                    {{"/p/own.h", "#pragma once\n"}}),
            (Names{"user \"/p/b.h\""}));
}

TEST(IncludeSurvey, NothingThatIsReadAnewEachTime) {
  EXPECT_EQ(leading("#include \"list.inc\"\n#include \"a.h\"\n",
                    {{"/p/a.h", "#include \"list.inc\""},
                     {"/p/list.inc", "int list;"}}),
            (Names{"user \"/p/a.h\""}));
}

TEST(IncludeSurvey, WhatOnlyIncludesNeedsNoGuard) {
  EXPECT_EQ(leading("#include \"one.inc\"\n#include \"two.inc\"\n",
                    {{"/p/one.inc", "// Forwards.\n#include \"a.h\" // too\n"},
                     {"/p/a.h", ""},
                     {"/p/two.inc", "#include \"one.inc\"\n"
                                    "#include \"list.inc\"\n"},
                     {"/p/list.inc", "int list;"}}),
            (Names{"user \"/p/a.h\"", "user \"/p/one.inc\""}));
}

TEST(IncludeSurvey, WhatIsIncludedByWayOfOthers) {
  EXPECT_EQ(leading("#include <Map>\n#include <other>\n",
                    {{"/sys/map.h", "#include \"tree.h\""},
                     {"/sys/tree.h", ""},
                     {"/sys/bits.h", "#ifndef OTHER\n#error\n#endif"}},
                    {{"/sys/Map", "#include \"map.h\"\n"},
                     {"/sys/other", "#define OTHER\n#include \"bits.h\"\n"}}),
            (Names{"system \"/sys/map.h\""}));
}

TEST(IncludeSurvey, NothingWithinBraces) {
  EXPECT_EQ(leading("extern \"C\" {\n#include \"a.h\"\n}\n"
                    "#define OPEN {\nnamespace n OPEN\n#include \"c.h\"\n}\n"
                    "struct S {};\n#include \"b.h\"\n",
                    {{"/p/a.h", ""}, {"/p/b.h", ""}, {"/p/c.h", ""}}),
            (Names{"user \"/p/b.h\""}));
}

TEST(IncludeSurvey, NothingThatAnotherHeaderConfigures) {
  const Texts Headers = {{"/p/config.h", "#define FAST"},
                         {"/p/a.h", "#ifdef FAST\n#endif"},
                         {"/p/b.h", "#include \"a.h\""}};
  EXPECT_EQ(leading("#include \"config.h\"\n#include \"b.h\"\n", Headers),
            (Names{"user \"/p/config.h\""}));
  EXPECT_EQ(leading("#include \"b.h\"\n#include \"config.h\"\n", Headers),
            (Names{"user \"/p/config.h\""}));
}

TEST(IncludeSurvey, AnyMentionCounts) {
  auto With = [](const char *Text) {
    return leading("#include \"config.h\"\n#include \"a.h\"\n",
                   {{"/p/config.h", "#define FAST"}, {"/p/a.h", Text}});
  };
  for (const char *Text :
       {"#if !defined FAST\n#endif", "#if 0\n#elif FAST\n#endif",
        "#ifndef FAST\n#endif", "int FAST;", "#define OTHER FAST\n",
        "#if 0\nint FAST;\n#endif"})
    EXPECT_EQ(With(Text), (Names{"user \"/p/config.h\""})) << Text;
  // Each tells the difference.
  EXPECT_EQ(With("#undef FAST"), Names());
  EXPECT_EQ(With("#undef FAST\n#define FAST 2"), Names());
  EXPECT_EQ(With("int SLOW;").size(), 2u);
}

TEST(IncludeSurvey, AHeaderMayIncludeWhatItMentions) {
  EXPECT_EQ(
      leading("#include \"config.h\"\n#include \"a.h\"\n"
              "#include \"late.h\"\n",
              {{"/p/config.h", "#define FAST"},
               {"/p/all.h", "#include \"config.h\""},
               {"/p/a.h", "#include \"all.h\"\n#ifdef FAST\n#endif"},
               {"/p/late.h", "#ifdef FAST\n#endif\n"
                             "#include \"config.h\""}}),
      (Names{"user \"/p/config.h\"", "user \"/p/all.h\"", "user \"/p/a.h\""}));
}

TEST(IncludeSurvey, PartsBelongToWhatIncludesThem) {
  const Texts Parts = {{"/p/list.inc", "ENTRY(1)"},
                       {"/p/define.inc", "#define ENTRY(X) X"},
                       {"/p/again.inc", "#include \"list.inc\""}};
  auto With = [&](std::string Text) {
    Texts Headers = Parts;
    Headers.insert(Headers.end(),
                   {{"/p/a.h", Text},
                    {"/p/b.h", "#define ENTRY(X)\n#include \"list.inc\"\n"
                               "#undef ENTRY"}});
    return leading("#include \"define.inc\"\n#include \"again.inc\"\n"
                   "#include \"b.h\"\n#include \"a.h\"\n",
                   Headers);
  };
  // Each says what ENTRY is; the other one tells the difference.
  EXPECT_EQ(With("#include \"list.inc\"\n"), Names());
  EXPECT_EQ(With("#include \"again.inc\"\n"), Names());
  EXPECT_EQ(leading("#include \"a.h\"\n",
                    {{"/p/list.inc", "ENTRY(1)"},
                     {"/p/a.h", "#define ENTRY(X)\n#include \"list.inc\"\n"
                                "#undef ENTRY"}}),
            (Names{"user \"/p/a.h\""}));
}

TEST(IncludeSurvey, TheSameDefinitionTwiceIsOne) {
  EXPECT_EQ(leading("#include \"a.h\"\n#include \"b.h\"\n",
                    {{"/p/a.h", "#define UNUSED 1\n"},
                     {"/p/b.h", "#define UNUSED 1\n"}}),
            (Names{"user \"/p/a.h\"", "user \"/p/b.h\""}));
  EXPECT_EQ(leading("#include \"a.h\"\n#include \"b.h\"\n",
                    {{"/p/a.h", "#ifndef ONCE\n#define ONCE\n#endif"},
                     {"/p/b.h", "#ifndef ONCE\n#define ONCE\n#endif"}}),
            (Names{"user \"/p/a.h\""}));
}

TEST(IncludeSurvey, SystemHeadersComeInAnyOrder) {
  EXPECT_EQ(leading("#include <s.h>\n#include <t.h>\n#include \"a.h\"\n"
                    "#include \"b.h\"\n",
                    {{"/sys/s.h", "#define assert(X)"},
                     {"/sys/t.h", "#ifdef assert\n#endif"},
                     {"/p/a.h", "inline int a() { assert(1); }"},
                     {"/p/b.h", "#ifdef assert\n#endif"}}),
            (Names{"system <s.h>", "system <t.h>", "user \"/p/a.h\""}));
}

TEST(IncludeSurvey, NothingThatConfiguresASystemHeader) {
  EXPECT_EQ(leading("#include \"config.h\"\n#include <s.h>\n",
                    {{"/p/config.h", "#define _GNU_SOURCE"},
                     {"/sys/s.h", "#ifdef _GNU_SOURCE\n#endif"}}),
            (Names{"system <s.h>"}));
}

TEST(IncludeSurvey, TheNextHeaderIsNotFoundFromElsewhere) {
  EXPECT_EQ(leading("#include <s.h>\n#include \"a.h\"\n",
                    {{"/p/s.h", "#include_next <s.h>"},
                     {"/sys/s.h", ""},
                     {"/p/a.h", "#include <s.h>"}}),
            (Names{"system \"/sys/s.h\"", "user \"/p/a.h\""}));
  EXPECT_EQ(leading("#include <s.h>\n",
                    {{"/sys/s.h", "#include_next <s.h>"}, {"/sys2/s.h", ""}}),
            (Names{"system <s.h>"}));
  EXPECT_EQ(leading("#include <t.h>\n",
                    {{"/sys/s.h", "#include_next <s.h>"}, {"/sys2/s.h", ""}},
                    {{"/sys/t.h", "#include <s.h>\n"}}),
            Names());
}

TEST(IncludeSurvey, ConditionsAskByWayOfMacros) {
  const Texts Headers = {{"/sys/s.h", "#define FEATURE"},
                         {"/p/has.h", "#define HAS_FEATURE defined(FEATURE)"},
                         {"/p/a.h", "#include \"has.h\"\n"
                                    "#if HAS_FEATURE && other\n#endif"}};
  Names Asked;
  EXPECT_EQ(
      leading("#include <s.h>\n#include \"a.h\"\n", Headers, {}, false, &Asked),
      (Names{"system <s.h>"}));
  EXPECT_EQ(Asked, Names());
  EXPECT_EQ(leading("#include \"a.h\"\n", {Headers[1], Headers[2]}, {}, false,
                    &Asked),
            (Names{"user \"/p/has.h\"", "user \"/p/a.h\""}));
  EXPECT_EQ(Asked, (Names{"FEATURE", "HAS_FEATURE", "defined", "other"}));
  // Nobody asks.
  EXPECT_EQ(
      leading("#include <s.h>\n#include \"has.h\"\n", {Headers[0], Headers[1]})
          .size(),
      2u);
}

TEST(IncludeSurvey, WhatTheCommandIncludesComesBeforeAll) {
  const Texts Headers = {{"/p/forced.h", "#include \"config.h\""},
                         {"/p/config.h", "#define FAST"},
                         {"/p/a.h", "#ifdef FAST\n#endif"}};
  EXPECT_EQ(leading("#include \"a.h\"\n", Headers, {}, false, nullptr,
                    {"-include/p/forced.h"}),
            (Names{"user \"/p/config.h\"", "user \"/p/forced.h\"",
                   "user \"/p/a.h\""}));
  // Not if that is text of each unit.
  EXPECT_EQ(leading("#include \"a.h\"\n",
                    {{"/p/forced.inc", "#define FAST\nint fast;"}, Headers[2]},
                    {}, false, nullptr, {"-include/p/forced.inc"}),
            Names());
}

TEST(IncludeSurvey, PathsMayHaveToBeAbsolute) {
  const Texts Headers = {{"/p/a.h", ""}, {"/sys/s.h", ""}};
  const char *Code = "#include \"a.h\"\n#include <s.h>\n";
  EXPECT_EQ(leading(Code, Headers, {}, /*OnlyAbsolute=*/true),
            (Names{"user \"/p/a.h\"", "system <s.h>"}));
  for (bool OnlyAbsolute : {true, false})
    EXPECT_EQ(leading("#include \"b.h\"\n", {{"rel/b.h", ""}}, {}, OnlyAbsolute,
                      nullptr, {"-Irel"})
                  .size(),
              OnlyAbsolute ? 0u : 1u);
}

} // namespace
