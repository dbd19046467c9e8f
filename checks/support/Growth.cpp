//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Growth.h"
#include "support/FixIts.h"
#include "support/KeyShape.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "support/Names.h"
#include "support/UserCode.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

//===--- who can name it --------------------------------------------------===//

static bool isInSourceFile(SourceLocation Loc, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  Loc = SM.getExpansionLoc(Loc);
  if (!SM.isInMainFile(Loc))
    return false;
  // clangd shows headers as main files.
  const llvm::StringRef File = SM.getFilename(Loc);
  return !File.ends_with(".h") && !File.ends_with(".hpp") &&
         !File.ends_with(".hh") && !File.ends_with(".hxx") &&
         !File.ends_with(".inl") && !File.ends_with(".ipp");
}

// No member function is only declared here, and so defined in another file.
static bool definesItsFunctions(const TagDecl *Class) {
  const auto *Record = dyn_cast<CXXRecordDecl>(Class);
  const CXXRecordDecl *Definition = Record ? Record->getDefinition() : nullptr;
  return !Definition ||
         llvm::all_of(Definition->methods(), [](const CXXMethodDecl *Method) {
           return Method->isImplicit() || Method->isDeleted() ||
                  Method->isDefaulted() || Method->isPureVirtual() ||
                  Method->isDefined();
         });
}

bool isOnlyKnownHere(const TagDecl *Class, const ASTContext &Context) {
  return Class->isInAnonymousNamespace() ||
         Class->getParentFunctionOrMethod() ||
         (isInSourceFile(Class->getLocation(), Context) &&
          definesItsFunctions(Class));
}

bool isOnlyKnownHere(const ValueDecl *Map, const ASTContext &Context) {
  if (const auto *Class = dyn_cast<TagDecl>(Map->getDeclContext()))
    return isOnlyKnownHere(Class, Context);
  const auto *Var = dyn_cast<VarDecl>(Map);
  return Var && (Var->isStaticLocal() || !Var->hasExternalFormalLinkage());
}

//===--- what shrinks or bounds it ----------------------------------------===//

// An accessor that others can call gives the map to code that is not seen.
static bool isCallableElsewhere(const FunctionDecl *Function,
                                const ASTContext &Context) {
  if (!Function)
    return true;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Function))
    return !isOnlyKnownHere(Method->getParent(), Context);
  return Function->hasExternalFormalLinkage();
}

// static bool isFull(const Map &m) { return m.size() > 100; }
// if (!isFull(Cache)) Cache[k] = v;      <- the usage, or its call
static bool isPassedToMeasure(const MapSummary &Map, const Usage &U,
                              const UsageSummaries &Summaries,
                              ASTContext &Context) {
  const Stmt *Up = Summaries.node(Map, U);
  while (Up && !isa<CallExpr>(Up) && isa<Expr>(Up))
    Up = parentStmt(Up, Context);
  const auto *Call = dyn_cast_or_null<CallExpr>(Up);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->isDefined(Callee))
    return false;
  for (unsigned I = 0; I < Call->getNumArgs() && I < Callee->getNumParams();
       ++I) {
    const MapSummary *Parameter = Summaries.of(Callee->getParamDecl(I));
    if (Parameter && Parameter->has(UsageKind::Measure) &&
        Summaries.of(Call->getArg(I)) == &Map)
      return true;
  }
  return false;
}

static bool staysBounded(const MapSummary &Map, const UsageSummaries &Summaries,
                         ASTContext &Context) {
  return llvm::any_of(Map.Usages, [&](const Usage &U) {
    switch (U.Kind) {
    case UsageKind::Erase:
    case UsageKind::Clear:
    case UsageKind::Assign:
    case UsageKind::Swap:
    case UsageKind::Move:
    case UsageKind::Rebind:
    case UsageKind::Measure:
    case UsageKind::Shrink:
    case UsageKind::PassMutable:
    case UsageKind::Capture:
    case UsageKind::Other:
      return true;
    case UsageKind::PassConst:
      return isPassedToMeasure(Map, U, Summaries, Context);
    case UsageKind::Address: // Of an element it does no harm.
      return U.Member.empty();
    case UsageKind::Return:
      return U.Member.empty() &&
             isCallableElsewhere(Summaries.function(Map, U), Context);
    default:
      return false;
    }
  });
}

//===--- keys -------------------------------------------------------------===//

