//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Nullness.h"
#include "TestAST.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace clang::tidy::maps::support {
namespace {

constexpr char Prelude[] = R"cpp(
#include <algorithm>
#include <array>
#include <cassert>
#include <cstdlib>
#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>
using Map = std::map<int, int>;
using Outer = std::unordered_map<std::string, std::unique_ptr<Map>>;
bool cond();
bool other();
void log(const char *);
std::unique_ptr<Map> load(int);
void use(Map &);
void take(std::unique_ptr<Map>);
void look(const std::unique_ptr<Map> &);
void init(std::unique_ptr<Map> &);
void init(Map **);
void fill(std::vector<std::unique_ptr<Map>> &);
void fail_impl(const char *);
template <class F> void each(F f) { f(1); }
struct Opt {
  bool a;
  bool b;
  bool ok() const;
};
struct Msg {
  int kind;
  std::string name;
  bool has() const;
};
#define CHECK(x) do { if (!(x)) fail_impl(#x); } while (0)
#define MY_ASSERT(x) ((void)0)
)cpp";

/// The lines that end with `// null`, and no others, must dereference a null
/// pointer.
void expectMarked(llvm::StringRef Code) {
  TestAST AST(Prelude + Code.str());
  const model::ContainerModel Model;
  NullnessAnalysis Analysis(AST.context(), Model);
  const unsigned First = llvm::StringRef(Prelude).count('\n') + 1;
  std::set<unsigned> Found;
  for (const auto *Function : AST.all<FunctionDecl>()) {
    if (!Function->doesThisDeclarationHaveABody() || Function->isImplicit() ||
        Function->isTemplateInstantiation())
      continue;
    for (const NullDereference &Null : Analysis.findIn(Function))
      Found.insert(
          AST.sources().getExpansionLineNumber(Null.Where->getBeginLoc()));
  }
  llvm::SmallVector<llvm::StringRef, 0> Lines;
  Code.split(Lines, '\n');
  for (unsigned I = 0; I < Lines.size(); ++I)
    EXPECT_EQ(Found.count(First + I) != 0, Lines[I].ends_with("// null"))
        << "line " << I << ": " << Lines[I].str();
}

