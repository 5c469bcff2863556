// SPDX-License-Identifier: MIT
#include "kernel/file.hpp"
#include "kernel/holder_link.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <windows.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using mapview::kernel::status;
using mapview::win32::bytes_of;
using mapview::win32::guarded;
using mapview::win32::path_of;
using mapview::win32::report;
using mapview::win32::text_for;

std::string temporary_folder() {
    for (const char* const variable : {"TMPDIR", "TMP", "TEMP"}) {
        const char* const value = ::secure_getenv(variable);
        if (value != nullptr && *value == '/')
            return value[std::char_traits<char>::length(value) - 1] == '/'
                       ? value
                       : std::string(value) + '/';
    }
    return "/tmp/";
}

template <class Character>
DWORD get_temp_path(DWORD room, Character* buffer) {
    DWORD length = 0;
    const status result = guarded([&] {
        const auto text = text_for(temporary_folder(), Character{});
        length = static_cast<DWORD>(text.size());
        if (buffer == nullptr || room <= length) ++length;  // what the buffer must hold
        else std::copy_n(text.c_str(), text.size() + 1, buffer);
        return status::success;
    });
    return report(result) ? length : 0;
}

std::string numbered(const std::string& stem, UINT number) {
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "%X.TMP", number & 0xFFFF);
    return stem + name.data();
}

status make_numbered(const std::string& stem, UINT& number, std::string& path) {
    constexpr UINT numbers = 0xFFFF;
    UINT next = static_cast<UINT>(mapview::kernel::next_nonce() >> 10);
    for (UINT tries = 0; tries < numbers; ++tries, ++next) {
        number = next % numbers + 1;  // never 0, which would say that it failed
        path = numbered(stem, number);
        const status made = mapview::kernel::create_private_file(path);
        if (made != status::file_exists) return made;
    }
    return status::file_exists;
}

template <class Character>
UINT get_temp_file_name(const Character* folder, const Character* prefix, UINT unique,
                        Character* buffer) {
    const status result = guarded([&] {
        if (buffer == nullptr) return status::invalid_parameter;
        std::string stem;
        if (const status checked = path_of(folder, stem); checked != status::success)
            return checked == status::path_not_found ? status::not_a_directory : checked;
        if (stem.back() != '/') stem += '/';
        constexpr std::size_t prefix_length = 3;
        std::basic_string<Character> cut;
        while (prefix != nullptr && *prefix != 0 && cut.size() < prefix_length) cut += *prefix++;
        stem += bytes_of(cut.c_str());

        constexpr std::size_t longest = MAX_PATH - 14;
        if (text_for(stem, Character{}).size() > longest) return status::name_does_not_fit;
        std::string path = numbered(stem, unique);
        if (unique == 0) {
            const status made = make_numbered(stem, unique, path);
            if (made != status::success) return made;
        }
        const auto text = text_for(path, Character{});
        std::copy_n(text.c_str(), text.size() + 1, buffer);
        return status::success;
    });
    return report(result) ? unique : 0;
}

}  // namespace

DWORD WINAPI GetTempPathA(DWORD nBufferLength, LPSTR lpBuffer) {
    return get_temp_path(nBufferLength, lpBuffer);
}

UINT WINAPI GetTempFileNameA(LPCSTR lpPathName, LPCSTR lpPrefixString, UINT uUnique,
                             LPSTR lpTempFileName) {
    return get_temp_file_name(lpPathName, lpPrefixString, uUnique, lpTempFileName);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 DWORD GetTempPathW_utf16(DWORD room, char16_t* buffer) {
    return get_temp_path(room, buffer);
}

MAPVIEW_WIN32 DWORD GetTempPathW_utf32(DWORD room, char32_t* buffer) {
    return get_temp_path(room, buffer);
}

MAPVIEW_WIN32 UINT GetTempFileNameW_utf16(const char16_t* folder, const char16_t* prefix,
                                          UINT unique, char16_t* buffer) {
    return get_temp_file_name(folder, prefix, unique, buffer);
}

MAPVIEW_WIN32 UINT GetTempFileNameW_utf32(const char32_t* folder, const char32_t* prefix,
                                          UINT unique, char32_t* buffer) {
    return get_temp_file_name(folder, prefix, unique, buffer);
}
