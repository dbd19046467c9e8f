//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/UsageSummary.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::tidy::maps;
using namespace clang::tidy::maps::support;

namespace {

constexpr const char *Preamble = R"cpp(
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <vector>
using Map = std::unordered_map<int, int>;
void readOnly(const Map &);
void change(Map &);
void changeThrough(Map *);
void byValue(Map);
void sink(Map &&);
)cpp";

const char *name(UsageKind K) {
  switch (K) {
  case UsageKind::Declare:
    return "Declare";
  case UsageKind::Construct:
    return "Construct";
  case UsageKind::Lookup:
    return "Lookup";
  case UsageKind::Subscript:
    return "Subscript";
  case UsageKind::Insert:
    return "Insert";
  case UsageKind::Erase:
    return "Erase";
  case UsageKind::Clear:
    return "Clear";
  case UsageKind::Reserve:
    return "Reserve";
  case UsageKind::Shrink:
    return "Shrink";
  case UsageKind::Measure:
    return "Measure";
  case UsageKind::Walk:
    return "Walk";
  case UsageKind::End:
    return "End";
  case UsageKind::Assign:
    return "Assign";
  case UsageKind::Swap:
    return "Swap";
  case UsageKind::Compare:
    return "Compare";
  case UsageKind::Copy:
    return "Copy";
  case UsageKind::Move:
    return "Move";
  case UsageKind::PassConst:
    return "PassConst";
  case UsageKind::PassMutable:
    return "PassMutable";
  case UsageKind::Return:
    return "Return";
  case UsageKind::Address:
    return "Address";
  case UsageKind::Capture:
    return "Capture";
  case UsageKind::Rebind:
    return "Rebind";
  case UsageKind::NullTest:
    return "NullTest";
  case UsageKind::Other:
    return "Other";
  }
  return "?";
}

class UsageSummaryTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code, llvm::StringRef File = "input.cc") {
    Unit = tooling::buildASTFromCodeWithArgs(
        (Preamble + Code).str(),
        {"-std=c++20", "-fsyntax-only", "-resource-dir", MAPTIDY_RESOURCE_DIR},
        File);
    ASSERT_TRUE(Unit);
    ASSERT_FALSE(Unit->getDiagnostics().hasErrorOccurred());
    Summaries = std::make_unique<UsageSummaries>(Unit->getASTContext(), Model);
  }

  const MapSummary *summary(llvm::StringRef Name) const {
    for (const MapSummary &S : Summaries->all())
      if (S.Name == Name &&
          (Function.empty() || S.Usages.front().Function == Function))
        return &S;
    return nullptr;
  }

  /// The kinds of all usages of the map \p Name, declarations left out.
  std::string usages(llvm::StringRef Name) const {
    const MapSummary *S = summary(Name);
    if (!S)
      return "no such map";
    std::string Result;
    for (const Usage &U : S->Usages)
      if (U.Kind != UsageKind::Declare && U.Kind != UsageKind::Construct)
        Result += (Result.empty() ? "" : " ") + std::string(name(U.Kind));
    return Result;
  }

  struct Case {
    std::string Body;
    std::string Expected;
  };
  /// What each body does with its parameter `Map &m`.
  void bodies(const std::vector<Case> &Cases) {
    std::string Code;
    for (size_t N = 0; N < Cases.size(); ++N)
      Code += "void test" + std::to_string(N) + "(Map &m, int k) {" +
              Cases[N].Body + "}\n";
    parse(Code);
    for (size_t N = 0; N < Cases.size(); ++N) {
      Function = "test" + std::to_string(N);
      EXPECT_EQ(usages("m"), Cases[N].Expected) << Cases[N].Body;
    }
    Function.clear();
  }

  const Usage *usage(llvm::StringRef Name, UsageKind K) const {
    if (const MapSummary *S = summary(Name))
      for (const Usage &U : S->Usages)
        if (U.Kind == K)
          return &U;
    return nullptr;
  }

  /// Where not empty, only maps declared in it are found.
  std::string Function;
  model::ContainerModel Model;
  std::unique_ptr<ASTUnit> Unit;
  std::unique_ptr<UsageSummaries> Summaries;
};

TEST_F(UsageSummaryTest, Lookups) {
  bodies({{"(void)m.count(k);", "Lookup"},
          {"(void)m.contains(k);", "Lookup"},
          {"(void)m.at(k);", "Lookup"},
          {"if (m.find(k) != m.end()) return;", "Lookup End"}});
}

TEST_F(UsageSummaryTest, Growth) {
  bodies({{"m[k] = 1;", "Subscript"},
          {"++m[k];", "Subscript"},
          {"m.insert({k, 1});", "Insert"},
          {"m.emplace(k, 1);", "Insert"},
          {"m.try_emplace(k, 1);", "Insert"},
          {"m.insert_or_assign(k, 1);", "Insert"},
          {"auto i = std::inserter(m, m.end());", "Insert End"}});
}

