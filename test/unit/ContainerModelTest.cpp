//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "model/ContainerModel.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSet.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy::maps::model;

namespace {

// Small stand-ins: the model reads declarations, not the standard library.
constexpr const char *Containers = R"cpp(
namespace std {
template <class T> struct less {};
template <class T> struct hash {};
inline namespace __7 {
template <class K, class V, class C = less<K>> class map {
  void secret();
public:
  V &operator[](const K &);
  void clear();
  map() = default;
  unsigned count(const K &) const;
  template <class... A> void emplace(A &&...);
  template <class... A> void try_emplace(const K &, A &&...);
  void rehash(unsigned, int = 0);
  void gone() = delete;
};
} // namespace __7
namespace pmr { template <class K, class V> using map = std::map<K, V>; }
template <class K, class C = less<K>> class set { public: void clear(); };
template <class K, class V, class H = hash<K>> class unordered_map {
public: void clear(); void reserve(unsigned long); };
template <class K, class V> struct pair { K first; V second; };
class string {};
}
)cpp";

/// The variables of one piece of code, looked up by name.
class Code {
public:
  explicit Code(llvm::StringRef Text, llvm::StringRef Option = "")
      : Model(Option),
        Unit(tooling::buildASTFromCodeWithArgs(
            (Containers + Text).str(), {"-std=c++17", "-fsyntax-only"})) {
    EXPECT_FALSE(Unit->getDiagnostics().hasErrorOccurred());
  }

  QualType type(llvm::StringRef Name) {
    auto Found = match(valueDecl(hasName(Name)).bind("x"), Context());
    EXPECT_EQ(Found.size(), 1U) << Name.str();
    if (Found.empty())
      return QualType();
    const auto *D = Found.front().getNodeAs<ValueDecl>("x");
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      return F->getReturnType();
    return D->getType();
  }
  std::string row(llvm::StringRef Name) {
    const ContainerTraits *Row = Model.lookup(type(Name));
    return Row ? Row->Name.str() : "none";
  }
  std::string objectRow(llvm::StringRef Name) {
    const ContainerTraits *Row = Model.lookupObject(type(Name));
    return Row ? Row->Name.str() : "none";
  }
  std::string argument(llvm::StringRef Name, unsigned I) {
    QualType T = typeArgument(type(Name), I);
    // LLVM 19 forgets the name of a parameter behind an alias template.
    if (const auto *Parameter =
            T.isNull() ? nullptr : T->getAs<TemplateTypeParmType>())
      return "parameter " + std::to_string(Parameter->getIndex());
    return T.isNull() ? "none"
                      : T.getAsString(PrintingPolicy(Unit->getLangOpts()));
  }
  ASTContext &Context() { return Unit->getASTContext(); }

  ContainerModel Model;

private:
  std::unique_ptr<ASTUnit> Unit;
};

TEST(ContainerModelTest, FindsTheRowOfAType) {
  Code C(R"cpp(
    std::map<int, int> Plain;
    const std::map<int, int> &Reference = Plain;
    std::map<int, int> *Pointer;
    std::unordered_map<int, int> Hashed;
    int Scalar;
    namespace other { template <class K, class V> class map {}; }
    other::map<int, int> Other;
    using Typedef = std::map<int, int>;
    typedef Typedef Twice;
    Twice Sugar;
    std::pmr::map<int, int> Pmr;
    auto Deduced = Plain;
    auto &&Forwarding = Hashed;
    decltype(Plain) Decltype;
  )cpp");
  EXPECT_EQ(C.row("Plain"), "std::map");
  EXPECT_EQ(C.row("Reference"), "std::map");
  EXPECT_EQ(C.row("Pointer"), "none");
  EXPECT_EQ(C.row("Hashed"), "std::unordered_map");
  EXPECT_EQ(C.row("Scalar"), "none");
  EXPECT_EQ(C.row("Other"), "none");
  EXPECT_EQ(C.row("Sugar"), "std::map");
  EXPECT_EQ(C.row("Pmr"), "std::map");
  EXPECT_EQ(C.row("Deduced"), "std::map");
  EXPECT_EQ(C.row("Forwarding"), "std::unordered_map");
  EXPECT_EQ(C.row("Decltype"), "std::map");
}

