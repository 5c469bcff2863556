// mapview/waitable.hpp - what events, mutexes, semaphores and timers have in common.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/error.hpp>
#include <mapview/export.hpp>
#include <mapview/timeout.hpp>

#include <system_error>
#include <utility>

namespace mapview {

/// How a wait ended.
enum class outcome {
    ready,      ///< what was waited for is there, and taken
    abandoned,  ///< the same, and of a mutex the last owner ended without unlocking it
    timed_out,  ///< the time is over; nothing was taken
};

/// A handle to an object that can be waited for: an event, a mutex, a semaphore, or a timer.
/// Move-only; an empty one holds no handle. wait_any and wait_all take any mixture.
///
/// The objects live in the same name space as sections, by the same rules: an object has its name
/// while somebody holds a handle to it, whatever way its holders end; see mapview::section for what
/// a name may be. An empty name makes an object that has none. Nothing enters the system's kernel
/// while nobody has to wait or to be woken. On Linux an object takes one page of memory.
///
/// Each function that can fail comes twice: without `ec` it throws mapview::error; with `ec` it
/// never throws and returns an empty object, or what a wait returns whose time is over. Waiting for
/// an empty object fails with wrong_type. Different threads may use one object at the same time,
/// except while it is closed, moved or assigned to.
class MAPVIEW_API waitable {
  public:
    explicit operator bool() const noexcept { return handle_ != nullptr; }

    /// Closes the handle; the object is empty afterwards. Who waits by this handle is none of its
    /// business: close it when nobody does. A mutex that is owned stays so.
    void close() noexcept;

    /// The Win32 HANDLE, owned by this object; null where it is empty.
    void* native_handle() const noexcept { return handle_; }

  protected:
    waitable() noexcept = default;
    explicit waitable(void* owned) noexcept : handle_(owned) {}
    waitable(waitable&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    waitable& operator=(waitable&& other) noexcept {
        if (this == &other) return *this;
        close();
        handle_ = std::exchange(other.handle_, nullptr);
        return *this;
    }
    ~waitable() { close(); }

    outcome wait_for(timeout most, std::error_code& ec) const noexcept;

  private:
    void* handle_ = nullptr;
};

}  // namespace mapview
