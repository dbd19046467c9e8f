//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/KnownKeys.h"
#include "support/FixIts.h"
#include "support/Identity.h"
#include "support/LookupWindow.h"
#include "support/Loops.h"
#include "support/Names.h"
#include "support/PresenceTest.h"
#include "support/ValueUse.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang::tidy::maps::support {

namespace {

using Decls = llvm::SmallPtrSet<const ValueDecl *, 4>;

template <typename Callback> void forEachExpr(const Stmt *S, Callback F) {
  if (!S)
    return;
  if (const auto *E = llvm::dyn_cast<Expr>(S))
    F(E);
  for (const Stmt *Child : S->children())
    forEachExpr(Child, F);
}

/// Everything that the body of a function, its closures included, does with
/// maps, calls and declares.
struct Code : RecursiveASTVisitor<Code> {
  const model::ContainerModel &Model;
  const ASTContext &Context;
  llvm::SmallVector<MapOp, 16> Ops;
  llvm::SmallVector<const CallExpr *, 16> Calls;
  llvm::SmallVector<std::string, 2> Assertions;
  SourceLocation LastAssertion;

  Code(const FunctionDecl *Function, const model::ContainerModel &Model,
       const ASTContext &Context)
      : Model(Model), Context(Context) {
    TraverseStmt(Function->getBody());
  }
  bool VisitStmt(Stmt *S) {
    if (!S->getBeginLoc().isMacroID())
      return true;
    llvm::StringRef Text = assertionText(S->getBeginLoc(), Context);
    if (!Text.empty() && (Assertions.empty() || Assertions.back() != Text))
      Assertions.push_back(Text.str());
    return true;
  }
  bool VisitExpr(Expr *E) {
    // What wraps an operation is not another one.
    if (strip(E) != E)
      return true;
    if (std::optional<MapOp> Op = parseMapOp(E, Model))
      Ops.push_back(std::move(*Op));
    else if (const auto *Call = llvm::dyn_cast<CallExpr>(E))
      Calls.push_back(Call);
    return true;
  }
};

std::string spelling(const Expr *E, const ASTContext &Context) {
  std::string Text = textOf(E->getSourceRange(), Context).str();
  llvm::erase_if(Text, [](char C) { return isspace(C); });
  return Text;
}

/// The initialiser of a local variable that \p E names.
const Expr *initialiser(const Expr *E) {
  const auto *Ref = llvm::dyn_cast<DeclRefExpr>(strip(E));
  const auto *Var = Ref ? llvm::dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && Var->isLocalVarDecl() ? Var->getInit() : nullptr;
}

/// Presence is a fact of its own: `k` is what it is spelled, also where calls
/// in it could in theory give another value each time.
bool isSameKey(const Expr *A, const Expr *B, const ASTContext &Context) {
  if (sameValue(A, B, Context))
    return true;
  const std::string TextA = spelling(A, Context), TextB = spelling(B, Context);
  if (!TextA.empty() && TextA == TextB)
    return true;
  // auto id = item->id(); if (m.count(item->id())) use(m[id]);
  const Expr *InitA = initialiser(A), *InitB = initialiser(B);
  return (InitA && spelling(InitA, Context) == TextB && !TextB.empty()) ||
         (InitB && spelling(InitB, Context) == TextA && !TextA.empty());
}

bool asksByName(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Words[] = {
      "has",   "have",  "is",     "contains", "exists", "exist",     "find",
      "knows", "known", "lookup", "ensure",   "check",  "registered"};
  return llvm::any_of(wordsOf(Name), [](const std::string &Word) {
    return llvm::is_contained(Words, Word);
  });
}

class Judge {
public:
  Judge(const MapOp &Lookup, const FunctionDecl *Function,
        const UsageSummaries &Summaries, ASTContext &Context,
        const model::ContainerModel &Model)
      : Lookup(Lookup), Function(Function), Summaries(Summaries),
        Context(Context), Model(Model), Body(Function, Model, Context),
        Map(Summaries.of(Lookup.Object)) {}

