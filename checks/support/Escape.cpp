//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Escape.h"
#include "support/MapOps.h"
#include "support/Names.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace clang::tidy::maps::support {

namespace {

/// What an expression is with respect to the container that we follow.
enum class Role {
  Object,  ///< The container itself.
  Element, ///< An element, or part of one.
  Handle,  ///< A pointer, iterator, closure, ... through which to reach it.
  Owner,   ///< The smart or raw pointer whose end is the container's end.
};

/// Follows every use of the container upwards through the expressions around
/// it, until its value is consumed or stored; a local variable that stores a
/// way to reach it is followed in turn.
class UseWalker {
public:
  UseWalker(const VarDecl *Var, const Stmt *Scope, ASTContext &Context,
            const model::ContainerModel &Model);
  LocalUse run();

private:
  void collect(const Stmt *S);
  void track(const ValueDecl *D, Role R);
  void follow(const Expr *E, Role R);
  /// The role of \p Parent, given the one of its child \p E; nothing if the
  /// trail ends there.
  std::optional<Role> step(const Expr *E, Role R, const Stmt *Parent);

  std::optional<Role> stepCast(const CastExpr *Cast, Role R);
  std::optional<Role> stepUnary(const UnaryOperator *Op, Role R);
  std::optional<Role> stepBinary(const BinaryOperator *Op, const Expr *E,
                                 Role R);
  std::optional<Role> stepMember(const Expr *Member, Role R);
  std::optional<Role> stepCall(const CallExpr *Call, const Expr *E, Role R);
  std::optional<Role> stepOperation(const MapOp &Op);
  std::optional<Role> stepReceiver(const CallExpr *Call, Role R,
                                   StringRef Name);
  std::optional<Role> stepArgument(const CallExpr *Call, const Expr *E, Role R);
  std::optional<Role> stepConstruct(const CXXConstructExpr *Construct,
                                    const Expr *E, Role R);
  std::optional<Role> stepInitList(const InitListExpr *List, const Expr *E,
                                   Role R);
  void stepDecl(const DeclStmt *Decl, const Expr *E, Role R);
  void stepRange(const CXXForRangeStmt *Loop);
  std::optional<Role> stepCapture(const LambdaExpr *Lambda, const Expr *E,
                                  Role R);

  void leave(EscapeKind Kind, const Expr *Where);
  void store(const Expr *Target, const Expr *Value);
  bool mayBeKept(const CallExpr *Call);
  bool isContainer(QualType T) const;
  bool pointsToWritable(const Expr *E) const;
  bool isPart(QualType T) const;
  std::optional<Role> roleOfResult(const Expr *Result, Role Argument) const;
  bool inLambda(const Stmt *S) const;
  bool isCopyInLambda(const DeclRefExpr *Ref) const;
  const Stmt *parent(const Stmt *S) const {
    return S == Scope ? nullptr : Parents.getParent(S);
  }

  const VarDecl *Root;
  const Stmt *Scope;
  ASTContext &Context;
  const model::ContainerModel &Model;
  ParentMap Parents;
  QualType Container;
  llvm::DenseMap<const ValueDecl *, llvm::SmallVector<const DeclRefExpr *, 4>>
      Refs;
  llvm::DenseSet<const ValueDecl *> Tracked;
  llvm::SmallVector<std::pair<const ValueDecl *, Role>, 4> Worklist;
  LocalUse Use;
};

} // namespace

static QualType plain(QualType T) {
  return T.isNull()
             ? T
             : T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

static const CXXRecordDecl *recordOf(QualType T) {
  return T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
}

/// The name of what \p Call calls, also where overloads are not resolved yet.
static StringRef calleeName(const CallExpr *Call) {
  if (const FunctionDecl *F = Call->getDirectCallee())
    return identifierOf(F);
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  DeclarationName Name;
  if (const auto *Lookup = dyn_cast<OverloadExpr>(Callee))
    Name = Lookup->getName();
  else if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(Callee))
    Name = Member->getMember();
  const IdentifierInfo *Id =
      Name.isIdentifier() ? Name.getAsIdentifierInfo() : nullptr;
  return Id ? Id->getName() : "";
}

