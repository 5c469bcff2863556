// storm/worker.hpp - one process of a storm.
// SPDX-License-Identifier: MIT
#pragma once

#include "detector.hpp"

#include <string>

namespace storm {

std::wstring wide_name(int name);

/// Works with all its threads until board::stop is set, then returns.
void work(board& shared, int process);

/// A role: the program that a forked child executes, with an inheritable handle of a worker.
inline constexpr char heir[] = "heir";

}  // namespace storm
