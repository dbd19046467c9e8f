#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""run_lit.py LIT BUILD_DIR/test plugin|tool: the lit suite of one driver."""

import os
import subprocess
import sys

lit, build, driver = sys.argv[1:]
if not os.path.exists(lit):
    sys.exit("lit is missing; on Debian install llvm-22-tools (or the llvm-NN-tools of another "
             "LLVM that has it) and configure again")
sys.exit(subprocess.call([sys.executable, lit, "-v", "--param", f"driver={driver}",
                          "--output", f"{build}/lit_{driver}.json", build]))
