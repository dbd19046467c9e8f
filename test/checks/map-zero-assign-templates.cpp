// RUN: %check_tidy %s map-zero-assign %t

#include <map>
#include <memory>

template <class K, class V> struct Registry {
  std::map<K, std::shared_ptr<V>> Owned;
  std::map<K, V *> Raw;
  std::map<K, V> Values;

  void remove(const K &k) {
    Raw[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Raw', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Raw.erase(k);
  }
  void drop(const K &k) {
    Owned[k].reset();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: resetting the value keeps the entry of 'Owned', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Owned.erase(k);
  }
  void forget(const K &k) {
    Values[k] = V();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty value keeps the entry of 'Values', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Values.erase(k);
  }
};

struct Session {};
void use(Registry<int, Session> &r) {
  r.remove(1);
  r.drop(1);
  r.forget(1);
}
