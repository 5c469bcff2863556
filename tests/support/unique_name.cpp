// SPDX-License-Identifier: MIT
#include "support/unique_name.hpp"

#include <atomic>
#include <chrono>
#include <random>

namespace test {

std::string unique_name() {
    static const auto program = std::random_device{}();
    static std::atomic<unsigned> count = 0;
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    return "test-" + std::to_string(program) + "-" + std::to_string(now) + "-" +
           std::to_string(++count);
}

std::wstring unique_wide_name() {
    const auto name = unique_name();
    return {name.begin(), name.end()};
}

}  // namespace test
