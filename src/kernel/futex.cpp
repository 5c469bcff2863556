// SPDX-License-Identifier: MIT
#include "kernel/futex.hpp"

#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <string_view>

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif

namespace mapview::kernel {
namespace {

constexpr std::int64_t shortest_slice = 200'000;
constexpr std::int64_t longest_slice = 5'000'000;

bool sleep_on_one(sleeping_place place, deadline until, int flags = 0) noexcept {
    const timespec time = until.as_timespec();
    // FUTEX_WAIT_BITSET takes a time on the monotonic clock, FUTEX_WAIT a length.
    return ::syscall(SYS_futex, place.word, FUTEX_WAIT_BITSET | flags, place.expected,
                     until.is_never() ? nullptr : &time, nullptr, FUTEX_BITSET_MATCH_ANY) != 0 &&
           errno == ETIMEDOUT;
}

bool sleep_in_slices(sleeping_place place, deadline until, std::int64_t& slice) noexcept {
    slice = slice == 0 ? shortest_slice : std::min(2 * slice, longest_slice);
    const deadline end = until.or_earlier(deadline::after(slice));
    return sleep_on_one(place, end) && end == until;
}

}  // namespace

bool sleep_on(std::span<const sleeping_place> places, deadline until,
              std::int64_t& slice) noexcept {
    if (places.size() == 1) return sleep_on_one(places.front(), until);

    static std::atomic<bool> has_waitv = true;
    if (has_waitv.load(std::memory_order_relaxed)) {
        std::array<futex_waitv, most_places> vector{};
        for (std::size_t i = 0; i < places.size(); ++i) {
            vector[i].val = places[i].expected;
            vector[i].uaddr = reinterpret_cast<std::uintptr_t>(places[i].word);
            vector[i].flags = FUTEX_32 | (places[i].is_private ? FUTEX_PRIVATE_FLAG : 0);
        }
        const timespec time = until.as_timespec();
        if (::syscall(SYS_futex_waitv, vector.data(), static_cast<unsigned>(places.size()), 0U,
                      until.is_never() ? nullptr : &time, CLOCK_MONOTONIC) >= 0)
            return false;
        if (errno != ENOSYS && errno != EPERM) return errno == ETIMEDOUT;
        has_waitv.store(false, std::memory_order_relaxed);
    }
    return sleep_in_slices(places.front(), until, slice);
}

int wake_word(std::uint32_t* word, int count) noexcept {
    return static_cast<int>(::syscall(SYS_futex, word, FUTEX_WAKE, count, nullptr, nullptr, 0));
}

namespace {

std::uint32_t* address_of(const std::atomic<std::uint32_t>& word) noexcept {
    return reinterpret_cast<std::uint32_t*>(const_cast<std::atomic<std::uint32_t>*>(&word));
}

}  // namespace

bool sleep_on_private(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                      deadline until) noexcept {
    return sleep_on_one({address_of(word), expected}, until, FUTEX_PRIVATE_FLAG);
}

int wake_private(const std::atomic<std::uint32_t>& word, int count) noexcept {
    return static_cast<int>(
        ::syscall(SYS_futex, address_of(word), FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0));
}

bool kernel_repeats_lost_wakes() noexcept {
    static const bool repeats = [] {
        utsname system{};
        if (::uname(&system) != 0) return false;
        const std::string_view release = system.release;
        int major = 0, minor = 0;
        const auto [stop, error] =
            std::from_chars(release.data(), release.data() + release.size(), major);
        if (error != std::errc() || *stop != '.') return false;
        std::from_chars(stop + 1, release.data() + release.size(), minor);
        return major > 6 || (major == 6 && minor >= 2);
    }();
    return repeats;
}

}  // namespace mapview::kernel