TEST(ContainerModelTest, SeesThroughDependentArguments) {
  Code C(R"cpp(
    template <class V> using ByString = std::unordered_map<std::string, V>;
    template <class K, class V> struct S {
      std::map<K, V> Field;
      ByString<V> Alias;
      typename V::map Unknown;
      template <template <class, class> class M> void f(M<K, V> Parameter);
    };
    template <class T> void g(std::set<T> &Argument) { auto Copy = Argument; }
  )cpp");
  EXPECT_EQ(C.row("Field"), "std::map");
  EXPECT_EQ(C.row("Alias"), "std::unordered_map");
  EXPECT_EQ(C.row("Unknown"), "none");
  EXPECT_EQ(C.row("Parameter"), "none");
  EXPECT_EQ(C.row("Argument"), "std::set");
  EXPECT_EQ(C.argument("Field", 1), "parameter 1");
  EXPECT_EQ(C.argument("Alias", 0), "std::string");
  EXPECT_EQ(C.argument("Alias", 1), "parameter 1");
}

TEST(ContainerModelTest, CountsPublicBasesOfObjectsOnly) {
  Code C(R"cpp(
    struct Public : std::map<int, long> {};
    class Private : std::map<int, int> {};
    struct Twice : Public {};
    struct Both : std::map<int, int>, std::set<int> {};
    template <class T> struct Dependent : std::map<T, int> {};
    template <class T> struct User { Dependent<T> OfDependent; };
    Public OfPublic; Private OfPrivate; Twice OfTwice; Both OfBoth;
    Dependent<int> OfSpecialization;
  )cpp");
  EXPECT_EQ(C.row("OfPublic"), "none");
  EXPECT_EQ(C.objectRow("OfPublic"), "std::map");
  EXPECT_EQ(C.objectRow("OfPrivate"), "none");
  EXPECT_EQ(C.objectRow("OfTwice"), "std::map");
  EXPECT_EQ(C.objectRow("OfBoth"), "none");
  EXPECT_EQ(C.objectRow("OfDependent"), "std::map");
  EXPECT_EQ(C.objectRow("OfSpecialization"), "std::map");
  EXPECT_EQ(C.argument("OfPublic", 1), "long");
}

TEST(ContainerModelTest, KnowsWhichMembersAClassHas) {
  Code C(R"cpp(
    struct Derived : std::map<int, int> {};
    class Hidden : std::map<int, int> {};
    class Shown : std::map<int, int> { public: using std::map<int, int>::clear; };
    template <class T> class Base { public: void clear(); void find(int); };
    template <class T> class Using : Base<T> { public: using Base<T>::clear; };
    std::map<int, int> Map; Derived OfDerived; Hidden OfHidden; Shown OfShown;
    template <class T> struct S { std::map<T, T> Field; Using<T> OfUsing; };
  )cpp");
  for (const char *Name : {"Map", "OfDerived", "Field"}) {
    SCOPED_TRACE(Name);
    QualType T = C.type(Name);
    EXPECT_TRUE(hasMember(T, "clear", 0));
    EXPECT_FALSE(hasMember(T, "clear", 1));
    EXPECT_TRUE(hasMember(T, "emplace", 0));
    EXPECT_TRUE(hasMember(T, "emplace", 5));
    EXPECT_FALSE(hasMember(T, "try_emplace", 0));
    EXPECT_TRUE(hasMember(T, "try_emplace", 3));
    EXPECT_TRUE(hasMember(T, "rehash", 1));
    EXPECT_TRUE(hasMember(T, "rehash", 2));
    EXPECT_FALSE(hasMember(T, "contains", 1));
    EXPECT_FALSE(hasMember(T, "secret", 0));
    EXPECT_FALSE(hasMember(T, "gone", 0));
  }
  EXPECT_FALSE(hasMember(C.type("OfHidden"), "clear", 0));
  EXPECT_TRUE(hasMember(C.type("OfShown"), "clear", 0));
  EXPECT_TRUE(hasMember(C.type("OfUsing"), "clear", 0));
  EXPECT_FALSE(hasMember(C.type("OfUsing"), "find", 1));
}

