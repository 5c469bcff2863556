// SPDX-License-Identifier: MIT
#include "kernel/event.hpp"

#include "win32/waitable.hpp"

namespace {

using namespace mapview::win32;
using mapview::kernel::status;
using mapview::kernel::wait_kind;
using mapview::kernel::waitable;
using mapview::kernel::waitable_request;

waitable_request event(bool manual, bool set) {
    waitable_request request;
    request.kind = manual ? wait_kind::manual_event : wait_kind::auto_event;
    request.set = set;
    return request;
}

template <class ReadName>
HANDLE create_with_flags(LPSECURITY_ATTRIBUTES attributes, DWORD flags, DWORD access,
                         ReadName&& read_name) {
    constexpr DWORD defined = CREATE_EVENT_MANUAL_RESET | CREATE_EVENT_INITIAL_SET;
    if ((flags & ~defined) != 0) {
        report(status::invalid_parameter);
        return nullptr;
    }
    return create_waitable(
        event((flags & CREATE_EVENT_MANUAL_RESET) != 0, (flags & CREATE_EVENT_INITIAL_SET) != 0),
        attributes, access, read_name);
}

template <class Change>
BOOL change(HANDLE handle, Change change_event) {
    return change_waitable(handle, EVENT_MODIFY_STATE, mapview::kernel::is_event,
                           [&](const waitable& found) {
                               change_event(found);
                               return status::success;
                           });
}

}  // namespace

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                           BOOL bInitialState, LPCSTR lpName) {
    return create_waitable(event(bManualReset, bInitialState), lpEventAttributes, EVENT_ALL_ACCESS,
                           read_ansi(lpName));
}

HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES lpEventAttributes, LPCSTR lpName, DWORD dwFlags,
                             DWORD dwDesiredAccess) {
    return create_with_flags(lpEventAttributes, dwFlags, dwDesiredAccess, read_ansi(lpName));
}

HANDLE WINAPI OpenEventA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName) {
    return open_waitable(wait_kind::auto_event, dwDesiredAccess, bInheritHandle, read_ansi(lpName));
}

BOOL WINAPI SetEvent(HANDLE hEvent) {
    return change(hEvent, mapview::kernel::set_event);
}

BOOL WINAPI ResetEvent(HANDLE hEvent) {
    return change(hEvent, mapview::kernel::reset_event);
}

BOOL WINAPI PulseEvent(HANDLE hEvent) {
    return change(hEvent, mapview::kernel::pulse_event);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 HANDLE CreateEventW_utf16(LPSECURITY_ATTRIBUTES attributes, BOOL manual, BOOL set,
                                        const char16_t* name) {
    return create_waitable(event(manual, set), attributes, EVENT_ALL_ACCESS, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateEventW_utf32(LPSECURITY_ATTRIBUTES attributes, BOOL manual, BOOL set,
                                        const char32_t* name) {
    return create_waitable(event(manual, set), attributes, EVENT_ALL_ACCESS, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateEventExW_utf16(LPSECURITY_ATTRIBUTES attributes, const char16_t* name,
                                          DWORD flags, DWORD access) {
    return create_with_flags(attributes, flags, access, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateEventExW_utf32(LPSECURITY_ATTRIBUTES attributes, const char32_t* name,
                                          DWORD flags, DWORD access) {
    return create_with_flags(attributes, flags, access, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenEventW_utf16(DWORD access, BOOL inherit, const char16_t* name) {
    return open_waitable(wait_kind::auto_event, access, inherit, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenEventW_utf32(DWORD access, BOOL inherit, const char32_t* name) {
    return open_waitable(wait_kind::auto_event, access, inherit, read_wide(name));
}
