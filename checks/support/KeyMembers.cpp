//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/KeyMembers.h"
#include "model/ContainerModel.h"
#include "support/Identity.h"
#include "support/MapOps.h"
#include "support/Names.h"
#include "support/UserCode.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Members
//===----------------------------------------------------------------------===//

/// As strip(), and without explicit casts between numbers.
static const Expr *stripCasts(const Expr *E) {
  for (;;) {
    E = strip(E);
    const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
    if (Cast && (Cast->getType()->isArithmeticType() ||
                 Cast->getType()->isEnumeralType()))
      E = Cast->getSubExpr();
    else if (const auto *Functional = dyn_cast<CXXUnresolvedConstructExpr>(E);
             Functional && Functional->getNumArgs() == 1)
      E = Functional->getArg(0);
    else
      return E;
  }
}

static bool isKey(const Expr *E, const ValueDecl *Key) {
  E = strip(E);
  if (!Key) {
    if (const auto *Deref = dyn_cast<UnaryOperator>(E);
        Deref && Deref->getOpcode() == UO_Deref)
      E = strip(Deref->getSubExpr());
    return isa<CXXThisExpr>(E);
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && Ref->getDecl() == Key;
}

static KeyMember below(const std::optional<KeyMember> &Base,
                       llvm::StringRef Name, QualType Type) {
  return {Base ? (Base->Name + "." + Name).str() : Name.str(), Type};
}

/// The field that the getter \p Method returns.
static const FieldDecl *fieldOfGetter(const CXXMethodDecl *Method) {
  const FunctionDecl *Definition = Method ? userDefinition(Method) : nullptr;
  if (!Definition)
    return nullptr;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  const auto *Member = Return && Return->getRetValue()
                           ? dyn_cast<MemberExpr>(strip(Return->getRetValue()))
                           : nullptr;
  return Member && isa<CXXThisExpr>(strip(Member->getBase()))
             ? dyn_cast<FieldDecl>(Member->getMemberDecl())
             : nullptr;
}

/// `auto [a, b] = key;`: which member \p Binding is.
static std::optional<KeyMember> memberOf(const BindingDecl *Binding,
                                         const ValueDecl *Key) {
  const auto *Whole = dyn_cast<DecompositionDecl>(Binding->getDecomposedDecl());
  if (!Whole || !Whole->getInit())
    return std::nullopt;
  const Expr *Init = strip(Whole->getInit());
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(Init);
      Copy && Copy->getNumArgs() == 1)
    Init = strip(Copy->getArg(0));
  if (!isKey(Init, Key))
    return std::nullopt;
  unsigned I =
      llvm::find(Whole->bindings(), Binding) - Whole->bindings().begin();
  QualType T = Init->getType().getNonReferenceType();
  const auto *Record = T->getAsCXXRecordDecl();
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Binding->getBinding()))
    return KeyMember{identifierOf(Member->getMemberDecl()->getDeclName()).str(),
                     Binding->getType()};
  const NamedDecl *Template = Record;
  if (const auto *Dependent = T->getAs<TemplateSpecializationType>())
    Template = Dependent->getTemplateName().getAsTemplateDecl();
  if (Template && Template->isInStdNamespace() &&
      identifierOf(Template->getDeclName()) == "pair")
    return KeyMember{I == 0 ? "first" : "second", model::typeArgument(T, I)};
  return KeyMember{"get<" + std::to_string(I) + ">", Binding->getType()};
}

static bool mentions(const Stmt *S, const VarDecl *Variable) {
  struct Finder : RecursiveASTVisitor<Finder> {
    explicit Finder(const VarDecl *Variable) : Variable(Variable) {}
    bool VisitDeclRefExpr(DeclRefExpr *Ref) {
      return Ref->getDecl() != Variable;
    }
    const VarDecl *Variable;
  } Find(Variable);
  return !Find.TraverseStmt(const_cast<Stmt *>(S));
}

