// hazards/timer_page.hpp - a timer's seen, as any peer can read and write it.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "conformance/waits.hpp"
#include "support/doctest.hpp"

#include <unistd.h>

#include <cstdint>
#include <ctime>

namespace test {

/// What a timer's page keeps (docs/waits.md): two schedules and, in the state, which one counts and
/// what the next expiry is.
struct timer_page {
    struct {
        std::int64_t due;
        std::int64_t period;
    } slots[2];
    std::uint32_t others[4];
    std::uint32_t word;
    std::uint32_t value;
};

inline long place_of_page() {
    constexpr long unused = 8;
    return ::sysconf(_SC_PAGESIZE) - static_cast<long>(sizeof(timer_page)) - unused;
}

inline int memory_of(const handle& timer) {
    return static_cast<int>(reinterpret_cast<ULONG_PTR>(timer.get()) / 4 - 1);
}

inline timer_page read_page(const handle& timer) {
    timer_page seen{};
    CHECK(::pread(memory_of(timer), &seen, sizeof seen, place_of_page()) == sizeof seen);
    return seen;
}

inline void write_page(const handle& timer, const timer_page& seen) {
    CHECK(::pwrite(memory_of(timer), &seen, sizeof seen, place_of_page()) == sizeof seen);
}

inline std::int64_t monotonic_now() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// Whether an expiry is there that nobody has taken.
inline bool is_due(const handle& timer) {
    const auto seen = read_page(timer);
    const auto& schedule = seen.slots[seen.value >> 31];
    const std::int64_t expiry = seen.value & 0xFFFF;
    return expiry != 0 && schedule.due + (expiry - 1) * schedule.period <= monotonic_now();
}

/// As many periods have passed, and been taken, as can be counted.
inline constexpr std::int64_t short_period = 2'000;
inline constexpr std::uint32_t last_expiry = 0xFFFF;
inline void count_to_the_end(const handle& timer) {
    auto seen = read_page(timer);
    seen.slots[0] = {monotonic_now() - (last_expiry - 1) * short_period, short_period};
    seen.value = last_expiry;
    write_page(timer, seen);
}

inline constexpr LONGLONG much_later = 600'000;

/// A timer in any state is like any other, once it has been set.
inline void check_usable(const handle& timer, bool manual) {
    CHECK(set_timer(timer, much_later));
    CHECK(wait(timer) == WAIT_TIMEOUT);
    CHECK(set_timer(timer, 0));
    CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
    CHECK(take(timer) == manual);
    CHECK(CancelWaitableTimer(timer.get()));
}

}  // namespace test
