//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/PlaceResolver.h"
#include "support/Names.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace clang::tidy::maps::support {

const Expr *peel(const Expr *E) {
  while (E) {
    const Expr *Inner = E->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Bind->getSubExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Inner))
      Inner = Default->getExpr();
    else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner);
             Construct && Construct->isElidable() &&
             Construct->getNumArgs() >= 1)
      Inner = Construct->getArg(0);
    if (Inner == E)
      return E;
    E = Inner;
  }
  return E;
}

bool isNonConstReference(QualType T) {
  return !T.isNull() && T->isLValueReferenceType() &&
         !T->getPointeeType().isConstQualified();
}

QualType CallShape::paramType(unsigned I) const {
  if (!Callee)
    return QualType();
  if (I < Callee->getNumParams())
    return Callee->getParamDecl(I)->getType();
  return QualType();
}

static void dropDefaultArgs(CallShape &Shape) {
  while (!Shape.Args.empty() && isa<CXXDefaultArgExpr>(Shape.Args.back()))
    Shape.Args.pop_back();
}

std::optional<CallShape> parseCall(const Expr *E) {
  CallShape Shape;
  Shape.Call = E;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    Shape.Callee = Construct->getConstructor();
    Shape.Args.append(Construct->arg_begin(), Construct->arg_end());
    dropDefaultArgs(Shape);
    return Shape;
  }
  // `outer[k]` of a dependent type.
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E);
      Subscript && Subscript->isTypeDependent()) {
    Shape.Operator = OO_Subscript;
    Shape.Object = peel(Subscript->getLHS());
    Shape.Args.push_back(Subscript->getRHS());
    return Shape;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return std::nullopt;
  Shape.Callee = Call->getDirectCallee();
  Shape.Name = identifierOf(Shape.Callee);
  Shape.Args.append(Call->arg_begin(), Call->arg_end());
  dropDefaultArgs(Shape);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    Shape.Operator = Operator->getOperator();
    // Dependent operators do not tell; the object of these is always first.
    const bool Member = Shape.Callee
                            ? isa<CXXMethodDecl>(Shape.Callee)
                            : llvm::is_contained({OO_Equal, OO_Subscript,
                                                  OO_Arrow, OO_Star, OO_Call},
                                                 Shape.Operator);
    if (Member && !Shape.Args.empty()) {
      Shape.Object = peel(Shape.Args.front());
      Shape.Args.erase(Shape.Args.begin());
    }
    return Shape;
  }
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
    if (Shape.Callee) {
      Shape.Object = peel(Member->getBase());
      Shape.Arrow = Member->isArrow();
    }
  } else if (const auto *Dependent =
                 dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
    Shape.Name = identifierOf(Dependent->getMember());
    Shape.Arrow = Dependent->isArrow();
    if (!Dependent->isImplicitAccess())
      Shape.Object = peel(Dependent->getBase());
  } else if (const auto *Unresolved = dyn_cast<UnresolvedMemberExpr>(Callee)) {
    Shape.Name = identifierOf(Unresolved->getMemberName());
    Shape.Arrow = Unresolved->isArrow();
    if (!Unresolved->isImplicitAccess())
      Shape.Object = peel(Unresolved->getBase());
  } else if (const auto *Overloaded = dyn_cast<OverloadExpr>(Callee)) {
    Shape.Name = identifierOf(Overloaded->getName());
  }
  return Shape;
}

QualType exprType(const Expr *E, const PointerTypes &Types) {
  E = peel(E);
  if (E->getType().isNull() ||
      !E->getType()->isSpecificBuiltinType(BuiltinType::Dependent))
    return E->getType();
  std::optional<CallShape> Call = parseCall(E);
  if (!Call || !Call->Object ||
      !(Call->Operator == OO_Subscript || Call->Name == "at" ||
        Call->Name == "front" || Call->Name == "back"))
    return E->getType();
  const QualType Holder = Call->Object->getType();
  const HolderKind Kind = Types.holder(Holder);
  if (Kind == HolderKind::None)
    return E->getType();
  if (Holder->isArrayType())
    return QualType(Holder->getArrayElementTypeNoTypeQual(), 0);
  return Holder->isPointerType()
             ? Holder->getPointeeType()
             : model::typeArgument(Holder, Kind == HolderKind::Map);
}

