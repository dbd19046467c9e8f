//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Handles.h"
#include "support/Names.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

std::optional<unsigned> Handles::mapOf(const ObjectPath &Path) {
  for (unsigned I = 0; I < Maps.size(); ++I)
    if (Maps[I] == Path)
      return I;
  Maps.push_back(Path);
  return Maps.size() - 1;
}

std::optional<unsigned> Handles::mapOf(const MapOp &Op) {
  std::optional<ObjectPath> Path =
      Op.Arrow ? pointee(Op.Object) : objectOf(Op.Object);
  return Path ? mapOf(*Path) : std::nullopt;
}

/// Strips what makes one iterator from another: copies, and the conversion to
/// a const_iterator.
static const Expr *stripConversions(const Expr *E) {
  for (;;) {
    E = strip(E);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
        Construct && Construct->getNumArgs() >= 1 &&
        llvm::all_of(
            llvm::drop_begin(Construct->arguments()),
            [](const Expr *Arg) { return isa<CXXDefaultArgExpr>(Arg); }))
      E = Construct->getArg(0);
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
             Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
      E = Call->getImplicitObjectArgument();
    else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
             Cast && Cast->getType()->isRecordType())
      E = Cast->getSubExpr();
    else
      return E;
  }
}

const ValueDecl *variableOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(stripConversions(E));
  return Ref && isa<VarDecl, BindingDecl>(Ref->getDecl()) ? Ref->getDecl()
                                                          : nullptr;
}

/// The operand of the operator that \p E applies, overloaded or not.
static const Expr *operandOf(const Expr *E, UnaryOperatorKind Builtin,
                             OverloadedOperatorKind Overloaded) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == Builtin ? Unary->getSubExpr() : nullptr;
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
  return Call && Call->getOperator() == Overloaded && Call->getNumArgs() == 1
             ? Call->getArg(0)
             : nullptr;
}

static bool isKeyName(llvm::StringRef Name) {
  return llvm::is_contained({"first", "getFirst", "getKey", "key"}, Name);
}

/// `it.key()` and `it.value()` of Qt, `it->getKey()` of LLVM: the iterator or
/// element that is asked, else null.
static const Expr *askedForPart(const CallExpr *Call) {
  const auto *Callee =
      dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParenImpCasts());
  if (!Callee || Call->getNumArgs() != 0)
    return nullptr;
  llvm::StringRef Name = identifierOf(Callee->getMemberDecl()->getDeclName());
  if (!isKeyName(Name) &&
      !llvm::is_contained({"value", "getSecond", "getValue"}, Name))
    return nullptr;
  const Expr *Base = strip(Callee->getBase());
  if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Base);
      Arrow && Arrow->getOperator() == OO_Arrow)
    return Arrow->getArg(0);
  return Base;
}

const ValueDecl *rootVariable(const Expr *E) {
  for (;;) {
    E = stripConversions(E);
    if (const ValueDecl *Variable = variableOf(E))
      return Variable;
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(E);
             Member && !Member->isImplicitAccess())
      E = Member->getBase();
    else if (const Expr *Pointer = operandOf(E, UO_Deref, OO_Star))
      E = Pointer;
    else if (const Expr *Pointer = operandOf(E, UO_AddrOf, OO_Arrow))
      E = Pointer;
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
             Call && askedForPart(Call))
      E = askedForPart(Call);
    else
      return nullptr;
  }
}

/// Whether the call of an insertion or erasure gives an iterator back, alone
/// or in a pair, and not a count or nothing.
static bool givesIterator(const Expr *Call) {
  QualType T = Call->getType();
  return T->isDependentType() || T->isRecordType() || T->isPointerType();
}

HandleSet Handles::madeBy(const MapOp &Op) {
  Handle Made;
  Made.Source = Op.Call;
  Made.Element = Op.Call;
  Made.Traits = Op.Traits;
  switch (Op.Kind) {
  case MapOpKind::Find:
    // The bounds give the element of another key, or none.
    if (!llvm::StringRef(Op.Member).ends_with_insensitive("bound"))
      Made.Key = Op.Key;
    break;
  case MapOpKind::Begin:
    if (!llvm::is_contained({"begin", "cbegin", "constBegin"}, Op.Member))
      return {};
    break;
  case MapOpKind::End:
    if (!llvm::is_contained({"end", "cend", "constEnd"}, Op.Member))
      return {};
    Made.AtEnd = true;
    break;
  case MapOpKind::Insert:
  case MapOpKind::Emplace:
  case MapOpKind::TryEmplace:
  case MapOpKind::InsertOrAssign:
    if (!givesIterator(Op.Call))
      return {};
    Made.Key = Op.Key;
    break;
  case MapOpKind::EraseIterator:
  case MapOpKind::EraseRange:
    if (!givesIterator(Op.Call))
      return {};
    break;
  case MapOpKind::Subscript:
  case MapOpKind::At:
    // Qt's value() and LLVM's lookup() return copies.
    if (!Op.Call->isGLValue() && !Op.Call->isTypeDependent())
      return {};
    if (!Op.Traits->isMap())
      return {};
    Made.Form = HandleForm::Reference;
    Made.Part = ElementPart::Value;
    Made.Key = Op.Key;
    break;
  default:
    return {};
  }
  std::optional<unsigned> Map = mapOf(Op);
  if (!Map)
    return {};
  Made.Map = *Map;
  return {Made};
}

