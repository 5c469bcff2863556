// SPDX-License-Identifier: MIT
#include "kernel/shared_lock.hpp"

#include "kernel/futex.hpp"
#include "kernel/spin.hpp"

#include <limits>

namespace mapview::kernel {
namespace {

constexpr std::uint32_t sharing_sleep = 0x40000000;  // some who want to share may sleep
constexpr std::uint32_t alone_sleep = 0x80000000;    // some who want it alone may sleep
constexpr std::uint32_t count = 0x3FFFFFFF;
constexpr std::uint32_t alone = count;  // one has it alone
constexpr std::uint32_t most_sharing = count - 1;

constexpr bool is_free(std::uint32_t state) noexcept {
    return (state & count) == 0;
}

constexpr bool can_share(std::uint32_t state) noexcept {
    return (state & count) < most_sharing && (state & (sharing_sleep | alone_sleep)) == 0;
}

// Looks for a short while; what it saw last.
template <class Enough>
std::uint32_t spin_until(const std::atomic<std::uint32_t>& state, Enough enough) noexcept {
    constexpr int looks = 100;
    std::uint32_t seen = state.load(std::memory_order_relaxed);
    if (!has_several_processors()) return seen;
    for (int i = 0; i < looks && !enough(seen); ++i) {
        pause_processor();
        seen = state.load(std::memory_order_relaxed);
    }
    return seen;
}

}  // namespace

bool shared_lock::try_lock() noexcept {
    std::uint32_t seen = 0;
    return state_.compare_exchange_strong(seen, alone, std::memory_order_acquire,
                                          std::memory_order_relaxed) ||
           (is_free(seen) &&
            state_.compare_exchange_strong(seen, seen | alone, std::memory_order_acquire,
                                           std::memory_order_relaxed));
}

bool shared_lock::try_lock_shared() noexcept {
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    while (can_share(seen))
        if (state_.compare_exchange_weak(seen, seen + 1, std::memory_order_acquire,
                                         std::memory_order_relaxed))
            return true;
    return false;
}

void shared_lock::lock() noexcept {
    std::uint32_t seen = 0;
    if (!state_.compare_exchange_strong(seen, alone, std::memory_order_acquire,
                                        std::memory_order_relaxed)) [[unlikely]]
        lock_contended();
}

void shared_lock::lock_shared() noexcept {
    if (!try_lock_shared()) [[unlikely]]
        lock_shared_contended();
}

void shared_lock::lock_contended() noexcept {
    const auto enough = [](std::uint32_t seen) {
        return is_free(seen) || (seen & alone_sleep) != 0;
    };
    std::uint32_t seen = spin_until(state_, enough);
    std::uint32_t others = 0;  // may sleep still, once this thread has slept
    for (;;) {
        if (is_free(seen)) {
            if (state_.compare_exchange_strong(seen, seen | alone | others,
                                               std::memory_order_acquire,
                                               std::memory_order_relaxed))
                return;
            continue;
        }
        if ((seen & alone_sleep) == 0 &&
            !state_.compare_exchange_strong(seen, seen | alone_sleep, std::memory_order_relaxed))
            continue;
        others = alone_sleep;
        // The turn first: a release after the look below changes it, and the sleep does not begin.
        const std::uint32_t turn = turns_.load(std::memory_order_acquire);
        seen = state_.load(std::memory_order_relaxed);
        if (is_free(seen) || (seen & alone_sleep) == 0) continue;
        sleep_on_private(turns_, turn, deadline::never());
        seen = spin_until(state_, enough);
    }
}

void shared_lock::lock_shared_contended() noexcept {
    const auto enough = [](std::uint32_t seen) {
        return (seen & count) != alone || (seen & (sharing_sleep | alone_sleep)) != 0;
    };
    std::uint32_t seen = spin_until(state_, enough);
    for (;;) {
        if (can_share(seen)) {
            if (state_.compare_exchange_strong(seen, seen + 1, std::memory_order_acquire,
                                               std::memory_order_relaxed))
                return;
            continue;
        }
        if ((seen & sharing_sleep) == 0 &&
            !state_.compare_exchange_strong(seen, seen | sharing_sleep, std::memory_order_relaxed))
            continue;
        sleep_on_private(state_, seen | sharing_sleep, deadline::never());
        seen = spin_until(state_, enough);
    }
}

void shared_lock::unlock() noexcept {
    const std::uint32_t left = state_.fetch_sub(alone, std::memory_order_release) - alone;
    if (left != 0) [[unlikely]]
        wake(left);
}

// Who wants to share sleeps only where somebody wants it alone, or has it so.
void shared_lock::unlock_shared() noexcept {
    const std::uint32_t left = state_.fetch_sub(1, std::memory_order_release) - 1;
    if (is_free(left) && (left & alone_sleep) != 0) [[unlikely]]
        wake(left);
}

// The lock is free: wakes one who wants it alone, or else all who want to share. Where another
// thread has it meanwhile, its release will.
void shared_lock::wake(std::uint32_t seen) noexcept {
    if (seen == alone_sleep) {
        if (state_.compare_exchange_strong(seen, 0, std::memory_order_relaxed)) {
            wake_one_alone();
            return;
        }
    }
    if (seen == (alone_sleep | sharing_sleep)) {
        if (!state_.compare_exchange_strong(seen, sharing_sleep, std::memory_order_relaxed)) return;
        if (wake_one_alone()) return;  // its release sees to those who want to share
        seen = sharing_sleep;
    }
    if (seen == sharing_sleep && state_.compare_exchange_strong(seen, 0, std::memory_order_relaxed))
        wake_private(state_, std::numeric_limits<int>::max());
}

bool shared_lock::wake_one_alone() noexcept {
    turns_.fetch_add(1, std::memory_order_release);
    return wake_private(turns_, 1) > 0;
}

}  // namespace mapview::kernel
