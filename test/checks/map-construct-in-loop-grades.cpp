// RUN: %check_tidy --std=c++11-or-later %s map-construct-in-loop %t

// What can be told about the end of an element, and what the edit would meet.

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Counts = std::unordered_map<int, int>;
void collect(int From, Counts &Into);
void show(std::size_t N);

enum class Kind { A, B };
struct Plain {
  int A;
  std::string S;
  std::vector<std::pair<std::string, double>> V;
  const char *P;
};
struct Logs {
  ~Logs();
};
struct HoldsLogs {
  Logs L;
};

// ---- Safe: only memory ------------------------------------------------------

void onlyMemory(const std::vector<int> &V) {
  for (int X : V) {
    std::unordered_map<std::string, Plain> Aggregates;
    // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: 'Aggregates' is constructed
    // CHECK-FIXES: Aggregates.clear();
    Aggregates["a"].A = X;
    std::unordered_map<Kind, std::unordered_map<int, std::vector<int>>> Nested;
    // CHECK-MESSAGES: :[[@LINE-1]]:73: warning: 'Nested' is constructed
    // CHECK-FIXES: Nested.clear();
    Nested[Kind::A][X].push_back(X);
    std::unordered_map<int, Logs *> Pointers;
    // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: 'Pointers' is constructed
    // CHECK-FIXES: Pointers.clear();
    Pointers[X] = nullptr;
  }
}

// ---- Offered: somebody may notice -------------------------------------------

void observed(const std::vector<int> &V) {
  // CHECK-FIXES-NOTES: std::unordered_map<int, Logs> Observed;
  // CHECK-FIXES-NOTES-NEXT: std::unordered_map<int, HoldsLogs> InMember;
  // CHECK-FIXES-NOTES-NEXT: std::unordered_map<int, std::unique_ptr<int>> Owners;
  // CHECK-FIXES-NOTES-NEXT: std::unordered_map<int, std::function<void()>> Functions;
  // CHECK-FIXES-NOTES-NEXT: Counts Measured;
  // CHECK-FIXES-NOTES-NEXT: Counts Commented /* why */;
  // CHECK-FIXES-NOTES-NEXT: for (int X : V) {
  for (int X : V) {
    std::unordered_map<int, Logs> Observed;
    // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'Observed' is constructed
    Observed[X];
    std::unordered_map<int, HoldsLogs> InMember;
    // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'InMember' is constructed
    InMember[X];
    std::unordered_map<int, std::unique_ptr<int>> Owners;
    // CHECK-MESSAGES: :[[@LINE-1]]:51: warning: 'Owners' is constructed
    Owners[X].reset(new int(X));
    std::unordered_map<int, std::function<void()>> Functions;
    // CHECK-MESSAGES: :[[@LINE-1]]:52: warning: 'Functions' is constructed
    Functions[X] = nullptr;
    // The number of buckets is not what it was at the start of each iteration.
    Counts Measured;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Measured' is constructed
    collect(X, Measured);
    show(Measured.bucket_count());
    Counts Commented /* why */;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Commented' is constructed
    collect(X, Commented);
  }
}

// ---- None -------------------------------------------------------------------

Counts Global;

struct Member {
  Counts Hidden;
  void f(const std::vector<int> &V) {
    collect(0, Hidden);
    for (int X : V) {
      Counts Hidden;
      // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Hidden' is constructed
      collect(X, Hidden);
    }
  }
};

void nameClash(const std::vector<int> &V, int Param) {
  for (int X : V) {
    Counts Twice;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Twice' is constructed
    collect(X, Twice);
  }
  for (int X : V) {
    Counts Twice;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Twice' is constructed
    collect(X, Twice);
  }
  for (int X : V) {
    Counts Param;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Param' is constructed
    collect(X, Param);
  }
  collect(0, Global);
  for (int X : V) {
    Counts Global;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Global' is constructed
    collect(X, Global);
  }
  show(Param);
}

void noPlace(const std::vector<int> &V, int Mode) {
  if (Mode)
    for (int X : V) {
      Counts Unbraced;
      // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Unbraced' is constructed
      collect(X, Unbraced);
    }
  // A declaration must not be jumped over.
  switch (Mode) {
  case 1:
    show(1);
    for (int X : V) {
      Counts BehindCase;
      // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'BehindCase' is constructed
      collect(X, BehindCase);
    }
    break;
  case 2:
    break;
  }
  for (int X : V) {
    Counts First, Second;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'First' is constructed
    // CHECK-MESSAGES: :[[@LINE-2]]:19: warning: 'Second' is constructed
    collect(X, First);
    collect(X, Second);
  }
}

void jumps(const std::vector<int> &V) {
again:
  for (int X : V) {
    Counts Jumped;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Jumped' is constructed
    collect(X, Jumped);
    if (Jumped.empty())
      goto again;
  }
}

// ---- the heap ----------------------------------------------------------------

void keep(Counts *C);
void keep(std::shared_ptr<Counts> C);
std::unique_ptr<Counts> owners(const std::vector<int> &V,
                               std::vector<std::unique_ptr<Counts>> &All) {
  for (int X : V) {
    std::unique_ptr<Counts> Owner(new Counts());
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: the container that 'Owner' owns is constructed and destroyed in every iteration and allocates anew each time; declare it before the loop and clear it
    collect(X, *Owner);
    show(Owner->size());
    auto Shared = std::make_shared<Counts>();
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the container that 'Shared' owns
    (*Shared)[X] = 1;
    auto *Raw = new Counts;
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: the container that 'Raw' owns
    Raw->emplace(X, 1);
    delete Raw;
    // They leave the iteration.
    std::unique_ptr<Counts> Moved(new Counts());
    collect(X, *Moved);
    All.push_back(std::move(Moved));
    std::unique_ptr<Counts> Released(new Counts());
    collect(X, *Released);
    keep(Released.release());
    auto Copied = std::make_shared<Counts>();
    collect(X, *Copied);
    keep(Copied);
    auto *NotDeleted = new Counts;
    collect(X, *NotDeleted);
    keep(NotDeleted);
    std::unique_ptr<Counts> Returned(new Counts());
    collect(X, *Returned);
    if (X == 3)
      return Returned;
    std::unique_ptr<Counts> Contents(new Counts(*All[0]));
    collect(X, *Contents);
  }
  return nullptr;
}
