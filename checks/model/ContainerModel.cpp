//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "model/ContainerModel.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace clang::tidy::maps::model {

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

namespace {
struct AliasRow {
  llvm::StringLiteral Other;
  llvm::StringLiteral Name;
  llvm::StringLiteral IfMappedIsVoid;
};
} // namespace

static constexpr ContainerTraits makeRow(ContainerTraits Family, Kind K,
                                         llvm::StringLiteral Name,
                                         llvm::StringLiteral Header) {
  const bool IsOfThisKind = Family.K == K;
  Family.K = K;
  Family.Name = Name;
  Family.Header = Header;
  if (!IsOfThisKind) {
    Family.SubscriptInserts = false;
    Family.TryEmplaceSince = Never;
    Family.InsertOrAssignSince = Never;
  }
  return Family;
}

#define FAMILY(ID, ...) static constexpr ContainerTraits ID = {__VA_ARGS__};
#include "model/Containers.def"

static constexpr AliasRow Aliases[] = {
#define ALIAS(OTHER, NAME) {OTHER, NAME, ""},
#define ALIAS_BY_MAPPED(OTHER, MAP, SET) {OTHER, MAP, SET},
#include "model/Containers.def"
    {"", "", ""}};

llvm::ArrayRef<ContainerTraits> allContainers() {
  static const std::vector<ContainerTraits> Rows = [] {
    std::vector<ContainerTraits> All = {
#define CONTAINER(FAMILY, KIND, NAME, HEADER)                                  \
  makeRow(FAMILY, Kind::KIND, NAME, HEADER),
#include "model/Containers.def"
    };
    llvm::sort(All, [](const ContainerTraits &A, const ContainerTraits &B) {
      return A.Name < B.Name;
    });
    return All;
  }();
  return Rows;
}

static const ContainerTraits *findRow(llvm::StringRef Name) {
  llvm::ArrayRef<ContainerTraits> Rows = allContainers();
  const auto *Row = llvm::lower_bound(
      Rows, Name, [](const ContainerTraits &Traits, llvm::StringRef Sought) {
        return Traits.Name < Sought;
      });
  return Row != Rows.end() && Row->Name == Name ? Row : nullptr;
}

ContainerModel::Entry ContainerModel::lookupName(llvm::StringRef Name) const {
  if (const ContainerTraits *Row = User.lookup(Name))
    return {Row, nullptr};
  if (const ContainerTraits *Row = findRow(Name))
    return {Row, nullptr};
  for (const AliasRow &Alias : Aliases)
    if (!Name.empty() && Alias.Other == Name)
      return {findRow(Alias.Name), findRow(Alias.IfMappedIsVoid)};
  return {};
}

//===----------------------------------------------------------------------===//
// The user's containers
//===----------------------------------------------------------------------===//

static llvm::StringRef trimName(llvm::StringRef Name) {
  Name = Name.trim();
  Name.consume_front("::");
  return Name.trim();
}

static llvm::StringRef nearestRow(llvm::StringRef Name) {
  llvm::StringRef Best;
  unsigned BestDistance = std::max<size_t>(Name.size() / 3, 2) + 1;
  for (const ContainerTraits &Row : allContainers()) {
    unsigned Distance =
        Name.edit_distance(Row.Name, /*AllowReplacements=*/true, BestDistance);
    if (Distance < BestDistance) {
      BestDistance = Distance;
      Best = Row.Name;
    }
  }
  return Best;
}

void ContainerModel::addUserContainer(llvm::StringRef Pair) {
  auto [Left, Right] = Pair.split('=');
  llvm::StringRef Own = trimName(Left), Known = trimName(Right);
  if (Own.empty() || Known.empty() || Known.contains('=')) {
    Errors.push_back("option 'MapTidyContainers': '" + Pair.str() +
                     "' is no pair; write "
                     "'::my::Map=::std::unordered_map'");
    return;
  }
  if (const ContainerTraits *Row = lookupName(Known).Row) {
    User[Own] = Row;
    return;
  }
  std::string Error = "option 'MapTidyContainers': unknown container '" +
                      Known.str() + "' for '" + Own.str() + "'";
  if (llvm::StringRef Near = nearestRow(Known); !Near.empty())
    Error += "; did you mean '" + Near.str() + "'?";
  Errors.push_back(std::move(Error));
}

