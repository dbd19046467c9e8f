//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/UsageSummary.h"
#include "support/UserCode.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace clang::tidy::maps::support {

bool changesElements(UsageKind K) {
  switch (K) {
  case UsageKind::Subscript:
  case UsageKind::Insert:
  case UsageKind::Erase:
  case UsageKind::Clear:
  case UsageKind::Assign:
  case UsageKind::Swap:
  case UsageKind::Move:
    return true;
  default:
    return false;
  }
}

bool removesElements(UsageKind K) {
  return K == UsageKind::Erase || K == UsageKind::Clear ||
         K == UsageKind::Assign || K == UsageKind::Swap || K == UsageKind::Move;
}

bool handsOut(UsageKind K) {
  return K == UsageKind::PassMutable || K == UsageKind::Return ||
         K == UsageKind::Address || K == UsageKind::Capture ||
         K == UsageKind::Other;
}

bool MapSummary::has(UsageKind K) const {
  return llvm::any_of(Usages, [K](const Usage &U) { return U.Kind == K; });
}

namespace {

/// What a declared type says of the map that it holds or leads to.
struct Holder {
  const model::ContainerTraits *Traits = nullptr;
  /// A raw pointer or an owner (`unique_ptr`, `optional`, ...).
  bool Pointer = false;
  /// An owner.
  bool Owner = false;
};

/// What a wrapper whose object is never destroyed holds.
QualType keptForEver(QualType T) {
  static constexpr llvm::StringLiteral Wrappers[] = {
      "NoDestructor",  "NeverDestroyed", "Indestructible",
      "ManagedStatic", "LazyInstance",   "QGlobalStatic"};
  const auto *Class = llvm::dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Class || !llvm::is_contained(Wrappers, Class->getName()))
    return {};
  for (const CXXMethodDecl *Method : Class->methods())
    if (Method->getOverloadedOperator() == OO_Arrow &&
        !Method->getReturnType()->getPointeeType().isNull())
      return Method->getReturnType()->getPointeeType().getUnqualifiedType();
  return {};
}

Holder holderOf(QualType T, const model::ContainerModel &Model) {
  Holder H;
  if (T.isNull())
    return H;
  T = T.getNonReferenceType();
  if ((H.Traits = Model.lookupObject(T)))
    return H;
  QualType Pointee = pointeeType(T);
  if (Pointee.isNull())
    Pointee = keptForEver(T);
  if (!Pointee.isNull() && (H.Traits = Model.lookupObject(Pointee))) {
    H.Pointer = true;
    H.Owner = !T->isPointerType();
  }
  return H;
}

bool isNamed(const NamedDecl *D, llvm::ArrayRef<llvm::StringRef> Names) {
  return D && D->getDeclName().isIdentifier() &&
         llvm::is_contained(Names, D->getName());
}

/// The instantiation's member or the redeclaration stands for the one that the
/// user wrote first.
const ValueDecl *canonical(const ValueDecl *D) {
  if (const auto *Var = llvm::dyn_cast<VarDecl>(D)) {
    if (const VarDecl *Pattern = Var->getTemplateInstantiationPattern())
      Var = Pattern;
    return Var->getCanonicalDecl();
  }
  if (const auto *Field = llvm::dyn_cast<FieldDecl>(D))
    if (const auto *Record =
            llvm::dyn_cast<CXXRecordDecl>(Field->getDeclContext()))
      if (const CXXRecordDecl *Pattern =
              Record->getTemplateInstantiationPattern())
        for (const FieldDecl *F : Pattern->fields())
          if (F->getFieldIndex() == Field->getFieldIndex())
            return F;
  return llvm::cast<ValueDecl>(D->getCanonicalDecl());
}

bool neverFallsThrough(const Stmt *S) {
  if (const auto *Block = llvm::dyn_cast<CompoundStmt>(S))
    return !Block->body_empty() && neverFallsThrough(Block->body_back());
  if (const auto *Clean = llvm::dyn_cast<ExprWithCleanups>(S))
    return neverFallsThrough(Clean->getSubExpr());
  if (const auto *Call = llvm::dyn_cast<CallExpr>(S))
    return Call->getDirectCallee() && Call->getDirectCallee()->isNoReturn();
  return llvm::isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt, CXXThrowExpr,
                   CoreturnStmt>(S);
}

/// One step of the way from the translation unit to a node.
struct Ancestor {
  const Stmt *S = nullptr;
  const Decl *D = nullptr;
  const CXXCtorInitializer *Init = nullptr;
};

struct NodeInfo {
  const Expr *E = nullptr;
  const FunctionDecl *Function = nullptr;
};

} // namespace

struct UsageSummaries::Index {
  ASTContext &Context;
  const model::ContainerModel &Model;
  std::vector<MapSummary> Summaries;
  std::vector<const ValueDecl *> Decls;
  std::vector<std::vector<NodeInfo>> Nodes;
  llvm::DenseMap<const ValueDecl *, unsigned> ByDecl;
  mutable llvm::DenseMap<const ValueDecl *, Holder> Holders;
  mutable llvm::DenseMap<const FunctionDecl *, const ValueDecl *> Accessors;

  Index(ASTContext &Context, const model::ContainerModel &Model)
      : Context(Context), Model(Model) {}

