#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""many.py DIR NUMBER: writes a project of so many sources, each with a finding
that has a safe fix, in folders of ten. The options say what can grow besides."""

import argparse
import json
import pathlib

from repository import HEAD

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("number", type=int)
parser.add_argument("--findings", type=int, default=1, help="in each source")
parser.add_argument("--depth", type=int, default=0, help="of headers, each of which includes the next one")
parser.add_argument("--header-findings", type=int, default=0, help="in each of these headers")
parser.add_argument("--light", action="store_true", help="without a real <unordered_map>, which takes most of the time")
args = parser.parse_args()
folder = args.folder.resolve()


def functions(name, number, before=""):
    return "".join(f"""void show{name}_{j}(const std::unordered_map<int, int> &);
{before}void each{name}_{j}(int n) {{
  for (int i = 0; i < n; ++i) {{
    std::unordered_map<int, int> m;
    m[i] = {j};
    show{name}_{j}(m);
  }}
}}
""" for j in range(number))


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


write(folder / "include/map.h", "#pragma once\n" + (HEAD if args.light else "#include <unordered_map>\n"))
include = "map.h"
for i in range(args.depth):
    write(folder / f"include/header{i}.h",
          f'#pragma once\n#include "{include}"\n' + functions(f"Header{i}", args.header_findings, "inline "))
    include = f"header{i}.h"
commands = []
for i in range(args.number):
    source = folder / f"part{i // 10}" / f"unit{i}.cpp"
    write(source, f'#include "{include}"\n' + functions(i, args.findings))
    commands.append({"directory": str(folder), "file": str(source),
                     "arguments": ["c++", "-std=c++17", "-Iinclude", "-c", str(source)]})
(folder / "compile_commands.json").write_text(json.dumps(commands))
