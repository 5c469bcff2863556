// bridge/utf16.hpp - names between UTF-8 and Windows.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace mapview::bridge {

/// What is not UTF-8 becomes U+FFFD.
std::u16string utf16_of(std::string_view text);

/// Lone surrogates become U+FFFD.
std::string utf8_of(std::u16string_view text);

}  // namespace mapview::bridge