  const Holder &holder(const ValueDecl *D) const {
    auto [It, New] = Holders.try_emplace(D);
    if (New) {
      Holder H = holderOf(D->getType(), Model);
      It = Holders.find(D);
      It->second = H;
    }
    return It->second;
  }

  bool holdsMap(const ValueDecl *D) const {
    return holder(D).Traits != nullptr;
  }

  /// The variable or field that \p E denotes or reaches through a pointer,
  /// with references and `Map &instance() { ...; return Theirs; }` followed.
  const ValueDecl *resolve(const Expr *E, unsigned Depth = 0) const;
  const ValueDecl *resolve(const ValueDecl *D, unsigned Depth = 0) const;
  /// What a function that does nothing but hand one object out returns.
  const ValueDecl *accessed(const FunctionDecl *F, unsigned Depth) const;

  unsigned summaryFor(const ValueDecl *D);
  std::string identityOf(const ValueDecl *D) const;
};

const ValueDecl *UsageSummaries::Index::resolve(const Expr *E,
                                                unsigned Depth) const {
  if (!E || Depth > 4)
    return nullptr;
  E = strip(E);
  if (const auto *Op = llvm::dyn_cast<UnaryOperator>(E))
    return Op->getOpcode() == UO_Deref || Op->getOpcode() == UO_AddrOf
               ? resolve(Op->getSubExpr(), Depth)
               : nullptr;
  if (const auto *Cast = llvm::dyn_cast<ExplicitCastExpr>(E))
    return resolve(Cast->getSubExpr(), Depth);
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E))
    return resolve(Ref->getDecl(), Depth);
  if (const auto *Member = llvm::dyn_cast<MemberExpr>(E))
    return resolve(Member->getMemberDecl(), Depth);
  if (const auto *Op = llvm::dyn_cast<CXXOperatorCallExpr>(E)) {
    bool Dereferences = Op->getOperator() == OO_Arrow ||
                        (Op->getOperator() == OO_Star && Op->getNumArgs() == 1);
    return Dereferences ? resolve(Op->getArg(0), Depth) : nullptr;
  }
  if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(E))
    if (isNamed(Call->getMethodDecl(), {"get", "value", "data"}) &&
        holderOf(Call->getImplicitObjectArgument()->getType(), Model).Owner)
      return resolve(Call->getImplicitObjectArgument(), Depth);
  if (const auto *Call = llvm::dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->getNumParams() == 1 && Callee->isInStdNamespace() &&
        isNamed(Callee, {"move", "forward", "as_const"}))
      return resolve(Call->getArg(0), Depth);
    return Callee ? accessed(Callee, Depth + 1) : nullptr;
  }
  return nullptr;
}

const ValueDecl *UsageSummaries::Index::resolve(const ValueDecl *D,
                                                unsigned Depth) const {
  if (!llvm::isa<VarDecl, FieldDecl, BindingDecl>(D) || !holdsMap(D))
    return nullptr;
  const auto *Var = llvm::dyn_cast<VarDecl>(D);
  if (Var && Var->hasInit() && !llvm::isa<ParmVarDecl>(Var)) {
    bool BoundOnce =
        Var->getType()->isReferenceType() ||
        (Var->getType()->isPointerType() && Var->getType().isConstQualified());
    if (BoundOnce)
      if (const ValueDecl *Bound = resolve(Var->getInit(), Depth + 1))
        return Bound;
  }
  // `T Value;` of a class template is a map in some instantiations only.
  const ValueDecl *Canonical = canonical(D);
  return holdsMap(Canonical) ? Canonical : D;
}

const ValueDecl *UsageSummaries::Index::accessed(const FunctionDecl *F,
                                                 unsigned Depth) const {
  QualType Result = F->getReturnType();
  if (Depth > 4 || !(Result->isReferenceType() || Result->isPointerType()) ||
      Result->isDependentType() || !holderOf(Result, Model).Traits)
    return nullptr;
  if (auto It = Accessors.find(F); It != Accessors.end())
    return It->second;
  const ValueDecl *Returned = nullptr;
  if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
    F = Pattern;
  if (const FunctionDecl *Definition = userDefinition(F))
    if (const auto *Body =
            llvm::dyn_cast_or_null<CompoundStmt>(Definition->getBody()))
      if (!Body->body_empty())
        if (const auto *Return =
                llvm::dyn_cast<ReturnStmt>(Body->body_back())) {
          Returned = resolve(Return->getRetValue(), Depth + 1);
          // A parameter or local of another function is no object here.
          const auto *Var = llvm::dyn_cast_or_null<VarDecl>(Returned);
          if (Var && !Var->hasGlobalStorage())
            Returned = nullptr;
        }
  return Accessors[F] = Returned;
}

std::string UsageSummaries::Index::identityOf(const ValueDecl *D) const {
  llvm::SmallString<128> Buffer;
  if (index::generateUSRForDecl(D, Buffer))
    Buffer = D->getQualifiedNameAsString();
  bool Shared = D->hasExternalFormalLinkage();
  if (const auto *Field = llvm::dyn_cast<FieldDecl>(D))
    Shared = !Field->isInAnonymousNamespace() &&
             !Field->getParent()->getParentFunctionOrMethod();
  if (Shared)
    return Buffer.str().str();
  // The USR of what has no linkage names at most the file's last component.
  const SourceManager &SM = Context.getSourceManager();
  PresumedLoc Loc = SM.getPresumedLoc(SM.getExpansionLoc(D->getLocation()));
  std::string Id = Buffer.str().str();
  if (Loc.isValid())
    Id += ("@" + llvm::Twine(Loc.getFilename()) + ":" +
           llvm::Twine(Loc.getLine()) + ":" + llvm::Twine(Loc.getColumn()))
              .str();
  return Id;
}