TEST(ContainerModelTest, TakesTheUsersContainers) {
  Code C(R"cpp(
    namespace my {
    template <class K, class V> class Map {};
    class Plain {};
    struct Derived : std::map<int, int> {};
    typedef Map<int, char> Named;
    inline namespace v2 { class Versioned {}; }
    }
    template <class T> struct S { my::Map<T, T> OfMap; };
    my::Plain OfPlain; my::Derived OfDerived;
    my::Versioned OfVersioned;
  )cpp",
         "::my::Map=::std::unordered_map; my::Plain = std::set;"
         "my::Derived=std::map;my::v2::Versioned=std::multimap;");
  EXPECT_TRUE(C.Model.errors().empty());
  EXPECT_EQ(C.row("OfMap"), "std::unordered_map");
  EXPECT_EQ(C.row("OfPlain"), "std::set");
  EXPECT_EQ(C.row("OfDerived"), "std::map");
  EXPECT_EQ(C.row("OfVersioned"), "std::multimap");

  Code Typedef("struct Impl {}; using Alias = Impl; Alias A; Impl B;",
               "Alias=std::map");
  EXPECT_EQ(Typedef.row("A"), "std::map");
  EXPECT_EQ(Typedef.row("B"), "none");
}

TEST(ContainerModelTest, ExplainsBadPairs) {
  ContainerModel Model("my::Map; =std::map; my::M=std::unordered_mpa;"
                       "my::N=x; a=b=c");
  ASSERT_EQ(Model.errors().size(), 5U);
  EXPECT_EQ(Model.errors()[0],
            "option 'MapTidyContainers': 'my::Map' is no pair; write "
            "'::my::Map=::std::unordered_map'");
  EXPECT_EQ(Model.errors()[2], "option 'MapTidyContainers': unknown container "
                               "'std::unordered_mpa' for 'my::M'; did you mean "
                               "'std::unordered_map'?");
  EXPECT_EQ(Model.errors()[3],
            "option 'MapTidyContainers': unknown container 'x' for 'my::N'");
}

TEST(ContainerModelTest, KnowsImplementationNamespaces) {
  Code C(R"cpp(
    namespace boost { namespace unordered {
    template <class K, class V> class unordered_map {};
    } using unordered::unordered_map; }
    boost::unordered_map<int, int> Boost;
    namespace tbb { namespace detail { namespace d2 {
    template <class K, class V> class concurrent_hash_map {};
    } } inline namespace v1 { using detail::d2::concurrent_hash_map; } }
    tbb::concurrent_hash_map<int, int> Tbb;
  )cpp");
  EXPECT_EQ(C.row("Boost"), "boost::unordered_map");
  EXPECT_EQ(C.row("Tbb"), "tbb::concurrent_hash_map");
}