TEST(NullnessTest, Origins) {
  expectMarked(R"cpp(
void p1() {
  std::unique_ptr<Map> p;
  p->insert({1, 2}); // null
}
void p2() {
  Map *p = nullptr;
  (*p)[1] = 2; // null
}
void p3(bool f) {
  std::unique_ptr<Map> p;
  if (f)
    p = std::make_unique<Map>();
  p->clear(); // null
}
void n1(bool f) {
  std::unique_ptr<Map> p;
  if (f)
    p = std::make_unique<Map>();
  if (f)
    p->clear();
}
void n2() {
  std::unique_ptr<Map> p;
  if (cond())
    p = std::make_unique<Map>();
  if (p)
    p->clear();
}
void n3() {
  std::unique_ptr<Map> p;
  if (!p)
    p = std::make_unique<Map>();
  p->clear();
}
void n4() {
  std::unique_ptr<Map> p;
  init(p);
  p->clear();
}
void n5() {
  Map *p = nullptr;
  init(&p);
  p->clear();
}
void n6(Map *p = nullptr) {
  p->clear();
}
void p4() {
  auto p = std::make_unique<Map>();
  p.reset();
  p->clear(); // null
}
void p5() {
  auto p = std::make_unique<Map>();
  auto *r = p.release();
  r->clear();
  p->clear(); // null
}
void p6() {
  auto p = std::make_unique<Map>();
  auto q = std::move(p);
  q->clear();
  p->clear(); // null
}
void p7() {
  std::optional<Map> m;
  m->clear(); // null
}
void p8() {
  std::optional<Map> m = Map();
  m->clear();
  m = std::nullopt;
  m->clear(); // null
}
void p9(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  v[0]->clear(); // null
}
void p10(int n) {
  std::vector<std::unique_ptr<Map>> v;
  v.resize(n);
  for (auto &p : v)
    p->clear(); // null
}
void p11() {
  std::array<Map *, 4> a{};
  a[1]->clear(); // null
}
void p12() {
  Map *a[4] = {};
  a[1]->clear(); // null
}
void n7(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  for (auto &p : v)
    p = std::make_unique<Map>();
  v[0]->clear();
}
void n8(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  for (int i = 0; i < n; ++i)
    v[i] = std::make_unique<Map>();
  v[0]->clear();
}
void p13(int k) {
  std::map<int, std::unique_ptr<Map>> o;
  o[k]->clear(); // null
}
void p14(std::map<int, std::unique_ptr<Map>> &o, int k) {
  if (o.find(k) == o.end())
    o[k]->clear(); // null
}
void p15(std::map<int, std::unique_ptr<Map>> &o, int k) {
  if (!o.count(k)) {
    auto &slot = o[k];
    slot->clear(); // null
  }
}
void n9(std::map<int, std::unique_ptr<Map>> &o, int k) {
  if (!o.count(k))
    o[k] = std::make_unique<Map>();
  o[k]->clear();
}
void n10(std::map<int, std::unique_ptr<Map>> &o, int k) {
  auto &slot = o[k];
  if (!slot)
    slot = std::make_unique<Map>();
  slot->clear();
}
void n11(std::map<int, std::unique_ptr<Map>> &o, int k) {
  auto it = o.find(k);
  if (it == o.end()) {
    o[k] = std::make_unique<Map>();
  }
  o[k]->clear();
}
void n12() {
  std::unique_ptr<Map> p;
  bool ok = false;
  if (cond()) {
    p = std::make_unique<Map>();
    ok = true;
  }
  if (ok)
    p->clear();
}
void n13(int n) {
  std::unique_ptr<Map> p;
  if (n > 0)
    p = std::make_unique<Map>();
  if (n == 0)
    return;
  if (n < 0)
    return;
  p->clear();
}
void n14() {
  std::unique_ptr<Map> p;
  bool ok = p != nullptr;
  if (ok)
    p->clear();
}
void n15() {
  std::unique_ptr<Map> p;
  assert(p);
  p->clear();
}
void n16() {
  std::unique_ptr<Map> p;
  auto f = [&] { p = std::make_unique<Map>(); };
  f();
  p->clear();
}
struct C {
  C() {
    m->clear(); // null
  }
  std::unique_ptr<Map> m;
};
namespace {
struct D {
  void f() {
    m->clear(); // null
  }
  std::unique_ptr<Map> m;
};
} // namespace
struct E {
  E();
  void init();
  void f() {
    init();
    m->clear();
  }
private:
  std::unique_ptr<Map> m;
};
void n17(int n) {
  std::vector<std::unique_ptr<Map>> v;
  for (int i = 0; i < n; ++i)
    v.push_back(std::make_unique<Map>());
  v[0]->clear();
}
void p16(int n) {
  auto a = std::make_unique<Map *[]>(n);
  a[0]->clear(); // null
}
void p17(int n) {
  Map **a = new Map *[n]();
  a[0]->clear(); // null
}
template <class K> void t1() {
  std::unique_ptr<std::map<K, int>> p;
  p->clear(); // null
}
template <class K> void t2() {
  std::unique_ptr<std::map<K, int>> p;
  if (p)
    p->clear();
}
void n18(int x) {
  std::unique_ptr<Map> p;
  switch (x) {
  case 1:
    p = std::make_unique<Map>();
    break;
  default:
    return;
  }
  p->clear();
}
void p18(std::vector<std::unique_ptr<Map>> v) {
  std::unique_ptr<Map> p;
  for (int i = 0; i < 3; ++i) {
    p->clear(); // null
    p = std::make_unique<Map>();
  }
}
void n19() {
  Map *p = cond() ? new Map : nullptr;
  if (p != nullptr && cond())
    p->clear();
}
void p19() {
  Map *p = cond() ? new Map : nullptr;
  p->clear(); // null
}
void p20() {
  auto f = [] {
    std::shared_ptr<Map> p;
    p->clear(); // null
  };
  f();
}
void p21(int n) {
  std::vector<std::shared_ptr<Map>> v(n);
  for (auto it = v.begin(); it != v.end(); ++it)
    (*it)->clear(); // null
}
void p22() {
  std::unique_ptr<Map> p;
  Map &m = *p; // null
  m.clear();
}
void p23() {
  std::unique_ptr<Map> p;
  for (auto &kv : *p) // null
    (void)kv;
}
void p24() {
  std::unique_ptr<Map> p;
  p.get()->clear(); // null
}
)cpp");
}

