// SPDX-License-Identifier: MIT
#include "win32/last_error.hpp"

#include <windows.h>

namespace {

using mapview::kernel::status;
using mapview::win32::report;

// What Windows says, whatever it is, to programs whose manifest names no later one.
constexpr DWORD major_version = 6;
constexpr DWORD minor_version = 2;
constexpr DWORD build = 9200;

// OSVERSIONINFO of each kind of characters.
template <class Character>
struct version_info {
    DWORD size, major, minor, build, platform;
    Character service_pack[128];
};

template <class Character>
struct extended_version_info {
    version_info<Character> version;
    WORD service_pack_major, service_pack_minor, suites;
    BYTE product, reserved;
};
static_assert(sizeof(version_info<char>) == sizeof(OSVERSIONINFOA));
static_assert(sizeof(version_info<wchar_t>) == sizeof(OSVERSIONINFOW));
static_assert(sizeof(extended_version_info<char>) == sizeof(OSVERSIONINFOEXA));
static_assert(sizeof(extended_version_info<wchar_t>) == sizeof(OSVERSIONINFOEXW));

template <class Character>
BOOL get_version(version_info<Character>* told) {
    using extended = extended_version_info<Character>;
    const DWORD size = told->size;
    if (size != sizeof *told && size != sizeof(extended))
        return report(status::insufficient_buffer);
    *told = {size, major_version, minor_version, build, VER_PLATFORM_WIN32_NT, {}};
    if (size == sizeof(extended)) {
        auto* const more = reinterpret_cast<extended*>(told);
        more->service_pack_major = more->service_pack_minor = 0;
        more->suites = VER_SUITE_SINGLEUSERTS;
        more->product = VER_NT_WORKSTATION;
        more->reserved = 0;
    }
    return TRUE;
}

}  // namespace

DWORD WINAPI GetVersion(void) {
    return build << 16 | minor_version << 8 | major_version;
}

BOOL WINAPI GetVersionExA(LPOSVERSIONINFOA lpVersionInformation) {
    return get_version(reinterpret_cast<version_info<char>*>(lpVersionInformation));
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 BOOL GetVersionExW_utf16(void* told) {
    return get_version(static_cast<version_info<char16_t>*>(told));
}

MAPVIEW_WIN32 BOOL GetVersionExW_utf32(void* told) {
    return get_version(static_cast<version_info<char32_t>*>(told));
}
