// Timers and what goes wrong around them: killed sleepers and setters, more expiries than can be
// counted, nonsense in a page.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "sleeping.hpp"
#include "support/doctest.hpp"
#include "timer_page.hpp"

#include <unistd.h>

#include <cstdint>
#include <iterator>
#include <limits>
#include <random>

using test::auto_event, test::auto_timer, test::check_usable, test::count_to_the_end, test::forked,
    test::in_child, test::last_expiry, test::long_time, test::manual_timer, test::monotonic_now,
    test::much_later, test::mutex, test::private_root, test::read_page, test::set_timer,
    test::short_period, test::sleeper_on, test::take, test::values, test::wait, test::wait_all,
    test::wait_any, test::write_page;

TEST_CASE("more periods than can be counted are one expiry, and the next comes in time") {
    const private_root root;
    in_child([] {
        const auto timer = auto_timer();
        const auto other = auto_event(true);
        for (const bool alone : {true, false}) {
            count_to_the_end(timer);
            for (int i = 0; i < 3; ++i) {
                if (alone) CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
                else CHECK(wait_all(values({&timer, &other}), long_time) == WAIT_OBJECT_0);
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
        CHECK(set_timer(timer, much_later));
        auto first = sleeper_on(timer);
        auto second = sleeper_on(timer);
        first->kill();
        CHECK(set_timer(timer, 20));
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
            CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
        }
        check_usable(timer, true);
    });
}

TEST_CASE("whatever is written into a timer's page, calls come back and the others are sound") {
    const private_root root;
    in_child([] {
        constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
        const std::int64_t times[] = {
            0,        1,        -1,   least,     least + 1,       most,
            most - 1, most / 2, 1000, 1'000'000, monotonic_now(), monotonic_now() - 1};
        const std::uint32_t states[] = {0, 1, 2, 0xFFFF, 0x80000001, 0x8000FFFF, 0x7FFFFFFF, ~0U};
        const auto timer = auto_timer();
        const auto stays = manual_timer();
        const auto object = mutex();
        std::mt19937 any(20261124);
        const auto one_of = [&](const auto& row) { return row[any() % std::size(row)]; };
        for (int i = 0; i < 3000; ++i)
            for (const auto* const one : {&timer, &stays}) {
                auto page = read_page(*one);
                for (auto& slot : page.slots) slot = {one_of(times), one_of(times)};
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
