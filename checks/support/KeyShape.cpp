//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/KeyShape.h"
#include "support/Effects.h"
#include "support/Identity.h"
#include "support/Loops.h"
#include "support/Names.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

namespace clang::tidy::maps::support {

bool isCoarseType(QualType T) {
  T = T.getNonReferenceType().getCanonicalType();
  if (T->isBooleanType() || T->isAnyCharacterType())
    return true;
  // An enumeration without enumerators is a strong integer type.
  const auto *Enum = llvm::dyn_cast_or_null<EnumDecl>(T->getAsTagDecl());
  return Enum && Enum->getDefinition() &&
         !Enum->getDefinition()->enumerators().empty();
}

static llvm::StringRef calleeName(const CallExpr *Call) {
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  DeclarationName Name;
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Callee))
    Name = Ref->getDecl()->getDeclName();
  else if (const auto *Member = llvm::dyn_cast<MemberExpr>(Callee))
    Name = Member->getMemberDecl()->getDeclName();
  else if (const auto *Lookup = llvm::dyn_cast<OverloadExpr>(Callee))
    Name = Lookup->getName();
  else if (const auto *M = llvm::dyn_cast<CXXDependentScopeMemberExpr>(Callee))
    Name = M->getMember();
  return Name.isIdentifier() && Name.getAsIdentifierInfo()
             ? Name.getAsIdentifierInfo()->getName()
             : llvm::StringRef();
}

// The object of a member call; null for other calls.
static const Expr *objectOfCall(const CallExpr *Call) {
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(Callee))
    return Member->getBase();
  if (const auto *M = llvm::dyn_cast<CXXDependentScopeMemberExpr>(Callee))
    return M->isImplicitAccess() ? nullptr : M->getBase();
  return nullptr;
}

// Without what does not change a value: parentheses, conversions, std::move.
static const Expr *valueOf(const Expr *E) {
  for (;;) {
    const Expr *Before = E;
    E = strip(E->IgnoreUnlessSpelledInSource());
    if (const auto *Cast = llvm::dyn_cast<ExplicitCastExpr>(E))
      E = Cast->getSubExpr();
    else if (const auto *Call = llvm::dyn_cast<CallExpr>(E);
             Call && Call->getNumArgs() == 1 &&
             !llvm::isa<CXXOperatorCallExpr>(Call) &&
             (calleeName(Call) == "move" || calleeName(Call) == "as_const"))
      E = Call->getArg(0);
    if (E == Before)
      return E;
  }
}

// Whether a conversion on the way to the value rounds.
static bool rounds(const Expr *E) {
  for (;;) {
    E = E->IgnoreParens();
    if (const auto *Cast = llvm::dyn_cast<CastExpr>(E)) {
      if (Cast->getCastKind() == CK_FloatingToIntegral)
        return true;
      E = Cast->getSubExpr();
    } else if (const auto *Full = llvm::dyn_cast<FullExpr>(E)) {
      E = Full->getSubExpr();
    } else if (const auto *Temp = llvm::dyn_cast<MaterializeTemporaryExpr>(E)) {
      E = Temp->getSubExpr();
    } else {
      return false;
    }
  }
}

static bool isConstantBelow(const Expr *E, unsigned Limit,
                            const ASTContext &Context) {
  Expr::EvalResult Result;
  return !E->isValueDependent() && !E->isTypeDependent() &&
         E->getType()->isIntegerType() && E->EvaluateAsInt(Result, Context) &&
         Result.Val.getInt().getLimitedValue() < Limit;
}

// A getter without arguments.
static bool isGetter(const Expr *E) {
  const auto *Call = llvm::dyn_cast_or_null<CXXMemberCallExpr>(E);
  return Call && Call->getNumArgs() == 0;
}