  bool isKnown() {
    return isEstablished() || isAsserted() || isAskedByCall() || isFilled() ||
           isMovedAbout() || comesFromMap() || isFilledElsewhere();
  }

private:
  const MapOp &Lookup;
  const FunctionDecl *Function;
  const UsageSummaries &Summaries;
  ASTContext &Context;
  const model::ContainerModel &Model;
  const Code Body;
  const MapSummary *Map;

  bool isBefore(const Stmt *S) const {
    return Context.getSourceManager().isBeforeInTranslationUnit(
        S->getBeginLoc(), Lookup.Call->getBeginLoc());
  }
  bool isSameMap(const MapOp &Op) const {
    std::optional<ObjectPath> Mine = containerOf(Lookup);
    std::optional<ObjectPath> Theirs = containerOf(Op);
    if (Mine && Theirs)
      return Mine == Theirs;
    if (Map && Summaries.of(Op.Object) == Map)
      return true;
    const std::string Text = spelling(Op.Object, Context);
    return !Text.empty() && Text == spelling(Lookup.Object, Context);
  }
  /// An insertion, or a subscript whose value is given.
  bool writes(const MapOp &Op) const {
    if (Op.Kind == MapOpKind::Subscript)
      return valueUse(Op.Call, Context).Kind == ValueUse::Unknown;
    return Op.inserts();
  }

  //===--- the same key in the same function ------------------------------===//

  bool isEstablished() const {
    return llvm::any_of(Body.Ops, [&](const MapOp &Op) {
      return Op.Call != Lookup.Call && isSameMap(Op) && establishes(Op) &&
             !isErasedAfter(Op);
    });
  }

  /// if (m.count(k)) { m.erase(k); use(m[k]); }
  bool isErasedAfter(const MapOp &Known) const {
    const SourceManager &SM = Context.getSourceManager();
    return isBefore(Known.Call) && llvm::any_of(Body.Ops, [&](const MapOp &Op) {
             return Op.Kind == MapOpKind::EraseKey && isBefore(Op.Call) &&
                    SM.isBeforeInTranslationUnit(Known.Call->getBeginLoc(),
                                                 Op.Call->getBeginLoc()) &&
                    isSameMap(Op) && isSameKey(Op.Key, Lookup.Key, Context) &&
                    LookupWindow::between(Op.Call, Lookup.Call, Context);
           });
  }

  bool establishes(const MapOp &Op) const {
    switch (Op.Kind) {
    case MapOpKind::Clear:
    case MapOpKind::Swap:
    case MapOpKind::EraseRange:
      return !isBefore(Op.Call); // Nothing stays.
    case MapOpKind::InsertRange:
    case MapOpKind::Merge:
    case MapOpKind::Assign:
      return isBefore(Op.Call);
    default:
      break;
    }
    if (!Op.Key || !isSameKey(Op.Key, Lookup.Key, Context))
      return false;
    switch (Op.Kind) {
    case MapOpKind::Subscript:
      // The first of several reads is the one that inserts.
      return isBefore(Op.Call) || writes(Op);
    case MapOpKind::At:
      return Op.Member == "at" &&
             LookupWindow::between(Op.Call, Lookup.Call, Context);
    case MapOpKind::EraseKey:
    case MapOpKind::Extract:
      return !isBefore(Op.Call) || enclosingLoop(Op.Call, Context);
    case MapOpKind::Find:
    case MapOpKind::Count:
    case MapOpKind::Contains:
      return isBefore(Op.Call) && !saysAbsent(Op) && decides(Op.Call);
    default:
      return true; // Inserted.
    }
  }

  /// `if (!m.count(k)) use(m[k]);`
  bool saysAbsent(const MapOp &Op) const {
    return llvm::any_of(presenceKnownAt(Lookup.Call, Model, Context),
                        [&](const KnownPresence &Known) {
                          return Known.Test.Lookup.Call == Op.Call &&
                                 !Known.Present;
                        });
  }