unsigned UsageSummaries::Index::summaryFor(const ValueDecl *D) {
  auto [It, New] = ByDecl.try_emplace(D, Summaries.size());
  if (!New)
    return It->second;
  const unsigned Number = It->second;
  MapSummary Summary;
  const Holder H = holder(D);
  Summary.Identity = identityOf(D);
  Summary.Name = D->getNameAsString();
  Summary.Container = H.Traits->Name.str();
  Summary.Indirect = H.Pointer || D->getType()->isReferenceType();
  bool Private = D->getAccess() == AS_private;
  if (const auto *Var = llvm::dyn_cast<VarDecl>(D)) {
    Summary.ThreadLocal = Var->getTLSKind() != VarDecl::TLS_None;
    if (llvm::isa<ParmVarDecl>(Var))
      Summary.Storage = ObjectStorage::Parameter;
    else if (Var->isStaticDataMember())
      Summary.Storage = ObjectStorage::StaticMember;
    else if (Var->isStaticLocal() ||
             (Var->isLocalVarDecl() && Var->hasGlobalStorage()))
      Summary.Storage = ObjectStorage::Static;
    else if (Var->hasGlobalStorage())
      Summary.Storage = ObjectStorage::Global;
    Summary.Confined = Private || !Var->hasExternalFormalLinkage();
  } else if (const auto *Field = llvm::dyn_cast<FieldDecl>(D)) {
    Summary.Storage = ObjectStorage::Member;
    Summary.Confined =
        Private || Field->isInAnonymousNamespace() ||
        Field->getParent()->getParentFunctionOrMethod() != nullptr;
  } else {
    Summary.Confined = true;
  }
  Summaries.push_back(std::move(Summary));
  Decls.push_back(D);
  Nodes.emplace_back();
  return Number;
}

namespace {

UsageKind usageOf(const MapOp &Op) {
  switch (Op.Kind) {
  case MapOpKind::Find:
  case MapOpKind::Count:
  case MapOpKind::Contains:
  case MapOpKind::At:
    return UsageKind::Lookup;
  case MapOpKind::Subscript: {
    QualType Object = Op.Object->getType();
    if (Object->isPointerType())
      Object = Object->getPointeeType();
    return Op.Traits->SubscriptInserts && !Object.isConstQualified()
               ? UsageKind::Subscript
               : UsageKind::Lookup;
  }
  case MapOpKind::Insert:
  case MapOpKind::InsertRange:
  case MapOpKind::Emplace:
  case MapOpKind::TryEmplace:
  case MapOpKind::InsertOrAssign:
  case MapOpKind::Merge:
    return UsageKind::Insert;
  case MapOpKind::EraseKey:
  case MapOpKind::EraseIterator:
  case MapOpKind::EraseRange:
  case MapOpKind::EraseIf:
  case MapOpKind::Extract:
    return UsageKind::Erase;
  case MapOpKind::Clear:
    return UsageKind::Clear;
  case MapOpKind::Reserve:
  case MapOpKind::Rehash:
    return UsageKind::Reserve;
  case MapOpKind::Shrink:
    return UsageKind::Shrink;
  case MapOpKind::Size:
  case MapOpKind::Empty:
  case MapOpKind::Buckets:
    return UsageKind::Measure;
  case MapOpKind::Begin:
  case MapOpKind::Keys:
    return UsageKind::Walk;
  case MapOpKind::End:
    return UsageKind::End;
  case MapOpKind::Assign:
    return UsageKind::Assign;
  case MapOpKind::Swap:
    return UsageKind::Swap;
  case MapOpKind::Compare:
    return UsageKind::Compare;
  case MapOpKind::Other:
    return UsageKind::Other;
  }
  return UsageKind::Other;
}

} // namespace

/// The one traversal. Keeps the way down to the current node: what a mention
/// of a map means, and what holds around it, is read off that way.
struct UsageSummaries::Collector : RecursiveASTVisitor<Collector> {
  using Base = RecursiveASTVisitor<Collector>;
  Index &I;
  llvm::SmallVector<Ancestor, 64> Way;
  llvm::DenseMap<const FunctionDecl *, std::pair<std::string, std::string>>
      FunctionNames;
  LockFinder Locks;

  explicit Collector(Index &I) : I(I), Locks(I.Context) {}

