//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/MapOps.h"
#include "support/Identity.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringMap.h"

namespace clang::tidy::maps::support {

const Expr *strip(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (const auto *Temp = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Temp->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bind->getSubExpr();
    else if (const auto *Ctor = dyn_cast<CXXConstructExpr>(E);
             Ctor && Ctor->isElidable() && Ctor->getNumArgs() == 1)
      E = Ctor->getArg(0);
    if (E == Before)
      break;
  }
  return E;
}

QualType declaredType(const ValueDecl *D) {
  const auto *Var = dyn_cast<VarDecl>(D);
  if (!Var || !Var->hasInit() || !Var->getType()->getContainedAutoType() ||
      !Var->getType()->isDependentType())
    return D->getType();
  const Expr *Init = strip(Var->getInit());
  if (const auto *Construct = dyn_cast<CXXUnresolvedConstructExpr>(Init))
    return Construct->getTypeAsWritten();
  return isa<CXXScalarValueInitExpr>(Init) ? Init->getType() : D->getType();
}

std::optional<ObjectPath> containerOf(const MapOp &Op) {
  return Op.Arrow ? pointee(Op.Object) : objectOf(Op.Object);
}

/// What a member of that name does, before refine() looks at its arguments.
static MapOpKind kindOfMember(llvm::StringRef Name) {
  using K = MapOpKind;
  static const llvm::StringMap<K> Kinds = {
      {"find", K::Find},
      {"find_as", K::Find},
      {"constFind", K::Find},
      {"lower_bound", K::Find},
      {"upper_bound", K::Find},
      {"equal_range", K::Find},
      {"lowerBound", K::Find},
      {"upperBound", K::Find},
      {"count", K::Count},
      {"contains", K::Contains},
      {"at", K::At},
      {"value", K::At},
      {"lookup", K::At},
      {"lookup_or", K::At},
      {"insert", K::Insert},
      {"insertMulti", K::Insert},
      {"insert_range", K::InsertRange},
      {"emplace", K::Emplace},
      {"emplace_hint", K::Emplace},
      {"try_emplace", K::TryEmplace},
      {"tryEmplace", K::TryEmplace},
      {"tryInsert", K::TryEmplace},
      {"insert_or_assign", K::InsertOrAssign},
      {"insertOrAssign", K::InsertOrAssign},
      {"merge", K::Merge},
      {"unite", K::Merge},
      {"erase", K::EraseKey},
      {"remove", K::EraseKey},
      {"unsafe_erase", K::EraseKey},
      {"erase_if", K::EraseIf},
      {"removeIf", K::EraseIf},
      {"remove_if", K::EraseIf},
      {"extract", K::Extract},
      {"unsafe_extract", K::Extract},
      {"take", K::Extract},
      {"pull", K::Extract},
      {"pop_back_val", K::Extract},
      {"takeVector", K::Extract},
      {"clear", K::Clear},
      {"shrink_and_clear", K::Clear},
      {"clear_no_resize", K::Clear},
      {"reserve", K::Reserve},
      {"resize", K::Reserve},
      {"rehash", K::Rehash},
      {"squeeze", K::Shrink},
      {"shrink_to_fit", K::Shrink},
      {"size", K::Size},
      {"ssize", K::Size},
      {"getNumItems", K::Size},
      {"empty", K::Empty},
      {"isEmpty", K::Empty},
      {"bucket_count", K::Buckets},
      {"load_factor", K::Buckets},
      {"max_load_factor", K::Buckets},
      {"capacity", K::Buckets},
      {"bucket", K::Buckets},
      {"bucket_size", K::Buckets},
      {"getNumBuckets", K::Buckets},
      {"max_size", K::Buckets},
      {"begin", K::Begin},
      {"cbegin", K::Begin},
      {"rbegin", K::Begin},
      {"crbegin", K::Begin},
      {"constBegin", K::Begin},
      {"keyBegin", K::Begin},
      {"keyValueBegin", K::Begin},
      {"constKeyValueBegin", K::Begin},
      {"end", K::End},
      {"cend", K::End},
      {"rend", K::End},
      {"crend", K::End},
      {"constEnd", K::End},
      {"keyEnd", K::End},
      {"keyValueEnd", K::End},
      {"constKeyValueEnd", K::End},
      {"keys", K::Keys},
      {"values", K::Keys},
      {"uniqueKeys", K::Keys},
      {"asKeyValueRange", K::Keys},
      {"swap", K::Swap},
  };
  auto It = Kinds.find(Name);
  return It == Kinds.end() ? K::Other : It->second;
}

/// Likewise for `f(m, ...)`.
static MapOpKind kindOfFreeFunction(llvm::StringRef Name, unsigned NumArgs) {
  MapOpKind Kind = kindOfMember(Name);
  switch (Kind) {
  case MapOpKind::EraseIf:
  case MapOpKind::Swap:
    return NumArgs == 2 ? Kind : MapOpKind::Other;
  case MapOpKind::Size:
  case MapOpKind::Empty:
  case MapOpKind::Begin:
  case MapOpKind::End:
    return NumArgs == 1 ? Kind : MapOpKind::Other;
  default:
    return MapOpKind::Other;
  }
}

static bool isIterator(const Expr *E, const model::ContainerModel &Model);

/// Whether a value of type \p T can only be an iterator of the container: the
/// libraries agree on that word and on little else.
static bool isIteratorType(QualType T) {
  T = T.getNonReferenceType();
  if (const auto *Record = T->getAsCXXRecordDecl())
    return Record->getDeclName().isIdentifier() &&
           Record->getName().contains_insensitive("iterator");
  return false;
}

/// As isIteratorType(), also where templates hide the type: `auto it =
/// m.find(k)`, `m.begin()`.
static bool isIterator(const Expr *E, const model::ContainerModel &Model) {
  E = strip(E);
  if (!E->isTypeDependent())
    return isIteratorType(E->getType());
  if (const auto *Post = dyn_cast<UnaryOperator>(E))
    return Post->isIncrementDecrementOp() &&
           isIterator(Post->getSubExpr(), Model);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var && !isa<ParmVarDecl>(Var) && Var->hasInit() &&
           Var->getInit() != E && isIterator(Var->getInit(), Model);
  }
  std::optional<MapOp> Op = parseMapOp(E, Model);
  return Op && (Op->Kind == MapOpKind::Find || Op->Kind == MapOpKind::Begin ||
                Op->Kind == MapOpKind::End);
}

