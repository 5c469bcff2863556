// kernel/semaphore.hpp - releasing semaphores; taking a unit is a wait.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"
#include "kernel/wait_cell.hpp"

#include <cstdint>

namespace mapview::kernel {

/// Adds `count` units, all or none: too_many_posts where the maximum would be passed.
status release_semaphore(const waitable& semaphore, std::uint32_t count,
                         std::uint32_t& previous) noexcept;

}  // namespace mapview::kernel
