#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""options.py MAP-TIDY ROOT: the pages of the command and --help name the same
options."""

import pathlib
import re
import subprocess
import sys

tool, root = sys.argv[1], pathlib.Path(sys.argv[2])
shown = subprocess.run([tool, "--help"], check=True, capture_output=True, text=True).stdout
options = set(re.findall(r"^  (--?[a-z][a-z-]*)", shown, re.M))
assert len(options) > 25, options
pages = {name: (root / "docs" / name).read_text() for name in ["map-tidy.md", "reports.md", "ci.md"]}

named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", pages["map-tidy.md"] + pages["reports.md"]))
assert options <= named, f"not in docs/map-tidy.md or docs/reports.md: {sorted(options - named)}"

# What is said to be an option: alone in `...`, or behind the command.
for page, text in pages.items():
    claimed = set(re.findall(r"`(--[a-z][a-z-]*)(?:[= ][^`]*)?`", text))
    # Up to flags behind "--", another command, or the end of the line.
    for line in re.findall(r"map-tidy(?: [^`\n]*)", text):
        line = re.split(r" -- |\s[|>&;]|;;|#", line + " ")[0]
        claimed |= set(re.findall(r"(?<= )(--[a-z][a-z-]*)", line))
    unknown = {word for word in claimed - options if word not in ("--help-hidden",)}
    assert not unknown, f"docs/{page} names options that --help does not: {sorted(unknown)}"
