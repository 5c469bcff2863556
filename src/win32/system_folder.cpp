// SPDX-License-Identifier: MIT
#include "win32/system_folder.hpp"

#include "win32/caller_buffer.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <windows.h>

#include <string_view>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::report;
using mapview::win32::system_folder;
using mapview::win32::windows_folder;

template <class Character>
UINT get_folder(std::string_view folder, Character* buffer, UINT room) {
    UINT length = 0;
    const status result = guarded([&] {
        const auto text = mapview::win32::text_for(folder, Character{});
        length = mapview::win32::hand_over(text, buffer, room);
        return status::success;
    });
    return report(result) ? length : 0;
}

}  // namespace

UINT WINAPI GetSystemDirectoryA(LPSTR lpBuffer, UINT uSize) {
    return get_folder(system_folder, lpBuffer, uSize);
}

UINT WINAPI GetWindowsDirectoryA(LPSTR lpBuffer, UINT uSize) {
    return get_folder(windows_folder, lpBuffer, uSize);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 UINT GetSystemDirectoryW_utf16(char16_t* buffer, UINT room) {
    return get_folder(system_folder, buffer, room);
}

MAPVIEW_WIN32 UINT GetSystemDirectoryW_utf32(char32_t* buffer, UINT room) {
    return get_folder(system_folder, buffer, room);
}

MAPVIEW_WIN32 UINT GetWindowsDirectoryW_utf16(char16_t* buffer, UINT room) {
    return get_folder(windows_folder, buffer, room);
}

MAPVIEW_WIN32 UINT GetWindowsDirectoryW_utf32(char32_t* buffer, UINT room) {
    return get_folder(windows_folder, buffer, room);
}
