// SPDX-License-Identifier: MIT
#include "kernel/large_pages.hpp"
#include "kernel/section.hpp"
#include "win32/given_name.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"

#include <windows.h>

#include <optional>

namespace {

using mapview::kernel::rights;
using mapview::kernel::section_pages;
using mapview::kernel::section_protection;
using mapview::kernel::section_request;
using mapview::kernel::status;
using mapview::win32::given_name;
using mapview::win32::guarded;
using mapview::win32::handle_of;
using mapview::win32::number_of;
using mapview::win32::read_ansi;
using mapview::win32::read_wide;
using mapview::win32::report;
namespace right = mapview::kernel::right;

// Which flags of flProtect a section can have, besides its protection. What Windows knows and this
// library does not is not_supported; see docs/differences.md.
status check_section_flags(DWORD flags, ULONGLONG size, bool of_file, section_pages& pages) {
    constexpr DWORD known =
        SEC_COMMIT | SEC_RESERVE | SEC_IMAGE | SEC_NOCACHE | SEC_WRITECOMBINE | SEC_LARGE_PAGES;
    if ((flags & ~known) != 0) return status::invalid_parameter;
    const bool commit = (flags & SEC_COMMIT) != 0;
    const bool reserve = (flags & SEC_RESERVE) != 0;
    if ((flags & SEC_IMAGE) != 0)
        // An image needs a file that is one. SEC_IMAGE_NO_EXECUTE has the bit of SEC_NOCACHE.
        return (flags & ~DWORD{SEC_IMAGE | SEC_NOCACHE}) == 0 ? status::bad_exe_format
                                                              : status::invalid_parameter;
    if (commit && reserve) return status::invalid_parameter;
    if (flags != 0 && !commit && !reserve) return status::invalid_parameter;
    const bool large_pages = (flags & SEC_LARGE_PAGES) != 0;
    if (large_pages) {
        const ULONGLONG unit = mapview::kernel::large_page_size();
        if (of_file || reserve || unit == 0 || size % unit != 0) return status::invalid_parameter;
        pages = section_pages::large;
    }
    // How a page is cached is a hint, which Linux has no use for.
    // The pages of a file are there in any case.
    if (reserve && !of_file) pages = section_pages::reserved;
    return status::success;
}

struct create_arguments {
    HANDLE file;
    const SECURITY_ATTRIBUTES* attributes;
    DWORD protect;
    DWORD size_high;
    DWORD size_low;
    std::optional<rights> granted = {};  // to the handle; those of a creator otherwise
};

// The checks that come before the name.
status check(const create_arguments& arguments, section_request& request) {
    const bool paging_file = arguments.file == INVALID_HANDLE_VALUE || arguments.file == nullptr;
    request.size = ULONGLONG{arguments.size_high} << 32 | arguments.size_low;
    if (paging_file && request.size == 0) return status::invalid_parameter;

    constexpr DWORD page_bits = 0xFFFF;
    const auto page = section_protection(arguments.protect & page_bits);
    if (!page) return status::invalid_parameter;
    request.page = *page;
    const status flags = check_section_flags(arguments.protect & ~page_bits, request.size,
                                             !paging_file, request.pages);
    if (flags != status::success) return flags;
    if (!paging_file) {
        request.file = number_of(arguments.file);
        if (request.file < 0) return status::invalid_handle;
    }
    request.granted = arguments.granted;
    request.inheritable = arguments.attributes != nullptr && arguments.attributes->bInheritHandle;
    return status::success;
}

// `read_name` converts the caller's name, once the arguments before it are found good.
template <class ReadName>
HANDLE create(const create_arguments& arguments, ReadName&& read_name) {
    int handle = -1;
    bool existed = false;
    const status result = guarded([&] {
        section_request request;
        given_name name;
        status checked = check(arguments, request);
        if (checked == status::success) checked = read_name(name);
        if (checked != status::success) return checked;
        if (name) request.name = *name;  // "" makes a section without a name, too
        return mapview::kernel::create_section(request, handle, existed);
    });
    if (!report(result)) return nullptr;
    SetLastError(existed ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS);
    return handle_of(handle);
}

// What OpenFileMapping grants for what was asked.
// https://learn.microsoft.com/windows/win32/memory/file-mapping-security-and-access-rights
status granted_rights(DWORD asked, rights& granted) {
    if (asked == FILE_MAP_COPY) {
        granted = right::map_read;
        return status::success;
    }
    constexpr DWORD access_system_security = 0x01000000;
    constexpr DWORD generic = GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL;
    constexpr DWORD defined = SECTION_ALL_ACCESS | FILE_MAP_EXECUTE | generic | MAXIMUM_ALLOWED;
    if ((asked & access_system_security) != 0) return status::privilege_not_held;
    if (asked == 0 || (asked & ~defined) != 0) return status::access_denied;

    granted = asked & SECTION_ALL_ACCESS;
    if ((asked & FILE_MAP_EXECUTE) != 0) granted |= right::map_execute;
    if ((asked & GENERIC_READ) != 0) granted |= READ_CONTROL | right::query | right::map_read;
    if ((asked & GENERIC_WRITE) != 0) granted |= READ_CONTROL | right::map_write;
    if ((asked & GENERIC_EXECUTE) != 0) granted |= READ_CONTROL | right::map_execute;
    if ((asked & (GENERIC_ALL | MAXIMUM_ALLOWED)) != 0) granted |= right::all;
    return status::success;
}

template <class ReadName>
HANDLE open(DWORD access, BOOL inherit, ReadName&& read_name) {
    int handle = -1;
    const status result = guarded([&] {
        given_name name;
        rights granted = 0;
        status checked = read_name(name);
        if (checked != status::success) return checked;
        if (!name) return status::invalid_parameter;
        if (name->empty()) return status::invalid_handle;
        checked = granted_rights(access, granted);
        if (checked != status::success) return checked;
        return mapview::kernel::open_section(*name, granted, inherit != FALSE, handle);
    });
    return report(result) ? handle_of(handle) : nullptr;
}

// CreateFileMapping with rights of the caller's choice.
template <class Character>
HANDLE create2(HANDLE file, const SECURITY_ATTRIBUTES* attributes, ULONG access, ULONG protection,
               ULONG sections, ULONG64 size, const Character* name, ULONG parameters) {
    constexpr ULONG page_bits = 0xFFFF;
    rights granted = 0;
    status checked = (protection & ~page_bits) != 0 || (sections & page_bits) != 0
                         ? status::invalid_parameter
                         : granted_rights(access, granted);
    if (parameters != 0) checked = status::not_supported;
    if (!report(checked)) return nullptr;
    return create({file, attributes, protection | sections, static_cast<DWORD>(size >> 32),
                   static_cast<DWORD>(size), granted},
                  read_wide(name));
}

}  // namespace

