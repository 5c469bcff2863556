// mapview::timeout: durations as waits count them.
// SPDX-License-Identifier: MIT
#include <mapview/timeout.hpp>

#include "support/doctest.hpp"

#include <chrono>
#include <limits>

using mapview::timeout;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t whole(timeout time) {
    return time.milliseconds();
}

}  // namespace

TEST_CASE("a duration of any unit is a number of milliseconds") {
    CHECK(whole(0ms) == 0);
    CHECK(whole(7ms) == 7);
    CHECK(whole(2s) == 2000);
    CHECK(whole(1h) == 3'600'000);
    CHECK(whole(3'000'000ns) == 3);
    CHECK(whole(std::chrono::duration<double>(0.25)) == 250);
}

TEST_CASE("a part of a millisecond is a whole one, so that no wait is too short") {
    CHECK(whole(1ns) == 1);
    CHECK(whole(1001us) == 2);
    CHECK(whole(std::chrono::duration<float>(0.0101F)) == 11);
}

TEST_CASE("a negative duration is no time") {
    CHECK(whole(-1ns) == 0);
    CHECK(whole(std::chrono::hours::min()) == 0);
}

TEST_CASE("what milliseconds cannot count has no end") {
    CHECK(whole(mapview::forever) == timeout::endless);
    CHECK(whole(4'294'967'294ms) == timeout::endless - 1);
    CHECK(whole(4'294'967'295ms) == timeout::endless);
    CHECK(whole(std::chrono::hours::max()) == timeout::endless);
    CHECK(whole(std::chrono::duration<double>(std::numeric_limits<double>::infinity())) ==
          timeout::endless);
}

TEST_CASE("what is no number is no time") {
    CHECK(whole(std::chrono::duration<double>(std::numeric_limits<double>::quiet_NaN())) == 0);
}

TEST_CASE("until tries once more when the time has come, and then no more") {
    using clock = std::chrono::steady_clock;
    int attempts = 0;
    const auto never = [&](timeout) {
        ++attempts;
        return false;
    };
    CHECK_FALSE(timeout::until(clock::now() - 1s, never));
    CHECK(attempts == 1);
    const auto end = clock::now() + 5ms;
    CHECK_FALSE(timeout::until(end, never));
    CHECK(clock::now() >= end);
}

TEST_CASE("until ends with the attempt that says true") {
    int attempts = 0;
    CHECK(timeout::until(std::chrono::system_clock::now() + 1h, [&](timeout left) {
        CHECK(left.milliseconds() > 3'000'000);
        return ++attempts == 3;
    }));
    CHECK(attempts == 3);
}
