//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Declarations that stand in for the headers of libraries that Debian has no
/// packages of. The cases that use them were run with the real headers, too:
/// put those in front by an -I flag.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TEST_STUBS_MEMBERS_H
#define MAPTIDY_TEST_STUBS_MEMBERS_H

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <utility>

namespace stub {
template <class Value, class Tag> struct Iterator {
  using value_type = Value;
  using reference = Value &;
  using pointer = Value *;
  using difference_type = std::ptrdiff_t;
  Value &operator*() const;
  Value *operator->() const;
  Iterator &operator++();
  Iterator operator++(int);
  friend bool operator==(const Iterator &, const Iterator &);
  friend bool operator!=(const Iterator &, const Iterator &);
};
template <class Container, class Predicate>
std::size_t eraseIf(Container &C, Predicate P) {
  const std::size_t Before = C.size();
  for (auto It = C.begin(); It != C.end();)
    It = P(*It) ? C.erase(It) : ++It;
  return Before - C.size();
}
} // namespace stub

// What the maps and sets of all these libraries have.
#define STUB_MEMBERS(CLASS, VALUE, KEY)                                        \
  using key_type = KEY;                                                        \
  using value_type = VALUE;                                                    \
  using size_type = std::size_t;                                               \
  using iterator = stub::Iterator<value_type, CLASS>;                          \
  using const_iterator = stub::Iterator<const value_type, CLASS>;              \
  CLASS();                                                                     \
  CLASS(const CLASS &);                                                        \
  CLASS(CLASS &&) noexcept;                                                    \
  CLASS(std::initializer_list<value_type>);                                    \
  ~CLASS();                                                                    \
  CLASS &operator=(const CLASS &);                                             \
  CLASS &operator=(CLASS &&) noexcept;                                         \
  CLASS &operator=(std::initializer_list<value_type>);                         \
  iterator begin();                                                            \
  iterator end();                                                              \
  const_iterator begin() const;                                                \
  const_iterator end() const;                                                  \
  bool empty() const;                                                          \
  size_type size() const;                                                      \
  void clear();                                                                \
  void reserve(size_type);                                                     \
  iterator find(const key_type &);                                             \
  const_iterator find(const key_type &) const;                                 \
  size_type count(const key_type &) const;                                     \
  bool contains(const key_type &) const;                                       \
  std::pair<iterator, bool> insert(const value_type &);                        \
  std::pair<iterator, bool> insert(value_type &&);                             \
  template <class... Args> std::pair<iterator, bool> emplace(Args &&...);      \
  iterator erase(iterator);                                                    \
  size_type erase(const key_type &);

#define STUB_MAP_MEMBERS(KEY, MAPPED)                                          \
  using mapped_type = MAPPED;                                                  \
  mapped_type &operator[](const key_type &);                                   \
  mapped_type &at(const key_type &);                                           \
  const mapped_type &at(const key_type &) const;                               \
  template <class... Args>                                                     \
  std::pair<iterator, bool> try_emplace(const key_type &, Args &&...);         \
  template <class Any>                                                         \
  std::pair<iterator, bool> insert_or_assign(const key_type &, Any &&);

// A map and a set with these members, whose erase(it) returns the next one.
#define STUB_MAP(NAME)                                                         \
  template <class K, class M> class NAME {                                     \
    using PairType = std::pair<const K, M>;                                    \
                                                                               \
  public:                                                                      \
    STUB_MEMBERS(NAME, PairType, K)                                            \
    STUB_MAP_MEMBERS(K, M)                                                     \
  };
#define STUB_SET(NAME)                                                         \
  template <class K> class NAME {                                              \
  public:                                                                      \
    STUB_MEMBERS(NAME, K, K)                                                   \
  };

// erase_if(container, predicate) for those.
#define STUB_MAP_ERASE_IF(NAME)                                                \
  template <class K, class M, class P>                                         \
  std::size_t erase_if(NAME<K, M> &C, P Predicate) {                           \
    return stub::eraseIf(C, Predicate);                                        \
  }
#define STUB_SET_ERASE_IF(NAME)                                                \
  template <class K, class P> std::size_t erase_if(NAME<K> &C, P Predicate) {  \
    return stub::eraseIf(C, Predicate);                                        \
  }

#endif // MAPTIDY_TEST_STUBS_MEMBERS_H
