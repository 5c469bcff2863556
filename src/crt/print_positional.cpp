// Compiled for both sizes of wchar_t; see wide_unit.hpp.
// SPDX-License-Identifier: MIT
#include "crt/positional_arguments.hpp"
#include "crt/wide_unit.hpp"
#include "win32/format.hpp"

#include <corecrt_stdio.h>

#include <new>

namespace {

using mapview::crt::positional_arguments;
using mapview::crt::units;
using mapview::crt::wide_unit;
using mapview::win32::argument_list;
using mapview::win32::formatter;

// The format's first directive tells whether arguments have numbers; "%%" is none.
template <class Unit>
bool is_positional(const Unit* format) {
    for (; *format != 0; ++format) {
        if (*format != '%') continue;
        if (*++format == '%') continue;
        const Unit* const digits = format;
        while (*format >= '0' && *format <= '9') ++format;
        return format != digits && *format == '$';
    }
    return false;
}

template <class Unit>
bool run(const Unit* format, argument_list& list, std::basic_string<Unit>& text) {
    if (!is_positional(format)) {
        formatter<Unit, wide_unit> plain(format, list);
        if (!plain.run()) return false;
        text = plain.text();
        return true;
    }
    positional_arguments arguments;
    formatter<Unit, wide_unit, positional_arguments> first(format, arguments);
    if (!first.run() || !arguments.read(list)) return false;
    formatter<Unit, wide_unit, positional_arguments> second(format, arguments);
    if (!second.run()) return false;
    text = second.text();
    return true;
}

// Formats, and hands the text to `use`, whose result it returns; -1 with errno where that cannot
// be.
template <class Unit, class Use>
int formatted(const Unit* format, va_list arguments, Use&& use) noexcept {
    argument_list list(arguments);
    try {
        std::basic_string<Unit> text;
        if (format != nullptr && run(format, list, text)) return use(text);
        errno = EINVAL;
    } catch (const std::bad_alloc&) {
        errno = ENOMEM;
    }
    return -1;
}

int write(FILE* stream, const std::string& bytes, std::size_t length) {
    return std::fwrite(bytes.data(), 1, bytes.size(), stream) == bytes.size()
               ? static_cast<int>(length)
               : -1;
}

template <class Unit>
int store(Unit* to, std::size_t room, const Unit* format, va_list arguments) {
    if (to == nullptr || room == 0) {
        errno = EINVAL;
        return -1;
    }
    to[0] = 0;
    return formatted(format, arguments, [=](const std::basic_string<Unit>& text) {
        if (text.size() >= room) {
            errno = ERANGE;
            return -1;
        }
        text.copy(to, text.size());
        to[text.size()] = 0;
        return static_cast<int>(text.size());
    });
}

template <class Unit>
int length(const Unit* format, va_list arguments) {
    return formatted(format, arguments, [](const std::basic_string<Unit>& text) {
        return static_cast<int>(text.size());
    });
}

}  // namespace

// The functions with `...` do what those with a va_list do.
#define FORWARD(function, last, ...)                       \
    va_list arguments;                                     \
    va_start(arguments, last);                             \
    const int returned = function(__VA_ARGS__, arguments); \
    va_end(arguments);                                     \
    return returned

int _vsprintf_p(char* to, size_t room, const char* format, va_list arguments) {
    return store(to, room, format, arguments);
}

int _sprintf_p(char* to, size_t room, const char* format, ...) {
    FORWARD(_vsprintf_p, format, to, room, format);
}

int _vscprintf_p(const char* format, va_list arguments) {
    return length(format, arguments);
}

int _scprintf_p(const char* format, ...) {
    FORWARD(_vscprintf_p, format, format);
}

int _vfprintf_p(FILE* stream, const char* format, va_list arguments) {
    return formatted(format, arguments, [stream](const std::string& text) {
        return write(stream, text, text.size());
    });
}

int _fprintf_p(FILE* stream, const char* format, ...) {
    FORWARD(_vfprintf_p, format, stream, format);
}

int _vprintf_p(const char* format, va_list arguments) {
    return _vfprintf_p(stdout, format, arguments);
}

int _printf_p(const char* format, ...) {
    FORWARD(_vprintf_p, format, format);
}

int _vswprintf_p(wchar_t* to, size_t room, const wchar_t* format, va_list arguments) {
    return store(units(to), room, units(format), arguments);
}

int _swprintf_p(wchar_t* to, size_t room, const wchar_t* format, ...) {
    FORWARD(_vswprintf_p, format, to, room, format);
}

int _vscwprintf_p(const wchar_t* format, va_list arguments) {
    return length(units(format), arguments);
}

int _scwprintf_p(const wchar_t* format, ...) {
    FORWARD(_vscwprintf_p, format, format);
}

int _vfwprintf_p(FILE* stream, const wchar_t* format, va_list arguments) {
    return formatted(units(format), arguments, [stream](const std::basic_string<wide_unit>& text) {
        const std::basic_string_view<wide_unit> view = text;
        return write(stream, mapview::win32::converted<char>(view), text.size());
    });
}

int _fwprintf_p(FILE* stream, const wchar_t* format, ...) {
    FORWARD(_vfwprintf_p, format, stream, format);
}

int _vwprintf_p(const wchar_t* format, va_list arguments) {
    return _vfwprintf_p(stdout, format, arguments);
}

int _wprintf_p(const wchar_t* format, ...) {
    FORWARD(_vwprintf_p, format, format);
}
