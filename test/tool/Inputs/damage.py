#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""damage.py CACHE COMMAND ...: whatever happens to the entries of CACHE, COMMAND
reports the same, also while others run."""

import os
import pathlib
import random
import shutil
import subprocess
import sys

cache, *command = sys.argv[1:]
cache = pathlib.Path(cache)


def entries():
    return sorted(path for path in cache.glob("llvmcache-*"))


def run():
    done = subprocess.run(command, capture_output=True)
    return done.returncode, done.stdout, done.stderr


def flip(path, text):
    at = random.randrange(len(text) * 8)
    changed = bytearray(text)
    changed[at // 8] ^= 1 << at % 8
    path.write_bytes(changed)


def as_folder(path, text):
    path.unlink()
    path.mkdir()


expected = run()
good = {path: path.read_bytes() for path in entries()}
assert len(good) == 3, good
random.seed(4)
other = lambda path: good[random.choice([p for p in good if p != path])]
damages = [
    lambda path, text: path.write_bytes(text[:random.randrange(len(text))]),
    flip,
    lambda path, text: path.write_bytes(b""),
    lambda path, text: path.write_bytes(os.urandom(1000)),
    lambda path, text: path.write_bytes(text.replace(b"map-tidy 1 ", b"map-tidy 2 ", 1)),
    lambda path, text: path.write_bytes(text + b" "),
    lambda path, text: path.write_bytes(other(path)),
    lambda path, text: path.chmod(0),
    as_folder,
]
for damage in damages + damages[:2] * 4:
    path = random.choice(entries())
    damage(path, good[path])
    got = run()
    assert got[:2] == expected[:2], (damage, got)
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)
    path.write_bytes(good[path])

# Several at once, from nothing.
shutil.rmtree(cache)
runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)]
for each in runs:
    out, err = each.communicate()
    assert (each.returncode, out, err) == expected, (out, err)
assert {path.name for path in entries()} == {path.name for path in good}