  /// Whether control or the element depends on the outcome of \p Test in a way
  /// that concerns the lookup.
  bool decides(const Expr *Test) const {
    if (Test->getBeginLoc().isMacroID() &&
        !assertionText(Test->getBeginLoc(), Context).empty())
      return true;
    TraversalKindScope AsIs(Context, TK_AsIs);
    DynTypedNode Child = DynTypedNode::create(*Test);
    for (;;) {
      DynTypedNodeList Parents = Context.getParents(Child);
      if (Parents.empty())
        return false;
      const DynTypedNode Parent = Parents[0];
      if (const auto *If = Parent.get<IfStmt>())
        return decides(If);
      const auto *Binary = Parent.get<BinaryOperator>();
      const auto *Choice = Parent.get<ConditionalOperator>();
      if ((Binary && Binary->isLogicalOp()) || Choice)
        if (contains(Parent.get<Stmt>(), Lookup.Call))
          return true;
      // Kept in a variable, handed to a function, in a closure.
      const auto *Call = Parent.get<CallExpr>();
      if (const auto *Decl = Parent.get<DeclStmt>()) {
        DynTypedNodeList Around = Context.getParents(*Decl);
        const auto *If = Around.empty() ? nullptr : Around[0].get<IfStmt>();
        return !If || decides(If);
      }
      if ((Call && !llvm::isa<CXXOperatorCallExpr>(Call) &&
           Child.get<MemberExpr>() == nullptr) ||
          (Binary && Binary->isAssignmentOp()) || Parent.get<LambdaExpr>() ||
          Parent.get<WhileStmt>() || Parent.get<DoStmt>() ||
          Parent.get<ForStmt>() || Parent.get<SwitchStmt>())
        return true;
      if (!Parent.get<Expr>() && !Parent.get<VarDecl>())
        return false;
      Child = Parent;
    }
  }

  bool decides(const IfStmt *If) const {
    if (contains(If, Lookup.Call))
      return true;
    return neverReachesNext(If->getThen()) || neverReachesNext(If->getElse()) ||
           mayInsert(If->getThen()) || mayInsert(If->getElse());
  }

  /// `if (!m.count(k)) m.emplace(k, v);`, `if (!m.count(k)) load(k);`
  bool mayInsert(const Stmt *Branch) const {
    bool Inserts = false;
    forEachExpr(Branch, [&](const Expr *E) {
      if (std::optional<MapOp> Op = parseMapOp(E, Model))
        Inserts = Inserts || (Op->inserts() && isSameMap(*Op));
      else if (const auto *Call = llvm::dyn_cast<CallExpr>(E))
        Inserts = Inserts || takesKey(Call) || changesThis(Call);
    });
    return Inserts;
  }

  bool takesKey(const CallExpr *Call) const {
    return llvm::any_of(Call->arguments(), [&](const Expr *Arg) {
      return isSameKey(Arg, Lookup.Key, Context);
    });
  }
  static bool changesThis(const CallExpr *Call) {
    const auto *Member = llvm::dyn_cast<CXXMemberCallExpr>(Call);
    return Member && Member->getMethodDecl() &&
           !Member->getMethodDecl()->isConst() &&
           llvm::isa<CXXThisExpr>(strip(Member->getImplicitObjectArgument()));
  }

  /// assert(m.count(k)), also where nothing is left of it.
  bool isAsserted() const {
    const std::string Key = spelling(Lookup.Key, Context);
    const std::string Object = spelling(Lookup.Object, Context);
    return !Key.empty() && !Object.empty() &&
           llvm::any_of(Body.Assertions, [&](std::string Text) {
             llvm::erase_if(Text, [](char C) { return isspace(C); });
             return Text.find(Key) != std::string::npos &&
                    Text.find(Object) != std::string::npos;
           });
  }