namespace {
struct Element {
  const Expr *Key = nullptr;
  const Expr *Value = nullptr;
};
} // namespace

/// The key and value in the spelling of a map's element: `{k, v}`,
/// `std::make_pair(k, v)`, `std::pair<K, V>(k, v)`, `M::value_type{k, v}`.
static Element parseElement(const Expr *E) {
  E = strip(E->IgnoreUnlessSpelledInSource());
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
    E = strip(Cast->getSubExpr());
  llvm::SmallVector<const Expr *, 2> Parts;
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    Parts.append(List->inits().begin(), List->inits().end());
  } else if (const auto *Ctor = dyn_cast<CXXConstructExpr>(E)) {
    Parts.append(Ctor->arg_begin(), Ctor->arg_end());
  } else if (const auto *Ctor = dyn_cast<CXXUnresolvedConstructExpr>(E)) {
    Parts.append(Ctor->arg_begin(), Ctor->arg_end());
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts());
    const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(
        Call->getCallee()->IgnoreParenImpCasts());
    DeclarationName Name = Ref      ? Ref->getDecl()->getDeclName()
                           : Lookup ? Lookup->getName()
                                    : DeclarationName();
    if (Name.isIdentifier() && Name.getAsIdentifierInfo() &&
        Name.getAsIdentifierInfo()->isStr("make_pair"))
      Parts.append(Call->arg_begin(), Call->arg_end());
  }
  if (Parts.size() != 2)
    return {};
  return {Parts[0], Parts[1]};
}

