//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/LookupRewrites.h"
#include "support/InsertedValue.h"
#include "support/LookupWindow.h"
#include "support/Loops.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include <utility>

namespace clang::tidy::maps::support {

using model::ContainerTraits;

namespace {

/// A variable that an edit declares, and how the code names what it holds.
struct Holder {
  /// `auto it = m.find(k);`
  std::string Declaration;
  /// What is true if the key was there (found) or was inserted.
  std::string Condition;
  std::string Negation;
  /// The iterator, and what it refers to.
  std::string Iterator;
  std::string Element;
};

class Rewriter {
public:
  Rewriter(const LookupGroup &Group, NewNames &Names,
           const model::ContainerModel &Model, ASTContext &Context)
      : Group(Group), First(Group.First), Traits(*Group.First.Traits),
        Type(Group.First.ContainerType), Names(Names), Model(Model),
        Context(Context), Options(Context.getLangOpts()) {
    Anchor = Group.Test ? Group.Test->Test : First.Call;
    Owner = ownerOf(Anchor);
    If = llvm::dyn_cast_or_null<IfStmt>(Owner);
    if (If && (!Group.Test || lastCondition(If->getCond()) != strip(Anchor) ||
               If->hasVarStorage()))
      If = nullptr;
    Key = text(First.Key);
    Prefix = prefixOf(First);
  }

  std::optional<LookupRewrite> run() {
    if (rewrite()) {
      if (Group.Assumed)
        Result.F.lower(FixGrade::Offered);
      if (Result.F.NoteText.empty())
        Result.F.NoteText = "look it up once, if no call in between changes it";
      return std::move(Result);
    }
    return std::nullopt;
  }

private:
  bool rewrite() {
    switch (Group.Kind) {
    case GroupKind::AtHand:
      return useValueAtHand();
    case GroupKind::Inserted:
      return useInsertion();
    case GroupKind::Repeated:
      return useReference();
    case GroupKind::Tested:
      break;
    }
    return !Key.empty() && !Prefix.empty() &&
           (eraseByKey() || (!Group.Misses.empty() && insertOnce()) ||
            useIterator());
  }

  //===--- Text -----------------------------------------------------------===//

  std::string text(const Stmt *S) const {
    return S ? textOf(S->getSourceRange(), Context).str() : "";
  }

  /// `m.`, `p->`, `(*p).`
  std::string prefixOf(const MapOp &Op) const {
    if (Op.Kind == MapOpKind::Subscript || Op.MemberLoc.isMacroID() ||
        Op.Call->getBeginLoc().isMacroID())
      return "";
    return Lexer::getSourceText(CharSourceRange::getCharRange(
                                    Op.Call->getBeginLoc(), Op.MemberLoc),
                                Context.getSourceManager(), Options)
        .str();
  }

  std::string call(llvm::StringRef Member, const std::string &Arguments) const {
    return Prefix + Member.str() + "(" + Arguments + ")";
  }

  //===--- Edits ----------------------------------------------------------===//

  void replace(SourceRange Range, const std::string &With) {
    if (!isEditable(Range, Context))
      Result.F.lower(FixGrade::None);
    Result.F.Edits.push_back(FixItHint::CreateReplacement(Range, With));
  }

  void insert(SourceLocation Loc, const std::string &What) {
    if (Loc.isInvalid() || Loc.isMacroID())
      Result.F.lower(FixGrade::None);
    Result.F.Edits.push_back(FixItHint::CreateInsertion(Loc, What));
  }

  /// Removes the statement with its line.
  void remove(const Stmt *S) {
    const SourceRange Range = rangeWithSemicolon(S, Context);
    if (!isEditable(Range, Context))
      return Result.F.lower(FixGrade::None);
    if (hasComment(Range, Context))
      Result.F.lower(FixGrade::Offered);
    Result.F.Edits.push_back(
        FixItHint::CreateRemoval(wholeLine(Range, Context)));
  }

  /// Puts \p With in the place of the whole `if`.
  void replaceIf(const std::string &With) {
    const SourceRange Range = rangeWithSemicolon(If, Context);
    if (!isEditable(Range, Context))
      return Result.F.lower(FixGrade::None);
    if (hasComment(Range, Context))
      Result.F.lower(FixGrade::Offered);
    SourceRange Whole = Range;
    const Stmt *Last = If->getElse() ? If->getElse() : If->getThen();
    if (const auto *Block = llvm::dyn_cast<CompoundStmt>(Last))
      Whole.setEnd(Block->getRBracLoc());
    Result.F.Edits.push_back(FixItHint::CreateReplacement(Whole, With));
  }

  //===--- Structure ------------------------------------------------------===//

  /// The statement in whose expressions \p E stands.
  const Stmt *ownerOf(const Stmt *E) const {
    const Stmt *Up = E;
    do {
      const Stmt *Parent = parentStmt(Up, Context);
      // An expression in a block, or the branch of an `if`, is a statement.
      if (!llvm::isa_and_nonnull<Expr>(Parent) &&
          isStandaloneStatement(Up, Context))
        return Up;
      Up = Parent;
    } while (llvm::isa_and_nonnull<Expr>(Up));
    return Up;
  }

  /// `b` in `a && b`
  static const Expr *lastCondition(const Expr *Cond) {
    Cond = strip(Cond);
    while (const auto *Binary = llvm::dyn_cast<BinaryOperator>(Cond)) {
      if (Binary->getOpcode() != BO_LAnd)
        break;
      Cond = strip(Binary->getRHS());
    }
    return Cond;
  }

  /// The test is the whole condition.
  bool isAlone() const { return strip(If->getCond()) == strip(Anchor); }

