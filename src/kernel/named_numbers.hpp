// kernel/named_numbers.hpp - numbers of files with a "name value" in each line, as /proc/meminfo.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace mapview::kernel {

/// Of the lines that have one of the names; a colon behind a name is part of it. Nothing where the
/// file cannot be read or has none of them.
std::optional<std::uint64_t> sum_of_numbers(const std::string& file,
                                            std::initializer_list<std::string_view> names);

/// a + b, or the largest number.
std::uint64_t saturated_sum(std::uint64_t a, std::uint64_t b) noexcept;

}  // namespace mapview::kernel
