# The lit suites, one for each way to run the checks: --param driver=plugin
# (clang-tidy with the plugin) and --param driver=tool (map-tidy).

import glob
import os
import shlex
import shutil
import subprocess
import sys

import lit.formats

driver = lit_config.params.get("driver", "plugin")
config.name = f"maptidy-{driver}"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "package", "unit"] + ([] if driver == "tool" else ["tool"])
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.build_dir, "test", driver)

# Nor does MapTidy's own .clang-tidy, which is above the build folder.
os.makedirs(config.test_exec_root, exist_ok=True)
with open(os.path.join(config.test_exec_root, ".clang-tidy"), "w") as file:
    file.write("InheritParentConfig: false\n")

# A clang configuration file of the user must not leak into the tests.
config.environment["CLANG_NO_DEFAULT_CONFIG"] = "1"
# Nor what former runs left; tests of the cache say --cache.
config.environment["MAP_TIDY_CACHE"] = ""
config.environment["PATH"] = os.pathsep.join([config.llvm_tools, config.environment["PATH"]])


def llvm_tool(name):
    path = os.path.join(config.llvm_tools, name)
    if not os.path.exists(path):
        lit_config.fatal(f"{path} is missing; on Debian install llvm-{config.llvm_major}-tools, "
                         f"clang-{config.llvm_major} and clang-tidy-{config.llvm_major}")
    return path


clang, tidy, filecheck = llvm_tool("clang++"), llvm_tool("clang-tidy"), llvm_tool("FileCheck")
runner = [config.python, os.path.join(config.test_source_root, "check_tidy.py"),
          f"--driver={driver}", f"--tidy={tidy}", f"--plugin={config.plugin}",
          f"--tool={config.tool}", f"--clang={clang}", f"--filecheck={filecheck}"]
config.substitutions += [
    ("%check_tidy", shlex.join(runner)),
    ("%map-tidy", config.tool),
    ("%clang-tidy", tidy),
    ("%clang", clang),
    ("%FileCheck", filecheck),
    ("%plugin", config.plugin),
    ("%python", config.python),
    ("%root", config.source_dir),
    ("%expect", shlex.join([config.python, os.path.join(config.test_source_root, "tool/Inputs/expect.py")])),
    ("%project", shlex.join([config.python, os.path.join(config.test_source_root, "tool/Inputs/project.py")])),
]
config.available_features.add(f"driver-{driver}")
if sys.platform == "linux":
    config.available_features.add("fault-injection")  # LD_PRELOAD
for major in range(19, config.llvm_major + 1):
    config.available_features.add(f"llvm-{major}")  # "at least"

for other in sorted(glob.glob("/usr/lib/llvm-*/bin/clang-tidy"), reverse=True):
    if f"/llvm-{config.llvm_major}/" not in other:
        config.available_features.add("foreign-clang-tidy")
        config.substitutions.append(("%foreign-clang-tidy", other))
        break

# Programs of others that read what map-tidy writes, or write what it reads.
for program in ["zsh", "fish", "man", "mandoc", "make", "bear"]:
    if shutil.which(program):
        config.available_features.add(program)
clangd = os.path.join(config.llvm_tools, "clangd")
if os.path.exists(clangd):
    config.available_features.add("clangd")
    config.substitutions.insert(0, ("%clangd", clangd))


def has_header(flags, std, header):
    probe = f"#if !__has_include(<{header}>)\n#error missing\n#endif\n"
    command = [clang, "-xc++", f"-std={std}", *flags, "-E", "-o", os.devnull, "-"]
    return subprocess.run(command, input=probe.encode(), capture_output=True).returncode == 0


def qt(version):
    """Flags for the headers of Qt 5 or 6, wherever the distribution has them."""
    for root in glob.glob(f"/usr/include/*/qt{version}") + glob.glob(f"/usr/include/qt{version}"):
        return ["-fPIC", "-isystem", root, "-isystem", f"{root}/QtCore"]
    return []


# Header families that a test can ask for with "REQUIRES: absl"; a test says
# "-- %absl_flags" for the flags that the headers need.
for feature, std, header, flags in [
    ("absl", "c++17", "absl/container/flat_hash_map.h", []),
    ("boost", "c++17", "boost/unordered_map.hpp", []),
    ("boost-flat", "c++17", "boost/unordered/unordered_flat_map.hpp", []),
    ("tsl", "c++17", "tsl/robin_map.h", []),
    ("qt5", "c++17", "QHash", qt(5)),
    ("qt6", "c++17", "QHash", qt(6)),
    ("tbb", "c++17", "tbb/concurrent_hash_map.h", []),
    ("llvm-adt", "c++17", "llvm/ADT/DenseMap.h", ["-isystem", config.llvm_include]),
    ("sparsehash", "c++17", "sparsehash/dense_hash_map", []),
    ("protobuf", "c++17", "google/protobuf/map.h", []),
    ("libcxx", "c++17", "__config", ["-stdlib=libc++"]),
    ("flat-map", "c++23", "flat_map", []),
    ("libcxx-flat-map", "c++23", "flat_map", ["-stdlib=libc++"]),
]:
    if has_header(flags, std, header):
        config.available_features.add(feature)
    config.substitutions.append((f"%{feature.replace('-', '_')}_flags", shlex.join(flags)))
