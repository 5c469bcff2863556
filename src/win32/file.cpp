// SPDX-License-Identifier: MIT
#include "kernel/file.hpp"

#include "kernel/file_rights.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <fcntl.h>
#include <windows.h>

#include <string>

namespace {

using mapview::kernel::disposition;
using mapview::kernel::file_request;
using mapview::kernel::rights;
using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::handle_of;
using mapview::win32::path_of;
using mapview::win32::report;
namespace file_right = mapview::kernel::file_right;

struct create_arguments {
    DWORD access;
    DWORD share;
    const SECURITY_ATTRIBUTES* attributes;
    DWORD disposition;
    DWORD flags;
    HANDLE template_file;
};

rights access_of(DWORD asked) {
    rights granted = asked & (FILE_ALL_ACCESS | WRITE_DAC | WRITE_OWNER);
    if ((asked & GENERIC_READ) != 0) granted |= file_right::generic_read;
    if ((asked & GENERIC_WRITE) != 0) granted |= file_right::generic_write;
    if ((asked & GENERIC_EXECUTE) != 0) granted |= file_right::generic_execute;
    if ((asked & (GENERIC_ALL | MAXIMUM_ALLOWED)) != 0) granted |= file_right::all;
    return granted;
}

int advice_of(DWORD flags) {
    if ((flags & FILE_FLAG_RANDOM_ACCESS) != 0) return POSIX_FADV_RANDOM;
    return (flags & FILE_FLAG_SEQUENTIAL_SCAN) != 0 ? POSIX_FADV_SEQUENTIAL : 0;
}

status check(const create_arguments& arguments, file_request& request) {
    constexpr DWORD share_bits = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    if (arguments.disposition < CREATE_NEW || arguments.disposition > TRUNCATE_EXISTING ||
        (arguments.share & ~share_bits) != 0)
        return status::invalid_parameter;
    const DWORD flags = arguments.flags;
    if ((flags & FILE_FLAG_OVERLAPPED) != 0 || arguments.template_file != nullptr)
        return status::not_supported;
    request.access = access_of(arguments.access);
    // Its name would go before it is sure that the file may be removed.
    if ((flags & FILE_FLAG_DELETE_ON_CLOSE) != 0) request.access |= DELETE;
    request.share = {.read = (arguments.share & FILE_SHARE_READ) != 0,
                     .write = (arguments.share & FILE_SHARE_WRITE) != 0,
                     .remove = (arguments.share & FILE_SHARE_DELETE) != 0};
    request.how = static_cast<disposition>(arguments.disposition);
    request.inheritable = arguments.attributes != nullptr && arguments.attributes->bInheritHandle;
    request.read_only = (flags & FILE_ATTRIBUTE_READONLY) != 0;
    request.directories = (flags & FILE_FLAG_BACKUP_SEMANTICS) != 0;
    request.no_links = (flags & FILE_FLAG_OPEN_REPARSE_POINT) != 0;
    request.write_through = (flags & FILE_FLAG_WRITE_THROUGH) != 0;
    request.delete_on_close = (flags & FILE_FLAG_DELETE_ON_CLOSE) != 0;
    request.advice = advice_of(flags);
    return status::success;
}

template <class Character>
HANDLE create(const Character* path, const create_arguments& arguments) {
    int handle = -1;
    bool existed = false;
    const status result = guarded([&] {
        file_request request;
        status checked = path_of(path, request.path);
        if (checked == status::success) checked = check(arguments, request);
        if (checked != status::success) return checked;
        return mapview::kernel::open_file(request, handle, existed);
    });
    if (!report(result)) return INVALID_HANDLE_VALUE;
    const bool tells =
        arguments.disposition == CREATE_ALWAYS || arguments.disposition == OPEN_ALWAYS;
    SetLastError(existed && tells ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS);
    return handle_of(handle);
}

template <class Character>
BOOL remove_file(const Character* path) {
    return report(guarded([&] {
        std::string converted;
        const status checked = path_of(path, converted);
        return checked == status::success ? mapview::kernel::delete_file(converted) : checked;
    }));
}

}  // namespace

HANDLE WINAPI CreateFileA(LPCSTR lpFileName, DWORD dwDesiredAccess, DWORD dwShareMode,
                          LPSECURITY_ATTRIBUTES lpSecurityAttributes, DWORD dwCreationDisposition,
                          DWORD dwFlagsAndAttributes, HANDLE hTemplateFile) {
    return create(lpFileName, {dwDesiredAccess, dwShareMode, lpSecurityAttributes,
                               dwCreationDisposition, dwFlagsAndAttributes, hTemplateFile});
}

BOOL WINAPI DeleteFileA(LPCSTR lpFileName) {
    return remove_file(lpFileName);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 HANDLE CreateFileW_utf16(const char16_t* path, DWORD access, DWORD share,
                                       LPSECURITY_ATTRIBUTES attributes, DWORD disposition,
                                       DWORD flags, HANDLE template_file) {
    return create(path, {access, share, attributes, disposition, flags, template_file});
}

MAPVIEW_WIN32 HANDLE CreateFileW_utf32(const char32_t* path, DWORD access, DWORD share,
                                       LPSECURITY_ATTRIBUTES attributes, DWORD disposition,
                                       DWORD flags, HANDLE template_file) {
    return create(path, {access, share, attributes, disposition, flags, template_file});
}

MAPVIEW_WIN32 BOOL DeleteFileW_utf16(const char16_t* path) {
    return remove_file(path);
}

MAPVIEW_WIN32 BOOL DeleteFileW_utf32(const char32_t* path) {
    return remove_file(path);
}