  //===--- the traversal: user code only, no types, no instantiations ----===//

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseType(QualType, bool = true) { return true; }
  bool TraverseNestedNameSpecifierLoc(NestedNameSpecifierLoc) { return true; }
  bool TraverseAttr(Attr *) { return true; }
  // Operands that are never evaluated do nothing to a map.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) {
    return true;
  }
  bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *) { return true; }
  bool TraverseCXXTypeidExpr(CXXTypeidExpr *) { return true; }

  bool TraverseDecl(Decl *D) {
    if (!D)
      return true;
    Way.push_back({nullptr, D, nullptr});
    bool Result = Base::TraverseDecl(D);
    Way.pop_back();
    return Result;
  }

  bool TraverseStmt(Stmt *S) {
    if (!S)
      return true;
    Way.push_back({S, nullptr, nullptr});
    bool Result = true;
    if (auto *List = llvm::dyn_cast<InitListExpr>(S)) {
      // The semantic form knows what is copied and what is bound.
      if (InitListExpr *Semantic = List->getSemanticForm())
        List = Semantic;
      for (Expr *Init : List->inits())
        Result = Result && TraverseStmt(Init);
    } else {
      Result = Base::TraverseStmt(S);
    }
    Way.pop_back();
    return Result;
  }

  bool TraverseConstructorInitializer(CXXCtorInitializer *Init) {
    if (const FieldDecl *Field = Init->getMember();
        Field && Init->isWritten() && I.holdsMap(Field)) {
      Usage U;
      U.Kind = UsageKind::Construct;
      U.How = howConstructed(Init->getInit());
      record(canonical(Field), U, Init->getInit(), Init->getSourceLocation());
    }
    Way.push_back({nullptr, nullptr, Init});
    bool Result = Base::TraverseConstructorInitializer(Init);
    Way.pop_back();
    return Result;
  }

  bool TraverseLambdaCapture(LambdaExpr *Lambda, const LambdaCapture *Capture,
                             Expr * /*Init*/) {
    return !Lambda->isInitCapture(Capture) ||
           TraverseDecl(Capture->getCapturedVar());
  }

  //===--- declarations ---------------------------------------------------===//

  static Construction howConstructed(const Expr *Init) {
    if (!Init)
      return Construction::Default;
    Init = strip(Init);
    if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(Init)) {
      const CXXConstructorDecl *Ctor = Construct->getConstructor();
      if (Ctor->isCopyConstructor())
        return Construction::Copied;
      if (Ctor->isMoveConstructor())
        return Construction::Moved;
      bool Spelled = llvm::any_of(Construct->arguments(), [](const Expr *Arg) {
        return !Arg->isDefaultArgument();
      });
      return Spelled ? Construction::Arguments : Construction::Default;
    }
    if (const auto *List = llvm::dyn_cast<InitListExpr>(Init))
      return List->getNumInits() == 0 ? Construction::Default
                                      : Construction::Arguments;
    return llvm::isa<CXXScalarValueInitExpr, ImplicitValueInitExpr>(Init)
               ? Construction::Default
               : Construction::Arguments;
  }

  void declare(const ValueDecl *D, const Expr *Init, bool Constructs) {
    // A reference to a known object is another name, not another map.
    if (!I.holdsMap(D) || D->isImplicit() || I.resolve(D) != canonical(D))
      return;
    Usage U;
    U.Kind = UsageKind::Declare;
    record(canonical(D), U, nullptr, D->getLocation());
    if (!Constructs)
      return;
    U.Kind = UsageKind::Construct;
    U.How = howConstructed(Init);
    record(canonical(D), U, Init, D->getLocation());
  }

  bool VisitVarDecl(VarDecl *D) {
    bool Constructs =
        D->isThisDeclarationADefinition() == VarDecl::Definition &&
        !llvm::isa<ParmVarDecl>(D) && !D->getType()->isReferenceType() &&
        !D->isCXXForRangeDecl();
    declare(D, D->getInit(), Constructs);
    return true;
  }

  // Parameters hang on the type, which is not traversed.
  bool VisitFunctionDecl(FunctionDecl *D) {
    if (D->isThisDeclarationADefinition())
      for (const ParmVarDecl *Parameter : D->parameters())
        declare(Parameter, nullptr, /*Constructs=*/false);
    for (ParmVarDecl *Parameter : D->parameters())
      if (Parameter->hasDefaultArg() && !Parameter->hasInheritedDefaultArg() &&
          !Parameter->hasUnparsedDefaultArg() &&
          !Parameter->hasUninstantiatedDefaultArg()) {
        Way.push_back({nullptr, Parameter, nullptr});
        TraverseStmt(Parameter->getDefaultArg());
        Way.pop_back();
      }
    return true;
  }

  bool VisitFieldDecl(FieldDecl *D) {
    declare(D, D->getInClassInitializer(), D->hasInClassInitializer());
    return true;
  }

  //===--- mentions -------------------------------------------------------===//

  bool VisitDeclRefExpr(DeclRefExpr *E) { return mention(E, E->getDecl()); }
  bool VisitMemberExpr(MemberExpr *E) { return mention(E, E->getMemberDecl()); }
  bool VisitCallExpr(CallExpr *E) {
    // Only what an accessor hands out: `cache().insert(x)`.
    const FunctionDecl *Callee = E->getDirectCallee();
    if (Callee && !Callee->isOverloadedOperator() &&
        !Callee->isInStdNamespace())
      if (const ValueDecl *Object = I.accessed(Callee, 0))
        classify(E, Object);
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *E) {
    for (const ParmVarDecl *Parameter : E->getCallOperator()->parameters())
      declare(Parameter, nullptr, /*Constructs=*/false);
    for (const LambdaCapture &Capture : E->captures()) {
      if (!Capture.capturesVariable() || E->isInitCapture(&Capture))
        continue;
      const ValueDecl *Var = Capture.getCapturedVar();
      const ValueDecl *Object = I.resolve(Var);
      if (!Object)
        continue;
      Usage U;
      U.Kind = Capture.getCaptureKind() == LCK_ByRef || I.holder(Var).Pointer
                   ? UsageKind::Capture
                   : UsageKind::Copy;
      record(Object, U, E, Capture.getLocation());
    }
    return true;
  }

  bool mention(const Expr *E, const ValueDecl *D) {
    if (llvm::isa<VarDecl, FieldDecl, BindingDecl>(D))
      if (const ValueDecl *Object = I.resolve(D))
        classify(E, Object);
    return true;
  }

  void add(const ValueDecl *Object, UsageKind Kind, const Expr *Node,
           llvm::StringRef Member = "") {
    Usage U;
    U.Kind = Kind;
    U.Member = Member.str();
    record(Object, U, Node, Node->getExprLoc());
  }

  /// Reads off the way what the mention \p E (its end) of \p Object means.
  void classify(const Expr *E, const ValueDecl *Object);
  /// The result of the operation at Way[At]: is it handed out?
  void followResult(size_t At, const MapOp &Op, const ValueDecl *Object);
  UsageKind passedTo(QualType Param, bool Moved) const;

  //===--- what holds around a usage --------------------------------------===//

  void record(const ValueDecl *Object, Usage U, const Expr *Node,
              SourceLocation Loc);
  void describeSurroundings(Usage &U, const FunctionDecl *&Function);
  std::string text(SourceRange Range) const {
    const SourceManager &SM = I.Context.getSourceManager();
    return Lexer::getSourceText(SM.getExpansionRange(Range), SM,
                                I.Context.getLangOpts())
        .str();
  }
};

