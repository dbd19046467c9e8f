//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/StringRecord.h"
#include "support/MapOps.h"
#include "support/Visibility.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Literals
//===----------------------------------------------------------------------===//

static std::string textOf(const StringLiteral *Literal) {
  if (Literal->getCharByteWidth() == 1)
    return Literal->getString().str();
  std::string Text;
  for (unsigned I = 0; I < Literal->getLength(); ++I)
    Text += Literal->getCodeUnit(I) < 128
                ? static_cast<char>(Literal->getCodeUnit(I))
                : '?';
  return Text;
}

static const Expr *onlySpelled(llvm::ArrayRef<const Expr *> Args) {
  const Expr *Only = nullptr;
  for (const Expr *Arg : Args) {
    if (Arg->isDefaultArgument())
      continue;
    if (Only)
      return nullptr;
    Only = Arg;
  }
  return Only;
}

/// "k", std::string("k"), "k"s, QStringLiteral("k"), a constant that is one.
static const StringLiteral *literal(const Expr *E, unsigned Depth = 0) {
  if (!E || Depth > 6)
    return nullptr;
  E = strip(E->IgnoreUnlessSpelledInSource());
  if (const auto *Literal = dyn_cast<StringLiteral>(E))
    return Literal;
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return literal(Cast->getSubExpr(), Depth + 1);
  if (const auto *User = dyn_cast<UserDefinedLiteral>(E))
    return User->getNumArgs() ? literal(User->getArg(0), Depth + 1) : nullptr;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return literal(onlySpelled({Construct->getArgs(), Construct->getNumArgs()}),
                   Depth + 1);
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const SourceManager *SM =
        Callee ? &Callee->getASTContext().getSourceManager() : nullptr;
    return SM && SM->isInSystemHeader(
                     SM->getExpansionLoc(Callee->getLocation()))
               ? literal(onlySpelled({Call->getArgs(), Call->getNumArgs()}),
                         Depth + 1)
               : nullptr;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  QualType T = Var ? Var->getType() : QualType();
  const bool Constant =
      Var && (T.isConstQualified() ||
              (T->isArrayType() &&
               T->getAsArrayTypeUnsafe()->getElementType().isConstQualified()));
  return Constant ? literal(Var->getAnyInitializer(), Depth + 1) : nullptr;
}

/// The elements of `{{"a", 1}, {"b", 2}}` behind what the compiler makes of it.
static const InitListExpr *elementList(const Expr *E) {
  for (unsigned Depth = 0; E && Depth < 8; ++Depth) {
    E = strip(E);
    if (const auto *List = dyn_cast<InitListExpr>(E))
      return List;
    if (const auto *Std = dyn_cast<CXXStdInitializerListExpr>(E))
      E = Std->getSubExpr();
    else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
      E = Cast->getSubExpr();
    else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
      E = onlySpelled({Construct->getArgs(), Construct->getNumArgs()});
    else
      return nullptr;
  }
  return nullptr;
}

static const Expr *keyOfElement(const Expr *Element) {
  Element = strip(Element);
  if (const auto *Pair = dyn_cast<InitListExpr>(Element))
    return Pair->getNumInits() == 2 ? Pair->getInit(0) : nullptr;
  const auto *Pair = dyn_cast<CXXConstructExpr>(Element);
  return Pair && Pair->getNumArgs() == 2 ? Pair->getArg(0) : nullptr;
}

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

namespace {
class Reader {
public:
  Reader(const UsageSummaries &Summaries, const model::ContainerModel &Model,
         ASTContext &Context)
      : Summaries(Summaries), Model(Model), Context(Context) {}

  RecordKeys Keys;

