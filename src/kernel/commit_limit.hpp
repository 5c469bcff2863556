// kernel/commit_limit.hpp - whether memory of a size can be there at all.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace mapview::kernel {

/// False where so many bytes exceed what the machine has to give (available memory and swap) or
/// what the control groups of this process leave it, so that using them would end in an OOM kill.
/// An estimate at this moment, not a reservation: Linux has none for memfds. Sections below
/// 1 MiB are not looked at.
bool can_commit(std::uint64_t bytes) noexcept;

}  // namespace mapview::kernel