std::optional<KeyMember> memberOf(const Expr *E, const ValueDecl *Key) {
  E = strip(E);
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (!isa<FieldDecl>(Member->getMemberDecl()))
      return std::nullopt;
    std::optional<KeyMember> Base = memberOf(Member->getBase(), Key);
    if (!Base && !isKey(Member->getBase(), Key))
      return std::nullopt;
    return below(Base, identifierOf(Member->getMemberDecl()->getDeclName()),
                 Member->getMemberDecl()->getType());
  }
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(E)) {
    if (Member->isImplicitAccess())
      return std::nullopt;
    std::optional<KeyMember> Base = memberOf(Member->getBase(), Key);
    if (!Base && !isKey(Member->getBase(), Key))
      return std::nullopt;
    return below(Base, identifierOf(Member->getMember()), QualType());
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const FieldDecl *Field = fieldOfGetter(Call->getMethodDecl());
    if (!Field || Call->getNumArgs() != 0)
      return std::nullopt;
    std::optional<KeyMember> Base =
        memberOf(Call->getImplicitObjectArgument(), Key);
    if (!Base && !isKey(Call->getImplicitObjectArgument(), Key))
      return std::nullopt;
    return below(Base, identifierOf(Field->getDeclName()), Field->getType());
  }
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getNumArgs() == 1 && isKey(Call->getArg(0), Key)) {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts());
    const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(
        Call->getCallee()->IgnoreParenImpCasts());
    llvm::ArrayRef<TemplateArgumentLoc> Args =
        Ref      ? Ref->template_arguments()
        : Lookup ? Lookup->template_arguments()
                 : llvm::ArrayRef<TemplateArgumentLoc>();
    llvm::StringRef Name = Ref ? identifierOf(Ref->getDecl()->getDeclName())
                           : Lookup ? identifierOf(Lookup->getName())
                                    : llvm::StringRef();
    if (Name != "get" || Args.size() != 1 ||
        Args[0].getArgument().getKind() != TemplateArgument::Expression)
      return std::nullopt;
    const auto *Index =
        dyn_cast<IntegerLiteral>(strip(Args[0].getSourceExpression()));
    if (!Index)
      return std::nullopt;
    return KeyMember{"get<" + std::to_string(Index->getValue().getZExtValue()) +
                         ">",
                     Call->getType().getNonReferenceType()};
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (!Ref)
    return std::nullopt;
  if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl()))
    return memberOf(Binding, Key);
  const auto *Local = dyn_cast<VarDecl>(Ref->getDecl());
  // `const int x = x;` compiles.
  if (Local && Local != Key && Local->isLocalVarDecl() && Local->hasInit() &&
      !mentions(Local->getInit(), Local) &&
      (Local->getType()->isReferenceType() || isBoundOnce(Local)))
    return memberOf(Local->getInit(), Key);
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Hash functions
//===----------------------------------------------------------------------===//

bool isSequence(QualType T) {
  const auto *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace() &&
         llvm::is_contained({"basic_string", "basic_string_view", "vector",
                             "array", "deque", "list", "forward_list"},
                            identifierOf(Record->getDeclName()));
}

namespace {
/// All reads of a key in a function.
struct ReadFinder : RecursiveASTVisitor<ReadFinder> {
  explicit ReadFinder(const ValueDecl *Key) : Key(Key) {}
  bool TraverseStmt(Stmt *S) {
    const auto *E = dyn_cast_or_null<Expr>(S);
    if (!E)
      return RecursiveASTVisitor::TraverseStmt(S);
    // `(void)key;`, `sizeof(key)`
    if (const auto *Cast = dyn_cast<CStyleCastExpr>(E);
        isa<UnaryExprOrTypeTraitExpr>(E) ||
        (Cast && Cast->getCastKind() == CK_ToVoid))
      return true;
    // A part of the key that says little of it: `key.size()`, `key[0]`.
    if (isPartOfSequence(E)) {
      ++Parts;
      return true;
    }
    // What is read through the address of a member, nobody knows.
    const auto *Address = dyn_cast<UnaryOperator>(E);
    if (Address && Address->getOpcode() == UO_AddrOf)
      More |= memberOf(Address->getSubExpr(), Key).has_value();
    if (std::optional<KeyMember> Member = memberOf(E, Key)) {
      More |= !Member->Type.isNull() && Member->Type->isArrayType();
      // The locals' initialisers were seen where they are declared.
      const auto *Ref = dyn_cast<DeclRefExpr>(strip(E));
      if (!Ref || isa<BindingDecl>(Ref->getDecl()))
        Read.push_back(*Member);
      return true;
    }
    More |= isKey(E, Key);
    return RecursiveASTVisitor::TraverseStmt(S);
  }
  bool TraverseVarDecl(VarDecl *Variable) {
    return TraverseStmt(Variable->getInit());
  }
  bool TraverseDecompositionDecl(DecompositionDecl *D) {
    // `auto [a, b] = key;` reads what it names.
    const auto *Init = D->getInit();
    if (!D->bindings().empty() && Init && memberOf(D->bindings()[0], Key))
      return true;
    return TraverseStmt(D->getInit());
  }