std::optional<unsigned> PlaceResolver::id(const Expr *E) {
  std::optional<Place> P = place(E);
  if (!P || !P->isNameable())
    return std::nullopt;
  return id(*P);
}

// Names in system headers only: `std::move`, `std::size`.
static bool isLibraryFunction(const CallShape &Call) {
  return !Call.Callee || Call.Callee->isInStdNamespace() ||
         Call.Callee->getBuiltinID() != 0;
}

std::optional<Place> PlaceResolver::place(const ValueDecl *D) {
  D = cast<ValueDecl>(D->getCanonicalDecl());
  Place P;
  P.Where.Root = D;
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (!Variable) {
    // A structured binding stands for a part of something unnamed.
    P.Memory = true;
    return P;
  }
  const bool OfFunction = Variable->getDeclContext() == Function ||
                          Variable->isLocalVarDeclOrParm();
  P.Memory = Variable->hasGlobalStorage() || !OfFunction;
  // A variable of the function around a lambda is reached through its capture.
  if (const DeclContext *Owner = Variable->getParentFunctionOrMethod())
    P.Memory |= Owner != Function;
  if (!Variable->getType()->isReferenceType())
    return P;
  if (isa<ParmVarDecl>(Variable)) {
    P.Memory = true;
    return P;
  }
  if (const Expr *Range = rangeOf(Variable)) {
    if (std::optional<Place> Of = place(Range)) {
      P.Reads.push_back(element(*Of, nullptr).Where);
      P.Memory |= Of->Memory;
    } else {
      P.Memory = true;
    }
    return P;
  }
  // References to references; the limit also stops `auto &r = r;`.
  constexpr unsigned MaxReferences = 8;
  const Expr *Init = Variable->getInit();
  std::optional<Place> Target;
  if (Init && Depth < MaxReferences) {
    ++Depth;
    Target = place(Init);
    --Depth;
  }
  if (!Target) {
    P.Memory = true;
    return P;
  }
  // A reference to a fixed object is that object. One to an element stays with
  // it even if the index changes: a place of its own.
  if (llvm::none_of(Target->Where.Steps, [](const PlaceStep &Step) {
        return Step.Kind == PlaceStep::Element || Step.Kind == PlaceStep::Deref;
      }))
    return Target;
  P.Reads.push_back(Target->Where);
  P.Memory |= Target->Memory;
  return P;
}

Place PlaceResolver::property(const Place &Of, PlaceStep::StepKind Kind,
                              StringRef Index) {
  Place P = Of;
  // The index of an outer element becomes part of the path's identity.
  P.Index = Of.Index + std::string(Index);
  P.Where.Steps.push_back({Kind, nullptr});
  return P;
}

Place PlaceResolver::element(const Place &Of, const Expr *Index) {
  Place P = property(Of, PlaceStep::Element);
  if (!Index) {
    P.Index = "?";
    return P;
  }
  std::optional<std::string> Text = spelling(Index, P.Reads, P.Memory);
  P.Index = Text && Of.isNameable() ? Of.Index + *Text : "?";
  return P;
}

Place PlaceResolver::allElements(const Place &Of) {
  Place P = property(Of, PlaceStep::Element);
  P.Index = Of.isNameable() ? Of.Index + "*" : "?";
  return P;
}

Place PlaceResolver::contains(const Place &Of, const Expr *Key) {
  Place P = element(Of, Key);
  P.Where.Steps.back().Kind = PlaceStep::Contains;
  return P;
}

