// SPDX-License-Identifier: MIT
#include "kernel/mutex.hpp"

#include "win32/waitable.hpp"

namespace {

using namespace mapview::win32;
using mapview::kernel::status;
using mapview::kernel::wait_kind;
using mapview::kernel::waitable_request;

waitable_request mutex(bool owned) {
    waitable_request request;
    request.kind = wait_kind::mutex;
    request.owned = owned;
    return request;
}

template <class ReadName>
HANDLE create_with_flags(LPSECURITY_ATTRIBUTES attributes, DWORD flags, DWORD access,
                         ReadName&& read_name) {
    if ((flags & ~DWORD{CREATE_MUTEX_INITIAL_OWNER}) != 0) {
        report(status::invalid_parameter);
        return nullptr;
    }
    return create_waitable(mutex(flags != 0), attributes, access, read_name);
}

}  // namespace

HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES lpMutexAttributes, BOOL bInitialOwner,
                           LPCSTR lpName) {
    return create_waitable(mutex(bInitialOwner), lpMutexAttributes, MUTEX_ALL_ACCESS,
                           read_ansi(lpName));
}

HANDLE WINAPI CreateMutexExA(LPSECURITY_ATTRIBUTES lpMutexAttributes, LPCSTR lpName, DWORD dwFlags,
                             DWORD dwDesiredAccess) {
    return create_with_flags(lpMutexAttributes, dwFlags, dwDesiredAccess, read_ansi(lpName));
}

HANDLE WINAPI OpenMutexA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName) {
    return open_waitable(wait_kind::mutex, dwDesiredAccess, bInheritHandle, read_ansi(lpName));
}

BOOL WINAPI ReleaseMutex(HANDLE hMutex) {
    return change_waitable(
        hMutex, 0, [](wait_kind kind) { return kind == wait_kind::mutex; },
        mapview::kernel::release_mutex);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 HANDLE CreateMutexW_utf16(LPSECURITY_ATTRIBUTES attributes, BOOL owned,
                                        const char16_t* name) {
    return create_waitable(mutex(owned), attributes, MUTEX_ALL_ACCESS, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateMutexW_utf32(LPSECURITY_ATTRIBUTES attributes, BOOL owned,
                                        const char32_t* name) {
    return create_waitable(mutex(owned), attributes, MUTEX_ALL_ACCESS, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateMutexExW_utf16(LPSECURITY_ATTRIBUTES attributes, const char16_t* name,
                                          DWORD flags, DWORD access) {
    return create_with_flags(attributes, flags, access, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateMutexExW_utf32(LPSECURITY_ATTRIBUTES attributes, const char32_t* name,
                                          DWORD flags, DWORD access) {
    return create_with_flags(attributes, flags, access, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenMutexW_utf16(DWORD access, BOOL inherit, const char16_t* name) {
    return open_waitable(wait_kind::mutex, access, inherit, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenMutexW_utf32(DWORD access, BOOL inherit, const char32_t* name) {
    return open_waitable(wait_kind::mutex, access, inherit, read_wide(name));
}
