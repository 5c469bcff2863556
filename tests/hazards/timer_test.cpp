// Timers, death and nonsense: who sets one or takes its expiry is killed, or somebody writes into
// its page what no timer is.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "kill_along.hpp"
#include "object_value.hpp"
#include "private_root.hpp"
#include "sleeping.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"

#include <unistd.h>

#include <cstdint>
#include <ctime>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <vector>

using test::auto_event, test::auto_timer, test::eventually, test::forked, test::handle,
    test::in_child, test::in_child_to_kill_along, test::is_asleep, test::kill_along,
    test::manual_timer, test::mutex, test::object_value, test::private_root, test::set_timer,
    test::take, test::values, test::wait, test::wait_all, test::wait_any;

namespace {

constexpr LONGLONG much_later = 600'000;
constexpr DWORD patience = 5000;

/// Sleeps on the timer until it expires.
std::unique_ptr<forked> sleeper(const handle& timer) {
    auto process =
        std::make_unique<forked>([&timer] { CHECK(wait(timer, INFINITE) == WAIT_OBJECT_0); });
    CHECK(eventually([&] { return is_asleep(process->id()); }));
    return process;
}

/// What a timer's page keeps (docs/waits.md): two schedules and, in the state, which one counts and
/// what the next expiry is.
struct timer_page {
    struct {
        std::int64_t due;
        std::int64_t period;
    } slots[2];
    std::uint32_t others[4];
    std::uint32_t word;
    std::uint32_t value;
};

long place_of_page() {
    constexpr long unused = 8;
    return ::sysconf(_SC_PAGESIZE) - static_cast<long>(sizeof(timer_page)) - unused;
}

int memory_of(const handle& timer) {
    return static_cast<int>(reinterpret_cast<ULONG_PTR>(timer.get()) / 4 - 1);
}

timer_page read_page(const handle& timer) {
    timer_page page{};
    CHECK(::pread(memory_of(timer), &page, sizeof page, place_of_page()) == sizeof page);
    return page;
}

void write_page(const handle& timer, const timer_page& page) {
    CHECK(::pwrite(memory_of(timer), &page, sizeof page, place_of_page()) == sizeof page);
}

std::int64_t monotonic_now() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// As many periods have passed, and been taken, as can be counted.
constexpr std::int64_t short_period = 2'000;
constexpr std::uint32_t last_expiry = 0xFFFF;
void count_to_the_end(const handle& timer) {
    auto page = read_page(timer);
    page.slots[0] = {monotonic_now() - (last_expiry - 1) * short_period, short_period};
    page.value = last_expiry;
    write_page(timer, page);
}

/// A timer in any state is like any other, once it has been set.
void check_usable(const handle& timer, bool manual) {
    CHECK(set_timer(timer, much_later));
    CHECK(wait(timer) == WAIT_TIMEOUT);
    CHECK(set_timer(timer, 0));
    CHECK(wait(timer, patience) == WAIT_OBJECT_0);
    CHECK(take(timer) == manual);
    CHECK(CancelWaitableTimer(timer.get()));
}

}  // namespace

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
            kill_along({.reset = [&] { set_timer(timer, much_later); },
                        .prepare = [&] { take(timer); },
                        .operation = [&] { set_timer(timer, 0); },
                        .before =
                            [&](pid_t) {
                                sleepers.clear();
                                for (int i = 0; i < 3; ++i) sleepers.push_back(sleeper(timer));
                            },
                        .check =
                            [&](bool complete) {
                                // Not set, or taken by a sleeper, or signaled for all.
                                for (auto& one : sleepers) {
                                    if (!(complete && manual)) CHECK(set_timer(timer, 0));
                                    const auto one_less = [&] {
                                        return one->has_ended() ||
                                               (!manual &&
                                                (object_value(timer.get()) & 0xFFFF) == 0);
                                    };
                                    CHECK(eventually(one_less));
                                }
                                for (auto& one : sleepers)
                                    CHECK(eventually([&] {
                                        if (!manual && !one->has_ended()) set_timer(timer, 0);
                                        return one->has_ended();
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
                            CHECK(wait(timer, patience) == WAIT_OBJECT_0);
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

TEST_CASE("more periods than can be counted are one expiry, and the next comes in time") {
    const private_root root;
    in_child([] {
        const auto timer = auto_timer();
        const auto other = auto_event(true);
        for (const bool alone : {true, false}) {
            count_to_the_end(timer);
            for (int i = 0; i < 3; ++i) {
                if (alone) CHECK(wait(timer, patience) == WAIT_OBJECT_0);
                else CHECK(wait_all(values({&timer, &other}), patience) == WAIT_OBJECT_0);
                CHECK(SetEvent(other.get()));
            }
            const auto page = read_page(timer);
            CHECK(page.slots[page.value >> 31].period == short_period);
            CHECK((page.value & 0xFFFF) < last_expiry);
            CHECK(CancelWaitableTimer(timer.get()));
        }
        check_usable(timer, false);
    });
}

TEST_CASE("sleepers that are killed take nothing from those who sleep on") {
    const private_root root;
    in_child([] {
        const auto timer = auto_timer();
        CHECK(set_timer(timer, 150));
        auto first = sleeper(timer);
        auto second = sleeper(timer);
        first->kill();
        CHECK(second->passed());
        CHECK(!take(timer));
    });
}

TEST_CASE("a process that is killed while it has the timer to itself leaves it to others") {
    const private_root root;
    in_child([] {
        const auto timer = manual_timer();
        CHECK(set_timer(timer, 0));
        for (int i = 0; i < 30; ++i) {
            forked setter([&] {
                for (;;) set_timer(timer, 0);
            });
            ::usleep(static_cast<useconds_t>(1000 + 137 * i));
            setter.kill();
            CHECK(wait(timer, patience) == WAIT_OBJECT_0);
        }
        check_usable(timer, true);
    });
}

TEST_CASE("whatever is written into a timer's page, calls come back and the others are sound") {
    const private_root root;
    in_child([] {
        constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
        const std::int64_t times[] = {0, 1, -1, least, most, most - 1, least + 1, most / 2, 1000};
        const std::uint32_t states[] = {0, 1, 2, 0xFFFF, 0x80000001, 0x8000FFFF, 0x7FFFFFFF, ~0U};
        const auto timer = auto_timer();
        const auto stays = manual_timer();
        const auto object = mutex();
        std::mt19937 any(20261124);
        const auto one_of = [&](const auto& row) { return row[any() % std::size(row)]; };
        for (int i = 0; i < 3000; ++i)
            for (const auto* const one : {&timer, &stays}) {
                auto page = read_page(*one);
                for (auto& slot : page.slots)
                    slot = {one_of(times) + (i % 2 != 0 ? 0 : monotonic_now() / 2 % 1000),
                            one_of(times)};
                page.value = one_of(states);
                page.word &= 0x40000000;  // a number of a thread there makes others wait for it
                write_page(*one, page);
                wait(*one);
                wait_any(values({&stays, &timer}));
                if (wait_all(values({&timer, &object, &stays})) == WAIT_OBJECT_0)
                    CHECK(ReleaseMutex(object.get()));
                if (i % 100 == 0) wait_any(values({&timer, &stays}), 1);
                if (i % 3 == 0) CHECK(CancelWaitableTimer(one->get()));
            }
        check_usable(timer, false);
        check_usable(stays, true);
    });
}