std::optional<std::string>
PlaceResolver::spelling(const Expr *E, llvm::SmallVectorImpl<Region> &Reads,
                        bool &Memory) {
  E = peel(E);
  if (!E)
    return std::nullopt;
  if (!E->isValueDependent() && !E->getType().isNull() &&
      E->getType()->isIntegralOrEnumerationType()) {
    Expr::EvalResult Result;
    if (E->EvaluateAsInt(Result, Context))
      return "#" + llvm::toString(Result.Val.getInt(), 10);
  }
  if (const auto *Literal = dyn_cast<StringLiteral>(E))
    return Literal->getCharByteWidth() == 1
               ? std::optional("\"" + Literal->getString().str() + "\"")
               : std::nullopt;
  // A key that a literal converts to: std::string("x").
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getNumArgs() >= 1 &&
        llvm::all_of(
            llvm::drop_begin(Construct->arguments()),
            [](const Expr *Arg) { return isa<CXXDefaultArgExpr>(Arg); }))
      return spelling(Construct->getArg(0), Reads, Memory);
    return std::nullopt;
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return spelling(Cast->getSubExpr(), Reads, Memory);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && (Binary->isAdditiveOp() || Binary->isMultiplicativeOp())) {
    std::optional<std::string> L = spelling(Binary->getLHS(), Reads, Memory);
    std::optional<std::string> R = spelling(Binary->getRHS(), Reads, Memory);
    if (!L || !R)
      return std::nullopt;
    return "(" + *L + Binary->getOpcodeStr().str() + *R + ")";
  }
  std::optional<Place> P = place(E);
  if (!P || !P->isNameable())
    return std::nullopt;
  Reads.push_back(P->Where);
  Reads.append(P->Reads.begin(), P->Reads.end());
  Memory |= P->Memory;
  return P->str();
}

const Expr *PlaceResolver::iteratedBy(const ValueDecl *D) const {
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (!Variable || !Variable->hasInit() || isa<ParmVarDecl>(Variable))
    return nullptr;
  const Expr *Init = peel(Variable->getInit());
  if (!isa_and_nonnull<CallExpr>(Init))
    return nullptr;
  std::optional<CallShape> Call = parseCall(Init);
  const bool MakesIterator = llvm::StringSwitch<bool>(Call->Name)
                                 .Case("begin", true)
                                 .Case("find", true)
                                 .Case("lower_bound", true)
                                 .Default(false);
  if (!MakesIterator)
    return nullptr;
  const Expr *Of = Call->Object
                       ? Call->Object
                       : (Call->Args.size() == 1 ? Call->Args[0] : nullptr);
  return Of && !Call->Arrow &&
                 Types.holder(exprType(Of, Types)) != HolderKind::None
             ? Of
             : nullptr;
}

// What `*Pointer` denotes.
std::optional<Place> PlaceResolver::dereferenced(const Expr *Pointer) {
  Pointer = peel(Pointer);
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Pointer))
    if (const Expr *Container = iteratedBy(Ref->getDecl())) {
      std::optional<Place> Of = place(Container);
      return Of ? std::optional(element(*Of, nullptr)) : std::nullopt;
    }
  std::optional<Place> P = place(Pointer);
  if (!P)
    return std::nullopt;
  P->Where.Steps.push_back({PlaceStep::Deref, nullptr});
  P->Memory = true;
  return P;
}

std::optional<Place> PlaceResolver::memberPlace(const MemberExpr *E) {
  const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl());
  if (!Field) {
    const auto *Variable = dyn_cast<VarDecl>(E->getMemberDecl());
    return Variable ? place(Variable) : std::nullopt;
  }
  const Expr *Base = peel(E->getBase());
  std::optional<Place> P;
  if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Base);
      Arrow && Arrow->getOperator() == OO_Arrow)
    P = dereferenced(Arrow->getArg(0));
  else if (E->isArrow() && !isa<CXXThisExpr>(Base))
    P = dereferenced(Base);
  else
    P = place(Base);
  if (!P)
    return std::nullopt;
  // `it->second` of an iterator over a map of pointers is the element itself.
  if (!P->Where.Steps.empty() &&
      P->Where.Steps.back().Kind == PlaceStep::Element &&
      identifierOf(Field) == "second")
    return P;
  P->Where.Steps.push_back({PlaceStep::Field, Field->getCanonicalDecl()});
  P->Memory |= isa<CXXThisExpr>(Base);
  return P;
}

