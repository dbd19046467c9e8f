//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Progress.h"
#include "Report.h"
#include "Terminal.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <optional>
#include <unistd.h>

using namespace llvm;

namespace clang::tidy::maps::tool {

static std::string duration(double Seconds) {
  auto Whole = static_cast<unsigned long>(std::lround(Seconds));
  if (Whole >= 3600)
    return formatv("{0} h {1} min", Whole / 3600, Whole / 60 % 60);
  if (Whole >= 60)
    return formatv("{0} min {1} s", Whole / 60, Whole % 60);
  return formatv("{0} s", Whole);
}

std::string progressLine(const ProgressState &State, size_t Width) {
  std::string Total = std::to_string(State.Total);
  std::string Line;
  raw_string_ostream OS(Line);
  OS << '[' << right_justify(std::to_string(State.Done), Total.size()) << '/'
     << Total << "] " << counted(State.Findings, "finding");
  size_t Measured = State.Done - State.Free;
  if (Measured && State.Elapsed.count() > 0) {
    double Rate = Measured / State.Elapsed.count();
    OS << ", " << format("%.1f", Rate) << "/s, "
       << duration((State.Total - State.Done) / Rate) << " left";
  }
  return Line.substr(0, Width);
}

/// A terminal that draws over a line and belongs to us.
static bool canShow() {
  std::optional<std::string> Kind = sys::Process::GetEnv("TERM");
  return isatty(STDERR_FILENO) && Kind && !Kind->empty() && *Kind != "dumb";
}

Progress::Progress(size_t Total, bool Wanted) : IsShown(Wanted && canShow()) {
  State.Total = Total;
}

Progress::~Progress() {
  if (IsDrawn)
    errs() << "\r\x1b[K";
}

void Progress::done(size_t NewFindings, bool IsFree) {
  ++State.Done;
  State.Free += IsFree;
  State.Findings += NewFindings;
  tick();
}

void Progress::tick() {
  if (IsShown && Clock::now() - LastDrawn > std::chrono::milliseconds(100))
    draw();
}

void Progress::draw() {
  LastDrawn = Clock::now();
  // In the background it would disturb whatever is in front.
  if (tcgetpgrp(STDERR_FILENO) != getpgrp())
    return;
  State.Elapsed = LastDrawn - Start;
  unsigned Columns = terminalColumns(STDERR_FILENO);
  // In the last column some terminals go to the next line.
  errs() << '\r' << progressLine(State, (Columns ? Columns : 80) - 1)
         << "\x1b[K";
  IsDrawn = true;
}

} // namespace clang::tidy::maps::tool