/// The first word of a name, in lower case: "add" of `addListener`,
/// `add_listener` and `AddListener`.
static std::string firstWord(StringRef Name) {
  Name = Name.ltrim('_');
  std::string Word;
  for (char C : Name) {
    if (C == '_' || (!Word.empty() && isUppercase(C)))
      break;
    Word += toLowercase(C);
  }
  return Word;
}

/// Functions that run what they are given later.
static bool isLaterWord(StringRef Word) {
  static constexpr StringRef Words[] = {
      "async",     "post",    "submit", "enqueue", "schedule", "dispatch",
      "defer",     "connect", "then",   "on",      "register", "spawn",
      "subscribe", "launch",  "detach", "watch",   "observe",  "listen"};
  return llvm::is_contained(Words, Word);
}

/// Members that store what they are given in their object.
static bool isStoreWord(StringRef Word) {
  static constexpr StringRef Words[] = {
      "push",   "emplace", "append", "prepend", "add",     "insert",
      "set",    "attach",  "store",  "bind",    "queue",   "install",
      "assign", "keep",    "start",  "reset",   "remember"};
  return isLaterWord(Word) || llvm::is_contained(Words, Word);
}

static bool isIteratorLike(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && identifierOf(Record).contains_insensitive("iterator");
}

static bool isThread(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && Record->isInStdNamespace() &&
         (identifierOf(Record) == "thread" ||
          identifierOf(Record) == "jthread");
}

static bool hasAllocatorType(const CXXRecordDecl *Record) {
  const IdentifierInfo &Id =
      Record->getASTContext().Idents.get("allocator_type");
  return !Record->lookup(DeclarationName(&Id)).empty();
}

/// Can an object of type \p T keep a pointer, reference or iterator that it was
/// given? A `std::vector<int>` made from two iterators cannot.
static bool canHold(QualType T, unsigned Depth = 0) {
  if (T.isNull() || T->isDependentType())
    return true;
  if (T->isReferenceType() || T->isPointerType() || T->isMemberPointerType())
    return true;
  if (const ArrayType *Array = T->getAsArrayTypeUnsafe())
    return canHold(Array->getElementType(), Depth);
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (!Record->hasDefinition() || Record->isLambda() || isIteratorLike(T))
    return true;
  if (Depth > 3)
    return false;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  StringRef Name = identifierOf(Record);
  // Owners copy what they are given: only their elements can be pointers.
  if (Special && (hasAllocatorType(Record) || Name == "pair" ||
                  Name == "tuple" || Name == "optional" || Name == "variant")) {
    auto Holds = [&](const TemplateArgument &Arg) {
      return Arg.getKind() == TemplateArgument::Type &&
             !identifierOf(recordOf(Arg.getAsType())).contains("allocator") &&
             canHold(Arg.getAsType(), Depth + 1);
    };
    for (const TemplateArgument &Arg : Special->getTemplateArgs().asArray())
      if (Holds(Arg) || (Arg.getKind() == TemplateArgument::Pack &&
                         llvm::any_of(Arg.pack_elements(), Holds)))
        return true;
    return false;
  }
  if (Record->isInStdNamespace())
    return !Record->isEmpty();
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (canHold(Base.getType(), Depth + 1))
      return true;
  for (const FieldDecl *Field : Record->fields())
    if (canHold(Field->getType(), Depth + 1))
      return true;
  return false;
}

UseWalker::UseWalker(const VarDecl *Var, const Stmt *Scope, ASTContext &Context,
                     const model::ContainerModel &Model)
    : Root(Var), Scope(Scope), Context(Context), Model(Model),
      Parents(const_cast<Stmt *>(Scope)) {
  collect(Scope);
  QualType T = declaredType(Var);
  bool Owns = !Model.lookup(T);
  if (Owns)
    T = T->isPointerType() ? T->getPointeeType() : model::typeArgument(T, 0);
  Container = plain(T);
  track(Var, Owns ? Role::Owner : Role::Object);
}

