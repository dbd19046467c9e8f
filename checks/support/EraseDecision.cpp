//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/EraseDecision.h"
#include "support/FixIts.h"
#include "support/Identity.h"
#include "support/MapOps.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

namespace clang::tidy::maps::support {

llvm::SmallVector<const Stmt *, 4> EraseDecision::parts() const {
  llvm::SmallVector<const Stmt *, 4> Parts(Locals.begin(), Locals.end());
  for (const Test &T : Tests)
    Parts.push_back(T.Condition);
  return Parts;
}

//===----------------------------------------------------------------------===//
// Reading the branches
//===----------------------------------------------------------------------===//

namespace {
/// Follows every path through the body.
class DecisionReader {
public:
  DecisionReader(bool KeepsByStepping,
                 llvm::function_ref<BodyAction(const Stmt *)> Classify)
      : KeepsByStepping(KeepsByStepping), Classify(Classify) {}

  EraseDecision Found;

  using Path = llvm::SmallVector<const Stmt *, 8>;

  bool read(llvm::ArrayRef<const Stmt *> Body) {
    std::optional<int> Root = follow(Path(Body.begin(), Body.end()), {});
    if (!Root || (Counted && Uncounted))
      return false;
    Found.Root = *Root;
    return true;
  }

private:
  static constexpr size_t MaxTests = 8;

  struct State {
    bool Taken = false;
    bool Stepped = false;
    const Expr *Counter = nullptr;
    bool isDecided() const { return Taken || Stepped; }
  };

  /// \returns the first test on the rest of the path, or how it ends.
  std::optional<int> follow(llvm::ArrayRef<const Stmt *> Rest, State S) {
    for (; !Rest.empty(); Rest = Rest.drop_front()) {
      const Stmt *Next = Rest.front();
      if (isa<NullStmt>(Next))
        continue;
      if (isa<ContinueStmt>(Next))
        break;
      if (const auto *Block = dyn_cast<CompoundStmt>(Next))
        return follow(prepend({Block->body_begin(), Block->body_end()}, Rest),
                      S);
      if (const auto *If = dyn_cast<IfStmt>(Next))
        return branch(If, Rest, S);
      if (isa<DeclStmt>(Next) && Found.Tests.empty() && !S.isDecided()) {
        Found.Locals.push_back(Next);
        continue;
      }
      BodyAction Action = Classify(Next);
      switch (Action.Kind) {
      case BodyAction::Other:
        return std::nullopt;
      case BodyAction::Pick: {
        if (S.isDecided())
          return std::nullopt;
        State Taken = S, Stepped = S;
        Taken.Taken = Stepped.Stepped = true;
        return test(Action.E, Rest.drop_front(), Taken, Rest.drop_front(),
                    Stepped);
      }
      case BodyAction::Take:
      case BodyAction::Step:
        if (S.isDecided())
          return std::nullopt;
        (Action.Kind == BodyAction::Take ? S.Taken : S.Stepped) = true;
        break;
      case BodyAction::Count:
        if (S.Counter)
          return std::nullopt;
        S.Counter = Action.E;
        break;
      }
    }
    return leaf(S);
  }

  std::optional<int> branch(const IfStmt *If, llvm::ArrayRef<const Stmt *> Rest,
                            State S) {
    if (If->getInit() || If->getConditionVariable() || S.isDecided() ||
        If->isConstexpr() || If->isConsteval())
      return std::nullopt;
    Path Else =
        If->getElse() ? prepend({If->getElse()}, Rest) : prepend({}, Rest);
    return test(If->getCond(), prepend({If->getThen()}, Rest), S, Else, S);
  }

  std::optional<int> test(const Expr *Condition,
                          llvm::ArrayRef<const Stmt *> Then, State ThenState,
                          llvm::ArrayRef<const Stmt *> Else, State ElseState) {
    if (Found.Tests.size() == MaxTests)
      return std::nullopt;
    const size_t Index = Found.Tests.size();
    Found.Tests.push_back(
        {Condition, EraseDecision::Keep, EraseDecision::Keep});
    std::optional<int> ThenNode = follow(Then, ThenState);
    std::optional<int> ElseNode =
        ThenNode ? follow(Else, ElseState) : std::nullopt;
    if (!ElseNode)
      return std::nullopt;
    Found.Tests[Index].Then = *ThenNode;
    Found.Tests[Index].Else = *ElseNode;
    return int(Index);
  }