  /// if (a && m.count(k)) m.erase(k);   becomes   if (a) m.erase(k);
  void dropTest() {
    const auto *And =
        llvm::dyn_cast_or_null<BinaryOperator>(parentStmt(Anchor, Context));
    if (!And || And->getOpcode() != BO_LAnd)
      return Result.F.lower(FixGrade::None);
    const SourceLocation Begin = Lexer::getLocForEndOfToken(
        And->getLHS()->getEndLoc(), 0, Context.getSourceManager(), Options);
    const SourceRange Range(Begin, Anchor->getEndLoc());
    if (Begin.isInvalid() || !isEditable(Range, Context))
      return Result.F.lower(FixGrade::None);
    if (hasComment(Range, Context))
      Result.F.lower(FixGrade::Offered);
    Result.F.Edits.push_back(
        FixItHint::CreateRemoval(CharSourceRange::getTokenRange(Range)));
  }

  /// `With` alone: it does nothing if the test would have failed.
  void dropCondition(const Stmt *Old, const std::string &With) {
    if (isAlone())
      return replaceIf(With + ";");
    dropTest();
    if (text(Old) != With)
      replace(Old->getSourceRange(), With);
  }

  /// The branch of the `if` in which the key is there (or is not).
  const Stmt *branch(bool Present) const {
    return Group.Test->TrueIfPresent == Present ? If->getThen() : If->getElse();
  }

  /// The same statement, but for the cleanups around one of them.
  static bool isSame(const Stmt *A, const Stmt *B) {
    auto Bare = [](const Stmt *S) {
      const auto *Full = llvm::dyn_cast_or_null<FullExpr>(S);
      return Full ? Full->getSubExpr()->IgnoreImplicit() : S;
    };
    return A && Bare(A) == Bare(B);
  }

  static bool isOnly(const Stmt *S, const Stmt *Branch) {
    const auto *Block = llvm::dyn_cast_or_null<CompoundStmt>(Branch);
    return isSame(S, Branch) ||
           (Block && Block->size() == 1 && isSame(S, Block->body_front()));
  }

  static bool isFirst(const Stmt *S, const Stmt *Branch) {
    const auto *Block = llvm::dyn_cast_or_null<CompoundStmt>(Branch);
    return isOnly(S, Branch) ||
           (Block && !Block->body_empty() && isSame(S, Block->body_front()));
  }

  /// The statement behind \p S in its block.
  const Stmt *nextTo(const Stmt *S) const {
    const auto *Block =
        llvm::dyn_cast_or_null<CompoundStmt>(parentStmt(S, Context));
    if (!Block)
      return nullptr;
    const auto *It = llvm::find_if(
        Block->body(), [&](const Stmt *Child) { return isSame(S, Child); });
    return It == Block->body_end() || ++It == Block->body_end() ? nullptr : *It;
  }

  /// Nothing in \p S, a part of Owner, that is evaluated before the test, or
  /// perhaps instead of it, can matter to the lookup.
  bool isEvaluatedFirst() const {
    const Stmt *S = Anchor;
    for (const Stmt *Up = parentStmt(S, Context); S != Owner;
         S = Up, Up = parentStmt(Up, Context)) {
      if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(Up);
          Binary && Binary->isLogicalOp() && !contains(Binary->getLHS(), S))
        return false;
      if (const auto *Choice = llvm::dyn_cast<AbstractConditionalOperator>(Up);
          Choice && !contains(Choice->getCond(), S))
        return false;
      if (!llvm::isa<Expr>(Up))
        continue;
      llvm::SmallVector<const Stmt *, 4> Others;
      for (const Stmt *Child : Up->children())
        if (Child && !contains(Child, S))
          Others.push_back(Child);
      const bool Ordered = llvm::isa<AbstractConditionalOperator>(Up) ||
                           (llvm::isa<BinaryOperator>(Up) &&
                            llvm::cast<BinaryOperator>(Up)->isLogicalOp());
      if (!Ordered &&
          !survives(Survivor::Iterator, Others, First, Model, Context))
        return false;
    }
    return true;
  }

  /// The lookup may be made although the conditions before it, on which it does
  /// not depend, might have spared it.
  bool canMoveUp() const {
    const Expr *Plain = strip(First.Key->IgnoreUnlessSpelledInSource());
    if (!llvm::isa<DeclRefExpr, IntegerLiteral, StringLiteral,
                   CharacterLiteral>(Plain) ||
        First.Arrow || !llvm::isa<DeclRefExpr, MemberExpr>(strip(First.Object)))
      return false;
    if (const auto *Member = llvm::dyn_cast<MemberExpr>(strip(First.Object));
        Member && !Member->isImplicitAccess())
      return false;
    const Stmt *S = Anchor;
    for (const Stmt *Up = parentStmt(S, Context); S != Owner;
         S = Up, Up = parentStmt(Up, Context)) {
      if (!llvm::isa<Expr>(Up))
        continue;
      llvm::SmallVector<const Stmt *, 4> Others;
      for (const Stmt *Child : Up->children())
        if (Child && !contains(Child, S))
          Others.push_back(Child);
      if (!survives(Survivor::Iterator, Others, First, Model, Context))
        return false;
    }
    return true;
  }

  //===--- Erasing --------------------------------------------------------===//

  /// if (m.count(k)) m.erase(k);
  bool eraseByKey() {
    if (!If || Group.Test->Iterator || Group.Hits.size() != 1 ||
        !Group.Misses.empty())
      return false;
    const MapOp &Erase = Group.Hits.front();
    const Stmt *Present = branch(true), *Absent = branch(false);
    if (Erase.Kind != MapOpKind::EraseKey ||
        (!isAlone() && Present != If->getThen()) ||
        !isStandaloneStatement(Erase.Call, Context) ||
        !isFirst(Erase.Call, Present))
      return false;
    const std::string Erasure = text(Erase.Call);
    if (isOnly(Erase.Call, Present) && !Absent) {
      Result.Others.push_back(Erase.Call);
      Result.Remedy = "'" + Erasure + "' alone does nothing if it is absent";
      dropCondition(Erase.Call, Erasure);
      return true;
    }
    if (Erase.Call->getType()->isVoidType() || isOnly(Erase.Call, Present) ||
        If->isConstexpr())
      return false;
    Result.Others.push_back(Erase.Call);
    Result.Remedy = "test the result of '" + Erasure + "'";
    replace(Anchor->getSourceRange(),
            (Group.Test->TrueIfPresent ? "" : "!") + Erasure);
    remove(Erase.Call);
    return true;
  }

