// A process is killed after each single instruction of a set or a cancel of a timer, or of a wait
// that takes an expiry: it has happened or not, and nobody sleeps beside what he could have.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "kill_along.hpp"
#include "object_value.hpp"
#include "sleeping.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"
#include "timer_page.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

using test::auto_event, test::auto_timer, test::check_usable, test::count_to_the_end,
    test::eventually, test::forked, test::in_child_to_kill_along, test::is_due, test::kill_along,
    test::long_time, test::manual_timer, test::much_later, test::object_value, test::read_page,
    test::set_timer, test::short_period, test::sleeper_on, test::take, test::values, test::wait,
    test::wait_all;

TEST_CASE("killed at any instruction, a SetWaitableTimer has happened or not") {
    in_child_to_kill_along([] {
        const auto timer = auto_timer();
        // What it was before is to be told from what it becomes, and from nothing at all.
        kill_along({.reset = [&] { set_timer(timer, much_later, 1000); },
                    .prepare = [&] { set_timer(timer, much_later, 1000); },
                    .operation = [&] { set_timer(timer, 0, 60'000); },
                    .check =
                        [&](bool complete) {
                            const bool signaled = wait(timer) == WAIT_OBJECT_0;
                            if (complete) CHECK(signaled);
                            CHECK(wait(timer) == WAIT_TIMEOUT);
                            const auto page = read_page(timer);
                            const auto& schedule = page.slots[page.value >> 31];
                            const std::int64_t milliseconds = signaled ? 60'000 : 1000;
                            CHECK(schedule.period == milliseconds * 1'000'000);
                            CHECK((page.value & 0xFFFF) == (signaled ? 2 : 1));
                            check_usable(timer, false);
                        }});
    });
}

TEST_CASE("a SetWaitableTimer that is killed releases all who sleep, or none") {
    for (const bool manual : {true, false})
        in_child_to_kill_along([manual] {
            const auto timer = manual ? manual_timer() : auto_timer();
            std::vector<std::unique_ptr<forked>> sleepers;
            const auto all_ended = [&] {
                return std::ranges::all_of(sleepers,
                                           [](const auto& one) { return one->has_ended(); });
            };
            kill_along({.reset = [&] { set_timer(timer, much_later); },
                        .prepare = [&] { take(timer); },
                        .operation = [&] { set_timer(timer, 0); },
                        .before =
                            [&](pid_t) {
                                sleepers.clear();
                                for (int i = 0; i < 3; ++i) sleepers.push_back(sleeper_on(timer));
                            },
                        .check =
                            [&](bool complete) {
                                if (complete && manual) CHECK(is_due(timer));
                                // Nobody sleeps beside what he could have.
                                CHECK(eventually([&] {
                                    return manual && is_due(timer) ? all_ended() : !is_due(timer);
                                }));
                                CHECK(eventually([&] {
                                    if (!all_ended()) set_timer(timer, 0);
                                    return all_ended();
                                }));
                                for (auto& one : sleepers) CHECK(one->passed());
                                check_usable(timer, manual);
                            }});
        });
}

TEST_CASE("killed at any instruction, a wait on a timer has taken one expiry or none") {
    for (const LONG period : {0, 60'000})
        in_child_to_kill_along([period] {
            const auto timer = auto_timer();
            kill_along({.reset = [&] { set_timer(timer, 0, period); },
                        .operation = [&] { wait(timer); },
                        .check =
                            [&](bool complete) {
                                const bool left = take(timer);
                                if (complete) CHECK(!left);
                                CHECK(!take(timer));
                                check_usable(timer, false);
                            }});
        });
}

TEST_CASE("killed at any instruction, a wait that begins to count anew has kept the period") {
    in_child_to_kill_along([] {
        const auto timer = auto_timer();
        std::int64_t begun = 0;
        kill_along({.reset =
                        [&] {
                            CancelWaitableTimer(timer.get());
                            count_to_the_end(timer);
                            begun = read_page(timer).slots[0].due;
                        },
                    .operation = [&] { wait(timer); },
                    .check =
                        [&](bool complete) {
                            const auto page = read_page(timer);
                            const auto& schedule = page.slots[page.value >> 31];
                            CHECK(schedule.period == short_period);
                            CHECK((schedule.due - begun) % short_period == 0);
                            if (complete) CHECK((page.value & 0xFFFF) == 1);
                            CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
                            check_usable(timer, false);
                        }});
    });
}

TEST_CASE("killed at any instruction, a CancelWaitableTimer keeps the signal") {
    in_child_to_kill_along([] {
        const auto timer = auto_timer();
        kill_along({.reset = [&] { set_timer(timer, 0, 60'000); },
                    .operation = [&] { CancelWaitableTimer(timer.get()); },
                    .check =
                        [&](bool complete) {
                            CHECK(take(timer));
                            CHECK(!take(timer));
                            if (complete) CHECK((object_value(timer.get()) & 0xFFFF) == 0);
                            check_usable(timer, false);
                        }});
    });
}

TEST_CASE("a wait for all with a timer may be killed at every instruction") {
    in_child_to_kill_along([] {
        const auto timer = auto_timer();
        const auto event = auto_event();
        kill_along({.reset =
                        [&] {
                            set_timer(timer, 0, 60'000);
                            SetEvent(event.get());
                        },
                    .operation =
                        [&] {
                            wait_all(values({&timer, &event}));
                        },
                    .check =
                        [&](bool complete) {
                            const bool left = take(timer);
                            const bool set = take(event);
                            if (complete) {
                                CHECK(!left);
                                CHECK(!set);
                            }
                            check_usable(timer, false);
                            CHECK(SetEvent(event.get()));
                            CHECK(take(event));
                        }});
    });
}
