// SPDX-License-Identifier: MIT
#include "win32/text.hpp"

#include "win32/unicode.hpp"

namespace mapview::win32 {

std::u16string utf16_of(std::string_view utf8) {
    return converted<char16_t>(utf8);
}

std::u16string utf16_of(std::u32string_view utf32) {
    std::u16string out;
    out.reserve(utf32.size());
    for (const char32_t c : utf32) append_character(out, c > 0x10FFFF ? replacement_character : c);
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
