// SPDX-License-Identifier: MIT
#include "win32/unicode.hpp"

#include <windows.h>

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace {

using mapview::win32::append_character;
using mapview::win32::replacement_character;
using mapview::win32::take_character;

int fail(DWORD error) {
    SetLastError(error);
    return 0;
}

bool is_utf8(UINT page) {
    return page == CP_ACP || page == CP_OEMCP || page == CP_THREAD_ACP || page == CP_UTF8;
}

template <class From, class To>
struct conversion {
    std::basic_string_view<From> text;
    To* out;
    std::size_t room;
    bool strict;
    std::size_t length = 0;
    bool replaced = false;

    // What does not fit is counted only.
    bool run() {
        while (!text.empty()) {
            const auto before = text;
            const char32_t c = take_character(text);
            if (c == replacement_character && !is_the_character(before)) replaced = true;
            if (replaced && strict) return false;
            std::basic_string<To> units;
            append_character(units, c);
            if (length + units.size() <= room) units.copy(out + length, units.size());
            length += units.size();
        }
        return true;
    }

    bool is_the_character(std::basic_string_view<From> before) const {
        std::basic_string<From> own;
        append_character(own, replacement_character);
        return before.substr(0, before.size() - text.size()) == own;
    }
};

template <class From, class To>
int convert(const From* text, int given, To* out, int room, bool strict, BOOL* replaced) {
    if (text == nullptr || given == 0 || room < 0 || (room > 0 && out == nullptr) ||
        static_cast<const void*>(text) == out)
        return fail(ERROR_INVALID_PARAMETER);
    const std::size_t length =
        given < 0 ? std::char_traits<From>::length(text) + 1 : static_cast<std::size_t>(given);
    conversion<From, To> run{{text, length}, out, static_cast<std::size_t>(room), strict};
    if (!run.run()) return fail(ERROR_NO_UNICODE_TRANSLATION);
    if (room > 0 && run.length > run.room) return fail(ERROR_INSUFFICIENT_BUFFER);
    if (run.length > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return fail(ERROR_INVALID_PARAMETER);
    if (replaced != nullptr) *replaced = run.replaced ? TRUE : FALSE;
    return static_cast<int>(run.length);
}

template <class Wide>
int to_wide(UINT page, DWORD flags, const char* text, int length, Wide* out, int room) {
    if (!is_utf8(page)) return fail(ERROR_INVALID_PARAMETER);
    constexpr DWORD of_any_page = MB_PRECOMPOSED | MB_COMPOSITE | MB_USEGLYPHCHARS;
    const DWORD known = MB_ERR_INVALID_CHARS | (page == CP_UTF8 ? 0 : of_any_page);
    if ((flags & ~known) != 0) return fail(ERROR_INVALID_FLAGS);
    return convert(text, length, out, room, (flags & MB_ERR_INVALID_CHARS) != 0, nullptr);
}

template <class Wide>
int from_wide(UINT page, DWORD flags, const Wide* text, int length, char* out, int room,
              const char* default_character, BOOL* used_default) {
    if (!is_utf8(page)) return fail(ERROR_INVALID_PARAMETER);
    if (page == CP_UTF8 && (default_character != nullptr || used_default != nullptr))
        return fail(ERROR_INVALID_PARAMETER);
    constexpr DWORD of_any_page =
        WC_DISCARDNS | WC_SEPCHARS | WC_DEFAULTCHAR | WC_COMPOSITECHECK | WC_NO_BEST_FIT_CHARS;
    const DWORD known = page == CP_UTF8 ? WC_ERR_INVALID_CHARS : of_any_page;
    if ((flags & ~known) != 0) return fail(ERROR_INVALID_FLAGS);
    return convert(text, length, out, room, (flags & WC_ERR_INVALID_CHARS) != 0, used_default);
}

}  // namespace

// For either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 int MultiByteToWideChar_utf16(UINT page, DWORD flags, const char* text, int length,
                                            char16_t* out, int room) {
    return to_wide(page, flags, text, length, out, room);
}

MAPVIEW_WIN32 int MultiByteToWideChar_utf32(UINT page, DWORD flags, const char* text, int length,
                                            char32_t* out, int room) {
    return to_wide(page, flags, text, length, out, room);
}

MAPVIEW_WIN32 int WideCharToMultiByte_utf16(UINT page, DWORD flags, const char16_t* text,
                                            int length, char* out, int room, const char* standby,
                                            BOOL* used) {
    return from_wide(page, flags, text, length, out, room, standby, used);
}

MAPVIEW_WIN32 int WideCharToMultiByte_utf32(UINT page, DWORD flags, const char32_t* text,
                                            int length, char* out, int room, const char* standby,
                                            BOOL* used) {
    return from_wide(page, flags, text, length, out, room, standby, used);
}