  bool isPartOfSequence(const Expr *E) const;

  const ValueDecl *Key;
  llvm::SmallVector<KeyMember, 4> Read;
  bool More = false;
  unsigned Parts = 0;

private:
  static std::optional<KeyMember> memberOf(const BindingDecl *Binding,
                                           const ValueDecl *Key) {
    return support::memberOf(Binding, Key);
  }
  static std::optional<KeyMember> memberOf(const Expr *E,
                                           const ValueDecl *Key) {
    return support::memberOf(E, Key);
  }
};

/// `key.size()`, `key.front()`, `key[0]` of a string or sequence.
bool ReadFinder::isPartOfSequence(const Expr *E) const {
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || !Key || !isSequence(Key->getType()))
    return false;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
    return Operator->getOperator() == OO_Subscript &&
           isKey(Operator->getArg(0), Key) &&
           isa<IntegerLiteral>(strip(Operator->getArg(1)));
  const auto *Method = dyn_cast<CXXMemberCallExpr>(Call);
  return Method && Method->getNumArgs() == 0 && Method->getMethodDecl() &&
         isKey(Method->getImplicitObjectArgument(), Key) &&
         llvm::is_contained(
             {"size", "length", "empty", "front", "back"},
             identifierOf(Method->getMethodDecl()->getDeclName()));
}

struct ReturnFinder : RecursiveASTVisitor<ReturnFinder> {
  bool VisitReturnStmt(ReturnStmt *Return) {
    if (Return->getRetValue())
      Values.push_back(Return->getRetValue());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  llvm::SmallVector<const Expr *, 2> Values;
};

/// Every assignment to one local variable.
struct WriteFinder : RecursiveASTVisitor<WriteFinder> {
  explicit WriteFinder(const VarDecl *Variable) : Variable(Variable) {}
  bool isVariable(const Expr *E) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(strip(E));
    return Ref && Ref->getDecl() == Variable;
  }
  bool VisitBinaryOperator(BinaryOperator *Op) {
    if (Op->isAssignmentOp() && isVariable(Op->getLHS()))
      Writes.push_back(Op);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *Op) {
    Other |= (Op->isIncrementDecrementOp() || Op->getOpcode() == UO_AddrOf) &&
             isVariable(Op->getSubExpr());
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    for (unsigned I = 0; I < Call->getNumArgs(); ++I)
      if (isVariable(Call->getArg(I)) &&
          !isa<ImplicitCastExpr>(Call->getArg(I)))
        Other |= !Callee || I >= Callee->getNumParams() ||
                 Callee->getParamDecl(I)->getType()->isReferenceType();
    return true;
  }
  const VarDecl *Variable;
  llvm::SmallVector<const BinaryOperator *, 4> Writes;
  bool Other = false;
};

/// The operands of a chain of one operation that does not mind the order.
struct Chain {
  const Stmt *Body;
  std::optional<BinaryOperatorKind> Op;
  llvm::SmallVector<const Expr *, 4> Terms;

  bool takes(BinaryOperatorKind Kind) {
    if (Kind != BO_Xor && Kind != BO_Add && Kind != BO_Mul && Kind != BO_Or &&
        Kind != BO_And)
      return false;
    if (!Op)
      Op = Kind;
    return *Op == Kind;
  }
  void add(const Expr *E);
  bool addLocal(const VarDecl *Local);
};
} // namespace