static bool isTransparent(const Stmt *S) {
  return llvm::isa<ParenExpr, CastExpr, ExprWithCleanups, ConstantExpr,
                   MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                   AbstractConditionalOperator>(S);
}

UsageKind UsageSummaries::Collector::passedTo(QualType Param,
                                              bool Moved) const {
  if (Param.isNull() || Param->isDependentType())
    return UsageKind::PassMutable;
  if (Param->isRValueReferenceType())
    return Moved ? UsageKind::Move : UsageKind::PassMutable;
  QualType Pointee = Param->getPointeeType();
  if (Pointee.isNull()) // An owner or a copy in dependent code.
    return Moved ? UsageKind::Move : UsageKind::PassMutable;
  return Pointee.isConstQualified() ? UsageKind::PassConst
                                    : UsageKind::PassMutable;
}

static QualType parameterType(const CallExpr *Call, unsigned Arg) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee) {
    // The object of a member operator is its first argument.
    if (llvm::isa<CXXOperatorCallExpr>(Call) &&
        llvm::isa<CXXMethodDecl>(Callee)) {
      if (Arg == 0)
        return {};
      --Arg;
    }
    return Arg < Callee->getNumParams() ? Callee->getParamDecl(Arg)->getType()
                                        : QualType();
  }
  QualType T = Call->getCallee()->getType();
  if (!T->getPointeeType().isNull())
    T = T->getPointeeType();
  const auto *Proto = T->getAs<FunctionProtoType>();
  return Proto && Arg < Proto->getNumParams() ? Proto->getParamType(Arg)
                                              : QualType();
}

