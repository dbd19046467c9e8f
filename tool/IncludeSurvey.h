//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which of the headers that a translation unit includes may as well come
/// before its own text, whatever order other units include them in.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_INCLUDESURVEY_H
#define MAPTIDY_TOOL_INCLUDESURVEY_H

#include "clang/Basic/FileEntry.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clang {
class MacroInfo;
class Preprocessor;
class SourceManager;
} // namespace clang

namespace clang::tidy::maps::tool {

struct LeadingHeader {
  std::string Operand; ///< of its #include: "<map>", "\"/p/own.h\""
  bool IsUser;         ///< otherwise it is a system header, whatever the path
};

struct LeadingHeaders {
  std::vector<LeadingHeader> Headers;
  /// Every name on which conditions depend in the user's headers among them and
  /// in what these include, macro or not.
  llvm::StringSet<> Asked;
};

/// How many braces are open after \p T more than before.
inline int bracesOpenedBy(const Token &T) {
  return T.is(tok::l_brace) ? 1 : T.is(tok::r_brace) ? -1 : 0;
}

/// Watches how a unit is preprocessed.
class IncludeSurvey : public PPCallbacks {
public:
  /// \p PP outlives this.
  explicit IncludeSurvey(Preprocessor &PP);

  /// Those of \p Shared that user code includes, or a header that is not of
  /// them, and that may come first; what a header includes before itself. To be
  /// called once, at the end of the unit. A header may not if
  /// - a second inclusion has another effect than the first,
  /// - it is included within braces,
  /// - it includes a file that is not in \p Shared, or one that may not, or
  /// - it mentions a macro that another header of \p Shared defines, and does
  ///   not include that one before, nor does the command.
  /// \param OnlyAbsolute the user's headers have to be found by absolute paths
  LeadingHeaders leading(const std::set<llvm::sys::fs::UniqueID> &Shared,
                         bool OnlyAbsolute);

  void InclusionDirective(SourceLocation HashLoc, const Token &Keyword,
                          StringRef Name, bool IsAngled, CharSourceRange,
                          OptionalFileEntryRef Included, StringRef, StringRef,
                          const Module *, bool,
                          SrcMgr::CharacteristicKind Kind) override;
  void FileChanged(SourceLocation, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind, FileID Left) override;
  void MacroDefined(const Token &Name, const MacroDirective *New) override;
  void MacroUndefined(const Token &Name, const MacroDefinition &Old,
                      const MacroDirective *) override;

private:
  struct Macro {
    llvm::SmallSetVector<unsigned, 2> Definers; ///< indices of Files
    const MacroInfo *Body = nullptr;
    bool Varies = false; ///< other bodies, or undefined again
  };
  struct Mention {
    const Macro *Of;
    StringRef Name;
    unsigned Offset;
    bool InCondition; ///< "#ifdef NAME"
    bool InBody;      ///< "#define OTHER NAME"
  };
  struct BodyWord {
    StringRef Macro, Name;
  };
  struct Include {
    unsigned Offset;
    unsigned Target; ///< index of Files
  };
  struct File {
    explicit File(FileEntryRef Entry) : Entry(Entry) {}
    /// Whether it is read anew each time, as text of what includes it.
    bool isPart() const { return IsUser && !IsGuarded; }

    FileEntryRef Entry;
    std::string Spelling; ///< in "#include <map>" of user code
    bool IsUser = false;
    bool IsForUsers = false; ///< included from user code
    bool HasNext = false;    ///< says #include_next, which needs a search path
    bool IsNested = false;   ///< included within braces
    bool IsGuarded = false;  ///< or says nothing that could be said twice
    bool HasOnlyIncludes = false;
    std::vector<Include> Includes;
    std::vector<Mention> Mentions; ///< of macros that some file defines
    std::vector<StringRef> Asked;  ///< names in conditions, macros or not
    std::vector<BodyWord> Bodies;  ///< of macros defined here
    llvm::BitVector Closure;       ///< what it includes, at any depth
  };

  unsigned indexOf(FileEntryRef Entry);
  /// The file that \p Loc is in, if it is in any.
  std::optional<unsigned> fileAt(SourceLocation Loc);
  Macro *definedAt(const Token &Name);
  void readText(File &F);
  bool dependsOnContext(const File &F) const;
  std::string operandFor(const File &F) const;
  void close(unsigned Index);
  std::vector<unsigned> partsOf(unsigned Index) const;
  bool includes(unsigned Index, unsigned Other) const;
  bool readsBefore(const File &Reader, unsigned Other, unsigned Offset) const;
  llvm::StringSet<> askedBy(const llvm::BitVector &Headers) const;
  bool isSensitive(unsigned Reader, const Mention &M, unsigned Definer) const;
  llvm::BitVector dependingOnOrder(const llvm::BitVector &Shared) const;

  Preprocessor &PP;
  const SourceManager &Sources;
  int BraceDepth = 0;
  std::vector<File> Files;
  std::map<llvm::sys::fs::UniqueID, unsigned> Indices;
  /// Indices of Files, in the order of their ends.
  llvm::SetVector<unsigned> Read;
  /// What the command includes, as "-include config.h" does.
  std::vector<unsigned> Forced;
  llvm::StringMap<Macro> Macros;
  /// On what conditions of the user's headers depend.
  llvm::StringSet<> Asked;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_INCLUDESURVEY_H