void UseWalker::collect(const Stmt *S) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    Refs[Ref->getDecl()].push_back(Ref);
  for (const Stmt *Child : S->children())
    collect(Child);
}

void UseWalker::track(const ValueDecl *D, Role R) {
  if (Tracked.insert(D).second)
    Worklist.push_back({D, R});
}

LocalUse UseWalker::run() {
  while (!Worklist.empty()) {
    auto [D, R] = Worklist.pop_back_val();
    for (const DeclRefExpr *Ref : Refs.lookup(D))
      if (R == Role::Handle || R == Role::Owner || !isCopyInLambda(Ref))
        follow(Ref, R);
  }
  return Use;
}

void UseWalker::leave(EscapeKind Kind, const Expr *Where) {
  if (!Use.Out)
    Use.Out = {Kind, Where};
}

bool UseWalker::isContainer(QualType T) const { return plain(T) == Container; }

bool UseWalker::pointsToWritable(const Expr *E) const {
  const QualType Pointee = E->getType()->getPointeeType();
  return E->getType()->isPointerType() && isContainer(Pointee) &&
         !Pointee.isConstQualified();
}

/// The container, its elements, or what they consist of.
bool UseWalker::isPart(QualType T) const {
  T = plain(T);
  if (T == Container || T->isDependentType())
    return true;
  for (unsigned I = 0; I < 2; ++I)
    if (QualType Arg = model::typeArgument(Container, I);
        !Arg.isNull() && plain(Arg) == T)
      return true;
  const CXXRecordDecl *Record = recordOf(T);
  return Record && identifierOf(Record) == "pair";
}

/// What a call that was given (part of) the container returns of it.
std::optional<Role> UseWalker::roleOfResult(const Expr *Result,
                                            Role Argument) const {
  QualType T = Result->getType();
  if (Result->isTypeDependent())
    return std::nullopt;
  if (T->isPointerType())
    return isPart(T->getPointeeType()) ? std::optional(Role::Handle)
                                       : std::nullopt;
  if (Result->isGLValue() && isPart(T))
    return isContainer(T) && Argument != Role::Element ? Role::Object
                                                       : Role::Element;
  if (Result->isGLValue())
    return std::nullopt;
  return isIteratorLike(T) ? std::optional(Role::Handle) : std::nullopt;
}

bool UseWalker::inLambda(const Stmt *S) const {
  for (; S; S = parent(S))
    if (isa<LambdaExpr>(S))
      return true;
  return false;
}

/// The name stands in a closure for its own copy of the variable.
bool UseWalker::isCopyInLambda(const DeclRefExpr *Ref) const {
  const Stmt *Child = Ref;
  for (const Stmt *S = parent(Ref); S; Child = S, S = parent(S)) {
    const auto *Lambda = dyn_cast<LambdaExpr>(S);
    if (!Lambda || Lambda->getBody() != Child)
      continue;
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() &&
          Capture.getCapturedVar() == Ref->getDecl() &&
          Capture.getCaptureKind() == LCK_ByCopy)
        return true;
  }
  return false;
}

// A `return m;` or `throw m;` that moves casts implicitly.
void UseWalker::follow(const Expr *E, Role R) {
  while (const Stmt *Parent = parent(E)) {
    if (R == Role::Object && E->isXValue())
      return leave(isa<ImplicitCastExpr>(E) ? EscapeKind::Returned
                                            : EscapeKind::Moved,
                   E);
    std::optional<Role> Next = step(E, R, Parent);
    if (!Next)
      return;
    R = *Next;
    // A member function is no value yet: the call around it decides.
    if (const auto *Call = dyn_cast<CallExpr>(Parent))
      if (Call->getType()->isVoidType() || Call->getType()->isArithmeticType())
        if (!Call->isGLValue())
          return;
    E = cast<Expr>(Parent);
  }
}

