// win32/path.hpp - from a path as a Windows program writes it to one of Linux.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <string>
#include <string_view>

namespace mapview::win32 {

/// Each `\` becomes `/`, NUL or nul is /dev/null; a wide path becomes UTF-8, bytes stay as they
/// are. Statuses: path_not_found (null, empty, or on a drive), bad_network_path (two backslashes
/// first).
kernel::status path_of(const char* text, std::string& path);
kernel::status path_of(const char16_t* text, std::string& path);
kernel::status path_of(const char32_t* text, std::string& path);

/// UTF-8 of what the A and both kinds of W functions take.
std::string bytes_of(const char* text);
std::string bytes_of(const char16_t* text);
std::string bytes_of(const char32_t* text);

/// The other way, for what they give.
std::string text_for(std::string_view bytes, char);
std::u16string text_for(std::string_view bytes, char16_t);
std::u32string text_for(std::string_view bytes, char32_t);

}  // namespace mapview::win32