ContainerModel::ContainerModel(llvm::StringRef UserContainers) {
  llvm::SmallVector<llvm::StringRef, 4> Pairs;
  UserContainers.split(Pairs, ';');
  for (llvm::StringRef Pair : Pairs)
    if (!Pair.trim().empty())
      addUserContainer(Pair.trim());
}

//===----------------------------------------------------------------------===//
// From a type to its row
//===----------------------------------------------------------------------===//

/// "std::unordered_map" for std::__1::unordered_map; with \p Inline, the inline
/// namespaces too. Empty for what no other file can name.
static std::string qualifiedName(const NamedDecl *D, bool Inline) {
  if (!D->getDeclName().isIdentifier() || D->getName().empty())
    return "";
  std::string Name = D->getName().str();
  for (const DeclContext *Context = D->getDeclContext();
       !Context->isTranslationUnit(); Context = Context->getParent()) {
    if (Context->isTransparentContext())
      continue;
    const auto *Parent = dyn_cast<NamedDecl>(Context);
    if (!Parent || !Parent->getDeclName().isIdentifier() ||
        Parent->getName().empty() || isa<FunctionDecl>(Parent))
      return "";
    if (!Inline && Context->isInlineNamespace())
      continue;
    Name = (Parent->getName() + "::" + Name).str();
  }
  return Name;
}

ContainerModel::Entry ContainerModel::lookupDecl(const NamedDecl *D) const {
  const auto *Canonical = D->getCanonicalDecl();
  auto [Slot, IsNew] = ByDecl.try_emplace(Canonical);
  if (!IsNew)
    return Slot->second;
  Slot->second = lookupName(qualifiedName(D, /*Inline=*/false));
  if (!Slot->second.Row && !User.empty())
    Slot->second = lookupName(qualifiedName(D, /*Inline=*/true));
  return Slot->second;
}

/// The declaration that names \p T itself, without any desugaring; the template
/// where it is a specialisation.
static const NamedDecl *namingDecl(const Type *T) {
  if (const auto *Typedef = dyn_cast<TypedefType>(T))
    return Typedef->getDecl();
  if (const auto *Specialization = dyn_cast<TemplateSpecializationType>(T))
    return Specialization->getTemplateName().getAsTemplateDecl();
  if (const auto *Deduced = dyn_cast<DeducedTemplateSpecializationType>(T))
    return Deduced->getTemplateName().getAsTemplateDecl();
  // LLVM 22 counts the injected class name as a tag type, 19 does not.
  if (!isa<TagType>(T) && !isa<InjectedClassNameType>(T))
    return nullptr;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record)
    return nullptr;
  if (const auto *Specialization =
          dyn_cast<ClassTemplateSpecializationDecl>(Record))
    return Specialization->getSpecializedTemplate();
  if (const ClassTemplateDecl *Template = Record->getDescribedClassTemplate())
    return Template;
  return Record;
}

/// One layer of sugar off: typedef, alias template, `auto`, parentheses, and
/// what else LLVM has. \returns null at the end.
static const Type *desugarOnce(const Type *T) {
  const Type *Next =
      T->getLocallyUnqualifiedSingleStepDesugaredType().getTypePtrOrNull();
  return Next == T ? nullptr : Next;
}

static const Type *withoutReference(QualType T) {
  if (T.isNull())
    return nullptr;
  return T.getNonReferenceType().getTypePtr();
}

