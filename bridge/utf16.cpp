// SPDX-License-Identifier: MIT
#include "bridge/utf16.hpp"

#include <cstddef>

namespace mapview::bridge {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_surrogate(char32_t code) {
    return code >= 0xD800 && code <= 0xDFFF;
}

// The character at `at`, which moves behind it; behind one byte where none begins there.
char32_t take(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(at++);
    if (lead < 0x80) return lead;
    const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (lead < 0xC2 || lead > 0xF4 || more > text.size() - at) return replacement;
    char32_t code = lead & (0x3FU >> more);
    for (std::size_t i = 0; i < more; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return replacement;
        code = code << 6 | (byte(at + i) & 0x3FU);
    }
    if (code < least[more] || code > 0x10FFFF || is_surrogate(code)) return replacement;
    at += more;
    return code;
}

void append(std::string& text, char32_t code) {
    const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
        put(0x80 | (code >> 6 & 0x3F));
    }
    put(0x80 | (code & 0x3F));
}

}  // namespace

std::u16string utf16_of(std::string_view text) {
    std::u16string result;
    for (std::size_t at = 0; at < text.size();) {
        char32_t code = take(text, at);
        if (code >= 0x10000) {
            code -= 0x10000;
            result += static_cast<char16_t>(0xD800 + (code >> 10));
            code = 0xDC00 + (code & 0x3FF);
        }
        result += static_cast<char16_t>(code);
    }
    return result;
}

std::string utf8_of(std::u16string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t code = text[i];
        const bool pair = code >= 0xD800 && code < 0xDC00 && i + 1 < text.size() &&
                          text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000;
        if (pair) code = 0x10000 + ((code - 0xD800) << 10) + (text[++i] - 0xDC00U);
        append(result, is_surrogate(code) ? replacement : code);
    }
    return result;
}

}  // namespace mapview::bridge
