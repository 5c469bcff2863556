// SPDX-License-Identifier: MIT
#include "win32/caller_buffer.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <shlwapi.h>
#include <unistd.h>
#include <windows.h>

#include <climits>
#include <string>
#include <string_view>
#include <utility>

namespace {

using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::hand_over;
using mapview::win32::report;
using mapview::win32::text_for;

status current_directory(std::string& path) {
    std::string found(PATH_MAX, '\0');
    if (::getcwd(found.data(), found.size()) == nullptr) return status::path_not_found;
    found.resize(found.find('\0'));
    path = std::move(found);
    return status::success;
}

// Takes "." and ".." out, by the text alone; a separator at the end stays.
std::string without_dots(std::string_view path) {
    std::string out;
    bool folder = false;
    while (!path.empty()) {
        const std::size_t end = path.find('/');
        const std::string_view name = path.substr(0, end);
        path.remove_prefix(end == path.npos ? path.size() : end + 1);
        folder = end != path.npos || name == "." || name == "..";
        if (name.empty() || name == ".") continue;
        if (name == "..") out.resize(out.find_last_of('/') == out.npos ? 0 : out.find_last_of('/'));
        else out.append("/").append(name);
        folder = end != std::string_view::npos;
    }
    return folder || out.empty() ? out + '/' : out;
}

template <class Character>
DWORD get_current_directory(DWORD room, Character* buffer) {
    DWORD length = 0;
    const status result = guarded([&] {
        std::string path;
        const status found = current_directory(path);
        if (found == status::success) length = hand_over(text_for(path, Character{}), buffer, room);
        return found;
    });
    return report(result) ? length : 0;
}

template <class Character>
DWORD get_full_path_name(const Character* name, DWORD room, Character* buffer,
                         Character** file_part) {
    DWORD length = 0;
    const status result = guarded([&] {
        if (name == nullptr || *name == 0) return status::invalid_name;
        std::string path;
        status found = mapview::win32::path_of(name, path);
        if (found == status::success && path[0] != '/') {
            std::string folder;
            found = current_directory(folder);
            path = folder + '/' + path;
        }
        if (found != status::success) return found;
        const auto text = text_for(without_dots(path), Character{});
        length = hand_over(text, buffer, room);
        if (file_part == nullptr || length > text.size()) return found;
        const std::size_t last = text.find_last_of(Character{'/'}) + 1;
        *file_part = last == text.size() ? nullptr : buffer + last;
        return found;
    });
    return report(result) ? length : 0;
}

template <class Character>
BOOL remove_file_spec(Character* path) {
    if (path == nullptr || *path == 0) return FALSE;
    std::size_t end = 0;
    for (std::size_t i = 0; path[i] != 0; ++i) {
        if (path[i] != '/' && path[i] != '\\') continue;
        const bool root = i == 0 || path[i - 1] == ':';
        end = root ? i + 1 : i;
    }
    if (path[end] == 0) return FALSE;
    path[end] = 0;
    return TRUE;
}

}  // namespace

DWORD WINAPI GetCurrentDirectoryA(DWORD nBufferLength, LPSTR lpBuffer) {
    return get_current_directory(nBufferLength, lpBuffer);
}

DWORD WINAPI GetFullPathNameA(LPCSTR lpFileName, DWORD nBufferLength, LPSTR lpBuffer,
                              LPSTR* lpFilePart) {
    return get_full_path_name(lpFileName, nBufferLength, lpBuffer, lpFilePart);
}

BOOL WINAPI PathRemoveFileSpecA(LPSTR pszPath) {
    return remove_file_spec(pszPath);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 DWORD GetCurrentDirectoryW_utf16(DWORD room, char16_t* buffer) {
    return get_current_directory(room, buffer);
}

MAPVIEW_WIN32 DWORD GetCurrentDirectoryW_utf32(DWORD room, char32_t* buffer) {
    return get_current_directory(room, buffer);
}

MAPVIEW_WIN32 DWORD GetFullPathNameW_utf16(const char16_t* name, DWORD room, char16_t* buffer,
                                           char16_t** file_part) {
    return get_full_path_name(name, room, buffer, file_part);
}

MAPVIEW_WIN32 DWORD GetFullPathNameW_utf32(const char32_t* name, DWORD room, char32_t* buffer,
                                           char32_t** file_part) {
    return get_full_path_name(name, room, buffer, file_part);
}

MAPVIEW_WIN32 BOOL PathRemoveFileSpecW_utf16(char16_t* path) {
    return remove_file_spec(path);
}

MAPVIEW_WIN32 BOOL PathRemoveFileSpecW_utf32(char32_t* path) {
    return remove_file_spec(path);
}