// entry->group()->database(), node->getParent(): many elements share what owns
// them.
static bool isSharedOwner(const CallExpr *Call) {
  if (!isGetter(Call) || !Call->getType()->isPointerType())
    return false;
  const Expr *Object = objectOfCall(Call);
  const llvm::StringRef Name = calleeName(Call);
  return Name.equals_insensitive("parent") ||
         Name.equals_insensitive("getParent") ||
         Name.equals_insensitive("owner") ||
         Name.equals_insensitive("getOwner") ||
         (Object && isGetter(Object->IgnoreParenImpCasts()) &&
          Object->getType()->isPointerType());
}

namespace {
/// Judges keys by what varies in one region.
class Judge {
public:
  Judge(const Stmt *Region, ASTContext &Context)
      : Region(Region), Context(Context) {}

  KeyShape shape(const Expr *E);

private:
  KeyShape shapeOfCall(const CallExpr *Call);
  KeyShape shapeOfOperator(const CXXOperatorCallExpr *Call);
  template <typename Range> KeyShape combine(const Range &Parts);

  bool isOwn(const ValueDecl *D) const {
    const SourceManager &SM = Context.getSourceManager();
    return SM.isPointWithin(SM.getExpansionLoc(D->getLocation()),
                            SM.getExpansionLoc(Region->getBeginLoc()),
                            SM.getExpansionLoc(Region->getEndLoc()));
  }
  bool dependsOnElement(const Stmt *S) const;
  bool varies(const Stmt *S) const;

  const Stmt *Region;
  ASTContext &Context;
  unsigned Depth = 0;
};
} // namespace

// Whether S reads a variable of the region's own.
bool Judge::dependsOnElement(const Stmt *S) const {
  if (!S)
    return false;
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(S))
    return isOwn(Ref->getDecl());
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return dependsOnElement(Child);
  });
}

// Likewise, or something that the region changes, or calls what may change by
// itself.
bool Judge::varies(const Stmt *S) const {
  if (!S)
    return false;
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(S))
    return isOwn(Ref->getDecl()) ||
           writesVisibly(Region, Ref->getDecl(), Context);
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(S);
      Member && llvm::isa<FieldDecl>(Member->getMemberDecl()) &&
      writesVisibly(Region, Member->getMemberDecl(), Context))
    return true;
  if (const auto *Call = llvm::dyn_cast<CallExpr>(S);
      Call && !Call->isTypeDependent() && !isPure(Call))
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return varies(Child); });
}

template <typename Range> KeyShape Judge::combine(const Range &Parts) {
  KeyShape Result = KeyShape::Constant;
  for (const Expr *Part : Parts)
    if (Part)
      Result = std::max(Result, shape(Part));
  return Result;
}

KeyShape Judge::shapeOfCall(const CallExpr *Call) {
  static const llvm::StringSet<> Rounding = {
      "floor",          "ceil",     "round",     "lround",        "llround",
      "trunc",          "rint",     "nearbyint", "ilogb",         "log2",
      "log10",          "popcount", "bit_width", "countl_zero",   "countr_zero",
      "strlen",         "tolower",  "toupper",   "towlower",      "towupper",
      "toLower",        "toUpper",  "extension", "duration_cast", "parent_path",
      "time_point_cast"};
  const llvm::StringRef Name = calleeName(Call);
  const Expr *Object = objectOfCall(Call);
  // Lower-case strings are as many as strings; lower-case characters are not.
  const bool OfString = Call->getNumArgs() > 0 &&
                        (Name == "toLower" || Name == "toUpper") &&
                        Call->getArg(0)->getType()->isRecordType();
  if (Rounding.contains(Name) && !OfString &&
      (Call->getNumArgs() > 0 || !Name.starts_with("to")))
    return KeyShape::Coarse;
  if (Call->getNumArgs() == 0 && Object && (Name == "size" || Name == "length"))
    return dependsOnElement(Object) ? KeyShape::Coarse : KeyShape::Varying;
  if (isSharedOwner(Call))
    return KeyShape::Coarse;
  // A prefix of a few characters.
  constexpr unsigned Prefix = 4;
  if ((Name == "substr" && Call->getNumArgs() == 2 &&
       isConstantBelow(Call->getArg(0), ~0U, Context) &&
       isConstantBelow(Call->getArg(1), Prefix, Context)) ||
      (Name == "left" && Call->getNumArgs() == 1 &&
       isConstantBelow(Call->getArg(0), Prefix, Context)))
    return KeyShape::Coarse;
  // What is computed from coarse values is coarse.
  llvm::SmallVector<const Expr *, 4> Parts(Call->arguments());
  Parts.push_back(Object);
  const KeyShape Shape = combine(Parts);
  return Shape == KeyShape::Constant ? KeyShape::Varying : Shape;
}

