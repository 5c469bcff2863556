// win32/handle_value.hpp - the HANDLE that stands for a descriptor.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <limits>

namespace mapview::win32 {

/// (fd + 1) * 4: never NULL, never INVALID_HANDLE_VALUE, the low two bits free as on Windows, and
/// the same number in a program that inherits it.
inline HANDLE handle_of(int number) noexcept {
    return reinterpret_cast<HANDLE>((static_cast<ULONG_PTR>(number) + 1) * 4);
}

/// The descriptor of a HANDLE, whose low two bits do not count; -1 where there can be none.
inline int number_of(HANDLE handle) noexcept {
    const ULONG_PTR index = reinterpret_cast<ULONG_PTR>(handle) / 4;
    if (index == 0 || index > static_cast<ULONG_PTR>(std::numeric_limits<int>::max())) return -1;
    return static_cast<int>(index - 1);
}

/// GetCurrentProcess() and GetCurrentThread(), which need no closing.
inline bool is_pseudo_handle(HANDLE handle) noexcept {
    return handle == INVALID_HANDLE_VALUE || handle == reinterpret_cast<HANDLE>(LONG_PTR{-2});
}

}  // namespace mapview::win32
