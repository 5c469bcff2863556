// kernel/deadline.hpp - until when a wait may last.
// SPDX-License-Identifier: MIT
#pragma once

#include <ctime>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace mapview::kernel {

/// Nanoseconds since the machine started, which nobody can set.
inline std::int64_t monotonic_now() noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// A time on the monotonic clock, or never.
class deadline {
  public:
    static constexpr deadline never() noexcept { return deadline(no_time); }
    /// INT64_MAX is never.
    static constexpr deadline at(std::int64_t time) noexcept { return deadline(time); }
    static deadline after(std::int64_t nanoseconds) noexcept {
        const std::int64_t now = monotonic_now();
        return deadline(nanoseconds < no_time - now ? now + nanoseconds : no_time);
    }

    bool is_never() const noexcept { return time_ == no_time; }
    bool has_passed() const noexcept { return !is_never() && monotonic_now() >= time_; }
    deadline or_earlier(deadline other) const noexcept {
        return deadline(std::min(time_, other.time_));
    }
    bool operator==(const deadline&) const = default;

    timespec as_timespec() const noexcept {
        return {static_cast<time_t>(time_ / 1'000'000'000),
                static_cast<long>(time_ % 1'000'000'000)};
    }

  private:
    static constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::max();
    constexpr explicit deadline(std::int64_t time) noexcept : time_(time) {}
    std::int64_t time_;
};

}  // namespace mapview::kernel
