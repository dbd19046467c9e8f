// RUN: %check_tidy --std=c++17 %s map-construct-in-loop %t

#include <unordered_map>
#include <vector>

using Counts = std::unordered_map<int, int>;
void collect(int From, Counts &Into);

#define FOR_EACH(X, V) for (int X : V)
#define DECLARE(M) Counts M
#define WHOLE(X, V)                                                            \
  for (int X : V) {                                                            \
    Counts Inside;                                                             \
    collect(X, Inside);                                                        \
  }

void macros(const std::vector<int> &V) {
  FOR_EACH(X, V) {
    Counts InMacroLoop;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'InMacroLoop' is constructed
    collect(X, InMacroLoop);
  }
  for (int X : V) {
    DECLARE(Named);
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'Named' is constructed
    collect(X, Named);
  }
  // Wholly in a macro's body: nothing that a user could change here.
  WHOLE(X, V)
  for (int X : V) {
    Counts Suppressed; // NOLINT(map-construct-in-loop)
    collect(X, Suppressed);
  }
}