  std::optional<int> leaf(const State &S) {
    if (S.Taken) {
      (S.Counter ? Counted : Uncounted) = true;
      if (S.Counter && Found.Counter &&
          objectOf(S.Counter) != objectOf(Found.Counter))
        return std::nullopt;
      if (S.Counter)
        Found.Counter = S.Counter;
      return EraseDecision::Take;
    }
    if (S.Counter || S.Stepped != KeepsByStepping)
      return std::nullopt;
    return EraseDecision::Keep;
  }

  static Path prepend(llvm::ArrayRef<const Stmt *> First,
                      llvm::ArrayRef<const Stmt *> Rest) {
    Path Result(First.begin(), First.end());
    Result.append(Rest.begin() + 1, Rest.end());
    return Result;
  }

  const bool KeepsByStepping;
  llvm::function_ref<BodyAction(const Stmt *)> Classify;
  bool Counted = false, Uncounted = false;
};
} // namespace

std::optional<EraseDecision>
parseDecision(llvm::ArrayRef<const Stmt *> Body, bool KeepsByStepping,
              llvm::function_ref<BodyAction(const Stmt *)> Classify) {
  DecisionReader Reader(KeepsByStepping, Classify);
  if (!Reader.read(Body))
    return std::nullopt;
  return std::move(Reader.Found);
}

//===----------------------------------------------------------------------===//
// Spelling them as one condition
//===----------------------------------------------------------------------===//

/// The text of \p S with the uses of the cursor called \p Name.
static std::string textWith(const Stmt *S, llvm::ArrayRef<ElementUse> Uses,
                            llvm::StringRef Name, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  SourceRange Range =
      isa<Expr>(S) ? S->getSourceRange() : rangeWithSemicolon(S, Context);
  if (Range.getBegin().isMacroID() || Range.getEnd().isMacroID())
    return "";
  std::string Text = textOf(Range, Context).str();
  const unsigned Begin = SM.getFileOffset(Range.getBegin());
  llvm::SmallVector<ElementUse, 4> Inside;
  for (const ElementUse &Use : Uses) {
    if (!SM.isPointWithin(SM.getFileLoc(Use.Range.getBegin()), Range.getBegin(),
                          Range.getEnd()))
      continue;
    if (Use.Range.getBegin().isMacroID() || Use.Range.getEnd().isMacroID())
      return "";
    Inside.push_back(Use);
  }
  // From the end, so that offsets stay.
  llvm::sort(Inside, [&](const ElementUse &A, const ElementUse &B) {
    return SM.getFileOffset(A.Range.getBegin()) >
           SM.getFileOffset(B.Range.getBegin());
  });
  for (const ElementUse &Use : Inside) {
    unsigned First = SM.getFileOffset(Use.Range.getBegin()) - Begin;
    unsigned Last = SM.getFileOffset(Lexer::getLocForEndOfToken(
                        Use.Range.getEnd(), 0, SM, Context.getLangOpts())) -
                    Begin;
    if (Last > Text.size() || First > Last)
      return "";
    Text.replace(First, Last - First, Name.str() + (Use.Arrow ? "." : ""));
  }
  return Text;
}

namespace {
/// A condition as text, and how tightly its outermost operator binds.
struct Formula {
  enum Strength { Weakest, Or, And, Binary, Unary } Binds = Unary;
  std::string Text;
  /// The one expression that it is, if it is.
  const Expr *Bare = nullptr;

  std::string inside(Strength Of) const {
    return Binds >= Of ? Text : "(" + Text + ")";
  }
};

class Speller {
public:
  Speller(const EraseDecision &D, llvm::ArrayRef<ElementUse> Uses,
          llvm::StringRef Name, const ASTContext &Context)
      : D(D), Uses(Uses), Name(Name), Context(Context) {}

