// Compiled for both sizes of wchar_t; see wide_unit.hpp.
// SPDX-License-Identifier: MIT
#include "crt/bounded_string.hpp"
#include "crt/wide_unit.hpp"

#include <corecrt_string.h>
#include <strsafe.h>

#include <algorithm>
#include <cstdlib>
#include <cwctype>

using namespace mapview::crt;

namespace {

std::size_t length_of(const wchar_t* text) {
    return std::char_traits<wide_unit>::length(units(text));
}

std::wint_t lower(wchar_t c) {
    return std::towlower(static_cast<std::wint_t>(c));
}

bool is_one_of(wchar_t c, const wchar_t* set) {
    for (; *set != 0; ++set)
        if (c == *set) return true;
    return false;
}

int compare_without_case(const wchar_t* one, const wchar_t* other, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::wint_t a = lower(one[i]);
        const std::wint_t b = lower(other[i]);
        if (a != b) return a < b ? -1 : 1;
        if (a == 0) return 0;
    }
    return 0;
}

}  // namespace

errno_t wcscpy_s(wchar_t* to, rsize_t room, const wchar_t* from) {
    return copy_bounded(units(to), room, units(from));
}

errno_t wcscat_s(wchar_t* to, rsize_t room, const wchar_t* from) {
    return append_bounded(units(to), room, units(from), unlimited);
}

errno_t wcsncpy_s(wchar_t* to, rsize_t room, const wchar_t* from, rsize_t count) {
    return copy_counted(units(to), room, units(from), count);
}

errno_t wcsncat_s(wchar_t* to, rsize_t room, const wchar_t* from, rsize_t count) {
    return append_bounded(units(to), room, units(from), count);
}

wchar_t* wcstok_s(wchar_t* text, const wchar_t* delimiters, wchar_t** context) {
    wchar_t* begin = text != nullptr ? text : *context;
    while (*begin != 0 && is_one_of(*begin, delimiters)) ++begin;
    wchar_t* end = begin;
    while (*end != 0 && !is_one_of(*end, delimiters)) ++end;
    *context = *end != 0 ? end + 1 : end;
    *end = 0;
    return end == begin ? nullptr : begin;
}

size_t wcsnlen_s(const wchar_t* text, size_t room) {
    return text == nullptr ? 0 : length_within(units(text), room);
}

errno_t wmemcpy_s(wchar_t* to, rsize_t room, const wchar_t* from, rsize_t count) {
    return copy_bytes(to, room * sizeof(wchar_t), from, count * sizeof(wchar_t));
}

wchar_t* _wcsdup(const wchar_t* text) {
    if (text == nullptr) return nullptr;
    const std::size_t bytes = (length_of(text) + 1) * sizeof(wchar_t);
    void* copy = std::malloc(bytes);
    return static_cast<wchar_t*>(copy == nullptr ? nullptr : std::memcpy(copy, text, bytes));
}

int _wcsicmp(const wchar_t* one, const wchar_t* other) {
    return compare_without_case(one, other, unlimited);
}

int _wcsnicmp(const wchar_t* one, const wchar_t* other, size_t count) {
    return compare_without_case(one, other, count);
}

wchar_t* _wcslwr(wchar_t* text) {
    for (wchar_t* c = text; *c != 0; ++c) *c = static_cast<wchar_t>(lower(*c));
    return text;
}

wchar_t* _wcsupr(wchar_t* text) {
    for (wchar_t* c = text; *c != 0; ++c)
        *c = static_cast<wchar_t>(std::towupper(static_cast<std::wint_t>(*c)));
    return text;
}

wchar_t* _wcsrev(wchar_t* text) {
    std::reverse(text, text + length_of(text));
    return text;
}

HRESULT StringCchCopyW(wchar_t* to, size_t room, const wchar_t* from) {
    return copy_safely(units(to), room, units(from));
}

HRESULT StringCchCatW(wchar_t* to, size_t room, const wchar_t* from) {
    return append_safely(units(to), room, units(from));
}

HRESULT StringCchLengthW(const wchar_t* text, size_t room, size_t* length) {
    return measure_safely(units(text), room, length);
}
