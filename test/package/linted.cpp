#include <map>

void reset(std::map<int, int> &Sessions) {
  for (auto It = Sessions.begin(); It != Sessions.end();)
    It = Sessions.erase(It);
}