  //===--- Iterators ------------------------------------------------------===//

  QualType iteratorType() const {
    if (First.Kind == MapOpKind::Find)
      return First.Call->getType();
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    if (const auto *Spec = Type->getAs<TemplateSpecializationType>();
        !Record && Spec)
      if (const TemplateDecl *Template =
              Spec->getTemplateName().getAsTemplateDecl())
        Record =
            llvm::dyn_cast_or_null<CXXRecordDecl>(Template->getTemplatedDecl());
    for (; Record && Record->hasDefinition();) {
      for (const CXXMethodDecl *Method : Record->methods())
        if (Method->getDeclName().isIdentifier() && Method->getName() == "find")
          return Method->getReturnType();
      const CXXRecordDecl *Base = nullptr;
      for (const CXXBaseSpecifier &Specifier : Record->bases())
        Base = Specifier.getType()->getAsCXXRecordDecl();
      Record = Base;
    }
    return QualType();
  }

  /// Iterators of pairs, or such that know `value()`.
  std::string elementOf(const std::string &Iterator) const {
    if (!Traits.isMap())
      return "*" + Iterator;
    const QualType T = iteratorType();
    // Qt's iterators are no pairs.
    return Iterator + (model::hasMember(Type, "constFind", 1) ||
                               (!T.isNull() && model::hasMember(T, "value", 0))
                           ? ".value()"
                           : "->second");
  }

  /// The code for \p Op when an iterator to its element is at hand; empty if
  /// that is of no use.
  std::string withIterator(const MapOp &Op, const Holder &H) const {
    switch (Op.Kind) {
    case MapOpKind::Subscript:
    case MapOpKind::At:
      return Traits.K == model::Kind::Map ? H.Element : "";
    case MapOpKind::Find:
      return isFindKey(Op) ? H.Iterator : "";
    case MapOpKind::EraseKey:
      return !Traits.isMulti() && isStandaloneStatement(Op.Call, Context) &&
                     model::hasMember(Type, Op.Member, 1)
                 ? text(Op.Call->getBeginLoc(), Op.MemberLoc) + eraseMember() +
                       "(" + H.Iterator + ")"
                 : "";
    case MapOpKind::InsertOrAssign:
      return Traits.K == model::Kind::Map && Op.Value &&
                     isStandaloneStatement(Op.Call, Context)
                 ? H.Element + " = " + text(Op.Value)
                 : "";
    default:
      return "";
    }
  }

  std::string text(SourceLocation Begin, SourceLocation End) const {
    return Lexer::getSourceText(CharSourceRange::getCharRange(Begin, End),
                                Context.getSourceManager(), Options)
        .str();
  }

  /// Qt removes keys, but erases iterators.
  std::string eraseMember() const {
    return model::hasMember(Type, "unsafe_erase", 1) ? "unsafe_erase" : "erase";
  }

  bool readsOnly() const {
    return llvm::all_of(
        Group.Hits, [](const MapOp &Op) { return Op.Kind == MapOpKind::At; });
  }

  /// Puts \p Declaration where the test (or the first lookup) is, which becomes
  /// \p With.
  void declare(const std::string &Declaration, const std::string &With,
               bool NeedsBlock) {
    const auto *AnyIf = llvm::dyn_cast<IfStmt>(Owner);
    const bool HasInit = AnyIf && (AnyIf->getInit() || AnyIf->hasVarStorage());
    SourceLocation Loc = Owner->getBeginLoc();
    const bool OwnLine = isFirstOnLine(Loc);
    std::string Text =
        Declaration +
        (OwnLine ? "\n" + indentationAt(Loc, Context).str() : " ");
    if (AnyIf && !NeedsBlock && Options.CPlusPlus17 && !HasInit) {
      Loc = AnyIf->getLParenLoc().getLocWithOffset(1);
      Text = Declaration + " ";
    } else if (!canDeclareBefore() || isLoop(Owner) || HasInit) {
      Result.F.lower(FixGrade::None);
    }
    const SourceRange Old = Anchor->getSourceRange();
    // Two edits at one place have no order.
    if (Loc == Old.getBegin())
      return replace(Old, Text + With);
    insert(Loc, Text);
    replace(Old, With);
  }

  /// Directly in a block that no `case` jumps into.
  bool canDeclareBefore() const {
    return isInCompound(Owner, Context) &&
           !llvm::isa_and_nonnull<SwitchStmt>(
               parentStmt(parentStmt(Owner, Context), Context));
  }

  bool isFirstOnLine(SourceLocation Loc) const {
    const SourceManager &SM = Context.getSourceManager();
    return Loc.isFileID() && SM.getSpellingColumnNumber(Loc) ==
                                 indentationAt(Loc, Context).size() + 1;
  }

  /// Where the variable of declare() will be visible.
  const Stmt *scopeOf(bool NeedsBlock) const {
    if (llvm::isa<IfStmt>(Owner) && !NeedsBlock && Options.CPlusPlus17)
      return Owner;
    const Stmt *Block = Owner;
    while (const Stmt *Up = parentStmt(Block, Context)) {
      Block = Up;
      if (llvm::isa<CompoundStmt>(Up))
        break;
    }
    return Block;
  }