// One template is four containers, told apart by an alias or an argument.
TEST(ContainerModelTest, TellsAliasTemplatesOfOneTemplateApart) {
  Code C(R"cpp(
    namespace ankerl::unordered_dense { inline namespace v4_4_0 {
    namespace detail {
    template <class K, class T, class H, bool S> class table {};
    }
    template <class K, class T, class H = std::hash<K>>
    using map = detail::table<K, T, H, false>;
    template <class K, class H = std::hash<K>>
    using set = detail::table<K, void, H, false>;
    template <class K, class T, class H = std::hash<K>>
    using segmented_map = detail::table<K, T, H, true>;
    } }
    ankerl::unordered_dense::map<int, long> Map;
    ankerl::unordered_dense::set<int> Set;
    ankerl::unordered_dense::segmented_map<int, int> Segmented;
    ankerl::unordered_dense::detail::table<int, int, void, false> AsMap;
    ankerl::unordered_dense::detail::table<int, void, void, false> AsSet;
    template <class K, class V> struct S {
      ankerl::unordered_dense::map<K, V> Dependent;
      ankerl::unordered_dense::detail::table<K, V, void, false> Unknown;
    };
  )cpp");
  EXPECT_EQ(C.row("Map"), "ankerl::unordered_dense::map");
  EXPECT_EQ(C.argument("Map", 1), "long");
  EXPECT_EQ(C.row("Set"), "ankerl::unordered_dense::set");
  EXPECT_EQ(C.row("Segmented"), "ankerl::unordered_dense::segmented_map");
  EXPECT_EQ(C.row("AsMap"), "ankerl::unordered_dense::map");
  EXPECT_EQ(C.row("AsSet"), "ankerl::unordered_dense::set");
  EXPECT_EQ(C.row("Dependent"), "ankerl::unordered_dense::map");
  EXPECT_EQ(C.row("Unknown"), "none");
}

TEST(ContainerModelTest, FindsEraseIfAsParsed) {
  Code C(R"cpp(
    namespace boost { namespace unordered {
    template <class K, class V> class unordered_map {};
    template <class K> class unordered_set {};
    template <class K, class V, class P>
    unsigned erase_if(unordered_map<K, V> &, P);
    } }
    boost::unordered::unordered_map<int, int> Map;
    boost::unordered::unordered_set<int> Set;
    template <class K, class V> class QHash { public:
      template <class P> unsigned removeIf(P); };
    template <class K, class V> class QMap {};
    template <class K, class V> struct S { QHash<K, V> New; QMap<K, V> Old;
                                           std::map<K, V> Standard; };
  )cpp");
  auto HasEraseIf = [&](llvm::StringRef Name) {
    QualType T = C.type(Name);
    return hasEraseIf(T, *C.Model.lookup(T), C.Context());
  };
  EXPECT_TRUE(HasEraseIf("Map"));
  EXPECT_FALSE(HasEraseIf("Set"));
  EXPECT_TRUE(HasEraseIf("New"));
  EXPECT_FALSE(HasEraseIf("Old"));
  EXPECT_FALSE(HasEraseIf("Standard"));
}

TEST(ContainerModelTest, TellsKeyAndMappedType) {
  Code C(R"cpp(
    namespace llvm { template <class T, class A = int> class StringMap {}; }
    llvm::StringMap<long> Strings;
    std::set<int> Set;
    std::map<int, char> Map;
  )cpp");
  auto Key = [&](llvm::StringRef Name) {
    return keyType(C.type(Name), *C.Model.lookup(C.type(Name)));
  };
  auto Mapped = [&](llvm::StringRef Name) {
    return mappedType(C.type(Name), *C.Model.lookup(C.type(Name)));
  };
  EXPECT_TRUE(Key("Strings").isNull());
  EXPECT_EQ(Mapped("Strings").getAsString(), "long");
  EXPECT_EQ(Key("Set").getAsString(), "int");
  EXPECT_TRUE(Mapped("Set").isNull());
  EXPECT_EQ(Mapped("Map").getAsString(), "char");
}

