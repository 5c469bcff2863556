// SPDX-License-Identifier: MIT
#include "kernel/handle_table.hpp"
#include "kernel/process.hpp"
#include "kernel/thread.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/process.hpp"
#include "win32/waitable.hpp"

#include <unistd.h>
#include <windows.h>

#include <optional>
#include <string_view>

namespace {

using mapview::kernel::rights;
using mapview::kernel::status;
using mapview::kernel::waitable_of_type;
using mapview::win32::guarded;
using mapview::win32::handle_of;
using mapview::win32::is_pseudo_handle;
using mapview::win32::number_of;
using mapview::win32::report;
using mapview::win32::waitable_rights;
namespace right = mapview::kernel::right;

// The rights of a duplicate. Other than at OpenFileMapping, 0 and whatever else is granted.
rights duplicate_rights(std::string_view type, DWORD asked) {
    if (type == mapview::kernel::process_type) return mapview::win32::process_rights(asked);
    if (type == mapview::kernel::first_thread_type)
        return waitable_rights(mapview::kernel::wait_kind::thread, asked);
    if (const auto kind = waitable_of_type(type)) return waitable_rights(*kind, asked);
    rights granted = asked & (SECTION_ALL_ACCESS | SYNCHRONIZE);
    if ((asked & GENERIC_READ) != 0) granted |= READ_CONTROL | right::query | right::map_read;
    if ((asked & GENERIC_WRITE) != 0) granted |= READ_CONTROL | right::map_write;
    if ((asked & GENERIC_EXECUTE) != 0) granted |= READ_CONTROL | right::map_execute;
    if ((asked & (GENERIC_ALL | MAXIMUM_ALLOWED)) != 0) granted |= right::all;
    return granted;
}

status duplicate(HANDLE source_process, HANDLE source, HANDLE target_process, int& made,
                 DWORD access, BOOL inherit, DWORD options) {
    const auto is_this_process = [](HANDLE process) { return process == GetCurrentProcess(); };
    if (!is_this_process(source_process)) return status::invalid_handle;
    // The documented way to close a handle of another process.
    if (target_process == nullptr && (options & DUPLICATE_CLOSE_SOURCE) != 0)
        return mapview::kernel::close_handle(number_of(source));
    std::optional<rights> granted;
    if (source == GetCurrentThread() && is_this_process(target_process)) {
        const rights wanted = (options & DUPLICATE_SAME_ACCESS) != 0 ? THREAD_ALL_ACCESS : access;
        return mapview::kernel::open_own_thread(
            waitable_rights(mapview::kernel::wait_kind::thread, wanted), inherit != FALSE, made);
    }
    if (source == GetCurrentProcess() && is_this_process(target_process)) {
        const rights wanted = (options & DUPLICATE_SAME_ACCESS) != 0 ? PROCESS_ALL_ACCESS : access;
        return mapview::kernel::open_process(::getpid(), mapview::win32::process_rights(wanted),
                                             inherit != FALSE, made);
    }
    if ((options & DUPLICATE_SAME_ACCESS) == 0)
        granted = duplicate_rights(mapview::kernel::handle_type(number_of(source)), access);
    const status result =
        is_this_process(target_process)
            ? mapview::kernel::duplicate_handle(number_of(source), granted, inherit != FALSE, made)
            : status::invalid_handle;
    // The source goes whatever became of the duplicate; one protected from that stays, silently.
    if ((options & DUPLICATE_CLOSE_SOURCE) != 0) mapview::kernel::close_handle(number_of(source));
    return result;
}

}  // namespace

BOOL WINAPI CloseHandle(HANDLE hObject) {
    if (is_pseudo_handle(hObject)) return TRUE;
    return report(guarded([&] { return mapview::kernel::close_handle(number_of(hObject)); }));
}

BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
                            HANDLE hTargetProcessHandle, LPHANDLE lpTargetHandle,
                            DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwOptions) {
    if (lpTargetHandle != nullptr) *lpTargetHandle = nullptr;
    int made = -1;
    const status result = guarded([&] {
        return duplicate(hSourceProcessHandle, hSourceHandle, hTargetProcessHandle, made,
                         dwDesiredAccess, bInheritHandle, dwOptions);
    });
    if (!report(result)) return FALSE;
    if (lpTargetHandle != nullptr) *lpTargetHandle = handle_of(made);
    return TRUE;
}

BOOL WINAPI GetHandleInformation(HANDLE hObject, LPDWORD lpdwFlags) {
    bool inheritable = false;
    bool is_protected = false;
    const status result = guarded([&] {
        return mapview::kernel::handle_flags(number_of(hObject), inheritable, is_protected);
    });
    if (!report(result)) return FALSE;
    *lpdwFlags = (inheritable ? HANDLE_FLAG_INHERIT : 0U) |
                 (is_protected ? HANDLE_FLAG_PROTECT_FROM_CLOSE : 0U);
    return TRUE;
}

BOOL WINAPI SetHandleInformation(HANDLE hObject, DWORD dwMask, DWORD dwFlags) {
    constexpr DWORD defined = HANDLE_FLAG_INHERIT | HANDLE_FLAG_PROTECT_FROM_CLOSE;
    if ((dwMask & ~defined) != 0) return report(status::invalid_parameter);
    const int number = number_of(hObject);
    return report(guarded([&] {
        bool inheritable = false;
        bool is_protected = false;
        status result = mapview::kernel::handle_flags(number, inheritable, is_protected);
        if (result == status::success && (dwMask & HANDLE_FLAG_INHERIT) != 0)
            result = mapview::kernel::set_inheritable(number, (dwFlags & HANDLE_FLAG_INHERIT) != 0);
        if (result == status::success && (dwMask & HANDLE_FLAG_PROTECT_FROM_CLOSE) != 0)
            result = mapview::kernel::set_protected_from_close(
                number, (dwFlags & HANDLE_FLAG_PROTECT_FROM_CLOSE) != 0);
        return result;
    }));
}