HANDLE WINAPI CreateFileMappingA(HANDLE hFile, LPSECURITY_ATTRIBUTES lpAttributes, DWORD flProtect,
                                 DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, LPCSTR lpName) {
    return create({hFile, lpAttributes, flProtect, dwMaximumSizeHigh, dwMaximumSizeLow},
                  read_ansi(lpName));
}

HANDLE WINAPI OpenFileMappingA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName) {
    return open(dwDesiredAccess, bInheritHandle, read_ansi(lpName));
}

PVOID WINAPI MapViewOfFileFromApp(HANDLE hFileMappingObject, ULONG DesiredAccess,
                                  ULONG64 FileOffset, SIZE_T NumberOfBytesToMap) {
    return MapViewOfFile(hFileMappingObject, DesiredAccess, static_cast<DWORD>(FileOffset >> 32),
                         static_cast<DWORD>(FileOffset), NumberOfBytesToMap);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 HANDLE CreateFileMappingW_utf16(HANDLE file, LPSECURITY_ATTRIBUTES attributes,
                                              DWORD protect, DWORD size_high, DWORD size_low,
                                              const char16_t* name) {
    return create({file, attributes, protect, size_high, size_low}, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateFileMappingW_utf32(HANDLE file, LPSECURITY_ATTRIBUTES attributes,
                                              DWORD protect, DWORD size_high, DWORD size_low,
                                              const char32_t* name) {
    return create({file, attributes, protect, size_high, size_low}, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenFileMappingW_utf16(DWORD access, BOOL inherit, const char16_t* name) {
    return open(access, inherit, read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenFileMappingW_utf32(DWORD access, BOOL inherit, const char32_t* name) {
    return open(access, inherit, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateFileMapping2_utf16(HANDLE file, SECURITY_ATTRIBUTES* attributes,
                                              ULONG access, ULONG protection, ULONG sections,
                                              ULONG64 size, const char16_t* name,
                                              MEM_EXTENDED_PARAMETER*, ULONG parameters) {
    return create2(file, attributes, access, protection, sections, size, name, parameters);
}

MAPVIEW_WIN32 HANDLE CreateFileMapping2_utf32(HANDLE file, SECURITY_ATTRIBUTES* attributes,
                                              ULONG access, ULONG protection, ULONG sections,
                                              ULONG64 size, const char32_t* name,
                                              MEM_EXTENDED_PARAMETER*, ULONG parameters) {
    return create2(file, attributes, access, protection, sections, size, name, parameters);
}

MAPVIEW_WIN32 HANDLE CreateFileMappingFromApp_utf16(HANDLE file, PSECURITY_ATTRIBUTES attributes,
                                                    ULONG protect, ULONG64 size,
                                                    const char16_t* name) {
    return create(
        {file, attributes, protect, static_cast<DWORD>(size >> 32), static_cast<DWORD>(size)},
        read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenFileMappingFromApp_utf16(ULONG access, BOOL inherit,
                                                  const char16_t* name) {
    return open(access, inherit, read_wide(name));
}

MAPVIEW_WIN32 HANDLE CreateFileMappingFromApp_utf32(HANDLE file, PSECURITY_ATTRIBUTES attributes,
                                                    ULONG protect, ULONG64 size,
                                                    const char32_t* name) {
    return create(
        {file, attributes, protect, static_cast<DWORD>(size >> 32), static_cast<DWORD>(size)},
        read_wide(name));
}

MAPVIEW_WIN32 HANDLE OpenFileMappingFromApp_utf32(ULONG access, BOOL inherit,
                                                  const char32_t* name) {
    return open(access, inherit, read_wide(name));
}
