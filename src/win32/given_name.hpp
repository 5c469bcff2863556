// win32/given_name.hpp - an object's name as the caller of a Win32 function gave it.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"
#include "win32/text.hpp"

#include <windows.h>

#include <optional>
#include <string>
#include <string_view>

namespace mapview::win32 {

/// A null pointer is no name, which is not the same as "".
using given_name = std::optional<std::u16string>;

/// Each of these returns a function that converts the name, for a caller that has checked all that
/// comes before it. The A functions convert through a buffer of MAX_PATH: name_too_long.
inline auto read_ansi(const char* text) {
    return [text](given_name& name) {
        if (text == nullptr) return kernel::status::success;
        const std::string_view bytes = text;
        if (bytes.size() >= MAX_PATH) return kernel::status::name_too_long;
        name = utf16_of(bytes);
        return kernel::status::success;
    };
}

inline auto read_wide(const char16_t* text) {
    return [text](given_name& name) {
        if (text != nullptr) name = text;
        return kernel::status::success;
    };
}

inline auto read_wide(const char32_t* text) {
    return [text](given_name& name) {
        if (text != nullptr) name = utf16_of(std::u32string_view(text));
        return kernel::status::success;
    };
}

}  // namespace mapview::win32