TEST(NullnessTest, CorrelatedConditions) {
  expectMarked(R"cpp(
void n1(Opt o) {
  std::unique_ptr<Map> p;
  if (o.a)
    p = load(1);
  if (o.a)
    p->clear();
}
void n2(Opt o) {
  std::unique_ptr<Map> p;
  if (o.ok())
    p = load(1);
  if (o.ok())
    p->clear();
}
void n3(Opt o) {
  std::unique_ptr<Map> p;
  if (o.a || o.b)
    p = load(1);
  if (o.b)
    p->clear();
}
void n4(int k) {
  Map *p = nullptr;
  Map m;
  switch (k) {
  case 0:
    p = &m;
    break;
  case 1:
    break;
  }
  if (k == 0)
    p->clear();
}
void p1(int k) {
  Map *p = nullptr;
  Map m;
  switch (k) {
  case 0:
    p = &m;
    break;
  case 1:
    break;
  }
  if (k == 1)
    p->clear(); // null
}
void n5(bool a, bool b) {
  std::unique_ptr<Map> p;
  if (a && b)
    p = load(1);
  if (a && b)
    p->clear();
}
void n6(bool a, bool b) {
  std::unique_ptr<Map> p;
  if (!a)
    return;
  if (a)
    p = std::make_unique<Map>();
  p->clear();
  (void)b;
}
void p2(bool a, bool b) {
  std::unique_ptr<Map> p;
  if (a)
    p = std::make_unique<Map>();
  if (b)
    p->clear(); // null
}
void n7() {
  std::unique_ptr<Map> p;
  if (cond())
    p = std::make_unique<Map>();
  if (other())
    p->clear();
}
void p3() {
  std::unique_ptr<Map> p;
  if (cond())
    p = std::make_unique<Map>();
  p->clear(); // null
}
void n8() {
  std::unique_ptr<Map> p;
  if (cond()) {
    p = std::make_unique<Map>();
  } else {
    return;
  }
  p->clear();
}
void n9() {
  std::unique_ptr<Map> p;
  while (!p)
    p = load(2);
  p->clear();
}
void n10(std::vector<int> v) {
  std::unique_ptr<Map> p;
  for (int x : v) {
    if (!p)
      p = std::make_unique<Map>();
    p->insert({x, x});
  }
}
void n11(std::vector<int> v) {
  std::unique_ptr<Map> p;
  bool first = true;
  for (int x : v) {
    if (first) {
      p = std::make_unique<Map>();
      first = false;
    }
    p->insert({x, x});
  }
}
void n12(int n) {
  std::unique_ptr<Map> p;
  for (int i = 0; i < n; ++i) {
    if (i == 0)
      p = std::make_unique<Map>();
    p->insert({i, i});
  }
}
void n13(std::vector<int> v) {
  Map *cur = nullptr;
  Map m;
  for (int x : v) {
    if (x == 0)
      cur = &m;
    else
      cur->insert({x, x});
  }
}
void n14(std::vector<std::string> v) {
  std::unique_ptr<Map> p;
  for (auto &s : v) {
    if (s == "begin") {
      p = std::make_unique<Map>();
      continue;
    }
    if (s == "end") {
      take(std::move(p));
      continue;
    }
    p->clear();
  }
}
void n15() {
  std::unique_ptr<Map> p;
  try {
    p = load(1);
  } catch (...) {
    return;
  }
  p->clear();
}
void n16(int n) {
  int count = 0;
  std::unique_ptr<Map> p;
  if (n > 3) {
    p = std::make_unique<Map>();
    ++count;
  }
  if (count > 0)
    p->clear();
}
void n17(int n) {
  std::unique_ptr<Map> p;
  if (n)
    p = std::make_unique<Map>();
  if (n != 0)
    p->clear();
}
void n18(int n) {
  std::unique_ptr<Map> p;
  if (n >= 5)
    p = std::make_unique<Map>();
  if (n > 10)
    p->clear();
}
void p4(int n) {
  std::unique_ptr<Map> p;
  if (n >= 5)
    p = std::make_unique<Map>();
  if (n < 3)
    p->clear(); // null
}
void n19(bool f) {
  std::unique_ptr<Map> p = f ? std::make_unique<Map>() : nullptr;
  if (f)
    p->clear();
}
void n20(bool f) {
  Map m;
  Map *p = f ? &m : nullptr;
  if (!f)
    return;
  p->clear();
}
void n21() {
  std::unique_ptr<Map> p;
  const bool have = cond();
  if (have)
    p = std::make_unique<Map>();
  if (!have)
    return;
  p->clear();
}
void n22(int a, int b) {
  std::unique_ptr<Map> p;
  if (a < b)
    p = std::make_unique<Map>();
  if (b > a)
    p->clear();
}
void n23(int a, int b) {
  std::unique_ptr<Map> p;
  if (a < b)
    p = std::make_unique<Map>();
  if (!(a < b))
    return;
  p->clear();
})cpp");
}

