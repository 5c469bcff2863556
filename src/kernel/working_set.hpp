// kernel/working_set.hpp - how much of this process is to stay in memory.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <cstddef>

namespace mapview::kernel {

/// In bytes.
struct working_set_limits {
    std::size_t minimum = 0;  ///< what can be locked
    std::size_t maximum = 0;  ///< kept, without effect
};

/// What was set, or at first the limit on locked memory and the machine's memory.
working_set_limits working_set() noexcept;

/// Raises the limit on locked memory to the minimum; it is never lowered. Statuses:
/// privilege_not_held, no_system_resources (more than the machine has).
status set_working_set(const working_set_limits& limits) noexcept;

/// Tells the kernel that the pages which are not locked are the first to be written out.
void trim_working_set();

}  // namespace mapview::kernel
