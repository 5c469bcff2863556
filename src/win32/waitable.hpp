// win32/waitable.hpp - what Create and Open of all kinds have in common.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/waitable_handle.hpp"
#include "win32/given_name.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"

#include <windows.h>

namespace mapview::win32 {

/// What a handle to an object of this kind is granted where `asked` is; generic rights are
/// translated. https://learn.microsoft.com/windows/win32/sync/synchronization-object-security-and-access-rights
kernel::rights waitable_rights(kernel::wait_kind kind, DWORD asked) noexcept;

/// The same for Open and the Ex functions, which refuse some: access_denied where nothing or an
/// undefined bit is asked for, privilege_not_held for ACCESS_SYSTEM_SECURITY.
kernel::status check_waitable_rights(kernel::wait_kind kind, DWORD asked,
                                     kernel::rights& granted) noexcept;

/// `request` lacks the name and the rights. Sets the last error also where it succeeds.
template <class ReadName>
HANDLE create_waitable(kernel::waitable_request request, LPSECURITY_ATTRIBUTES attributes,
                       DWORD access, ReadName&& read_name) {
    int handle = -1;
    bool existed = false;
    const kernel::status result = guarded([&] {
        given_name name;
        kernel::status checked = read_name(name);
        if (checked != kernel::status::success) return checked;
        checked = check_waitable_rights(request.kind, access, request.granted);
        if (checked != kernel::status::success) return checked;
        if (name) request.name = *name;
        request.inheritable = attributes != nullptr && attributes->bInheritHandle;
        return kernel::create_waitable(request, handle, existed);
    });
    if (!report(result)) return nullptr;
    SetLastError(existed ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS);
    return handle_of(handle);
}

template <class ReadName>
HANDLE open_waitable(kernel::wait_kind kind, DWORD access, BOOL inherit, ReadName&& read_name) {
    int handle = -1;
    const kernel::status result = guarded([&] {
        given_name name;
        kernel::rights granted = 0;
        kernel::status checked = read_name(name);
        if (checked != kernel::status::success) return checked;
        if (!name) return kernel::status::invalid_parameter;
        if (name->empty()) return kernel::status::invalid_handle;
        checked = check_waitable_rights(kind, access, granted);
        if (checked != kernel::status::success) return checked;
        return kernel::open_waitable(*name, kind, granted, inherit != FALSE, handle);
    });
    return report(result) ? handle_of(handle) : nullptr;
}

/// Calls `use` with the object of a handle. Like NT it asks first whether the object is of a kind
/// that `is_kind` accepts (invalid_handle), then for the rights (access_denied).
template <class IsKind, class Use>
BOOL change_waitable(HANDLE handle, kernel::rights needed, IsKind&& is_kind, Use&& use) {
    return report(guarded([&] {
        return kernel::with_waitable(number_of(handle), 0,
                                     [&](const kernel::known_waitable& found) {
                                         if (!is_kind(found.object.kind))
                                             return kernel::status::invalid_handle;
                                         if ((found.granted & needed) != needed)
                                             return kernel::status::access_denied;
                                         return use(found.object);
                                     });
    }));
}

}  // namespace mapview::win32