std::optional<Role> UseWalker::step(const Expr *E, Role R, const Stmt *Parent) {
  if (isa<ParenExpr, FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
          CXXStdInitializerListExpr, CXXDefaultArgExpr>(Parent))
    return R;
  if (const auto *Cast = dyn_cast<CastExpr>(Parent))
    return stepCast(Cast, R);
  if (const auto *Op = dyn_cast<UnaryOperator>(Parent))
    return stepUnary(Op, R);
  if (const auto *Op = dyn_cast<BinaryOperator>(Parent))
    return stepBinary(Op, E, R);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Parent))
    return E == Choice->getCond() ? std::nullopt : std::optional(R);
  if (isa<MemberExpr, CXXDependentScopeMemberExpr, UnresolvedMemberExpr>(
          Parent))
    return stepMember(cast<Expr>(Parent), R);
  if (const auto *Call = dyn_cast<CallExpr>(Parent))
    return stepCall(Call, E, R);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent))
    return stepConstruct(Construct, E, R);
  if (const auto *List = dyn_cast<InitListExpr>(Parent))
    return stepInitList(List, E, R);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Parent))
    return stepCapture(Lambda, E, R);
  if (const auto *Decl = dyn_cast<DeclStmt>(Parent)) {
    stepDecl(Decl, E, R);
    return std::nullopt;
  }
  // A range-for whose range has a dependent type: not resolved into the hidden
  // declarations yet.
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Parent)) {
    stepRange(Loop);
    return std::nullopt;
  }
  if (isa<ArraySubscriptExpr>(Parent)) {
    // `m[k]` in a template, where nobody knows yet that this is no array.
    if (std::optional<MapOp> Op = parseMapOp(cast<Expr>(Parent), Model);
        Op && R == Role::Object)
      return stepOperation(*Op);
    return Role::Element;
  }
  if (isa<CXXDeleteExpr>(Parent)) {
    Use.Deleted |= R == Role::Owner || R == Role::Handle;
    return std::nullopt;
  }
  bool Reaches = R == Role::Handle || R == Role::Owner;
  if (isa<ReturnStmt, CoreturnStmt, CoyieldExpr, CXXThrowExpr>(Parent)) {
    bool ByReference = false;
    if (const auto *F = dyn_cast<FunctionDecl>(Root->getDeclContext()))
      ByReference = F->getReturnType()->isReferenceType();
    if ((Reaches || R == Role::Object || ByReference) && !inLambda(Parent))
      leave(EscapeKind::Returned, E);
    return std::nullopt;
  }
  if (Reaches && isa<Expr>(Parent) && !isa<CXXTypeidExpr>(Parent))
    return Role::Handle;
  return std::nullopt;
}

std::optional<Role> UseWalker::stepCast(const CastExpr *Cast, Role R) {
  if (Cast->getCastKind() == CK_ToVoid || Cast->getType()->isArithmeticType())
    return Cast->isGLValue() ? std::optional(R) : std::nullopt;
  // Reading an element copies it; reading a pointer gives a pointer.
  if (Cast->getCastKind() == CK_LValueToRValue && R == Role::Owner)
    return Role::Handle;
  if (Cast->getCastKind() == CK_LValueToRValue && R != Role::Handle)
    return std::nullopt;
  return R;
}

std::optional<Role> UseWalker::stepUnary(const UnaryOperator *Op, Role R) {
  switch (Op->getOpcode()) {
  case UO_AddrOf:
    return Role::Handle;
  case UO_Deref:
    return isContainer(Op->getType()) ? Role::Object : Role::Element;
  default:
    // `++p`, `p++`
    return R == Role::Handle && Op->isIncrementDecrementOp() ? std::optional(R)
                                                             : std::nullopt;
  }
}

std::optional<Role> UseWalker::stepBinary(const BinaryOperator *Op,
                                          const Expr *E, Role R) {
  bool Reaches = R == Role::Handle || R == Role::Owner;
  if (Op->getOpcode() == BO_Assign) {
    if (E == Op->getLHS())
      Use.Assigned |= R == Role::Object || R == Role::Owner;
    else if (Reaches)
      store(Op->getLHS(), E);
    return std::nullopt;
  }
  if (Op->getOpcode() == BO_Comma)
    return E == Op->getRHS() ? std::optional(R) : std::nullopt;
  return Reaches && Op->isAdditiveOp() && Op->getType()->isPointerType()
             ? std::optional(Role::Handle)
             : std::nullopt;
}