/// The template arguments of the specialisation that \p T is sugar for, as
/// spelled if all that the caller needs are.
static std::optional<TemplateArgument> templateArgument(const Type *T,
                                                        unsigned I) {
  std::optional<TemplateArgument> Found;
  for (; T; T = desugarOnce(T)) {
    if (const auto *Specialization = dyn_cast<TemplateSpecializationType>(T)) {
      if (!Specialization->isTypeAlias() &&
          I < Specialization->template_arguments().size())
        Found = Specialization->template_arguments()[I];
    } else if (isa<InjectedClassNameType>(T)) {
      const ClassTemplateDecl *Template =
          T->getAsCXXRecordDecl()->getDescribedClassTemplate();
      if (!Template || I >= Template->getTemplateParameters()->size())
        return Found;
      if (const auto *Parameter = dyn_cast<TemplateTypeParmDecl>(
              Template->getTemplateParameters()->getParam(I)))
        Found = TemplateArgument(QualType(Parameter->getTypeForDecl(), 0));
    } else if (const auto *Record = dyn_cast<RecordType>(T); Record && !Found) {
      const auto *Specialization =
          dyn_cast<ClassTemplateSpecializationDecl>(Record->getDecl());
      if (Specialization && I < Specialization->getTemplateArgs().size())
        Found = Specialization->getTemplateArgs()[I];
    }
  }
  return Found;
}

const ContainerTraits *ContainerModel::lookup(QualType T) const {
  for (const Type *Ty = withoutReference(T); Ty; Ty = desugarOnce(Ty)) {
    const NamedDecl *D = namingDecl(Ty);
    if (!D)
      continue;
    Entry Found = lookupDecl(D);
    if (!Found.Row)
      continue;
    if (!Found.IfMappedIsVoid)
      return Found.Row;
    std::optional<TemplateArgument> Mapped = templateArgument(Ty, 1);
    if (!Mapped || Mapped->getKind() != TemplateArgument::Type ||
        Mapped->isDependent())
      return nullptr;
    return Mapped->getAsType()->isVoidType() ? Found.IfMappedIsVoid : Found.Row;
  }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Bases and members
//===----------------------------------------------------------------------===//

/// Where the members of \p T are: the class itself if it is there, else the
/// pattern of its template, which stands for a dependent specialisation and for
/// one that nothing has instantiated.
static const CXXRecordDecl *definition(QualType T) {
  const Type *Ty = withoutReference(T);
  if (!Ty)
    return nullptr;
  const CXXRecordDecl *Record = Ty->getAsCXXRecordDecl();
  if (Record && Record->hasDefinition())
    return Record->getDefinition();
  for (; Ty; Ty = desugarOnce(Ty))
    if (const auto *Template =
            dyn_cast_or_null<ClassTemplateDecl>(namingDecl(Ty)))
      if (const CXXRecordDecl *Pattern =
              Template->getTemplatedDecl()->getDefinition())
        return Pattern;
  return nullptr;
}

/// Ends the walk through bases that contain each other, which dependent ones
/// can.
static constexpr unsigned MaxBaseDepth = 16;

const ContainerTraits *ContainerModel::lookupBases(const CXXRecordDecl *Record,
                                                   unsigned Depth) const {
  if (!Record || Depth == MaxBaseDepth)
    return nullptr;
  if (auto Known = ByBase.find(Record); Known != ByBase.end())
    return Known->second;
  const ContainerTraits *Found = nullptr;
  for (const CXXBaseSpecifier &Base : Record->bases()) {
    if (Base.getAccessSpecifier() != AS_public)
      continue;
    const ContainerTraits *Row = lookup(Base.getType());
    if (!Row)
      Row = lookupBases(definition(Base.getType()), Depth + 1);
    // A class that is several containers at once is none.
    if (Row && Found && Row != Found) {
      Found = nullptr;
      break;
    }
    if (Row)
      Found = Row;
  }
  ByBase[Record] = Found;
  return Found;
}

const ContainerTraits *ContainerModel::lookupObject(QualType T) const {
  if (const ContainerTraits *Row = lookup(T))
    return Row;
  return lookupBases(definition(T), 0);
}

static bool acceptsArguments(const FunctionDecl *F, unsigned NumArgs) {
  if (F->isDeleted() || F->getMinRequiredArguments() > NumArgs)
    return false;
  return F->isVariadic() || NumArgs <= F->getNumParams() ||
         llvm::any_of(F->parameters(), [](const ParmVarDecl *Parameter) {
           return Parameter->isParameterPack();
         });
}

static bool hasMember(const CXXRecordDecl *Record, llvm::StringRef Name,
                      unsigned NumArgs, bool EvenHidden, unsigned Depth) {
  if (!Record || Depth == MaxBaseDepth)
    return false;
  bool TakesFromBases = EvenHidden;
  for (const Decl *D : Record->decls()) {
    const auto *Member = dyn_cast<NamedDecl>(D);
    if (!Member || !Member->getDeclName().isIdentifier() ||
        Member->getName() != Name)
      continue;
    if (D->getAccess() != AS_public && !EvenHidden)
      continue;
    // `using Base::contains;` makes it public whatever the base is.
    if (isa<UsingDecl>(D) || isa<UnresolvedUsingValueDecl>(D))
      TakesFromBases = true;
    if (const FunctionDecl *F = Member->getAsFunction();
        F && acceptsArguments(F, NumArgs))
      return true;
  }
  return llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
    return (TakesFromBases || Base.getAccessSpecifier() == AS_public) &&
           hasMember(definition(Base.getType()), Name, NumArgs, TakesFromBases,
                     Depth + 1);
  });
}