/// Fills in Key and Value of an insertion whose arguments, without the hint,
/// are \p Args.
static void parseInserted(MapOp &Op, llvm::ArrayRef<const Expr *> Args) {
  if (Args.empty())
    return;
  bool KeyFirst = Op.Kind == MapOpKind::TryEmplace ||
                  Op.Kind == MapOpKind::InsertOrAssign || Args.size() > 1;
  if (!Op.Traits->isMap()) {
    if (Args.size() == 1)
      Op.Key = Args[0];
  } else if (KeyFirst) {
    Op.Key = Args[0];
    if (Args.size() == 2)
      Op.Value = Args[1];
  } else {
    Element Parts = parseElement(Args[0]);
    Op.Key = Parts.Key;
    Op.Value = Parts.Value;
  }
  // emplace(std::piecewise_construct, ...): the key is in a tuple.
  if (Op.Key)
    if (const auto *Record = Op.Key->getType()->getAsCXXRecordDecl();
        Record && Record->getDeclName().isIdentifier() &&
        Record->getName() == "piecewise_construct_t")
      Op.Key = Op.Value = nullptr;
}

/// `insert(first, last)` against `insert(hint, x)` against Qt's
/// `insert(k, v)`; \p Method is null for dependent calls.
static bool isRangeInsert(const MapOp &Op, const CXXMethodDecl *Method) {
  if (Op.Args.size() == 1) {
    if (!Method || Method->getNumParams() == 0)
      return isa<InitListExpr>(strip(Op.Args[0])) && !Op.Traits->isMap();
    QualType Param = Method->getParamDecl(0)->getType().getNonReferenceType();
    const auto *Record = Param->getAsCXXRecordDecl();
    return Record && Record->getDeclName().isIdentifier() &&
           Record->getName() == "initializer_list";
  }
  if (Op.Args.size() != 2)
    return false;
  if (Method)
    return Method->getPrimaryTemplate() && Method->getNumParams() == 2 &&
           Method->getASTContext().hasSameUnqualifiedType(
               Method->getParamDecl(0)->getType().getNonReferenceType(),
               Method->getParamDecl(1)->getType().getNonReferenceType());
  // In a template: `insert(x.begin(), x.end())`.
  const auto *Call = dyn_cast<CallExpr>(strip(Op.Args[0]));
  const auto *Member =
      Call ? dyn_cast<CXXDependentScopeMemberExpr>(strip(Call->getCallee()))
           : nullptr;
  return Member && Member->getMember().isIdentifier() &&
         kindOfMember(Member->getMember().getAsString()) == MapOpKind::Begin;
}

/// Decides what the name and the number of arguments leave open, and finds key
/// and value.
static void refine(MapOp &Op, const CXXMethodDecl *Method,
                   const model::ContainerModel &Model) {
  using K = MapOpKind;
  bool OneIterator = Op.Args.size() == 1 && isIterator(Op.Args[0], Model);
  switch (Op.Kind) {
  case K::Count:
    if (Op.Args.empty())
      Op.Kind = K::Size;
    break;
  case K::Buckets:
    if (!Op.Args.empty() && Op.Member == "max_load_factor")
      Op.Kind = K::Rehash;
    break;
  case K::At:
    if (Op.Args.empty())
      Op.Kind = K::Other;
    break;
  case K::EraseKey:
    if (Op.Args.size() == 2)
      Op.Kind = K::EraseRange;
    else if (OneIterator)
      Op.Kind = K::EraseIterator;
    break;
  case K::Insert:
    if (isRangeInsert(Op, Method))
      Op.Kind = K::InsertRange;
    else if (Op.Args.size() == 1 &&
             Model.lookupObject(Op.Args[0]->getType()) == Op.Traits &&
             Op.Args[0]->getType()->getAsCXXRecordDecl() ==
                 Op.ContainerType->getAsCXXRecordDecl() &&
             Op.ContainerType->getAsCXXRecordDecl())
      Op.Kind = K::Merge; // Qt: insert(const QMap &)
    break;
  case K::EraseIf:
    // A predicate named `remove_if` of the user's may take anything.
    if (Op.Args.size() != 1)
      Op.Kind = K::Other;
    break;
  default:
    break;
  }
  switch (Op.Kind) {
  case K::Find:
  case K::Count:
  case K::Contains:
  case K::At:
  case K::Subscript:
  case K::EraseKey:
    if (!Op.Args.empty())
      Op.Key = Op.Args[0];
    break;
  case K::Extract:
    if (Op.Args.size() == 1 && !OneIterator)
      Op.Key = Op.Args[0];
    break;
  case K::Insert:
  case K::Emplace:
  case K::TryEmplace:
  case K::InsertOrAssign: {
    bool Hinted = Op.Member == "emplace_hint" ||
                  (Op.Args.size() > 1 && isIterator(Op.Args[0], Model) &&
                   Op.Kind != K::Emplace);
    parseInserted(Op, llvm::ArrayRef(Op.Args).drop_front(Hinted ? 1 : 0));
    break;
  }
  default:
    break;
  }
}

