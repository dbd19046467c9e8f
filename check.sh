#!/usr/bin/env bash
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Installs what the tests need, builds MapTidy and passes every test: with the
# newest LLVM, and again with LLVM 19, the oldest that is supported.
set -euo pipefail
root=$(cd "$(dirname "$0")" && pwd)
. "$root/scripts/setup.sh"

# build_and_test DIR LLVM_MAJOR [CMake option...]
build_and_test() {
  local package packages
  # Without any list (as in container images) nothing would seem available.
  compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || refresh_lists
  packages="$(build_packages "$2") $(test_packages "$2")"
  for package in $(optional_packages "$2"); do
    if is_available "$package"; then
      packages+=" $package"
    else
      say "This system has no $package: the tests that need it are skipped"
    fi
  done
  install_missing $packages
  build "$@" -DMAPTIDY_BUILD_TESTS=ON
  say "Testing with LLVM $2"
  (cd "$root/$1" && ctest -j"$(nproc)" --output-on-failure "${tests[@]}") || die "tests failed with LLVM $2; their output is above"
}

require_debian
tests=()
find_llvm 22 21 20 19
if [ "$llvm" = 19 ]; then
  say "This system has no LLVM newer than 19"
else
  build_and_test build "$llvm" -DCMAKE_CXX_COMPILER="clang++-$llvm"
fi
# The other compiler, and with assertions. What our own sources are told does
# not depend on the LLVM: once is enough.
tests=(--exclude-regex '^dogfood$')
[ "$llvm" != 19 ] || tests=()
find_llvm 19
build_and_test build-llvm19 19 -DCMAKE_CXX_COMPILER=g++ -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0

say "Every test passed"
for dir in build build-llvm19; do
  [ ! -d "$root/$dir/test" ] || { echo "$dir:" && python3 "$root/test/count_cases.py" "$root/$dir/test"; }
done