  /// The first statement of the branch, or behind the `if`, if it declares an
  /// iterator that the test can use just as well:
  ///
  ///   if (m.count(k)) {
  ///     auto it = m.find(k);
  const DeclStmt *declaredIterator(bool NeedsBlock) const {
    if (!If)
      return nullptr;
    const auto *Block = llvm::dyn_cast_or_null<CompoundStmt>(branch(true));
    const auto *Decl = llvm::dyn_cast_or_null<DeclStmt>(
        NeedsBlock
            ? nextTo(If)
            : (Block && !Block->body_empty() ? Block->body_front() : nullptr));
    return Decl && iteratorDeclaredBy(Decl) ? Decl : nullptr;
  }

  /// The variable of `auto it = m.find(k);` if that is one of the hits.
  const VarDecl *iteratorDeclaredBy(const DeclStmt *Decl) const {
    const auto *Var = Decl->isSingleDecl()
                          ? llvm::dyn_cast<VarDecl>(Decl->getSingleDecl())
                          : nullptr;
    if (!Var || !Var->hasInit() || !Var->hasLocalStorage() ||
        Var->getType().isConstQualified() ||
        Var->getType()->isReferenceType() ||
        !Var->getType()->getContainedAutoType())
      return nullptr;
    const Expr *Init = strip(Var->getInit());
    return llvm::any_of(Group.Hits,
                        [&](const MapOp &Op) {
                          return Op.Call == Init && isFindKey(Op) &&
                                 Op.Member == "find";
                        })
               ? Var
               : nullptr;
  }

  static bool allWithin(llvm::ArrayRef<MapOp> Ops, const Stmt *S) {
    return llvm::all_of(Ops,
                        [&](const MapOp &Op) { return contains(S, Op.Call); });
  }

  /// What `m.value(k)` returns becomes a reference to the element, which a
  /// call may change.
  static bool isCopy(const MapOp &Op) {
    return Op.Kind == MapOpKind::At && !Op.Call->isGLValue() &&
           !isScalar(Op.Call->getType());
  }

  /// remove(m.value(k));   where `void remove(const Value &)` is no const
  ///                       member, and may remove the very element
  bool mayEndWhileInUse(const MapOp &Op) const {
    const Stmt *S = Op.Call, *Up = parentStmt(S, Context);
    while (llvm::isa_and_nonnull<CastExpr, FullExpr, MaterializeTemporaryExpr,
                                 CXXBindTemporaryExpr, ParenExpr>(Up) ||
           (llvm::isa_and_nonnull<MemberExpr>(Up) &&
            llvm::isa<FieldDecl>(llvm::cast<MemberExpr>(Up)->getMemberDecl())))
      S = std::exchange(Up, parentStmt(Up, Context));
    const auto *Call = llvm::dyn_cast_or_null<CallExpr>(Up);
    if (!Call)
      return false;
    const unsigned Index =
        llvm::find_if(Call->arguments(),
                      [&](const Expr *Arg) { return contains(Arg, S); }) -
        Call->arg_begin();
    const FunctionDecl *Callee = Call->getDirectCallee();
    // The object of an operator is its first argument.
    const bool ByValue =
        Callee && !llvm::isa<CXXOperatorCallExpr>(Call) &&
        Index < Callee->getNumParams() &&
        !Callee->getParamDecl(Index)->getType()->isReferenceType();
    if (Index == Call->getNumArgs() || ByValue)
      return false;
    return !survives(Survivor::Reference, {Call}, First, Model, Context,
                     Trust::Values);
  }

  /// if (auto it = m.find(k); it != m.end()) use(it->second);
  bool useIterator() {
    const bool Constant = readsOnly() && model::hasMember(Type, "constFind", 1);
    const std::string Find = Constant ? "constFind" : "find";
    if (!model::hasMember(Type, Find, 1) || (Owner && isLoop(Owner)))
      return false;
    Holder H;
    const VarDecl *Known = Group.Test->Iterator;
    llvm::SmallVector<const MapOp *, 4> Useful;
    H.Iterator = H.Element = "it"; // Any, to see what is useful.
    for (const MapOp &Op : Group.Hits)
      if (!withIterator(Op, H).empty())
        Useful.push_back(&Op);
    if (Useful.empty())
      return false;
    if (!Known && !Owner)
      return false;
    const bool NeedsBlock = !Known && !allWithin(Group.Hits, Owner);
    const DeclStmt *Declared = Known ? nullptr : declaredIterator(NeedsBlock);
    if (Declared)
      Known = cast<VarDecl>(Declared->getSingleDecl());
    H.Iterator = Known ? Known->getNameAsString()
                       : Names.take("it", scopeOf(NeedsBlock));
    H.Element = elementOf(H.Iterator);
    for (const MapOp *Op : Useful) {
      Result.Others.push_back(Op->Call);
      if (isCopy(*Op))
        Result.F.lower(mayEndWhileInUse(*Op) ? FixGrade::None
                                             : FixGrade::Offered);
      if (Declared && contains(Declared, Op->Call))
        remove(Declared);
      else
        replace(Op->Call->getSourceRange(), withIterator(*Op, H));
    }
    if (Declared)
      Known = nullptr;
    if (Known) {
      Result.Remedy = "use '" + H.Iterator + "'";
      return true;
    }
    H.Declaration = "auto " + H.Iterator + " = " + call(Find, Key) + ";";
    const std::string End = call(Constant ? "constEnd" : "end", "");
    H.Condition = H.Iterator + " != " + End;
    H.Negation = H.Iterator + " == " + End;
    Result.Remedy = "use the iterator of one '" + call(Find, Key) + "'";
    if (!isEvaluatedFirst())
      Result.F.lower(canMoveUp() ? FixGrade::Offered : FixGrade::None);
    declare(H.Declaration, Group.Test->TrueIfPresent ? H.Condition : H.Negation,
            NeedsBlock);
    return true;
  }

