#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the rows of Containers.def with the real headers that are installed.

    check_rows.py CLANG LLVM_INCLUDE_DIR [--jobs N] [--include DIR]... [LIBRARY...]

For each library and language standard one file is compiled whose assertions
say, per row, whether a member exists and what it returns; then one program per
library counts the allocations that clear() and `m = {}` save. A library that
is not installed is named and left out, the standard library never. Debian has
no packages of folly, ankerl::unordered_dense, parallel-hashmap, gtl and EASTL:
name the include folders of their sources with --include.
"""

import argparse
import concurrent.futures
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "checks" / "model"))
import containers  # noqa: E402

QT = "/usr/include/x86_64-linux-gnu/qt"

# What SFINAE sees, in C++11: no `requires`.
PROBES = r"""
#include <initializer_list>
#include <type_traits>
#include <utility>
namespace probe {
template <class...> struct Void { using type = void; };
template <class T> T make() noexcept;
#define PROBE(NAME, EXPRESSION) \
  template <class M, class K, class V, class = void> struct NAME : std::false_type {}; \
  template <class M, class K, class V> \
  struct NAME<M, K, V, typename Void<decltype(EXPRESSION)>::type> : std::true_type {};
PROBE(Contains, make<const M &>().contains(make<const K &>()))
PROBE(TryEmplace, make<M &>().try_emplace(make<const K &>(), make<const V &>()))
PROBE(InsertOrAssign, make<M &>().insert_or_assign(make<const K &>(), make<const V &>()))
PROBE(Extract, make<typename M::node_type &>() = make<M &>().extract(make<M &>().begin()))
PROBE(Reserve, make<M &>().reserve(1))
PROBE(Resize, make<M &>().resize(1))
PROBE(Clear, make<M &>().clear())
struct All { template <class... T> bool operator()(T &&...) const; };
template <class K, class V> struct Sink {};
PROBE(MemberErase, make<M &>().erase_if(All()))
PROBE(RemoveIf, make<M &>().removeIf(All()))
PROBE(Remove_If, make<M &>().remove_if(All()))
// An index into a sequence of keys is no subscript that inserts.
template <class T, class U> using SameIf =
    typename std::enable_if<std::is_same<T, U>::value>::type;
template <class M, class K, class V, class = void> struct Subscript : std::false_type {};
template <class M, class K, class V>
struct Subscript<M, K, V, SameIf<decltype(make<M &>()[make<const K &>()]), V &>>
    : std::true_type {};
template <class M, class K, class V, class = void> struct ReturnsNext : std::false_type {};
template <class M, class K, class V>
struct ReturnsNext<M, K, V, SameIf<decltype(make<M &>().erase(make<M &>().begin())),
                                   decltype(make<M &>().begin())>> : std::true_type {};
} // namespace probe
"""

FREE = r"""
namespace probe {{
template <class M, class K, class V, class = void> struct Free{0} : std::false_type {{}};
template <class M, class K, class V>
struct Free{0}<M, K, V, typename Void<decltype({1}(make<M &>(), All()))>::type>
    : std::true_type {{}};
}} // namespace probe
"""


class Library:
    def __init__(self, name, families, standards, header, flags=(), link=(), measured=True):
        self.name, self.families, self.standards = name, families, standards
        self.header, self.flags, self.link, self.measured = header, list(flags), list(link), measured


def libraries(llvm_include, folders):
    llvm_lib = str(pathlib.Path(llvm_include).parent / "lib")
    sources = ["-I" + folder for folder in folders]
    return [
        Library("libstdc++", ["StdTree", "StdHashed"], [11, 14, 17, 20, 23], "map"),
        Library("libc++", ["StdTree", "StdHashed"], [11, 14, 17, 20], "map",
                ["-stdlib=libc++"]),
        Library("libc++ 23", ["StdTree", "StdHashed", "StdFlat"], [23], "flat_set",
                ["-stdlib=libc++"]),
        Library("Abseil", ["AbslFlat", "AbslNode", "AbslBTree"], [14, 17, 20],
                "absl/container/btree_map.h", link=["pkg-config:absl_raw_hash_set", "pkg-config:absl_hash"]),
        Library("Boost", ["BoostUnordered", "BoostSortedArray", "BoostTree"],
                [11, 17, 20], "boost/unordered_map.hpp"),
        Library("tsl::robin_map", ["TslRobin"], [11, 17, 20], "tsl/robin_map.h"),
        Library("Qt 5", ["QtHash", "QtMultiHash", "QtTree"], [11, 17], QT + "5/QtCore/qhash.h",
                ["-I" + QT + "5", "-I" + QT + "5/QtCore", "-fPIC"], ["-lQt5Core"]),
        Library("Qt 6", ["QtHash", "QtMultiHash", "QtTree"], [17, 20], QT + "6/QtCore/qhash.h",
                ["-I" + QT + "6", "-I" + QT + "6/QtCore", "-fPIC"], ["-lQt6Core"]),
        Library("LLVM", ["LlvmDense", "LlvmString", "LlvmMapVector", "LlvmSetVector",
                         "LlvmSmallPtrSet"], [17, 20], "llvm/ADT/DenseMap.h",
                ["-idirafter", llvm_include], ["-L" + llvm_lib, "-Wl,-rpath," + llvm_lib, "-lLLVM"]),
        Library("oneTBB", ["TbbHash", "TbbUnordered", "TbbTree"], [11, 17, 20],
                "tbb/concurrent_map.h", measured=False),
        Library("sparsehash", ["GoogleDense", "GoogleSparse"], [11, 17],
                "sparsehash/dense_hash_map", measured=False),
        Library("Protocol Buffers", ["Protobuf"], [11, 17], "google/protobuf/map.h",
                link=["-lprotobuf"]),
        Library("ankerl::unordered_dense", ["AnkerlDense", "AnkerlSegmented"], [17, 20],
                "ankerl/unordered_dense.h", sources),
        Library("parallel-hashmap", ["PhmapFlat", "PhmapNode", "PhmapParallel",
                                     "PhmapParallelNode", "PhmapBTree"], [11, 17, 20],
                "parallel_hashmap/phmap.h", sources),
        Library("gtl", ["PhmapFlat", "PhmapNode", "PhmapParallel", "PhmapParallelNode",
                        "PhmapBTree"], [20], "gtl/phmap.hpp", sources),
        # Of these two, headers alone do not link.
        Library("EASTL", ["EastlTree", "EastlHash", "EastlSortedArray"], [17, 20], "EASTL/map.h",
                sources, measured=False),
        Library("folly", ["F14Value", "F14Node", "F14Vector", "FollySortedArray"], [20],
                "folly/container/F14Map.h", sources, measured=False),
    ]


# Headers that are installed may be older than the fact. What they lack is the
# reason why an edit asks them.
LATE = {
    ("LlvmSmallPtrSet", "Reserve"): "LLVM_VERSION_MAJOR >= 20",
    ("BoostUnordered", "Contains"): "BOOST_VERSION >= 107900",
    ("BoostUnordered", "EraseIf"): "BOOST_VERSION >= 107800",
    ("QtMultiHash", "Subscript"): "QT_VERSION >= 0x060000",
    ("QtHash", "EraseIf"): "QT_VERSION >= 0x060100",
    ("QtMultiHash", "EraseIf"): "QT_VERSION >= 0x060100",
    ("QtTree", "EraseIf"): "QT_VERSION >= 0x060100",
}

# Templates that do not take just a key and a mapped type.
ARGUMENTS = {
    "llvm::StringMap": "int", "llvm::StringSet": "", "llvm::SmallPtrSet": "int *, 4",
    "llvm::SmallMapVector": "int, int, 4", "llvm::SmallSetVector": "int, 4",
    "eastl::fixed_map": "int, int, 4", "eastl::fixed_multimap": "int, int, 4",
    "eastl::fixed_set": "int, 4", "eastl::fixed_multiset": "int, 4",
}
KEYS = {"llvm::StringMap": "llvm::StringRef", "llvm::StringSet": "llvm::StringRef",
        "llvm::SmallPtrSet": "int *"}
# Further libraries of the same family, which the distribution does not have.
NOT_IN_PACKAGE = ("tsl::sparse_", )
# Of libraries that share families.
NAMESPACES = {"parallel-hashmap": "phmap::", "gtl": "gtl::"}


def type_of(row):
    is_map = row["K"] in ("Map", "MultiMap")
    return "%s<%s>" % (row["Name"], ARGUMENTS.get(row["Name"], "int, int" if is_map else "int"))


def library_rows(library):
    return [row for row in containers.rows() if row["Family"] in library.families
            and not row["Name"].startswith(NOT_IN_PACKAGE)
            and row["Name"].startswith(NAMESPACES.get(library.name, ""))]


def available(since, standard):
    return since != containers.NEVER and int(since) <= standard


def facts(row, standard):
    """(probe, expected) for each fact that a compiler can see."""
    yield "Clear", True
    for probe in ("Contains", "TryEmplace", "InsertOrAssign", "Extract"):
        # llvm::StringSet inherits what makes sense for maps only.
        if probe in ("Contains", "Extract") or row["K"] == "Map":
            yield probe, available(row[probe + "Since"], standard)
    yield "Reserve", row["Growth"] == "reserve"
    if row["Growth"] == "resize":
        yield "Resize", True
    # The subscript of a sorted array of keys is an index.
    if row["K"] in ("Map", "MultiMap"):
        yield "Subscript", row["SubscriptInserts"] == "true"
    yield "ReturnsNext", row["EraseReturnsNext"] == "true"
    if row["EraseIf"] != "None":
        yield "EraseIf", available(row["EraseIfSince"], standard)


def assertions(library, standard):
    rows = library_rows(library)
    out = ["#include <%s>" % header for header in sorted({row["Header"] for row in rows})]
    if library.name == "Boost":
        out.append("#include <boost/version.hpp>")
    if library.name == "LLVM":
        out.append("#include <llvm/Config/llvm-config.h>")
    if "StdTree" in library.families:
        out.append("#include <algorithm>")
    out.append(PROBES)
    # Before its standard, the function is not there to be named.
    free = sorted({row["EraseIfFunction"] for row in rows if row["EraseIf"] == "Free"})
    names = {}
    for i, function in enumerate(free):
        out.append("namespace %s { struct NotThere; void erase_if(NotThere); }"
                   % function.rpartition("::")[0].replace("::", " { namespace ")
                   if function.count("::") == 1 else
                   "namespace boost { namespace unordered { struct NotThere; void erase_if(NotThere); } }")
        out.append(FREE.format(i, function))
        names[function] = "Free%d" % i
    for row in rows:
        key = KEYS.get(row["Name"], "int")
        for probe, expected in facts(row, standard):
            guard = LATE.get((row["Family"], probe))
            name = probe
            if probe == "EraseIf":
                name = names[row["EraseIfFunction"]] if row["EraseIf"] == "Free" else row["EraseIf"]
            if guard:
                out.append("#if " + guard)
            out.append('static_assert(probe::%s<%s, %s, int>::value == %s, "%s: %s is not %s");'
                       % (name, type_of(row), key, str(expected).lower(), row["Name"], probe,
                          str(expected).lower()))
            if guard:
                out.append("#endif")
    return "\n".join(out) + "\n"


# ---- What allocations tell -------------------------------------------------------

MEASURE = r"""
#include <cstdio>
#include <cstdlib>
#include <new>
static unsigned long Allocations;
extern "C" {
void *__libc_malloc(size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void *malloc(size_t Size) noexcept { ++Allocations; return __libc_malloc(Size); }
void *realloc(void *Old, size_t Size) noexcept { ++Allocations; return __libc_realloc(Old, Size); }
void *aligned_alloc(size_t Align, size_t Size) noexcept { ++Allocations; return __libc_memalign(Align, Size); }
int posix_memalign(void **Out, size_t Align, size_t Size) noexcept { ++Allocations; return !(*Out = __libc_memalign(Align, Size)); }
}
static int Failures;
static void expect(bool Fact, const char *Row, const char *Text) {
  if (!Fact) { ++Failures; std::printf("%s: %s\n", Row, Text); }
}
template <class M, class F> unsigned long fill(M &Map, int N, F Insert) {
  unsigned long Before = Allocations;
  for (int I = 0; I < N; ++I) Insert(Map, I);
  return Allocations - Before;
}
enum Keeps { Nothing, SmallOnly, Table };
template <class M, class E, class F> bool refillIsCheaper(int N, E Empty, F Insert) {
  M Map;
  unsigned long First = fill(Map, N, Insert);
  Empty(Map);
  // One allocation is the object itself (Qt), not room for elements.
  return fill(Map, N, Insert) + 1 < First;
}
template <class M> auto assignBraces(M &Map, int) -> decltype(void(Map = {}), true) {
  Map = {};
  return true;
}
template <class M> bool assignBraces(M &, long) { return false; }
template <class M, class F>
void measure(const char *Row, bool Construction, Keeps Clear, bool Brace, F Insert) {
  unsigned long Before = Allocations;
  { M Map; (void)Map; }
  expect(Construction || Allocations == Before, Row, "the default constructor allocates");
  auto ByClear = [](M &Map) { Map.clear(); };
  expect(refillIsCheaper<M>(50, ByClear, Insert) == (Clear != Nothing), Row,
         "what clear() keeps of 50 elements is not as the row says");
  expect(refillIsCheaper<M>(5000, ByClear, Insert) == (Clear == Table), Row,
         "what clear() keeps of 5000 elements is not as the row says");
  M Any;
  if (Clear != Nothing && assignBraces(Any, 0))
    expect(refillIsCheaper<M>(50, [](M &Map) { assignBraces(Map, 0); }, Insert) == Brace, Row,
           "what 'm = {}' keeps is not as the row says");
}
"""


def program(library):
    rows = [row for row in library_rows(library) if row["Name"] not in KEYS]
    out = ["#include <%s>" % header for header in sorted({row["Header"] for row in rows})]
    out.append(MEASURE)
    out.append("int main() {")
    for row in rows:
        insertion = {"Map": "Map[I] = I", "MultiMap": "Map.emplace(I, I)"}.get(row["K"], "Map.insert(I)")
        if row["Name"] == "QMultiHash" or row["Name"] == "QMultiMap":
            insertion = "Map.insert(I, I)"
        out.append('  measure<%s>("%s", %s, %s, %s, [](auto &Map, int I) { %s; });'
                   % (type_of(row), row["Name"], row["ConstructionAllocates"], row["Clear"],
                      row["BraceAssignKeeps"], insertion))
    return "\n".join(out) + "\n  return Failures != 0;\n}\n"


# ---- Running ---------------------------------------------------------------------

def run(command):
    return subprocess.run(command, capture_output=True, text=True)


def installed(compiler, library):
    source = '#if !__has_include("%s")\n#error\n#endif\n' % library.header
    return subprocess.run([compiler, "-fsyntax-only", "-xc++", "-std=c++%s" % library.standards[-1]]
                          + library.flags + ["-"], input=source, capture_output=True, text=True
                          ).returncode == 0


def compile_assertions(compiler, folder, library, standard):
    source = folder / ("%s-%d.cpp" % (library.name.replace(" ", "").replace(":", ""), standard))
    source.write_text(assertions(library, standard))
    result = run([compiler, "-fsyntax-only", "-std=gnu++%d" % standard, "-w", "-ferror-limit=0"]
                 + library.flags + [str(source)])
    return "%s, C++%d" % (library.name, standard), result.returncode, result.stderr


def run_program(compiler, folder, library):
    name = "allocations of " + library.name
    source = folder / ("run-%s.cpp" % library.name.replace(" ", "").replace(":", ""))
    source.write_text(program(library))
    link = []
    for word in library.link:
        if word.startswith("pkg-config:"):
            link += run(["pkg-config", "--libs", word.partition(":")[2]]).stdout.split()
        else:
            link.append(word)
    binary = source.with_suffix("")
    built = run([compiler, "-O1", "-std=gnu++%d" % library.standards[-1], "-w", "-ferror-limit=0"] + library.flags
                + [str(source), "-o", str(binary)] + link)
    if built.returncode:
        return name, built.returncode, built.stderr
    result = run([str(binary)])
    return name, result.returncode, result.stdout + result.stderr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("compiler")
    parser.add_argument("llvm_include")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("only", nargs="*", help="names of libraries")
    options = parser.parse_args()
    failures = checks = 0
    with tempfile.TemporaryDirectory() as name, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        folder, tasks = pathlib.Path(name), []
        for library in libraries(options.llvm_include, options.include):
            if options.only and library.name not in options.only:
                continue
            if not installed(options.compiler, library):
                print("not installed: " + library.name)
                failures += library.name == "libstdc++"
                continue
            tasks += [pool.submit(compile_assertions, options.compiler, folder, library, standard)
                      for standard in library.standards]
            if library.measured:
                tasks.append(pool.submit(run_program, options.compiler, folder, library))
        for task in tasks:
            what, status, output = task.result()
            checks += 1
            if status:
                failures += 1
                print("FAILED: %s\n%s" % (what, output))
    print("%d of %d comparisons of Containers.def with real headers passed" % (checks - failures, checks))
    return 1 if failures or not checks else 0


if __name__ == "__main__":
    sys.exit(main())