void UsageSummaries::Collector::classify(const Expr *E,
                                         const ValueDecl *Object) {
  llvm::SmallVector<const Stmt *, 8> Chain{E};
  const Holder Held = holderOf(E->getType(), I.Model);
  bool Moved = false, AddressTaken = false;
  for (size_t At = Way.size() - 1; At > 0; --At) {
    const Ancestor &Parent = Way[At - 1];
    const Stmt *Child = Way[At].S;

    if (Parent.Init) {
      QualType Member = Parent.Init->getMember()
                            ? Parent.Init->getMember()->getType()
                            : QualType();
      bool Binds = AddressTaken || Held.Pointer ||
                   (!Member.isNull() && Member->isReferenceType());
      return add(Object,
                 Moved ? UsageKind::Move
                       : (Binds ? UsageKind::Address : UsageKind::Copy),
                 E);
    }
    if (Parent.D) {
      const auto *Var = llvm::dyn_cast<ValueDecl>(Parent.D);
      if (!Var || llvm::isa<FunctionDecl>(Var))
        return;
      const auto *AsVar = llvm::dyn_cast<VarDecl>(Var);
      if (AsVar && AsVar->isInitCapture() && Var->getType()->isReferenceType())
        return add(Object, UsageKind::Capture, E);
      if (Moved)
        return add(Object, UsageKind::Move, E);
      if (I.holdsMap(Var) && I.resolve(Var) == Object && Var != Object)
        return; // Another name of the same object.
      bool Binds =
          AddressTaken || Held.Pointer || Var->getType()->isReferenceType();
      return add(Object, Binds ? UsageKind::Address : UsageKind::Copy, E);
    }

    const Stmt *S = Parent.S;
    if (const auto *Cond = llvm::dyn_cast<AbstractConditionalOperator>(S);
        Cond && Cond->getCond() == Child)
      return add(Object, UsageKind::NullTest, E);
    if (const auto *Cast = llvm::dyn_cast<CastExpr>(S))
      if (Cast->getCastKind() == CK_PointerToBoolean)
        return add(Object, UsageKind::NullTest, E);
    if (isTransparent(S)) {
      Chain.push_back(S);
      continue;
    }
    if (const auto *Op = llvm::dyn_cast<UnaryOperator>(S)) {
      if (Op->getOpcode() == UO_LNot)
        return add(Object, UsageKind::NullTest, E);
      AddressTaken = Op->getOpcode() == UO_AddrOf;
      Chain.push_back(S);
      continue;
    }
    if (llvm::isa<MemberExpr, CXXDependentScopeMemberExpr>(S)) {
      Chain.push_back(S);
      continue;
    }
    if (const auto *Range = llvm::dyn_cast<CXXForRangeStmt>(S)) {
      if (Range->getRangeInit() == Child)
        add(Object, UsageKind::Walk, E);
      return;
    }
    if (llvm::isa<ReturnStmt, CoreturnStmt, CoyieldExpr>(S))
      return add(Object, UsageKind::Return, E);
    if (llvm::isa<CXXDeleteExpr>(S))
      return add(Object, UsageKind::Rebind, E, "delete");

    if (llvm::isa<CallExpr, ArraySubscriptExpr, BinaryOperator>(S)) {
      if (std::optional<MapOp> Op = parseMapOp(llvm::cast<Expr>(S), I.Model)) {
        bool IsObject =
            llvm::is_contained(Chain, Op->Object) ||
            llvm::is_contained(Chain,
                               static_cast<const Stmt *>(strip(Op->Object)));
        if (IsObject) {
          Usage U;
          U.Kind = usageOf(*Op);
          U.Member = Op->Member;
          record(Object, U, Op->Call, Op->Call->getExprLoc());
          return followResult(At - 1, *Op, Object);
        }
        if (Op->Kind == MapOpKind::Swap || Op->Kind == MapOpKind::Compare)
          return add(Object, usageOf(*Op), llvm::cast<Expr>(S), Op->Member);
        if (Op->Kind == MapOpKind::Assign && !AddressTaken)
          return add(Object, Moved ? UsageKind::Move : UsageKind::Copy,
                     llvm::cast<Expr>(S));
      }
    }
    if (const auto *Rewritten = llvm::dyn_cast<CXXRewrittenBinaryOperator>(S))
      return add(Object,
                 Held.Pointer ? UsageKind::NullTest : UsageKind::Compare,
                 Rewritten);
    if (const auto *Op = llvm::dyn_cast<BinaryOperator>(S)) {
      if (Op->isComparisonOp())
        return add(Object, UsageKind::NullTest, E);
      if (Op->isAssignmentOp())
        return add(
            Object,
            Op->getLHS() == Child ? UsageKind::Rebind : UsageKind::Address, E);
      if (Op->isLogicalOp())
        return add(Object, UsageKind::NullTest, E);
      if (!Op->isCommaOp()) // `Archive & m` in a template
        return add(Object, UsageKind::Other, E);
      if (Op->getLHS() == Child)
        return; // Discarded.
      Chain.push_back(S);
      continue;
    }
    if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(S)) {
      OverloadedOperatorKind Kind = Call->getOperator();
      bool First = Call->getNumArgs() > 0 && Call->getArg(0) == Child;
      if (Held.Owner && First &&
          (Kind == OO_Arrow || (Kind == OO_Star && Call->getNumArgs() == 1))) {
        Chain.push_back(S);
        continue;
      }
      if (Held.Owner && Kind == OO_Equal)
        return add(Object,
                   First ? UsageKind::Rebind
                         : (Moved ? UsageKind::Move : UsageKind::Address),
                   E, "operator=");
      if (Held.Pointer && (Kind == OO_EqualEqual || Kind == OO_ExclaimEqual))
        return add(Object, UsageKind::NullTest, E);
    }
    if (const auto *Call = llvm::dyn_cast<CallExpr>(S)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (Callee && Callee->isInStdNamespace() && Call->getNumArgs() == 1) {
        if (isNamed(Callee, {"move", "forward"})) {
          Moved = true;
          Chain.push_back(S);
          continue;
        }
        if (isNamed(Callee, {"as_const"})) {
          Chain.push_back(S);
          continue;
        }
      }
      if (Call->getCallee() == Child) { // A member of the owner itself.
        const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(Callee);
        if (!Held.Owner || !Method)
          return add(Object, UsageKind::Other, E);
        if (isNamed(Method, {"get", "value"})) {
          Chain.push_back(S);
          continue;
        }
        if (llvm::isa<CXXConversionDecl>(Method) ||
            isNamed(Method, {"has_value", "isNull"}))
          return add(Object, UsageKind::NullTest, E);
        bool Rebinds = isNamed(Method, {"reset", "release", "swap", "emplace"});
        return add(Object, Rebinds ? UsageKind::Rebind : UsageKind::Other, E,
                   Method->getDeclName().isIdentifier() ? Method->getName()
                                                        : "");
      }
      for (unsigned Arg = 0; Arg < Call->getNumArgs(); ++Arg) {
        if (Call->getArg(Arg) != Child)
          continue;
        std::string Name = Callee ? Callee->getNameAsString() : "";
        if (isNamed(Callee, {"inserter"}) && Callee->isInStdNamespace())
          return add(Object, UsageKind::Insert, Call, Name);
        return add(Object, passedTo(parameterType(Call, Arg), Moved), Call,
                   Name);
      }
      return;
    }
    if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(S)) {
      const CXXConstructorDecl *Ctor = Construct->getConstructor();
      if (Ctor->isCopyOrMoveConstructor()) {
        // Copying an owner shares the map; copying the map does not.
        size_t Up = At - 1;
        while (Up > 0 && Way[Up - 1].S && isTransparent(Way[Up - 1].S))
          --Up;
        if (Up > 0 && Way[Up - 1].S && llvm::isa<ReturnStmt>(Way[Up - 1].S))
          return add(Object, UsageKind::Return, E);
        return add(Object,
                   Moved || Ctor->isMoveConstructor() ? UsageKind::Move
                   : Held.Owner                       ? UsageKind::Address
                                                      : UsageKind::Copy,
                   E);
      }
      for (unsigned Arg = 0; Arg < Construct->getNumArgs(); ++Arg)
        if (Construct->getArg(Arg) == Child)
          return add(Object,
                     passedTo(Arg < Ctor->getNumParams()
                                  ? Ctor->getParamDecl(Arg)->getType()
                                  : QualType(),
                              Moved),
                     Construct, Ctor->getParent()->getNameAsString());
      return;
    }
    if (llvm::isa<InitListExpr>(S))
      return add(Object, Moved ? UsageKind::Move : UsageKind::Address, E);
    if (llvm::isa<ParenListExpr, CXXUnresolvedConstructExpr, CXXNewExpr>(S))
      return add(Object, Moved ? UsageKind::Move : UsageKind::PassMutable, E);
    if (llvm::isa<IfStmt, WhileStmt, ForStmt, DoStmt>(S))
      return; // A tested pointer; the cast said so.
    if (llvm::isa<Expr>(S))
      return add(Object, UsageKind::Other, E);
    return; // Discarded.
  }
}

