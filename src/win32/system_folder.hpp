// win32/system_folder.hpp - what Linux has for the folders of Windows.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mapview::win32 {

/// As on Windows the one is in the other.
inline constexpr std::string_view windows_folder = "/usr";
inline constexpr std::string_view system_folder = "/usr/lib";

}  // namespace mapview::win32
