#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""speed.py [-n FILES] [--tool PATH] [--plugin PATH] [--llvm MAJOR] [compile_commands.json]

What an analysis costs, as ratios to what the compiler's parse of the same files
costs (clang++ -fsyntax-only), of one run: CPU time (user and system, with all
children), wall time, and peak memory of one process. Takes N files evenly from
the database. Clang and clang-tidy run file by file; map-tidy on all, with one
worker: without a cache, with nothing changed, and after the contents of one
file have changed, which is a copy that this script makes.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time


class Cost:
    def __init__(self):
        self.cpu = self.wall = self.peak = 0.0

    def add(self, command, folder, environment=None):
        start = time.monotonic()
        child = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.cpu += usage.ru_utime + usage.ru_stime
        self.wall += time.monotonic() - start
        self.peak = max(self.peak, usage.ru_maxrss / 1024)
        return child.returncode


def arguments(entry):
    """The flags of an entry, without its file and its outputs."""
    args = entry.get("arguments") or shlex.split(entry["command"])
    kept, skip = [], False
    for arg in args[1:]:
        if skip or arg in ("-o", "-MF", "-MT", "-MQ"):
            skip = not skip
        elif arg not in ("-c", "-MD", "-MMD") and arg != entry["file"]:
            kept.append(arg)
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", nargs="?", default="build/compile_commands.json")
    parser.add_argument("-n", type=int, default=40, help="translation units (default 40)")
    parser.add_argument("--tool", default="build/bin/map-tidy")
    parser.add_argument("--plugin", default="build/lib/MapTidyModule.so")
    parser.add_argument("--llvm", default="22")
    options = parser.parse_args()
    tool, plugin = os.path.abspath(options.tool), os.path.abspath(options.plugin)
    with open(options.database) as file:
        entries = [e for e in json.load(file) if e["file"].endswith((".cpp", ".cc", ".cxx"))]
    if not entries:
        sys.exit(f"{options.database} lists no C++ sources")
    count = min(options.n, len(entries))
    entries = [entries[i * len(entries) // count] for i in range(count)]

    clang, performance, loaded = Cost(), Cost(), Cost()
    cold, unchanged, edited = Cost(), Cost(), Cost()
    with tempfile.TemporaryDirectory() as folder:
        def write(listed):
            with open(os.path.join(folder, "compile_commands.json"), "w") as file:
                json.dump(listed, file)

        for entry in entries:
            source = os.path.join(entry["directory"], entry["file"])
            write([entry])
            clang.add([f"clang++-{options.llvm}", "-fsyntax-only", "-w", *arguments(entry), source],
                      entry["directory"])
            tidy = [f"clang-tidy-{options.llvm}", "-quiet", "-p", folder, source]
            performance.add([*tidy, "--config={}", "--checks=-*,performance-*"], entry["directory"])
            loaded.add([*tidy, "--config={}", f"-load={plugin}", "--checks=-*,map-*", "--header-filter=.*"],
                       entry["directory"])
        first = entries[0]
        source = os.path.join(first["directory"], first["file"])
        stem, extension = os.path.splitext(source)
        copy = tempfile.NamedTemporaryFile(dir=folder, suffix=extension, delete=False).name
        # With its time: what has just been written is not kept in the cache.
        shutil.copy2(source, copy)
        entries[0] = {"directory": first["directory"], "file": copy,
                      "arguments": ["c++", *arguments(first), "-I", os.path.dirname(source), "-c", copy]}
        write(entries)
        command = [tool, "-j1", "--config={}", "--preset=all", "-p", folder]
        environment = {**os.environ, "MAP_TIDY_CACHE": os.path.join(folder, "cache")}
        if cold.add(command, folder, environment) == 2:
            sys.exit("map-tidy cannot be run")
        unchanged.add(command, folder, environment)
        with open(copy, "a") as file:
            file.write("\n// changed\n")
        edited.add(command, folder, environment)

    print(f"{count} translation units of {options.database}")
    print(f"{'':28}{'CPU time':>19}{'wall time':>19}{'peak memory':>21}")
    for name, cost in [("clang++ -fsyntax-only", clang), ("clang-tidy performance-*", performance),
                       ("clang-tidy -load map-*", loaded), ("map-tidy, cold", cold),
                       ("map-tidy, nothing changed", unchanged), ("map-tidy, one file changed", edited)]:
        print(f"{name:28}{cost.cpu:9.2f} s{cost.cpu / clang.cpu:7.3f}x{cost.wall:9.2f} s{cost.wall / clang.wall:7.3f}x"
              f"{cost.peak:9.0f} MiB{cost.peak / clang.peak:7.2f}x")


if __name__ == "__main__":
    main()
