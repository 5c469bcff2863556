// kernel/waitable_handle.hpp - making and opening waitable objects, and finding them by their
// handles. SPDX-License-Identifier: MIT
#pragma once

#include "kernel/fork_guard.hpp"
#include "kernel/status.hpp"
#include "kernel/wait.hpp"
#include "kernel/wait_kind.hpp"
#include "kernel/waitable_cache.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace mapview::kernel {

struct waitable_request {
    std::u16string_view name;  ///< empty: the object has none
    wait_kind kind = wait_kind::auto_event;
    bool set = false;           ///< an event begins so
    bool owned = false;         ///< a mutex begins as the calling thread's
    std::uint32_t count = 0;    ///< of a semaphore, at first
    std::uint32_t maximum = 0;  ///< of a semaphore, at least 1
    rights granted = 0;
    bool inheritable = false;
};

/// Makes an object, or opens the one of that name, which then stays as it is. Statuses:
/// invalid_handle (another kind of object has the name), no_system_resources (this thread owns too
/// many mutexes), not_supported, those of parse_object_name and object_directory.
status create_waitable(const waitable_request& request, int& handle, bool& existed);

/// Opens an object of the family of `kind`. Statuses: as create_waitable, and not_found.
status open_waitable(std::u16string_view name, wait_kind kind, rights granted, bool inheritable,
                     int& handle);

/// The object of a handle. Statuses: invalid_handle (no handle, or one of no waitable object),
/// access_denied (a right is missing), not_enough_memory. The calling thread remembers it.
status find_waitable(int number, rights needed, known_waitable& found);

/// Calls `use` with the known_waitable of a handle, and keeps it mapped meanwhile.
template <class Use>
status with_held_waitable(int number, rights needed, Use&& use) {
    known_waitable found;
    status result = find_waitable(number, needed, found);
    if (result == status::success) result = use(std::as_const(found));
    const fork_guard guard;  // for the page, should this be the last reference
    found.page.reset();
    return result;
}

/// The same, faster, for a `use` that looks up no other handle: it is this thread's memory of the
/// handle that keeps the object mapped.
template <class Use>
status with_waitable(int number, rights needed, Use&& use) {
    const known_waitable* const known = waitable_cache::find(number);
    if (known == nullptr) [[unlikely]]
        return with_held_waitable(number, needed, use);
    if ((known->granted & needed) != needed) return status::access_denied;
    return use(*known);
}

/// Waits for any or all of the objects of up to 64 handles, each of which needs the right to
/// synchronize. Statuses: those of find_waitable, wait_any, wait_all; then nothing was taken.
wait_result wait_for_handles(std::span<const int> numbers, bool all, std::uint32_t milliseconds);

}  // namespace mapview::kernel
