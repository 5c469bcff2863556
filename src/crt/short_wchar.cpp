// The standard's wide string functions, compiled with a wchar_t of 2 bytes only: see
// corecrt_short_wchar.h.
// SPDX-License-Identifier: MIT
#include "crt/wide_unit.hpp"

#include <corecrt_short_wchar.h>

#include <algorithm>
#include <cstring>

using namespace mapview::crt;

namespace {

using text_view = std::basic_string_view<wide_unit>;

text_view view(const wchar_t* text) {
    return units(text);
}

// The place of an index in a text, or NULL where there is none; without const, as C has it.
wchar_t* place(const wchar_t* text, std::size_t index) {
    return index == text_view::npos ? nullptr : const_cast<wchar_t*>(text) + index;
}

int sign(int comparison) {
    return comparison < 0 ? -1 : comparison > 0 ? 1 : 0;
}

// A number at the beginning of `text`, which the narrow function `read` finds in the ASCII letters
// there. Every character of it is one byte, so the end is as many units further.
template <class Number, class Read>
Number number(const wchar_t* text, wchar_t** end, Read&& read) {
    std::string ascii;
    for (const wchar_t* c = text; *c != 0 && *c < 0x80; ++c) ascii += static_cast<char>(*c);
    char* stop = nullptr;
    const Number value = read(ascii.c_str(), &stop);
    if (end != nullptr) *end = const_cast<wchar_t*>(text) + (stop - ascii.c_str());
    return value;
}

}  // namespace

size_t mapview_wcslen(const wchar_t* text) {
    return view(text).size();
}

size_t mapview_wcsnlen(const wchar_t* text, size_t room) {
    size_t length = 0;
    while (length < room && text[length] != 0) ++length;
    return length;
}

wchar_t* mapview_wcscpy(wchar_t* to, const wchar_t* from) {
    std::memcpy(to, from, (view(from).size() + 1) * sizeof(wchar_t));
    return to;
}

wchar_t* mapview_wcsncpy(wchar_t* to, const wchar_t* from, size_t count) {
    const size_t length = mapview_wcsnlen(from, count);
    std::memcpy(to, from, length * sizeof(wchar_t));
    std::memset(to + length, 0, (count - length) * sizeof(wchar_t));
    return to;
}

wchar_t* mapview_wcscat(wchar_t* to, const wchar_t* from) {
    mapview_wcscpy(to + view(to).size(), from);
    return to;
}

wchar_t* mapview_wcsncat(wchar_t* to, const wchar_t* from, size_t count) {
    const size_t length = mapview_wcsnlen(from, count);
    wchar_t* const end = to + view(to).size();
    std::memcpy(end, from, length * sizeof(wchar_t));
    end[length] = 0;
    return to;
}

int mapview_wcscmp(const wchar_t* one, const wchar_t* other) {
    return sign(view(one).compare(view(other)));
}

int mapview_wcsncmp(const wchar_t* one, const wchar_t* other, size_t count) {
    const text_view a(units(one), mapview_wcsnlen(one, count));
    const text_view b(units(other), mapview_wcsnlen(other, count));
    return sign(a.compare(b));
}

wchar_t* mapview_wcschr(const wchar_t* text, wchar_t character) {
    const text_view with_zero(units(text), view(text).size() + 1);
    return place(text, with_zero.find(static_cast<wide_unit>(character)));
}

wchar_t* mapview_wcsrchr(const wchar_t* text, wchar_t character) {
    const text_view with_zero(units(text), view(text).size() + 1);
    return place(text, with_zero.rfind(static_cast<wide_unit>(character)));
}

wchar_t* mapview_wcsstr(const wchar_t* text, const wchar_t* part) {
    return place(text, view(text).find(view(part)));
}

wchar_t* mapview_wcspbrk(const wchar_t* text, const wchar_t* set) {
    return place(text, view(text).find_first_of(view(set)));
}

size_t mapview_wcsspn(const wchar_t* text, const wchar_t* set) {
    return std::min(view(text).find_first_not_of(view(set)), view(text).size());
}

size_t mapview_wcscspn(const wchar_t* text, const wchar_t* set) {
    return std::min(view(text).find_first_of(view(set)), view(text).size());
}

wchar_t* mapview_wmemcpy(wchar_t* to, const wchar_t* from, size_t count) {
    std::memcpy(to, from, count * sizeof(wchar_t));
    return to;
}

wchar_t* mapview_wmemmove(wchar_t* to, const wchar_t* from, size_t count) {
    std::memmove(to, from, count * sizeof(wchar_t));
    return to;
}

wchar_t* mapview_wmemset(wchar_t* to, wchar_t character, size_t count) {
    std::fill_n(units(to), count, static_cast<wide_unit>(character));
    return to;
}

int mapview_wmemcmp(const wchar_t* one, const wchar_t* other, size_t count) {
    return sign(text_view(units(one), count).compare(text_view(units(other), count)));
}

long mapview_wcstol(const wchar_t* text, wchar_t** end, int base) {
    return number<long>(text, end,
                        [base](const char* t, char** e) { return std::strtol(t, e, base); });
}

unsigned long mapview_wcstoul(const wchar_t* text, wchar_t** end, int base) {
    return number<unsigned long>(
        text, end, [base](const char* t, char** e) { return std::strtoul(t, e, base); });
}

double mapview_wcstod(const wchar_t* text, wchar_t** end) {
    return number<double>(text, end, [](const char* t, char** e) { return std::strtod(t, e); });
}

size_t mapview_wcstombs(char* to, const wchar_t* from, size_t room) {
    const std::string bytes = utf8_of(from);
    if (to == nullptr) return bytes.size();
    const size_t length = std::min(room, bytes.size());
    std::memcpy(to, bytes.data(), length);
    if (length < room) to[length] = 0;
    return length;
}

size_t mapview_mbstowcs(wchar_t* to, const char* from, size_t room) {
    const std::basic_string<wide_unit> text = wide_of(from);
    if (to == nullptr) return text.size();
    const size_t length = std::min(room, text.size());
    text.copy(units(to), length);
    if (length < room) to[length] = 0;
    return length;
}
