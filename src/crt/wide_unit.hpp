// crt/wide_unit.hpp - wchar_t as the type whose size is in its name.
//
// What takes wchar_t is compiled twice, with 4 bytes and with 2. The linker would take two
// templates over wchar_t for one; so no template has wchar_t as an argument, but char16_t or
// char32_t. SPDX-License-Identifier: MIT
#pragma once

#include "win32/unicode.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mapview::crt {

#if __SIZEOF_WCHAR_T__ == 2
using wide_unit = char16_t;
#else
using wide_unit = char32_t;
#endif

/// The same memory under the other name.
template <class Unit = wide_unit>
const Unit* units(const wchar_t* text) {
    return reinterpret_cast<const Unit*>(text);
}

template <class Unit = wide_unit>
Unit* units(wchar_t* text) {
    return reinterpret_cast<Unit*>(text);
}

template <class Unit = wide_unit>
std::string utf8_of(const wchar_t* text) {
    return win32::converted<char>(std::basic_string_view<Unit>(units<Unit>(text)));
}

template <class Unit = wide_unit>
std::basic_string<Unit> wide_of(std::string_view utf8) {
    return win32::converted<Unit>(utf8);
}

}  // namespace mapview::crt
