// kernel/waitable_facts.hpp - a look at a waitable object that changes nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/timer.hpp"
#include "kernel/wait_kind.hpp"
#include "kernel/wait_word.hpp"

#include <cstdint>

namespace mapview::kernel {

/// An object as it stood at the moment of the look.
struct waitable_facts {
    wait_state state;
    std::uint32_t recursion = 0;  ///< of a mutex that is owned: how often
    std::uint32_t maximum = 0;    ///< of a semaphore
    timer_facts timer;            ///< of a timer
    std::uint32_t waiters = 0;    ///< threads that sleep on the object right now
};

/// Reads the object whose memory is open, to read at least; errno tells where it cannot be had.
/// Takes no handle, wakes nobody, and writes nothing.
bool look_at_waitable(int memory, wait_kind kind, waitable_facts& facts) noexcept;

}  // namespace mapview::kernel