void UsageSummaries::Collector::followResult(size_t At, const MapOp &Op,
                                             const ValueDecl *Object) {
  // A position in the map until something dereferences it; then an element.
  bool Position = true, Pointer = false;
  switch (Op.Kind) {
  case MapOpKind::At:
  case MapOpKind::Subscript:
    Position = false;
    break;
  case MapOpKind::Find:
  case MapOpKind::Begin:
  case MapOpKind::Insert:
  case MapOpKind::Emplace:
  case MapOpKind::TryEmplace:
  case MapOpKind::InsertOrAssign:
    break;
  default:
    return;
  }
  for (; At > 0; --At) {
    const Ancestor &Parent = Way[At - 1];
    if (Parent.D) {
      const auto *Var = llvm::dyn_cast<VarDecl>(Parent.D);
      bool Binds =
          Var && !Position && (Pointer || Var->getType()->isReferenceType());
      if (Binds)
        add(Object, UsageKind::Address, Op.Call, Op.Member);
      return;
    }
    const Stmt *S = Parent.S;
    const Stmt *Child = Way[At].S;
    if (!S)
      return;
    if (const auto *Cast = llvm::dyn_cast<CastExpr>(S);
        Cast && Cast->getCastKind() == CK_LValueToRValue && !Pointer)
      return; // Only the value is read.
    if (isTransparent(S))
      continue;
    if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(S)) {
      if (Unary->getOpcode() == UO_AddrOf && !Position)
        Pointer = true;
      else
        return;
      continue;
    }
    if (const auto *Member = llvm::dyn_cast<MemberExpr>(S)) {
      // `.first` of what an insertion returns is still a position.
      if (llvm::isa<FieldDecl>(Member->getMemberDecl()))
        continue;
      return;
    }
    if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(S)) {
      if (Call->getOperator() == OO_Arrow || Call->getOperator() == OO_Star) {
        Position = false;
        continue;
      }
      bool Stored = Call->getOperator() == OO_Equal && Position &&
                    Call->getArg(1) == Child &&
                    llvm::isa<MemberExpr>(strip(Call->getArg(0)));
      if (Stored)
        add(Object, UsageKind::Address, Op.Call, Op.Member);
      return;
    }
    if (const auto *Assign = llvm::dyn_cast<BinaryOperator>(S)) {
      if (Pointer && Assign->isAssignmentOp() && Assign->getRHS() == Child)
        add(Object, UsageKind::Address, Op.Call, Op.Member);
      return;
    }
    if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(S)) {
      if (!Position || !Construct->getConstructor()->isCopyOrMoveConstructor())
        return;
      continue;
    }
    if (llvm::isa<ReturnStmt>(S)) {
      const FunctionDecl *Function = nullptr;
      for (size_t Up = At - 1; Up > 0 && !Function; --Up) {
        if (llvm::isa_and_nonnull<LambdaExpr>(Way[Up].S))
          return;
        Function = llvm::dyn_cast_or_null<FunctionDecl>(Way[Up].D);
      }
      if (Position || Pointer ||
          (Function && Function->getReturnType()->isReferenceType()))
        add(Object, UsageKind::Return, Op.Call, Op.Member);
    }
    return;
  }
}

