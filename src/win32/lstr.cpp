// SPDX-License-Identifier: MIT
#include "win32/letter_case.hpp"
#include "win32/unicode.hpp"

#include <windows.h>

#include <string>
#include <string_view>

namespace {

using mapview::win32::lower_of;
using mapview::win32::take_character;

template <class Unit>
int length(const Unit* text) {
    return text == nullptr ? 0 : static_cast<int>(std::char_traits<Unit>::length(text));
}

template <class Unit>
Unit* copy(Unit* to, const Unit* from) {
    if (to == nullptr || from == nullptr) return nullptr;
    std::char_traits<Unit>::move(to, from, std::char_traits<Unit>::length(from) + 1);
    return to;
}

template <class Unit>
Unit* copy_bounded(Unit* to, const Unit* from, int room) {
    if (to == nullptr || from == nullptr) return nullptr;
    if (room <= 0) return to;
    int i = 0;
    for (; i < room - 1 && from[i] != 0; ++i) to[i] = from[i];
    to[i] = 0;
    return to;
}

template <class Unit>
Unit* append(Unit* to, const Unit* from) {
    if (to == nullptr || from == nullptr) return nullptr;
    copy(to + std::char_traits<Unit>::length(to), from);
    return to;
}

// Where `one` and `other` differ in case only, small letters come first if case counts.
template <class Unit>
int compare(const Unit* one, const Unit* other, bool case_counts) {
    if (one == nullptr || other == nullptr) return int{one != nullptr} - int{other != nullptr};
    std::basic_string_view<Unit> left(one);
    std::basic_string_view<Unit> right(other);
    int by_case = 0;
    while (!left.empty() && !right.empty()) {
        const char32_t a = take_character(left);
        const char32_t b = take_character(right);
        if (lower_of(a) != lower_of(b)) return lower_of(a) < lower_of(b) ? -1 : 1;
        if (by_case == 0 && a != b) by_case = a == lower_of(a) ? -1 : 1;
    }
    if (left.empty() != right.empty()) return left.empty() ? -1 : 1;
    return case_counts ? by_case : 0;
}

}  // namespace

int WINAPI lstrlenA(LPCSTR lpString) {
    return length(lpString);
}

LPSTR WINAPI lstrcpyA(LPSTR lpString1, LPCSTR lpString2) {
    return copy(lpString1, lpString2);
}

LPSTR WINAPI lstrcpynA(LPSTR lpString1, LPCSTR lpString2, int iMaxLength) {
    return copy_bounded(lpString1, lpString2, iMaxLength);
}

LPSTR WINAPI lstrcatA(LPSTR lpString1, LPCSTR lpString2) {
    return append(lpString1, lpString2);
}

int WINAPI lstrcmpA(LPCSTR lpString1, LPCSTR lpString2) {
    return compare(lpString1, lpString2, true);
}

int WINAPI lstrcmpiA(LPCSTR lpString1, LPCSTR lpString2) {
    return compare(lpString1, lpString2, false);
}

// The W functions for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 int lstrlenW_utf16(const char16_t* text) {
    return length(text);
}

MAPVIEW_WIN32 int lstrlenW_utf32(const char32_t* text) {
    return length(text);
}

MAPVIEW_WIN32 char16_t* lstrcpyW_utf16(char16_t* to, const char16_t* from) {
    return copy(to, from);
}

MAPVIEW_WIN32 char32_t* lstrcpyW_utf32(char32_t* to, const char32_t* from) {
    return copy(to, from);
}

MAPVIEW_WIN32 char16_t* lstrcpynW_utf16(char16_t* to, const char16_t* from, int room) {
    return copy_bounded(to, from, room);
}

MAPVIEW_WIN32 char32_t* lstrcpynW_utf32(char32_t* to, const char32_t* from, int room) {
    return copy_bounded(to, from, room);
}

MAPVIEW_WIN32 char16_t* lstrcatW_utf16(char16_t* to, const char16_t* from) {
    return append(to, from);
}

MAPVIEW_WIN32 char32_t* lstrcatW_utf32(char32_t* to, const char32_t* from) {
    return append(to, from);
}

MAPVIEW_WIN32 int lstrcmpW_utf16(const char16_t* one, const char16_t* other) {
    return compare(one, other, true);
}

MAPVIEW_WIN32 int lstrcmpW_utf32(const char32_t* one, const char32_t* other) {
    return compare(one, other, true);
}

MAPVIEW_WIN32 int lstrcmpiW_utf16(const char16_t* one, const char16_t* other) {
    return compare(one, other, false);
}

MAPVIEW_WIN32 int lstrcmpiW_utf32(const char32_t* one, const char32_t* other) {
    return compare(one, other, false);
}
