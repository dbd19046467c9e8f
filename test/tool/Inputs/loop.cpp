#include <unordered_map>
void show(const std::unordered_map<int, int> &);
void each(int n) {
  for (int i = 0; i < n; ++i) {
    std::unordered_map<int, int> m;
    m[i] = 1;
    show(m);
  }
}
