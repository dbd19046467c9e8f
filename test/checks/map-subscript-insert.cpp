// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RUN: %check_tidy --std=c++17,c++20 %s map-subscript-insert %t

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

void use(int);
void useText(const std::string &);
void log(const char *);

struct Session {
  int State = 0;
  bool isOpen() const { return State != 0; }
  void update();
};

struct Request {
  std::map<std::string, std::string> Headers;
};

// ---- the edits --------------------------------------------------------------

bool anAbsentHeaderIsCreatedByAComparison(Request &R) {
  if (R.Headers["Connection"] == "close")
    return true;
  return false;
}
// CHECK-NOTES: :[[@LINE-4]]:7: warning: reading 'R.Headers' by '[]' inserts an element for every key that is not in it; use 'find' [map-subscript-insert]
// CHECK-NOTES: :[[@LINE-5]]:7: note: look the key up without inserting it
// CHECK-FIXES-NOTES: if (auto it = R.Headers.find("Connection"); it != R.Headers.end() && it->second == "close")

std::map<int, int> Counts;

void aNumber(int K) {
  if (Counts[K])
    use(1);
}
// CHECK-NOTES: :[[@LINE-3]]:7: warning: reading 'Counts' by '[]' inserts an element for every key that is not in it; use 'find' [map-subscript-insert]
// CHECK-NOTES: :[[@LINE-4]]:7: note: look the key up without inserting it
// CHECK-FIXES-NOTES: if (auto it = Counts.find(K); it != Counts.end() && it->second)

void itsNegation(int K) {
  if (!Counts[K])
    use(1);
}
// CHECK-NOTES: :[[@LINE-3]]:8: warning: reading 'Counts' by '[]' {{.*}}
// CHECK-NOTES: :[[@LINE-4]]:8: note: {{.*}}
// CHECK-FIXES-NOTES: if (auto it = Counts.find(K); it == Counts.end() || !it->second)

void equalToZero(int K) {
  if (Counts[K] == 0)
    use(1);
}
// CHECK-NOTES: :[[@LINE-3]]:7: warning: reading 'Counts' by '[]' {{.*}}
// CHECK-NOTES: :[[@LINE-4]]:7: note: {{.*}}
// CHECK-FIXES-NOTES: if (auto it = Counts.find(K); it == Counts.end() || it->second == 0)

void comparedFromTheOtherSide(int K) {
  if (3 <= Counts[K])
    use(1);
}
// CHECK-NOTES: :[[@LINE-3]]:12: warning: reading 'Counts' by '[]' {{.*}}
// CHECK-NOTES: :[[@LINE-4]]:12: note: {{.*}}
// CHECK-FIXES-NOTES: if (auto it = Counts.find(K); it != Counts.end() && 3 <= it->second)

void lessThanWhatIsThere(int K) {
  if (Counts[K] < 5)
    use(1);
}
// CHECK-NOTES: :[[@LINE-3]]:7: warning: reading 'Counts' by '[]' {{.*}}
// CHECK-NOTES: :[[@LINE-4]]:7: note: {{.*}}
// CHECK-FIXES-NOTES: if (auto it = Counts.find(K); it == Counts.end() || it->second < 5)

void theNameIsTaken(int K, int it) {
  if (Counts[K])
    use(it);
}
// CHECK-NOTES: :[[@LINE-3]]:7: warning: reading 'Counts' by '[]' {{.*}}
// CHECK-NOTES: :[[@LINE-4]]:7: note: {{.*}}
// CHECK-FIXES-NOTES: if (auto found = Counts.find(K); found != Counts.end() && found->second)

struct Sessions {
  std::map<int, std::unique_ptr<Session>> Owned;
  std::unordered_map<int, Session *> Known;
  std::map<std::string, std::vector<int>> Lists;
  std::map<std::string, Session> Values;
  std::map<std::string, std::string> Names;

  void aNullEntryIsLeftForALaterLoop(int Id) {
    if (!Owned[Id])
      return;
    log("open");
  }
  // CHECK-NOTES: :[[@LINE-4]]:10: warning: reading 'Owned' by '[]' inserts {{.*}}
  // CHECK-NOTES: :[[@LINE-5]]:10: note: {{.*}}
  // CHECK-FIXES-NOTES: if (auto it = Owned.find(Id); it == Owned.end() || !it->second)

  void updateAll() {
    for (auto &[Id, S] : Owned)
      S->update();
  }