  /// `if (!has(k)) return;`, `ensure(k);`: a function that gets the key, and
  /// that is seen to deal with the map, or may.
  bool isAskedByCall() const {
    return llvm::any_of(Body.Calls, [&](const CallExpr *Call) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (!Callee || llvm::isa<CXXOperatorCallExpr>(Call) || !isBefore(Call) ||
          contains(Call, Lookup.Call) || !takesKey(Call))
        return false;
      const FunctionDecl *Definition = nullptr;
      if (Callee->isDefined(Definition))
        return Map && llvm::any_of(Map->Usages, [&](const Usage &U) {
                 const FunctionDecl *In = Summaries.function(*Map, U);
                 return In &&
                        In->getCanonicalDecl() ==
                            Definition->getCanonicalDecl() &&
                        (U.Kind == UsageKind::Lookup ||
                         changesElements(U.Kind));
               });
      const bool Asks = Callee->getDeclName().isIdentifier() &&
                        asksByName(Callee->getName()) && decides(Call);
      return Asks || changesThis(Call);
    });
  }

  /// `fill(m); use(m["name"]);`
  bool isFilled() const {
    return llvm::any_of(Body.Calls, [&](const CallExpr *Call) {
      return isBefore(Call) &&
             llvm::any_of(Call->arguments(), [&](const Expr *Arg) {
               return isHandedOver(Arg) && isThisMap(Arg);
             });
    });
  }
  /// By non-const reference or pointer.
  static bool isHandedOver(const Expr *Arg) {
    QualType T = Arg->getType();
    if (T->isPointerType())
      return !T->getPointeeType().isConstQualified();
    return Arg->isLValue() && !T.isConstQualified();
  }
  bool isThisMap(const Expr *Arg) const {
    std::optional<ObjectPath> Mine = containerOf(Lookup);
    std::optional<ObjectPath> Theirs =
        Arg->getType()->isPointerType() ? pointee(Arg) : objectOf(Arg);
    return Mine && Theirs ? Mine == Theirs : Map && Summaries.of(Arg) == Map;
  }

  //===--- other keys of the same map -------------------------------------===//

  /// `m[b] = m[a];`, `for (...) m[i] = m[i - 1] + ...;`, a constructor that
  /// fills.
  bool isMovedAbout() const {
    const Stmt *Loop = enclosingLoop(Lookup.Call, Context);
    const Stmt *Whole = wholeStatement(Lookup.Call);
    const bool Fills = llvm::isa<CXXConstructorDecl>(Function) ||
                       (Function->getDeclName().isIdentifier() &&
                        initialisesByName(Function->getName()));
    return llvm::any_of(Body.Ops, [&](const MapOp &Op) {
      if (Op.Call == Lookup.Call || !isSameMap(Op) || !writes(Op))
        return false;
      // m[a] = m[b] says nothing about b, m[i] = m[i - 1] + 1 does.
      const bool Computed =
          contains(Whole, Op.Call) && Op.Key && sharesOrigin(Op.Key);
      return Fills || Computed || (Loop && contains(Loop, Op.Call));
    });
  }

  bool sharesOrigin(const Expr *Key) const {
    const Decls Mine = originsOf(Lookup.Key);
    return llvm::any_of(originsOf(Key),
                        [&](const ValueDecl *D) { return Mine.contains(D); });
  }

  const Stmt *wholeStatement(const Stmt *S) const {
    for (const Stmt *Up = parentStmt(S, Context); Up && llvm::isa<Expr>(Up);
         Up = parentStmt(Up, Context))
      S = Up;
    return S;
  }

  //===--- keys from the map ----------------------------------------------===//

  /// The key is computed from what the map itself gave: its elements, its
  /// size, copies of its keys.
  bool comesFromMap() const {
    Decls FromMap;
    // Each pass follows one more step from variable to variable.
    for (unsigned Pass = 0; Pass < 3; ++Pass) {
      const unsigned Before = FromMap.size();
      collectFromMap(Function->getBody(), FromMap);
      if (FromMap.size() == Before)
        break;
    }
    return mentions(Lookup.Key, FromMap);
  }

