// SPDX-License-Identifier: MIT
#include "kernel/timer.hpp"

#include "win32/file_time.hpp"
#include "win32/waitable.hpp"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <limits>

namespace {

using namespace mapview::win32;
using mapview::kernel::status;
using mapview::kernel::wait_kind;
using mapview::kernel::waitable;
using mapview::kernel::waitable_request;

constexpr std::int64_t end_of_time = std::numeric_limits<std::int64_t>::max();

waitable_request timer(bool manual) {
    waitable_request request;
    request.kind = manual ? wait_kind::manual_timer : wait_kind::auto_timer;
    return request;
}

template <class ReadName>
HANDLE create_with_flags(LPSECURITY_ATTRIBUTES attributes, DWORD flags, DWORD access,
                         ReadName&& read_name) {
    constexpr DWORD defined =
        CREATE_WAITABLE_TIMER_MANUAL_RESET | CREATE_WAITABLE_TIMER_HIGH_RESOLUTION;
    if ((flags & ~defined) != 0) {
        report(status::invalid_parameter);
        return nullptr;
    }
    return create_waitable(timer((flags & CREATE_WAITABLE_TIMER_MANUAL_RESET) != 0), attributes,
                           access, read_name);
}

template <class Change>
BOOL change(HANDLE handle, Change change_timer) {
    return change_waitable(handle, TIMER_MODIFY_STATE, mapview::kernel::is_timer, change_timer);
}

// Of steps from now on.
std::int64_t monotonic_after(std::int64_t steps) {
    constexpr std::int64_t nanoseconds_per_step = 100;
    const std::int64_t now = mapview::kernel::monotonic_now();
    return steps > (end_of_time - now) / nanoseconds_per_step ? end_of_time
                                                              : now + steps * nanoseconds_per_step;
}

// A time that has passed is now. The clock of the system is read first: never too early.
std::int64_t monotonic_of(std::int64_t due) {
    if (due < 0) return monotonic_after(due == -end_of_time - 1 ? end_of_time : -due);
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return monotonic_after(std::max<std::int64_t>(due - steps_of(file_time_of(now)), 0));
}

BOOL set(HANDLE handle, const LARGE_INTEGER* due, LONG period, PTIMERAPCROUTINE routine,
         bool wakes_system) {
    constexpr std::int64_t nanoseconds_per_millisecond = 1'000'000;
    if (period < 0) return report(status::invalid_parameter);
    if (due == nullptr) return report(status::no_access);
    const BOOL done = change(handle, [&](const waitable& found) {
        if (routine != nullptr) return status::not_supported;
        return mapview::kernel::set_timer(
            found, {monotonic_of(due->QuadPart), period * nanoseconds_per_millisecond});
    });
    if (done && wakes_system) SetLastError(ERROR_NOT_SUPPORTED);
    return done;
}

}  // namespace

HANDLE WINAPI CreateWaitableTimerA(LPSECURITY_ATTRIBUTES lpTimerAttributes, BOOL bManualReset,
                                   LPCSTR lpTimerName) {
    return create_waitable(timer(bManualReset), lpTimerAttributes, TIMER_ALL_ACCESS,
                           read_ansi(lpTimerName));
}

HANDLE WINAPI CreateWaitableTimerExA(LPSECURITY_ATTRIBUTES lpTimerAttributes, LPCSTR lpTimerName,
                                     DWORD dwFlags, DWORD dwDesiredAccess) {
    return create_with_flags(lpTimerAttributes, dwFlags, dwDesiredAccess, read_ansi(lpTimerName));
}

HANDLE WINAPI OpenWaitableTimerA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpTimerName) {
    return open_waitable(wait_kind::auto_timer, dwDesiredAccess, bInheritHandle,
                         read_ansi(lpTimerName));
}

BOOL WINAPI SetWaitableTimer(HANDLE hTimer, const LARGE_INTEGER* lpDueTime, LONG lPeriod,
                             PTIMERAPCROUTINE pfnCompletionRoutine, LPVOID, BOOL fResume) {
    return set(hTimer, lpDueTime, lPeriod, pfnCompletionRoutine, fResume != FALSE);
}

BOOL WINAPI SetWaitableTimerEx(HANDLE hTimer, const LARGE_INTEGER* lpDueTime, LONG lPeriod,
                               PTIMERAPCROUTINE pfnCompletionRoutine, LPVOID,
                               PREASON_CONTEXT WakeContext, ULONG) {
    return set(hTimer, lpDueTime, lPeriod, pfnCompletionRoutine, WakeContext != nullptr);
}

BOOL WINAPI CancelWaitableTimer(HANDLE hTimer) {
    return change(hTimer, mapview::kernel::cancel_timer);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 HANDLE CreateWaitableTimerW_utf16(LPSECURITY_ATTRIBUTES attributes, BOOL manual,
                                                const char16_t* name) {
    return create_waitable(timer(manual), attributes, TIMER_ALL_ACCESS, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateWaitableTimerW_utf32(LPSECURITY_ATTRIBUTES attributes, BOOL manual,
                                                const char32_t* name) {
    return create_waitable(timer(manual), attributes, TIMER_ALL_ACCESS, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateWaitableTimerExW_utf16(LPSECURITY_ATTRIBUTES attributes,
                                                  const char16_t* name, DWORD flags, DWORD access) {
    return create_with_flags(attributes, flags, access, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateWaitableTimerExW_utf32(LPSECURITY_ATTRIBUTES attributes,
                                                  const char32_t* name, DWORD flags, DWORD access) {
    return create_with_flags(attributes, flags, access, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenWaitableTimerW_utf16(DWORD access, BOOL inherit, const char16_t* name) {
    return open_waitable(wait_kind::auto_timer, access, inherit, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenWaitableTimerW_utf32(DWORD access, BOOL inherit, const char32_t* name) {
    return open_waitable(wait_kind::auto_timer, access, inherit, read_wide(name));
}
