// SPDX-License-Identifier: MIT
#include "printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cwchar>
#include <iterator>

namespace tool {
namespace {

struct character {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

/// The first character of text that is not empty. An invalid one is one byte long.
character first_of(std::string_view text) {
    const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto lead = byte_at(0);
    if (lead < 0x80) return {lead, 1, true};

    const std::size_t bytes = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead < 0xc2 || lead > 0xf4 || bytes > text.size()) return {lead, 1, false};

    auto code = static_cast<std::uint32_t>(lead & (0x7f >> bytes));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte_at(i) & 0xc0) != 0x80) return {lead, 1, false};
        code = code << 6 | (byte_at(i) & 0x3f);
    }
    const bool too_long = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
    const bool surrogate = code >= 0xd800 && code < 0xe000;
    if (too_long || surrogate || code > 0x10ffff) return {lead, 1, false};
    return {code, bytes, true};
}

bool is_harmless(std::uint32_t code) {
    struct interval {
        std::uint32_t first, last;
    };
    static constexpr interval harmful[] = {
        {0x00, 0x1f},      // control characters
        {0x7f, 0x9f},      // delete, and the control characters of 8 bits
        {0x061c, 0x061c},  // from here on what turns the direction of writing
        {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069},
    };
    return std::ranges::none_of(
        harmful, [&](const interval& i) { return code >= i.first && code <= i.last; });
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto next = first_of(text);
        if (next.valid && is_harmless(next.code)) result += text.substr(0, next.bytes);
        else if (next.valid && next.code >= 0x80)
            fmt::format_to(std::back_inserter(result), "\\u{{{:x}}}", next.code);
        else fmt::format_to(std::back_inserter(result), "\\x{:02x}", next.code);
        text.remove_prefix(next.bytes);
    }
    return result;
}

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const auto next = first_of(text);
        const int width = wcwidth(static_cast<wchar_t>(next.code));
        columns += width < 0 ? 1 : static_cast<std::size_t>(width);
        text.remove_prefix(next.bytes);
    }
    return columns;
}

}  // namespace tool
