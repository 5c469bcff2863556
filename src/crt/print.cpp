// Compiled for both sizes of wchar_t; see wide_unit.hpp.
// SPDX-License-Identifier: MIT
#include "crt/wide_unit.hpp"
#include "win32/format.hpp"

#include <corecrt_stdio.h>
#include <strsafe.h>
#include <tchar.h>

#include <new>

namespace {

using mapview::crt::units;
using mapview::crt::wide_unit;
using mapview::win32::argument_list;
using mapview::win32::formatter;

// Formats, and hands the text to `use`, whose result it returns; -1 with errno where that cannot
// be.
template <class Unit, class Use>
int formatted(const Unit* format, va_list arguments, Use&& use) noexcept {
    argument_list copy(arguments);
    int result = -1;
    try {
        formatter<Unit, wide_unit> text(format, copy);
        if (format == nullptr || !text.run()) errno = EINVAL;
        else result = use(text.text());
    } catch (const std::bad_alloc&) {
        errno = ENOMEM;
    }
    return result;
}

int print_narrow(FILE* stream, const char* format, va_list arguments) {
    return formatted(format, arguments, [stream](const std::string& text) {
        return std::fwrite(text.data(), 1, text.size(), stream) == text.size()
                   ? static_cast<int>(text.size())
                   : -1;
    });
}

int print_wide(FILE* stream, const wchar_t* format, va_list arguments) {
    return formatted(units(format), arguments, [stream](std::basic_string_view<wide_unit> text) {
        const std::string bytes = mapview::win32::converted<char>(text);
        return std::fwrite(bytes.data(), 1, bytes.size(), stream) == bytes.size()
                   ? static_cast<int>(text.size())
                   : -1;
    });
}

// What to do with a text that does not fit.
enum class overflow { cut_with_zero, cut_without_zero, refuse };

// At most `count` characters of the text. Returns their number, or -1 where it was cut.
template <class Unit>
int store(std::basic_string_view<Unit> text, Unit* to, std::size_t room, std::size_t count,
          overflow policy) {
    const bool fits = text.size() <= count && text.size() < room;
    if (room == 0) return -1;
    if (!fits && policy == overflow::refuse && !(count < room && count < text.size())) {
        to[0] = 0;
        errno = ERANGE;
        return -1;
    }
    const bool zero = fits || policy != overflow::cut_without_zero;
    const std::size_t length = std::min({text.size(), count, zero ? room - 1 : room});
    text.copy(to, length);
    if (zero) to[length] = 0;
    return fits ? static_cast<int>(length) : -1;
}

constexpr std::size_t unlimited = static_cast<std::size_t>(-1);

template <class Unit>
int format_into(Unit* to, std::size_t room, std::size_t count, overflow policy, const Unit* format,
                va_list arguments) {
    if (to == nullptr && room != 0) {
        errno = EINVAL;
        return -1;
    }
    return formatted(format, arguments, [=](std::basic_string_view<Unit> text) {
        return store(text, to, room, count, policy);
    });
}

// _snprintf: exactly `room` characters are stored without a zero, and are no failure.
template <class Unit>
int format_bounded(Unit* to, std::size_t room, const Unit* format, va_list arguments) {
    return formatted(format, arguments, [=](std::basic_string_view<Unit> text) {
        const int stored = store(text, to, room, unlimited, overflow::cut_without_zero);
        return text.size() == room ? static_cast<int>(room) : stored;
    });
}

template <class Unit>
int format_counted(Unit* to, std::size_t room, std::size_t count, const Unit* format,
                   va_list arguments) {
    const auto policy = count == _TRUNCATE ? overflow::cut_with_zero : overflow::refuse;
    if (to == nullptr || room == 0) {
        errno = EINVAL;
        return -1;
    }
    return format_into(to, room, count, policy, format, arguments);
}

// snprintf of the standard: the length that there would be.
int format_standard(char* to, std::size_t room, const char* format, va_list arguments) {
    return formatted(format, arguments, [=](std::string_view text) {
        store(text, to, room, unlimited, overflow::cut_with_zero);
        return static_cast<int>(text.size());
    });
}

template <class Unit>
int format_unbounded(Unit* to, const Unit* format, va_list arguments) {
    return format_into(to, unlimited, unlimited, overflow::cut_with_zero, format, arguments);
}

template <class Unit>
int length(const Unit* format, va_list arguments) {
    return formatted(format, arguments, [](std::basic_string_view<Unit> text) {
        return static_cast<int>(text.size());
    });
}

template <class Unit>
HRESULT format_safely(Unit* to, std::size_t room, const Unit* format, va_list arguments) {
    if (room == 0 || room > STRSAFE_MAX_CCH) return STRSAFE_E_INVALID_PARAMETER;
    bool fits = false;
    const int result = formatted(format, arguments, [&](std::basic_string_view<Unit> text) {
        fits = store(text, to, room, unlimited, overflow::cut_with_zero) >= 0;
        return 0;
    });
    if (result < 0) return STRSAFE_E_INVALID_PARAMETER;
    return fits ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;
}

}  // namespace

// The functions with `...` do what those with a va_list do.
#define FORWARD(result, function, last, ...)                  \
    va_list arguments;                                        \
    va_start(arguments, last);                                \
    const result returned = function(__VA_ARGS__, arguments); \
    va_end(arguments);                                        \
    return returned

