// crt/wide.hpp - wide text to compare: std::wstring cannot be had with a wchar_t of 2 bytes.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <string>

namespace test {

/// The text in ASCII; every other character is its number in braces.
inline std::string plain(const wchar_t* text) {
    std::string out;
    for (; *text != 0; ++text) {
        if (*text < 0x80) out += static_cast<char>(*text);
        else out += "{" + std::to_string(static_cast<unsigned>(*text)) + "}";
    }
    return out;
}

}  // namespace test
