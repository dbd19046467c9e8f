//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Invalidation.h"
#include "TestAST.h"
#include "support/CalleeOps.h"
#include "support/HandleTransfer.h"
#include <set>

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <map>
#include <unordered_map>
#include <utility>
bool cond();
void use(int);
using Tree = std::map<int, int>;
using Hash = std::unordered_map<int, int>;
namespace absl {
template <class K, class V> struct flat_hash_map : std::unordered_map<K, V> {};
}
using Flat = absl::flat_hash_map<int, int>;
)cpp";

/// The lines that end with `// stale`, and no others, must have a finding.
void expectMarked(llvm::StringRef Code) {
  TestAST AST(Prelude + Code.str());
  const model::ContainerModel Model;
  const unsigned First = llvm::StringRef(Prelude).count('\n') + 1;
  std::set<unsigned> Found;
  for (const auto *Function : AST.all<FunctionDecl>())
    if (Function->doesThisDeclarationHaveABody() && !Function->isImplicit())
      for (const StaleUse &Use :
           findStaleUses(Function, AST.context(), Model,
                         [](const MapOp &) { return false; }))
        Found.insert(
            AST.sources().getExpansionLineNumber(Use.Where->getBeginLoc()));
  llvm::SmallVector<llvm::StringRef, 0> Lines;
  Code.split(Lines, '\n');
  for (unsigned I = 0; I < Lines.size(); ++I)
    EXPECT_EQ(Found.count(First + I) != 0, Lines[I].ends_with("// stale"))
        << "line " << I << ": " << Lines[I].str();
}

TEST(InvalidationTest, Table) {
  auto Harm = [](const char *Container, MapOpKind Kind, HandleForm Form,
                 bool SameElement) {
    MapOp Op;
    Op.Kind = Kind;
    Handle H;
    H.Form = Form;
    for (const model::ContainerTraits &Row : model::allContainers())
      if (Row.Name == Container)
        Op.Traits = H.Traits = &Row;
    return harmOf(Op, H, SameElement);
  };
  using Cause = InvalidationCause;
  const auto Insert = MapOpKind::Emplace;
  const auto Erase = MapOpKind::EraseKey;
  const auto Iterator = HandleForm::Iterator;
  const auto Reference = HandleForm::Reference;
  // Trees: only what is erased.
  EXPECT_EQ(Harm("std::map", Insert, Iterator, false), std::nullopt);
  EXPECT_EQ(Harm("std::map", Erase, Iterator, false), std::nullopt);
  EXPECT_EQ(Harm("std::map", Erase, Reference, true), Cause::Erased);
  // Node tables: iterators on growth.
  EXPECT_EQ(Harm("std::unordered_map", Insert, Iterator, false), Cause::Grown);
  EXPECT_EQ(Harm("std::unordered_map", Insert, Reference, false), std::nullopt);
  // Open addressing: references, too; an erasure harms its element alone.
  EXPECT_EQ(Harm("llvm::DenseMap", Insert, Reference, false), Cause::Grown);
  EXPECT_EQ(Harm("llvm::DenseMap", Erase, Reference, false), std::nullopt);
  EXPECT_EQ(Harm("llvm::DenseMap", Erase, Iterator, true), Cause::Erased);
  // Arrays: an erasure moves others.
  EXPECT_EQ(Harm("llvm::MapVector", Erase, Reference, false), Cause::Shifted);
  EXPECT_EQ(Harm("std::flat_map", Erase, Iterator, false), Cause::Shifted);
  EXPECT_EQ(Harm("tsl::robin_map", Erase, Iterator, false), Cause::Shifted);
  // A copy of the element is no way into the map.
  EXPECT_EQ(Harm("std::flat_map", MapOpKind::Clear, HandleForm::Copy, true),
            std::nullopt);
  // The element of a node handle keeps its address.
  EXPECT_EQ(Harm("std::map", MapOpKind::Extract, Reference, true),
            std::nullopt);
}

