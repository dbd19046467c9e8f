#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""many.py DIR NUMBER: writes a project of so many sources, each with a finding
that has a safe fix, in folders of ten."""

import json
import pathlib
import sys

folder, number = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
commands = []
for i in range(number):
    source = folder / f"part{i // 10}" / f"unit{i}.cpp"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(f"""#include <unordered_map>
void show{i}(const std::unordered_map<int, int> &);
void each{i}(int n) {{
  for (int i = 0; i < n; ++i) {{
    std::unordered_map<int, int> m;
    m[i] = {i};
    show{i}(m);
  }}
}}
""")
    commands.append({"directory": str(folder), "file": str(source),
                     "arguments": ["c++", "-std=c++17", "-c", str(source)]})
(folder / "compile_commands.json").write_text(json.dumps(commands))
