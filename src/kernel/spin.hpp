// kernel/spin.hpp - looking again for a short while before falling asleep.
// SPDX-License-Identifier: MIT
//
// A sleep and a wake-up across processors take some 40 µs; an answer that comes sooner is better
// waited for awake. The limit is learnt for each object: it doubles when the answer came in time
// and halves when not; every 32nd miss tries the full length, lest two sides that each saw the
// other asleep conclude that spinning never helps.
#pragma once

#include "kernel/deadline.hpp"
#include "kernel/wait_cell.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace mapview::kernel {

inline void pause_processor() noexcept {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ __volatile__("yield");
#endif
}

/// Whether this thread's affinity mask has more than one processor: as it was when it last slept.
bool has_several_processors() noexcept;

/// Looks at the mask again; to be called where the thread is about to sleep anyway.
void look_at_processors() noexcept;

/// The longest that a thread spins, in nanoseconds: MAPVIEW_SPIN microseconds, by default 60, and
/// at most 10,000; 0 never spins. Read once.
std::int64_t longest_spin() noexcept;

/// How long to spin now, from what an object has learnt; and what it learns.
std::int64_t spin_time(const std::atomic<std::uint32_t>& learnt) noexcept;
void learn(std::atomic<std::uint32_t>& learnt, std::int64_t spun, bool hit) noexcept;

/// Lets the processor rest from `begin` until `end`; what time it is then.
std::int64_t rest(std::int64_t begin, std::int64_t end) noexcept;

/// Between two looks at a mutex. Each look takes its memory from the processor of the owner, which
/// has to fetch it back: owners that lock and unlock quickly get three times as far when left
/// alone.
inline constexpr std::int64_t between_looks_at_a_mutex = 2'000;

/// Calls `is_ready` until it says yes, for the time that the object has learnt; false where it
/// never did, and where there is but one processor.
template <class IsReady>
bool spin(const waitable& object, IsReady is_ready) noexcept {
    if (!has_several_processors() || longest_spin() == 0) return false;
    auto& learnt = object.cell->shared.spin_limit;
    const std::int64_t length = spin_time(learnt);
    std::int64_t now = monotonic_now();
    const std::int64_t end = now + length;
    const bool rests = object.kind == wait_kind::mutex;
    const int looks_at_a_time = rests ? 1 : 16;  // the clock takes as long as a look or two
    do {
        if (rests) now = rest(now, std::min(now + between_looks_at_a_mutex, end));
        for (int i = 0; i < looks_at_a_time; ++i) {
            if (is_ready()) {
                learn(learnt, length, true);
                return true;
            }
            pause_processor();
        }
        if (!rests) now = monotonic_now();
    } while (now < end);
    learn(learnt, length, false);
    return false;
}

}  // namespace mapview::kernel
