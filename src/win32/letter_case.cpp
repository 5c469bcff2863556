// SPDX-License-Identifier: MIT
#include "win32/letter_case.hpp"

#include "win32/unicode.hpp"

#include <windows.h>

#include <clocale>
#include <cwctype>
#include <string>
#include <string_view>

namespace mapview::win32 {
namespace {

locale_t unicode() noexcept {
    static const locale_t made = [] {
        const locale_t wanted = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return wanted != nullptr ? wanted : ::newlocale(LC_CTYPE_MASK, "C", nullptr);
    }();
    return made;
}

}  // namespace

char32_t lower_of(char32_t c) noexcept {
    return static_cast<char32_t>(::towlower_l(static_cast<wint_t>(c), unicode()));
}

char32_t upper_of(char32_t c) noexcept {
    return static_cast<char32_t>(::towupper_l(static_cast<wint_t>(c), unicode()));
}

namespace {

// Each character keeps its length, or stays.
template <class Unit, class Map>
void change(Unit* text, Map&& map) {
    std::basic_string_view<Unit> rest(text);
    while (!rest.empty()) {
        Unit* const at = text + (rest.data() - text);
        const auto before = rest;
        const char32_t c = take_character(rest);
        std::basic_string<Unit> changed;
        append_character(changed, map(c));
        const std::size_t length = before.size() - rest.size();
        if (c != replacement_character && changed.size() == length) changed.copy(at, length);
    }
}

// A character may stand in the pointer's place.
template <class Unit, class Map>
Unit* change_letters(Unit* text, Map&& map) {
    constexpr ULONG_PTR last_character = 0xFFFF;
    const auto value = reinterpret_cast<ULONG_PTR>(text);
    if (value > last_character) {
        change(text, map);
        return text;
    }
    if (sizeof(Unit) == 1 && value > 0x7F) return text;  // a part of a character
    return reinterpret_cast<Unit*>(static_cast<ULONG_PTR>(map(static_cast<char32_t>(value))));
}

}  // namespace
}  // namespace mapview::win32

using mapview::win32::change_letters;
using mapview::win32::lower_of;
using mapview::win32::upper_of;

LPSTR WINAPI CharLowerA(LPSTR lpsz) {
    return change_letters(lpsz, lower_of);
}

LPSTR WINAPI CharUpperA(LPSTR lpsz) {
    return change_letters(lpsz, upper_of);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 char16_t* CharLowerW_utf16(char16_t* text) {
    return change_letters(text, lower_of);
}

MAPVIEW_WIN32 char32_t* CharLowerW_utf32(char32_t* text) {
    return change_letters(text, lower_of);
}

MAPVIEW_WIN32 char16_t* CharUpperW_utf16(char16_t* text) {
    return change_letters(text, upper_of);
}

MAPVIEW_WIN32 char32_t* CharUpperW_utf32(char32_t* text) {
    return change_letters(text, upper_of);
}
