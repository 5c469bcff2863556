// SPDX-License-Identifier: MIT
#include "win32/text.hpp"

#include <cstddef>

namespace mapview::win32 {
namespace {

constexpr char32_t replacement = 0xFFFD;

void append(std::u16string& out, char32_t c) {
    if (c > 0x10FFFF) c = replacement;
    if (c < 0x10000) {
        out.push_back(static_cast<char16_t>(c));
    } else {
        out.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
        out.push_back(static_cast<char16_t>(0xDC00 | (c & 0x3FF)));
    }
}

// The character at the beginning of `text`, which it takes away; of a wrong sequence so much as
// cannot begin another character.
char32_t take_character(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    std::size_t length = 1;
    char32_t smallest = 0;
    char32_t c = first;
    if (first >= 0xF0 && first < 0xF5) length = 4, smallest = 0x10000, c = first & 0x07;
    else if (first >= 0xE0 && first < 0xF0) length = 3, smallest = 0x800, c = first & 0x0F;
    else if (first >= 0xC2 && first < 0xE0) length = 2, smallest = 0x80, c = first & 0x1F;
    else if (first >= 0x80) c = replacement;

    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size() || (byte(i) & 0xC0) != 0x80) {
            text.remove_prefix(i);
            return replacement;
        }
        c = c << 6 | (byte(i) & 0x3F);
    }
    text.remove_prefix(length);
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    return c < smallest || c > 0x10FFFF || surrogate ? replacement : c;
}

}  // namespace

std::u16string utf16_of(std::string_view utf8) {
    std::u16string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) append(out, take_character(utf8));
    return out;
}

std::u16string utf16_of(std::u32string_view utf32) {
    std::u16string out;
    out.reserve(utf32.size());
    for (const char32_t c : utf32) append(out, c);
    return out;
}

std::string utf8_of(std::u16string_view utf16) {
    std::string out;
    out.reserve(utf16.size());
    const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
    for (std::size_t i = 0; i < utf16.size(); ++i) {
        char32_t c = utf16[i];
        const bool high = c >= 0xD800 && c < 0xDC00;
        if (high && i + 1 < utf16.size() && (utf16[i + 1] & 0xFC00) == 0xDC00)
            c = 0x10000 + ((c - 0xD800) << 10) + (utf16[++i] - 0xDC00U);
        if (c < 0x80) {
            byte(c);
            continue;
        }
        if (c >= 0x10000) byte(0xF0 | (c >> 18)), byte(0x80 | ((c >> 12) & 0x3F));
        else if (c >= 0x800) byte(0xE0 | (c >> 12));
        else byte(0xC0 | (c >> 6));
        if (c >= 0x800) byte(0x80 | ((c >> 6) & 0x3F));
        byte(0x80 | (c & 0x3F));
    }
    return out;
}

}  // namespace mapview::win32