/// `size_t h = a; h ^= b;`
bool Chain::addLocal(const VarDecl *Local) {
  if (!Local->isLocalVarDecl() || !Local->hasInit() ||
      mentions(Local->getInit(), Local))
    return false;
  WriteFinder Writes(Local);
  Writes.TraverseStmt(const_cast<Stmt *>(Body));
  if (Writes.Other)
    return false;
  for (const BinaryOperator *Write : Writes.Writes) {
    if (!Write->isCompoundAssignmentOp() ||
        !takes(BinaryOperator::getOpForCompoundAssignment(Write->getOpcode())))
      return false;
  }
  add(Local->getInit());
  for (const BinaryOperator *Write : Writes.Writes)
    add(Write->getRHS());
  return true;
}

void Chain::add(const Expr *E) {
  E = stripCasts(E);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && takes(Binary->getOpcode())) {
    add(Binary->getLHS());
    add(Binary->getRHS());
    return;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Local = dyn_cast<VarDecl>(Ref->getDecl());
        Local && addLocal(Local))
      return;
  Terms.push_back(E);
}

/// What stands around the member in a term: `std::hash<T>` of
/// `std::hash<T>{}(k.a)`, the function of `f(k.a)`; nothing if the term is no
/// such call.
static std::optional<KeyMember>
hashedMember(const Expr *Term, const ValueDecl *Key, const void *&Function) {
  Term = stripCasts(Term);
  Function = nullptr;
  if (std::optional<KeyMember> Member = memberOf(Term, Key))
    return Member;
  const auto *Call = dyn_cast<CallExpr>(Term);
  if (!Call)
    return std::nullopt;
  if (const auto *Method = dyn_cast<CXXMemberCallExpr>(Call)) {
    Function = Method->getMethodDecl();
    return Method->getNumArgs() == 0 && Method->getMethodDecl()
               ? memberOf(Method->getImplicitObjectArgument(), Key)
               : std::nullopt;
  }
  const auto *Functor = dyn_cast<CXXOperatorCallExpr>(Call);
  const Expr *Arg = nullptr;
  if (Functor && Functor->getOperator() == OO_Call &&
      Functor->getNumArgs() == 2) {
    Arg = Functor->getArg(1);
    Function = Functor->getCalleeDecl();
  } else if (!Functor && Call->getNumArgs() >= 1) {
    for (const Expr *Other : llvm::drop_begin(Call->arguments()))
      if (!isa<CXXDefaultArgExpr, IntegerLiteral>(strip(Other)) &&
          !isa<DeclRefExpr>(strip(Other)))
        return std::nullopt;
    Arg = Call->getArg(0);
    Function = Call->getDirectCallee();
    // In templates: std::hash<T>()(k.a), std::hash<T>{}(k.a), hash_value(k.a)
    const Expr *Callee = strip(Call->getCallee());
    if (!Function)
      if (const TemplateSpecializationType *T =
              Callee->getType()->getAs<TemplateSpecializationType>())
        Function = T->getTemplateName().getAsTemplateDecl();
    if (!Function)
      if (const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(Callee))
        Function = Lookup->getName().getAsOpaquePtr();
  }
  return Arg && Function ? memberOf(Arg, Key) : std::nullopt;
}