TEST(NullnessTest, MovedAndSwapped) {
  expectMarked(R"cpp(
void p5() {
  auto p = std::make_unique<Map>();
  take(std::move(p));
  p->clear(); // null
}
void p6(std::vector<std::unique_ptr<Map>> &v) {
  auto p = std::make_unique<Map>();
  v.push_back(std::move(p));
  p->clear(); // null
}
void n24(std::vector<std::unique_ptr<Map>> &v) {
  auto p = std::make_unique<Map>();
  v.push_back(std::move(p));
  p = std::make_unique<Map>();
  p->clear();
}
void n25() {
  Map m;
  Map *p = &m;
  Map *q = std::move(p);
  q->clear();
  p->clear();
}
void n26() {
  std::optional<Map> p = Map();
  auto q = std::move(p);
  p->clear();
}
void p7() {
  std::unique_ptr<Map> p, q = std::make_unique<Map>();
  std::swap(p, q);
  p->clear();
  q->clear(); // null
}
void p8() {
  auto p = std::make_shared<Map>();
  auto q = std::exchange(p, nullptr);
  q->clear();
  p->clear(); // null
}
std::unique_ptr<Map> n27() {
  auto p = std::make_unique<Map>();
  p->clear();
  return p;
})cpp");
}

TEST(NullnessTest, ReferencesAndAliases) {
  expectMarked(R"cpp(
void n28() {
  std::unique_ptr<Map> p;
  auto &r = p;
  r = std::make_unique<Map>();
  p->clear();
}
void p9() {
  std::unique_ptr<Map> p;
  auto &r = p;
  r->clear(); // null
}
void n29() {
  std::unique_ptr<Map> p;
  look(p);
  if (p)
    use(*p);
}
void p10() {
  std::unique_ptr<Map> p;
  look(p);
  use(*p); // null
}
void n30() {
  Map *p = nullptr;
  Map **pp = &p;
  *pp = new Map;
  p->clear();
}
void p11() {
  std::unique_ptr<Map> p;
  Map *raw = p.get();
  raw->clear(); // null
}
void n31() {
  std::unique_ptr<Map> p;
  (void)sizeof(*p);
  (void) noexcept(p->clear());
  using T = decltype(*p);
})cpp");
}

TEST(NullnessTest, Elements) {
  expectMarked(R"cpp(
void p12(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  v.at(0)->clear(); // null
}
void p13(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  v.front()->clear(); // null
}
void p14(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  v.back()->clear(); // null
}
void p15(int n, int i) {
  std::vector<std::unique_ptr<Map>> v(n);
  (*v[i])[3] = 4; // null
}
void n32(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  std::generate(v.begin(), v.end(), [] { return std::make_unique<Map>(); });
  v[0]->clear();
}
void n33(int n) {
  std::vector<Map *> v(n, new Map);
  v[0]->clear();
}
void n34(int n, int i) {
  std::vector<std::unique_ptr<Map>> v(n);
  v[i] = std::make_unique<Map>();
  v[i]->clear();
}
void n35(int n, int i) {
  std::vector<std::unique_ptr<Map>> v(n);
  if (!v[i])
    v[i] = std::make_unique<Map>();
  v[i]->clear();
}
void p16() {
  Map m;
  Map *a[3] = {&m};
  a[0]->clear();
  a[1]->clear(); // null
}
void n36() {
  Map m;
  Map *a[2] = {&m, &m};
  for (auto *p : a)
    p->clear();
}
void p17() {
  Map *a[2] = {};
  Map m;
  a[0] = &m;
  a[1]->clear(); // null
}
void p18() {
  std::array<std::unique_ptr<Map>, 3> a;
  for (auto &p : a)
    p->clear(); // null
}
void n37() {
  std::array<std::unique_ptr<Map>, 3> a;
  for (auto &p : a) {
    p = std::make_unique<Map>();
    p->clear();
  }
}
void n38(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  for (int i = 0; i < n; ++i) {
    v[i].reset(new Map);
    v[i]->clear();
  }
}
void p19(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  for (int i = 0; i < n; ++i)
    v[i]->insert({i, i}); // null
}
void n39(std::vector<std::unique_ptr<Map>> v) {
  for (auto &p : v)
    p->clear();
  v[0]->clear();
}
void n40(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  fill(v);
  v[0]->clear();
}
void n41(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  auto it = v.begin();
  *it = std::make_unique<Map>();
  v[0]->clear();
}
void p20(int n) {
  std::vector<std::shared_ptr<Map>> v(n);
  for (auto p : v)
    p->clear(); // null
}
void p21(int n) {
  std::vector<std::optional<Map>> v(n);
  v[0]->clear(); // null
})cpp");
}