/// `m.f`, `it->second`, `inserted.first`; for a member function the role of its
/// object, since the call comes next.
std::optional<Role> UseWalker::stepMember(const Expr *Member, Role R) {
  const Stmt *Around = parent(Member);
  while (Around && isa<ParenExpr>(Around))
    Around = parent(Around);
  const auto *Call = dyn_cast_or_null<CallExpr>(Around);
  if (Call && Call->getCallee()->IgnoreParens() == Member)
    return R;
  bool Arrow = false;
  if (const auto *M = dyn_cast<MemberExpr>(Member))
    Arrow = M->isArrow();
  else if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(Member))
    Arrow = M->isArrow();
  return R == Role::Handle && !Arrow ? Role::Handle : Role::Element;
}

std::optional<Role> UseWalker::stepCall(const CallExpr *Call, const Expr *E,
                                        Role R) {
  const Expr *Callee = Call->getCallee()->IgnoreParens();
  bool IsCallee = E->IgnoreParens() == Callee || Call->getCallee() == E;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  const FunctionDecl *Function = Call->getDirectCallee();
  // In a template the operator is not chosen yet.
  bool IsReceiver = IsCallee || (Operator && Operator->getNumArgs() > 0 &&
                                 Operator->getArg(0) == E &&
                                 (!Function || isa<CXXMethodDecl>(Function)));
  if (Operator && Operator->getOperator() == OO_Amp &&
      Operator->getNumArgs() == 1)
    return Role::Handle;
  if (std::optional<MapOp> Op = parseMapOp(Call, Model)) {
    const Expr *Object = IsReceiver ? nullptr : strip(E);
    bool OnContainer = IsReceiver || Op->Object == Object;
    bool IsOurs = R == Role::Object || (R != Role::Element && Op->Arrow);
    if (OnContainer && IsOurs)
      return stepOperation(*Op);
  }
  if (IsReceiver)
    return stepReceiver(Call, R, calleeName(Call));
  return stepArgument(Call, E, R);
}

/// An operation of the container itself.
std::optional<Role> UseWalker::stepOperation(const MapOp &Op) {
  Use.MayGrow |= Op.inserts();
  switch (Op.Kind) {
  case MapOpKind::Subscript:
  case MapOpKind::At:
    return Op.Call->isGLValue() || Op.Call->isTypeDependent()
               ? std::optional(Role::Element)
               : std::nullopt;
  case MapOpKind::Swap:
    leave(EscapeKind::Moved, Op.Call);
    return std::nullopt;
  case MapOpKind::Assign:
    Use.Assigned = true;
    return std::nullopt;
  case MapOpKind::Extract:
    // `takeVector()`, `extract()`: all of it, with the storage.
    if (Op.Args.empty() && Op.Member != "pop_back_val")
      leave(EscapeKind::Moved, Op.Call);
    return std::nullopt;
  case MapOpKind::Buckets:
    Use.ObservesTable = true;
    return std::nullopt;
  case MapOpKind::Find:
  case MapOpKind::Begin:
  case MapOpKind::End:
  case MapOpKind::Insert:
  case MapOpKind::Emplace:
  case MapOpKind::TryEmplace:
  case MapOpKind::InsertOrAssign:
  case MapOpKind::EraseIterator:
  case MapOpKind::EraseRange:
    return Role::Handle;
  case MapOpKind::Other: {
    Use.SetUp |= Op.Member.starts_with("set_");
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(
        cast<CallExpr>(Op.Call)->getCalleeDecl());
    Use.MayGrow |= Method && !Method->isConst();
    return canHold(Op.Call->getType()) ? std::optional(Role::Handle)
                                       : std::nullopt;
  }
  default:
    return std::nullopt;
  }
}