static bool sameType(const KeyMember &A, const KeyMember &B) {
  // In a template the types are for the user of the template to say.
  if (A.Type.isNull() || B.Type.isNull())
    return A.Type.isNull() && B.Type.isNull();
  return A.Type.getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
         B.Type.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

/// `(a ^ b) * 31`, `(a ^ b) >> 3`: what is done to the combination afterwards.
static const Expr *withoutOuterMixing(const Expr *E) {
  for (;;) {
    E = stripCasts(E);
    const auto *Binary = dyn_cast<BinaryOperator>(E);
    if (!Binary || Binary->getOpcode() == BO_Xor ||
        Binary->getOpcode() == BO_Add ||
        !isa<IntegerLiteral>(stripCasts(Binary->getRHS())))
      return E;
    E = Binary->getLHS();
  }
}

static std::optional<std::pair<KeyMember, KeyMember>>
exchangeable(const Stmt *Body, const Expr *Result, const ValueDecl *Key,
             llvm::ArrayRef<KeyMember> Read) {
  Chain Combined{Body, std::nullopt, {}};
  Combined.add(withoutOuterMixing(Result));
  struct Leaf {
    KeyMember Member;
    const void *Function;
  };
  llvm::SmallVector<Leaf, 4> Leaves;
  for (const Expr *Term : Combined.Terms) {
    const void *Function = nullptr;
    std::optional<KeyMember> Member = hashedMember(Term, Key, Function);
    if (!Member)
      continue;
    // Read again elsewhere, it may well break the symmetry.
    if (llvm::count_if(Read, [&](const KeyMember &Other) {
          return Other.Name == Member->Name;
        }) != 1)
      continue;
    for (const Leaf &Earlier : Leaves)
      if (Earlier.Function == Function && sameType(Earlier.Member, *Member) &&
          Earlier.Member.Name != Member->Name)
        return std::pair(Earlier.Member, *Member);
    Leaves.push_back({*Member, Function});
  }
  return std::nullopt;
}

namespace {
/// `for (int x : key) h += f(x);`, and nothing else that writes h.
struct AccumulationFinder : RecursiveASTVisitor<AccumulationFinder> {
  AccumulationFinder(const Stmt *Body, const VarDecl *Result,
                     const ValueDecl *Key)
      : Body(Body), Result(Result), Key(Key) {}

  bool VisitCXXForRangeStmt(CXXForRangeStmt *Loop) {
    if (!Loop->getRangeInit() || !isKey(Loop->getRangeInit(), Key) ||
        !isSequence(Key->getType()))
      return true;
    WriteFinder All(Result), Inside(Result);
    All.TraverseStmt(const_cast<Stmt *>(Body));
    Inside.TraverseStmt(Loop->getBody());
    if (All.Other || All.Writes.size() != 1 || Inside.Writes.size() != 1)
      return true;
    const BinaryOperator *Write = Inside.Writes.front();
    if (Write->getOpcode() != BO_AddAssign &&
        Write->getOpcode() != BO_XorAssign &&
        Write->getOpcode() != BO_MulAssign)
      return true;
    // Each term is made of the element alone: no position, no state.
    struct OtherReads : RecursiveASTVisitor<OtherReads> {
      explicit OtherReads(const VarDecl *Element) : Element(Element) {}
      bool VisitDeclRefExpr(DeclRefExpr *Ref) {
        const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
        return !Variable || Variable == Element ||
               Variable->getType().isConstQualified() ||
               isa<CXXRecordDecl>(Variable->getDeclContext());
      }
      const VarDecl *Element;
    } Reads(Loop->getLoopVariable());
    Found |= Reads.TraverseStmt(Write->getRHS());
    return true;
  }

  const Stmt *Body;
  const VarDecl *Result;
  const ValueDecl *Key;
  bool Found = false;
};
} // namespace

static bool ignoresOrder(const Stmt *Body, const Expr *Result,
                         const ValueDecl *Key) {
  const auto *Ref = dyn_cast<DeclRefExpr>(stripCasts(Result));
  const auto *Local = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Local || !Local->isLocalVarDecl())
    return false;
  AccumulationFinder Find(Body, Local, Key);
  Find.TraverseStmt(const_cast<Stmt *>(Body));
  return Find.Found;
}

HashShape shapeOfHash(const FunctionDecl *Hash, const ValueDecl *Key,
                      const ASTContext &Context) {
  HashShape Shape;
  Stmt *Body = Hash->getBody();
  ReadFinder Reads(Key);
  Reads.TraverseStmt(Body);
  Shape.Read = std::move(Reads.Read);
  Shape.ReadsMore = Reads.More;
  ReturnFinder Returns;
  Returns.TraverseStmt(Body);
  if (Returns.Values.empty())
    return Shape;
  Shape.PartOnly = Reads.Parts > 0 && Shape.Read.empty() && !Shape.ReadsMore;
  if (Shape.Read.empty() && !Shape.ReadsMore && !Shape.PartOnly) {
    std::optional<llvm::APSInt> First;
    Shape.Constant = llvm::all_of(Returns.Values, [&](const Expr *Value) {
      Expr::EvalResult Result;
      if (Value->isValueDependent() || !Value->EvaluateAsInt(Result, Context))
        return false;
      if (!First)
        First = Result.Val.getInt();
      return *First == Result.Val.getInt();
    });
  }
  if (Returns.Values.size() == 1) {
    Shape.Exchangeable =
        exchangeable(Body, Returns.Values.front(), Key, Shape.Read);
    Shape.IgnoresOrder = ignoresOrder(Body, Returns.Values.front(), Key);
  }
  return Shape;
}

