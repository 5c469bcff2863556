// SPDX-License-Identifier: MIT
#include "win32/waitable.hpp"

namespace mapview::win32 {

using namespace kernel;
namespace {

rights thread_rights(DWORD asked) noexcept {
    rights granted = asked & THREAD_ALL_ACCESS;
    if ((asked & GENERIC_READ) != 0)
        granted |= READ_CONTROL | THREAD_QUERY_INFORMATION | THREAD_QUERY_LIMITED_INFORMATION;
    if ((asked & GENERIC_WRITE) != 0)
        granted |= READ_CONTROL | THREAD_TERMINATE | THREAD_SUSPEND_RESUME | THREAD_SET_INFORMATION;
    if ((asked & GENERIC_EXECUTE) != 0)
        granted |= READ_CONTROL | SYNCHRONIZE | THREAD_QUERY_LIMITED_INFORMATION;
    if ((asked & (GENERIC_ALL | MAXIMUM_ALLOWED)) != 0) granted |= THREAD_ALL_ACCESS;
    // Windows adds the limited rights to the full ones.
    if ((granted & THREAD_QUERY_INFORMATION) != 0) granted |= THREAD_QUERY_LIMITED_INFORMATION;
    return granted;
}

}  // namespace

rights waitable_rights(wait_kind kind, DWORD asked) noexcept {
    if (kind == wait_kind::thread) return thread_rights(asked);
    const rights all = rights_to_all(kind);
    rights granted = asked & all;
    if ((asked & GENERIC_READ) != 0) granted |= READ_CONTROL | right::query_state;
    if ((asked & GENERIC_WRITE) != 0) granted |= (READ_CONTROL | right::modify_state) & all;
    if ((asked & GENERIC_EXECUTE) != 0) granted |= READ_CONTROL | right::synchronize;
    if ((asked & (GENERIC_ALL | MAXIMUM_ALLOWED)) != 0) granted |= all;
    return granted;
}

status check_waitable_rights(wait_kind kind, DWORD asked, rights& granted) noexcept {
    constexpr DWORD access_system_security = 0x01000000;
    constexpr DWORD generic = GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL;
    const DWORD defined = rights_to_all(kind) | generic | MAXIMUM_ALLOWED;
    if ((asked & access_system_security) != 0) return status::privilege_not_held;
    if (asked == 0 || (asked & ~defined) != 0) return status::access_denied;
    granted = waitable_rights(kind, asked);
    return status::success;
}

}  // namespace mapview::win32