KeyShape Judge::shapeOfOperator(const CXXOperatorCallExpr *Call) {
  switch (Call->getOperator()) {
  case OO_Percent:
    return KeyShape::Coarse;
  case OO_Slash: // Not that of file paths.
  case OO_GreaterGreater:
  case OO_Amp:
    return Call->getNumArgs() == 2 &&
                   Call->getArg(1)->getType()->isArithmeticType()
               ? KeyShape::Coarse
               : KeyShape::Varying;
  case OO_Subscript:
  case OO_Plus:
  case OO_Minus: {
    const KeyShape Shape = combine(Call->arguments());
    return Shape == KeyShape::Constant ? KeyShape::Varying : Shape;
  }
  default:
    return KeyShape::Varying;
  }
}

KeyShape Judge::shape(const Expr *E) {
  if (!varies(E))
    return KeyShape::Constant;
  if (rounds(E))
    return KeyShape::Coarse;
  E = valueOf(E);
  if (isCoarseType(E->getType()))
    return KeyShape::Coarse;
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E)) {
    // auto key = x % 10;
    const auto *Var = llvm::dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var || llvm::isa<ParmVarDecl>(Var) || !isOwn(Var) || !Var->hasInit() ||
        Var->isCXXForRangeDecl() || Depth > 4 ||
        writesVisibly(Region, Var, Context))
      return KeyShape::Varying;
    ++Depth;
    const KeyShape Shape = shape(Var->getInit());
    --Depth;
    return std::max(Shape, KeyShape::Coarse);
  }
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E)) {
    switch (Binary->getOpcode()) {
    case BO_Rem:
    case BO_Div:
    case BO_Shr:
    case BO_And:
      return KeyShape::Coarse;
    case BO_Add:
    case BO_Sub:
    case BO_Mul:
    case BO_Or:
    case BO_Xor:
    case BO_Shl:
      return combine(std::initializer_list<const Expr *>{Binary->getLHS(),
                                                         Binary->getRHS()});
    default:
      return KeyShape::Varying;
    }
  }
  if (const auto *Choice = llvm::dyn_cast<ConditionalOperator>(E))
    return std::max(combine(std::initializer_list<const Expr *>{
                        Choice->getTrueExpr(), Choice->getFalseExpr()}),
                    KeyShape::Coarse);
  if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_Minus || Unary->getOpcode() == UO_Not
               ? shape(Unary->getSubExpr())
               : KeyShape::Varying;
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(E)) {
    // table[x % 4].name, but a member that the region writes varies by itself.
    const KeyShape Shape = shape(Member->getBase());
    return Shape == KeyShape::Constant ? KeyShape::Varying : Shape;
  }
  if (const auto *Subscript = llvm::dyn_cast<ArraySubscriptExpr>(E))
    return combine(std::initializer_list<const Expr *>{Subscript->getBase(),
                                                       Subscript->getIdx()});
  if (const auto *Operator = llvm::dyn_cast<CXXOperatorCallExpr>(E))
    return shapeOfOperator(Operator);
  if (const auto *Call = llvm::dyn_cast<CallExpr>(E))
    return shapeOfCall(Call);
  if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(E))
    return combine(Construct->arguments());
  if (const auto *Construct = llvm::dyn_cast<CXXUnresolvedConstructExpr>(E))
    return combine(Construct->arguments());
  if (const auto *List = llvm::dyn_cast<InitListExpr>(E))
    return combine(List->inits());
  return KeyShape::Varying;
}

