// storm/wait_worker.hpp - a process whose threads wait for objects at random.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "wait_ledger.hpp"

#include <array>

namespace storm {

/// Until `stop` is set: waits on one object, for any and for all of several, with and without a
/// time limit; what a wait took is given back after a moment.
void wait_at_random(wait_ledger& ledger, const std::array<HANDLE, objects>& handles,
                    std::size_t process);

}  // namespace storm
