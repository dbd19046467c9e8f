//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Compat.h"
#include "TestAST.h"
#include "gtest/gtest.h"

namespace clang::tidy::maps::support {
namespace {

TEST(HostMismatchTest, PatchReleasesOfOneVersionFit) {
  EXPECT_EQ(hostMismatch("22.1.8", "Debian clang version 22.1.8 (1~deb12u1)"),
            std::nullopt);
  EXPECT_EQ(hostMismatch("22.1.6", "clang version 22.1.8"), std::nullopt);
  EXPECT_EQ(hostMismatch("22.1.6", "clang version 22.1.0git (abc)"),
            std::nullopt);
}

TEST(HostMismatchTest, OtherVersionsAreNamed) {
  EXPECT_EQ(hostMismatch("19.1.7", "Debian clang version 22.1.8 (1~deb12u1)"),
            "MapTidy was built for LLVM 19.1.7 and cannot be loaded into LLVM "
            "22.1.8; use the clang-tidy of LLVM 19.1 or rebuild MapTidy");
  EXPECT_NE(hostMismatch("22.1.8", "clang version 22.2.0"), std::nullopt);
  EXPECT_NE(hostMismatch("2.1.8", "clang version 22.1.8"), std::nullopt);
}

TEST(TestASTTest, FindsNodesByMark) {
  TestAST AST("#include <map>\n"
              "void f(std::map<int, int> &M) { M[1] = 2; /*mark*/ M[2] = 3; }");
  const auto *Write = AST.at<BinaryOperator>("mark");
  ASSERT_NE(Write, nullptr);
  EXPECT_EQ(AST.sources().getSpellingColumnNumber(Write->getOperatorLoc()),
            57U);
  EXPECT_NE(AST.decl<FunctionDecl>("f"), nullptr);
}

} // namespace
} // namespace clang::tidy::maps::support
