// Compiled for both sizes of wchar_t; see wide_unit.hpp.
// SPDX-License-Identifier: MIT
#include "crt/format.hpp"
#include "crt/wide_unit.hpp"

#include <winuser.h>

#include <new>

namespace {

using mapview::crt::argument_list;
using mapview::crt::formatter;
using mapview::crt::units;
using mapview::crt::wide_unit;

template <class Unit>
int format_into(Unit* to, const Unit* format, va_list arguments) noexcept {
    constexpr std::size_t room = 1024;
    argument_list copy(arguments);
    std::size_t length = 0;
    try {
        formatter<Unit, wide_unit> text(format, copy);
        if (text.run()) length = text.text().copy(to, room - 1);
    } catch (const std::bad_alloc&) {
        length = 0;
    }
    to[length] = 0;
    return static_cast<int>(length);
}

}  // namespace

int wvsprintfA(LPSTR to, LPCSTR format, va_list arguments) {
    return format_into(to, format, arguments);
}

int wvsprintfW(LPWSTR to, LPCWSTR format, va_list arguments) {
    return format_into(units(to), units(format), arguments);
}

int wsprintfA(LPSTR to, LPCSTR format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = wvsprintfA(to, format, arguments);
    va_end(arguments);
    return length;
}

int wsprintfW(LPWSTR to, LPCWSTR format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = wvsprintfW(to, format, arguments);
    va_end(arguments);
    return length;
}
