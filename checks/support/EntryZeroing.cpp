//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/EntryZeroing.h"
#include "support/Effects.h"
#include "support/Loops.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

/// `m[k]` or `m.at(k)`.
static std::optional<MapOp> parseEntry(const Expr *E,
                                       const model::ContainerModel &Model) {
  std::optional<MapOp> Op = parseMapOp(E, Model);
  bool Entry = Op && Op->Key && Op->Traits->isMap() &&
               (Op->Kind == MapOpKind::Subscript ||
                (Op->Kind == MapOpKind::At && Op->Member == "at"));
  return Entry ? Op : std::nullopt;
}

static std::optional<EntryZeroing>
parseForm(const Expr *E, const model::ContainerModel &Model) {
  EntryZeroing Z;
  Z.Whole = E;
  auto Assignment = [&](const Expr *LHS, const Expr *RHS) {
    Z.Value = zeroValue(RHS);
    std::optional<MapOp> Op =
        Z.Value == Zero::None ? std::nullopt : parseEntry(LHS, Model);
    if (Op)
      Z.Op = *Op;
    return Op.has_value();
  };
  if (const auto *Binary = llvm::dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Assign &&
        Assignment(Binary->getLHS(), Binary->getRHS()))
      return Z;
    return std::nullopt;
  }
  if (const auto *Call = llvm::dyn_cast<CXXOperatorCallExpr>(E)) {
    if (Call->getOperator() == OO_Equal && Call->getNumArgs() == 2 &&
        Assignment(Call->getArg(0), Call->getArg(1)))
      return Z;
    return std::nullopt;
  }
  const auto *Call = llvm::dyn_cast<CallExpr>(E);
  if (!Call)
    return std::nullopt;
  // unique_ptr::reset() has a defaulted parameter.
  if (Call->getNumArgs() == 0 ||
      llvm::isa<CXXDefaultArgExpr>(Call->getArg(0))) {
    const Expr *Base = nullptr;
    std::string Name;
    const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
    if (const auto *Member = llvm::dyn_cast<MemberExpr>(Callee)) {
      Base = Member->isArrow() ? nullptr : Member->getBase();
      Name = Member->getMemberDecl()->getDeclName().getAsString();
    } else if (const auto *Member =
                   llvm::dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
      Base = Member->isImplicitAccess() || Member->isArrow()
                 ? nullptr
                 : Member->getBase();
      Name = Member->getMember().getAsString();
    }
    if (!Base || (Name != "clear" && Name != "reset"))
      return std::nullopt;
    std::optional<MapOp> Op = parseEntry(Base, Model);
    if (!Op)
      return std::nullopt;
    Z.How = Name == "clear" ? EntryZeroing::Clear : EntryZeroing::Reset;
    Z.Op = *Op;
    return Z;
  }
  std::optional<MapOp> Op = parseMapOp(Call, Model);
  if (!Op || !Op->Key || !Op->Value || !Op->Traits->isMap() ||
      Op->Traits->isMulti())
    return std::nullopt;
  // Qt's insert(k, v) replaces the value; an insertion of a pair does not.
  bool Replaces = Op->Kind == MapOpKind::InsertOrAssign ||
                  (Op->Kind == MapOpKind::Insert && Op->Args.size() == 2 &&
                   Op->Key == Op->Args[0] && Op->Value == Op->Args[1]);
  Z.Value = zeroValue(Op->Value);
  if (!Replaces || Z.Value == Zero::None)
    return std::nullopt;
  Z.Op = *Op;
  return Z;
}

std::optional<EntryZeroing>
parseEntryZeroing(const Expr *E, const model::ContainerModel &Model,
                  ASTContext &Context) {
  std::optional<EntryZeroing> Z = parseForm(E, Model);
  if (!Z)
    return std::nullopt;
  Z->ValueType = model::mappedType(Z->Op.ContainerType, *Z->Op.Traits);
  Z->InLoop = enclosingLoop(E, Context) != nullptr;
  return Z;
}

/// `--x`, `x--`, `x -= 1`
static const Expr *decremented(const Expr *E) {
  E = strip(E);
  if (const auto *Op = llvm::dyn_cast<UnaryOperator>(E))
    return Op->isDecrementOp() ? strip(Op->getSubExpr()) : nullptr;
  if (const auto *Op = llvm::dyn_cast<CompoundAssignOperator>(E)) {
    const auto *One = llvm::dyn_cast<IntegerLiteral>(strip(Op->getRHS()));
    return Op->getOpcode() == BO_SubAssign && One && One->getValue() == 1
               ? strip(Op->getLHS())
               : nullptr;
  }
  return nullptr;
}

/// The variable that \p E names, if it is initialised once for all.
static const VarDecl *initialisedLocal(const Expr *E) {
  const auto *Ref = llvm::dyn_cast<DeclRefExpr>(strip(E));
  const auto *Var = Ref ? llvm::dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && Var->isLocalVarDecl() && Var->hasInit() ? Var : nullptr;
}

