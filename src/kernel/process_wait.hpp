// kernel/process_wait.hpp - waiting for the ends of processes, alone and among waitable objects.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"
#include "kernel/wait.hpp"

#include <cstdint>
#include <span>

namespace mapview::kernel {

/// Whether a handle is one of a process, or of the first thread of one, with these rights.
bool is_process(int number, rights needed) noexcept;

/// As wait_for_handles, for handles of which some are processes. A wait for any of processes and
/// other objects sleeps on both by io_uring; where there is none (io_ring.hpp), it wakes up every
/// few milliseconds to look at the processes. Others sleep until something happens.
wait_result wait_with_processes(std::span<const int> numbers, bool all, std::uint32_t milliseconds);

}  // namespace mapview::kernel
