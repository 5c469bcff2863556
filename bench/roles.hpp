// bench/roles.hpp - what this program does when it is somebody's holder process (holder.hpp).
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace bench {

/// True where the words name a role:
///   hold-object CONTENDER NAME SIZE      one filled object; reports its location
///   hold-names PREFIX COUNT              up to COUNT sections; reports how many it could make
///   hold-handles NAME HANDLES PROCESSES  so many handles to an existing section in each of so many
///                                        processes; reports how many handles there are
///   weigh HANDLES                        reports what handles, names and views cost
///   (footprint.hpp)
bool is_role(const std::vector<std::string>& words);

/// Plays the role, says on standard output that it is ready, and stays until standard input ends.
int play_role(const std::vector<std::string>& words);

}  // namespace bench
