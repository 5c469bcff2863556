// SPDX-License-Identifier: MIT
#include "kernel/spin.hpp"

#include <sched.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace mapview::kernel {
namespace {

// In the page: the learnt limit in the lower half, in units of 16 ns, the misses in the upper.
constexpr std::int64_t unit = 16;
constexpr std::uint32_t limit_bits = 0xFFFF;
constexpr std::int64_t shortest = 2'000;
constexpr std::uint32_t misses_between_probes = 32;

thread_local bool several_processors = true;
thread_local unsigned sleeps = 0;

std::int64_t read_longest_spin() noexcept {
    constexpr std::int64_t usual = 60, most = 10'000;
    std::int64_t microseconds = usual;
    if (const char* const given = secure_getenv("MAPVIEW_SPIN")) {
        const std::string_view text = given;
        const auto [end, error] =
            std::from_chars(text.data(), text.data() + text.size(), microseconds);
        if (error != std::errc() || end != text.data() + text.size() || microseconds < 0)
            microseconds = usual;
    }
    return std::min(microseconds, most) * 1000;
}

}  // namespace

bool has_several_processors() noexcept {
    return several_processors;
}

void look_at_processors() noexcept {
    constexpr unsigned sleeps_between_looks = 16;
    if (sleeps++ % sleeps_between_looks != 0) return;
    cpu_set_t allowed;
    // Fails on a machine of more than 1024 processors, which has several.
    several_processors =
        ::sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) > 1;
}

std::int64_t longest_spin() noexcept {
    static const std::int64_t length = read_longest_spin();
    return length;
}

std::int64_t spin_time(const std::atomic<std::uint32_t>& learnt) noexcept {
    const std::int64_t longest = longest_spin();
    const std::uint32_t seen = learnt.load(std::memory_order_relaxed);
    if (seen == 0) return longest / 4;
    const std::uint32_t misses = seen >> 16;
    if (misses % misses_between_probes == misses_between_probes - 1) return longest;
    return std::clamp<std::int64_t>((seen & limit_bits) * unit, std::min(shortest, longest),
                                    longest);
}

// Torn updates by several threads cost time at most.
void learn(std::atomic<std::uint32_t>& learnt, std::int64_t spun, bool hit) noexcept {
    const std::uint32_t seen = learnt.load(std::memory_order_relaxed);
    const std::int64_t length = hit ? std::min(2 * spun, longest_spin()) : spun / 2;
    const std::uint32_t misses = hit ? 0 : ((seen >> 16) + 1) & 0xFFFF;
    const std::uint32_t limit =
        static_cast<std::uint32_t>(std::min<std::int64_t>(length / unit, limit_bits));
    const std::uint32_t next = misses << 16 | std::max(limit, 1U);
    if (next != seen) learnt.store(next, std::memory_order_relaxed);
}

std::int64_t rest(std::int64_t begin, std::int64_t end) noexcept {
    std::int64_t now = begin;
    while (now < end) {
        for (int i = 0; i < 8; ++i) pause_processor();
        now = monotonic_now();
    }
    return now;
}

}  // namespace mapview::kernel
