// kernel/mutex.hpp - releasing mutexes; taking them is a wait.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"
#include "kernel/wait_cell.hpp"

namespace mapview::kernel {

/// Gives one ownership back; with the last one the mutex is free. not_owner where the calling
/// thread does not own it, or took it through another copy of this library.
status release_mutex(const waitable& mutex) noexcept;

}  // namespace mapview::kernel
