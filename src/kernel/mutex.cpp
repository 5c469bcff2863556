// SPDX-License-Identifier: MIT
#include "kernel/mutex.hpp"

#include "kernel/robust_list.hpp"
#include "kernel/sleepers.hpp"

namespace mapview::kernel {

status release_mutex(const waitable& mutex) noexcept {
    thread_record& self = this_thread();
    wait_state seen = mutex.load();
    if (seen.thread() != self.id || !is_linked(mutex.cell)) return status::not_owner;
    auto& recursion = mutex.cell->shared.recursion;
    const std::uint32_t depth = recursion.load(std::memory_order_relaxed);
    if (depth > 1) {
        recursion.store(depth - 1, std::memory_order_relaxed);
        return status::success;
    }
    recursion.store(0, std::memory_order_relaxed);
    set_pending(self, mutex.cell);
    unlink(self, mutex.cell);
    // Others may set the waiters' bit meanwhile, nothing else.
    while (!mutex.change(seen, {seen.word & word_bit::waiters, 0})) {
    }
    if (seen.has_waiters()) [[unlikely]]
        wake_or_clear(mutex);
    clear_pending(self);
    return status::success;
}

}  // namespace mapview::kernel
