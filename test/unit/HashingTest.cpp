//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Hashing.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

constexpr const char *Code = R"cpp(
  #include <map>
  #include <memory>
  #include <set>
  #include <string>
  #include <utility>
  enum class Scoped { A };
  struct Plain { bool operator<(const Plain &) const; };
  struct Special { bool operator<(const Special &) const; };
  template <> struct std::hash<Special> { size_t operator()(Special) const; };
  namespace lib {
  struct Abseil {
    template <typename H> friend H AbslHashValue(H, const Abseil &);
  };
  struct Boost {};
  std::size_t hash_value(const Boost &);
  struct Qt {};
  unsigned qHash(const Qt &, unsigned = 0);
  } // namespace lib
  int number; const char *pointer; std::string text; Scoped scoped; Plain plain;
  Special special; std::pair<int, std::string> pair; lib::Abseil abseil;
  lib::Boost boosted; lib::Qt qt; std::unique_ptr<int> owner;
  std::map<int, int> byDefault; std::set<std::string> setByDefault;
  std::map<int, int, std::greater<int>> greater;
  std::set<std::string, std::less<>> transparent;
)cpp";

const model::ContainerTraits &row(llvm::StringRef Name) {
  for (const model::ContainerTraits &Row : model::allContainers())
    if (Row.Name == Name)
      return Row;
  ADD_FAILURE() << "no row " << Name.str();
  return model::allContainers().front();
}

TEST(HashingTest, EachLibraryHasItsOwnWay) {
  TestAST AST(Code);
  auto Hashable = [&](llvm::StringRef In) {
    std::string Result;
    for (const char *Name :
         {"number", "pointer", "text", "scoped", "plain", "special", "pair",
          "abseil", "boosted", "qt", "owner"})
      if (isHashable(AST.decl<VarDecl>(Name)->getType(), row(In),
                     AST.context()))
        Result += std::string(Result.empty() ? "" : " ") + Name;
    return Result;
  };
  EXPECT_EQ(Hashable("std::unordered_map"),
            "number pointer text scoped special owner");
  EXPECT_EQ(Hashable("absl::flat_hash_map"),
            "number pointer text scoped special pair abseil owner");
  EXPECT_EQ(Hashable("boost::unordered_map"),
            "number pointer text scoped pair boosted owner");
  EXPECT_EQ(Hashable("QHash"), "number pointer qt");
}

TEST(HashingTest, DefaultOrder) {
  TestAST AST(Code);
  auto Default = [&](llvm::StringRef Name, llvm::StringRef Row) {
    return hasDefaultOrder(AST.decl<VarDecl>(Name)->getType(), row(Row));
  };
  EXPECT_TRUE(Default("byDefault", "std::map"));
  EXPECT_TRUE(Default("setByDefault", "std::set"));
  EXPECT_FALSE(Default("greater", "std::map"));
  EXPECT_FALSE(Default("transparent", "std::set"));
}

} // namespace
} // namespace clang::tidy::maps::support