  bool mentions(const Stmt *S, const Decls &FromMap) const {
    bool Found = false;
    forEachExpr(S, [&](const Expr *E) {
      if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E))
        Found = Found || FromMap.contains(Ref->getDecl());
      else if (!llvm::isa<MemberExpr, CallExpr>(E))
        return;
      Found = Found || (Map && Summaries.of(E) == Map);
    });
    return Found;
  }

  void collectFromMap(const Stmt *S, Decls &FromMap) const {
    if (!S)
      return;
    auto Add = [&](const Expr *Target) {
      if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(strip(Target)))
        FromMap.insert(Ref->getDecl());
    };
    auto AddVar = [&](const VarDecl *Var) {
      FromMap.insert(Var);
      if (const auto *Parts = llvm::dyn_cast<DecompositionDecl>(Var))
        FromMap.insert(Parts->bindings().begin(), Parts->bindings().end());
    };
    if (const auto *Decl = llvm::dyn_cast<DeclStmt>(S)) {
      for (const auto *D : Decl->decls())
        if (const auto *Var = llvm::dyn_cast<VarDecl>(D))
          if (Var->hasInit() && mentions(Var->getInit(), FromMap))
            AddVar(Var);
    } else if (const auto *Range = llvm::dyn_cast<CXXForRangeStmt>(S)) {
      if (mentions(Range->getRangeInit(), FromMap))
        AddVar(Range->getLoopVariable());
    } else if (const auto *For = llvm::dyn_cast<ForStmt>(S)) {
      if (For->getCond() && mentions(For->getCond(), FromMap))
        forEachExpr(For->getCond(), Add);
    } else if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(S)) {
      if (Binary->isAssignmentOp() && mentions(Binary->getRHS(), FromMap))
        Add(Binary->getLHS());
    } else if (const auto *Call = llvm::dyn_cast<CallExpr>(S)) {
      // keys.push_back(it->first); key = it->first; collect(m, keys);
      const bool Mentions =
          llvm::any_of(Call->arguments(),
                       [&](const Expr *Arg) { return mentions(Arg, FromMap); });
      if (Mentions) {
        const auto *Member = llvm::dyn_cast<CXXMemberCallExpr>(Call);
        if (Member && Member->getMethodDecl() &&
            !Member->getMethodDecl()->isConst())
          Add(Member->getImplicitObjectArgument());
        for (const Expr *Arg : Call->arguments())
          if (Arg->isGLValue() && !Arg->getType().isConstQualified())
            Add(Arg);
      }
    }
    for (const Stmt *Child : S->children())
      collectFromMap(Child, FromMap);
  }

  //===--- keys that are inserted elsewhere -------------------------------===//

  bool isFilledElsewhere() const {
    const Expr *Key = strip(Lookup.Key->IgnoreUnlessSpelledInSource());
    const Decls Origins = originsOf(Key);
    auto Fills = [&](const MapOp &Op) {
      if (Op.Call == Lookup.Call || !Op.inserts() || !writes(Op))
        return false;
      if (!Op.Key)
        return llvm::any_of(Op.Args,
                            [&](const Expr *Arg) { return lists(Arg, Key); });
      if (sameLiteral(Op.Key, Key))
        return true;
      return !Origins.empty() && originsOf(Op.Key) == Origins;
    };
    if (!Map)
      return llvm::any_of(Body.Ops, [&](const MapOp &Op) {
        return isSameMap(Op) && Fills(Op);
      });
    return llvm::any_of(Map->Usages, [&](const Usage &U) {
      const Expr *Node = Summaries.node(*Map, U);
      if (!Node)
        return false;
      if (U.Kind == UsageKind::Construct || U.Kind == UsageKind::Assign)
        return lists(Node, Key);
      if (U.Kind != UsageKind::Insert && U.Kind != UsageKind::Subscript)
        return false;
      std::optional<MapOp> Op = parseMapOp(Node, Model);
      return Op && Fills(*Op);
    });
  }

  static bool isLiteral(const Expr *E) {
    E = E->IgnoreUnlessSpelledInSource();
    if (const auto *Cast = llvm::dyn_cast<ExplicitCastExpr>(E))
      return isLiteral(Cast->getSubExpr());
    const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E);
    return llvm::isa<IntegerLiteral, CharacterLiteral, StringLiteral>(E) ||
           (Ref && llvm::isa<EnumConstantDecl>(Ref->getDecl()));
  }
  bool sameLiteral(const Expr *A, const Expr *B) const {
    return isLiteral(A) && isLiteral(B) && sameValue(A, B, Context);
  }
  /// `{{"a", 1}, {"b", 2}}`
  bool lists(const Expr *List, const Expr *Key) const {
    bool Found = false;
    forEachExpr(List,
                [&](const Expr *E) { Found = Found || sameLiteral(E, Key); });
    return Found;
  }

  /// What the values of \p Key come from: of a loop's variable, what it runs
  /// over; of a local, what it is made of.
  Decls originsOf(const Expr *Key) const {
    Decls Found;
    addOrigins(Key, Found, 0);
    return Found;
  }

  void addOrigins(const Stmt *S, Decls &Found, unsigned Depth) const {
    if (!S || Depth > 4)
      return;
    if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(S)) {
      addOrigins(Ref->getDecl(), Found, Depth);
    } else if (const auto *Member = llvm::dyn_cast<MemberExpr>(S)) {
      // The root says which object it is.
      if (llvm::isa<CXXThisExpr>(strip(Member->getBase()))) {
        if (llvm::isa<FieldDecl>(Member->getMemberDecl()))
          Found.insert(Member->getMemberDecl());
      } else if (llvm::isa<VarDecl>(Member->getMemberDecl())) {
        Found.insert(Member->getMemberDecl());
      } else {
        addOrigins(Member->getBase(), Found, Depth);
      }
    } else {
      for (const Stmt *Child : S->children())
        addOrigins(Child, Found, Depth);
    }
  }

  void addOrigins(const ValueDecl *D, Decls &Found, unsigned Depth) const {
    if (const auto *Part = llvm::dyn_cast<BindingDecl>(D))
      D = llvm::cast<ValueDecl>(Part->getDecomposedDecl());
    const auto *Var = llvm::dyn_cast<VarDecl>(D);
    if (!Var)
      return;
    if (Var->isCXXForRangeDecl()) {
      if (const auto *Range = loopOf(Var))
        addOrigins(Range->getRangeInit(), Found, Depth + 1);
      return;
    }
    if (const ForStmt *For = counterLoop(Var)) {
      forEachExpr(For->getCond(), [&](const Expr *E) {
        const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E);
        const auto *Member = llvm::dyn_cast<MemberExpr>(E);
        if ((Ref && Ref->getDecl() != Var) || Member)
          addOrigins(E, Found, Depth + 1);
      });
      return;
    }
    if (Var->isLocalVarDecl() && !Var->isStaticLocal() && Var->hasInit())
      return addOrigins(Var->getInit(), Found, Depth + 1);
    Found.insert(llvm::cast<ValueDecl>(Var->getCanonicalDecl()));
  }

  const Stmt *declaredIn(const VarDecl *Var) const {
    TraversalKindScope AsIs(Context, TK_AsIs);
    DynTypedNodeList Parents = Context.getParents(*Var);
    const auto *Decl = Parents.empty() ? nullptr : Parents[0].get<DeclStmt>();
    if (!Decl)
      return nullptr;
    DynTypedNodeList Around = Context.getParents(*Decl);
    return Around.empty() ? nullptr : Around[0].get<Stmt>();
  }
  const CXXForRangeStmt *loopOf(const VarDecl *Element) const {
    return llvm::dyn_cast_or_null<CXXForRangeStmt>(declaredIn(Element));
  }
  const ForStmt *counterLoop(const VarDecl *Counter) const {
    return Counter->isLocalVarDecl()
               ? llvm::dyn_cast_or_null<ForStmt>(declaredIn(Counter))
               : nullptr;
  }
};

} // namespace

bool isKeyKnown(const MapOp &Lookup, const FunctionDecl *Function,
                const UsageSummaries &Summaries, ASTContext &Context,
                const model::ContainerModel &Model) {
  return Judge(Lookup, Function, Summaries, Context, Model).isKnown();
}

} // namespace clang::tidy::maps::support
