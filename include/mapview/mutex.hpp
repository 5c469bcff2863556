// mapview/mutex.hpp - mutual exclusion between threads of several processes.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/waitable.hpp>

#include <string_view>
#include <system_error>

namespace mapview {

/// What a new mutex is like.
struct mutex_spec {
    bool owned = false;        ///< begins as the calling thread's, where this call makes it
    bool inheritable = false;  ///< programs started by this one inherit the handle, value and all
};

/// A named mutex, owned by one thread of all processes. A timed lockable for std::unique_lock,
/// std::lock_guard and std::scoped_lock, and recursive: its owner may lock it again, and unlocks it
/// as many times.
///
///     auto guard = mapview::mutex::open_or_create("table-lock").object;
///     std::unique_lock lock(guard);
///     if (guard.abandoned()) repair(table);
///
/// Where the owner's thread ends without unlocking, killed or not, the next lock succeeds and
/// abandoned() says so: that thread owns the mutex, and what it guards may be half changed. It is
/// told once; the locks after that one know nothing of it. See mapview::waitable for the rest.
/// https://learn.microsoft.com/windows/win32/sync/mutex-objects
class MAPVIEW_API mutex : public waitable {
  public:
    struct opened;

    /// Makes a mutex under a free name. Fails with already_exists if a mutex has the name,
    /// wrong_type if another kind of object has it.
    static mutex create(std::string_view name, mutex_spec spec = {});
    static mutex create(std::string_view name, mutex_spec spec, std::error_code& ec) noexcept;

    /// Opens a mutex by name. Fails with not_found if no object has the name, wrong_type if another
    /// kind of object has it.
    static mutex open(std::string_view name);
    static mutex open(std::string_view name, std::error_code& ec) noexcept;

    /// Opens a mutex, or makes it. One that existed stays as it is: it is not owned by this.
    static opened open_or_create(std::string_view name, mutex_spec spec = {});
    static opened open_or_create(std::string_view name, mutex_spec spec,
                                 std::error_code& ec) noexcept;

    /// Takes over a Win32 HANDLE to a mutex, for instance one that was inherited.
    static mutex from_native_handle(void* handle) noexcept { return mutex(handle); }

    mutex() noexcept = default;

    /// Waits until the calling thread owns the mutex.
    void lock();
    void lock(std::error_code& ec) noexcept;

    /// The same, if that needs no waiting, or no longer than this. False where it does.
    bool try_lock();
    bool try_lock(std::error_code& ec) noexcept;
    bool try_lock_for(timeout most);
    bool try_lock_for(timeout most, std::error_code& ec) noexcept;

    template <class Clock, class Duration>
    bool try_lock_until(const std::chrono::time_point<Clock, Duration>& end) {
        return timeout::until(end, [this](timeout left) { return try_lock_for(left); });
    }

    /// Gives one ownership back. Fails with not_owner where the calling thread has none.
    void unlock();
    void unlock(std::error_code& ec) noexcept;

    /// Whether the last lock by this object took over from an owner that ended without unlocking.
    /// To be asked by the thread that owns the mutex.
    bool abandoned() const noexcept { return abandoned_; }

  private:
    explicit mutex(void* owned) noexcept : waitable(owned) {}

    bool abandoned_ = false;  // written and read by the owner alone
};

/// What open_or_create returns.
struct mutex::opened {
    mutex object;
    bool created = false;  ///< true where this call made the mutex
};

}  // namespace mapview