bool hasMember(QualType T, llvm::StringRef Name, unsigned NumArgs) {
  return hasMember(definition(T), Name, NumArgs, /*EvenHidden=*/false, 0);
}

static QualType typeArgument(QualType T, unsigned I, unsigned Depth) {
  const Type *Ty = withoutReference(T);
  if (!Ty)
    return QualType();
  if (std::optional<TemplateArgument> Argument = templateArgument(Ty, I))
    return Argument->getKind() == TemplateArgument::Type ? Argument->getAsType()
                                                         : QualType();
  const CXXRecordDecl *Record = definition(T);
  if (!Record || Depth == MaxBaseDepth)
    return QualType();
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (Base.getAccessSpecifier() == AS_public)
      if (QualType Found = typeArgument(Base.getType(), I, Depth + 1);
          !Found.isNull())
        return Found;
  return QualType();
}

QualType typeArgument(QualType T, unsigned I) { return typeArgument(T, I, 0); }

QualType keyType(QualType T, const ContainerTraits &Traits) {
  return Traits.KeyArgument == Never ? QualType()
                                     : typeArgument(T, Traits.KeyArgument);
}

QualType mappedType(QualType T, const ContainerTraits &Traits) {
  return Traits.isMap() ? typeArgument(T, Traits.MappedArgument) : QualType();
}

//===----------------------------------------------------------------------===//
// Language standards
//===----------------------------------------------------------------------===//

static unsigned languageStandard(const LangOptions &LangOpts) {
  if (LangOpts.CPlusPlus26)
    return 26;
  if (LangOpts.CPlusPlus23)
    return 23;
  if (LangOpts.CPlusPlus20)
    return 20;
  if (LangOpts.CPlusPlus17)
    return 17;
  if (LangOpts.CPlusPlus14)
    return 14;
  return LangOpts.CPlusPlus11 ? 11 : 0;
}

bool available(const ContainerTraits &Traits, Feature F,
               const LangOptions &LangOpts) {
  auto Since = [&] {
    switch (F) {
    case Feature::Contains:
      return Traits.ContainsSince;
    case Feature::TryEmplace:
      return Traits.TryEmplaceSince;
    case Feature::InsertOrAssign:
      return Traits.InsertOrAssignSince;
    case Feature::Extract:
      return Traits.ExtractSince;
    case Feature::EraseIf:
      return Traits.EraseIf == EraseIfForm::None ? Never : Traits.EraseIfSince;
    }
    llvm_unreachable("no such feature");
  };
  return Since() <= languageStandard(LangOpts);
}