/// A member call on an element, iterator, pointer or closure.
std::optional<Role> UseWalker::stepReceiver(const CallExpr *Call, Role R,
                                            StringRef Name) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    OverloadedOperatorKind Kind = Operator->getOperator();
    if (Kind == OO_Equal) {
      Use.Assigned |= R == Role::Owner || R == Role::Object;
      return std::nullopt;
    }
    // A closure runs; what it does is seen in its body.
    if (Kind == OO_Call)
      return std::nullopt;
    if (Kind == OO_Arrow)
      return R == Role::Element ? Role::Element : Role::Handle;
    if (Kind == OO_Star && R != Role::Element)
      return isContainer(Call->getType()) ? Role::Object : Role::Element;
    if (Kind == OO_PlusPlus || Kind == OO_MinusMinus || Kind == OO_Plus ||
        Kind == OO_Minus)
      return R;
  }
  if (R == Role::Owner) {
    if (Name == "release" || Name == "swap" || Name == "take")
      leave(EscapeKind::Moved, Call);
    Use.Assigned |= Name == "reset";
    return Name == "get" || Name == "data" ? std::optional(Role::Handle)
                                           : std::nullopt;
  }
  if (Call->getType()->isPointerType() && !Call->isTypeDependent())
    return Role::Handle;
  return roleOfResult(Call, R);
}

/// Whether the callee is known to keep the pointer or closure it is given.
bool UseWalker::mayBeKept(const CallExpr *Call) {
  std::string Word = firstWord(calleeName(Call));
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const Expr *Object = Member ? Member->getImplicitObjectArgument() : nullptr;
  if (!Object)
    if (const auto *Dependent = dyn_cast<CXXDependentScopeMemberExpr>(
            Call->getCallee()->IgnoreParens()))
      Object = Dependent->isImplicitAccess() ? nullptr : Dependent->getBase();
  if (Callee && Callee->isInStdNamespace() && !Object)
    return Word == "async";
  if (!Object || isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
    return isLaterWord(Word);
  QualType T = Object->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const CXXRecordDecl *Record = recordOf(T);
  if (Record && (Record->isInStdNamespace() || Model.lookup(T)))
    return hasAllocatorType(Record) ? canHold(T) && isStoreWord(Word)
                                    : isStoreWord(Word);
  return isStoreWord(Word);
}

/// Passed to a call that is no operation of the container.
std::optional<Role> UseWalker::stepArgument(const CallExpr *Call, const Expr *E,
                                            Role R) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  StringRef Name = calleeName(Call);
  bool Std = !Callee || Callee->isInStdNamespace();
  bool Reaches = R == Role::Handle || R == Role::Owner;
  unsigned Index = 0;
  while (Index < Call->getNumArgs() && Call->getArg(Index) != E)
    ++Index;
  if (Std && (Name == "move" || Name == "move_if_noexcept") &&
      Call->getNumArgs() == 1) {
    if (R == Role::Object || R == Role::Owner)
      leave(EscapeKind::Moved, Call);
    return R == Role::Handle ? std::optional(R) : std::nullopt;
  }
  if (Name == "swap" || Name == "exchange") {
    if (R == Role::Object || R == Role::Owner)
      leave(EscapeKind::Moved, Call);
    else if (Reaches && Index > 0)
      store(Call->getArg(0), E);
    return std::nullopt;
  }
  if (Std && (Name == "ref" || Name == "cref" || Name == "addressof")) {
    Use.MayGrow |= R == Role::Object && Name != "cref";
    return Role::Handle;
  }
  if (Std && (Name == "forward" || Name == "as_const"))
    return R;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Operator->getOperator() == OO_Equal) {
    // `outer = m` copies; `outer = it` keeps.
    if (Reaches && canHold(Call->getArg(0)->getType()))
      store(Call->getArg(0), E);
    return std::nullopt;
  }

  QualType Param;
  if (Callee) {
    unsigned Shift =
        isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee) ? 1 : 0;
    if (Index >= Shift && Index - Shift < Callee->getNumParams())
      Param = Callee->getParamDecl(Index - Shift)->getType();
  }
  if (R == Role::Object)
    Use.MayGrow |= !Callee || (!Param.isNull() && Param->isReferenceType() &&
                               !Param->getPointeeType().isConstQualified());
  else if (Reaches && (Param.isNull() || Param->isPointerType()))
    Use.MayGrow |=
        pointsToWritable(E) &&
        (Param.isNull() || !Param->getPointeeType().isConstQualified());
  // `m` in `workers.emplace_back(m)`, where a worker keeps a reference.
  bool BoundInside =
      R == Role::Object && StringRef(Name).starts_with("emplace");
  if ((Reaches || BoundInside) && mayBeKept(Call)) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    if (Member)
      store(Member->getImplicitObjectArgument(), E);
    else
      leave(EscapeKind::Captured, E);
    return std::nullopt;
  }
  // `std::make_unique<Worker>(m)`, `std::make_pair(&m, 1)`
  if (Std && (Name.starts_with("make_") || Name == "bind" || Name == "tie" ||
              Name == "forward_as_tuple")) {
    if (Name == "make_unique" || Name == "make_shared") {
      QualType Made = model::typeArgument(Call->getType(), 0);
      return !Made.isNull() && canHold(Made) ? std::optional(Role::Handle)
                                             : std::nullopt;
    }
    return Reaches || Name == "tie" || Name == "forward_as_tuple"
               ? std::optional(Role::Handle)
               : std::nullopt;
  }
  return roleOfResult(Call, R);
}

