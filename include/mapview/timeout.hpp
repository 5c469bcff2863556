// mapview/timeout.hpp - how long a wait may take.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace mapview {

/// A length of time, from any std::chrono::duration. Waits count in milliseconds, so it is rounded
/// up to whole ones; a negative time is none at all, and from 2^32 - 1 ms (49.7 days) on a wait has
/// no end. Time is that of the monotonic clock: setting the system's clock changes nothing.
class timeout {
  public:
    static constexpr std::uint32_t endless = 0xFFFFFFFF;

    /// As long as it takes.
    constexpr timeout() noexcept = default;

    template <class Rep, class Period>
    constexpr timeout(const std::chrono::duration<Rep, Period>& time) noexcept
        : milliseconds_(whole(std::chrono::duration<double, std::milli>(time).count())) {}

    constexpr std::uint32_t milliseconds() const noexcept { return milliseconds_; }

    /// Calls `attempt` with the time that is left until `end` by its clock, until that has come or
    /// an attempt says true. The first attempt is made even where `end` has passed.
    template <class Clock, class Duration, class Attempt>
    static bool until(const std::chrono::time_point<Clock, Duration>& end, Attempt attempt) {
        for (;;) {
            const auto now = Clock::now();
            if (now >= end) return attempt(timeout(std::chrono::milliseconds(0)));
            if (attempt(timeout(end - now))) return true;
        }
    }

  private:
    static constexpr std::uint32_t whole(double milliseconds) noexcept {
        if (!(milliseconds > 0)) return 0;
        if (milliseconds >= endless) return endless;
        const auto below = static_cast<std::uint32_t>(milliseconds);
        return below < milliseconds ? below + 1 : below;
    }

    std::uint32_t milliseconds_ = endless;
};

inline constexpr timeout forever;

}  // namespace mapview