KeyShape shapeOfKey(const Expr *Key, const Stmt *Region, ASTContext &Context) {
  return Judge(Region, Context).shape(Key);
}

//===----------------------------------------------------------------------===//
// Distinct keys
//===----------------------------------------------------------------------===//

static const ValueDecl *declOf(const Expr *E) {
  const auto *Ref = llvm::dyn_cast<DeclRefExpr>(valueOf(E));
  return Ref ? Ref->getDecl() : nullptr;
}

// A constant that is bound within the loop stands for what it is bound to.
static const Expr *follow(const Expr *E) {
  E = valueOf(E);
  for (unsigned I = 0; I < 4; ++I) {
    const auto *Var = llvm::dyn_cast_or_null<VarDecl>(declOf(E));
    if (!Var || !Var->hasInit() || Var->isCXXForRangeDecl() ||
        !Var->getType().getNonReferenceType().isConstQualified())
      break;
    E = valueOf(Var->getInit());
  }
  return E;
}

// `i`, `i + 1`, `1 + i`
static bool isCounter(const Expr *E, const TripCount &Count,
                      const ASTContext &Context) {
  if (Count.Kind != TripCount::Counter)
    return false;
  E = follow(E);
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E);
      Binary && Binary->isAdditiveOp()) {
    if (isConstantBelow(Binary->getRHS(), ~0U, Context))
      return isCounter(Binary->getLHS(), Count, Context);
    return Binary->getOpcode() == BO_Add &&
           isConstantBelow(Binary->getLHS(), ~0U, Context) &&
           isCounter(Binary->getRHS(), Count, Context);
  }
  return declOf(E) == Count.Variable;
}

// The element that the loop is at: `x` of a range-for, `*it`, `v[i]`.
static bool isElement(const Expr *E, const TripCount &Count,
                      const ASTContext &Context) {
  E = follow(E);
  switch (Count.Kind) {
  case TripCount::Elements:
    return declOf(E) == Count.Variable;
  case TripCount::Iterators:
    if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(E);
        Unary && Unary->getOpcode() == UO_Deref)
      return declOf(Unary->getSubExpr()) == Count.Variable;
    if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(E);
        Call && Call->getOperator() == OO_Star && Call->getNumArgs() == 1)
      return declOf(Call->getArg(0)) == Count.Variable;
    return false;
  case TripCount::Counter:
    if (const auto *Subscript = llvm::dyn_cast<ArraySubscriptExpr>(E))
      return isCounter(Subscript->getIdx(), Count, Context);
    if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(E);
        Call && Call->getOperator() == OO_Subscript && Call->getNumArgs() == 2)
      return isCounter(Call->getArg(1), Count, Context);
    return false;
  }
  llvm_unreachable("covered switch");
}

// The key of a map's element: `kv.first`, `it->first`, `it.key()`, the first of
// `auto &[k, v]`.
static bool isKeyOfElement(const Expr *E, const TripCount &Count,
                           const ASTContext &Context) {
  E = follow(E);
  if (const auto *Binding = llvm::dyn_cast_or_null<BindingDecl>(declOf(E)))
    return Binding->getDecomposedDecl() == Count.Variable &&
           llvm::cast<DecompositionDecl>(Binding->getDecomposedDecl())
                   ->bindings()
                   .front() == Binding;
  if (const auto *Call = llvm::dyn_cast<CallExpr>(E))
    return Count.Kind == TripCount::Iterators && calleeName(Call) == "key" &&
           Call->getNumArgs() == 0 && objectOfCall(Call) &&
           declOf(objectOfCall(Call)) == Count.Variable;
  const Expr *Base = nullptr;
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(E);
      Member && identifierOf(Member->getMemberDecl()) == "first")
    Base = Member->getBase();
  else if (const auto *M = llvm::dyn_cast<CXXDependentScopeMemberExpr>(E);
           M && !M->isImplicitAccess() && M->getMember().isIdentifier() &&
           M->getMember().getAsString() == "first")
    Base = M->getBase();
  if (!Base)
    return false;
  if (isElement(Base, Count, Context))
    return true;
  // it->first, where the arrow may be an operator
  Base = valueOf(Base);
  if (const auto *Arrow = llvm::dyn_cast<CXXOperatorCallExpr>(Base);
      Arrow && Arrow->getOperator() == OO_Arrow)
    Base = Arrow->getArg(0);
  return Count.Kind == TripCount::Iterators && declOf(Base) == Count.Variable;
}

