// kernel/wait_word.hpp - the state of a waitable object: one 64-bit atomic.
// SPDX-License-Identifier: MIT
//
// The lower half, `word`, is the futex, the only thing that anybody sleeps on but the generation of
// a manual-reset event, and the value of a timer. The upper half, `value`, is what the object is
// worth. Both change in one step, so no thread ever sees, and no killed thread ever leaves, one
// without the other.
//
// docs/waits.md has the invariants W1 to W7 that comments in these files name.
#pragma once

#include "kernel/wait_kind.hpp"

#include <atomic>
#include <bit>
#include <cstdint>

namespace mapview::kernel {

/// Bits of `word`. Their places are the kernel's: it reads and writes them when a thread dies.
namespace word_bit {
/// Somebody may sleep here (FUTEX_WAITERS). Releases keep it; see clear_waiters().
inline constexpr std::uint32_t waiters = 0x80000000;
/// Of a mutex: its owner died (FUTEX_OWNER_DIED).
inline constexpr std::uint32_t owner_died = 0x40000000;
/// Of the others, the same bit: signaled. It mirrors `value`, which is the truth, so that the
/// kernel's comparison of the word refuses to put a thread to sleep (W6).
inline constexpr std::uint32_t signaled = 0x40000000;
/// Of a mutex: the thread that owns it (FUTEX_TID_MASK). Of a thread: itself, until the kernel
/// takes that away at its end. Of the others: the thread that is about
/// to take it together with others, for microseconds.
inline constexpr std::uint32_t thread = 0x3FFFFFFF;
}  // namespace word_bit

/// Bits of `value`. That of a semaphore is its count, that of a thread its exit code; that of a
/// timer is told in timer.hpp.
namespace value_bit {
/// Of a mutex: reserved by a wait for all, not owned yet.
inline constexpr std::uint32_t reserved = 1;
/// Of a reserved mutex: it was abandoned before.
inline constexpr std::uint32_t was_abandoned = 2;
/// Of an event: set. The bits below it count, in an auto-reset event, the tickets of sleepers who
/// are released already, and in a manual-reset one its generation, which each SetEvent or
/// PulseEvent that meets sleepers raises: NT releases a sleeper at the set, whatever follows it.
inline constexpr std::uint32_t set = 0x80000000;
}  // namespace value_bit

struct alignas(8) wait_state {
    std::uint32_t word = 0;
    std::uint32_t value = 0;

    bool operator==(const wait_state&) const = default;

    constexpr bool has_waiters() const noexcept { return (word & word_bit::waiters) != 0; }
    constexpr std::uint32_t thread() const noexcept { return word & word_bit::thread; }
    constexpr bool is_set() const noexcept { return (value & value_bit::set) != 0; }
    constexpr std::uint32_t below_set() const noexcept { return value & ~value_bit::set; }
    constexpr bool is_reserved() const noexcept { return (value & value_bit::reserved) != 0; }

    constexpr wait_state without_waiters() const noexcept {
        return {word & ~word_bit::waiters, value};
    }
};

static_assert(std::endian::native == std::endian::little, "the futex is the lower half");
static_assert(std::atomic<wait_state>::is_always_lock_free);

enum class readiness {
    unavailable,
    available,
    in_commit,  ///< for microseconds nobody can tell: a thread is taking several objects
};

/// Whether `thread` could take an object, which is no timer, in this state. `generation` is the
/// `value` that a manual-reset event had when the wait began: a later one means that the wait was
/// released.
constexpr readiness readiness_of(wait_kind kind, wait_state state, std::uint32_t thread,
                                 std::uint32_t generation) noexcept {
    if (kind == wait_kind::mutex) {
        if (state.thread() == 0 || state.thread() == thread) return readiness::available;
        return state.is_reserved() ? readiness::in_commit : readiness::unavailable;
    }
    if (kind == wait_kind::thread)
        return state.thread() == 0 ? readiness::available : readiness::unavailable;
    if (state.thread() != 0) return readiness::in_commit;
    const bool yes = kind == wait_kind::manual_event
                         ? state.is_set() || ((state.value ^ generation) & ~value_bit::set) != 0
                         : state.value != 0;
    return yes ? readiness::available : readiness::unavailable;
}

/// The `word` of an object that is no mutex and in nobody's hands. `waiters`: the bit as it was.
constexpr std::uint32_t resting_word(wait_kind kind, std::uint32_t value,
                                     std::uint32_t waiters) noexcept {
    if (is_timer(kind)) return 0;  // time signals it, and nobody is woken then
    const bool signaled =
        kind == wait_kind::manual_event ? (value & value_bit::set) != 0 : value != 0;
    return (waiters & word_bit::waiters) | (signaled ? word_bit::signaled : 0);
}

/// The `value` after one wait has been satisfied. Not of an auto-reset timer.
constexpr std::uint32_t value_after_take(wait_kind kind, std::uint32_t value) noexcept {
    switch (kind) {
        case wait_kind::mutex: return 0;
        case wait_kind::semaphore: return value - 1;
        case wait_kind::manual_event:
        case wait_kind::thread:
        case wait_kind::auto_timer:
        case wait_kind::manual_timer: return value;
        case wait_kind::auto_event: break;
    }
    return (value & ~value_bit::set) != 0 ? value - 1 : 0;  // a ticket, or else the signal
}

}  // namespace mapview::kernel
