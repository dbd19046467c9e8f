#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""count_cases.py [--forget] BUILD_DIR/test: the cases behind ctest's tests.

ctest counts a whole lit suite as one test. Each suite leaves its results in a
file; this prints how many cases they hold. --forget removes the files of
earlier runs.
"""

import collections
import glob
import json
import os
import sys

results = sorted(glob.glob(os.path.join(sys.argv[-1], "*.json")))
if sys.argv[1] == "--forget":
    for path in results:
        os.remove(path)
    sys.exit()

total = 0
for path in results:
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    if "testsuites" in data:
        count = collections.Counter(
            "FAIL" if case.get("failures") else "PASS"
            for suite in data["testsuites"] for case in suite["testsuite"])
    else:
        count = collections.Counter(case["code"] for case in data["tests"])
    total += sum(count.values())
    parts = ", ".join(f"{n} {code.lower()}" for code, n in sorted(count.items()))
    print(f"{os.path.basename(path).removesuffix('.json')}: {sum(count.values())} cases ({parts})")
print(f"{total} cases in all")