/// The access behind a count: `m[k]`, `count` of `int &count = m[k];`, and
/// `it->second` of `auto it = m.find(k);`.
static std::optional<MapOp> parseCount(const Expr *E,
                                       const model::ContainerModel &Model) {
  if (std::optional<MapOp> Entry = parseEntry(E, Model))
    return Entry;
  if (const VarDecl *Var = initialisedLocal(E))
    return Var->getType()->isLValueReferenceType()
               ? parseEntry(Var->getInit(), Model)
               : std::nullopt;
  const auto *Member = llvm::dyn_cast<MemberExpr>(strip(E));
  if (!Member || !Member->getMemberDecl()->getDeclName().isIdentifier() ||
      Member->getMemberDecl()->getName() != "second")
    return std::nullopt;
  const Expr *Base = strip(Member->getBase());
  if (const auto *Arrow = llvm::dyn_cast<CXXOperatorCallExpr>(Base);
      Arrow && Arrow->getOperator() == OO_Arrow)
    Base = Arrow->getArg(0);
  const VarDecl *Iterator = initialisedLocal(Base);
  std::optional<MapOp> Op =
      Iterator ? parseMapOp(Iterator->getInit(), Model) : std::nullopt;
  return Op && Op->Kind == MapOpKind::Find && Op->Key && Op->Traits->isMap()
             ? Op
             : std::nullopt;
}

/// The count that \p Cond finds to have dropped to zero, alone or after
/// `it != m.end() &&`.
static const Expr *droppedIn(const Expr *Cond) {
  Cond = strip(Cond);
  if (const auto *Both = llvm::dyn_cast<BinaryOperator>(Cond);
      Both && Both->getOpcode() == BO_LAnd)
    Cond = Both->getRHS();
  const Expr *Counted = nullptr;
  Tested T = testsValue(Cond, [&](const Expr *E) {
    // The old value that `m[k]--` yields is 1 when the count drops to zero.
    const auto *Post = llvm::dyn_cast<UnaryOperator>(E);
    const Expr *Entry = Post && Post->isPostfix() ? nullptr : decremented(E);
    if (Entry)
      Counted = Entry;
    return Entry != nullptr;
  });
  return T == Tested::Zero ? Counted : nullptr;
}

/// The statement in front of \p S in its block.
static const Stmt *statementBefore(const Stmt *S, ASTContext &Context) {
  const auto *Block =
      llvm::dyn_cast_or_null<CompoundStmt>(parentStmt(S, Context));
  const Stmt *Before = nullptr;
  if (Block)
    for (const Stmt *Child : Block->body()) {
      if (Child == S)
        return Before;
      Before = Child;
    }
  return nullptr;
}

std::optional<MapOp> parseDroppedCount(const IfStmt *If,
                                       const model::ContainerModel &Model,
                                       ASTContext &Context) {
  if (!If->getCond())
    return std::nullopt;
  // if (--m[k] == 0)
  if (const Expr *Counted = droppedIn(If->getCond()))
    return parseCount(Counted, Model);
  // m[k]--; if (m[k] == 0)
  const auto *Before =
      llvm::dyn_cast_or_null<Expr>(statementBefore(If, Context));
  const Expr *Entry = Before ? decremented(Before) : nullptr;
  std::optional<MapOp> Op = Entry ? parseEntry(Entry, Model) : std::nullopt;
  if (!Op)
    return std::nullopt;
  Tested After = testsValue(If->getCond(), [&](const Expr *E) {
    std::optional<MapOp> Again = parseEntry(E, Model);
    return Again && sameValue(Again->Object, Op->Object, Context) &&
           sameValue(Again->Key, Op->Key, Context);
  });
  return After == Tested::Zero ? Op : std::nullopt;
}

const FunctionDecl *namedFunction(const Stmt *S, ASTContext &Context) {
  DynTypedNode Node = DynTypedNode::create(*S);
  while (true) {
    DynTypedNodeList Parents = Context.getParents(Node);
    if (Parents.empty())
      return nullptr;
    Node = Parents[0];
    const auto *Function = Node.get<FunctionDecl>();
    const auto *Method = llvm::dyn_cast_or_null<CXXMethodDecl>(Function);
    if (Function && !(Method && Method->getParent()->isLambda()))
      return Function;
  }
}

/// Calls \p F for every usage of \p Map in \p Function until it says true.
static bool
anyUsageIn(const FunctionDecl *Function, const MapSummary &Map,
           const UsageSummaries &Summaries,
           llvm::function_ref<bool(const Usage &, const Expr *)> F) {
  return llvm::any_of(Map.Usages, [&](const Usage &U) {
    const Expr *Node = Summaries.node(Map, U);
    return Node && Summaries.function(Map, U) == Function && F(U, Node);
  });
}

bool removesIn(const FunctionDecl *Function, const MapSummary &Map,
               const UsageSummaries &Summaries) {
  return anyUsageIn(Function, Map, Summaries, [](const Usage &U, const Expr *) {
    return removesElements(U.Kind);
  });
}

