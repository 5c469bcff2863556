// SPDX-License-Identifier: MIT
#include "kernel/file_copy.hpp"

#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <windows.h>

#include <string>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::path_of;
using mapview::win32::report;

// Runs `use(from, to)` with both paths as Linux has them.
template <class Character, class Use>
BOOL with_paths(const Character* from, const Character* to, Use&& use) {
    return report(guarded([&] {
        std::string first;
        std::string second;
        status result = path_of(from, first);
        if (result == status::success) result = path_of(to, second);
        return result == status::success ? use(first, second) : result;
    }));
}

template <class Character>
BOOL copy(const Character* from, const Character* to, BOOL fail_if_exists) {
    return with_paths(from, to, [&](const std::string& first, const std::string& second) {
        return mapview::kernel::copy_file(first, second, fail_if_exists == FALSE);
    });
}

template <class Character>
BOOL move(const Character* from, const Character* to, DWORD flags) {
    constexpr DWORD harmless = MOVEFILE_WRITE_THROUGH | MOVEFILE_FAIL_IF_NOT_TRACKABLE;
    constexpr DWORD known = MOVEFILE_REPLACE_EXISTING | MOVEFILE_COPY_ALLOWED | harmless;
    if ((flags & MOVEFILE_DELAY_UNTIL_REBOOT) != 0) return report(status::not_supported);
    if ((flags & ~known) != 0) return report(status::invalid_parameter);
    return with_paths(from, to, [&](const std::string& first, const std::string& second) {
        return mapview::kernel::move_file(first, second,
                                          {.replace = (flags & MOVEFILE_REPLACE_EXISTING) != 0,
                                           .copy_elsewhere = (flags & MOVEFILE_COPY_ALLOWED) != 0});
    });
}

}  // namespace

BOOL WINAPI CopyFileA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName, BOOL bFailIfExists) {
    return copy(lpExistingFileName, lpNewFileName, bFailIfExists);
}

BOOL WINAPI MoveFileA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName) {
    return move(lpExistingFileName, lpNewFileName, MOVEFILE_COPY_ALLOWED);
}

BOOL WINAPI MoveFileExA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName, DWORD dwFlags) {
    return move(lpExistingFileName, lpNewFileName, dwFlags);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 BOOL CopyFileW_utf16(const char16_t* from, const char16_t* to, BOOL fail_if_exists) {
    return copy(from, to, fail_if_exists);
}

MAPVIEW_WIN32 BOOL CopyFileW_utf32(const char32_t* from, const char32_t* to, BOOL fail_if_exists) {
    return copy(from, to, fail_if_exists);
}

MAPVIEW_WIN32 BOOL MoveFileW_utf16(const char16_t* from, const char16_t* to) {
    return move(from, to, MOVEFILE_COPY_ALLOWED);
}

MAPVIEW_WIN32 BOOL MoveFileW_utf32(const char32_t* from, const char32_t* to) {
    return move(from, to, MOVEFILE_COPY_ALLOWED);
}

MAPVIEW_WIN32 BOOL MoveFileExW_utf16(const char16_t* from, const char16_t* to, DWORD flags) {
    return move(from, to, flags);
}

MAPVIEW_WIN32 BOOL MoveFileExW_utf32(const char32_t* from, const char32_t* to, DWORD flags) {
    return move(from, to, flags);
}