/// Passed to a constructor, by name or by an implicit conversion.
std::optional<Role> UseWalker::stepConstruct(const CXXConstructExpr *Construct,
                                             const Expr *E, Role R) {
  QualType T = Construct->getType();
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  bool Copies = Constructor->isCopyOrMoveConstructor();
  if (R == Role::Owner) {
    // A second owner of the same container, which may outlive the first.
    leave(EscapeKind::Moved, Construct);
    return std::nullopt;
  }
  if (R == Role::Handle) {
    if (isThread(T)) {
      leave(EscapeKind::Captured, E);
      return std::nullopt;
    }
    Use.MayGrow |= pointsToWritable(E);
    return canHold(T) ? std::optional(R) : std::nullopt;
  }
  if (R == Role::Object && Copies && isContainer(T)) {
    const Stmt *Around = parent(Construct);
    while (isa_and_nonnull<FullExpr, ImplicitCastExpr, CXXBindTemporaryExpr>(
        Around))
      Around = parent(Around);
    if (isa_and_nonnull<ReturnStmt, CoreturnStmt, CXXThrowExpr>(Around) &&
        !inLambda(Around))
      leave(EscapeKind::Returned, E);
    return std::nullopt;
  }
  if (R != Role::Object || Copies)
    return std::nullopt;
  for (unsigned I = 0; I < Construct->getNumArgs(); ++I)
    if (Construct->getArg(I) == E && I < Constructor->getNumParams()) {
      QualType Param = Constructor->getParamDecl(I)->getType();
      Use.MayGrow |= Param->isReferenceType() &&
                     !Param->getPointeeType().isConstQualified();
    }
  // Its own fields tell whether `Worker(m)` can refer to `m` later.
  return canHold(T) && !isContainer(T) ? std::optional(Role::Handle)
                                       : std::nullopt;
}

/// `Context{m, &m}`: a field that is a reference is bound, others are copied.
std::optional<Role> UseWalker::stepInitList(const InitListExpr *List,
                                            const Expr *E, Role R) {
  if (R == Role::Handle || R == Role::Owner) {
    Use.MayGrow |= pointsToWritable(E);
    return Role::Handle;
  }
  const CXXRecordDecl *Record = recordOf(List->getType());
  if (!Record || R != Role::Object)
    return std::nullopt;
  unsigned I = 0;
  for (const FieldDecl *Field : Record->fields()) {
    if (I >= List->getNumInits())
      break;
    if (List->getInit(I++) != E || !Field->getType()->isReferenceType())
      continue;
    Use.MayGrow |= !Field->getType()->getPointeeType().isConstQualified();
    return Role::Handle;
  }
  return std::nullopt;
}