TEST_F(UsageSummaryTest, Removal) {
  bodies({{"m.erase(k);", "Erase"},
          {"m.erase(m.begin());", "Erase Walk"},
          {"std::erase_if(m, [](auto &) { return true; });", "Erase"},
          {"m.extract(k);", "Erase"},
          {"m.clear();", "Clear"}});
}

TEST_F(UsageSummaryTest, Capacity) {
  bodies({{"m.reserve(8);", "Reserve"},
          {"m.rehash(8);", "Reserve"},
          {"(void)m.size();", "Measure"},
          {"(void)m.empty();", "Measure"},
          {"(void)m.bucket_count();", "Measure"}});
}

TEST_F(UsageSummaryTest, Walks) {
  bodies({{"for (auto &kv : m) (void)kv;", "Walk"},
          {"for (auto i = m.begin(); i != m.end(); ++i) {}", "Walk End"}});
}

TEST_F(UsageSummaryTest, WholeObject) {
  bodies({{"m = Map();", "Assign"},
          {"m = {};", "Assign"},
          {"Map o; o = m;", "Copy"},
          {"Map o; o = std::move(m);", "Move"},
          {"Map o; m.swap(o);", "Swap"},
          {"Map o; o.swap(m);", "Swap"},
          {"Map o; std::swap(o, m);", "Swap"},
          {"Map o; (void)(o == m);", "Compare"},
          {"Map o; (void)(m != o);", "Compare"},
          {"Map o = m;", "Copy"},
          {"Map o(std::move(m));", "Move"}});
}

TEST_F(UsageSummaryTest, Passing) {
  bodies({{"readOnly(m);", "PassConst"},
          {"change(m);", "PassMutable"},
          {"changeThrough(&m);", "PassMutable"},
          {"byValue(m);", "Copy"},
          {"byValue(std::move(m));", "Move"},
          {"sink(std::move(m));", "Move"}});

  Function = "test5";
  EXPECT_EQ(usage("m", UsageKind::Move)->Member, "sink");
}

TEST_F(UsageSummaryTest, HandingOut) {
  parse("struct C { Map m; Map &all() { return m; } Map copy() { return m; }"
        "int &at(int k) { return m[k]; } int value(int k) { return m[k]; }"
        "int *ptr(int k) { return &m[k]; }"
        "auto find(int k) { return m.find(k); } };");
  EXPECT_EQ(usages("m"), "Return Return Subscript Return Subscript Subscript "
                         "Return Lookup Return");
  bodies({{"Map *p = &m; (void)p;", "Address"},
          {"static Map *p; p = &m;", "Address"},
          {"int &v = m[k]; v = 1;", "Subscript Address"},
          {"int v = m[k]; (void)v;", "Subscript"},
          {"struct S { Map &r; }; S s{m}; (void)s;", "Address"}});
}

TEST_F(UsageSummaryTest, OperatorsNotChosenYet) {
  parse("template <typename A> struct C { Map m; void f(A &a) { a &m; "
        "a << m; (void)(m, 1); } };");
  EXPECT_EQ(usages("m"), "Other Other");
}

TEST_F(UsageSummaryTest, DefaultArguments) {
  parse("Map m; void f(Map = m); void g(const Map & = m) {} "
        "int size(const Map &); int n = size(m);");
  EXPECT_EQ(usages("m"), "Copy Address PassConst");
}

TEST_F(UsageSummaryTest, Captures) {
  bodies({{"auto f = [&m] { m[1] = 2; };", "Capture Subscript"},
          {"auto f = [&] { m.clear(); };", "Capture Clear"},
          {"auto f = [m] { return m.size(); };", "Copy Measure"},
          {"auto f = [o = std::move(m)] { return o.size(); };", "Move"},
          {"auto f = [&o = m] { return o.size(); };", "Capture Measure"}});
  Function = "test0";
  EXPECT_TRUE(usage("m", UsageKind::Subscript)->InClosure);
}

TEST_F(UsageSummaryTest, ReferencesBoundOnceAreTheObject) {
  bodies({{"Map &o = m; o.clear(); const Map &c = o; (void)c.size();",
           "Clear Measure"}});
  parse("struct In { Map m; }; struct Out { In in; void f() {"
        "auto &a = in.m; a[1] = 2; } };");
  EXPECT_EQ(usages("m"), "Subscript");
  parse("Map &cache() { static Map m; return m; } void f() { cache()[1] = 2; "
        "auto &c = cache(); c.erase(1); }");
  EXPECT_EQ(usages("m"), "Return Subscript Erase");
}

