// printable.hpp - text of others, made safe for a terminal.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tool {

/// The text with all that could move the cursor, end the line or turn the direction of writing
/// replaced by \x1b or \u{202e}; so are bytes that are not UTF-8. A backslash stays as it is.
std::string printable(std::string_view text);

/// The number of columns that printable text takes on a terminal.
std::size_t columns_of(std::string_view text);

}  // namespace tool
