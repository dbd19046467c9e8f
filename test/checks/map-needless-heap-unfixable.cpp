// RUN: %check_tidy --std=c++17 %s map-needless-heap,map-construct-in-loop %t

#include <cassert>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>

using Map = std::map<int, int, std::function<bool(int, int)>>;
using Hashed = std::unordered_map<int, int>;
void use(const Map &M);
void use(const Hashed &M);

// The better advice comes from map-construct-in-loop.
void hashedInALoop(int N) {
  while (N--) {
    // CHECK-MESSAGES: :[[@LINE+1]]:10: warning: the container that 'P' owns is constructed and destroyed in every iteration {{.*}} [map-construct-in-loop]
    auto P = std::make_unique<Hashed>();
    P->emplace(N, N);
  }
}

void mostVexing() {
  auto P = std::make_unique<Map>(std::less<int>());
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never leaves
  use(*P);
}
// A pessimising move of a local variable.
Hashed movedOut() {
  auto P = std::make_unique<Hashed>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never leaves
  return std::move(*P);
}
void severalAtOnce() {
  auto P = std::make_unique<Hashed>(), Q = std::make_unique<Hashed>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never leaves
  // CHECK-MESSAGES: :[[@LINE-2]]:44: warning: the container that 'Q' owns never leaves
  use(*P);
  use(*Q);
}
void throughThePointer() {
  auto P = std::make_unique<Hashed>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never leaves
  P.get()->clear();
  Hashed *Q = P.get();
  Q->clear();
}
void leaks(int K) {
  auto *P = new Hashed;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the container that 'P' owns never leaves
  P->erase(K);
}
#define SHOW(X) use(*X)
void usedInMacro() {
  auto P = std::make_unique<Hashed>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never leaves
  SHOW(P);
}
#define IN_DEBUG_BUILDS(X)
void usedInVanishedMacro() {
  auto P = std::make_unique<Hashed>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never leaves
  IN_DEBUG_BUILDS(P != nullptr);
  use(*P);
}
