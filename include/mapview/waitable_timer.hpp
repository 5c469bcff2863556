// mapview/waitable_timer.hpp - a moment to wait for, shared by several processes.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/waitable.hpp>

#include <chrono>
#include <string_view>
#include <system_error>

namespace mapview {

/// What a new timer is like.
struct waitable_timer_spec {
    bool manual_reset = false;  ///< an expiry lets all waits pass until set; else each lets one
    bool inheritable = false;   ///< programs started by this one inherit the handle, value and all
};

/// A named timer: one process sets it, others wait until it is due.
///
///     auto frame = mapview::waitable_timer::open_or_create("frame", {}).object;
///     frame.set(10ms, 10ms);
///     for (;;) frame.wait(), draw();
///
/// A new timer is not set. Expiries that nobody waited for are one. It stays set where the process
/// that set it ends. See mapview::waitable for the rest.
/// https://learn.microsoft.com/windows/win32/sync/waitable-timer-objects
class MAPVIEW_API waitable_timer : public waitable {
  public:
    struct opened;

    /// Makes a timer under a free name. Fails with already_exists if a timer has the name,
    /// wrong_type if another kind of object has it.
    static waitable_timer create(std::string_view name, waitable_timer_spec spec = {});
    static waitable_timer create(std::string_view name, waitable_timer_spec spec,
                                 std::error_code& ec) noexcept;

    /// Opens a timer, of either kind, by name. Fails with not_found if no object has the name,
    /// wrong_type if another kind of object has it.
    static waitable_timer open(std::string_view name);
    static waitable_timer open(std::string_view name, std::error_code& ec) noexcept;

    /// Opens a timer, or makes it. One that existed stays as it is.
    static opened open_or_create(std::string_view name, waitable_timer_spec spec = {});
    static opened open_or_create(std::string_view name, waitable_timer_spec spec,
                                 std::error_code& ec) noexcept;

    /// Takes over a Win32 HANDLE to a timer, for instance one that was inherited.
    static waitable_timer from_native_handle(void* handle) noexcept {
        return waitable_timer(handle);
    }

    waitable_timer() noexcept = default;

    /// Due after this time, and then with this period, where that is not 0; what was set before is
    /// gone, an expiry that nobody has taken included. The time is rounded up to 100 ns, and one of
    /// less than 0 is none. Fails with invalid_parameter for a period below 0 or from 2^31 ms on.
    void set(std::chrono::nanoseconds after, std::chrono::milliseconds period = {}) const;
    void set(std::chrono::nanoseconds after, std::chrono::milliseconds period,
             std::error_code& ec) const noexcept;

    /// No expiry comes any more. One that is there stays.
    void cancel() const;
    void cancel(std::error_code& ec) const noexcept;

    /// Waits until the timer has expired; without manual reset that takes the expiry. False where
    /// the time was over first. With a time of 0 it looks, and does not sleep.
    bool wait(timeout most = forever) const;
    bool wait(timeout most, std::error_code& ec) const noexcept;

    template <class Clock, class Duration>
    bool wait_until(const std::chrono::time_point<Clock, Duration>& end) const {
        return timeout::until(end, [this](timeout left) { return wait(left); });
    }

  private:
    explicit waitable_timer(void* owned) noexcept : waitable(owned) {}
};

/// What open_or_create returns.
struct waitable_timer::opened {
    waitable_timer object;
    bool created = false;  ///< true where this call made the timer
};

}  // namespace mapview
