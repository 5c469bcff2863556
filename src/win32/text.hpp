// win32/text.hpp - between the encodings of the A functions, of both kinds of W functions, and NT.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace mapview::win32 {

/// What is not UTF-8 becomes U+FFFD, as on Windows with the UTF-8 code page.
std::u16string utf16_of(std::string_view utf8);

/// Surrogates stay as they are, numbers beyond U+10FFFF become U+FFFD.
std::u16string utf16_of(std::u32string_view utf32);

/// A surrogate without its other half is encoded like any other character.
std::string utf8_of(std::u16string_view utf16);

}  // namespace mapview::win32
