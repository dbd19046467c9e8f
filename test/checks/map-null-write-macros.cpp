// RUN: %check_tidy %s map-null-write %t -- -DNDEBUG

#include <cassert>
#include <map>
#include <memory>

using Map = std::map<int, int>;
void failed(const char *text);
#define CHECK(condition)                                                       \
  do {                                                                         \
    if (!(condition))                                                          \
      failed(#condition);                                                      \
  } while (false)
#define CLEAR(pointer) (pointer)->clear()
#define LOCAL_CLEAR                                                            \
  do {                                                                         \
    std::unique_ptr<Map> local;                                                \
    local->clear();                                                            \
  } while (false)

void asserted(bool flag) {
  std::unique_ptr<Map> p;
  if (flag)
    p = std::make_unique<Map>();
  assert(p && "no map");
  p->clear();
}

void checked(bool flag) {
  std::unique_ptr<Map> p;
  if (flag)
    p = std::make_unique<Map>();
  CHECK(p != nullptr);
  p->clear();
}

void insideAnAssertion() {
  Map *p = nullptr;
  CHECK(p->empty());
}

void inAMacroBody() { LOCAL_CLEAR; }
