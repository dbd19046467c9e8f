//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TEST_STUBS_UNORDERED_DENSE_H
#define MAPTIDY_TEST_STUBS_UNORDERED_DENSE_H

#include "../Members.h"

namespace ankerl::unordered_dense {
namespace detail {
// void: a set.
template <class K, class M> class table {
  using PairType = std::pair<K, M>;

public:
  STUB_MEMBERS(table, PairType, K)
  STUB_MAP_MEMBERS(K, M)
};
template <class K> class table<K, void> {
public:
  STUB_MEMBERS(table, K, K)
};
} // namespace detail
template <class K, class M> using map = detail::table<K, M>;
template <class K> using set = detail::table<K, void>;
} // namespace ankerl::unordered_dense

namespace std {
template <class K, class M, class P>
size_t erase_if(ankerl::unordered_dense::detail::table<K, M> &C, P Predicate) {
  return stub::eraseIf(C, Predicate);
}
} // namespace std

#endif // MAPTIDY_TEST_STUBS_UNORDERED_DENSE_H
