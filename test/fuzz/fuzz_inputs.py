#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""fuzz_inputs.py [--seconds N] [--seed N] MAP_TIDY

Gives map-tidy changed versions of the inputs in corpus/, one folder for each kind. It
must end by itself with a documented exit status, and say what is wrong. What fails is
kept in the current folder; once mended it becomes one more seed."""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

CORPUS = pathlib.Path(__file__).parent / "corpus"
# How map-tidy reads each kind of input.
COMMANDS = {
    "baseline": ["--config={}", "--baseline=input", "none.cpp", "--"],
    "config": ["--dump-config", "--config-file=input"],
    "database": ["-p", "input", "--config={}", "--quiet"],
    "line-filter": ["--config={}", "--line-filter=TEXT", "none.cpp", "--"],
    "report": ["merge", "input"],
}
LIMITS = ["--no-cache", "--timeout=20", "--memory-limit=2000", "-j1"]
SECONDS = 30  # for one run, also on a busy machine
TOKENS = [b"[", b"]", b"{", b"}", b'"', b"'", b":", b",", b"\n", b"\\", b"-", b"&a ", b"*a", b"!!",
          b"|", b">", b"%", b"---\n", b"null", b"true", b"-1", b"1e999", b"18446744073709551616",
          b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\0", b"\\u0000", b"\\ud800", b"@", b"(", b"*", b"+",
          b"map-", b"-*", b"::", b"=", b";", b"/", b".."]


def change(data, seeds, choose):
    data = bytearray(data)
    for _ in range(choose.choice([1, 1, 2, 4, 16])):
        at = choose.randrange(len(data) + 1)
        end = min(len(data), at + choose.choice([1, 2, 8, 64]))
        kind = choose.randrange(8)
        if kind == 0 and data:
            data[at % len(data)] ^= 1 << choose.randrange(8)
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:at] = data[at:end] * choose.choice([1, 2, 50])
        elif kind == 3:
            other = choose.choice(seeds)
            start = choose.randrange(len(other) + 1)
            data[at:at] = other[start:start + 64]
        elif kind == 4:
            del data[at:]
        elif kind == 5:
            data[at:at] = choose.choice(TOKENS) * choose.choice([10, 1000, 50000])
        else:
            data[at:end] = choose.choice(TOKENS)
    return bytes(data)


def problem(tool, kind, data, folder):
    """What is wrong with how map-tidy takes data, or None."""
    if kind == "line-filter":  # an argument of a process
        data = data.replace(b"\0", b"")[:100000]
    (folder / "input").write_bytes(data)
    limits = [] if kind == "report" else LIMITS
    command = [arg.encode().replace(b"TEXT", data) for arg in [tool, *limits, *COMMANDS[kind]]]
    try:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"runs longer than {SECONDS} s"
    if done.returncode not in (0, 1, 2, 3):
        return f"exit status {done.returncode}"
    if done.returncode >= 2 and not done.stderr.strip():
        return f"exit status {done.returncode} without a message"
    if b"crashed" in done.stderr or b"Stack dump" in done.stderr:
        return "crashes: " + done.stderr.decode(errors="replace")[:300]
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("tool")
    args = parser.parse_args()
    choose = random.Random(args.seed)
    tool = os.path.abspath(args.tool)
    corpus = {kind: [path.read_bytes() for path in sorted((CORPUS / kind).iterdir())]
              for kind in COMMANDS}
    runs = failures = 0
    end = time.monotonic() + args.seconds
    with tempfile.TemporaryDirectory() as folder:
        pending = [(kind, seed) for kind in COMMANDS for seed in corpus[kind]]
        while (pending or time.monotonic() < end) and failures < 20:
            if pending:
                kind, data = pending.pop()
            else:
                kind = choose.choice(list(COMMANDS))
                data = change(choose.choice(corpus[kind]), corpus[kind], choose)
            runs += 1
            what = problem(tool, kind, data, pathlib.Path(folder))
            if what:
                failures += 1
                kept = pathlib.Path(f"fuzz-{kind}-{failures}")
                kept.write_bytes(data)
                print(f"{kept}: {what}")
    print(f"{runs} runs, {failures} failures")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
