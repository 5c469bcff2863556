// storm/wait_ledger.hpp - what threads that may be killed at any instant have sent and taken.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace storm {

/// The objects of a storm. Those that are counted come first.
enum object : std::size_t { semaphore_a, semaphore_b, auto_event, mutex_a, mutex_b, gate, stop };
inline constexpr std::size_t counted = 3;
inline constexpr std::size_t waited_on = 6;  ///< all but `stop`, which ends the storm
inline constexpr std::size_t objects = 7;

constexpr bool is_mutex(std::size_t object) {
    return object == mutex_a || object == mutex_b;
}

inline constexpr std::size_t wait_processes = 4;
inline constexpr std::size_t wait_threads = 3;

/// Of one thread. Written by it alone, in the order that leaves a trace of everything: first the
/// mark that a call is under way, then the call, its outcome, and the mark away.
struct account {
    std::array<std::atomic<std::int64_t>, counted> sent;
    std::array<std::atomic<std::int64_t>, counted> passed;
    std::array<std::atomic<bool>, counted> sending;
    std::array<std::atomic<bool>, counted> waiting;
};

/// Lies in zeroed shared memory, and needs no more than that.
struct wait_ledger {
    std::array<account, wait_processes * wait_threads> accounts;
    /// A thread is between taking and releasing this mutex, or died there.
    std::array<std::atomic<std::uint32_t>, objects> inside;
    std::atomic<std::uint64_t> waits, passed, timed_out, abandoned;
    std::atomic<std::uint64_t> two_owners;
    std::atomic<std::uint64_t> failures;  ///< of calls that cannot fail
};

}  // namespace storm
