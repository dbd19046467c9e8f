// RUN: %check_tidy %s map-reserve-in-loop %t

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

using Map = std::unordered_map<int, std::string>;
using Rows = std::vector<std::vector<int>>;
void fill(Map &m, const std::vector<int> &row);

void beforeTheLoop(Map &m, const std::vector<int> &v) {
  m.reserve(m.size() + v.size());
  for (int x : v)
    m.emplace(x, "x");
}

void ofTheIteration(const Rows &rows, std::vector<Map> &maps) {
  for (const auto &row : rows) {
    Map m;
    m.reserve(m.size() + row.size());
    fill(m, row);
  }
  for (Map &m : maps)
    m.reserve(m.size() + 1);
}

void doubles(Map &m, const Rows &rows) {
  for (const auto &row : rows) {
    m.reserve(m.size() * 2);
    m.reserve(std::max(m.size() + row.size(), 2 * m.size()));
    m.reserve(m.size() + m.size());
    fill(m, row);
  }
}

void namedDoubling(Map &m, const Rows &rows) {
  for (const auto &row : rows) {
    const std::size_t need = m.size() + row.size();
    if (need > m.bucket_count())
      m.reserve(std::max(need, 2 * m.bucket_count()));
    fill(m, row);
  }
}

void capacityGuard(Map &m, const Rows &rows) {
  for (const auto &row : rows) {
    if (m.size() + row.size() <= m.bucket_count())
      continue;
    m.reserve(m.size() + row.size());
  }
}

void onceFlag(Map &m, const Rows &rows) {
  bool first = true;
  for (const auto &row : rows) {
    if (first) {
      m.reserve(m.size() + rows.size() * row.size());
      m.reserve(m.size() + row.size());
      first = false;
    }
    static bool reserved = false;
    if (!reserved)
      m.reserve(m.size() + row.size());
    reserved = true;
    fill(m, row);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0)
      m.reserve(m.size() + rows[i].size());
    fill(m, rows[i]);
  }
}

bool leftAfterwards(Map &m, const Rows &rows) {
  for (const auto &row : rows) {
    if (row.empty())
      continue;
    m.reserve(m.size() + row.size());
    fill(m, row);
    break;
  }
  for (const auto &row : rows)
    if (!row.empty()) {
      m.reserve(m.size() + row.size());
      fill(m, row);
      return true;
    }
  return false;
}

struct Node {
  Map m;
  Node *next;
};
void anotherEachTime(Node *node, Map *a, Map *b) {
  for (; node; node = node->next)
    node->m.reserve(node->m.size() + 10);
  Map *current = a;
  for (int i = 0; i < 100; ++i) {
    current = i % 2 ? a : b;
    current->reserve(current->size() + 10);
  }
}

void onlyTheFirst(Map &m, const Rows &rows) {
  for (auto it = rows.begin(); it != rows.end(); ++it) {
    if (it == rows.begin())
      m.reserve(m.size() + it->size());
    fill(m, *it);
  }
}

void invariant(Map &m, const Rows &rows, std::size_t n) {
  for (const auto &row : rows) {
    m.reserve(n);
    m.reserve(1000);
    m.reserve(rows.size());
    fill(m, row);
  }
}

void clearedInTheLoop(Map &m, const Rows &rows) {
  for (const auto &row : rows) {
    m.clear();
    m.reserve(m.size() + row.size());
    fill(m, row);
  }
}

void slides(Map &m, const std::vector<int> &v) {
  for (int x : v) {
    m.erase(x - 10);
    m.reserve(m.size() + 1);
    m.emplace(x, "x");
  }
}

void onlyThrice(Map &m) {
  for (int i = 0; i < 3; ++i) {
    m.reserve(m.size() + 10);
    m.emplace(i, "x");
  }
}

void onlyOnce(Map &m, int x) {
  do {
    m.reserve(m.size() + 1);
    m.emplace(x, "x");
  } while (false);
}

// The loop is the caller's.
void perCall(Map &m, const std::vector<int> &v) {
  m.reserve(m.size() + v.size());
  auto add = [&](const std::vector<int> &row) {
    m.reserve(m.size() + row.size());
    fill(m, row);
  };
  add(v);
}
