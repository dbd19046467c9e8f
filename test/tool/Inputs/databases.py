#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""databases.py MAP-TIDY DIR: compilation databases of every kind that build
tools write, and broken ones, each in a folder below DIR."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

from repository import HEAD, loop

tool, top = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
shutil.rmtree(top, ignore_errors=True)
top.mkdir(parents=True)
here = str(top)
for name in ["a.cpp", "src/b.cpp", "with blank.cpp", "grüße.cpp", "h.h"]:
    (top / name).parent.mkdir(exist_ok=True)
    (top / name).write_text(HEAD + loop("each"))
(top / "x.cpp").mkdir()
(top / "define.cpp").write_text("#ifndef X\n#error X is not defined\n#endif\n" + HEAD + loop("each"))
(top / "link.cpp").symlink_to("a.cpp")
(top / "flags.rsp").write_text('-DX="a b"\n@more.rsp\n')
(top / "more.rsp").write_text("-std=c++20")
(top / "self.rsp").write_text("-DX @self.rsp")


def entry(file="a.cpp", *flags, **other):
    row = {"directory": here, "file": file, "arguments": ["c++", *flags, "-c", file]}
    return {key: value for key, value in (row | other).items() if value is not None}


def command(text, file="a.cpp"):
    return entry(file, arguments=None, command=text)