TEST(InvalidationTest, SameElement) {
  expectMarked(R"cpp(
int byIterator(Tree &m, Tree::iterator it) {
  m.erase(it);
  return it->second; // stale
}
int byKey(Tree &m, int k) {
  auto it = m.find(k);
  m.erase(k);
  return it->second; // stale
}
int otherKey(Tree &m, int k, int l) {
  auto it = m.find(k);
  m.erase(l);
  return it->second;
}
int changedKey(Tree &m, int k) {
  auto it = m.find(k);
  ++k;
  m.erase(k);
  return it->second;
}
int part(Tree &m, int k) {
  auto &kv = *m.find(k);
  auto &value = kv.second;
  m.erase(kv.first);
  return value; // stale
}
int found(Tree &m, int k) {
  auto &value = m[k];
  m.erase(m.find(k));
  return value; // stale
}
void earlier(Tree &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto before = it;
    ++it;
    m.erase(before);
  }
}
)cpp");
}

TEST(InvalidationTest, Paths) {
  expectMarked(R"cpp(
void everyBranch(Tree &m, Tree::iterator it) {
  if (cond())
    m.erase(it);
  else
    m.erase(it);
  use(it->second); // stale
}
void excluded(Tree &m, Tree::iterator it, bool b) {
  if (b)
    m.erase(it);
  if (!b)
    use(it->second);
}
void nested(Tree &m, Tree::iterator it) {
  m.erase(it);
  if (cond())
    use(it->second); // stale
}
void nextIteration(Hash &m, int k) {
  auto it = m.find(k);
  for (int i = 0; i < k; ++i) {
    use(it->second); // stale
    m[i] = 1;
  }
}
void restored(Hash &m, int k) {
  auto it = m.find(k);
  for (int i = 0; i < k; ++i) {
    use(it->second);
    m[i] = 1;
    it = m.find(k);
  }
}
)cpp");
}

TEST(InvalidationTest, Presence) {
  expectMarked(R"cpp(
int counted(Flat &m, int k, int l) {
  auto &value = m[k];
  if (m.count(l))
    m[l] = 1;
  return value;
}
int notCounted(Flat &m, int k, int l) {
  auto &value = m[k];
  if (!m.count(l))
    m[l] = 1;
  return value; // stale
}
int found(Flat &m, int k, int l) {
  auto &value = m[k];
  auto it = m.find(l);
  if (it != m.end())
    m[l] = 1;
  return value;
}
int insertedBefore(Flat &m, int k, int l) {
  m[l] = 0;
  auto &value = m[k];
  m[l] = 1;
  return value;
}
int erasedAgain(Flat &m, int k, int l) {
  m[l] = 0;
  m.erase(l);
  auto &value = m[k];
  m[l] = 1;
  return value; // stale
}
)cpp");
}

TEST(InvalidationTest, Callees) {
  TestAST AST(std::string(Prelude) + R"cpp(
struct S {
  Tree m, n;
  bool flag;
  void certain(int k) { m.erase(k); }
  void lookup(int k) {
    auto it = m.find(k);
    if (it != m.end())
      m.erase(it);
  }
  void guarded(int k) {
    if (flag)
      m.erase(k);
  }
  void left(int k) {
    if (flag)
      return;
    m.erase(k);
  }
  virtual void overridden(int k) { m.erase(k); }
  void f(S &other) {
    /*certain*/ certain(1);
    /*lookup*/ lookup(1);
    /*guarded*/ guarded(1);
    /*left*/ left(1);
    /*virtual*/ overridden(1);
    /*other*/ other.certain(1);
  }
};
)cpp");
  const model::ContainerModel Model;
  auto Count = [&](const char *Mark) {
    return opsOfCallee(AST.at<CXXMemberCallExpr>(Mark), Model).size();
  };
  EXPECT_EQ(Count("certain"), 1u);
  EXPECT_EQ(Count("lookup"), 1u);
  EXPECT_EQ(Count("guarded"), 0u);
  EXPECT_EQ(Count("left"), 0u);
  EXPECT_EQ(Count("virtual"), 0u);
  EXPECT_EQ(Count("other"), 0u);
}

} // namespace
} // namespace clang::tidy::maps::support
