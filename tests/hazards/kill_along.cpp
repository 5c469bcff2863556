// SPDX-License-Identifier: MIT
#include "kill_along.hpp"

#include "forked.hpp"
#include "private_root.hpp"
#include "stepper.hpp"
#include "support/doctest.hpp"
#include "support/skip.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace test {
namespace {

int points_wanted(int all) {
    constexpr int short_operation = 5000;
    const char* const given = std::getenv("MAPVIEW_POINTS");
    if (given != nullptr) return std::max(1, std::atoi(given));
    return all < short_operation ? 40 : 10;
}

/// Executes up to `limit` instructions of an operation and kills it there; returns how many it
/// were.
int run_and_kill(const killing& what, int limit) {
    what.reset();
    stepper process(what.prepare, what.operation);
    what.before(process.id());
    int done = 0;
    while (done < limit && process.step_instruction()) ++done;
    process.kill();
    what.check(done < limit);
    return done;
}

}  // namespace

void kill_along(const killing& what) {
    if (const auto why = why_no_stepping(); !why.empty()) SKIP_BECAUSE(why);
    const int all = run_and_kill(what, std::numeric_limits<int>::max());
    CHECK(all > 100);  // fewer would mean that nothing was stepped through
    const int stride = std::max(1, all / points_wanted(all));
    for (int length = 1; length < all; length += stride) {
        CAPTURE(length);
        run_and_kill(what, length);
    }
    MESSAGE(all, " instructions, ", (all - 2) / stride + 1, " points");
}

void in_child_to_kill_along(const std::function<void()>& body) {
    const private_root root;
    in_child(
        [&] {
            ::setenv("MAPVIEW_SPIN", "0", 1);
            body();
        },
        std::chrono::hours(3));
}

}  // namespace test