  void comparedWithNull(int Id) {
    if (Known[Id] == nullptr)
      log("unknown");
  }
  // CHECK-NOTES: :[[@LINE-3]]:9: warning: reading 'Known' by '[]' inserts {{.*}}
  // CHECK-NOTES: :[[@LINE-4]]:9: note: {{.*}}
  // CHECK-FIXES-NOTES: if (auto it = Known.find(Id); it == Known.end() || it->second == nullptr)

  void theValueIsEmpty(const std::string &Name) {
    if (Lists[Name].empty())
      log("nothing");
    else if (!Names[Name].empty())
      log("name");
  }
  // CHECK-NOTES: :[[@LINE-5]]:9: warning: reading 'Lists' by '[]' inserts {{.*}}
  // CHECK-NOTES: :[[@LINE-6]]:9: note: {{.*}}
  // CHECK-FIXES-NOTES: if (auto it = Lists.find(Name); it == Lists.end() || it->second.empty())
  // CHECK-NOTES: :[[@LINE-6]]:15: warning: reading 'Names' by '[]' inserts {{.*}}
  // CHECK-NOTES: :[[@LINE-7]]:15: note: {{.*}}
  // CHECK-FIXES-NOTES: else if (auto it = Names.find(Name); it != Names.end() && !it->second.empty())

  void usedAgainInTheBranch(int Id) {
    if (Known[Id])
      Known[Id]->update();
  }
  // CHECK-NOTES: :[[@LINE-3]]:9: warning: reading 'Known' by '[]' inserts {{.*}}
  // CHECK-NOTES: :[[@LINE-4]]:9: note: {{.*}}
  // CHECK-FIXES-NOTES: if (auto it = Known.find(Id); it != Known.end() && it->second)

  // ---- no exact equivalent: no edit ------------------------------------------

  Session *aGetter(int Id) { return Known[Id]; }
  // CHECK-NOTES: :[[@LINE-1]]:37: warning: reading 'Known' by '[]' inserts {{.*}}

  const std::string &byConstantReference(const std::string &K) {
    return Names[K];
  }
  // CHECK-NOTES: :[[@LINE-2]]:12: warning: reading 'Names' by '[]' inserts {{.*}}

  size_t aMemberOfTheValue(const std::string &K) { return Lists[K].size(); }
  // CHECK-NOTES: :[[@LINE-1]]:59: warning: reading 'Lists' by '[]' inserts {{.*}}

  bool aConstantMethod(const std::string &K) { return Values[K].isOpen(); }
  // CHECK-NOTES: :[[@LINE-1]]:55: warning: reading 'Values' by '[]' inserts {{.*}}

  int aField(const std::string &K) { return Values[K].State + 1; }
  // CHECK-NOTES: :[[@LINE-1]]:45: warning: reading 'Values' by '[]' inserts {{.*}}

  void anArgument(int K, const std::string &Name) {
    use(Counts[K]);
    useText(Names[Name]);
  }
  // CHECK-NOTES: :[[@LINE-3]]:9: warning: reading 'Counts' by '[]' inserts {{.*}}
  // CHECK-NOTES: :[[@LINE-3]]:13: warning: reading 'Names' by '[]' inserts {{.*}}

  void anInitialiser(int Id, const std::string &K) {
    Session *S = Known[Id];
    if (S)
      S->update();
    const std::vector<int> &List = Lists[K];
    auto Copy = Values[K];
    use(List.size() + Copy.State);
  }
  // CHECK-NOTES: :[[@LINE-7]]:18: warning: reading 'Known' by '[]' inserts {{.*}}
  // CHECK-NOTES: :[[@LINE-5]]:36: warning: reading 'Lists' by '[]' inserts {{.*}}
  // CHECK-NOTES: :[[@LINE-5]]:17: warning: reading 'Values' by '[]' inserts {{.*}}

  void aWalkOverTheValue(const std::string &K) {
    for (int X : Lists[K])
      use(X);
  }
  // CHECK-NOTES: :[[@LINE-3]]:18: warning: reading 'Lists' by '[]' inserts {{.*}}

  void anElementByReferenceThatIsOnlyRead(const std::string &K) {
    for (auto &X : Lists[K])
      use(X);
  }
  // CHECK-NOTES: :[[@LINE-3]]:20: warning: reading 'Lists' by '[]' inserts {{.*}}

  bool partOfACondition(int Id, bool Open) { return Open && Known[Id]; }
  // CHECK-NOTES: :[[@LINE-1]]:61: warning: reading 'Known' by '[]' inserts {{.*}}

