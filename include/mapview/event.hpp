// mapview/event.hpp - something that happens, for other processes to wait for.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/waitable.hpp>

#include <string_view>
#include <system_error>

namespace mapview {

/// What a new event is like.
struct event_spec {
    bool manual_reset = false;  ///< stays set for all until reset; else each set lets one wait pass
    bool set = false;           ///< begins so
    bool inheritable = false;   ///< programs started by this one inherit the handle, value and all
};

/// A named event: one process sets it, others wait until it is set.
///
///     auto ready = mapview::event::open_or_create("frame-ready", {}).object;
///     ready.wait();                                    // here, and elsewhere: ready.set();
///
/// Setting an auto-reset event that is set already changes nothing: events do not count, semaphores
/// do. A waiter that is killed in its sleep takes no signal with it. What was written to a section
/// before set() is seen by whom that set lets pass. See mapview::waitable for the rest.
/// https://learn.microsoft.com/windows/win32/sync/event-objects
class MAPVIEW_API event : public waitable {
  public:
    struct opened;

    /// Makes an event under a free name. Fails with already_exists if an event has the name,
    /// wrong_type if another kind of object has it.
    static event create(std::string_view name, event_spec spec = {});
    static event create(std::string_view name, event_spec spec, std::error_code& ec) noexcept;

    /// Opens an event, of either kind, by name. Fails with not_found if no object has the name,
    /// wrong_type if another kind of object has it.
    static event open(std::string_view name);
    static event open(std::string_view name, std::error_code& ec) noexcept;

    /// Opens an event, or makes it. One that existed stays as it is.
    static opened open_or_create(std::string_view name, event_spec spec = {});
    static opened open_or_create(std::string_view name, event_spec spec,
                                 std::error_code& ec) noexcept;

    /// Takes over a Win32 HANDLE to an event, for instance one that was inherited.
    static event from_native_handle(void* handle) noexcept { return event(handle); }

    event() noexcept = default;

    /// Lets one wait pass, now or later; of a manual-reset event all of them until it is reset.
    void set() const;
    void set(std::error_code& ec) const noexcept;

    /// Takes the signal back, if it is still there. Who sleeps no longer is not affected.
    void reset() const;
    void reset(std::error_code& ec) const noexcept;

    /// Waits until the event is set; an auto-reset event is reset by that. False where the time was
    /// over first. With a time of 0 it looks, and does not sleep.
    bool wait(timeout most = forever) const;
    bool wait(timeout most, std::error_code& ec) const noexcept;

    template <class Clock, class Duration>
    bool wait_until(const std::chrono::time_point<Clock, Duration>& end) const {
        return timeout::until(end, [this](timeout left) { return wait(left); });
    }

  private:
    explicit event(void* owned) noexcept : waitable(owned) {}
};

/// What open_or_create returns.
struct event::opened {
    event object;
    bool created = false;  ///< true where this call made the event
};

}  // namespace mapview
