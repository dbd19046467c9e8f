//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/NewNames.h"
#include "support/Loops.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

namespace {
/// Stops at the first mention of a name.
struct NameFinder : RecursiveASTVisitor<NameFinder> {
  explicit NameFinder(llvm::StringRef Name) : Name(Name) {}

  bool differs(DeclarationName Other) const {
    return !Other.isIdentifier() || !Other.getAsIdentifierInfo() ||
           Other.getAsIdentifierInfo()->getName() != Name;
  }
  bool VisitNamedDecl(const NamedDecl *D) { return differs(D->getDeclName()); }
  bool VisitDeclRefExpr(const DeclRefExpr *Ref) {
    return differs(Ref->getDecl()->getDeclName());
  }
  bool VisitMemberExpr(const MemberExpr *Member) {
    return !Member->isImplicitAccess() ||
           differs(Member->getMemberDecl()->getDeclName());
  }
  bool VisitOverloadExpr(const OverloadExpr *Lookup) {
    return differs(Lookup->getName());
  }

  llvm::StringRef Name;
};
} // namespace

bool NewNames::isTaken(llvm::StringRef Name, const Stmt *Scope) const {
  NameFinder Finder(Name);
  if (!Finder.TraverseStmt(const_cast<Stmt *>(Scope)))
    return true;
  // A parameter, or a variable of an enclosing block.
  if (const FunctionDecl *Function = enclosingFunction(Body, Context))
    for (const ParmVarDecl *Param : Function->parameters())
      if (!Finder.differs(Param->getDeclName()))
        return true;
  for (const Stmt *Up = parentStmt(Scope, Context); Up;
       Up = parentStmt(Up, Context))
    for (const Stmt *Child : Up->children())
      if (const auto *Decls = llvm::dyn_cast_or_null<DeclStmt>(Child))
        for (const Decl *D : Decls->decls())
          if (const auto *Named = llvm::dyn_cast<NamedDecl>(D);
              Named && !Finder.differs(Named->getDeclName()))
            return true;
  return llvm::any_of(Given, [&](const Taken &Other) {
    return Other.Name == Name &&
           (contains(Other.Scope, Scope) || contains(Scope, Other.Scope));
  });
}

std::string NewNames::take(llvm::StringRef Base, const Stmt *Scope) {
  std::string Name = Base.str();
  for (unsigned Number = 2; isTaken(Name, Scope); ++Number)
    Name = Base.str() + std::to_string(Number);
  Given.push_back({Name, Scope});
  return Name;
}

} // namespace clang::tidy::maps::support
