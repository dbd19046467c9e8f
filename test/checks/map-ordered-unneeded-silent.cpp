// RUN: %check_tidy --std=c++20 %s map-ordered-unneeded %t

#include <algorithm>
#include <compare>
#include <functional>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

void use(int);
void look(const std::set<int> &);
std::map<int, int> load();

// The order is observed.
void walked(const std::vector<int> &All) {
  std::set<int> S;
  for (int I : All)
    if (S.insert(I).second)
      use(I);
  for (int I : S)
    use(I);
}
void first(const std::vector<int> &All) {
  std::set<int> S;
  for (int I : All)
    if (S.insert(I).second)
      use(*S.begin());
}
void last(const std::vector<int> &All) {
  std::map<int, int> M;
  for (int I : All)
    if (M.count(I) == 0)
      M[I] = I;
  if (!M.empty())
    use(M.rbegin()->first + std::prev(M.end())->second);
}
void neighbours(const std::vector<int> &All) {
  std::map<int, int> M;
  for (int I : All)
    if (M.lower_bound(I) == M.end())
      M.emplace(I, I);
}
void next(const std::vector<int> &All) {
  std::set<int> S;
  for (int I : All)
    S.insert(I);
  auto It = S.find(All[0]);
  ++It;
  use(*It);
}
void next2(const std::vector<int> &All) {
  std::set<int> S;
  for (int I : All) {
    auto It = S.insert(I).first;
    if (It != S.end())
      It = S.erase(It);
  }
}
void erasedRange(const std::vector<int> &All) {
  std::set<int> S;
  for (int I : All)
    if (S.count(I) == 0)
      S.insert(I);
  S.erase(S.find(1), S.end());
}
void equalKeys(const std::vector<int> &All) {
  std::multimap<int, int> M;
  for (int I : All)
    M.emplace(I, I);
  auto [First, Last] = M.equal_range(1);
  for (; First != Last; ++First)
    use(First->second);
}
void hinted(const std::vector<int> &Sorted) {
  std::set<int> S;
  for (int I : Sorted)
    S.emplace_hint(S.end(), I);
  use(static_cast<int>(S.count(1)));
}
bool compared(const std::vector<int> &All) {
  std::set<int> A, B;
  for (int I : All)
    if (A.insert(I).second)
      B.insert(-I);
  return A < B;
}
void erasedIf(const std::vector<int> &All) {
  std::set<int> S;
  for (int I : All)
    if (S.insert(I).second)
      use(I);
  std::erase_if(S, [](int I) { use(I); return true; });
}

// Others may observe it.
void passed(const std::vector<int> &All) {
  std::set<int> S;
  for (int I : All)
    if (S.insert(I).second)
      use(I);
  look(S);
}
std::set<int> returned(const std::vector<int> &All) {
  std::set<int> S;
  for (int I : All)
    if (S.insert(I).second)
      use(I);
  return S;
}
void parameter(std::set<int> S, const std::vector<int> &All) {
  for (int I : All)
    if (S.insert(I).second)
      use(I);
}
std::set<int> Global;
bool intoGlobal(int I) { return Global.insert(I).second; }
class Exported {
public:
  bool add(int I) { return Mine.insert(I).second; }

private:
  std::set<int> Mine;
};
void fromElsewhere(const std::vector<int> &All) {
  std::map<int, int> M = load();
  for (int I : All)
    if (M.count(I) == 0)
      M[I] = I;
  std::map<int, int> N;
  for (int I : All)
    if (N.count(I) == 0)
      N[I] = I;
  N = load();
}
template <typename Archive> void archived(Archive &A, int N) {
  std::set<int> S;
  for (int I = 0; I < N; ++I)
    if (S.insert(I).second)
      use(I);
  A &S;
}
namespace {
class Ordered {
public:
  bool add(int I) { return Mine.insert(I).second; }

private:
  std::set<int> Mine;
  friend auto operator<=>(const Ordered &, const Ordered &) = default;
};
} // namespace
bool useOrdered(int I) {
  Ordered O;
  return O.add(I);
}

// Not hashable, or another order than the default.
struct Point {
  int X, Y;
  auto operator<=>(const Point &) const = default;
};
struct Caseless {
  bool operator()(const std::string &A, const std::string &B) const;
};
template <typename Key>
void keys(const std::vector<Key> &All, const std::vector<std::string> &Names) {
  std::set<Point> A;
  std::set<std::pair<int, int>> B;
  std::set<int, std::greater<int>> C;
  std::set<std::string, std::less<>> D;
  std::set<std::string, Caseless> E;
  std::set<Key> F;
  std::set<std::vector<int>> G;
  for (std::size_t I = 0; I < All.size(); ++I) {
    const int N = static_cast<int>(I);
    use(A.insert(Point{N, N}).second + B.insert({N, N}).second +
        C.insert(N).second + D.insert(Names[I]).second +
        E.insert(Names[I]).second + F.insert(All[I]).second +
        G.insert({N}).second);
  }
}

// Few elements.
enum class Color { Red, Green };
void few(const std::vector<int> &All, const std::vector<Color> &Colors) {
  std::set<int> Two;
  Two.insert(All[0]);
  if (Two.count(2))
    Two.insert(All[1]);
  std::map<std::string, int> Literal;
  for (int I : All) {
    Literal["a"] += I;
    use(Literal["b"]);
  }
  std::set<Color> Seen;
  for (Color C : Colors)
    if (Seen.insert(C).second)
      use(1);
  std::set<int> PerIteration;
  for (int I = 0; I < 4; ++I)
    use(PerIteration.insert(All[I]).second);
  std::set<int> Bounded;
  for (int I : All) {
    if (Bounded.size() >= 8)
      Bounded.clear();
    use(Bounded.insert(I).second);
  }
  for (int I : All) {
    std::set<int> Inner;
    Inner.insert(I);
    use(Inner.count(1));
  }
}

// Nothing is looked up.
std::size_t distinct(const std::vector<int> &All) {
  std::set<int> S;
  for (int I : All)
    S.insert(I);
  return S.size();
}
