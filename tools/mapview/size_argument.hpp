// size_argument.hpp - numbers of bytes on the command line.
// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/App.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tool {

/// Whether zero bytes are a sensible request.
enum class zero { allowed, refused };

/// "4096", "0x1000", "4K", "16M", "2G", with binary units. Throws CLI::ValidationError, which names
/// the argument, for anything else and for what 64 bits do not hold.
std::uint64_t parse_size(std::string_view text, const std::string& argument, zero rule);

/// Declares an argument that takes a size; `target` has to outlive the parsing.
CLI::Option* add_size(CLI::App& app, const std::string& argument,
                      std::optional<std::uint64_t>& target, const std::string& help, zero rule);

}  // namespace tool
