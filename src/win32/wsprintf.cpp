// SPDX-License-Identifier: MIT
#include "win32/format.hpp"

#include <winuser.h>

#include <new>

namespace {

using mapview::win32::argument_list;
using mapview::win32::formatter;

template <class Wide, class Unit>
int format_into(Unit* to, const Unit* format, va_list arguments) noexcept {
    constexpr std::size_t room = 1024;
    argument_list copy(arguments);
    std::size_t length = 0;
    try {
        formatter<Unit, Wide> text(format, copy);
        if (text.run()) length = text.text().copy(to, room - 1);
    } catch (const std::bad_alloc&) {
        length = 0;
    }
    to[length] = 0;
    return static_cast<int>(length);
}

}  // namespace

// For either size of wchar_t, which formats of the A functions have as well: see MAPVIEW_WIDE.

#define FORMAT(Wide)                                             \
    va_list arguments;                                           \
    va_start(arguments, format);                                 \
    const int length = format_into<Wide>(to, format, arguments); \
    va_end(arguments);                                           \
    return length

MAPVIEW_WIN32 int wsprintfA_utf16(char* to, const char* format, ...) {
    FORMAT(char16_t);
}

MAPVIEW_WIN32 int wsprintfA_utf32(char* to, const char* format, ...) {
    FORMAT(char32_t);
}

MAPVIEW_WIN32 int wsprintfW_utf16(char16_t* to, const char16_t* format, ...) {
    FORMAT(char16_t);
}

MAPVIEW_WIN32 int wsprintfW_utf32(char32_t* to, const char32_t* format, ...) {
    FORMAT(char32_t);
}

MAPVIEW_WIN32 int wvsprintfA_utf16(char* to, const char* format, va_list arguments) {
    return format_into<char16_t>(to, format, arguments);
}

MAPVIEW_WIN32 int wvsprintfA_utf32(char* to, const char* format, va_list arguments) {
    return format_into<char32_t>(to, format, arguments);
}

MAPVIEW_WIN32 int wvsprintfW_utf16(char16_t* to, const char16_t* format, va_list arguments) {
    return format_into<char16_t>(to, format, arguments);
}

MAPVIEW_WIN32 int wvsprintfW_utf32(char32_t* to, const char32_t* format, va_list arguments) {
    return format_into<char32_t>(to, format, arguments);
}
