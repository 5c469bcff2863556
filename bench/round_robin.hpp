// bench/round_robin.hpp - contenders take turns, so that whatever else the machine does hits all.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bench {

/// How often to measure. In each round every contender runs one batch of calls, in an order drawn
/// anew; a first round warms up and is not counted.
struct pace {
    std::size_t rounds = 0;
    std::size_t batch = 0;
    std::uint32_t seed = 0;  ///< of the orders
};

struct entry {
    std::string contender;
    std::function<void()> call;
};

/// What one contender took for one call, in microseconds.
struct timing {
    std::string contender;
    double median = 0;  ///< of all calls in all rounds
    double p99 = 0;
    double ratio = 0;  ///< median over the rounds of: this round's median / the baseline's median
};

/// Times every call alone. The first entry is the baseline of the ratios.
std::vector<timing> take_turns(const std::vector<entry>& entries, const pace& pace);

}  // namespace bench
