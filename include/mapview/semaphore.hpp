// mapview/semaphore.hpp - a count of what is to be had, shared by several processes.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/waitable.hpp>

#include <cstdint>
#include <string_view>
#include <system_error>

namespace mapview {

/// What a new semaphore is like.
struct semaphore_spec {
    std::uint32_t count = 0;             ///< at first; at most `maximum`
    std::uint32_t maximum = 0x7FFFFFFF;  ///< 1 to 2^31 - 1
    bool inheritable = false;  ///< programs started by this one inherit the handle, value and all
};

/// A named semaphore: release adds to its count, acquire takes one away and waits while there is
/// none. The names are those of std::counting_semaphore.
///
///     auto free = mapview::semaphore::open_or_create("free-slots", {.count = 16}).object;
///     free.acquire();
///
/// Who is killed between acquire and release has used a unit up: nobody owns units. See
/// mapview::waitable for the rest.
/// https://learn.microsoft.com/windows/win32/sync/semaphore-objects
class MAPVIEW_API semaphore : public waitable {
  public:
    struct opened;

    /// Makes a semaphore under a free name. Fails with already_exists if a semaphore has the name,
    /// wrong_type if another kind of object has it, invalid_parameter for counts that make no
    /// sense.
    static semaphore create(std::string_view name, semaphore_spec spec);
    static semaphore create(std::string_view name, semaphore_spec spec,
                            std::error_code& ec) noexcept;

    /// Opens a semaphore by name. Fails with not_found if no object has the name, wrong_type if
    /// another kind of object has it.
    static semaphore open(std::string_view name);
    static semaphore open(std::string_view name, std::error_code& ec) noexcept;

    /// Opens a semaphore, or makes it. One that existed keeps its count and maximum.
    static opened open_or_create(std::string_view name, semaphore_spec spec);
    static opened open_or_create(std::string_view name, semaphore_spec spec,
                                 std::error_code& ec) noexcept;

    /// Takes over a Win32 HANDLE to a semaphore, for instance one that was inherited.
    static semaphore from_native_handle(void* handle) noexcept { return semaphore(handle); }

    semaphore() noexcept = default;

    /// Adds `count` units, all or none, and returns how many there were before. Fails with
    /// too_many_posts where the maximum would be passed, invalid_parameter for 0.
    std::uint32_t release(std::uint32_t count = 1) const;
    std::uint32_t release(std::uint32_t count, std::error_code& ec) const noexcept;

    /// Takes a unit; waits until there is one.
    void acquire() const;
    void acquire(std::error_code& ec) const noexcept;

    /// The same, if that needs no waiting, or no longer than this. False where it does.
    bool try_acquire() const;
    bool try_acquire(std::error_code& ec) const noexcept;
    bool try_acquire_for(timeout most) const;
    bool try_acquire_for(timeout most, std::error_code& ec) const noexcept;

    template <class Clock, class Duration>
    bool try_acquire_until(const std::chrono::time_point<Clock, Duration>& end) const {
        return timeout::until(end, [this](timeout left) { return try_acquire_for(left); });
    }

  private:
    explicit semaphore(void* owned) noexcept : waitable(owned) {}
};

/// What open_or_create returns.
struct semaphore::opened {
    semaphore object;
    bool created = false;  ///< true where this call made the semaphore
};

}  // namespace mapview
