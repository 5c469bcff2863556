// SPDX-License-Identifier: MIT
#include "kernel/waitable_facts.hpp"

#include "kernel/view_table.hpp"
#include "kernel/wait_cell.hpp"

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>
#include <cstddef>

namespace mapview::kernel {
namespace {

// Nobody keeps the number of sleepers; the kernel knows it. Moving all who sleep on a word to that
// same word, and waking none, counts them and leaves them as they are.
std::uint32_t sleepers_on(const void* word) noexcept {
    constexpr int wake_none = 0;
    constexpr long move_all = INT_MAX;
    const long count = ::syscall(SYS_futex, word, FUTEX_REQUEUE, wake_none, move_all, word, 0);
    return count > 0 ? static_cast<std::uint32_t>(count) : 0;
}

}  // namespace

bool look_at_waitable(int memory, wait_kind kind, waitable_facts& facts) noexcept {
    const std::size_t page = page_size();
    void* const mapped = ::mmap(nullptr, page, PROT_READ, MAP_SHARED, memory, 0);
    if (mapped == MAP_FAILED) return false;
    auto* const end = static_cast<std::byte*>(mapped) + page;
    auto* const whole = reinterpret_cast<wait_cell*>(end - sizeof(shared_cell));
    const shared_cell& cell = whole->shared;
    facts.state = cell.state.load(std::memory_order_acquire);
    facts.recursion = cell.recursion.load(std::memory_order_relaxed);
    facts.maximum = cell.maximum;
    if (is_timer(kind)) {
        facts.timer = look_at_timer({whole, 0, kind});
        facts.waiters = sleepers_on(whole->value());
    } else if (facts.state.has_waiters()) {
        facts.waiters = sleepers_on(whole->word());
    }
    ::munmap(mapped, page);
    return true;
}

}  // namespace mapview::kernel