TEST(NullnessTest, NewEntries) {
  expectMarked(R"cpp(
void p22(Outer &o, const std::string &k) {
  if (!o.count(k)) {
    o[k]->clear(); // null
  }
}
void p23(Outer &o, const std::string &k) {
  o.clear();
  o[k]->clear(); // null
}
void p24(Outer &o, const std::string &k) {
  o.erase(k);
  o[k]->clear(); // null
}
void p25(Outer &o, const std::string &k) {
  o.emplace(k, nullptr);
  o[k]->clear(); // null
}
void p26(const std::string &k) {
  Outer o;
  auto &slot = o[k];
  slot->clear(); // null
}
void p27() {
  Outer o;
  o["a"] = std::make_unique<Map>();
  o["b"]->clear(); // null
}
void n42() {
  Outer o;
  o["a"] = std::make_unique<Map>();
  o["a"]->clear();
}
void n43(Outer &o, const std::string &k) {
  auto it = o.find(k);
  if (it == o.end())
    it = o.emplace(k, std::make_unique<Map>()).first;
  it->second->clear();
}
void n44(Outer &o, const std::string &k) {
  o[k]->clear();
}
void n45(Outer &o, const std::string &k) {
  if (o.find(k) == o.end())
    return;
  o[k]->clear();
}
void n46(Outer &o, const std::string &k) {
  if (!o[k])
    o[k] = std::make_unique<Map>();
  o[k]->clear();
}
void n47(Outer &o, const std::string &k) {
  auto [it, fresh] = o.try_emplace(k);
  if (fresh)
    it->second = std::make_unique<Map>();
  it->second->clear();
  o[k]->clear();
}
void p28(Outer &o, const std::string &k) {
  auto it = o.find(k);
  if (it == o.end())
    o[k]->clear(); // null
}
void n48(std::vector<std::string> ks) {
  Outer o;
  for (auto &k : ks)
    o[k] = std::make_unique<Map>();
  for (auto &k : ks)
    o[k]->clear();
}
void n49(std::vector<std::string> ks) {
  Outer o;
  for (auto &k : ks) {
    if (!o.count(k))
      o.emplace(k, std::make_unique<Map>());
    o[k]->clear();
  }
}
void p29(std::vector<std::string> ks) {
  Outer o;
  for (auto &k : ks) {
    o[k]->clear(); // null
  }
}
void p30(Outer &o, const std::string &k) {
  if (o.find(k) == o.end())
    log("new");
  o[k]->clear();
})cpp");
}

TEST(NullnessTest, Members) {
  expectMarked(R"cpp(
class M1 {
public:
  void f() {
    m->clear(); // null
  }
private:
  std::unique_ptr<Map> m;
};
class M2 {
public:
  void f() {
    if (m)
      m->clear();
  }
private:
  std::unique_ptr<Map> m;
};
class M3 {
public:
  void f() {
    m->clear();
  }
  void set() {
    m = std::make_unique<Map>();
  }
private:
  std::unique_ptr<Map> m;
};
class M4 {
public:
  M4() : m(std::make_unique<Map>()) {}
  void f() {
    m->clear();
  }
private:
  std::unique_ptr<Map> m;
};
class M5 {
public:
  M5();
  void f() {
    m->clear();
  }
private:
  std::unique_ptr<Map> m;
};
class M6 {
public:
  M6() {
    init();
    m->clear();
  }
  void init();
  std::unique_ptr<Map> m;
};
class M7 {
public:
  M7() {
    m = std::make_unique<Map>();
    m->clear();
  }
  std::unique_ptr<Map> m;
};
class M8 {
public:
  M8(bool f) {
    if (f)
      m = std::make_unique<Map>();
    m->clear(); // null
  }
  std::unique_ptr<Map> m;
};
class M9 {
public:
  void reset() {
    m.reset();
    m->clear(); // null
  }
  std::unique_ptr<Map> m;
};
class M10 {
public:
  void f();
  bool ready = false;
  void g() {
    if (ready)
      m->clear();
  }
  std::unique_ptr<Map> m;
};
class M11 {
public:
  void f() {
    m.reset();
    helper();
    m->clear();
  }
  void helper();
  std::unique_ptr<Map> m;
};
class M12 {
  Map *m = nullptr;
public:
  void f() {
    (*m)[1] = 2; // null
  }
};
struct S {
  std::unique_ptr<Map> p;
  Map *q = nullptr;
};
void p31() {
  S s;
  s.p->clear(); // null
}
void p32() {
  S s{};
  s.q->clear(); // null
}
void n50() {
  S s;
  s.p = std::make_unique<Map>();
  s.p->clear();
}
void fs(S &);
void n51() {
  S s;
  fs(s);
  s.p->clear();
})cpp");
}