// As many as the program has types, messages or the like.
static bool hasFewValues(QualType T, unsigned Depth = 0) {
  if (T.isNull() || Depth > 3)
    return false;
  T = T.getNonReferenceType().getUnqualifiedType();
  if (isCoarseType(T) || T->isFunctionPointerType() || T->isMemberPointerType())
    return true;
  QualType Named = T;
  if (T->isPointerType()) {
    Named = T->getPointeeType();
    if (Named->isCharType())
      return true; // Literals, else the keys would dangle.
  }
  const auto *Record = Named->getAsCXXRecordDecl();
  if (!Record || !Record->getDeclName().isIdentifier())
    return false;
  const llvm::StringRef Name = Record->getName();
  if (Record->isInStdNamespace() &&
      (Name == "pair" || Name == "tuple" || Name == "array")) {
    const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record);
    if (!Spec || Name == "array")
      return false;
    llvm::SmallVector<TemplateArgument, 4> Parts;
    for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray())
      if (Arg.getKind() == TemplateArgument::Pack)
        Parts.append(Arg.pack_begin(), Arg.pack_end());
      else
        Parts.push_back(Arg);
    return llvm::all_of(Parts, [&](const TemplateArgument &Arg) {
      return Arg.getKind() == TemplateArgument::Type &&
             hasFewValues(Arg.getAsType(), Depth + 1);
    });
  }
  return Name == "type_index" || Name == "type_info" ||
         Name.contains("Descriptor") || Name.contains("MetaObject") ||
         Name.contains("TypeId") || Name == "QMetaType" || Name == "bitset";
}

static bool isConstantKey(const Expr *Key, const ASTContext &Context) {
  Key = strip(Key->IgnoreUnlessSpelledInSource());
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Key))
    return llvm::all_of(Construct->arguments(), [&](const Expr *Arg) {
      return Arg->isDefaultArgument() || isConstantKey(Arg, Context);
    });
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Key))
    return isConstantKey(Cast->getSubExpr(), Context);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Key))
    return isConstantKey(Choice->getTrueExpr(), Context) &&
           isConstantKey(Choice->getFalseExpr(), Context);
  if (const auto *List = dyn_cast<InitListExpr>(Key))
    return llvm::all_of(List->inits(), [&](const Expr *Init) {
      return isConstantKey(Init, Context);
    });
  if (isa<StringLiteral, PredefinedExpr>(Key))
    return true;
  if (Key->isValueDependent() || Key->isTypeDependent())
    return false;
  Expr::EvalResult Result;
  return Key->EvaluateAsRValue(Result, Context) && !Result.HasSideEffects;
}

// k % 16, c & 0xff
static bool isReduced(const Expr *Key, const ASTContext &Context) {
  // auto Slot = k % 16;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(Key)))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->isLocalVarDecl() && Var->hasInit() && Var->getInit() != Key)
      Key = Var->getInit();
  const auto *Op = dyn_cast<BinaryOperator>(strip(Key));
  return Op && !Key->isValueDependent() &&
         (Op->getOpcode() == BO_Rem || Op->getOpcode() == BO_And) &&
         (isConstantKey(Op->getRHS(), Context) ||
          isConstantKey(Op->getLHS(), Context));
}

// for (const Entry &E : Table) m[E.Key]
static bool isFromConstantTable(const Expr *Insert, ASTContext &Context) {
  for (const Stmt *Loop = enclosingLoop(Insert, Context); Loop;
       Loop = enclosingLoop(Loop, Context)) {
    const auto *Range = dyn_cast<CXXForRangeStmt>(Loop);
    if (!Range || !Range->getRangeInit())
      continue;
    const Expr *Init = strip(Range->getRangeInit());
    if (isa<InitListExpr, CXXStdInitializerListExpr>(Init))
      return true;
    const auto *Ref = dyn_cast<DeclRefExpr>(Init);
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (Var && Var->hasGlobalStorage() &&
        (Var->getType().isConstQualified() || Var->isConstexpr() ||
         Var->getType()->isArrayType()))
      return true;
  }
  return false;
}

//===--- functions that set up --------------------------------------------===//

// registerType, addHandler, initTables, loadConfig, setOption
static bool setsUpByName(const FunctionDecl *Function) {
  if (!Function->getDeclName().isIdentifier())
    return false;
  static constexpr llvm::StringLiteral First[] = {
      "register", "add",      "install", "set",    "setup",    "load",
      "build",    "populate", "fill",    "define", "declare",  "configure",
      "provide",  "bind",     "enroll",  "read",   "parse",    "prepare",
      "main",     "import",   "open",    "create", "construct"};
  const llvm::SmallVector<std::string, 4> Words = wordsOf(Function->getName());
  if (Words.empty())
    return false;
  return llvm::is_contained(First, Words.front()) ||
         llvm::any_of(Words, [](const std::string &Word) {
           const llvm::StringRef W = Word;
           return W.starts_with("init") || W == "once" || W == "register" ||
                  W == "registry" || W == "registration" || W == "registrar" ||
                  W == "test" || W == "intern" || W == "internalize";
         });
}

// Runs at the program's start, or a bounded number of times.
static bool setsUp(const FunctionDecl *Function, CallSites &Calls,
                   ASTContext &Context, unsigned Depth = 0) {
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(Function) ||
      Function->isMain() || setsUpByName(Function))
    return true;
  // Only called by such.
  llvm::ArrayRef<const Expr *> Sites = Calls.callsOf(Function);
  if (Depth > 4 || Sites.empty() || isCallableElsewhere(Function, Context))
    return false;
  return llvm::all_of(Sites, [&](const Expr *Call) {
    const FunctionDecl *Caller = enclosingFunction(Call, Context);
    return !Caller ||
           (Caller != Function && setsUp(Caller, Calls, Context, Depth + 1));
  });
}

