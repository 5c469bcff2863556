// shared_memory.hpp - what the native program and the Windows program of this measurement share.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

/// Each on a cache line of its own.
struct alignas(64) line {
    std::atomic<std::uint64_t> value;
};

struct shared_memory {
    line ping;  ///< written by the native program
    line pong;  ///< the answer
    line spin;  ///< 1 while the Windows program is to answer
};
