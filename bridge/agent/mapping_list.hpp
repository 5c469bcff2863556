// bridge/agent/mapping_list.hpp - every named mapping of the prefix.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "protocol.hpp"

namespace mapview::bridge {

/// Writes a listed_mapping with its name for each, and returns the number of bytes. ERROR_MORE_DATA
/// where they do not all fit.
DWORD list_mappings(unsigned char* to, std::uint32_t room, std::uint32_t& length) noexcept;

}  // namespace mapview::bridge