TEST(ContainerModelTest, AsksTheLanguageStandard) {
  const ContainerTraits *Map = nullptr, *MultiMap = nullptr;
  for (const ContainerTraits &Row : allContainers()) {
    if (Row.Name == "std::unordered_map")
      Map = &Row;
    if (Row.Name == "std::unordered_multimap")
      MultiMap = &Row;
  }
  ASSERT_TRUE(Map && MultiMap);
  LangOptions LangOpts;
  LangOpts.CPlusPlus = LangOpts.CPlusPlus11 = LangOpts.CPlusPlus14 = true;
  EXPECT_FALSE(available(*Map, Feature::TryEmplace, LangOpts));
  LangOpts.CPlusPlus17 = true;
  EXPECT_TRUE(available(*Map, Feature::TryEmplace, LangOpts));
  EXPECT_FALSE(available(*MultiMap, Feature::TryEmplace, LangOpts));
  EXPECT_FALSE(available(*Map, Feature::Contains, LangOpts));
  EXPECT_FALSE(available(*Map, Feature::EraseIf, LangOpts));
  LangOpts.CPlusPlus20 = true;
  EXPECT_TRUE(available(*Map, Feature::Contains, LangOpts));
  EXPECT_TRUE(available(*Map, Feature::EraseIf, LangOpts));
}

TEST(ContainerModelTest, TableIsCoherent) {
  llvm::StringSet<> Names;
  for (const ContainerTraits &Row : allContainers()) {
    SCOPED_TRACE(Row.Name.str());
    EXPECT_TRUE(Names.insert(Row.Name).second);
    EXPECT_FALSE(Row.Header.empty());
    EXPECT_EQ(Row.canReserve(), Row.Repeated != RepeatedReserve::NoReserve);
    EXPECT_EQ(Row.EraseIf == EraseIfForm::None, Row.EraseIfSince == Never);
    EXPECT_EQ(Row.EraseIf == EraseIfForm::Free, !Row.EraseIfFunction.empty());
    EXPECT_TRUE(Row.isMap() || !Row.SubscriptInserts);
    EXPECT_TRUE(Row.K == Kind::Map || Row.TryEmplaceSince == Never);
  }
}

std::string hashed(llvm::StringRef Name) {
  for (const ContainerTraits &Row : allContainers())
    if (Row.Name == Name)
      if (const ContainerTraits *Found = hashedCounterpart(Row))
        return Found->Name.str();
  return "none";
}

TEST(ContainerModelTest, HashedCounterparts) {
  EXPECT_EQ(hashed("std::map"), "std::unordered_map");
  EXPECT_EQ(hashed("std::multiset"), "std::unordered_multiset");
  EXPECT_EQ(hashed("absl::btree_set"), "absl::flat_hash_set");
  EXPECT_EQ(hashed("boost::container::map"), "boost::unordered_map");
  EXPECT_EQ(hashed("QMap"), "QHash");
  EXPECT_EQ(hashed("QMultiMap"), "QMultiHash");
  EXPECT_EQ(hashed("eastl::map"), "eastl::hash_map");
  EXPECT_EQ(hashed("phmap::btree_map"), "phmap::flat_hash_map");
  EXPECT_EQ(hashed("absl::btree_multimap"), "none");
}

TEST(ContainerModelTest, FlatCounterparts) {
  LangOptions Cxx20, Cxx23;
  Cxx20.CPlusPlus11 = Cxx20.CPlusPlus20 = true;
  Cxx23 = Cxx20;
  Cxx23.CPlusPlus23 = true;
  for (const ContainerTraits &Row : allContainers()) {
    const ContainerTraits *In20 = flatCounterpart(Row, Cxx20);
    const ContainerTraits *In23 = flatCounterpart(Row, Cxx23);
    if (Row.Name == "std::unordered_set") {
      EXPECT_FALSE(In20);
      ASSERT_TRUE(In23);
      EXPECT_EQ(In23->Name, "std::flat_set");
    }
    if (Row.Name == "boost::container::map") {
      ASSERT_TRUE(In20);
      EXPECT_EQ(In20->Name, "boost::container::flat_map");
    }
    if (Row.Name == "absl::flat_hash_map") {
      EXPECT_FALSE(In23);
    }
  }
}

} // namespace
