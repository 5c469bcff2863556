// bench/waits/row_of_calls.hpp - calls that are too short to be timed alone are timed in rows.
// SPDX-License-Identifier: MIT
#pragma once

#include "round_robin.hpp"

#include <functional>
#include <utility>
#include <vector>

namespace bench {

/// How many short calls make a row.
inline constexpr int short_calls = 1000;

template <class Call>
std::function<void()> in_a_row(int count, Call call) {
    return [=] {
        for (int i = 0; i < count; ++i) call();
    };
}

/// What one call took of those that were timed in rows of `count`.
inline std::vector<timing> per_call(std::vector<timing> rows, int count) {
    for (timing& one : rows) {
        one.median /= count;
        one.p99 /= count;
    }
    return rows;
}

}  // namespace bench
