// bench/machine.hpp - on what the figures were measured.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace bench {

/// Pairs of what and which: kernel, processor, ...
using facts = std::vector<std::pair<std::string, std::string>>;

facts describe_machine();

/// Processes that want to run, as /proc/loadavg has it: more than one means a noisy run.
std::string load_average();

}  // namespace bench
