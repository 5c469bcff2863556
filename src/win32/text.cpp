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

}  // namespace mapview::win32
