// SPDX-License-Identifier: MIT
#include "kernel/semaphore.hpp"

#include "kernel/robust_list.hpp"
#include "kernel/sleepers.hpp"

namespace mapview::kernel {

status release_semaphore(const waitable& semaphore, std::uint32_t count,
                         std::uint32_t& previous) noexcept {
    const std::uint32_t maximum = semaphore.cell->shared.maximum;
    wait_state seen = semaphore.load();
    for (;;) {
        if (seen.thread() != 0) {
            wait_out_commit(semaphore);
            seen = semaphore.load();
            continue;
        }
        const std::uint32_t before = seen.value;
        if (before > maximum || count > maximum - before) return status::too_many_posts;
        const bool sleepers = seen.has_waiters();
        if (sleepers) set_pending(this_thread(), semaphore.cell);
        const bool done = semaphore.change(
            seen, {resting_word(semaphore.kind, before + count, seen.word), before + count});
        if (done && sleepers) wake_or_clear(semaphore, static_cast<int>(count));
        if (sleepers) clear_pending(this_thread());
        if (!done) continue;
        previous = before;
        return status::success;
    }
}

}  // namespace mapview::kernel
