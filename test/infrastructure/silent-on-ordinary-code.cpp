// RUN: %check_tidy --std=c++11-or-later %s 'map-*' %t
#include <map>
int main() {
  std::map<int, int> M;
  M[1] = 2;
  return M.count(1) == 1 ? 0 : 1;
}