TEST_F(UsageSummaryTest, PointersAndOwners) {
  parse("struct C { std::unique_ptr<Map> m; void f() { if (!m) "
        "m = std::make_unique<Map>(); m->insert({1, 2}); (*m)[1] = 3;"
        "change(*m); m.reset(); } };");
  EXPECT_TRUE(summary("m")->Indirect);
  EXPECT_EQ(usages("m"), "NullTest Rebind Insert Subscript PassMutable Rebind");
  parse("void f(Map *m) { if (m == nullptr) return; m->clear(); (*m)[1] = 2; "
        "delete m; }");
  EXPECT_EQ(usages("m"), "NullTest Clear Subscript Rebind");
}

TEST_F(UsageSummaryTest, Construction) {
  parse("void f(const Map &o) { Map a; Map b{}; Map c(10); Map d(o);"
        "Map e(std::move(d)); Map g{{1, 2}}; }"
        "struct S { Map h; Map i = {}; S(const Map &o) : h(o) {} };");
  auto How = [&](llvm::StringRef Name) {
    const Usage *U = usage(Name, UsageKind::Construct);
    return U ? U->How : Construction::None;
  };
  EXPECT_EQ(How("a"), Construction::Default);
  EXPECT_EQ(How("b"), Construction::Default);
  EXPECT_EQ(How("c"), Construction::Arguments);
  EXPECT_EQ(How("d"), Construction::Copied);
  EXPECT_EQ(How("e"), Construction::Moved);
  EXPECT_EQ(How("g"), Construction::Arguments);
  EXPECT_EQ(How("h"), Construction::Copied);
  EXPECT_EQ(How("i"), Construction::Default);
  EXPECT_EQ(usage("h", UsageKind::Construct)->Role, FunctionRole::Constructor);
}

TEST_F(UsageSummaryTest, StorageAndIdentity) {
  parse("Map global; static Map internal; namespace { Map anonymous; }\n"
        "thread_local Map perThread;\n"
        "class C { Map priv; public: Map pub; static Map shared; };\n"
        "void f(Map &param) { static Map once; Map local; (void)param; }");
  for (llvm::StringRef Name :
       {"global", "internal", "anonymous", "perThread", "priv", "pub", "shared",
        "param", "once", "local"})
    ASSERT_TRUE(summary(Name)) << Name.str();
  auto Storage = [&](llvm::StringRef Name) { return summary(Name)->Storage; };
  EXPECT_EQ(Storage("global"), ObjectStorage::Global);
  EXPECT_EQ(Storage("perThread"), ObjectStorage::Global);
  EXPECT_TRUE(summary("perThread")->ThreadLocal);
  EXPECT_EQ(Storage("pub"), ObjectStorage::Member);
  EXPECT_EQ(Storage("shared"), ObjectStorage::StaticMember);
  EXPECT_EQ(Storage("param"), ObjectStorage::Parameter);
  EXPECT_EQ(Storage("once"), ObjectStorage::Static);
  EXPECT_EQ(Storage("local"), ObjectStorage::Local);
  EXPECT_EQ(summary("global")->Container, "std::unordered_map");
  EXPECT_FALSE(summary("global")->Confined);
  EXPECT_FALSE(summary("pub")->Confined);
  for (llvm::StringRef Name :
       {"internal", "anonymous", "priv", "once", "local"})
    EXPECT_TRUE(summary(Name)->Confined) << Name.str();
  EXPECT_EQ(summary("global")->Identity, "c:@global");
  EXPECT_EQ(summary("priv")->Identity, "c:@S@C@FI@priv");

  // The same source in another file: the same identity where others may mean
  // the same object, another one where they cannot.
  std::string Global = summary("global")->Identity;
  std::string Field = summary("pub")->Identity;
  std::string Internal = summary("internal")->Identity;
  parse("static Map internal; Map global; class C { public: Map pub; };",
        "sub/input.cc");
  EXPECT_EQ(summary("global")->Identity, Global);
  EXPECT_EQ(summary("pub")->Identity, Field);
  EXPECT_NE(summary("internal")->Identity, Internal);
}

TEST_F(UsageSummaryTest, FunctionsLoopsAndPlaces) {
  parse("struct C {\n Map m;\n void f(int n) {\n"
        "for (int i = 0; i < n; ++i)\n while (n--)\n m[i] = n;\n }\n};");
  const Usage *U = usage("m", UsageKind::Subscript);
  ASSERT_TRUE(U);
  EXPECT_EQ(U->Function, "C::f");
  EXPECT_EQ(U->FunctionId, "c:@S@C@F@f#I#");
  EXPECT_EQ(U->LoopDepth, 2U);
  EXPECT_EQ(U->Role, FunctionRole::Ordinary);
  const MapSummary &S = *summary("m");
  EXPECT_TRUE(Summaries->node(S, *U));
  EXPECT_EQ(Summaries->function(S, *U)->getNameAsString(), "f");
  EXPECT_EQ(Summaries->decl(S)->getNameAsString(), "m");
  EXPECT_EQ(Summaries->of(Summaries->decl(S)), &S);
}

