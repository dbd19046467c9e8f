#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""editors_test.py MAP_CLANGD neovim|emacs PROGRAM: map-clangd in a real editor.

Runs the editor without a screen and without the user's configuration on a small
project; neovim.lua or emacs.el does there what a user does, and judges it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEXT = """\
#include <map>
#include <unordered_map>

void drop(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    it = m.erase(it);
}

void count(int key) {
  for (int i = 0; i < 3; ++i) {
    std::unordered_map<int, int> seen;
    seen[i] = key;
  }
}
"""

map_clangd, editor, program = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "a.cpp").write_text(TEXT, encoding="utf-8")
    Path(folder, ".clang-tidy").write_text("Checks: ''\n", encoding="utf-8")
    command = {
        "neovim": [program, "--headless", "-u", "NONE", "-i", "NONE", "-n",
                   "-c", f"luafile {HERE / 'neovim.lua'}", "a.cpp"],
        "emacs": [program, "--batch", "-q", "-l", str(HERE / "emacs.el"), "-f", "map-tidy-test"],
    }[editor]
    run = subprocess.run(command, cwd=folder, check=False, timeout=600, stdin=subprocess.DEVNULL,
                         env={**os.environ, "HOME": folder, "MAP_CLANGD": str(Path(map_clangd).resolve()),
                              "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder,
                              "XDG_STATE_HOME": folder, "XDG_CACHE_HOME": folder})
    sys.exit(run.returncode)