int vsprintf_s(char* to, size_t room, const char* format, va_list arguments) {
    return format_into(to, room, unlimited, overflow::refuse, format, arguments);
}

int sprintf_s(char* to, size_t room, const char* format, ...) {
    FORWARD(int, vsprintf_s, format, to, room, format);
}

int _vsnprintf(char* to, size_t room, const char* format, va_list arguments) {
    return format_bounded(to, room, format, arguments);
}

int _snprintf(char* to, size_t room, const char* format, ...) {
    FORWARD(int, _vsnprintf, format, to, room, format);
}

int _vsnprintf_s(char* to, size_t room, size_t count, const char* format, va_list arguments) {
    return format_counted(to, room, count, format, arguments);
}

int _snprintf_s(char* to, size_t room, size_t count, const char* format, ...) {
    FORWARD(int, _vsnprintf_s, format, to, room, count, format);
}

int _vscprintf(const char* format, va_list arguments) {
    return length(format, arguments);
}

int _scprintf(const char* format, ...) {
    FORWARD(int, _vscprintf, format, format);
}

int vprintf_s(const char* format, va_list arguments) {
    return print_narrow(stdout, format, arguments);
}

int printf_s(const char* format, ...) {
    FORWARD(int, vprintf_s, format, format);
}

int vfprintf_s(FILE* stream, const char* format, va_list arguments) {
    return print_narrow(stream, format, arguments);
}

int fprintf_s(FILE* stream, const char* format, ...) {
    FORWARD(int, vfprintf_s, format, stream, format);
}

int mapview_vsprintf(char* to, const char* format, va_list arguments) {
    return format_unbounded(to, format, arguments);
}

int mapview_sprintf(char* to, const char* format, ...) {
    FORWARD(int, mapview_vsprintf, format, to, format);
}

int mapview_vsnprintf(char* to, size_t room, const char* format, va_list arguments) {
    return format_standard(to, room, format, arguments);
}

int mapview_snprintf(char* to, size_t room, const char* format, ...) {
    FORWARD(int, mapview_vsnprintf, format, to, room, format);
}

HRESULT StringCchVPrintfA(char* to, size_t room, const char* format, va_list arguments) {
    return format_safely(to, room, format, arguments);
}

HRESULT StringCchPrintfA(char* to, size_t room, const char* format, ...) {
    FORWARD(HRESULT, StringCchVPrintfA, format, to, room, format);
}

int vswprintf_s(wchar_t* to, size_t room, const wchar_t* format, va_list arguments) {
    return format_into(units(to), room, unlimited, overflow::refuse, units(format), arguments);
}

int swprintf_s(wchar_t* to, size_t room, const wchar_t* format, ...) {
    FORWARD(int, vswprintf_s, format, to, room, format);
}

int _vsnwprintf(wchar_t* to, size_t room, const wchar_t* format, va_list arguments) {
    return format_bounded(units(to), room, units(format), arguments);
}

int _snwprintf(wchar_t* to, size_t room, const wchar_t* format, ...) {
    FORWARD(int, _vsnwprintf, format, to, room, format);
}

int _vsnwprintf_s(wchar_t* to, size_t room, size_t count, const wchar_t* format,
                  va_list arguments) {
    return format_counted(units(to), room, count, units(format), arguments);
}

int _snwprintf_s(wchar_t* to, size_t room, size_t count, const wchar_t* format, ...) {
    FORWARD(int, _vsnwprintf_s, format, to, room, count, format);
}

int _vscwprintf(const wchar_t* format, va_list arguments) {
    return length(units(format), arguments);
}

int _scwprintf(const wchar_t* format, ...) {
    FORWARD(int, _vscwprintf, format, format);
}

int vwprintf_s(const wchar_t* format, va_list arguments) {
    return print_wide(stdout, format, arguments);
}

int wprintf_s(const wchar_t* format, ...) {
    FORWARD(int, vwprintf_s, format, format);
}

int vfwprintf_s(FILE* stream, const wchar_t* format, va_list arguments) {
    return print_wide(stream, format, arguments);
}

int fwprintf_s(FILE* stream, const wchar_t* format, ...) {
    FORWARD(int, vfwprintf_s, format, stream, format);
}

int mapview_vswprintf(wchar_t* to, size_t room, const wchar_t* format, va_list arguments) {
    return format_into(units(to), room, unlimited, overflow::cut_with_zero, units(format),
                       arguments);
}

int mapview_swprintf(wchar_t* to, size_t room, const wchar_t* format, ...) {
    FORWARD(int, mapview_vswprintf, format, to, room, format);
}

int mapview_swprintf_unbounded(wchar_t* to, const wchar_t* format, ...) {
    FORWARD(int, format_unbounded, format, units(to), units(format));
}
HRESULT StringCchVPrintfW(wchar_t* to, size_t room, const wchar_t* format, va_list arguments) {
    return format_safely(units(to), room, units(format), arguments);
}

HRESULT StringCchPrintfW(wchar_t* to, size_t room, const wchar_t* format, ...) {
    FORWARD(HRESULT, StringCchVPrintfW, format, to, room, format);
}