def run(database, *args, where=None):
    path = top / "compile_commands.json"
    path.write_bytes(database if isinstance(database, bytes) else json.dumps(database).encode())
    done = subprocess.run([tool, "-p", str(path), "--config={}", *args], cwd=where or top, timeout=300,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode(errors="replace")


def finds(database, count=1, units=None, **kwargs):
    """Everything compiles, and there are so many findings."""
    status, said = run(database, **kwargs)
    found = len(re.findall(r": warning: 'm' is constructed", said))
    assert status == (1 if count else 0) and found == count, (database, status, said)
    assert "map-tidy:" not in said, said
    if units:
        assert f"({units} translation unit" in said, said


def fails(database, status, text):
    """One sentence, which contains the text."""
    found, said = run(database)
    lines = [line for line in said.splitlines() if line.startswith("map-tidy: ")]
    assert found == status and len(lines) == 1 and text in lines[0], (str(database)[:200], found, said)
    if status == 2:
        assert len(said.splitlines()) == 1, said
        assert re.search(r"; (make one|name |configure )|$", said)


# ---- what build tools write ---------------------------------------------------
finds([entry()])
finds([command("c++ -std=c++17 -c a.cpp")])
finds([command(r'c++ "-DX=\"a b\"" -c with\ blank.cpp', "with blank.cpp")])
finds([command("c++ -c 'with blank.cpp'", "with blank.cpp"), entry("grüße.cpp")], 2, units=2)
finds([entry(directory="."), entry("b.cpp", directory="src")], 2)
finds([entry("../a.cpp", directory=here + "/src"), entry(here + "/src/../a.cpp")], units=2)
finds([entry(), entry(), entry("link.cpp"), entry("a.cpp", "-O2"), entry(output="a.o")], units=3)
# Two libraries have the same source.
finds([entry(arguments=["c++", "-MD", "-MT", out, "-MF", out + ".d", "-o", out, "-c", "a.cpp"])
       for out in ["one/a.o", "two/a.o"]], units=1)
finds([entry(arguments=["c++", *flags, "-o", "a.o", "-c", "a.cpp"]) for flags in [[], ["-fPIC"]]], units=2)
finds([entry("define.cpp", "@flags.rsp"), entry("define.cpp", "@" + here + "/flags.rsp")], units=1)
finds([command("ccache c++ -c a.cpp"), entry(arguments=["/usr/bin/ccache", "g++", "-Wall", "-c", "a.cpp"])])
finds([entry("h.h")])
finds([entry(arguments=["clang-cl", "/std:c++17", "/EHsc", "/c", "a.cpp"])])
finds(b"\xef\xbb\xbf" + json.dumps([entry()]).encode())
finds(json.dumps([entry()], indent=4).replace("\n", "\r\n").encode())
finds(json.dumps([entry()]).encode()[:-1] + b",\n]")
latin = b"gr\xfc\xdfe.cpp"
try:
    with open(os.fsencode(here) + b"/" + latin, "w") as file:
        file.write(HEAD + loop("each"))
    finds(b'[{"directory": "' + os.fsencode(here) + b'", "file": "' + latin + b'", "command": "c++ -c ' + latin + b'"}]')
except OSError:
    print("this file system has no names that are not UTF-8")

# The last one is that of a compiler to come.
for standard in ["c++11", "c++0x", "c++14", "gnu++17", "c++20", "gnu++2a", "c++23", "c++26", "gnu++2c", "c++41"]:
    finds([entry("a.cpp", "-std=" + standard)])

# Other languages, by name or by flag; "g++ a.c" is C++, whatever the processor.
(top / "loop.c").write_text(HEAD + loop("each"))
(top / "plain.c").write_text("int *class;\n")
finds([entry("loop.c", arguments=["g++", "-c", "loop.c"]), entry("loop.c", "-x", "c++"), entry("loop.c", "-xc++"),
       entry("loop.c", arguments=["clang-cl", "/TP", "/c", "loop.c"])], units=4)
finds([entry(), entry("plain.c", arguments=["gcc", "-c", "plain.c"]), entry("plain.c", "-x", "c"),
       entry("plain.c", "-xc"), entry("plain.c", arguments=["icc", "-xHost", "-c", "plain.c"]),
       entry("plain.c", arguments=["clang-cl", "/TC", "/c", "plain.c"])], units=1)

# Steps of a build that compile nothing.
finds([entry(), command("", "phony.cpp") | {"output": "all"}, command("c++ -o app a.o -lm", "a.o"),
       command(": && c++ a.o -o app && :", "a.o"), command("ar qc x.a a.o", "a.o"), command("cmake --regenerate", "CMakeLists.txt"),
       command("cd . && python3 make.py link.cpp", "link.cpp"), command("cp link.cpp b.cpp", "link.cpp") | {"output": "b.cpp"},
       command("cmake -E touch link.cpp", "link.cpp"), command("c++ -E link.cpp -o link.ii", "link.cpp"),
       command("c++ -M link.cpp -o link.d", "link.cpp"), command("check link.cpp > stamp", "link.cpp")], units=1)
finds([command("cmake -E __run_co_compile --tidy=clang-tidy --source=define.cpp -- c++ -DX -c define.cpp", "define.cpp")])

# Flags that GCC knows and Clang does not, or not for this machine; each alone
# would hide that it was left out because of another.
for flags in """\
-fconcepts|-fconcepts-ts|-Wduplicated-cond -Wlogical-op|-fanalyzer|-fno-tree-vectorize|-fmodules-ts
-fno-canonical-system-headers|-mno-sse4a -mno-such-thing|-Wno-maybe-uninitialized|-fno-ipa-icf|-fconserve-stack
-mindirect-branch=thunk-extern|-fplugin=/nowhere/x.so|-fno-var-tracking-assignments|--param=ggc-min-expand=3
-flto=auto -flto-partition=none -ffat-lto-objects|-fno-gnu-unique|-fcallgraph-info=su -fstack-usage
-Wa,--noexecstack -Wl,-z,now|-fimplicit-constexpr|-march=native -mtune=native|-mrecord-mcount|-pipe -save-temps
-MMD -MT a.o -MF a.d|-specs=/nowhere.specs|-fcf-protection=full -fhardened|-Werror -Werror=nowhere -Wall -Wextra
-mpreferred-stack-boundary=4 -malign-data=abi|-fsanitize=bounds-strict|-fdump-tree-all -fopt-info-vec|-fcontracts
-fmax-errors=3 -fdiagnostics-color=always|-fmodules-ts -fmodule-mapper=x.modmap -fdeps-format=p1689r5
-fprofile-use -fprofile-correction|-include /dev/null|-isystem /nowhere -I/nowhere|-fopenmp -fexec-charset=UTF-8""".replace(
        "\n", "|").split("|"):
    finds([entry("a.cpp", *flags.split(), arguments=["g++", *flags.split(), "-o", "a.o", "-c", "a.cpp"])])

# A large one is read quickly enough to be used for one file of it.
many = [entry(f"gone/{i}.cpp", *(f"-I/nowhere/{j}" for j in range(20))) for i in range(20000)]
path = top / "compile_commands.json"
path.write_text(json.dumps([*many, entry()]))
done = subprocess.run([tool, "--config={}", "a.cpp"], cwd=top, capture_output=True, text=True, timeout=300)
assert done.returncode == 1 and "(1 translation unit)" in done.stderr, done

# ---- broken ones ----------------------------------------------------------------
what = "is not a compilation database ("
fails(b"", 2, what + "it is empty); make one with")
fails(b" \n", 2, what + "it is empty); make one with")
fails(json.dumps([entry()]).encode("utf-16"), 2, what + "it is not text in UTF-8)")
fails(bytes(range(256)), 2, what + "it is not text in UTF-8)")
fails(b"hello", 2, what)
fails(b"42", 2, what)
fails(b"<html>not found</html>", 2, what)
fails(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", 2, what)
fails(json.dumps([entry()])[:-20].encode(), 2, what + "line 1: ")
fails(b"[" * 1000000, 2, what + "it is nested too deeply)")
fails(b'{"a":' * 100000 + b"1" + b"}" * 100000, 2, what + "it is nested too deeply)")
fails(b"[" * 100 + b"]" * 100, 2, what)
fails({}, 2, what)
fails(["a"], 2, what)
fails([[entry()]], 2, what)
fails([entry(file=None)], 2, what + 'Missing key: "file")')
fails([entry(directory=None)], 2, what + 'Missing key: "directory")')
fails([entry(arguments=None)], 2, what + 'Missing key: "command" or "arguments")')
fails([entry(arguments="c++ -c a.cpp")], 2, what)
fails([], 2, "lists no source files; make one with")
fails([entry("a.c", arguments=["cc", "-c", "a.c"])], 2, "lists no C++ source files")
# One entry that is wrong says so and costs the others nothing.
finds([entry()])
for bad, text in [(entry("nowhere.cpp"), "cannot read it: No such file or directory"),
                  (entry("x.cpp"), "Is a directory"),
                  (entry(directory=here + "/nowhere"), "cannot enter '"),
                  (entry("define.cpp", "@nowhere.rsp"), "cannot read the response file 'nowhere.rsp'"),
                  (entry("define.cpp", "@self.rsp"), "cannot read the response file 'self.rsp'"),
                  (entry("define.cpp"), "define.cpp:2:2: error: X is not defined"),
                  (entry("src/b.cpp", arguments=[]), "its command is empty"),
                  (command("", "src/b.cpp"), "its command is empty"),
                  (entry("src/b.cpp", arguments=["c++", "-DX"]), "no input files")]:
    fails([bad, entry("grüße.cpp")], 3, text)
    assert ": warning: 'm' is constructed" in run([bad, entry("grüße.cpp")])[1]

# ---- files that are named --------------------------------------------------------
for name in ["part.inc", "part"]:
    (top / name).write_text("")
by_source = "name a source file that includes it, or give the compiler's flags after '--'"
for arguments, text in [(["part.inc"], "'part.inc' is not listed in "), (["part.inc"], by_source), (["part"], by_source),
                        (["src/b.cpp"], "'src/b.cpp' is not listed in "),
                        (["nowhere.cpp"], "cannot read 'nowhere.cpp': No such file"),
                        (["nowhere"], "cannot read 'nowhere': No such file"),
                        ([""], "cannot read ''"),
                        (["src"], "no C++ source below 'src' is listed in ")]:
    status, said = run([entry()], *arguments)
    assert status == 2 and text in said and said.count("\n") == 1, said
for wrong, text in [("nowhere", "'nowhere', given with -p, does not exist"),
                    ("src", "there is no compile_commands.json in 'src'"),
                    ("a.cpp", "a.cpp' is not a compilation database"),
                    ("/dev/null", "'/dev/null', given with -p, ")]:
    done = subprocess.run([tool, "-p", wrong], cwd=top, capture_output=True, text=True)
    assert done.returncode == 2 and text in done.stderr and done.stderr.count("\n") == 1, done

# ---- headers that are named --------------------------------------------------------


def says(database, *args):
    """The findings as FILE:LINE, and what was said."""
    status, said = run(database, *args)
    found = sorted(f"{os.path.relpath(path, top)}:{line}"
                   for path, line in re.findall(r"^(/.*?):(\d+):\d+: warning: 'm' is constructed", said, re.M))
    assert status == (1 if found else 0), said
    return found, said


(top / "lib").mkdir()
for name in ["one.cpp", "one.c", "one.h", "two.hpp", "two.hh", "two.hxx", "two.H"]:
    (top / "lib" / name).write_text("#pragma once\n#ifndef X\n#error X is not defined\n#endif\n" + HEAD + loop("each"))
(top / "lib/needs.h").write_text("inline Unknown f();\n" + loop("each"))
(top / "lib/link.h").symlink_to("one.h")
(top / "uses.cpp").write_text('#include "lib/one.h"\n')
listed = [entry(), entry("lib/one.cpp", "-DX", "-std=c++20", "-o", "one.o"), entry("uses.cpp", "-DX"),
          entry("lib/one.c", arguments=["cc", "-std=c99", "-c", "lib/one.c"])]
# With the flags of what is named like it, but not those for C.
for name in ["one.h", "two.hpp", "two.hh", "two.hxx", "two.H"]:
    found, said = says(listed, "lib/" + name)
    assert found == [f"lib/{name}:9"] and "(1 translation unit)" in said, said
assert says([entry()], "h.h")[0] == ["h.h:5"]
assert says([entry("define.cpp", "-xc++", "-DX", "-std=c++17")], "lib/one.h")[0] == ["lib/one.h:9"]
assert says([entry("a.cpp", "-DX", arguments=["clang-cl", "/DX", "/std:c++17", "/c", "a.cpp"])], "lib/one.h")[0] == ["lib/one.h:9"]
# A database of commands for headers has the better ones.
assert says([entry(), entry("lib/one.h", "-xc++-header", "-DX")], "lib/one.h")[0] == ["lib/one.h:9"]
# Once, however often it is named and whatever includes it; not because its folder is named.
found, said = says(listed, "lib/one.h", "lib/one.h", here + "/lib/link.h", "uses.cpp")
assert found == ["lib/one.h:9"] and "(2 translation units)" in said, said
found, said = says(listed, "lib")
assert found == ["lib/one.cpp:9"] and "(1 translation unit)" in said, said
# A header by itself need not compile.
status, said = run(listed, "lib/needs.h", "a.cpp")
assert status == 3 and "/a.cpp:5:34: warning" in said, said
assert re.search(r"could not compile '.*lib/needs.h': .*needs.h:1:8: error: unknown type name 'Unknown' "
                 r"\(a header by itself, with a command inferred from .*/lib/one.cpp; name a source file that includes it\)\n",
                 said), said
status, said = run(listed, "define.cpp")
assert status == 2 and "a header by itself" not in said, said
# What is defined in a header may be used elsewhere.
unordered = "#include <map>\nstatic std::map<int, int> m;\ninline int &at(int i) { return m[i]; }\nint &first = at(1);\n"
for name, number in [("unordered.h", 0), ("unordered.cpp", 1)]:
    (top / name).write_text(unordered)
    status, said = run([entry("unordered.cpp")], "--checks=-*,map-ordered-unneeded", name)
    assert status == number and said.count(": warning: ") == number, said
# Its result is kept, and it is fixed.
for kept in ["0 from the cache, 1 analysed, 1 added", "1 from the cache, 0 analysed"]:
    assert kept in says(listed, "--stats", "--cache=cache", "lib/one.h")[1], kept
assert "1 finding in 1 file" in run(listed, "--fix", "lib/one.h")[1]
assert says(listed, "lib/one.h")[0] == []

# ---- no failure for the sake of findings ------------------------------------------
assert run([entry()], "--exit-zero")[0] == 0
assert run([entry("define.cpp")], "--exit-zero")[0] == 3
assert run([], "--exit-zero")[0] == 2
