// bench/kill_latency.hpp - what is left of an object, and for how long, when its holder is killed.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench {

struct kill_spec {
    std::uint64_t size = 0;  ///< of the object, all of it filled
    std::size_t rounds = 0;
    double patience = 0;  ///< milliseconds until "still there" counts as "for ever"
};

/// Medians in milliseconds from kill -9 on; empty where it was still there in the end.
struct kill_latency {
    std::string contender;
    std::optional<double> memory_free;  ///< Shmem in /proc/meminfo is back
    std::optional<double> name_gone;    ///< open says that nothing has the name
};

/// Contenders take turns.
std::vector<kill_latency> measure_kill_latency(const kill_spec& spec);

}  // namespace bench
