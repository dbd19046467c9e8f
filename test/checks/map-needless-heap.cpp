// RUN: %check_tidy --std=c++14,c++20 %s map-needless-heap %t

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

using Counts = std::unordered_map<int, int>;
struct Trace {
  ~Trace();
};
void fill(Counts &Into);
void fillThrough(Counts *Into);
void show(const Counts &C);

int makeUnique(int K) {
  auto P = std::make_unique<std::map<int, std::string>>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never leaves the function and costs an allocation and an indirection; declare it as a local variable [map-needless-heap]
  P->emplace(K, "one");
  (*P)[2] = "two";
  return static_cast<int>(P->size());
  // CHECK-FIXES: int makeUnique(int K) {
  // CHECK-FIXES-NEXT:   std::map<int, std::string> P;
  // CHECK-FIXES: P.emplace(K, "one");
  // CHECK-FIXES-NEXT: P[2] = "two";
  // CHECK-FIXES-NEXT: return static_cast<int>(P.size());
}

void makeShared() {
  std::shared_ptr<Counts> Shared = std::make_shared<Counts>(16);
  // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: the container that 'Shared' owns never leaves
  fill(*Shared);
  for (const auto &Entry : *Shared)
    (void)Entry;
  // CHECK-FIXES: Counts Shared(16);
  // CHECK-FIXES: fill(Shared);
  // CHECK-FIXES-NEXT: for (const auto &Entry : Shared)
}

// CHECK-FIXES: void deletedAtTheEnd() {
// CHECK-FIXES: Counts Raw;
// CHECK-FIXES: fill(Raw);
// CHECK-FIXES-NEXT: show(Raw);
// CHECK-FIXES-NEXT: }
void deletedAtTheEnd() {
  Counts *Raw = new Counts();
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the container that 'Raw' owns never
  fill(*Raw);
  show(*Raw);
  delete Raw;
}

int deletedOnEveryWayOut(int K) {
  auto *Raw = new Counts{{1, 2}};
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the container that 'Raw' owns never
  if (K) {
    delete Raw;
    return 1;
  }
  Raw->erase(1);
  delete Raw;
  return 0;
  // CHECK-FIXES: Counts Raw{{[{][{]}}1, 2{{[}][}]}};
  // CHECK-FIXES: if (K) {
  // CHECK-FIXES-NEXT: return 1;
  // CHECK-FIXES: Raw.erase(1);
  // CHECK-FIXES-NEXT: return 0;
}

void ownerMadeOfNew() {
  std::unique_ptr<std::set<int>> Set(new std::set<int>);
  // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: the container that 'Set' owns never
  auto &All = *Set;
  All.insert(1);
  const std::shared_ptr<Counts> Braced{new Counts(8)};
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: the container that 'Braced' owns
  Braced->clear();
  // CHECK-FIXES: std::set<int> Set;
  // CHECK-FIXES: auto &All = Set;
  // CHECK-FIXES: Counts Braced(8);
  // CHECK-FIXES: Braced.clear();
}

void pointeeStaysConst() {
  std::unique_ptr<const Counts> P = std::make_unique<Counts>(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: the container that 'P' owns never
  show(*P);
  // CHECK-FIXES: const Counts P(3);
  // CHECK-FIXES: show(P);
}

Counts returnedByValue() {
  auto P = std::make_unique<Counts>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never
  P->emplace(1, 2);
  return*P;
  // CHECK-FIXES: Counts P;
  // CHECK-FIXES: return P;
}

void closureOfThisFunction() {
  auto P = std::make_unique<Counts>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never
  auto Add = [&P](int K) { ++(*P)[K]; };
  Add(1);
  // CHECK-FIXES: Counts P;
  // CHECK-FIXES: auto Add = [&P](int K) { ++P[K]; };
}

// An ordered map gains nothing from being hoisted out of the loop.
void orderedInALoop(int N) {
  while (N--) {
    auto P = std::make_unique<std::map<int, int>>();
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: the container that 'P' owns never
    P->emplace(N, N);
    // CHECK-FIXES: std::map<int, int> P;
  }
}

template <typename K, typename V> int inTemplate(const K &Key) {
  auto P = std::make_unique<std::map<K, V>>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never
  P->emplace(Key, V());
  (*P)[Key] = V();
  std::map<K, V> *Raw = new std::map<K, V>(*P);
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: the container that 'Raw' owns never
  Raw->erase(Key);
  delete Raw;
  return 0;
  // CHECK-FIXES: std::map<K, V> P;
  // CHECK-FIXES: P.emplace(Key, V());
  // CHECK-FIXES-NEXT: P[Key] = V();
  // CHECK-FIXES-NEXT: std::map<K, V> Raw(P);
}
template int inTemplate<int, int>(const int &);

// Offered: the function might compare or keep the address.
void givenByAddress() {
  auto P = std::make_unique<Counts>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never
  fillThrough(P.get());
  Counts *Raw = new Counts;
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the container that 'Raw' owns never
  fillThrough(Raw);
  delete Raw;
  // CHECK-FIXES-NOTES: Counts P;
  // CHECK-FIXES-NOTES: fillThrough(&P);
  // CHECK-FIXES-NOTES: Counts Raw;
  // CHECK-FIXES-NOTES: fillThrough(&Raw);
}

// Offered: the elements would be destroyed later, and the memory be kept.
void deletedEarly() {
  auto *P = new std::map<int, int>;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the container that 'P' owns never
  (*P)[1];
  delete P;
  show(Counts());
  // CHECK-FIXES-NOTES: std::map<int, int> P;
}

// CHECK-FIXES: void deletedLast() {
// CHECK-FIXES: std::map<int, Trace> P;
// CHECK-FIXES: P[1];
// CHECK-FIXES-NEXT: }
void deletedLast() {
  auto *P = new std::map<int, Trace>;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the container that 'P' owns never
  (*P)[1];
  delete P;
}

void commented() {
  auto P = std::make_unique<Counts>(/*buckets=*/8);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never
  P->clear();
  // CHECK-FIXES-NOTES: Counts P(8);
}

class Registry {
public:
  Counts *getCounts() { return new Counts; }
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'getCounts' makes a new container at each call, so that nothing is ever found in it; keep one and return that [map-needless-heap]
  static std::shared_ptr<Counts> instance() {
    return std::make_shared<Counts>();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'instance' makes a new container
  }
  std::unique_ptr<Counts> lookupTable(bool First) const {
    if (First)
      return std::unique_ptr<Counts>(new Counts());
    // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'lookupTable' makes a new
    return std::make_unique<Counts>();
  }
};

Counts &cache() { return *new Counts; }
// CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'cache' makes a new container

std::shared_ptr<Counts> findCounts() {
  auto Local = std::make_shared<Counts>();
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'findCounts' makes a new container
  return Local;
}