std::optional<Place> PlaceResolver::callPlace(const CallShape &Call) {
  if (Call.Operator == OO_Star || Call.Operator == OO_Arrow)
    return Call.Object && Call.Args.empty() ? dereferenced(Call.Object)
                                            : std::nullopt;
  if (!Call.Object) {
    const bool IsView = llvm::StringSwitch<bool>(Call.Name)
                            .Case("move", true)
                            .Case("forward", true)
                            .Case("as_const", true)
                            .Default(false);
    return IsView && Call.Args.size() == 1 && isLibraryFunction(Call)
               ? place(Call.Args[0])
               : std::nullopt;
  }
  if (Call.Arrow)
    return std::nullopt;
  const QualType ObjectType = exprType(Call.Object, Types);
  const PointerKind Pointer = Types.pointer(ObjectType);
  if (Pointer != PointerKind::None && Pointer != PointerKind::Raw)
    return (Call.Name == "get" || Call.Name == "data") && Call.Args.empty()
               ? place(Call.Object)
               : std::nullopt;
  const HolderKind Holder = Types.holder(ObjectType);
  if (Holder == HolderKind::None)
    return std::nullopt;
  std::optional<Place> Of = place(Call.Object);
  if (!Of)
    return std::nullopt;
  if (Call.Operator == OO_Subscript || Call.Name == "at")
    return Call.Args.size() == 1 ? std::optional(element(*Of, Call.Args[0]))
                                 : std::nullopt;
  if (Call.Name == "front" || Call.Name == "back") {
    Place P = element(*Of, nullptr);
    P.Index = Of->Index + (Call.Name == "front" ? "#0" : "back");
    return P;
  }
  if (Call.Name == "size" && Call.Args.empty())
    return property(*Of, PlaceStep::Size);
  if ((Call.Name == "contains" || Call.Name == "count") &&
      Holder == HolderKind::Map && Call.Args.size() == 1)
    return contains(*Of, Call.Args[0]);
  return std::nullopt;
}

std::optional<Place> PlaceResolver::place(const Expr *E) {
  E = peel(E);
  if (!E)
    return std::nullopt;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return isa<VarDecl, BindingDecl>(Ref->getDecl()) ? place(Ref->getDecl())
                                                     : std::nullopt;
  if (isa<CXXThisExpr>(E)) {
    Place P;
    P.Memory = true;
    return P;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return memberPlace(Member);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_Deref ? dereferenced(Unary->getSubExpr())
                                          : std::nullopt;
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E);
      Subscript && !Subscript->isTypeDependent()) {
    std::optional<Place> Of = place(Subscript->getBase());
    return Of ? std::optional(element(*Of, Subscript->getIdx())) : std::nullopt;
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return isa<CXXDynamicCastExpr>(Cast) ? std::nullopt
                                         : place(Cast->getSubExpr());
  // `p = x` is p after the assignment.
  if (const auto *Assign = dyn_cast<BinaryOperator>(E);
      Assign && Assign->getOpcode() == BO_Assign)
    return place(Assign->getLHS());
  if (!isa<CallExpr, ArraySubscriptExpr>(E))
    return std::nullopt;
  std::optional<CallShape> Call = parseCall(E);
  if (Call->Operator == OO_Equal && Call->Object)
    return place(Call->Object);
  return callPlace(*Call);
}

} // namespace clang::tidy::maps::support
