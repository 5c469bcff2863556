// SPDX-License-Identifier: MIT
#include "api/wide_name.hpp"

#include <mapview/error.hpp>

#include <cstddef>
#include <new>

namespace mapview::api {
namespace {

constexpr std::size_t longest_name = 32766;  // in UTF-16 units; NT's limit
constexpr char32_t malformed = 0xFFFFFFFF;

// Takes the character at the beginning of `text` away, and returns it.
char32_t take_character(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || length > text.size()) return malformed;

    char32_t c = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80) return malformed;
        c = c << 6 | (next & 0x3FU);
    }
    text.remove_prefix(length);
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    return c < smallest[length] || c > 0x10FFFF ? malformed : c;
}

void append(std::wstring& out, char32_t c) {
    if (sizeof(wchar_t) > 2 || c < 0x10000) {
        out.push_back(static_cast<wchar_t>(c));
    } else {
        out.push_back(static_cast<wchar_t>(0xD7C0 + (c >> 10)));
        out.push_back(static_cast<wchar_t>(0xDC00 | (c & 0x3FF)));
    }
}

}  // namespace

// A lone surrogate is let through: the list of objects shows names that have one, and what it
// shows can be opened.
std::wstring wide_name(std::string_view utf8, std::error_code& ec) noexcept try {
    ec.clear();
    std::wstring out;
    out.reserve(utf8.size());
    std::size_t units = 0;
    while (!utf8.empty()) {
        const char32_t c = take_character(utf8);
        if (c == malformed || c == 0) {
            ec = errc::invalid_name;
            return {};
        }
        append(out, c);
        units += c < 0x10000 ? 1 : 2;
    }
    if (units <= longest_name) return out;
    ec = errc::name_too_long;
    return {};
} catch (const std::bad_alloc&) {
    ec = errc::not_enough_memory;
    return {};
}

}  // namespace mapview::api