  //===--- Insertion ------------------------------------------------------===//

  /// The statement that inserts, and what it stores.
  struct Insertion {
    const MapOp *Op;
    const Stmt *Statement;
    const Expr *Value; ///< Null for sets.
  };

  /// `m[k] = v;`, `m.emplace(k, v);`
  std::optional<Insertion> parseInsertion(const MapOp &Op) const {
    if (Op.Kind == MapOpKind::Subscript) {
      const Stmt *Assignment = parentStmt(Op.Call, Context);
      const Expr *Value = nullptr;
      if (const auto *Binary =
              llvm::dyn_cast_or_null<BinaryOperator>(Assignment);
          Binary && Binary->getOpcode() == BO_Assign &&
          contains(Binary->getLHS(), Op.Call))
        Value = Binary->getRHS();
      if (const auto *Call =
              llvm::dyn_cast_or_null<CXXOperatorCallExpr>(Assignment);
          Call && Call->getOperator() == OO_Equal &&
          contains(Call->getArg(0), Op.Call))
        Value = Call->getArg(1);
      if (!Value || !isStandaloneStatement(Assignment, Context))
        return std::nullopt;
      return Insertion{&Op, Assignment, Value};
    }
    const bool Inserts = Op.Kind == MapOpKind::Insert ||
                         Op.Kind == MapOpKind::Emplace ||
                         Op.Kind == MapOpKind::TryEmplace ||
                         Op.Kind == MapOpKind::InsertOrAssign;
    if (!Inserts || !isStandaloneStatement(Op.Call, Context) ||
        (Traits.isMap() && !Op.Value))
      return std::nullopt;
    return Insertion{&Op, Op.Call, Op.Value};
  }

  /// The member that says whether an insertion took place: `.second`, nothing
  /// where that is what is returned, or no way to tell.
  std::optional<std::string> insertedTest(const Insertion &I) const {
    QualType T = I.Op->Call->getType();
    if (T->isBooleanType())
      return "";
    if (T->isDependentType())
      return model::hasMember(Type, "constFind", 1)
                 ? std::nullopt
                 : std::optional<std::string>(".second");
    const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
    if (!Record || !Record->hasDefinition())
      return std::nullopt;
    for (const FieldDecl *Field : Record->fields())
      if (Field->getName() == "second" && Field->getType()->isBooleanType())
        return ".second";
    return std::nullopt;
  }

  bool insertOnce() {
    if (!If || Group.Test->Iterator || If->isConstexpr() ||
        Group.Misses.size() != 1 || Traits.isMulti())
      return false;
    std::optional<Insertion> I = parseInsertion(Group.Misses.front());
    if (!I)
      return false;
    if (!Traits.isMap())
      return insertIntoSet(*I);
    return assignAnyway(*I) || countUp(*I) || insertIntoMap(*I);
  }

  /// if (absent) m.insert({k, v}); else m[k] = v;
  bool assignAnyway(const Insertion &I) {
    const Stmt *Absent = branch(false), *Present = branch(true);
    const std::optional<Insertion> Again =
        isAlone() && Present && Group.Hits.size() == 1
            ? parseInsertion(Group.Hits.front())
            : std::nullopt;
    if (!Again || Again->Op->Kind != MapOpKind::Subscript ||
        !isOnly(I.Statement, Absent) || !isOnly(Again->Statement, Present) ||
        !sameValue(I.Value, Again->Value, Context))
      return false;
    Result.Others = {I.Op->Call, Again->Op->Call};
    const std::string Assignment =
        model::hasMember(Type, "insert_or_assign", 2)
            ? call("insert_or_assign", Key + ", " + text(Again->Value))
            : text(Again->Statement);
    Result.Remedy = "'" + Assignment + "' does both";
    replaceIf(Assignment + ";");
    return true;
  }

  /// The value that `++m[k]` or `m[k] += v` adds; null for 1.
  struct Step {
    const Stmt *Statement;
    const Expr *Value;
  };
  std::optional<Step> parseStep(const MapOp &Op) const {
    const Stmt *Parent = parentStmt(Op.Call, Context);
    if (Op.Kind != MapOpKind::Subscript || !Traits.SubscriptInserts ||
        !Parent || !isStandaloneStatement(Parent, Context))
      return std::nullopt;
    if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(Parent);
        Unary && Unary->isIncrementOp())
      return Step{Unary, nullptr};
    if (const auto *Compound = llvm::dyn_cast<CompoundAssignOperator>(Parent);
        Compound && Compound->getOpcode() == BO_AddAssign &&
        contains(Compound->getLHS(), Op.Call))
      return Step{Compound, Compound->getRHS()};
    return std::nullopt;
  }

  static bool isNumber(const Expr *E, uint64_t Value) {
    const auto *Literal =
        llvm::dyn_cast<IntegerLiteral>(E->IgnoreUnlessSpelledInSource());
    return Literal && Literal->getValue() == Value;
  }

  /// if (absent) m[k] = 1; else ++m[k];
  /// if (absent) m[k] = 0; ++m[k];
  bool countUp(const Insertion &I) {
    const QualType Mapped = model::mappedType(Type, Traits);
    const Stmt *Absent = branch(false), *Present = branch(true);
    if (!isAlone() || Mapped.isNull() || !Mapped->isArithmeticType() ||
        !isOnly(I.Statement, Absent))
      return false;
    const MapOp *Op = nullptr;
    if (Present && Group.Hits.size() == 1)
      Op = &Group.Hits.front();
    else if (!Present && !Group.After.empty())
      Op = &Group.After.front();
    const std::optional<Step> S = Op ? parseStep(*Op) : std::nullopt;
    if (!S)
      return false;
    if (Present) {
      const bool Same = S->Value ? sameValue(S->Value, I.Value, Context)
                                 : isNumber(I.Value, 1);
      if (!Same || !isOnly(S->Statement, Present))
        return false;
      replaceIf(text(S->Statement) + ";");
    } else {
      if (!isNumber(I.Value, 0) || !isSame(S->Statement, nextTo(If)))
        return false;
      remove(If);
    }
    Result.Others = {I.Op->Call, Op->Call};
    Result.Remedy =
        "'" + text(S->Statement) + "' alone starts a new entry at zero";
    return true;
  }

