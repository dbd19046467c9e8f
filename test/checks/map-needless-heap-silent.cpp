// RUN: %check_tidy --std=c++17,c++20 %s map-needless-heap,map-construct-in-loop %t

#include <cassert>
#include <map>
#include <memory>
#include <new>
#include <unordered_map>
#include <utility>
#include <vector>

using Map = std::map<int, int>;
void take(std::unique_ptr<Map> P);
void look(const std::shared_ptr<Map> &P);
void use(const Map &M);
void later(void (*)(void *), void *);
std::shared_ptr<Map> Kept;
std::vector<Map *> All;
struct Owner {
  Owner(Map *M);
  std::unique_ptr<Map> Held;
  Map *Raw;
  void keep();
};

std::unique_ptr<Map> returned() {
  auto P = std::make_unique<Map>();
  P->emplace(1, 2);
  return P;
}
Map *returnedRaw() {
  Map *P = new Map;
  use(*P);
  return P;
}
Map &returnedByReference() {
  auto *P = new Map;
  Map &Result = *P;
  return Result;
}
void moved() {
  auto P = std::make_unique<Map>();
  take(std::move(P));
}
void copied() {
  auto P = std::make_shared<Map>();
  Kept = P;
  auto Q = std::make_shared<Map>();
  auto R = Q;
  use(*R);
}
void passedAsOwner() {
  auto P = std::make_shared<Map>();
  look(P);
}
void Owner::keep() {
  auto P = std::make_unique<Map>();
  Held = std::move(P);
  Map *Q = new Map;
  Raw = Q;
}
void storedRaw() {
  Map *P = new Map;
  All.push_back(P);
}
void ownedByAnother() {
  Map *P = new Map;
  Owner O(P);
}
void toC() {
  Map *P = new Map;
  later(nullptr, P);
}
auto capturedByValue() {
  auto P = std::make_shared<Map>();
  return [P] { use(*P); };
}
auto movedIntoClosure() {
  auto P = std::make_unique<Map>();
  return [P = std::move(P)] { use(*P); };
}
auto initCaptured() {
  return [P = std::make_unique<Map>()] { P->clear(); };
}

// Null is a state.
void tested(bool B) {
  auto P = std::make_unique<Map>();
  if (P)
    use(*P);
  auto *Q = new Map;
  if (Q != nullptr)
    delete Q;
  auto R = std::make_shared<Map>();
  if (!R || B)
    return;
}
void reset() {
  auto P = std::make_unique<Map>();
  use(*P);
  P.reset();
  auto Q = std::make_unique<Map>();
  Q = nullptr;
}
void swapped() {
  auto P = std::make_unique<Map>(), Q = std::make_unique<Map>();
  P.swap(Q);
}
void compared(Map *Other) {
  auto P = std::make_unique<Map>();
  if (P.get() == Other)
    use(*P);
}
void madeOnACondition(bool B) {
  std::unique_ptr<Map> P;
  if (B)
    P = std::make_unique<Map>();
  std::unique_ptr<Map> Q = B ? std::make_unique<Map>() : nullptr;
  if (Q)
    use(*Q);
}
void released() {
  auto P = std::make_unique<Map>();
  All.push_back(P.release());
}
void neverDeleted() {
  auto *P = new Map;
  use(*P);
}
void deletedOnACondition(bool B) {
  auto *P = new Map;
  use(*P);
  if (B)
    delete P;
}
void mayBeNull() {
  auto *P = new (std::nothrow) Map;
  delete P;
}

// No map on the heap.
void arrays(int N) {
  auto *P = new Map[8];
  delete[] P;
  auto Q = std::make_unique<Map[]>(N);
  use(Q[0]);
}
void otherOwners() {
  auto P = std::make_unique<std::vector<Map>>();
  P->clear();
  struct Big {
    Map M;
  };
  auto Q = std::make_unique<Big>();
  use(Q->M);
}
void inPlace(void *Memory) {
  auto *P = new (Memory) Map;
  P->~Map();
}
struct Return {
  void operator()(Map *) const;
};
void ownDeleter() {
  std::unique_ptr<Map, Return> P(new Map);
  P->clear();
}
void staysForEver() {
  static auto &Leaked = *new Map;
  static auto P = std::make_unique<Map>();
  use(Leaked);
  use(*P);
}

#define NEW_MAP(Name) auto Name = std::make_unique<Map>()
void inMacro() {
  NEW_MAP(P);
  P->clear();
}

// Getters that make, fill, or keep.
Map *createMap() { return new Map; }
std::unique_ptr<Map> getNewMap() { return std::make_unique<Map>(); }
std::unique_ptr<Map> getOrCreateMap() { return std::make_unique<Map>(); }
std::shared_ptr<Map> cloneCache() { return std::make_shared<Map>(); }
std::unique_ptr<Map> getCopied(const Map &From) {
  return std::make_unique<Map>(From);
}
std::unique_ptr<Map> getSquares() {
  auto P = std::make_unique<Map>();
  for (int I = 0; I < 10; ++I)
    P->emplace(I, I * I);
  return P;
}
Map *getInstance() {
  static Map *Instance = new Map;
  return Instance;
}
Map &instance() {
  static auto *Instance = new Map;
  return *Instance;
}
std::shared_ptr<Map> getKept() {
  if (!Kept)
    Kept = std::make_shared<Map>();
  return Kept;
}
std::shared_ptr<Map> lookup(bool Known) {
  if (Known)
    return Kept;
  return std::make_shared<Map>(); // nothing known: nothing to find
}
Map *getRegistered() {
  auto *P = new Map;
  All.push_back(P);
  return P;
}
struct Base {
  virtual ~Base();
  virtual std::shared_ptr<Map> getProperties() {
    return std::make_shared<Map>();
  }
};