/// `*H` and `H->`
static HandleSet dereferenced(HandleSet Set) {
  HandleSet Result;
  for (Handle &H : Set) {
    if (H.Form != HandleForm::Iterator && H.Form != HandleForm::Pointer)
      continue;
    H.Form = HandleForm::Reference;
    Result.push_back(H);
  }
  return Result;
}

/// The part \p Name of elements: a field, or what a getter returns.
static HandleSet partOf(HandleSet Set, llvm::StringRef Name) {
  HandleSet Result;
  for (Handle &H : Set) {
    if (H.Form != HandleForm::Reference && H.Form != HandleForm::Copy)
      continue;
    bool Whole = H.Part == ElementPart::Element && H.Traits->isMap();
    H.Part = Whole && isKeyName(Name) ? ElementPart::Key : ElementPart::Value;
    if (H.Form == HandleForm::Reference || H.Part == ElementPart::Key)
      Result.push_back(H);
  }
  return Result;
}

HandleSet Handles::ofMember(const Expr *Base, bool Arrow,
                            const ValueDecl *Member, llvm::StringRef Name,
                            const HandleScope &Scope) {
  Base = strip(Base);
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Base);
      Call && Call->getOperator() == OO_Arrow && Arrow)
    Base = Call->getArg(0);
  HandleSet Set = denotedBy(Base, Scope);
  if (Arrow)
    Set = dereferenced(Set);
  if (Set.empty())
    return {};
  // What a reference member refers to is no part of the element.
  if (Member && Member->getType()->isReferenceType() && !isKeyName(Name) &&
      Name != "second")
    return {};
  if (Set.front().Form != HandleForm::Iterator)
    return partOf(Set, Name);
  // The pairs that insertions and equal_range return: the second is a bool, or
  // the end of the range, which stays when elements of the range go.
  return Name == "first" ? Set : HandleSet();
}

/// `std::next(it)`, `std::find_if(it, m.end(), p)`: another iterator of the
/// same map.
static bool isIteratorAlgorithm(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !Callee->isInStdNamespace() || Call->getNumArgs() == 0)
    return false;
  const ASTContext &Context = Callee->getASTContext();
  return Context.hasSameUnqualifiedType(Call->getType(),
                                        strip(Call->getArg(0))->getType()) &&
         !Call->isGLValue();
}

HandleSet Handles::ofCall(const CallExpr *Call, const HandleScope &Scope) {
  if (isa<CXXMemberCallExpr>(Call)) {
    const Expr *Base = askedForPart(Call);
    if (!Base)
      return {};
    HandleSet Set = denotedBy(Base, Scope);
    if (!Set.empty() && Set.front().Form == HandleForm::Iterator)
      Set = dereferenced(Set);
    const auto *Callee =
        cast<MemberExpr>(Call->getCallee()->IgnoreParenImpCasts());
    return partOf(Set, identifierOf(Callee->getMemberDecl()->getDeclName()));
  }
  if (isIteratorAlgorithm(Call)) {
    HandleSet Set = denotedBy(Call->getArg(0), Scope);
    for (Handle &H : Set) {
      if (H.Form != HandleForm::Iterator)
        return {};
      H.Key = nullptr;
      H.Element = Call;
      H.AtEnd = false;
    }
    return Set;
  }
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee && Callee->isInStdNamespace() && Call->getNumArgs() == 1 &&
      llvm::is_contained({"move", "forward", "as_const"}, identifierOf(Callee)))
    return denotedBy(Call->getArg(0), Scope);
  return {};
}

HandleSet Handles::denotedBy(const Expr *E, const HandleScope &Scope) {
  E = strip(E);
  if (const HandleSet *Known = Scope.OfExpr(E))
    return *Known;
  if (const Expr *Inner = stripConversions(E); Inner != E) {
    // A copy of an element is none, one of an iterator is.
    HandleSet Set = denotedBy(Inner, Scope);
    for (Handle &H : Set)
      if (H.Form == HandleForm::Reference)
        H.Form = HandleForm::Copy;
    return Set;
  }
  if (const ValueDecl *Variable = variableOf(E))
    return Scope.OfVariable(Variable);
  if (std::optional<MapOp> Op = parseMapOp(E, Model))
    return madeBy(*Op);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return ofMember(
        Member->getBase(), Member->isArrow(), Member->getMemberDecl(),
        identifierOf(Member->getMemberDecl()->getDeclName()), Scope);
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(E))
    return Member->isImplicitAccess()
               ? HandleSet()
               : ofMember(Member->getBase(), Member->isArrow(), nullptr,
                          identifierOf(Member->getMember()), Scope);
  if (const Expr *Pointer = operandOf(E, UO_Deref, OO_Star))
    return dereferenced(denotedBy(Pointer, Scope));
  if (const Expr *Advanced = operandOf(E, UO_PreInc, OO_PlusPlus))
    return denotedBy(Advanced, Scope);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_AddrOf) {
    HandleSet Set = denotedBy(Unary->getSubExpr(), Scope);
    for (Handle &H : Set) {
      if (H.Form != HandleForm::Reference)
        return {};
      H.Form = HandleForm::Pointer;
    }
    return Set;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return ofCall(Call, Scope);
  return {};
}

HandleSet Handles::withKey(const Expr *Key, const HandleScope &Scope) {
  HandleSet Result;
  for (const Handle &H : denotedBy(Key, Scope))
    if ((H.Form == HandleForm::Reference || H.Form == HandleForm::Copy) &&
        (H.Part == ElementPart::Key ||
         (H.Part == ElementPart::Element && !H.Traits->isMap())))
      Result.push_back(H);
  return Result;
}

} // namespace clang::tidy::maps::support
