#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""build_tools.py MAP-TIDY DIR ninja|make|bear: the compilation databases that
this tool or CMake for it writes."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

from repository import HEAD, loop

tool, top, builder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), sys.argv[3]
shutil.rmtree(top, ignore_errors=True)
# Programs are linked.
DEFINED = (HEAD.replace("&operator[](const K &);", "&operator[](const K &) { static V v; return v; }")
           .replace("void show(const std::unordered_map<int, int> &);", "inline void show(const std::unordered_map<int, int> &) {}"))
root = top / "a project"
START = '#include "with blank/all.h"\nstatic const char text[] = TEXT;\n'


def write(name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


# A source of two libraries, one that is generated, one of another language, a
# precompiled header, a header in a folder with a blank.
write("CMakeLists.txt", r"""
cmake_minimum_required(VERSION 3.25)
project(x C CXX)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_NINJA_FORCE_RESPONSE_FILE ${RESPONSE_FILES})
add_compile_definitions([[TEXT="a b"]])
include_directories(include)
add_custom_command(OUTPUT made.cpp COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/template.cpp made.cpp
                   DEPENDS template.cpp)
add_library(one STATIC "src files/shared.cpp" made.cpp plain.c)
add_library(two STATIC "src files/shared.cpp")
add_executable(app main.cpp)
target_precompile_headers(app PRIVATE <map>)
target_link_libraries(app one)
add_subdirectory(part)
""")
write("part/CMakeLists.txt", "add_library(part STATIC part.cpp)\n")
write("part/part.cpp", START + loop("part"))
write("include/with blank/all.h", "#pragma once\n" + DEFINED + "inline " + loop("inHeader"))
write("src files/shared.cpp", START + loop("shared"))
write("template.cpp", START + loop("made"))
write("plain.c", "int *class;\n")
write("main.cpp", START + "std::map<int, int> fromPrecompiled;\nint main() {}\n" + loop("inMain"))
WANTED = ["include/with blank/all.h:6", "main.cpp:7", "part/part.cpp:5", "src files/shared.cpp:5"]


def run(*command, status=0, where=root):
    done = subprocess.run([str(word) for word in command], cwd=where, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == status, f"{command}: status {done.returncode} instead of {status}\n{done.stdout}"
    return done.stdout


def finds(build, units, *args, database=None, where=root):
    """Exactly these findings, of so many translation units, and no complaint."""
    said = run(tool, "-p", database or build, "--config={}", *args, status=1, where=where)
    found = sorted(f"{os.path.relpath(path, root)}:{line}"
                   for path, line in re.findall(r"^(/.*?):(\d+):\d+: warning: 'm' is constructed", said, re.M))
    assert found == sorted([*WANTED, f"{build}/made.cpp:5"]), (build, said)
    assert f"({units} translation unit" in said and "map-tidy:" not in said, (build, said)


def ninja_database(build, *args):
    """Every step of the build, as Ninja lists them."""
    text = run("ninja", "-t", "compdb", *args, where=root / build)
    for step in [r"-o app\b", '"command": ""', "-E copy ", r"-c .*/plain\.c"]:
        assert re.search(step, text), (step, text)
    path = root / build / "ninja.json"
    path.write_text(text)
    return path


def build_with_cmake(build, generator, *options, tool_options=()):
    run("cmake", "-B", build, "-G", generator, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *options)
    run("cmake", "--build", build, "--", *tool_options)


# Of main.cpp, part.cpp, shared.cpp, made.cpp and the precompiled header each
# once, though two libraries have shared.cpp.
if builder == "make":
    build_with_cmake("build make", "Unix Makefiles")
    finds("build make", 5)
    finds("build make", 5, database="compile_commands.json", where=root / "build make")

if builder == "ninja":
    build_with_cmake("build ninja", "Ninja")
    build_with_cmake("build-rsp", "Ninja", "-DRESPONSE_FILES=ON", tool_options=["-d", "keeprsp"])
    for build in ["build ninja", "build-rsp"]:
        finds(build, 5)
        finds(build, 5, database=ninja_database(build))
        finds(build, 5, database=ninja_database(build, "-x"))

    # Ninja deletes response files unless told not to.
    path = ninja_database("build-rsp", "-x")
    assert ".cpp.o.rsp" not in path.read_text()
    path = ninja_database("build-rsp")
    assert ".cpp.o.rsp" in path.read_text()
    for file in (root / "build-rsp").rglob("*.rsp"):
        file.unlink()
    said = run(tool, "-p", path, "--config={}", "part", status=3)
    assert "cannot read the response file 'part/CMakeFiles/part.dir/part.cpp.o.rsp' of its command" in said, said

    # CMake's own command around the compiler is none of another kind.
    build_with_cmake("build-tidy", "Ninja", f"-DCMAKE_CXX_CLANG_TIDY={tool};--quiet;--exit-zero")
    path = ninja_database("build-tidy")
    assert "__run_co_compile" in path.read_text()
    finds("build-tidy", 5, database=path)

# What Bear has seen of a make that changes folders.
if builder == "bear":
    write("Makefile", r"""
FLAGS = '-DTEXT="a b"' -std=c++17
all:
	mkdir -p "build bear"
	cp template.cpp "build bear/made.cpp"
	$(MAKE) -C part -f ../part.mk FLAGS='$(subst ','\'',$(FLAGS))'
	cd "src files" && c++ $(FLAGS) -I ../include -c shared.cpp -o "../build bear/one.o"
	cd "src files" && c++ $(FLAGS) -I ../include -c shared.cpp -o "../build bear/two.o"
	c++ $(FLAGS) -Iinclude -c "build bear/made.cpp" -o "build bear/made.o"
	c++ $(FLAGS) -Iinclude -include map main.cpp "build bear/one.o" -o "build bear/app"
	cc -c plain.c -o "build bear/plain.o"
""")
    write("part.mk", "all:\n\tc++ $(FLAGS) -I../include -c part.cpp -o '../build bear/part.o'\n")
    run("bear", "--output", "build bear.json", "--", "make")
    finds("build bear", 4, database="build bear.json")
    (root / "build bear.json").rename(root / "build bear/compile_commands.json")
    finds("build bear", 4)