// if (!initialised), if (first)
static bool isGuardedOnce(const Usage &U) {
  return llvm::any_of(U.Guards, [](const Guard &G) {
    return llvm::any_of(wordsOf(G.Text), [](const std::string &Word) {
      const llvm::StringRef W = Word;
      return W.starts_with("init") || W == "loaded" || W == "once" ||
             W == "first" || W == "done" || W == "ready" || W == "filled";
    });
  });
}

// What a reviewer takes for a registry, a table of interned strings, or a note
// of what was said already.
static bool isMeantToStay(const MapSummary &Map) {
  static constexpr llvm::StringLiteral Names[] = {
      "registry",  "registered", "registrations", "factories", "factory",
      "interned",  "interner",   "atoms",         "symbols",   "singletons",
      "instances", "plugins",    "warned",        "reported",  "logged",
      "pool",      "flags",      "options"};
  return llvm::any_of(wordsOf(Map.Name), [](const std::string &Word) {
    return llvm::is_contained(Names, Word);
  });
}

// return *Pool.insert(s).first; - the elements of a set are what it is for.
static bool handsOutKeys(const MapSummary &Map,
                         const model::ContainerTraits &Traits) {
  return !Traits.isMap() && llvm::any_of(Map.Usages, [](const Usage &U) {
    return (U.Kind == UsageKind::Return || U.Kind == UsageKind::Address) &&
           !U.Member.empty();
  });
}

std::vector<const Usage *> unboundedGrowth(const MapSummary &Map,
                                           const UsageSummaries &Summaries,
                                           CallSites &Calls,
                                           const model::ContainerModel &Model,
                                           ASTContext &Context) {
  std::vector<const Usage *> Growth;
  if (staysBounded(Map, Summaries, Context) || isMeantToStay(Map))
    return Growth;
  for (const Usage &U : Map.Usages) {
    if (U.Kind != UsageKind::Subscript && U.Kind != UsageKind::Insert)
      continue;
    const Expr *Node = Summaries.node(Map, U);
    const FunctionDecl *Function = Summaries.function(Map, U);
    const std::optional<MapOp> Op =
        Node ? parseMapOp(Node, Model) : std::nullopt;
    if (!Op || !Function)
      continue; // An inserter, or the initialiser of a variable.
    if (handsOutKeys(Map, *Op->Traits) ||
        hasFewValues(model::keyType(Op->ContainerType, *Op->Traits)))
      return {};
    if (Op->Kind == MapOpKind::InsertRange || Op->Kind == MapOpKind::Merge ||
        (Op->Key &&
         (isConstantKey(Op->Key, Context) || isReduced(Op->Key, Context) ||
          hasFewValues(Op->Key->getType()))) ||
        isGuardedOnce(U) || isFromConstantTable(Node, Context) ||
        setsUp(Function, Calls, Context) ||
        !isUserSpelled(Node->getExprLoc(), Context))
      continue;
    Growth.push_back(&U);
  }
  return Growth;
}

//===--- singletons -------------------------------------------------------===//

bool isSingleton(const CXXRecordDecl *Class, const VarDecl *Variable,
                 ASTContext &Context) {
  struct Finder : RecursiveASTVisitor<Finder> {
    const CXXRecordDecl *Class;
    const VarDecl *Variable;
    bool Others = false;
    bool isOfClass(QualType T) const {
      const auto *Record = T->getAsCXXRecordDecl();
      return Record && Record->getCanonicalDecl() == Class->getCanonicalDecl();
    }
    bool VisitVarDecl(VarDecl *Var) {
      Others |= Var->getCanonicalDecl() != Variable->getCanonicalDecl() &&
                isOfClass(Var->getType());
      return !Others;
    }
    bool VisitFieldDecl(FieldDecl *Field) {
      Others |= isOfClass(Field->getType());
      return !Others;
    }
    bool VisitCXXNewExpr(CXXNewExpr *New) {
      const Expr *Init = Variable->getInit();
      Others |=
          isOfClass(New->getAllocatedType()) && !(Init && contains(Init, New));
      return !Others;
    }
    bool VisitCXXTemporaryObjectExpr(CXXTemporaryObjectExpr *E) {
      Others |= isOfClass(E->getType());
      return !Others;
    }
    bool VisitCallExpr(CallExpr *Call) { // std::make_unique<Class>()
      const QualType Owned = pointeeType(Call->getType());
      Others |= !Owned.isNull() && !Call->getType()->isPointerType() &&
                isOfClass(Owned) && !Call->isTypeDependent() &&
                !(Variable->getInit() && contains(Variable->getInit(), Call));
      return !Others;
    }
  } Find;
  Find.Class = Class;
  Find.Variable = Variable;
  forEachUserDecl(Context, [&](Decl *D) { Find.TraverseDecl(D); });
  return !Find.Others;
}

} // namespace clang::tidy::maps::support
