// RUN: %check_tidy %s map-zero-assign %t

#include <map>
#include <memory>
#include <utility>

struct Session {
  int id = 0;
};
void use(Session *);

#define NOTHING nullptr
#define FORGET(m, k) m[k] = nullptr

struct C {
  std::map<int, Session *> m;
  std::map<std::pair<int, int>, Session *> pairs;

  Session *dropValueUsed(int k) {
    return m[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: assigning null keeps the entry of 'm', {{.*}} [map-zero-assign]
  }
  void dropBraced() {
    // erase({1, 2}) would be a range.
    pairs[{1, 2}] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'pairs', {{.*}} [map-zero-assign]
  }
  void dropWithIterator(int k) {
    auto it = m.find(k);
    m[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'm', {{.*}} [map-zero-assign]
    use(it->second);
  }
  void dropWithReference(int k) {
    Session *&slot = m[k];
    m[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'm', {{.*}} [map-zero-assign]
    use(slot);
  }
  void dropCommented(int k) {
    m[k] = /* gone */ nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'm', {{.*}} [map-zero-assign]
  }
  void dropInMacro(int k) { FORGET(m, k); }
};
