// win32/unicode.hpp - characters out of and into UTF-8, UTF-16 and UTF-32.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mapview::win32 {

inline constexpr char32_t replacement_character = 0xFFFD;

constexpr bool is_surrogate(char32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}

/// The character at the beginning of `text`, which it takes away; of a wrong sequence so much as
/// cannot begin another character. `text` is not empty.
constexpr char32_t take_character(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    std::size_t length = 1;
    char32_t smallest = 0;
    char32_t c = first;
    if (first >= 0xF0 && first < 0xF5) length = 4, smallest = 0x10000, c = first & 0x07;
    else if (first >= 0xE0 && first < 0xF0) length = 3, smallest = 0x800, c = first & 0x0F;
    else if (first >= 0xC2 && first < 0xE0) length = 2, smallest = 0x80, c = first & 0x1F;
    else if (first >= 0x80) c = replacement_character;

    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size() || (byte(i) & 0xC0) != 0x80) {
            text.remove_prefix(i);
            return replacement_character;
        }
        c = c << 6 | (byte(i) & 0x3F);
    }
    text.remove_prefix(length);
    return c < smallest || c > 0x10FFFF || is_surrogate(c) ? replacement_character : c;
}

/// A surrogate alone is U+FFFD.
constexpr char32_t take_character(std::u16string_view& text) {
    const char32_t first = text[0];
    text.remove_prefix(1);
    if (!is_surrogate(first)) return first;
    if (first > 0xDBFF || text.empty() || text[0] < 0xDC00 || text[0] > 0xDFFF)
        return replacement_character;
    const char32_t second = text[0];
    text.remove_prefix(1);
    return 0x10000 + ((first & 0x3FF) << 10 | (second & 0x3FF));
}

constexpr char32_t take_character(std::u32string_view& text) {
    const char32_t c = text[0];
    text.remove_prefix(1);
    return c > 0x10FFFF || is_surrogate(c) ? replacement_character : c;
}

/// `c` is at most U+10FFFF.
inline void append_character(std::string& out, char32_t c) {
    const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(value)); };
    const auto tail = [&](int shift) { byte(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) return byte(0xC0 | c >> 6), tail(0);
    if (c < 0x10000) return byte(0xE0 | c >> 12), tail(6), tail(0);
    byte(0xF0 | c >> 18), tail(12), tail(6), tail(0);
}

inline void append_character(std::u16string& out, char32_t c) {
    if (c < 0x10000) return out.push_back(static_cast<char16_t>(c));
    out.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
    out.push_back(static_cast<char16_t>(0xDC00 | (c & 0x3FF)));
}

inline void append_character(std::u32string& out, char32_t c) {
    out.push_back(c);
}

/// Text of one encoding in another; the units are char, char16_t and char32_t.
template <class To, class From>
std::basic_string<To> converted(std::basic_string_view<From> text) {
    std::basic_string<To> out;
    out.reserve(text.size());
    while (!text.empty()) append_character(out, take_character(text));
    return out;
}

}  // namespace mapview::win32
