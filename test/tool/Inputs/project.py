#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""project.py DIR [FLAG ...]: writes compile_commands.json for every .cpp below
DIR, as CMake does."""

import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1]).resolve()
(folder / "compile_commands.json").write_text(json.dumps([
    {"directory": str(folder), "file": str(source),
     "arguments": ["c++", "-std=c++17", "-Iinclude", *sys.argv[2:], "-c", str(source)]}
    for source in sorted(folder.rglob("*.cpp"))]))