void UsageSummaries::Collector::describeSurroundings(
    Usage &U, const FunctionDecl *&Function) {
  size_t Bottom = 0; // The node whose body the usage stands in.
  for (size_t At = Way.size(); At-- > 0;) {
    if (llvm::isa_and_nonnull<LambdaExpr>(Way[At].S) && At + 1 < Way.size() &&
        Way[At + 1].S && !U.InClosure) {
      U.InClosure = true;
      Bottom = At;
    }
    if ((Function = llvm::dyn_cast_or_null<FunctionDecl>(Way[At].D))) {
      if (!U.InClosure)
        Bottom = At;
      break;
    }
  }
  if (!Function)
    return;

  llvm::SmallVector<const Stmt *, 32> Statements;
  for (size_t At = Bottom + 1; At < Way.size(); ++At)
    if (Way[At].S)
      Statements.push_back(Way[At].S);
  U.LocksHeld = Locks.heldAt(Statements);
  auto AddGuard = [&](const Expr *Cond, bool Negated) {
    if (Cond)
      U.Guards.push_back({text(Cond->getSourceRange()), Negated});
  };
  // From the outside in, so that the innermost come last.
  for (size_t At = Bottom; At + 1 < Way.size(); ++At) {
    const Stmt *S = Way[At].S;
    const Stmt *Child = Way[At + 1].S;
    if (!S || !Child)
      continue;
    if (const auto *If = llvm::dyn_cast<IfStmt>(S)) {
      if (Child == If->getThen() || Child == If->getElse())
        AddGuard(If->getCond(), Child == If->getElse());
    } else if (const auto *While = llvm::dyn_cast<WhileStmt>(S)) {
      ++U.LoopDepth;
      if (Child == While->getBody())
        AddGuard(While->getCond(), false);
    } else if (llvm::isa<DoStmt>(S)) {
      ++U.LoopDepth;
    } else if (const auto *For = llvm::dyn_cast<ForStmt>(S)) {
      if (Child != For->getInit())
        ++U.LoopDepth;
      if (Child == For->getBody() || Child == For->getInc())
        AddGuard(For->getCond(), false);
    } else if (const auto *Range = llvm::dyn_cast<CXXForRangeStmt>(S)) {
      if (Child == Range->getBody())
        ++U.LoopDepth;
    } else if (const auto *Cond = llvm::dyn_cast<ConditionalOperator>(S)) {
      if (Child != Cond->getCond())
        AddGuard(Cond->getCond(), Child == Cond->getFalseExpr());
    } else if (const auto *Op = llvm::dyn_cast<BinaryOperator>(S)) {
      if (Op->isLogicalOp() && Child == Op->getRHS())
        AddGuard(Op->getLHS(), Op->getOpcode() == BO_LOr);
    } else if (const auto *Block = llvm::dyn_cast<CompoundStmt>(S)) {
      for (const Stmt *Before : Block->body()) {
        if (Before == Child)
          break;
        if (const auto *If = llvm::dyn_cast<IfStmt>(Before))
          if (!If->getElse() && neverFallsThrough(If->getThen()))
            AddGuard(If->getCond(), true);
      }
    }
  }
}

void UsageSummaries::Collector::record(const ValueDecl *Object, Usage U,
                                       const Expr *Node, SourceLocation Loc) {
  const unsigned Number = I.summaryFor(Object);
  const SourceManager &SM = I.Context.getSourceManager();
  PresumedLoc Where = SM.getPresumedLoc(SM.getExpansionLoc(Loc));
  if (Where.isValid())
    U.Where = {Where.getFilename(), Where.getLine(), Where.getColumn()};
  const FunctionDecl *Function = nullptr;
  describeSurroundings(U, Function);
  if (Function) {
    auto [It, New] = FunctionNames.try_emplace(Function);
    if (New) {
      llvm::SmallString<128> Usr;
      index::generateUSRForDecl(Function, Usr);
      It->second = {Function->getQualifiedNameAsString(), Usr.str().str()};
    }
    std::tie(U.Function, U.FunctionId) = It->second;
    U.Role = llvm::isa<CXXConstructorDecl>(Function) ? FunctionRole::Constructor
             : llvm::isa<CXXDestructorDecl>(Function) ? FunctionRole::Destructor
                                                      : FunctionRole::Ordinary;
  }
  I.Summaries[Number].Usages.push_back(std::move(U));
  I.Nodes[Number].push_back({Node, Function});
}

UsageSummaries::UsageSummaries(ASTContext &Context,
                               const model::ContainerModel &Model)
    : Impl(std::make_unique<Index>(Context, Model)) {
  Collector Collect(*Impl);
  forEachUserDecl(Context, [&](Decl *D) { Collect.TraverseDecl(D); });
}

UsageSummaries::~UsageSummaries() = default;

llvm::ArrayRef<MapSummary> UsageSummaries::all() const {
  return Impl->Summaries;
}

const MapSummary *UsageSummaries::of(const ValueDecl *D) const {
  const ValueDecl *Object = D ? Impl->resolve(D) : nullptr;
  auto It = Impl->ByDecl.find(Object);
  return It == Impl->ByDecl.end() ? nullptr : &Impl->Summaries[It->second];
}

const MapSummary *UsageSummaries::of(const Expr *E) const {
  return of(Impl->resolve(E));
}

const ValueDecl *UsageSummaries::decl(const MapSummary &Summary) const {
  return Impl->Decls[&Summary - Impl->Summaries.data()];
}

const Expr *UsageSummaries::node(const MapSummary &Summary,
                                 const Usage &U) const {
  return Impl
      ->Nodes[&Summary - Impl->Summaries.data()][&U - Summary.Usages.data()]
      .E;
}

const FunctionDecl *UsageSummaries::function(const MapSummary &Summary,
                                             const Usage &U) const {
  return Impl
      ->Nodes[&Summary - Impl->Summaries.data()][&U - Summary.Usages.data()]
      .Function;
}

} // namespace clang::tidy::maps::support
