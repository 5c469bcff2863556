// kernel/wait_cell.hpp - a waitable object in memory.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/wait_word.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace mapview::kernel {

/// The part that all processes share: the last bytes of the object's page.
struct shared_cell {
    std::atomic<std::uint32_t> sleepers;    ///< who may sleep: see sleepers.hpp
    std::atomic<std::uint32_t> spin_limit;  ///< learnt: see spin.hpp
    std::atomic<std::uint32_t> recursion;   ///< of a mutex: written by its owner alone
    std::uint32_t maximum = 0;  ///< of a semaphore; of a thread its number: never changes
    std::atomic<wait_state> state;
    std::uint64_t unused = 0;
};

/// Of a timer: what lies before the shared cell in its page, see timer.hpp. Nanoseconds of
/// monotonic_now(). One of the two counts, the other one is for the next set.
struct timer_slot {
    std::atomic<std::int64_t> due;
    std::atomic<std::int64_t> period;
};
inline constexpr std::size_t timer_slots = 2;

/// The part that is this process's own: the page behind it. Robust list nodes lie here, for the
/// kernel and the C library follow their pointers, and no peer shall be able to write those.
struct private_cell {
    std::uint64_t unused = 0;
    std::atomic<void*> previous;
    std::atomic<void*> next;  ///< null where no thread of this process has it in its list
};

/// Both, as they are mapped one behind the other.
struct wait_cell {
    shared_cell shared;
    private_cell own;

    std::atomic<wait_state>& state() noexcept { return shared.state; }

    /// The two halves of the state as the futex calls take them.
    std::uint32_t* word() noexcept { return reinterpret_cast<std::uint32_t*>(&shared.state); }
    std::uint32_t* value() noexcept { return word() + 1; }

    timer_slot& slot(std::size_t index) noexcept {
        return *(reinterpret_cast<timer_slot*>(this) - timer_slots + index);
    }

    /// What stands for the object in a robust list.
    void* node() noexcept { return &own.next; }
};

/// From a robust list's node to its futex: glibc's distance on 64-bit systems, which is one and the
/// same for all nodes of a thread.
inline constexpr std::ptrdiff_t node_to_futex = -32;

static_assert(offsetof(shared_cell, state) == offsetof(wait_cell, own) +
                                                  offsetof(private_cell, next) +
                                                  static_cast<std::size_t>(node_to_futex));
static_assert(offsetof(private_cell, previous) + sizeof(void*) == offsetof(private_cell, next));
static_assert(sizeof(shared_cell) == 32 && offsetof(wait_cell, own) == sizeof(shared_cell));

struct waitable;

/// As readiness_of, for a timer: it depends on the time. `seen` becomes the state that this is true
/// of, where it has changed.
readiness timer_readiness(const waitable& timer, wait_state& seen) noexcept;

/// An object as a wait sees it. Has no first value: rows of 64 are made on each wait for several.
struct waitable {
    wait_cell* cell;
    std::uint64_t order;  ///< of all waitable objects of the system: its memory's inode
    wait_kind kind;

    std::atomic<wait_state>& state() const noexcept { return cell->shared.state; }
    wait_state load() const noexcept { return state().load(std::memory_order_acquire); }
    readiness ready(std::uint32_t thread, std::uint32_t generation) const noexcept {
        wait_state seen = load();
        return ready_in(seen, thread, generation);
    }
    readiness ready_in(wait_state& seen, std::uint32_t thread,
                       std::uint32_t generation) const noexcept {
        return is_timer(kind) ? timer_readiness(*this, seen)
                              : readiness_of(kind, seen, thread, generation);
    }

    /// One step from `seen` to `next`; where another was faster, `seen` is what is there now.
    bool change(wait_state& seen, wait_state next) const noexcept {
        return state().compare_exchange_strong(seen, next, std::memory_order_acq_rel,
                                               std::memory_order_acquire);
    }
};

}  // namespace mapview::kernel