  /// Nothing for a leaf.
  std::optional<Formula> spell(int Index) {
    if (Index < 0)
      return std::nullopt;
    const EraseDecision::Test &T = D.Tests[Index];
    std::optional<Formula> Then = spell(T.Then), Else = spell(T.Else);
    if (!Then && !Else)
      return T.Then == EraseDecision::Take ? plain(T.Condition)
                                           : negated(T.Condition);
    if (Then && Else)
      return Formula{Formula::Weakest, plain(T.Condition).inside(Formula::Or) +
                                           " ? " + Then->Text + " : " +
                                           Else->Text};
    if (Then) // c ? t : keep, or c ? t : take
      return T.Else == EraseDecision::Keep
                 ? join(plain(T.Condition), *Then)
                 : either(negated(T.Condition), *Then);
    return T.Then == EraseDecision::Take ? either(plain(T.Condition), *Else)
                                         : join(negated(T.Condition), *Else);
  }

  bool Failed = false;

private:
  static Formula join(const Formula &A, const Formula &B) {
    return {Formula::And,
            A.inside(Formula::And) + " && " + B.inside(Formula::And)};
  }
  /// With parentheses around `&&`, as compilers want them.
  static Formula either(const Formula &A, const Formula &B) {
    auto Part = [](const Formula &F) {
      return F.Binds == Formula::And ? "(" + F.Text + ")"
                                     : F.inside(Formula::Or);
    };
    return {Formula::Or, Part(A) + " || " + Part(B)};
  }

  Formula plain(const Expr *E) {
    E = E->IgnoreParens();
    Formula F{strengthOf(E), textWith(E, Uses, Name, Context), E};
    Failed |= F.Text.empty();
    return F;
  }
  Formula negated(const Expr *E) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *Not = dyn_cast<UnaryOperator>(E);
        Not && Not->getOpcode() == UO_LNot)
      return plain(Not->getSubExpr());
    if (const auto *Binary = dyn_cast<BinaryOperator>(E);
        Binary && Binary->isEqualityOp() &&
        !Binary->getOperatorLoc().isMacroID()) {
      std::string LHS = textWith(Binary->getLHS(), Uses, Name, Context);
      std::string RHS = textWith(Binary->getRHS(), Uses, Name, Context);
      Failed |= LHS.empty() || RHS.empty();
      return {Formula::Binary,
              LHS + (Binary->getOpcode() == BO_EQ ? " != " : " == ") + RHS};
    }
    return {Formula::Unary, "!" + plain(E).inside(Formula::Unary)};
  }

  static Formula::Strength strengthOf(const Expr *E) {
    E = strip(E);
    if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
      if (Binary->getOpcode() == BO_LAnd)
        return Formula::And;
      if (Binary->getOpcode() == BO_LOr)
        return Formula::Or;
      return Binary->isAssignmentOp() || Binary->isCommaOp() ? Formula::Weakest
                                                             : Formula::Binary;
    }
    if (isa<AbstractConditionalOperator>(E))
      return Formula::Weakest;
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
        Call && Call->isInfixBinaryOp())
      return Call->isAssignmentOp() ? Formula::Weakest : Formula::Binary;
    return isa<CXXRewrittenBinaryOperator>(E) ? Formula::Binary
                                              : Formula::Unary;
  }

  const EraseDecision &D;
  llvm::ArrayRef<ElementUse> Uses;
  llvm::StringRef Name;
  const ASTContext &Context;
};
} // namespace

/// `p != nullptr` for the condition `p`: a lambda returns what it is given.
static void makeBool(Formula &F) {
  if (!F.Bare)
    return;
  QualType T =
      F.Bare->IgnoreUnlessSpelledInSource()->getType().getNonReferenceType();
  if (T->isBooleanType() || T->isDependentType())
    return;
  if (T->isAnyPointerType())
    F.Text = F.inside(Formula::Unary) + " != nullptr";
  else if (T->isArithmeticType())
    F.Text = F.inside(Formula::Unary) + " != 0";
  else
    F.Text = "static_cast<bool>(" + F.Text + ")";
}

std::string predicateText(const EraseDecision &D,
                          llvm::ArrayRef<ElementUse> Uses, llvm::StringRef Name,
                          const ASTContext &Context) {
  Speller Spell(D, Uses, Name, Context);
  std::optional<Formula> Condition = Spell.spell(D.Root);
  if (!Condition || Spell.Failed)
    return "";
  makeBool(*Condition);
  std::string Text;
  for (const Stmt *Local : D.Locals) {
    std::string Line = textWith(Local, Uses, Name, Context);
    if (Line.empty())
      return "";
    Text += Line + "\n";
  }
  return Text + "return " + Condition->Text + ";";
}

} // namespace clang::tidy::maps::support