//===----------------------------------------------------------------------===//
// Counterparts
//===----------------------------------------------------------------------===//

/// "std" of "std::map"; empty for Qt, which has no namespace.
static llvm::StringRef libraryOf(const ContainerTraits &Traits) {
  const llvm::StringRef Name = Traits.Name;
  return Name.contains("::") ? Name.split("::").first : "";
}

static bool isOfSameKind(const ContainerTraits &A, const ContainerTraits &B) {
  return A.K == B.K && A.ConcurrentWrites == B.ConcurrentWrites &&
         libraryOf(A) == libraryOf(B);
}

const ContainerTraits *hashedCounterpart(const ContainerTraits &Of) {
  const ContainerTraits *Best = nullptr;
  for (const ContainerTraits &Row : allContainers())
    if (Row.O == Order::Hashed && isOfSameKind(Row, Of) &&
        (!Best || (Best->S != Of.S && Row.S == Of.S)))
      Best = &Row;
  return Best;
}

const ContainerTraits *flatCounterpart(const ContainerTraits &Of,
                                       const LangOptions &LangOpts) {
  const auto *Found =
      llvm::find_if(allContainers(), [&](const ContainerTraits &Row) {
        return Row.S == Storage::SortedArray && isOfSameKind(Row, Of) &&
               available(Row, Feature::Contains, LangOpts);
      });
  return Found == allContainers().end() ? nullptr : Found;
}

//===----------------------------------------------------------------------===//
// erase_if
//===----------------------------------------------------------------------===//

/// The declarations that the qualified name \p Name finds.
static DeclContext::lookup_result resolve(llvm::StringRef Name,
                                          const ASTContext &Context) {
  const DeclContext *Scope = Context.getTranslationUnitDecl();
  for (;;) {
    auto [First, Rest] = Name.split("::");
    DeclContext::lookup_result Found =
        Scope->lookup(&Context.Idents.get(First));
    if (Rest.empty())
      return Found;
    const NamespaceDecl *Next = nullptr;
    for (const NamedDecl *D : Found)
      if (const auto *Namespace = dyn_cast<NamespaceDecl>(D))
        Next = Namespace;
    if (!Next)
      return {};
    Scope = Next;
    Name = Rest;
  }
}

static const NamedDecl *innermostName(QualType T) {
  const NamedDecl *Last = nullptr;
  for (const Type *Ty = withoutReference(T); Ty; Ty = desugarOnce(Ty))
    if (const NamedDecl *D = namingDecl(Ty))
      Last = D;
  return Last ? cast<NamedDecl>(Last->getCanonicalDecl()) : nullptr;
}

bool hasEraseIf(QualType T, const ContainerTraits &Traits,
                const ASTContext &Context) {
  if (!available(Traits, Feature::EraseIf, Context.getLangOpts()))
    return false;
  switch (Traits.EraseIf) {
  case EraseIfForm::None:
    return false;
  case EraseIfForm::MemberErase:
    return hasMember(T, "erase_if", 1);
  case EraseIfForm::RemoveIf:
    return hasMember(T, "removeIf", 1);
  case EraseIfForm::Remove_If:
    return hasMember(T, "remove_if", 1);
  case EraseIfForm::Free:
    break;
  }
  const NamedDecl *Container = innermostName(T);
  return llvm::any_of(
      resolve(Traits.EraseIfFunction, Context), [&](const NamedDecl *D) {
        const FunctionDecl *F = D->getUnderlyingDecl()->getAsFunction();
        return F && F->getNumParams() == 2 &&
               innermostName(F->getParamDecl(0)->getType()) == Container;
      });
}

} // namespace clang::tidy::maps::model
