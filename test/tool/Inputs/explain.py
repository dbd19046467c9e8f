#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""explain.py MAP-TIDY DOCS: --explain of every check says all that the page in
DOCS says, without the marks of Markdown, within the width of the terminal."""

import os
import pathlib
import re
import subprocess
import sys

tool, docs = sys.argv[1], pathlib.Path(sys.argv[2])
terminal = [sys.executable, pathlib.Path(__file__).with_name("terminal.py")]


def explain(check, columns=None, **environment):
    command = [*terminal, str(columns)] if columns else []
    return subprocess.run([*map(str, command), tool, "--explain", check], check=True, capture_output=True,
                          text=True, env=os.environ | environment).stdout


def words(text):
    """What is left of a text without its layout."""
    text = re.sub(r"\]\([\w./-]+\)", "", text)
    return re.sub(r"[\s`*|#\[\]\\-]|```\w*|cpp\b|yaml\b", "", text)


def prose(text):
    """All lines but code, which is indented and not wrapped, and words that
    no line holds."""
    return [line for line in text.splitlines()
            if not line.startswith("    ") and " " in line.strip()]


pages = sorted(docs.glob("map-*.md"))
assert len(pages) > 10
for page in pages:
    check, source = page.stem, page.read_text()
    shown = explain(check)
    assert shown.startswith(check + "\n"), shown
    # Tables that are too wide repeat their heads.
    if "|---" not in source:
        assert words(shown) == words(source), check
    assert not re.search(r"`|\]\([\w/.-]+\.md\)|\*\*\w", "\n".join(prose(shown))), shown
    code = re.search(r"```cpp\n(.*?)```", source, re.S).group(1)
    assert all("    " + line in shown for line in code.splitlines() if line), check
    assert max(map(len, prose(shown))) <= 80, check
    assert "\x1b" not in shown
    narrow = explain(check, 60)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", narrow)
    assert 50 < max(map(len, prose(plain))) <= 60, max(prose(plain), key=len)
    assert words(plain) == words(shown) or "|---" in source, check
    assert f"\x1b[1m{check}\x1b[0m" in narrow, narrow[:80]
    assert "\x1b[0;36m" in narrow or "\x1b[36m" in narrow
    assert explain(check, 60, NO_COLOR="1") == plain
    assert max(map(len, prose(re.sub(r"\x1b\[[0-9;]*m", "", explain(check, 300))))) <= 100