TEST(NullnessTest, ControlFlow) {
  expectMarked(R"cpp(
void n52() {
  std::unique_ptr<Map> p;
  if (!p)
    log("x"), std::abort();
  p->clear();
}
void n53() {
  std::unique_ptr<Map> p;
  if (auto x = load(1))
    p = std::move(x);
  else
    return;
  p->clear();
}
void n54(bool f) {
  Map *p = nullptr;
  Map m;
  if (f)
    goto set;
  return;
set:
  p = &m;
  p->clear();
}
void n55(std::unique_ptr<Map> p) {
  if (!p)
    log("null");
  p->clear();
}
void n56() {
  auto p = load(1);
  if (!p)
    log("null");
  p->clear();
}
void n57() {
  static std::unique_ptr<Map> p;
  if (!p)
    p = std::make_unique<Map>();
  p->clear();
}
static Map *gp;
void setgp(Map *x) {
  gp = x;
}
void n58() {
  gp->clear();
}
static Map *gq;
void p33() {
  gq->clear(); // null
}
static Map *ga[4];
void p34(int i) {
  ga[i]->clear(); // null
}
void n59(int n) {
  std::unique_ptr<Map> p;
  do {
    p = load(n);
  } while (--n > 0);
  p->clear();
}
void n60(std::vector<int> &v) {
  std::unique_ptr<Map> p;
  for (auto x : v)
    if (x == 3) {
      p = load(x);
      break;
    }
  p->clear();
}
void n61(std::vector<int> &v) {
  std::unique_ptr<Map> p;
  if (!v.empty())
    p = std::make_unique<Map>();
  for (int x : v)
    p->insert({x, x});
}
void p35() {
  std::shared_ptr<std::set<int>> s;
  s->insert(1); // null
}
void p36() {
  std::unique_ptr<Map> p{nullptr};
  p->clear(); // null
}
void p37() {
  std::unique_ptr<Map> p = nullptr;
  p->size(); // null
}
void p38() {
  std::optional<Map> o = std::nullopt;
  (*o)[1] = 1; // null
}
void n62() {
  std::optional<Map> o;
  o.emplace();
  o->clear();
}
void n63() {
  std::optional<Map> o;
  o.value().clear();
}
void p39(bool f) {
  auto p = std::make_unique<Map>();
  if (f)
    p.reset();
  p->clear(); // null
}
void n64(bool f) {
  auto p = std::make_unique<Map>();
  if (f) {
    p.reset();
    return;
  }
  p->clear();
}
void n65() {
  std::unique_ptr<Map> p;
  p.reset(new Map);
  p->clear();
}
void p40() {
  std::unique_ptr<Map> p;
  for (int i = 0; i < 3; ++i)
    p->insert({i, i}); // null
}
void n66() {
  std::unique_ptr<Map> p;
  auto make = [&p] { p = std::make_unique<Map>(); };
  make();
  p->clear();
}
void p41() {
  auto p = new Map;
  delete p;
  p = nullptr;
  p->clear(); // null
}
)cpp");
}