  /// Where the insertion stands with respect to the test.
  enum class Place {
    Elsewhere,
    Only,     ///< `if (absent) insert;`, no other branch
    Later,    ///< `if (absent) { more; insert; }`
    First,    ///< `if (absent) { insert; more; }`, perhaps with another branch
    ElseOnly, ///< `if (present) ...; else insert;`
    Behind,   ///< `if (present) return; insert;`
  };

  Place placeOf(const Insertion &I) const {
    const Stmt *Absent = branch(false), *Present = branch(true);
    // The other branch is also for when the rest of the condition fails.
    if (!isAlone() && Absent != If->getThen())
      return Place::Elsewhere;
    if (isOnly(I.Statement, Absent) && !Present)
      return Place::Only;
    if (isOnly(I.Statement, Absent) && Absent == If->getElse())
      return Place::ElseOnly;
    if (isFirst(I.Statement, Absent) && !isOnly(I.Statement, Absent))
      return Place::First;
    if (!Absent && Present && neverReachesNext(Present) &&
        isSame(I.Statement, nextTo(If)))
      return Place::Behind;
    return isLater(I.Statement, Absent) ? Place::Later : Place::Elsewhere;
  }

  /// Directly in the block \p Branch, with nothing before it that could leave
  /// it, or that looks at the container.
  bool isLater(const Stmt *S, const Stmt *Branch) const {
    const auto *Block = llvm::dyn_cast_or_null<CompoundStmt>(Branch);
    if (!Block)
      return false;
    for (const Stmt *Before : Block->body()) {
      if (isSame(S, Before))
        return true;
      if (mayLeave(Before) || mentionsContainer(Before))
        return false;
    }
    return false;
  }

  static bool mayLeave(const Stmt *S) {
    return S && (llvm::isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt,
                           CXXThrowExpr, CoroutineSuspendExpr>(S) ||
                 (!llvm::isa<LambdaExpr>(S) &&
                  llvm::any_of(S->children(), mayLeave)));
  }

  /// What stands before the insertion now runs behind it.
  void lowerIfLater(Place P) {
    if (P != Place::Later)
      return;
    Result.F.lower(FixGrade::Offered);
    Result.F.NoteText = "insert it before the rest of the branch runs";
  }

  /// Makes \p Inserted (true if the key was not there) the condition in place
  /// of the test, and drops the statement.
  void testInsertion(const Insertion &I, Place P, const std::string &Inserted) {
    const bool TrueIfAbsent = !Group.Test->TrueIfPresent;
    lowerIfLater(P);
    replace(Anchor->getSourceRange(), (TrueIfAbsent ? "" : "!") + Inserted);
    if (P != Place::ElseOnly)
      return remove(I.Statement);
    // Behind `then` up to the end of the `else`.
    const SourceLocation Begin = Lexer::getLocForEndOfToken(
        rangeWithSemicolon(If->getThen(), Context).getEnd(), 0,
        Context.getSourceManager(), Options);
    const SourceLocation End =
        rangeWithSemicolon(If->getElse(), Context).getEnd();
    if (!isEditable({Begin, End}, Context))
      return Result.F.lower(FixGrade::None);
    if (hasComment({Begin, End}, Context))
      Result.F.lower(FixGrade::Offered);
    Result.F.Edits.push_back(
        FixItHint::CreateRemoval(CharSourceRange::getTokenRange(Begin, End)));
  }

  /// if (!s.count(x)) { s.insert(x); ... }
  bool insertIntoSet(const Insertion &I) {
    const Place P = placeOf(I);
    const std::string Inserting = text(I.Op->Call);
    Result.Others.push_back(I.Op->Call);
    if (P == Place::Only) {
      Result.Remedy = "'" + Inserting + "' alone does nothing if it is there";
      dropCondition(I.Statement, Inserting);
      return true;
    }
    const std::optional<std::string> Test = insertedTest(I);
    if (P == Place::Elsewhere || !Test)
      return drop();
    Result.Remedy = "test the result of '" + Inserting + "'";
    testInsertion(I, P, Inserting + *Test);
    return true;
  }

  /// Forgets what a rewrite that came to nothing has written.
  bool drop() {
    Result = LookupRewrite();
    return false;
  }

  /// if (!m.count(k)) m[k] = v;
  bool insertIntoMap(const Insertion &I) {
    const QualType Mapped = model::mappedType(Type, Traits);
    const bool TryEmplace =
        model::available(Traits, model::Feature::TryEmplace, Options) &&
        model::hasMember(Type, "try_emplace", 2);
    const Place P = placeOf(I);
    if (P == Place::Elsewhere)
      return false;
    Result.Others.push_back(I.Op->Call);
    const Evaluation Use = isOwnSize(I.Value) && isScalar(Mapped)
                               ? Evaluation::Forward
                               : evaluationOf(I.Value, Mapped, Context);
    if (!TryEmplace)
      return insertScalar(I, P, Use, Mapped) || drop();
    if (Use != Evaluation::Lazy && Group.Hits.empty() && Group.After.empty()) {
      const std::string Inserting = tryEmplace(I, Use);
      if (P == Place::Only) {
        Result.Remedy = "'" + Inserting + "' does nothing if it is there";
        dropCondition(I.Statement, Inserting);
      } else {
        Result.Remedy = "test the result of '" + Inserting + "'";
        testInsertion(I, P, Inserting + ".second");
      }
      return true;
    }
    if (Use == Evaluation::Forward && P == Place::Only && isAlone() &&
        Group.Hits.empty() && insertThenUse(tryEmplace(I, Use)))
      return true;
    lowerIfLater(P);
    return insertLazily(I, Mapped) || drop();
  }

