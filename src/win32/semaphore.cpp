// SPDX-License-Identifier: MIT
#include "kernel/semaphore.hpp"

#include "win32/waitable.hpp"

namespace {

using namespace mapview::win32;
using mapview::kernel::status;
using mapview::kernel::wait_kind;
using mapview::kernel::waitable;
using mapview::kernel::waitable_request;

template <class ReadName>
HANDLE create(LPSECURITY_ATTRIBUTES attributes, LONG initial, LONG maximum, DWORD flags,
              DWORD access, ReadName&& read_name) {
    if (flags != 0 || maximum <= 0 || initial < 0 || initial > maximum) {
        report(status::invalid_parameter);
        return nullptr;
    }
    waitable_request request;
    request.kind = wait_kind::semaphore;
    request.count = static_cast<std::uint32_t>(initial);
    request.maximum = static_cast<std::uint32_t>(maximum);
    return create_waitable(request, attributes, access, read_name);
}

}  // namespace

HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes, LONG lInitialCount,
                               LONG lMaximumCount, LPCSTR lpName) {
    return create(lpSemaphoreAttributes, lInitialCount, lMaximumCount, 0, SEMAPHORE_ALL_ACCESS,
                  read_ansi(lpName));
}

HANDLE WINAPI CreateSemaphoreExA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes, LONG lInitialCount,
                                 LONG lMaximumCount, LPCSTR lpName, DWORD dwFlags,
                                 DWORD dwDesiredAccess) {
    return create(lpSemaphoreAttributes, lInitialCount, lMaximumCount, dwFlags, dwDesiredAccess,
                  read_ansi(lpName));
}

HANDLE WINAPI OpenSemaphoreA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName) {
    return open_waitable(wait_kind::semaphore, dwDesiredAccess, bInheritHandle, read_ansi(lpName));
}

BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount, LPLONG lpPreviousCount) {
    if (lReleaseCount <= 0) return report(status::invalid_parameter);
    return change_waitable(
        hSemaphore, SEMAPHORE_MODIFY_STATE,
        [](wait_kind kind) { return kind == wait_kind::semaphore; },
        [&](const waitable& found) {
            std::uint32_t previous = 0;
            const status released = mapview::kernel::release_semaphore(
                found, static_cast<std::uint32_t>(lReleaseCount), previous);
            if (released == status::success && lpPreviousCount != nullptr)
                *lpPreviousCount = static_cast<LONG>(previous);
            return released;
        });
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 HANDLE CreateSemaphoreW_utf16(LPSECURITY_ATTRIBUTES attributes, LONG initial,
                                            LONG maximum, const char16_t* name) {
    return create(attributes, initial, maximum, 0, SEMAPHORE_ALL_ACCESS, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateSemaphoreW_utf32(LPSECURITY_ATTRIBUTES attributes, LONG initial,
                                            LONG maximum, const char32_t* name) {
    return create(attributes, initial, maximum, 0, SEMAPHORE_ALL_ACCESS, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateSemaphoreExW_utf16(LPSECURITY_ATTRIBUTES attributes, LONG initial,
                                              LONG maximum, const char16_t* name, DWORD flags,
                                              DWORD access) {
    return create(attributes, initial, maximum, flags, access, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateSemaphoreExW_utf32(LPSECURITY_ATTRIBUTES attributes, LONG initial,
                                              LONG maximum, const char32_t* name, DWORD flags,
                                              DWORD access) {
    return create(attributes, initial, maximum, flags, access, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenSemaphoreW_utf16(DWORD access, BOOL inherit, const char16_t* name) {
    return open_waitable(wait_kind::semaphore, access, inherit, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenSemaphoreW_utf32(DWORD access, BOOL inherit, const char32_t* name) {
    return open_waitable(wait_kind::semaphore, access, inherit, read_wide(name));
}
