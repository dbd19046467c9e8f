#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""interrupted_fixes.py DIR FAULTS CLANG COMMAND ...: interrupts COMMAND, which fixes
the project in DIR, 100 times at random moments. Every file must be the old one or the
new one; after a signal that can be handled all are the same, and nothing is left."""

import collections
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

folder, faults, clang, *command = sys.argv[1:]
folder = pathlib.Path(folder)
sources = sorted(folder.rglob("*.cpp"))
old = {source: source.read_text() for source in sources}
# Writing is made slow, so that many signals meet it.
environment = dict(os.environ, LD_PRELOAD=faults, FAULT_DELAY="4000")


def run(number=None, delay=0.0):
    for source in sources:
        if source.read_text() != old[source]:
            source.write_text(old[source])
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    if number is not None:
        time.sleep(delay)
        process.send_signal(number)
    return process.wait(), time.monotonic() - start


run()  # fills the cache
status, duration = run()
assert status == 0, status
new = {source: source.read_text() for source in sources}
assert all(new[source] != old[source] for source in sources)
for source in (sources[0], sources[-1]):
    subprocess.run([clang, "-fsyntax-only", "-I", source.parents[1] / "include", source], check=True)

random.seed(20)
seen = collections.Counter()
for _ in range(100):
    number = random.choice([signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
    status, _ = run(number, random.uniform(0, 1.1) * duration)
    now = {source: source.read_text() for source in sources}
    fixed = sum(now[source] == new[source] for source in sources)
    assert all(now[source] in (old[source], new[source]) for source in sources), "half a file"
    left = [path for path in folder.rglob("*") if ".map-tidy-" in path.name]
    if number == signal.SIGKILL:
        # At most the one that was about to take its place.
        assert len(left) <= 1, left
        for path in left:
            path.unlink()
    else:
        assert fixed in (0, len(sources)), f"{fixed} files of {len(sources)}"
        assert not left, left
        assert status in (0, -number, 128 + number), status
    kind = "all" if fixed == len(sources) else "none" if fixed == 0 else "some"
    seen[kind] += 1
print(dict(seen))
assert seen["all"] and seen["none"], "no interrupt met the interesting moments"