  /// \param Row it may end as an element of a local sequence.
  bool addMap(const MapSummary &Map, bool Row);
  bool addRows(const VarDecl *Rows);
  /// A named map becomes an element.
  bool TakesNamedRows = false;

private:
  bool addUsage(const MapSummary &Map, const Usage &U, bool Row);
  bool addOperation(const MapOp &Op);
  bool addKey(const Expr *Key);
  bool addElements(const Expr *Init);
  bool addMention(const DeclRefExpr *Mention);
  bool addRow(const Expr *Element);
  const VarDecl *sequenceThatTakes(const Expr *Call) const;

  const UsageSummaries &Summaries;
  const model::ContainerModel &Model;
  ASTContext &Context;
  llvm::SmallPtrSet<const VarDecl *, 2> Seen;
};
} // namespace

bool Reader::addKey(const Expr *Key) {
  const StringLiteral *Literal = literal(Key);
  if (!Literal)
    return false;
  std::string Text = textOf(Literal);
  if (!llvm::is_contained(Keys, Text))
    Keys.push_back(std::move(Text));
  return true;
}

bool Reader::addElements(const Expr *Init) {
  const InitListExpr *List = elementList(Init);
  return List && llvm::all_of(List->inits(), [&](const Expr *Element) {
           const Expr *Key = keyOfElement(Element);
           return Key && addKey(Key);
         });
}

bool Reader::addOperation(const MapOp &Op) {
  switch (Op.Kind) {
  case MapOpKind::Find:
    return Op.Args.size() == 1 && addKey(Op.Key);
  case MapOpKind::Count:
  case MapOpKind::Contains:
  case MapOpKind::At:
  case MapOpKind::Subscript:
  case MapOpKind::Insert:
  case MapOpKind::Emplace:
  case MapOpKind::TryEmplace:
  case MapOpKind::InsertOrAssign:
  case MapOpKind::EraseKey:
    return Op.Key && addKey(Op.Key);
  case MapOpKind::EraseIterator:
  case MapOpKind::End:
  case MapOpKind::Clear:
  case MapOpKind::Reserve:
  case MapOpKind::Rehash:
    return true;
  case MapOpKind::InsertRange:
    return Op.Args.size() == 1 && addElements(Op.Args[0]);
  case MapOpKind::Assign:
    return Op.Args.size() == 1 && addElements(Op.Args[0]);
  default:
    return false;
  }
}

/// `rows` in `rows.push_back(row)`, if it is a local sequence of maps.
const VarDecl *Reader::sequenceThatTakes(const Expr *Call) const {
  const auto *Member = dyn_cast_or_null<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  if (!Method || !Method->getDeclName().isIdentifier() ||
      !llvm::is_contained({"push_back", "emplace_back", "append"},
                          Method->getName()))
    return nullptr;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(strip(Member->getImplicitObjectArgument()));
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && Var->isLocalVarDecl() &&
                 !rowType(Var->getType(), Model).isNull()
             ? Var
             : nullptr;
}

bool Reader::addUsage(const MapSummary &Map, const Usage &U, bool Row) {
  const Expr *Node = Summaries.node(Map, U);
  switch (U.Kind) {
  case UsageKind::Declare:
  case UsageKind::Reserve:
  case UsageKind::Clear:
  case UsageKind::End:
  case UsageKind::Shrink:
    return true;
  case UsageKind::Construct:
    return U.How == Construction::Default ||
           (U.How == Construction::Arguments && Node && addElements(Node));
  case UsageKind::Return:
  case UsageKind::Address:
    return !U.Member.empty(); // Of an element: the lookup is another usage.
  case UsageKind::Lookup:
  case UsageKind::Subscript:
  case UsageKind::Insert:
  case UsageKind::Erase:
  case UsageKind::Assign: {
    std::optional<MapOp> Op = Node ? parseMapOp(Node, Model) : std::nullopt;
    return Op && addOperation(*Op);
  }
  case UsageKind::Capture:
    return true;
  case UsageKind::Copy:
  case UsageKind::Move:
  case UsageKind::PassConst:
  case UsageKind::PassMutable: {
    if (!Row || !Node)
      return false;
    // The call, or the mention in it.
    TraversalKindScope AsIs(Context, TK_AsIs);
    DynTypedNode At = DynTypedNode::create(*Node);
    while (const auto *E = At.get<Expr>()) {
      if (const VarDecl *Rows = sequenceThatTakes(E))
        return addRows(Rows);
      DynTypedNodeList Parents = Context.getParents(At);
      if (Parents.empty() ||
          !(isa<CXXConstructExpr, CastExpr, ParenExpr, MaterializeTemporaryExpr,
                DeclRefExpr, CXXBindTemporaryExpr>(E) ||
            (isa<CallExpr>(E) && cast<CallExpr>(E)->isCallToStdMove())))
        return false;
      At = Parents[0];
    }
    return false;
  }
  default:
    return false;
  }
}

