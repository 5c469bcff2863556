// bench/paths.hpp - what is timed: whole paths, alone and in company, and single calls.
// SPDX-License-Identifier: MIT
#pragma once

#include "timing_table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace bench {

/// Create and open, beside everybody else's.
std::vector<timed_path> time_whole_paths(const pace& pace);

/// The same while so many other names exist. `live` says how many they really were.
struct among_names {
    std::size_t wanted = 0;
    std::size_t live = 0;
    std::size_t processes = 0;  ///< that it took to hold them
    std::vector<timed_path> paths;
};
among_names time_among_names(std::size_t names, const pace& pace);

/// Open while so many handles to the name exist in each of so many other processes.
timed_path time_among_holders(std::size_t handles, std::size_t processes, const pace& pace);

/// Missing names, duplicates, views alone, handles without views.
std::vector<timed_path> time_single_calls(const pace& pace);

/// The system calls of which the paths are made, each alone or with the call that undoes it.
std::vector<timed_path> time_system_calls(const pace& pace);

}  // namespace bench
