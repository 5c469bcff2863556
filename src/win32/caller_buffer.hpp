// win32/caller_buffer.hpp - text for a buffer of the caller's.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <algorithm>
#include <string>

namespace mapview::win32 {

/// Copies the text and its zero where there is room for both, and returns its length; else the room
/// that is needed.
template <class Character>
DWORD hand_over(const std::basic_string<Character>& text, Character* buffer, DWORD room) {
    const auto length = static_cast<DWORD>(text.size());
    if (buffer == nullptr || room <= length) return length + 1;
    std::copy_n(text.c_str(), text.size() + 1, buffer);
    return length;
}

}  // namespace mapview::win32