bool Reader::addMap(const MapSummary &Map, bool Row) {
  return !isWalked(Map, Summaries, Model, Context) &&
         llvm::all_of(Map.Usages,
                      [&](const Usage &U) { return addUsage(Map, U, Row); });
}

/// `rows[i]`, `rows.back()`, `rows.at(i)`: what is done with that element.
bool Reader::addRow(const Expr *Element) {
  TraversalKindScope AsIs(Context, TK_AsIs);
  const Expr *Child = Element;
  while (true) {
    DynTypedNodeList Parents = Context.getParents(*Child);
    if (Parents.empty())
      return false;
    if (const auto *Var = Parents[0].get<VarDecl>()) {
      // auto &row = rows[i];
      const MapSummary *Map = Summaries.of(Var);
      return Map && Summaries.decl(*Map) == Var->getCanonicalDecl() &&
             addMap(*Map, /*Row=*/false);
    }
    const auto *Parent = Parents[0].get<Expr>();
    if (!Parent) // Discarded: rows.emplace_back();
      return Parents[0].get<Stmt>() && !Parents[0].get<ReturnStmt>();
    if (std::optional<MapOp> Op = parseMapOp(Parent, Model);
        Op && Op->Call == Parent)
      return strip(Op->Object) == strip(Element) && addOperation(*Op) &&
             Op->Kind != MapOpKind::Find;
    if (!isa<ParenExpr, CastExpr, MemberExpr, FullExpr>(Parent))
      return false;
    Child = Parent;
  }
}

bool Reader::addMention(const DeclRefExpr *Mention) {
  TraversalKindScope AsIs(Context, TK_AsIs);
  const Expr *Child = Mention;
  while (true) {
    DynTypedNodeList Parents = Context.getParents(*Child);
    if (Parents.empty())
      return false;
    if (const auto *Range = Parents[0].get<VarDecl>()) {
      // for (auto &row : rows)
      DynTypedNodeList Decls = Context.getParents(*Range);
      const auto *Decl = Decls.empty() ? nullptr : Decls[0].get<DeclStmt>();
      DynTypedNodeList Around =
          Decl ? Context.getParents(*Decl) : DynTypedNodeList(Decls);
      const auto *Loop =
          Around.empty() ? nullptr : Around[0].get<CXXForRangeStmt>();
      const VarDecl *Row = Loop ? Loop->getLoopVariable() : nullptr;
      const MapSummary *Map = Row ? Summaries.of(Row) : nullptr;
      return Map && Range->isImplicit() && addMap(*Map, /*Row=*/false);
    }
    const auto *Parent = Parents[0].get<Expr>();
    if (!Parent)
      return false;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Parent))
      return Operator->getOperator() == OO_Subscript &&
             Operator->getArg(0) == Child && addRow(Operator);
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Parent)) {
      const CXXMethodDecl *Method = Call->getMethodDecl();
      if (!Method || !Method->getDeclName().isIdentifier() ||
          Call->getCallee() != Child)
        return false;
      llvm::StringRef Name = Method->getName();
      if (llvm::is_contained(
              {"size", "empty", "isEmpty", "reserve", "clear", "pop_back"},
              Name))
        return true;
      if (llvm::is_contained({"back", "front", "at", "first", "last"}, Name))
        return addRow(Call);
      if (!llvm::is_contained({"push_back", "emplace_back", "append"}, Name))
        return false;
      // The row itself is a map of its own, or made here.
      for (const Expr *Arg : Call->arguments()) {
        const MapSummary *Map = Summaries.of(Arg);
        TakesNamedRows = TakesNamedRows || Map;
        if (!Map && !addElements(Arg))
          return false;
      }
      return Call->getType()->isVoidType() || addRow(Call);
    }
    if (!isa<ParenExpr, CastExpr, MemberExpr>(Parent))
      return false;
    Child = Parent;
  }
}