TEST_F(UsageSummaryTest, Guards) {
  std::string Code;
  std::vector<std::string> Expected;
  auto Guards = [&](const std::string &Body, const std::string &Result) {
    Code += "void test" + std::to_string(Expected.size()) +
            "(Map &m, int k) {" + Body + "}\n";
    Expected.push_back(Result);
  };
  Guards("m.clear();", "");
  Guards("if (k > 1) m.clear();", "[k > 1]");
  Guards("if (k > 1) {} else m.clear();", "![k > 1]");
  Guards("if (k > 1) return; m.clear();", "![k > 1]");
  Guards("while (k) { if (k == 3) m.clear(); }", "[k][k == 3]");
  Guards("(void)(k == 1 && (m.clear(), true));", "[k == 1]");
  Guards("k ? (void)k : m.clear();", "![k]");
  Guards("if (k) { auto f = [&] { m.clear(); }; }", "");
  parse(Code);
  for (size_t N = 0; N < Expected.size(); ++N) {
    Function = "test" + std::to_string(N);
    std::string Result;
    for (const Guard &G : usage("m", UsageKind::Clear)->Guards)
      Result.append(G.Negated ? "![" : "[").append(G.Text).append("]");
    EXPECT_EQ(Result, Expected[N]) << Function;
  }
}

TEST_F(UsageSummaryTest, Locks) {
  std::string Code = "struct C { Map m; std::mutex mu, other; "
                     "std::shared_mutex sh;\n";
  std::vector<std::string> Expected;
  auto Locks = [&](const std::string &Body, const std::string &Result) {
    Code +=
        "void test" + std::to_string(Expected.size()) + "() {" + Body + "}\n";
    Expected.push_back(Result);
  };
  Locks("m.clear();", "");
  Locks("std::lock_guard<std::mutex> g(mu); m.clear();", "this->mu ");
  Locks("std::lock_guard g(mu); if (true) { m.clear(); }", "this->mu ");
  Locks("{ std::lock_guard g(mu); } m.clear();", "");
  Locks("std::scoped_lock g(mu, other); m.clear();", "this->mu this->other ");
  Locks("std::shared_lock g{sh}; m.clear();", "s:this->sh ");
  Locks("std::unique_lock g(mu); g.unlock(); m.clear();", "");
  Locks("std::unique_lock g(mu); g.unlock(); g.lock(); m.clear();",
        "this->mu ");
  Locks("std::unique_lock g(mu, std::defer_lock); m.clear();", "");
  Locks("mu.lock(); m.clear(); mu.unlock();", "this->mu ");
  Locks("mu.lock(); mu.unlock(); m.clear();", "");
  Locks("std::lock_guard g(mu); auto f = [this] { m.clear(); };", "");
  parse(Code + "};");
  size_t N = 0;
  for (const Usage &U : summary("m")->Usages) {
    if (U.Kind != UsageKind::Clear)
      continue;
    std::string Result;
    for (const HeldLock &L : U.LocksHeld)
      Result += (L.Shared ? "s:" : "") + L.Mutex + " ";
    EXPECT_EQ(Result, Expected[N++]) << U.Function;
  }
  EXPECT_EQ(N, Expected.size());
}

TEST_F(UsageSummaryTest, TemplatesAreJudgedOnThePattern) {
  parse("template <class K> struct C { std::map<K, int> m; void f(K k) {"
        "m[k] = 1; m.erase(k); } };"
        "void g() { C<int> c; c.f(1); c.m.clear(); }");
  EXPECT_EQ(usages("m"), "Subscript Erase Clear");
}

// `Value` is a map in this instantiation only.
TEST_F(UsageSummaryTest, MembersThatATemplateArgumentMakesMaps) {
  parse("template <class T> struct Box { T Value; };\n"
        "void test(Box<Map> &b, int k) { b.Value[k] = 1; }");
  EXPECT_EQ(usages("Value"), "Subscript");
}

TEST_F(UsageSummaryTest, SystemHeadersAndUnevaluatedCodeAreNotTheUsers) {
  bodies({{"(void)sizeof(m); decltype(m.size()) n = 0; (void)n;", ""}});
  for (const MapSummary &S : Summaries->all())
    EXPECT_EQ(S.Name, "m");
}

} // namespace
