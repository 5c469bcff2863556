// crt/number_text.hpp - integers as text, for each kind of character.
// SPDX-License-Identifier: MIT
#pragma once

#include "crt/bounded_string.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace mapview::crt {

/// As many digits as a number can have in base 2, with a sign and the zero at the end.
using number_text = std::array<char, 66>;

/// The number in a base from 2 to 36.
inline std::size_t write_number(unsigned long long value, bool negative, int base,
                                number_text& text) {
    char* begin = text.data();
    if (negative) *begin++ = '-';
    const auto written = std::to_chars(begin, text.data() + text.size() - 1, value, base);
    *written.ptr = 0;
    return static_cast<std::size_t>(written.ptr - text.data());
}

/// A signed number has its sign in base 10 only; in others its bits count.
template <class Signed, class Unsigned>
std::size_t write_signed(Signed value, int base, number_text& text) {
    const bool negative = base == 10 && value < 0;
    const auto bits = static_cast<Unsigned>(value);
    return write_number(negative ? Unsigned{0} - bits : bits, negative, base, text);
}

template <class Unit>
Unit* store_number(Unit* to, const number_text& text, std::size_t length) {
    for (std::size_t i = 0; i <= length; ++i) to[i] = static_cast<Unit>(text[i]);
    return to;
}

inline bool is_base(int base) {
    return base >= 2 && base <= 36;
}

/// What the functions with _s do: `write` fills the text.
template <class Unit, class Write>
errno_t store_number_bounded(Unit* to, std::size_t room, int base, Write&& write) {
    if (to == nullptr || room == 0) return failed(EINVAL);
    to[0] = 0;
    if (!is_base(base)) return failed(EINVAL);
    number_text text;
    const std::size_t length = write(text);
    if (length >= room) return failed(ERANGE);
    store_number(to, text, length);
    return 0;
}

/// What those without _s do.
template <class Unit, class Write>
Unit* store_number_unbounded(Unit* to, int base, Write&& write) {
    if (to == nullptr) return nullptr;
    if (!is_base(base)) {
        to[0] = 0;
        failed(EINVAL);
        return to;
    }
    number_text text;
    return store_number(to, text, write(text));
}

}  // namespace mapview::crt
