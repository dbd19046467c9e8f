#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""ratio.py [-n FILES] [--tool PATH] [--llvm MAJOR] [compile_commands.json]

CPU time (user + system) of map-tidy -j1 on the same translation units as a
ratio to clang -fsyntax-only, which is what parsing costs, and to clang-tidy
with performance-*. All three are measured in one run, file by file in turn, so
that a busy machine slows all of them. Takes N files evenly from the database.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile


def cpu(command, folder):
    """Seconds of CPU and peak memory in MiB of a command with its children."""
    with open(os.devnull, "w") as nothing:
        child = subprocess.Popen(command, cwd=folder, stdout=nothing, stderr=nothing)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def arguments(entry):
    args = entry.get("arguments") or shlex.split(entry["command"])
    kept, skip = [], False
    for arg in args[1:]:
        if skip or arg in ("-o", "-MF", "-MT", "-MQ"):
            skip = not skip
        elif arg not in ("-c", "-MD", "-MMD"):
            kept.append(arg)
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", nargs="?", default="build/compile_commands.json")
    parser.add_argument("-n", type=int, default=50, help="translation units (default 50)")
    parser.add_argument("--tool", default="build/bin/map-tidy")
    parser.add_argument("--llvm", default="22")
    options = parser.parse_args()
    tool = os.path.abspath(options.tool)
    with open(options.database) as file:
        entries = [e for e in json.load(file) if e["file"].endswith((".cpp", ".cc", ".cxx"))]
    if not entries:
        sys.exit(f"{options.database} lists no C++ sources")
    count = min(options.n, len(entries))
    entries = [entries[i * len(entries) // count] for i in range(count)]

    total = {"clang -fsyntax-only": 0.0, "clang-tidy performance-*": 0.0, "map-tidy -j1": 0.0}
    peak = dict.fromkeys(total, 0.0)
    for entry in entries:
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "compile_commands.json"), "w") as file:
                json.dump([entry], file)
            commands = {
                "clang -fsyntax-only":
                    [f"clang++-{options.llvm}", "-fsyntax-only", "-w", *arguments(entry)],
                "clang-tidy performance-*":
                    [f"clang-tidy-{options.llvm}", "-checks=-*,performance-*", "-p", folder,
                     os.path.join(entry["directory"], entry["file"])],
                "map-tidy -j1": [tool, "-j1", "--config={}", "-p", folder],
            }
            for name, command in commands.items():
                seconds, memory = cpu(command, entry["directory"])
                total[name] += seconds
                peak[name] = max(peak[name], memory)
    base = total["clang -fsyntax-only"]
    print(f"{count} translation units of {options.database}")
    for name, seconds in total.items():
        print(f"{name:26}{seconds:9.2f} s CPU {seconds / base:7.2f} x {peak[name]:8.0f} MiB")


if __name__ == "__main__":
    main()
