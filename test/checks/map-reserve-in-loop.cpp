// RUN: %check_tidy %s map-reserve-in-loop %t

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Map = std::unordered_map<int, std::string>;
using Rows = std::vector<std::vector<int>>;

void perRow(Map &m, const Rows &rows) {
  for (const auto &row : rows) {
    m.reserve(m.size() + row.size());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'm' makes room for just a little more in every iteration, and rehashes all elements each time; reserve the total before the loop
    for (int x : row)
      m.emplace(x, "x");
  }
}

void namedAmount(Map &m, const Rows &rows) {
  for (const auto &row : rows) {
    const std::size_t need = row.size() + m.size();
    m.reserve(need);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'm' makes room
    for (int x : row)
      m.emplace(x, "x");
  }
}

void namedSize(Map &m, const Rows &rows) {
  for (const auto &row : rows) {
    auto old = m.size();
    m.reserve(old + row.size());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'm' makes room
    for (int x : row)
      m.emplace(x, "x");
  }
}

void onePerElement(Map &m, const std::vector<int> &v) {
  for (int x : v) {
    m.reserve(m.size() + 1);
    m.emplace(x, "x");
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:5: warning: 'm' makes room
  // CHECK-FIXES-NOTES: void onePerElement(Map &m, const std::vector<int> &v) {
  // CHECK-FIXES-NOTES-NEXT: {{^}}  m.reserve(m.size() + v.size());{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  for (int x : v) {{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    m.emplace(x, "x");{{$}}
}

void severalPerElement(Map *m, int first, int last, std::size_t width) {
  for (int i = first; i < last; ++i) {
    m->reserve(m->size() + width);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: '*m' makes room
    for (std::size_t j = 0; j < width; ++j)
      m->emplace(i * 100 + int(j), "x");
  }
}

void constantPerElement(std::unordered_set<int> &s, const std::vector<int> &v) {
  for (std::size_t i = 0; i < v.size(); ++i) {
    if (v[i] > 0)
      s.insert(v[i]);
    s.reserve(s.size() + 2);
    s.insert(-v[i]);
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:5: warning: 's' makes room
  // CHECK-FIXES-NOTES: {{^}}  s.reserve(s.size() + v.size() * 2);{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  for (std::size_t i = 0; i < v.size(); ++i) {{{$}}
}

void sumOfSizes(Map &m, const Rows &rows) {
  std::size_t total = 0;
  for (const auto &row : rows) {
    total += row.size();
    m.reserve(total);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'm' makes room
    for (int x : row)
      m.emplace(x, "x");
  }
}

void rehashes(Map &m, const std::vector<int> &v) {
  for (int x : v) {
    m.rehash(m.bucket_count() + 1);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'm' makes room
    m.emplace(x, "x");
  }
}

class Index {
public:
  void add(const Rows &rows) {
    for (auto it = rows.begin(); it != rows.end(); ++it) {
      if (!it->empty())
        Entries.reserve(Entries.size() + it->size());
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'Entries' makes room
      for (int x : *it)
        Entries.emplace(x, "x");
    }
  }

private:
  Map Entries;
};

template <class K> void dependent(std::unordered_set<K> &s, const std::vector<K> &v) {
  for (const K &x : v) {
    s.reserve(s.size() + 1);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 's' makes room
    s.insert(x);
  }
}