//===----------------------------------------------------------------------===//
// Equality
//===----------------------------------------------------------------------===//

namespace {
struct ComparisonFinder : RecursiveASTVisitor<ComparisonFinder> {
  ComparisonFinder(const ValueDecl *A, const ValueDecl *B) : A(A), B(B) {}

  bool compare(const Expr *L, const Expr *R) {
    std::optional<KeyMember> Left = memberOf(L, A), Right = memberOf(R, B);
    if (!Left || !Right) {
      Left = memberOf(L, B);
      Right = memberOf(R, A);
    }
    if (!Left || !Right)
      return false;
    Crossed |= Left->Name != Right->Name;
    Compared.push_back(*Left);
    return true;
  }
  /// std::tie(a.x, a.y) == std::tie(b.x, b.y)
  bool compareTies(const Expr *L, const Expr *R) {
    const auto *Left = dyn_cast<CallExpr>(strip(L));
    const auto *Right = dyn_cast<CallExpr>(strip(R));
    if (!Left || !Right || !Left->getDirectCallee() ||
        !Left->getDirectCallee()->isInStdNamespace() ||
        Left->getNumArgs() != Right->getNumArgs() || !Right->getDirectCallee())
      return false;
    for (unsigned I = 0; I < Left->getNumArgs(); ++I)
      if (!compare(Left->getArg(I), Right->getArg(I)))
        return false;
    return Left->getNumArgs() > 0;
  }
  bool isHandled(const Expr *E) {
    const Expr *L = nullptr, *R = nullptr;
    if (const auto *Binary = dyn_cast<BinaryOperator>(E);
        Binary && Binary->isEqualityOp()) {
      L = Binary->getLHS();
      R = Binary->getRHS();
    } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
               Call && Call->getNumArgs() == 2 &&
               (Call->getOperator() == OO_EqualEqual ||
                Call->getOperator() == OO_ExclaimEqual)) {
      L = Call->getArg(0);
      R = Call->getArg(1);
    } else if (const auto *Rewritten =
                   dyn_cast<CXXRewrittenBinaryOperator>(E)) {
      L = Rewritten->getLHS();
      R = Rewritten->getRHS();
    }
    if (!L)
      return false;
    // `this == &other` first
    if (isa<CXXThisExpr>(strip(L)) || isa<CXXThisExpr>(strip(R)))
      return true;
    return compare(L, R) || compareTies(L, R);
  }
  bool TraverseStmt(Stmt *S) {
    if (const auto *E = dyn_cast_or_null<Expr>(S)) {
      if (isHandled(E->IgnoreParenImpCasts()))
        return true;
      More |= memberOf(E, A) || memberOf(E, B) || (A && isKey(E, A)) ||
              isKey(E, B) || isa<CXXThisExpr>(E);
    }
    return RecursiveASTVisitor::TraverseStmt(S);
  }

  const ValueDecl *A, *B;
  llvm::SmallVector<KeyMember, 4> Compared;
  bool Crossed = false;
  bool More = false;
};
} // namespace

std::optional<EqualityShape> shapeOfEquality(const FunctionDecl *Equality) {
  EqualityShape Shape;
  Shape.Function = Equality;
  const auto *Method = dyn_cast<CXXMethodDecl>(Equality);
  if (Equality->isDefaulted()) {
    if (Equality->getNumParams() == 0)
      return std::nullopt;
    const auto *Record = Equality->getParamDecl(0)
                             ->getType()
                             .getNonReferenceType()
                             ->getAsCXXRecordDecl();
    if (!Record || !Record->hasDefinition() || Record->getNumBases() > 0)
      return std::nullopt;
    for (const FieldDecl *Field : Record->fields())
      Shape.Compared.push_back(
          {identifierOf(Field->getDeclName()).str(), Field->getType()});
    return Shape;
  }
  const FunctionDecl *Definition = userDefinition(Equality);
  if (!Definition)
    return std::nullopt;
  const bool OfObject = Method && Definition->getNumParams() == 1;
  if (!OfObject && Definition->getNumParams() != 2)
    return std::nullopt;
  ComparisonFinder Found(
      OfObject ? nullptr : Definition->getParamDecl(0),
      Definition->getParamDecl(Definition->getNumParams() - 1));
  Found.TraverseStmt(Definition->getBody());
  if (Found.Crossed || Found.More || Found.Compared.empty())
    return std::nullopt;
  Shape.Compared = std::move(Found.Compared);
  return Shape;
}

