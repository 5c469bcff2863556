// mapview/wait.hpp - waiting for one of several objects, or for all of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <mapview/waitable.hpp>

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <span>
#include <system_error>

namespace mapview {

/// What a wait for several objects can be given, in one call.
inline constexpr std::size_t most_waitables = 64;

/// The objects to wait for: 1 to most_waitables.
using waitable_ref = std::reference_wrapper<const waitable>;
using waitables = std::span<const waitable_ref>;

/// How a wait for several objects ended.
struct wait_result {
    outcome how = outcome::timed_out;
    std::size_t index = 0;  ///< of wait_any: which object was taken. Of wait_all no meaning

    /// True where the wait took what it was for; a mutex that was abandoned is owned as well.
    explicit operator bool() const noexcept { return how != outcome::timed_out; }
};

/// Waits until one object can be had, and takes that one alone: an auto-reset event is reset, a
/// mutex owned, a semaphore's count one less. Of several the first in the list is taken.
///
///     switch (mapview::wait_any({stop, frame_ready}, std::chrono::seconds(1)).index) ...
///
/// Fails with invalid_parameter for no objects, or too many; wrong_type for an empty one.
/// https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-waitformultipleobjects
MAPVIEW_API wait_result wait_any(waitables objects, timeout most = forever);
MAPVIEW_API wait_result wait_any(waitables objects, timeout most, std::error_code& ec) noexcept;

/// Waits until all objects can be had at one instant, and takes all of them at that instant. Until
/// then it takes none. `abandoned` where one or more of them were. Fails as wait_any does, and with
/// invalid_parameter where an object is in the list twice.
MAPVIEW_API wait_result wait_all(waitables objects, timeout most = forever);
MAPVIEW_API wait_result wait_all(waitables objects, timeout most, std::error_code& ec) noexcept;

// The same for a list that is written down in the call.
using waitable_list = std::initializer_list<waitable_ref>;

inline wait_result wait_any(waitable_list objects, timeout most = forever) {
    return wait_any(waitables(objects.begin(), objects.size()), most);
}
inline wait_result wait_any(waitable_list objects, timeout most, std::error_code& ec) noexcept {
    return wait_any(waitables(objects.begin(), objects.size()), most, ec);
}
inline wait_result wait_all(waitable_list objects, timeout most = forever) {
    return wait_all(waitables(objects.begin(), objects.size()), most);
}
inline wait_result wait_all(waitable_list objects, timeout most, std::error_code& ec) noexcept {
    return wait_all(waitables(objects.begin(), objects.size()), most, ec);
}

}  // namespace mapview
