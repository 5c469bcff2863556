// kernel/page_lock.hpp - pages that stay in memory.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <cstddef>
#include <cstdint>

namespace mapview::kernel {

/// Brings the pages of a range in and keeps them there until they are unlocked or unmapped; however
/// often a page was locked, it is unlocked once. Statuses: invalid_parameter (an empty range, one
/// beyond the address space), invalid_address (a page that is not committed), no_access (one that
/// may not be read), working_set_quota (more than RLIMIT_MEMLOCK), not_locked (a page that is to be
/// unlocked is not locked; then none is unlocked).
status lock_pages(std::uintptr_t address, std::size_t length);
status unlock_pages(std::uintptr_t address, std::size_t length);

}  // namespace mapview::kernel
