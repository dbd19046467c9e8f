// RUN: %check_tidy --std=c++11-or-later %s map-iterator-invalidation %t

// FIXME: write what map-iterator-invalidation finds, then what it leaves alone.
// CHECK-MESSAGES: :[[@LINE-1]]:1: warning: this test is not written yet
