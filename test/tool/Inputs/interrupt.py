#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""interrupt.py [--ignored] SIGNAL STATUS FIFO COMMAND ...: runs COMMAND, sends it
SIGNAL when it reads FIFO, and wants that exit status and that nothing keeps FIFO
open. --ignored: COMMAND starts with SIGNAL ignored."""

import os
import select
import signal
import subprocess
import sys

args = sys.argv[1:]
ignored = args[0] == "--ignored"
name, status, fifo, *command = args[ignored:]
number = getattr(signal, f"SIG{name}")
# The command is also told to ignore the end of its children, as some supervisors do.


def prepare():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    if number != signal.SIGKILL:
        signal.signal(number, signal.SIG_IGN if ignored else signal.SIG_DFL)


signal.alarm(120)
run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                       preexec_fn=prepare)
writer = os.open(fifo, os.O_WRONLY)  # returns when the other end is opened
run.send_signal(number)
sys.stdout.buffer.write(run.stdout.read())
if run.wait() != int(status):
    sys.exit(f"exit status {run.returncode} instead of {status}")
# A pipe that nobody reads any more is in error.
poll = select.poll()
poll.register(writer, 0)
if not any(event & select.POLLERR for _, event in poll.poll(5000)):
    sys.exit("a process is left that reads the fifo")