  /// auto it = m.try_emplace(k, v).first;
  /// use(it->second);
  bool insertThenUse(const std::string &Inserting) {
    if (!canDeclareBefore())
      return false;
    Holder H;
    H.Iterator = Names.take("it", scopeOf(/*NeedsBlock=*/true));
    H.Element = elementOf(H.Iterator);
    for (const MapOp &Op : Group.After)
      if (const std::string With = withIterator(Op, H); !With.empty()) {
        Result.Others.push_back(Op.Call);
        replace(Op.Call->getSourceRange(), With);
      }
    replaceIf("auto " + H.Iterator + " = " + Inserting + ".first;");
    Result.Remedy = "use the iterator of '" + Inserting + "'";
    return true;
  }

  std::string tryEmplace(const Insertion &I, Evaluation Use) const {
    const std::string Own = text(I.Op->Key);
    return call("try_emplace",
                Use == Evaluation::Default ? Own : Own + ", " + text(I.Value));
  }

  /// Moving the key into a `try_emplace` that comes to nothing leaves it alone,
  /// but a copy is needed where only the test has the key.
  bool movesKey(const Insertion &I) const { return text(I.Op->Key) != Key; }

  /// m[k] = m.size(), evaluated before the insertion since C++17
  bool isOwnSize(const Expr *Value) const {
    const auto Op = parseMapOp(Value->IgnoreUnlessSpelledInSource(), Model);
    return Options.CPlusPlus17 && Op && Op->Kind == MapOpKind::Size &&
           containerOf(*Op) == containerOf(First);
  }

  /// Before C++17 an insertion that comes to nothing may have allocated a node
  /// and copied the key: only for numbers and the like.
  bool insertScalar(const Insertion &I, Place P, Evaluation Use,
                    QualType Mapped) {
    if (Use != Evaluation::Forward || !isScalar(Mapped) ||
        !isScalar(model::keyType(Type, Traits)) || !Group.Hits.empty() ||
        !Group.After.empty() || !model::hasMember(Type, "emplace", 2) ||
        model::hasMember(Type, "constFind", 1))
      return false;
    const std::string Inserting =
        call("emplace", text(I.Op->Key) + ", " + text(I.Value));
    if (P == Place::Only) {
      Result.Remedy = "'" + Inserting + "' does nothing if it is there";
      dropCondition(I.Statement, Inserting);
    } else {
      Result.Remedy = "test the result of '" + Inserting + "'";
      testInsertion(I, P, Inserting + ".second");
    }
    return true;
  }

