// api/wide_name.hpp - a UTF-8 name as the W functions take it.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <system_error>

namespace mapview::api {

/// Fails with invalid_name where `utf8` holds a NUL, at which the W functions would end, or is not
/// UTF-8; with name_too_long, not_enough_memory.
std::wstring wide_name(std::string_view utf8, std::error_code& ec) noexcept;

}  // namespace mapview::api
