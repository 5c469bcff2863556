// output.hpp - results, to standard output.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace tool {

/// Writes everything at once, or throws std::system_error.
void put(std::span<const std::byte> bytes);
void put(std::string_view text);

}  // namespace tool
