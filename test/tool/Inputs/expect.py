#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""expect.py [--in DIR] STATUS COMMAND ...: runs COMMAND, which must end with
that exit status; both of its outputs go to standard output."""

import subprocess
import sys

args = sys.argv[1:]
where = None
if args[0] == "--in":
    where, args = args[1], args[2:]
done = subprocess.run(args[1:], cwd=where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
sys.stdout.buffer.write(done.stdout)
if done.returncode != int(args[0]):
    sys.exit(f"exit status {done.returncode} instead of {args[0]}")
