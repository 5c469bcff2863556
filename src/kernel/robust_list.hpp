// kernel/robust_list.hpp - what the kernel does for a thread that dies.
// SPDX-License-Identifier: MIT
//
// The kernel keeps for each thread a list of futexes that it owns. At the thread's end, however it
// comes, it walks the list: each word that holds the thread's number loses it, gets the bit
// owner_died, and one who sleeps there is woken. `list_op_pending` names one futex more, between
// whose change and wake-up the thread may be. The list is the C library's, shared with its robust
// mutexes; one thread can have but one.
//
// https://docs.kernel.org/locking/robust-futexes.html
#pragma once

#include "kernel/wait_cell.hpp"

#include <linux/futex.h>

#include <atomic>
#include <cstdint>

namespace mapview::kernel {

/// The calling thread.
struct thread_record {
    std::uint32_t id = 0;  ///< 0: not asked yet, in this process
    std::uint32_t process = 0;
    std::uint32_t nodes = 0;           ///< in the list, of this library
    robust_list_head* list = nullptr;  ///< null where the C library's list is not as expected
};

/// The kernel's walk ends after 2048 nodes (ROBUST_LIST_LIMIT); the program's own need a place too.
inline constexpr std::uint32_t most_nodes = 2000;

// A type of its own, for who includes this: no wrapper calls, and no look-up in a shared library.
extern constinit thread_local thread_record this_thread_record
    __attribute__((tls_model("initial-exec")));

void fill_thread_record() noexcept;

inline thread_record& this_thread() noexcept {
    if (this_thread_record.id == 0) [[unlikely]]
        fill_thread_record();
    return this_thread_record;
}

/// Only the kernel looks on, and it does so when this thread has stopped for ever: that the
/// compiler keeps the order is enough.
inline void keep_order() noexcept {
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

/// Says on which object this thread is at work: from here to clear_pending() the kernel, should the
/// thread die, wakes one who sleeps there (W2, W5).
inline void set_pending(thread_record& self, wait_cell* cell) noexcept {
    keep_order();
    *reinterpret_cast<void* volatile*>(&self.list->list_op_pending) = cell->node();
    keep_order();
}
inline void clear_pending(thread_record& self) noexcept {
    keep_order();
    *reinterpret_cast<void* volatile*>(&self.list->list_op_pending) = nullptr;
    keep_order();
}

/// Enters the object at the list's head, or takes it out of the list. While that goes on, the
/// object must be pending.
void link(thread_record& self, wait_cell* cell) noexcept;
void unlink(thread_record& self, wait_cell* cell) noexcept;

/// Whether a thread of this process is in the list with this cell, and not through another mapping.
inline bool is_linked(const wait_cell* cell) noexcept {
    return cell->own.next.load(std::memory_order_relaxed) != nullptr;
}

}  // namespace mapview::kernel