bool Reader::addRows(const VarDecl *Rows) {
  if (!Seen.insert(Rows).second)
    return true;
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Rows->getParentFunctionOrMethod());
  if (!Function || !Function->getBody())
    return false;
  struct Finder : RecursiveASTVisitor<Finder> {
    const VarDecl *Var = nullptr;
    llvm::SmallVector<const DeclRefExpr *, 8> Mentions;
    bool VisitDeclRefExpr(DeclRefExpr *Ref) {
      if (Ref->getDecl() == Var)
        Mentions.push_back(Ref);
      return true;
    }
  } Find;
  Find.Var = Rows;
  Find.TraverseStmt(Function->getBody());
  return llvm::all_of(Find.Mentions, [&](const DeclRefExpr *Mention) {
    return addMention(Mention);
  });
}

QualType rowType(QualType T, const model::ContainerModel &Model) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (T->isReferenceType() || !Record ||
      !Record->getDeclName().isIdentifier() ||
      !llvm::is_contained({"vector", "deque", "list", "QVector", "QList"},
                          Record->getName()))
    return QualType();
  QualType Element = model::typeArgument(T, 0);
  const model::ContainerTraits *Traits =
      Element.isNull() ? nullptr : Model.lookup(Element);
  return Traits && Traits->K == model::Kind::Map ? Element : QualType();
}

// A table that is only declared here may be one that nobody has used yet, or
// that a macro uses.
static bool isAccessed(const MapSummary &Map) {
  return llvm::any_of(Map.Usages, [](const Usage &U) {
    return U.Kind == UsageKind::Lookup || U.Kind == UsageKind::Subscript ||
           U.Kind == UsageKind::Insert || U.Kind == UsageKind::Erase;
  });
}

std::optional<RecordKeys> recordKeys(const MapSummary &Map,
                                     const UsageSummaries &Summaries,
                                     const model::ContainerModel &Model,
                                     ASTContext &Context) {
  const ValueDecl *D = Summaries.decl(Map);
  const bool Row = Map.Storage == ObjectStorage::Local && !Map.Indirect &&
                   isa<VarDecl>(D) && !cast<VarDecl>(D)->isCXXForRangeDecl();
  Reader Read(Summaries, Model, Context);
  if ((!Row && !isFullyVisible(Map, Summaries, Context)) ||
      !Read.addMap(Map, Row) || Read.Keys.size() < 2 ||
      (!Row && !isAccessed(Map)))
    return std::nullopt;
  return Read.Keys;
}

std::optional<RecordKeys> recordKeysOfRows(const VarDecl *Rows,
                                           const UsageSummaries &Summaries,
                                           const model::ContainerModel &Model,
                                           ASTContext &Context) {
  const Expr *Init = Rows->getInit();
  const auto *Construct =
      Init ? dyn_cast<CXXConstructExpr>(strip(Init)) : nullptr;
  const bool Empty = !Init || (Construct && Construct->getNumArgs() == 0);
  Reader Read(Summaries, Model, Context);
  if (!Empty || !Rows->isLocalVarDecl() || Rows->isStaticLocal() ||
      !Read.addRows(Rows) || Read.TakesNamedRows || Read.Keys.size() < 2)
    return std::nullopt;
  return Read.Keys;
}

} // namespace clang::tidy::maps::support
