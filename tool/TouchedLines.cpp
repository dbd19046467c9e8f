//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "TouchedLines.h"
#include "Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

void TouchedLines::add(StringRef Path, Range Lines) {
  auto [Known, IsNew] = ByPath.try_emplace(Path.str());
  std::vector<Range> &Ranges = Known->second;
  if (!IsNew && Ranges.empty()) // All of them already.
    return;
  if (!IsNew && Ranges.back().second + 1 >= Lines.first)
    Ranges.back().second = std::max(Ranges.back().second, Lines.second);
  else
    Ranges.push_back(Lines);
}

void TouchedLines::addFile(StringRef Path) { ByPath[Path.str()].clear(); }

const std::vector<TouchedLines::Range> *
TouchedLines::linesOf(StringRef Path) const {
  for (const FileFilter &Filter : BySuffix)
    if (Path.ends_with(Filter.Name))
      return &Filter.LineRanges;
  if (ByPath.empty())
    return nullptr;
  auto Exact = ByPath.find(realPath(Path));
  return Exact == ByPath.end() ? nullptr : &Exact->second;
}

bool TouchedLines::touchesLine(StringRef Path, unsigned Line) const {
  const std::vector<Range> *Lines = linesOf(Path);
  return Lines && (Lines->empty() || any_of(*Lines, [&](Range Lines) {
                     return Lines.first <= Line && Line <= Lines.second;
                   }));
}

namespace {

/// Line numbers of offsets into files, each read once.
class LineNumbers {
public:
  unsigned of(StringRef Path, unsigned Offset) {
    auto [Known, IsNew] = LineEnds.try_emplace(Path);
    std::vector<unsigned> &Ends = Known->second;
    if (IsNew)
      if (auto Text = MemoryBuffer::getFile(Path))
        for (auto [At, C] : enumerate((*Text)->getBuffer()))
          if (C == '\n')
            Ends.push_back(At);
    return llvm::lower_bound(Ends, Offset) - Ends.begin() + 1;
  }

private:
  StringMap<std::vector<unsigned>> LineEnds;
};

} // namespace

size_t keepTouched(std::vector<Finding> &Findings, const TouchedLines &Lines) {
  LineNumbers Number;
  auto IsTouched = [&](const tooling::DiagnosticMessage &Message) {
    return !Message.FilePath.empty() && Lines.touchesFile(Message.FilePath) &&
           Lines.touchesLine(Message.FilePath,
                             Number.of(Message.FilePath, Message.FileOffset));
  };
  size_t Before = Findings.size();
  erase_if(Findings, [&](const Finding &F) {
    return !IsTouched(F.Message) && none_of(F.Notes, IsTouched);
  });
  return Before - Findings.size();
}

} // namespace clang::tidy::maps::tool
