// support/eventually.hpp - waits for what must come, but not for ever.
// SPDX-License-Identifier: MIT
#pragma once

#include "support/child_process.hpp"

#include <chrono>
#include <thread>

namespace test {

/// Asks until the answer is true; false where it does not become so within the limit.
template <class Condition>
bool eventually(Condition condition, std::chrono::steady_clock::duration limit = patience) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

}  // namespace test
