// win32/privilege.hpp - the privileges of Windows, and which of them a process of Linux has.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace mapview::win32 {

/// The numbers of the privileges that a process with these capabilities has: those which a
/// capability of Linux stands for, and those which everybody has here.
std::vector<DWORD> privileges_of(std::uint64_t capabilities);

std::optional<DWORD> privilege_of_name(std::string_view name);  ///< in any case
std::optional<std::string_view> name_of_privilege(const LUID& privilege);

}  // namespace mapview::win32
