#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""progress.py WIDTH COMMAND ...: runs COMMAND with standard error on a terminal of so
many columns; prints what its last line shows each time that it changes, and what is
below the last of those in the end."""

import fcntl
import os
import pty
import re
import struct
import sys
import termios

width, *command = sys.argv[1:]
os.environ.setdefault("TERM", "xterm")
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(width), 0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execvp(command[0], command)
text = b""
while True:
    try:
        data = os.read(terminal, 4096)
    except OSError:  # the other end is closed
        break
    if not data:
        break
    text += data
os.waitpid(child, 0)
lines = text.decode().replace("\r\n", "\n")
# Every drawing starts at the left, erases what is right of it, and fits.
*drawn, rest = re.split(r"\r(?=[^\n])", lines)
shown = []
for line in drawn + [rest]:
    content, erase, after = line.partition("\x1b[K")
    if erase and content:
        assert len(content) < int(width), content
        shown.append(content)
print("\n".join(shown))
print("at the end:", rest.partition("\x1b[K")[2].rstrip())
