// RUN: %check_tidy --std=c++11-or-later %s map-construct-in-loop %t

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Counts = std::unordered_map<int, int>;
template <typename T> using Seen = std::unordered_set<T>;
void collect(const std::vector<int> &From, Counts &Into);
void collectInto(Counts *Into);
void show(const Counts &C);
void show(std::size_t N);
struct Row {
  std::vector<int> Cells;
  std::string Name;
};

void rangeFor(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    // CHECK-MESSAGES: :[[@LINE+1]]:34: warning: 'PerRow' is constructed and destroyed in every iteration and allocates anew each time; declare it before the loop and clear it [map-construct-in-loop]
    std::unordered_map<int, int> PerRow;
    for (int C : R.Cells)
      ++PerRow[C];
    show(PerRow);
  }
  // CHECK-FIXES: void rangeFor(const std::vector<Row> &Rows) {
  // CHECK-FIXES-NEXT:   std::unordered_map<int, int> PerRow;
  // CHECK-FIXES-NEXT:   for (const Row &R : Rows) {
  // CHECK-FIXES: PerRow.clear();
  // CHECK-FIXES-NEXT: for (int C : R.Cells)
}

void forLoop(const std::vector<Row> &Rows) {
  for (std::size_t I = 0; I < Rows.size(); ++I) {
    Seen<std::string> Names; // aliases of templates count
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Names' is constructed
    // CHECK-FIXES: Names.clear(); // aliases of templates count
    Names.insert(Rows[I].Name);
    show(Names.size());
  }
}

void whileLoop(int N) {
  while (N-- > 0) {
    auto Made = Counts();
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Made' is constructed
    // CHECK-FIXES: Made.clear();
    collect({}, Made);
    show(Made);
  }
}

void doLoop(int N) {
  do {
    auto Braced = Counts{};
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Braced' is constructed
    // CHECK-FIXES: Braced.clear();
    collectInto(&Braced);
    show(Braced);
  } while (N-- > 0);
}

void deepInTheBody(const std::vector<Row> &Rows, int Mode) {
  for (const Row &R : Rows) {
    if (Mode) {
      switch (Mode) {
      case 1: {
        Counts Nested = {};
        // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Nested' is constructed
        // CHECK-FIXES: Nested.clear();
        Nested.emplace(Mode, R.Cells[0]);
        show(Nested);
        break;
      }
      }
    }
    try {
      Counts InTry{};
      // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'InTry' is constructed
      // CHECK-FIXES: InTry.clear();
      InTry.insert({Mode, Mode});
      show(InTry);
    } catch (...) {
    }
  }
}

void closures(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    Counts ByAlgorithm;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'ByAlgorithm' is constructed
    // CHECK-FIXES: ByAlgorithm.clear();
    std::for_each(R.Cells.begin(), R.Cells.end(),
                  [&](int C) { ByAlgorithm[C] = 1; });
    Counts ByLambda;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'ByLambda' is constructed
    // CHECK-FIXES: ByLambda.clear();
    auto Add = [&ByLambda](int C) { ByLambda[C] = 1; };
    Add(1);
    Counts AtOnce;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'AtOnce' is constructed
    // CHECK-FIXES: AtOnce.clear();
    [&] { AtOnce[1] = 2; }();
  }
}

void arguments(const std::vector<Row> &Rows, std::size_t Buckets) {
  for (const Row &R : Rows) {
    // CHECK-FIXES: Counts Invariant(2 * Buckets);
    // CHECK-FIXES-NEXT: for (const Row &R : Rows) {
    Counts Invariant(2 * Buckets);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Invariant' is constructed
    collect(R.Cells, Invariant);
    Counts Varying(R.Cells.size());
    collect(R.Cells, Varying);
  }
}

// In front of the outermost loop that allows it.
void outermost(const std::vector<Row> &Rows) {
  // CHECK-FIXES: Counts Both;
  // CHECK-FIXES-NEXT: for (const Row &R : Rows) {
  for (const Row &R : Rows) {
    for (int C : R.Cells) {
      Counts Both;
      // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Both' is constructed
      Both[C] = C;
      show(Both);
    }
    // CHECK-FIXES: Counts Inner(R.Cells.size());
    // CHECK-FIXES-NEXT: for (int C : R.Cells) {
    for (int C : R.Cells) {
      Counts Inner(R.Cells.size());
      // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Inner' is constructed
      Inner[C] = C;
      show(Inner);
    }
  }
}

void localTypes(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    struct Local {
      int A;
    };
    // CHECK-FIXES: std::unordered_map<int, Local> Stays;
    // CHECK-FIXES-NEXT: for (int C : R.Cells) {
    for (int C : R.Cells) {
      std::unordered_map<int, Local> Stays;
      // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'Stays' is constructed
      Stays[C].A = C;
      show(Stays.size());
    }
    std::unordered_map<int, Local> CannotMove;
    CannotMove[1].A = 1;
  }
}

// Copies leave the loop, the map does not.
void copied(const std::vector<Row> &Rows, Counts &Last, std::vector<Counts> &All,
            std::vector<int> &Keys) {
  for (const Row &R : Rows) {
    Counts Copied;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Copied' is constructed
    // CHECK-FIXES: Copied.clear();
    collect(R.Cells, Copied);
    Last = Copied;
    All.push_back(Copied);
    std::vector<std::pair<int, int>> Sorted(Copied.begin(), Copied.end());
    std::sort(Sorted.begin(), Sorted.end());
    for (const auto &KV : Copied)
      Keys.push_back(KV.first);
    auto It = Copied.find(3);
    if (It != Copied.end())
      Keys.push_back(It->second);
  }
}

int searched(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    Counts Each;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Each' is constructed
    // CHECK-FIXES: Each.clear();
    collect(R.Cells, Each);
    if (Each.count(1))
      return Each.at(1);
  }
  return 0;
}

// The loop is that of the lambda.
void loopInLambda(const std::vector<Row> &Rows) {
  auto Run = [&] {
    for (const Row &R : Rows) {
      Counts InLambda;
      // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'InLambda' is constructed
      // CHECK-FIXES: InLambda.clear();
      collect(R.Cells, InLambda);
    }
  };
  Run();
}

struct Context {
  Counts *Found;
};
void run(Context &C);

void filledThroughAnAggregate(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    Counts Filled;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Filled' is constructed
    // CHECK-FIXES: Filled.clear();
    Context C{&Filled};
    run(C);
    show(Filled);
    show(R.Cells.size());
  }
}
