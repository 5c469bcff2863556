// kernel/futex.hpp - sleeping on words, and waking who sleeps there.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/deadline.hpp"

#include <linux/futex.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace mapview::kernel {

/// A word, and the number that it must hold for a thread to fall asleep on it.
struct sleeping_place {
    std::uint32_t* word = nullptr;
    std::uint32_t expected = 0;
    bool is_private = false;  ///< no other process sees it
};

/// The most words that one sleep can watch: FUTEX_WAITV_MAX.
inline constexpr std::size_t most_places = 128;

/// Sleeps until a word is woken, has changed, or the time has come; true where the time has come.
/// Returns early as often as it likes: whoever called looks again.
///
/// Several words need futex_waitv (Linux 5.16). Where the system or a seccomp filter refuses it,
/// which is found out once, the sleep is cut in slices that grow from 0.2 to 5 ms, each on the
/// first word; `slice` keeps the length from one to the next.
bool sleep_on(std::span<const sleeping_place> places, deadline until, std::int64_t& slice) noexcept;

/// Wakes up to `count` of those who sleep on a word; returns how many there were.
int wake_word(std::uint32_t* word, int count) noexcept;

/// The same for one word that only this process sees, which is faster.
bool sleep_on_private(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                      deadline until) noexcept;
int wake_private(const std::atomic<std::uint32_t>& word, int count) noexcept;

/// Before Linux 6.2 the kernel does not always repeat a wake-up that a dying thread had got.
bool kernel_repeats_lost_wakes() noexcept;

}  // namespace mapview::kernel
