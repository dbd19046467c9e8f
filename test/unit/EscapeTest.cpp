//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Escape.h"
#include "TestAST.h"

namespace clang::tidy::maps::support {
namespace {

/// What each of the blocks `{ M m; <Statements> }` does with `m`. One
/// translation unit for all: parsing the headers is what takes the time.
std::vector<LocalUse> usesIn(const std::vector<std::string> &Blocks,
                             const std::string &Declaration = "M m;") {
  std::string Code = R"cpp(
    #include <functional>
    #include <future>
    #include <memory>
    #include <thread>
    #include <unordered_map>
    #include <utility>
    #include <vector>
    using M = std::unordered_map<int, int>;
    void fill(M &);
    void fillThrough(M *);
    void read(const M &);
    struct Holder { Holder(M &Map) : Map(Map) {} M &Map; void go(); };
    struct Copier { Copier(const M &Map) : Map(Map) {} M Map; };
    struct Signal {
      void connect(std::function<void()>);
      void run(std::function<void()>);
    };
    M *outerPointer, other;
    Signal signal;
    std::vector<M> all;
    std::vector<M *> pointers;
    std::vector<Holder> holders;
    std::vector<Copier> copiers;
    std::vector<std::function<void()>> later;
    std::vector<int> ints;
    std::vector<M::iterator> iterators;
    M::iterator outerIterator;
    int *value;
  )cpp";
  for (size_t I = 0; I < Blocks.size(); ++I) {
    std::string N = std::to_string(I);
    Code += "M f" + N + "() { /*scope" + N + "*/ { " + Declaration + " " +
            Blocks[I] + " } return M(); }\n";
  }
  TestAST AST(Code);
  model::ContainerModel Model;
  std::vector<LocalUse> Uses;
  for (size_t I = 0; I < Blocks.size(); ++I) {
    const auto *Scope = AST.at<CompoundStmt>("scope" + std::to_string(I));
    const auto *Declared = cast<DeclStmt>(Scope->body_front());
    Uses.push_back(localUse(cast<VarDecl>(Declared->getSingleDecl()), Scope,
                            AST.context(), Model));
    Uses.back().Out.Where = nullptr; // Dies with the AST.
  }
  return Uses;
}

void expectKind(EscapeKind Kind, const std::vector<std::string> &Blocks) {
  std::vector<LocalUse> Uses = usesIn(Blocks);
  for (size_t I = 0; I < Blocks.size(); ++I)
    EXPECT_EQ(Uses[I].Out.Kind, Kind) << Blocks[I];
}

TEST(Escape, StaysInside) {
  expectKind(
      EscapeKind::None,
      {"m[1] = 2; read(m); fill(m); fillThrough(&m);",
       "other = m; all.push_back(m); M copy = m; copy[1] = 2;",
       "ints.assign(1, m[3]); ints.push_back(m.find(3)->second);",
       "auto it = m.find(3); if (it != m.end()) ints.push_back(it->second);",
       "std::vector<std::pair<int, int>> v(m.begin(), m.end()); auto w = "
       "std::move(v);",
       "other.insert(m.begin(), m.end());",
       "auto add = [&](int k) { m[k] = 1; }; add(3);", "[&] { m[1] = 2; }();",
       "signal.run([&] { m[1] = 2; });",
       "std::function<void(int)> f = [&](int n) { if (n) f(n - 1); m[n]; }; "
       "f(3);",
       "Holder h(m); h.go();", "copiers.emplace_back(m);",
       "M &r = m; r[1] = 2; const M *p = &r; read(*p);",
       "for (auto &kv : m) ints.push_back(kv.second);",
       "for (auto &[k, v] : m) v = k;",
       "auto [it, fresh] = m.try_emplace(1, 2); if (!fresh) ++it->second;",
       "later.push_back([m] { read(m); });",
       "auto f = [&] { return m; }; f();"});
}

TEST(Escape, Moved) {
  expectKind(EscapeKind::Moved,
             {"all.push_back(std::move(m));", "other = static_cast<M &&>(m);",
              "m.swap(other);", "other.swap(m);", "std::swap(other, m);",
              "other = std::exchange(m, {});",
              "M &r = m; all.push_back(std::move(r));",
              "auto f = [n = std::move(m)] {};"});
}

TEST(Escape, Returned) {
  expectKind(EscapeKind::Returned, {"if (m.empty()) return m;", "throw m;"});
}

TEST(Escape, Captured) {
  expectKind(
      EscapeKind::Captured,
      {"later.push_back([&] { read(m); });",
       "signal.connect([&] { read(m); });",
       "std::thread t([&] { read(m); }); t.join();",
       "std::thread t(fill, std::ref(m)); t.join();",
       "auto f = std::async([&m] { read(m); });",
       "auto f = [&] { read(m); }; later.push_back(f);",
       "auto f = [p = &m] { read(*p); }; later.emplace_back(std::move(f));"});
}

TEST(Escape, AddressTaken) {
  expectKind(EscapeKind::AddressTaken,
             {"pointers.push_back(&m);", "outerPointer = &m;",
              "M *p = &m; outerPointer = p;",
              "M &r = m; pointers.push_back(&r);", "outerIterator = m.begin();",
              "auto it = m.find(1); iterators.push_back(it);", "value = &m[3];",
              "for (auto &[k, v] : m) value = &v;", "holders.emplace_back(m);",
              "static M *kept = &m; read(*kept);",
              "Holder h(m); holders.push_back(h);"});
}

TEST(LocalUse, Grows) {
  const std::vector<std::string> Growing = {"m[1];",
                                            "m.insert({1, 2});",
                                            "m.emplace(1, 2);",
                                            "fill(m);",
                                            "fillThrough(&m);",
                                            "M &r = m; r[1] = 2;",
                                            "[&] { m[1]; }();",
                                            "Holder h(m);",
                                            "m.merge(other);",
                                            "M *p = &m; p->emplace(1, 2);"};
  std::vector<LocalUse> Uses = usesIn(Growing);
  for (size_t I = 0; I < Growing.size(); ++I)
    EXPECT_TRUE(Uses[I].MayGrow) << Growing[I];
  const std::vector<std::string> Others = {
      "read(m);",    "m.find(1);",
      "m.clear();",  "m.reserve(10);",
      "other = m;",  "const M &r = m; read(r);",
      "m.erase(1);", "[m]() mutable { m[1]; }();"};
  Uses = usesIn(Others);
  for (size_t I = 0; I < Others.size(); ++I)
    EXPECT_FALSE(Uses[I].MayGrow) << Others[I];
}

TEST(LocalUse, AssignedAndMeasured) {
  std::vector<LocalUse> Uses = usesIn({"m = other;", "m[1] = 2; other = m;",
                                       "ints.push_back(m.bucket_count());",
                                       "ints.push_back(m.size());"});
  EXPECT_TRUE(Uses[0].Assigned);
  EXPECT_FALSE(Uses[1].Assigned);
  EXPECT_TRUE(Uses[2].ObservesTable);
  EXPECT_FALSE(Uses[3].ObservesTable);
}

TEST(LocalUse, Owners) {
  std::vector<LocalUse> Uses =
      usesIn({"(*m)[1] = 2;", "m->emplace(1, 2); fillThrough(m.get());",
              "auto n = std::move(m);", "outerPointer = m.release();",
              "outerPointer = m.get();", "m.reset(new M);"},
             "auto m = std::make_unique<M>();");
  EXPECT_TRUE(Uses[0].MayGrow);
  EXPECT_TRUE(Uses[1].MayGrow);
  EXPECT_FALSE(Uses[1].Out);
  EXPECT_TRUE(Uses[2].Out);
  EXPECT_TRUE(Uses[3].Out);
  EXPECT_TRUE(Uses[4].Out);
  EXPECT_TRUE(Uses[5].Assigned);
  EXPECT_TRUE(
      usesIn({"auto n = m;"}, "auto m = std::make_shared<M>();")[0].Out);
  Uses = usesIn({"fill(*m); delete m;", "fill(*m);"}, "M *m = new M;");
  EXPECT_TRUE(Uses[0].Deleted);
  EXPECT_FALSE(Uses[1].Deleted);
}

} // namespace
} // namespace clang::tidy::maps::support