/// The members of `std::pair` and `std::tuple`.
static std::optional<EqualityShape> libraryEquality(QualType Key) {
  const auto *Record = Key->getAsCXXRecordDecl();
  llvm::StringRef Name =
      Record ? identifierOf(Record->getDeclName()) : llvm::StringRef();
  if (!Record || !Record->isInStdNamespace() ||
      (Name != "pair" && Name != "tuple"))
    return std::nullopt;
  EqualityShape Shape;
  if (Name == "pair") {
    Shape.Compared = {{"first", model::typeArgument(Key, 0)},
                      {"second", model::typeArgument(Key, 1)}};
    return Shape;
  }
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  if (!Spec || Spec->getTemplateArgs().size() != 1 ||
      Spec->getTemplateArgs()[0].getKind() != TemplateArgument::Pack)
    return std::nullopt;
  unsigned I = 0;
  for (const TemplateArgument &Arg : Spec->getTemplateArgs()[0].pack_elements())
    if (Arg.getKind() == TemplateArgument::Type)
      Shape.Compared.push_back(
          {"get<" + std::to_string(I++) + ">", Arg.getAsType()});
  return Shape;
}

static bool comparesTwo(const FunctionDecl *F, const CXXRecordDecl *Record) {
  auto Is = [&](const ParmVarDecl *Param) {
    const auto *Of =
        Param->getType().getNonReferenceType()->getAsCXXRecordDecl();
    return Of && Of->getCanonicalDecl() == Record->getCanonicalDecl();
  };
  return llvm::all_of(F->parameters(), Is) &&
         F->getNumParams() == (isa<CXXMethodDecl>(F) ? 1u : 2u);
}

std::optional<EqualityShape> equalityOf(QualType Key,
                                        const CXXRecordDecl *Functor) {
  Key = Key.getNonReferenceType().getUnqualifiedType();
  if (Functor && !Functor->isInStdNamespace()) {
    for (const CXXMethodDecl *Method : Functor->methods())
      if ((Method->getOverloadedOperator() == OO_Call &&
           Method->getNumParams() == 2) ||
          ((identifierOf(Method->getDeclName()) == "isEqual" ||
            identifierOf(Method->getDeclName()) == "equal") &&
           Method->getNumParams() == 2))
        return shapeOfEquality(Method);
    return std::nullopt;
  }
  if (std::optional<EqualityShape> Shape = libraryEquality(Key))
    return Shape;
  const CXXRecordDecl *Record = Key->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return std::nullopt;
  Record = Record->getDefinition();
  DeclarationName Name =
      Record->getASTContext().DeclarationNames.getCXXOperatorName(
          OO_EqualEqual);
  for (const NamedDecl *D : Record->lookup(Name))
    if (const auto *F = dyn_cast<FunctionDecl>(D); F && comparesTwo(F, Record))
      return shapeOfEquality(F);
  for (const FriendDecl *Friend : Record->friends())
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(Friend->getFriendDecl());
        F && F->getDeclName() == Name && comparesTwo(F, Record))
      return shapeOfEquality(F);
  for (const DeclContext *Scope = Record->getDeclContext(); Scope;
       Scope = Scope->getParent())
    for (const NamedDecl *D : Scope->lookup(Name))
      if (const auto *F = dyn_cast<FunctionDecl>(D->getUnderlyingDecl());
          F && comparesTwo(F, Record))
        return shapeOfEquality(F);
  return std::nullopt;
}

} // namespace clang::tidy::maps::support