static const model::ContainerTraits *
uniqueSource(const TripCount &Count, const model::ContainerModel &Model) {
  if (!Count.Source)
    return nullptr;
  const QualType T = Count.Source->getType();
  const QualType Pointee = pointeeType(T);
  const model::ContainerTraits *Traits =
      Model.lookupObject(Pointee.isNull() ? T : Pointee);
  return Traits && !Traits->isMulti() ? Traits : nullptr;
}

// Whether the elements that a walk over a map gives are pairs: those of Qt's
// are the values.
static bool hasFirst(QualType T) {
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record)
    return T->isDependentType();
  return llvm::any_of(Record->fields(),
                      [](const FieldDecl *Field) {
                        return identifierOf(Field) == "first";
                      }) ||
         llvm::any_of(Record->bases(), [](const CXXBaseSpecifier &Base) {
           return hasFirst(Base.getType());
         });
}

// An index or a table by id: each element is in it once, under its own key.
static bool storesElementOrPosition(const MapOp &Op, const TripCount &Count,
                                    const ASTContext &Context) {
  if ((Op.Kind != MapOpKind::Emplace && Op.Kind != MapOpKind::TryEmplace) ||
      !Op.Value)
    return false;
  const Expr *Value = follow(Op.Value);
  if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(Value)) {
    if (Unary->getOpcode() == UO_PostInc) // a position beside the element
      return true;
    if (Unary->getOpcode() == UO_AddrOf)
      Value = Unary->getSubExpr();
  }
  return isElement(Value, Count, Context) || isCounter(Value, Count, Context) ||
         (Count.Kind == TripCount::Iterators &&
          declOf(Value) == Count.Variable);
}

static bool areDistinct(const MapOp &Op, const TripCount &Count,
                        const model::ContainerModel &Model,
                        const ASTContext &Context) {
  if (const model::ContainerTraits *Source = uniqueSource(Count, Model)) {
    // The element itself goes in: the key of a set, the pair of a map.
    const Expr *Whole = Op.Key ? Op.Key : Op.Args.back();
    if (isElement(Whole, Count, Context) &&
        Source->isMap() == Op.Traits->isMap() &&
        (!Source->isMap() || hasFirst(Whole->getType())))
      return true;
    if (Op.Key && Source->isMap() && isKeyOfElement(Op.Key, Count, Context))
      return true;
    if (Op.Key && !Source->isMap() && isElement(Op.Key, Count, Context))
      return true;
  }
  return (Op.Key && isCounter(Op.Key, Count, Context)) ||
         storesElementOrPosition(Op, Count, Context);
}

KeyShape shapeOfKeys(const MapOp &Op, const Stmt *Loop, const TripCount &Count,
                     const model::ContainerModel &Model, ASTContext &Context) {
  if (Op.Args.empty())
    return KeyShape::Constant;
  // Every insertion into a multimap adds an element.
  if (Op.Traits->isMulti())
    return KeyShape::Distinct;
  if (const QualType Key = model::typeArgument(Op.ContainerType, 0);
      !Key.isNull() && isCoarseType(Key))
    return KeyShape::Coarse;
  const Expr *Key = Op.Key ? Op.Key : Op.Args.back();
  const KeyShape Shape = shapeOfKey(Key, Loop, Context);
  if (Shape == KeyShape::Varying && areDistinct(Op, Count, Model, Context))
    return KeyShape::Distinct;
  return Shape;
}

} // namespace clang::tidy::maps::support
