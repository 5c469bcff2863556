// bench/footprint.hpp - what the library needs for each handle, name and view.
// SPDX-License-Identifier: MIT
#pragma once

#include "cost.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace bench {

inline constexpr std::array footprint_things = {
    "name: a new section with one handle",
    "handle: by OpenFileMapping, of one section",
    "handle: by DuplicateHandle",
    "view",
};

/// In the order of footprint_things.
using footprint = std::array<cost, footprint_things.size()>;

/// Makes and keeps up to `count` of each, one kind after the other; less where descriptors run out.
footprint measure_footprint(std::size_t count);

/// As one line of numbers, to be sent through a pipe.
std::string to_line(const footprint& footprint);
footprint footprint_of_line(const std::string& line);

}  // namespace bench
