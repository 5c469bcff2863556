// SPDX-License-Identifier: MIT
#include "kernel/named_numbers.hpp"

#include <algorithm>
#include <fstream>
#include <limits>

namespace mapview::kernel {

std::optional<std::uint64_t> sum_of_numbers(const std::string& file,
                                            std::initializer_list<std::string_view> names) {
    std::ifstream in(file);
    std::optional<std::uint64_t> sum;
    std::string line;
    while (std::getline(in, line)) {
        const auto end = line.find_first_of(" \t");
        if (end == line.npos || std::ranges::find(names, line.substr(0, end)) == names.end())
            continue;
        sum = saturated_sum(sum.value_or(0), std::strtoull(line.c_str() + end, nullptr, 10));
    }
    return sum;
}

std::uint64_t saturated_sum(std::uint64_t a, std::uint64_t b) noexcept {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    return a > most - b ? most : a + b;
}

}  // namespace mapview::kernel