void UseWalker::stepDecl(const DeclStmt *Decl, const Expr *E, Role R) {
  if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(parent(Decl));
      Loop && Loop->getRangeStmt() == Decl)
    return stepRange(Loop);
  for (const clang::Decl *D : Decl->decls()) {
    const auto *Var = dyn_cast<VarDecl>(D);
    if (!Var || Var->getInit() != E)
      continue;
    bool Reference = Var->getType()->isReferenceType();
    if (!Reference && R != Role::Handle && R != Role::Owner)
      return; // A copy.
    if (Var->isStaticLocal())
      return leave(EscapeKind::AddressTaken, E);
    track(Var, R == Role::Owner && !Reference ? Role::Handle : R);
    if (const auto *Decomposed = dyn_cast<DecompositionDecl>(Var))
      for (const BindingDecl *Binding : Decomposed->bindings())
        track(Binding, R == Role::Handle ? R : Role::Element);
  }
}

/// `for (auto &[k, v] : m)`
void UseWalker::stepRange(const CXXForRangeStmt *Loop) {
  const VarDecl *Var = Loop->getLoopVariable();
  if (!Var->getType()->isReferenceType())
    return;
  track(Var, Role::Element);
  if (const auto *Decomposed = dyn_cast<DecompositionDecl>(Var))
    for (const BindingDecl *Binding : Decomposed->bindings())
      track(Binding, Role::Element);
}

std::optional<Role> UseWalker::stepCapture(const LambdaExpr *Lambda,
                                           const Expr *E, Role R) {
  auto Init = Lambda->capture_init_begin();
  for (const LambdaCapture &Capture : Lambda->captures()) {
    if (*Init++ != E || !Capture.capturesVariable())
      continue;
    if (R == Role::Handle || R == Role::Owner) {
      if (Lambda->isInitCapture(&Capture))
        track(Capture.getCapturedVar(), Role::Handle);
      return Role::Handle;
    }
    if (Lambda->isInitCapture(&Capture)) {
      if (!Capture.getCapturedVar()->getType()->isReferenceType())
        return std::nullopt;
      track(Capture.getCapturedVar(), R);
      return Role::Handle;
    }
    return Capture.getCaptureKind() == LCK_ByRef ? std::optional(Role::Handle)
                                                 : std::nullopt;
  }
  return std::nullopt;
}

/// \p Value, through which the container can be reached, is stored in \p
/// Target.
void UseWalker::store(const Expr *Target, const Expr *Value) {
  const Expr *E = strip(Target);
  while (true) {
    if (const auto *Member = dyn_cast<MemberExpr>(E);
        Member && !Member->isArrow())
      E = strip(Member->getBase());
    else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = strip(Subscript->getBase());
    else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
             Call && Call->getOperator() == OO_Subscript)
      E = strip(Call->getArg(0));
    else
      break;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->isLocalVarDecl() && !Var->isStaticLocal() &&
        !Var->getType()->isReferenceType()) {
      const SourceManager &SM = Context.getSourceManager();
      SourceLocation Loc = SM.getExpansionLoc(Var->getLocation());
      if (SM.isPointWithin(Loc, SM.getExpansionLoc(Scope->getBeginLoc()),
                           SM.getExpansionLoc(Scope->getEndLoc())))
        return track(Var, Role::Handle);
    }
  bool Closure = false;
  if (const CXXRecordDecl *Record = recordOf(Value->getType()))
    Closure = Record->isLambda() || identifierOf(Record) == "function";
  leave(Closure ? EscapeKind::Captured : EscapeKind::AddressTaken, Value);
}

LocalUse localUse(const VarDecl *Var, const Stmt *Scope, ASTContext &Context,
                  const model::ContainerModel &Model) {
  return UseWalker(Var, Scope, Context, Model).run();
}

Escape escapes(const VarDecl *Var, const Stmt *Scope, ASTContext &Context,
               const model::ContainerModel &Model) {
  return localUse(Var, Scope, Context, Model).Out;
}

} // namespace clang::tidy::maps::support