  bool mentionsContainer(const Stmt *S) const {
    if (const auto *E = llvm::dyn_cast_or_null<Expr>(S))
      if (std::optional<ObjectPath> Path = objectOf(E);
          Path && Path->overlaps(*containerOf(First)))
        return true;
    return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
             return mentionsContainer(Child);
           });
  }

  /// auto [it, inserted] = m.try_emplace(k);
  /// if (inserted) it->second = f();
  bool insertLazily(const Insertion &I, QualType Mapped) {
    if (mentionsContainer(I.Value) || movesKey(I) || !isAlone() ||
        (I.Op->Kind != MapOpKind::Subscript &&
         !canAssignLater(I.Value, Mapped, Context)))
      return false;
    llvm::SmallVector<MapOp, 4> Later(Group.Hits);
    Later.append(Group.After.begin(), Group.After.end());
    Holder H;
    const bool NeedsBlock = !allWithin(Later, If) ||
                            !contains(If, I.Statement) || !Options.CPlusPlus17;
    const Stmt *Scope = scopeOf(NeedsBlock);
    if (Options.CPlusPlus17) {
      H.Iterator = Names.take("it", Scope);
      H.Condition = Names.take("inserted", Scope);
      H.Declaration = "auto [" + H.Iterator + ", " + H.Condition + "]";
    } else {
      const std::string Name = Names.take("inserted", Scope);
      H.Iterator = Name + ".first";
      H.Condition = Name + ".second";
      H.Declaration = "auto " + Name;
    }
    H.Declaration += " = " + call("try_emplace", Key) + ";";
    H.Negation = "!" + H.Condition;
    H.Element = elementOf(H.Iterator);
    if (I.Op->Kind == MapOpKind::Subscript)
      replace(I.Op->Call->getSourceRange(), H.Element);
    else
      replace(I.Op->Call->getSourceRange(), H.Element + " = " + text(I.Value));
    for (const MapOp &Op : Later) {
      const std::string With = withIterator(Op, H);
      if (With.empty())
        continue;
      Result.Others.push_back(Op.Call);
      replace(Op.Call->getSourceRange(), With);
    }
    // If the value throws, the entry is there already.
    if (!isNoThrow(I.Value))
      Result.F.lower(FixGrade::Offered);
    Result.F.NoteText =
        "if the value throws, the key is left with an empty one";
    Result.Remedy = "insert it with '" + call("try_emplace", Key) +
                    "' and give it its value if it is new";
    declare(H.Declaration, Group.Test->TrueIfPresent ? H.Negation : H.Condition,
            NeedsBlock);
    return true;
  }

  //===--- Repetitions ----------------------------------------------------===//

  /// for (auto &kv : m) use(m[kv.first]);
  bool useValueAtHand() {
    replace(First.Call->getSourceRange(), Group.Value);
    for (const MapOp &Op : Group.Hits) {
      Result.Others.push_back(Op.Call);
      replace(Op.Call->getSourceRange(), Group.Value);
    }
    Result.Remedy = "use '" + Group.Value + "'";
    return true;
  }

  /// m.emplace(k, v);
  /// use(m[k]);
  bool useInsertion() {
    const QualType Returned = First.Call->getType();
    const CXXRecordDecl *Record = Returned->getAsCXXRecordDecl();
    if (Prefix.empty() || !Record || !Record->hasDefinition() ||
        !canDeclareBefore())
      return false;
    const bool IsPair = llvm::any_of(Record->fields(), [](const FieldDecl *F) {
      return F->getName() == "first";
    });
    if (!IsPair && !model::hasMember(Type, "constFind", 1))
      return false;
    const std::string Inserting = text(First.Call) + (IsPair ? ".first" : "");
    Holder H;
    const auto *Decl = llvm::dyn_cast_or_null<DeclStmt>(nextTo(Owner));
    const VarDecl *Declared = Decl ? iteratorDeclaredBy(Decl) : nullptr;
    H.Iterator = Declared ? Declared->getNameAsString()
                          : Names.take("it", scopeOf(/*NeedsBlock=*/true));
    H.Element = elementOf(H.Iterator);
    for (const MapOp &Op : Group.Hits) {
      // What some tables return of an insertion cannot walk.
      const std::string With =
          Op.Kind == MapOpKind::Find &&
                  Traits.S == model::Storage::OpenAddressing
              ? ""
              : withIterator(Op, H);
      if (With.empty())
        continue;
      Result.Others.push_back(Op.Call);
      if (Declared && contains(Decl, Op.Call))
        remove(Decl);
      else
        replace(Op.Call->getSourceRange(), With);
    }
    if (Result.Others.empty())
      return false;
    replace(First.Call->getSourceRange(),
            "auto " + H.Iterator + " = " + Inserting);
    Result.Remedy = "use the iterator that '" + First.Member + "' returns";
    return true;
  }

  /// A reference that the code has already: `auto &v = m[k];`
  const VarDecl *declaredReference() const {
    const auto *Decl = llvm::dyn_cast<DeclStmt>(Owner);
    if (!Decl || !Decl->isSingleDecl())
      return nullptr;
    const auto *Var = llvm::dyn_cast<VarDecl>(Decl->getSingleDecl());
    return Var && Var->hasInit() && Var->getType()->isLValueReferenceType() &&
                   !isa<DecompositionDecl>(Var) &&
                   strip(Var->getInit()) == First.Call
               ? Var
               : nullptr;
  }

  /// m[k].a = 1;
  /// m[k].b = 2;
  bool useReference() {
    if (!Owner || isLoop(Owner) || llvm::isa<SwitchStmt>(Owner))
      return false;
    for (const MapOp &Op : Group.Hits)
      Result.Others.push_back(Op.Call);
    if (const VarDecl *Var = declaredReference()) {
      if (Var->getType()->getPointeeType().isConstQualified())
        return drop();
      for (const MapOp &Op : Group.Hits)
        replace(Op.Call->getSourceRange(), Var->getNameAsString());
      Result.Remedy = "use '" + Var->getNameAsString() + "'";
      return true;
    }
    const bool NeedsBlock = !allWithin(Group.Hits, Owner);
    const std::string Name = Names.take("value", scopeOf(NeedsBlock));
    for (const MapOp &Op : Group.Hits)
      replace(Op.Call->getSourceRange(), Name);
    const std::string Lookup = text(First.Call);
    declare("auto &" + Name + " = " + Lookup + ";", Name, NeedsBlock);
    lowerIfMovedUp();
    Result.Remedy =
        "name the element once: 'auto &" + Name + " = " + Lookup + ";'";
    return true;
  }

  /// The first lookup may insert or throw; what its statement evaluates before
  /// it must not tell the difference.
  void lowerIfMovedUp() {
    if (!isEvaluatedFirst())
      return Result.F.lower(FixGrade::None);
    const Stmt *S = Anchor;
    for (const Stmt *Up = parentStmt(S, Context); S != Owner && Up;
         S = Up, Up = parentStmt(Up, Context))
      for (const Stmt *Child : Up->children()) {
        const auto *E = llvm::dyn_cast_or_null<Expr>(Child);
        if (!E || contains(E, S) || !llvm::isa<Expr>(Up))
          continue;
        if (mentionsOtherwise(E))
          Result.F.lower(FixGrade::None);
        if (!isNoThrow(E, [&](const Expr *Part) {
              return llvm::is_contained(Result.Others, Part);
            }))
          Result.F.lower(FixGrade::Offered);
      }
    Result.F.NoteText = "look it up before the rest of the statement";
  }

  /// The container, other than in the lookups that go.
  bool mentionsOtherwise(const Stmt *S) const {
    if (llvm::is_contained(Result.Others, S))
      return false;
    if (const auto *E = llvm::dyn_cast_or_null<Expr>(S))
      if (std::optional<ObjectPath> Path = objectOf(E);
          Path && Path->overlaps(*containerOf(First)))
        return true;
    return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
             return mentionsOtherwise(Child);
           });
  }

  const LookupGroup &Group;
  const MapOp &First;
  const ContainerTraits &Traits;
  const QualType Type;
  NewNames &Names;
  const model::ContainerModel &Model;
  ASTContext &Context;
  const LangOptions &Options;
  /// The test, or the first lookup where there is none.
  const Expr *Anchor = nullptr;
  /// The statement that it is part of; If where the test is its condition, or
  /// the last part of a conjunction.
  const Stmt *Owner = nullptr;
  const IfStmt *If = nullptr;
  std::string Key, Prefix;
  LookupRewrite Result;
};
} // namespace

std::optional<LookupRewrite> rewriteLookups(const LookupGroup &Group,
                                            NewNames &Names,
                                            const model::ContainerModel &Model,
                                            ASTContext &Context) {
  return Rewriter(Group, Names, Model, Context).run();
}

} // namespace clang::tidy::maps::support