TEST(NullnessTest, Programs) {
  expectMarked(R"cpp(
void n1(bool f) {
  std::unique_ptr<Map> p;
  if (f)
    p = std::make_unique<Map>();
  MY_ASSERT(p != nullptr);
  p->clear();
}
void n2(bool f) {
  std::unique_ptr<Map> p;
  if (f)
    p = std::make_unique<Map>();
  CHECK(p);
  p->clear();
}
void n3(bool f) {
  std::unique_ptr<Map> p;
  if (f)
    p = std::make_unique<Map>();
  MY_ASSERT(f);
  p->clear();
}
void n4() {
  std::unique_ptr<Map> p;
  each([&](int x) {
    if (!p)
      p = std::make_unique<Map>();
    p->insert({x, x});
  });
  p->clear();
}
void p1() {
  std::unique_ptr<Map> p;
  each([](int x) {
    std::unique_ptr<Map> q;
    q->insert({x, x}); // null
  });
  p = std::make_unique<Map>();
  p->clear();
}
void n5() {
  std::unique_ptr<Map> p;
  each([&p](int x) { p->insert({x, x}); });
}
Map &cache() {
  static std::unique_ptr<Map> p = load(1);
  return *p;
}
Map *lazy() {
  static Map *p = nullptr;
  if (!p)
    p = new Map;
  return p;
}
struct Lazy {
  std::unique_ptr<Map> m;
  Map &get() {
    if (!m)
      m.reset(new Map);
    return *m;
  }
};
struct TwoPhase {
  std::unique_ptr<Map> m;
  void init() {
    m = std::make_unique<Map>();
  }
  void add(int k) {
    (*m)[k] = 1;
  }
};
struct Two2 {
  std::optional<Map> m;
  void start() {
    m.emplace();
  }
  void add(int k) {
    (*m)[k] = 1;
  }
  void stop() {
    m.reset();
  }
};
void n6(const std::vector<Msg> &v) {
  Map *cur = nullptr;
  Map a, b;
  for (const auto &m : v) {
    switch (m.kind) {
    case 0:
      cur = &a;
      break;
    case 1:
      cur = &b;
      break;
    default:
      cur->insert({1, 2});
    }
  }
}
void n7(const std::vector<Msg> &v) {
  std::shared_ptr<Map> cur;
  for (auto &m : v) {
    if (m.has())
      cur = std::make_shared<Map>();
    if (!cur)
      continue;
    cur->insert({1, 1});
  }
}
void n8(const std::vector<Msg> &v) {
  std::shared_ptr<Map> cur;
  for (auto &m : v) {
    if (m.kind == 1)
      cur = std::make_shared<Map>();
    else if (m.kind == 2)
      cur.reset();
    else
      cur->insert({1, 1});
  }
}
void n9(const std::vector<Msg> &v) {
  Map *best = nullptr;
  Map a;
  int bestScore = -1;
  for (auto &m : v) {
    if (m.kind > bestScore) {
      bestScore = m.kind;
      best = &a;
    }
  }
  if (bestScore >= 0)
    best->clear();
}
void n10(const std::vector<Msg> &v) {
  Map *best = nullptr;
  Map a;
  for (auto &m : v)
    if (m.kind == 3)
      best = &a;
  if (!best)
    return;
  best->clear();
}
void n11(int argc) {
  std::unique_ptr<Map> p;
  int mode = 0;
  if (argc > 2) {
    mode = 1;
    p = load(2);
  }
  if (mode == 1)
    p->clear();
}
void n12(int argc) {
  std::unique_ptr<Map> p;
  enum { A, B } mode = A;
  if (argc > 2) {
    mode = B;
    p = load(2);
  }
  switch (mode) {
  case A:
    break;
  case B:
    p->clear();
    break;
  }
}
void n13(const Msg &m) {
  std::unique_ptr<Map> p;
  bool on = m.has();
  if (on)
    p = load(2);
  for (int i = 0; i < 10; ++i)
    if (on)
      p->clear();
}
void n14(const Msg &m) {
  std::unique_ptr<Map> p;
  if (m.kind == 1)
    p = load(2);
  for (int i = 0; i < 10; ++i)
    if (m.kind == 1)
      p->clear();
}
void n15(const char *name) {
  Map *p = nullptr;
  Map m;
  if (name)
    p = &m;
  if (name && *name)
    p->clear();
}
void p2(const char *name) {
  Map *p = nullptr;
  Map m;
  if (name)
    p = &m;
  p->clear(); // null
}
void n16(std::mutex &mu) {
  std::unique_ptr<Map> p;
  {
    std::lock_guard<std::mutex> l(mu);
    p = load(1);
  }
  p->clear();
}
void n17() {
  std::unique_ptr<Map> p;
  std::call_once(*new std::once_flag, [&] { p = load(1); });
  p->clear();
}
void n18(std::istream &is) {
  std::optional<Map> m;
  std::string line;
  while (std::getline(is, line)) {
    if (line == "start") {
      m.emplace();
      continue;
    }
    if (line == "end")
      break;
    m->insert({1, 2});
  }
}
void p3(std::istream &is) {
  std::optional<Map> m;
  std::string line;
  while (std::getline(is, line)) {
    m->insert({1, 2}); // null
  }
}
void n19(bool a) {
  Map m1;
  Map *p = nullptr;
  bool found = false;
  for (int i = 0; i < 3 && !found; ++i) {
    if (a) {
      p = &m1;
      found = true;
    }
  }
  if (found)
    p->clear();
}
void n20() {
  Map *p{};
  Map m;
  auto set = [&](Map &x) { p = &x; };
  set(m);
  p->clear();
}
struct Node {
  Map *m = nullptr;
  Node *next = nullptr;
};
void n21(Node *n) {
  n->m->clear();
}
void p4() {
  Node n;
  n.m->clear(); // null
}
void n22() {
  Node n;
  Map m;
  n.m = &m;
  n.m->clear();
}
void n23() {
  Node *n = new Node;
  n->m = new Map;
  n->m->clear();
}
void n24() {
  Node n{new Map, nullptr};
  n.m->clear();
}
template <class T> struct Holder {
  std::unique_ptr<std::map<T, T>> m;
  void f() {
    if (!m)
      m = std::make_unique<std::map<T, T>>();
    m->clear();
  }
  void g() {
    m.reset();
    m->clear(); // null
  }
};
template <class K, class V> void t1(const K &k) {
  std::map<K, std::unique_ptr<std::map<K, V>>> o;
  o[k]->clear(); // null
}
template <class K, class V> void t2(const K &k) {
  std::map<K, std::unique_ptr<std::map<K, V>>> o;
  if (!o[k])
    o[k] = std::make_unique<std::map<K, V>>();
  o[k]->clear();
}
template <class K> void t3(int n) {
  std::vector<std::unique_ptr<std::map<K, int>>> v(n);
  v[0]->clear(); // null
}
template <class K> void t4(int n) {
  std::vector<std::unique_ptr<std::map<K, int>>> v(n);
  for (auto &p : v)
    p = std::make_unique<std::map<K, int>>();
  v[0]->clear();
}
template <class M> void t5() {
  std::unique_ptr<M> p;
  p->clear();
}
template <class K> void t6(bool f) {
  std::shared_ptr<std::map<K, int>> p;
  if (f)
    p = std::make_shared<std::map<K, int>>();
  if (f)
    p->clear();
}
template <class K> void t7(std::vector<K> v) {
  std::map<K, int> *p = nullptr;
  std::map<K, int> m;
  for (auto &x : v) {
    if (!p)
      p = &m;
    (*p)[x] = 1;
  }
}
int n25(int i) {
  return i > 0 ? n25(i - 1) : 0;
}
void n26(std::map<std::string, Map *> &o) {
  auto it = o.find("x");
  if (it != o.end())
    it->second->clear();
}
void n27(std::map<std::string, Map *> &o) {
  Map *m = nullptr;
  auto it = o.find("x");
  if (it != o.end())
    m = it->second;
  else {
    m = new Map;
    o["x"] = m;
  }
  m->clear();
}
void n28(std::map<std::string, Map *> &o) {
  Map *&m = o["x"];
  if (m == nullptr)
    m = new Map;
  m->clear();
}
void p5(std::map<std::string, Map *> &o) {
  o.erase("x");
  Map *&m = o["x"];
  m->clear(); // null
}
void n29(std::map<std::string, std::shared_ptr<Map>> &o) {
  auto &m = o["x"];
  if (!m)
    m = std::make_shared<Map>();
  (*m)[1] = 1;
}
void n30(bool a, bool b) {
  std::unique_ptr<Map> p;
  if (!a && !b)
    return;
  if (a)
    p = load(1);
  else if (b)
    p = load(2);
  p->clear();
}
void p6(bool a, bool b) {
  std::unique_ptr<Map> p;
  if (a)
    p = load(1);
  else if (b)
    p = load(2);
  p->clear(); // null
}
enum class E { X, Y };
void n31(E e) {
  std::unique_ptr<Map> p;
  switch (e) {
  case E::X:
    p = load(1);
    break;
  case E::Y:
    p = load(2);
    break;
  }
  p->clear();
}
void n32(bool a) {
  std::unique_ptr<Map> p;
  if (a)
    p = load(1);
  if (a == false)
    return;
  p->clear();
}
void n33(bool a) {
  std::unique_ptr<Map> p;
  if (a)
    p = load(1);
  if (bool(p))
    p->clear();
  if (static_cast<bool>(p))
    p->clear();
  if (p != NULL)
    p->clear();
  if (NULL != p.get())
    p->clear();
}
void n34(bool a) {
  std::optional<Map> p;
  if (a)
    p = Map();
  if (p.has_value())
    p->clear();
  if (p)
    p->clear();
  if (p != std::nullopt)
    p->clear();
}
void n35(bool a) {
  std::unique_ptr<Map> p;
  if (a)
    p = load(1);
  return p ? p->clear() : void();
}
void n36(bool a) {
  std::unique_ptr<Map> p;
  if (a)
    p = load(1);
  bool b = p && !p->empty();
  if (b)
    p->clear();
}
void n37(bool a) {
  std::unique_ptr<Map> p;
  if (a)
    p = load(1);
  auto size = p ? p->size() : 0;
  if (size > 0)
    p->clear();
}
void n38() {
  std::unique_ptr<Map> p;
  auto *q = (p = std::make_unique<Map>()).get();
  q->clear();
  p->clear();
}
void n39() {
  Map *p;
  p = new Map;
  p->clear();
}
void n40(std::vector<std::unique_ptr<Map>> &v) {
  v.emplace_back();
  v.back() = std::make_unique<Map>();
  v.back()->clear();
}
void p7() {
  std::vector<std::unique_ptr<Map>> v;
  v.emplace_back();
  v.back()->clear(); // null
}
void n41(int n) {
  std::vector<std::unique_ptr<Map>> v;
  v.resize(n);
  for (int i = 0; i < n; i++) {
    auto &m = v[i];
    m = std::make_unique<Map>();
    m->clear();
  }
}
void n42(int n) {
  std::vector<Map *> v(n);
  for (auto &m : v)
    m = new Map;
  for (auto *m : v)
    m->clear();
}
void p8(int n) {
  std::vector<Map *> v(n);
  for (auto *m : v)
    m->clear(); // null
}
void p9(int n) {
  std::vector<std::unique_ptr<Map>> v(static_cast<size_t>(n));
  auto &slot = v[1];
  slot->clear(); // null
}
)cpp");
}

} // namespace
} // namespace clang::tidy::maps::support
