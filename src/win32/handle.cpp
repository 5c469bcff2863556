// SPDX-License-Identifier: MIT
#include "kernel/handle_duplicate.hpp"
#include "kernel/handle_table.hpp"
#include "kernel/process.hpp"
#include "kernel/thread.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/process.hpp"
#include "win32/token.hpp"
#include "win32/waitable.hpp"

#include <unistd.h>
#include <windows.h>

#include <string_view>

namespace {

using mapview::kernel::duplicate_request;
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
    if (type == mapview::kernel::token_type) return mapview::win32::token_rights(asked);
    if (const auto kind = waitable_of_type(type)) return waitable_rights(*kind, asked);
    rights granted = asked & (SECTION_ALL_ACCESS | SYNCHRONIZE);
    if ((asked & GENERIC_READ) != 0) granted |= READ_CONTROL | right::query | right::map_read;
    if ((asked & GENERIC_WRITE) != 0) granted |= READ_CONTROL | right::map_write;
    if ((asked & GENERIC_EXECUTE) != 0) granted |= READ_CONTROL | right::map_execute;
    if ((asked & (GENERIC_ALL | MAXIMUM_ALLOWED)) != 0) granted |= right::all;
    return granted;
}

/// The process that a handle of it means, where that may give and take handles.
struct handle_owner {
    bool is_this_process = false;
    int process = -1;
};

status find_owner(HANDLE process, handle_owner& owner) {
    owner = {process == GetCurrentProcess(), number_of(process)};
    if (owner.is_this_process) return status::success;
    pid_t id = 0;
    const status found = mapview::kernel::process_id(owner.process, PROCESS_DUP_HANDLE, false, id);
    owner.is_this_process = found == status::success && id == ::getpid();
    return found;
}

// A handle of this process's own for the time of the call.
struct borrowed_handle {
    int number = -1;
    borrowed_handle() = default;
    borrowed_handle(const borrowed_handle&) = delete;
    borrowed_handle& operator=(const borrowed_handle&) = delete;
    ~borrowed_handle() {
        if (number >= 0) mapview::kernel::close_handle(number);
    }
};

// What a pseudo handle means is opened with all rights, and narrowed as any source is.
status borrow(const handle_owner& from, HANDLE source, borrowed_handle& borrowed) {
    if (!from.is_this_process)
        return mapview::kernel::duplicate_from(from.process, PROCESS_DUP_HANDLE, number_of(source),
                                               borrowed.number);
    if (source == GetCurrentThread())
        return mapview::kernel::open_own_thread(THREAD_ALL_ACCESS, false, borrowed.number);
    return mapview::kernel::open_process(::getpid(), PROCESS_ALL_ACCESS, false, borrowed.number);
}

status copy(const handle_owner& from, HANDLE source, const handle_owner& to, int& made,
            DWORD access, BOOL inherit, DWORD options) {
    borrowed_handle borrowed;
    duplicate_request request{.number = number_of(source), .inheritable = inherit != FALSE};
    if (!from.is_this_process || is_pseudo_handle(source)) {
        const status found = borrow(from, source, borrowed);
        if (found != status::success) return found;
        request.number = borrowed.number;
    }
    if ((options & DUPLICATE_SAME_ACCESS) == 0)
        request.granted = duplicate_rights(mapview::kernel::handle_type(request.number), access);
    return to.is_this_process
               ? mapview::kernel::duplicate_handle(request, made)
               : mapview::kernel::duplicate_into(to.process, PROCESS_DUP_HANDLE, request, made);
}

status duplicate(HANDLE source_process, HANDLE source, HANDLE target_process, int& made,
                 DWORD access, BOOL inherit, DWORD options) {
    const bool closes = (options & DUPLICATE_CLOSE_SOURCE) != 0;
    handle_owner from;
    if (const status found = find_owner(source_process, from); found != status::success)
        return found;
    // Nobody but a process itself closes its descriptors.
    if (closes && !from.is_this_process) return status::not_supported;
    // The documented way to close a handle of another process.
    if (closes && target_process == nullptr)
        return mapview::kernel::close_handle(number_of(source));
    handle_owner to;
    status result = find_owner(target_process, to);
    if (result == status::success) result = copy(from, source, to, made, access, inherit, options);
    // The source goes whatever became of the duplicate; one protected from that stays, silently.
    if (closes && !is_pseudo_handle(source)) mapview::kernel::close_handle(number_of(source));
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