/// Sets Object, Arrow, ContainerType and Traits from the expression in front of
/// the `.` or `->`.
static bool setObject(MapOp &Op, const Expr *Base, bool Arrow,
                      const model::ContainerModel &Model) {
  Base = strip(Base);
  // p->find(k) with a smart pointer: look at p, not at p.operator->().
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Base);
      Call && Arrow && Call->getOperator() == OO_Arrow) {
    Op.ContainerType = Call->getType()->getPointeeType();
    Base = strip(Call->getArg(0));
  } else {
    const auto *Ref = dyn_cast<DeclRefExpr>(Base);
    QualType T = Ref ? declaredType(Ref->getDecl()) : Base->getType();
    Op.ContainerType = Arrow ? pointeeType(T) : T;
  }
  if (Op.ContainerType.isNull())
    return false;
  Op.ContainerType =
      Op.ContainerType.getNonReferenceType().getUnqualifiedType();
  Op.Object = Base;
  Op.Arrow = Arrow;
  Op.Traits = Model.lookupObject(Op.ContainerType);
  return Op.Traits != nullptr;
}

static void setArgs(MapOp &Op, CallExpr::const_arg_range Args,
                    unsigned First = 0) {
  for (const Expr *Arg : llvm::drop_begin(Args, First))
    if (!isa<CXXDefaultArgExpr>(Arg))
      Op.Args.push_back(Arg);
}

static std::optional<MapOp>
parseMemberCall(const CallExpr *Call, const model::ContainerModel &Model) {
  MapOp Op;
  Op.Call = Call;
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  const CXXMethodDecl *Method = nullptr;
  DeclarationName Name;
  bool Known = false;
  if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
    Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    Name = Member->getMemberDecl()->getDeclName();
    Op.MemberLoc = Member->getMemberLoc();
    Known = Method && !Method->isStatic() &&
            setObject(Op, Member->getBase(), Member->isArrow(), Model);
  } else if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(Callee)) {
    Name = Member->getMemberName();
    Op.MemberLoc = Member->getMemberLoc();
    Known = !Member->isImplicitAccess() &&
            setObject(Op, Member->getBase(), Member->isArrow(), Model);
  } else if (const auto *Member =
                 dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
    Name = Member->getMember();
    Op.MemberLoc = Member->getMemberLoc();
    Known = !Member->isImplicitAccess() &&
            setObject(Op, Member->getBase(), Member->isArrow(), Model);
  }
  if (!Known)
    return std::nullopt;
  setArgs(Op, Call->arguments());
  Op.Member = Name.getAsString();
  if (Name.isIdentifier()) {
    Op.Kind = kindOfMember(Op.Member);
  } else if (Name.getCXXOverloadedOperator() == OO_Subscript) {
    Op.Kind = MapOpKind::Subscript; // m.operator[](k)
  }
  refine(Op, Method, Model);
  return Op;
}

