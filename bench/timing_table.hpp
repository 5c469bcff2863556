// bench/timing_table.hpp - what contenders took for the same things, as a table.
// SPDX-License-Identifier: MIT
#pragma once

#include "round_robin.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace bench {

/// One row of a table.
struct timed_path {
    std::string path;
    std::vector<timing> timings;
};

/// What the figures are in.
struct time_unit {
    const char* name;
    double in_a_microsecond;
};
inline constexpr time_unit in_microseconds{"us", 1};
inline constexpr time_unit in_nanoseconds{"ns", 1000};

/// Rows with the same contenders share a table; nothing where there are no rows.
void print_timing_table(const std::string& title, time_unit unit,
                        const std::vector<timed_path>& paths, std::ostream& out);

}  // namespace bench