  std::vector<int> stored(const std::vector<std::string> &Ks) {
    std::vector<int> Result;
    for (const auto &K : Ks)
      Result.push_back(Values[K].State);
    return Result;
  }
  // CHECK-NOTES: :[[@LINE-3]]:24: warning: reading 'Values' by '[]' inserts {{.*}}
};

// ---- which maps -------------------------------------------------------------

int aParameter(std::map<int, int> &M, int K) { return M[K]; }
// CHECK-NOTES: :[[@LINE-1]]:55: warning: reading 'M' by '[]' inserts {{.*}}

int aPointer(std::map<int, int> *M, int K) { return (*M)[K] + M->size(); }
// CHECK-NOTES: :[[@LINE-1]]:53: warning: reading '*M' by '[]' inserts {{.*}}

int aStatic(int K) {
  static std::unordered_map<int, int> Cache;
  return Cache[K];
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'Cache' by '[]' inserts {{.*}}

std::map<int, int> &instance();
int whatAFunctionHandsOut(int K) {
  auto &M = instance();
  return M[K] + instance()[K + 1];
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'M' by '[]' inserts {{.*}}
// CHECK-NOTES: :[[@LINE-3]]:17: warning: reading 'instance()' by '[]' inserts {{.*}}

int inAnElementOfAnother(std::map<int, Request> &Rs, int Id) {
  auto It = Rs.find(Id);
  if (It == Rs.end())
    return 0;
  return It->second.Headers["Length"].size();
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'It->second.Headers' by '[]' inserts {{.*}}

bool theInnerMap(std::map<int, std::map<int, int>> &M, int A, int B) {
  return M[A][B] != 0;
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'M[A]' by '[]' inserts {{.*}}

bool theOuterMap(std::map<int, std::set<int>> &M, int A, int B) {
  return M[A].find(B) != M[A].end();
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'M' by '[]' inserts {{.*}}

bool inAClosure(int K) {
  auto Test = [K] { return Counts[K] > 0; };
  return Test();
}
// CHECK-NOTES: :[[@LINE-3]]:28: warning: reading 'Counts' by '[]' inserts {{.*}}

// ---- what does not establish the key -----------------------------------------

std::map<int, int> Others;

int anotherMapHasTheKey(int K) {
  if (Others.count(K))
    return Counts[K];
  return 0;
}
// CHECK-NOTES: :[[@LINE-3]]:12: warning: reading 'Counts' by '[]' inserts {{.*}}

int anotherKeyIsThere(int K, int L) {
  if (Counts.count(L))
    return Counts[K];
  return 0;
}
// CHECK-NOTES: :[[@LINE-3]]:12: warning: reading 'Counts' by '[]' inserts {{.*}}

int theTestDoesNotLeave(int K) {
  if (Counts.count(K))
    log("known");
  return Counts[K];
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'Counts' by '[]' inserts {{.*}}

int anotherKeyIsWritten(int K, int L) {
  Counts[L] = 1;
  return Counts[K];
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'Counts' by '[]' inserts {{.*}}

int itIsNotThereForSure(int K) {
  if (Counts.find(K) == Counts.end())
    return Counts[K];
  return 1;
}
// CHECK-NOTES: :[[@LINE-3]]:12: warning: reading 'Counts' by '[]' inserts {{.*}}

int tested(std::map<int, int> &Values, int K, bool C) {
  if (C)
    return Values.at(K);
  return Values[K];
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'Values' by '[]' inserts {{.*}}

int erasedInBetween(int K) {
  if (!Counts.count(K))
    return 0;
  Counts.erase(K);
  return Counts[K];
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'Counts' by '[]' inserts {{.*}}

// ---- more ways to read --------------------------------------------------------

void copiedToAnotherKey(int A, int B) { Counts[A] = Counts[B]; }
// CHECK-NOTES: :[[@LINE-1]]:53: warning: reading 'Counts' by '[]' inserts {{.*}}

struct Two {
  int First, Second;
};
Two inBraces(int K) { return {Counts[K], 1}; }
// CHECK-NOTES: :[[@LINE-1]]:31: warning: reading 'Counts' by '[]' inserts {{.*}}

int aReferenceThatIsOnlyRead(std::map<int, Session> &Open, int K) {
  auto &S = Open[K];
  return S.State;
}
// CHECK-NOTES: :[[@LINE-3]]:13: warning: reading 'Open' by '[]' inserts {{.*}}