static std::optional<MapOp> parseOperator(const Expr *E,
                                          OverloadedOperatorKind Operator,
                                          SourceLocation Loc,
                                          llvm::ArrayRef<const Expr *> Operands,
                                          const model::ContainerModel &Model) {
  MapOp Op;
  switch (Operator) {
  case OO_Subscript:
    Op.Kind = MapOpKind::Subscript;
    break;
  case OO_Equal:
    Op.Kind = MapOpKind::Assign;
    break;
  case OO_EqualEqual:
  case OO_ExclaimEqual:
    Op.Kind = MapOpKind::Compare;
    break;
  case OO_LessLess: // Qt: set << x
    Op.Kind = MapOpKind::Insert;
    break;
  default:
    return std::nullopt;
  }
  if (Operands.size() < 2 ||
      !setObject(Op, Operands[0], /*Arrow=*/false, Model))
    return std::nullopt;
  if (Operator == OO_LessLess) {
    // A stream operator for maps is no insertion; QSet's is a member.
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
    if (!Call || !isa_and_nonnull<CXXMethodDecl>(Call->getCalleeDecl()) ||
        Op.Traits->isMap())
      return std::nullopt;
  }
  Op.Call = E;
  Op.MemberLoc = Loc;
  Op.Member = std::string("operator") + getOperatorSpelling(Operator);
  Op.Args.push_back(Operands[1]);
  if (Operator == OO_Subscript || Operator == OO_LessLess)
    Op.Key = Operands[1];
  return Op;
}

/// A function of the user's that only has the name of a standard one.
static bool isUsersOwn(const ValueDecl *Callee) {
  return Callee->getDeclContext()->getRedeclContext()->isTranslationUnit();
}

static std::optional<MapOp> parseFreeCall(const CallExpr *Call,
                                          const model::ContainerModel &Model) {
  if (Call->getNumArgs() == 0)
    return std::nullopt;
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  DeclarationName Name;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee);
      Ref && !isUsersOwn(Ref->getDecl()))
    Name = Ref->getDecl()->getDeclName();
  else if (const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(Callee))
    Name = Lookup->getName();
  if (!Name || !Name.isIdentifier())
    return std::nullopt;
  MapOp Op;
  Op.Member = Name.getAsString();
  Op.Kind = kindOfFreeFunction(Op.Member, Call->getNumArgs());
  if (Op.Kind == MapOpKind::Other ||
      !setObject(Op, Call->getArg(0), /*Arrow=*/false, Model))
    return std::nullopt;
  Op.Call = Call;
  Op.MemberLoc = Callee->getExprLoc();
  setArgs(Op, Call->arguments(), 1);
  return Op;
}

std::optional<MapOp> parseMapOp(const Expr *E,
                                const model::ContainerModel &Model) {
  E = strip(E);
  if (!E)
    return std::nullopt;
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
    llvm::SmallVector<const Expr *, 2> Operands(Call->arg_begin(),
                                                Call->arg_end());
    return parseOperator(E, Call->getOperator(), Call->getOperatorLoc(),
                         Operands, Model);
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (std::optional<MapOp> Op = parseMemberCall(Call, Model))
      return Op;
    return parseFreeCall(Call, Model);
  }
  // In C++20 `m != x` is rewritten to `!(m == x)`.
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return parseOperator(E, OO_ExclaimEqual, Rewritten->getOperatorLoc(),
                         {Rewritten->getLHS(), Rewritten->getRHS()}, Model);
  // In templates the AST has the built-in operators' nodes.
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E);
      Subscript && Subscript->isTypeDependent())
    return parseOperator(E, OO_Subscript, Subscript->getRBracketLoc(),
                         {Subscript->getLHS(), Subscript->getRHS()}, Model);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && Binary->getLHS()->isTypeDependent())
    return parseOperator(
        E, BinaryOperator::getOverloadedOperator(Binary->getOpcode()),
        Binary->getOperatorLoc(), {Binary->getLHS(), Binary->getRHS()}, Model);
  return std::nullopt;
}

} // namespace clang::tidy::maps::support
