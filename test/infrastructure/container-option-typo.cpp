// What MapTidyContainers says and MapTidy cannot use is reported, not ignored.
//
// RUN: %clang-tidy -load=%plugin --checks='-*,map-missing-reserve' \
// RUN:   --config='{CheckOptions: {MapTidyContainers: "::my::Map=::std::unordred_map"}}' %s -- \
// RUN:   | %FileCheck %s
// CHECK: warning: {{.*}}std::unordred_map{{.*}} [clang-tidy-config]
int Nothing;
