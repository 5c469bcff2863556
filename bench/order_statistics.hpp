// bench/order_statistics.hpp - what stands where in a sorted list of samples.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace bench {

/// The sample below which the given share of all samples lies; `samples` must not be empty.
inline double quantile(std::vector<double> samples, double share) {
    const auto rank = std::min(
        samples.size() - 1, static_cast<std::size_t>(share * static_cast<double>(samples.size())));
    const auto at = samples.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(samples.begin(), at, samples.end());
    return *at;
}

inline double median(const std::vector<double>& samples) {
    return quantile(samples, 0.5);
}

}  // namespace bench