/// What \p Access, an lvalue, is assigned; null if nothing.
static const Expr *assignedTo(const Expr *Access, ASTContext &Context) {
  const Stmt *Up = parentStmt(Access, Context);
  if (const auto *Op = llvm::dyn_cast_or_null<BinaryOperator>(Up))
    return Op->isAssignmentOp() && strip(Op->getLHS()) == strip(Access)
               ? Op->getRHS()
               : nullptr;
  if (const auto *Op = llvm::dyn_cast_or_null<CXXOperatorCallExpr>(Up))
    return Op->isAssignmentOp() && strip(Op->getArg(0)) == strip(Access)
               ? Op->getArg(1)
               : nullptr;
  return nullptr;
}

bool slotIsReused(const EntryZeroing &Z, const MapSummary &Map,
                  const FunctionDecl *Function, const UsageSummaries &Summaries,
                  ASTContext &Context, const model::ContainerModel &Model) {
  if (removesIn(Function, Map, Summaries))
    return true;
  const SourceManager &SM = Context.getSourceManager();
  return anyUsageIn(
      Function, Map, Summaries, [&](const Usage &U, const Expr *Node) {
        if (U.Kind == UsageKind::Walk)
          for (const Stmt *Loop = enclosingLoop(Z.Whole, Context); Loop;
               Loop = enclosingLoop(Loop, Context))
            if (contains(Loop, Node) && !contains(loopBody(Loop), Node))
              return true;
        if (contains(Z.Whole, Node))
          return false;
        std::optional<MapOp> Op = parseMapOp(Node, Model);
        if (!Op || !Op->Key || !sameValue(Op->Key, Z.Op.Key, Context))
          return false;
        if (SM.isBeforeInTranslationUnit(Z.Whole->getEndLoc(),
                                         Node->getBeginLoc()))
          return true;
        if (const Expr *Other = assignedTo(Node, Context))
          return zeroValue(Other) == Zero::None;
        return Op->Kind == MapOpKind::InsertOrAssign ||
               Op->Kind == MapOpKind::Insert;
      });
}

/// How the class of \p T erases by key: "erase", or Qt's "remove"; empty if it
/// does not.
static llvm::StringRef keyErasure(QualType T) {
  // Where `remove` takes a key, `erase` takes iterators only.
  bool QtLike =
      model::hasMember(T, "remove", 1) && model::hasMember(T, "take", 1);
  if (QtLike)
    return "remove";
  // dense_hash_map aborts unless set_deleted_key() came first.
  bool Erases = model::hasMember(T, "erase", 1) &&
                !model::hasMember(T, "set_deleted_key", 1);
  return Erases ? "erase" : "";
}

/// Something in the function still refers to an element.
static bool keepsReference(const EntryZeroing &Z, const MapSummary &Map,
                           const FunctionDecl *Function,
                           const UsageSummaries &Summaries) {
  return anyUsageIn(
      Function, Map, Summaries, [&](const Usage &U, const Expr *Node) {
        return U.Kind == UsageKind::Address || U.Kind == UsageKind::Walk ||
               (U.Kind == UsageKind::Lookup && U.Member == "find");
      });
}

/// Assignment and destruction of the value are known to do the same to it.
static bool diesQuietly(QualType Value) {
  if (Value.isNull())
    return false;
  if (Value->isPointerType())
    return true;
  if (Value->isDependentType())
    return false;
  if (Value->isScalarType())
    return true;
  const CXXRecordDecl *Record = Value->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace();
}

Fix eraseInstead(const EntryZeroing &Z, const MapSummary &Map,
                 const FunctionDecl *Function, const UsageSummaries &Summaries,
                 ASTContext &Context) {
  Fix F;
  const llvm::StringRef Member = keyErasure(Z.Op.ContainerType);
  const llvm::StringRef Object = textOf(Z.Op.Object->getSourceRange(), Context);
  const llvm::StringRef Key = textOf(Z.Op.Key->getSourceRange(), Context);
  const SourceRange Range = Z.Whole->getSourceRange();
  const bool Braced =
      llvm::isa<InitListExpr>(strip(Z.Op.Key)) || Key.starts_with("{");
  if (Member.empty() || Object.empty() || Key.empty() || Braced ||
      !isEditable(Range, Context) || hasComment(Range, Context) ||
      !isStandaloneStatement(Z.Whole, Context) ||
      keepsReference(Z, Map, Function, Summaries)) {
    F.Grade = FixGrade::None;
    return F;
  }
  const bool Plain = llvm::isa<DeclRefExpr, MemberExpr>(Z.Op.Object);
  const std::string Text = (Plain ? Object.str() : "(" + Object.str() + ")") +
                           (Z.Op.Arrow ? "->" : ".") + Member.str() + "(" +
                           Key.str() + ")";
  F.Edits.push_back(FixItHint::CreateReplacement(
      CharSourceRange::getTokenRange(Range), Text));
  if (!diesQuietly(Z.ValueType))
    F.lower(FixGrade::Offered);
  return F;
}

} // namespace clang::tidy::maps::support
