// A process is killed after each single instruction of a wait or a release; the objects must be in
// order for the next one, nobody may be stuck, and no signal may be lost: kill_along.hpp.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "kill_along.hpp"
#include "support/doctest.hpp"

using test::auto_event, test::handle, test::in_child_to_kill_along, test::kill_along,
    test::manual_event, test::mutex, test::semaphore, test::take, test::values, test::wait,
    test::wait_all, test::wait_any;

namespace {

constexpr DWORD patience = 5000;

/// Once the dead one's mutex has been found in either state, it is like any other.
void check_mutex(const handle& object, bool must_be_abandoned, bool must_be_free) {
    const DWORD got = wait(object, patience);
    CHECK((got == WAIT_OBJECT_0 || got == WAIT_ABANDONED));
    if (must_be_abandoned) CHECK(got == WAIT_ABANDONED);
    if (must_be_free) CHECK(got == WAIT_OBJECT_0);
    CHECK(ReleaseMutex(object.get()));
    CHECK(wait(object) == WAIT_OBJECT_0);
    CHECK(ReleaseMutex(object.get()));
}

int units_of(const handle& object) {
    int units = 0;
    while (take(object)) ++units;
    return units;
}

}  // namespace

TEST_CASE("a mutex may be killed for at every instruction of its taking") {
    in_child_to_kill_along([] {
        const auto object = mutex();
        kill_along({.prepare = [&] { take(object), ReleaseMutex(object.get()); },
                    .operation = [&] { take(object); },
                    .check = [&](bool complete) { check_mutex(object, complete, false); }});
    });
}

TEST_CASE("a mutex may be killed for at every instruction of its release") {
    in_child_to_kill_along([] {
        const auto object = mutex();
        kill_along({.prepare = [&] { take(object); },
                    .operation = [&] { ReleaseMutex(object.get()); },
                    .check = [&](bool complete) { check_mutex(object, false, complete); }});
    });
}

TEST_CASE("a mutex owned twice may be killed for at every instruction of the first release") {
    in_child_to_kill_along([] {
        const auto object = mutex();
        kill_along({.prepare = [&] { take(object), take(object); },
                    .operation = [&] { ReleaseMutex(object.get()); },
                    .check = [&](bool) { check_mutex(object, true, false); }});
    });
}

TEST_CASE("killed at any instruction, a SetEvent has happened or not") {
    in_child_to_kill_along([] {
        const auto event = auto_event();
        kill_along({.prepare = [&] { SetEvent(event.get()), take(event); },
                    .operation = [&] { SetEvent(event.get()); },
                    .check =
                        [&](bool complete) {
                            const bool set = take(event);
                            if (complete) CHECK(set);
                            CHECK(wait(event) == WAIT_TIMEOUT);
                            CHECK(SetEvent(event.get()));
                            CHECK(take(event));
                        }});
    });
}

TEST_CASE("killed at any instruction, a wait on a semaphore has taken one unit or none") {
    in_child_to_kill_along([] {
        const auto count = semaphore(0, 9);
        kill_along({.reset = [&] { ReleaseSemaphore(count.get(), 3, nullptr); },
                    .prepare = [&] { wait(count); },
                    .operation = [&] { wait(count); },
                    .check =
                        [&](bool complete) {
                            const int units = units_of(count);
                            CHECK(units <= 2);
                            CHECK(units >= 1);
                            if (complete) CHECK(units == 1);
                        }});
    });
}

TEST_CASE("killed at any instruction, a release of a semaphore has added all units or none") {
    in_child_to_kill_along([] {
        const auto count = semaphore(0, 9);
        kill_along({.prepare = [&] { take(count); },
                    .operation = [&] { ReleaseSemaphore(count.get(), 3, nullptr); },
                    .check =
                        [&](bool complete) {
                            const int units = units_of(count);
                            if (complete) CHECK(units == 3);
                            else CHECK((units == 0 || units == 3));
                        }});
    });
}

TEST_CASE("killed at any instruction, a wait for any has taken one object or none") {
    in_child_to_kill_along([] {
        const auto missing = auto_event();
        const auto count = semaphore(0, 9);
        const auto object = mutex();
        kill_along({.reset = [&] { ReleaseSemaphore(count.get(), 1, nullptr); },
                    .prepare =
                        [&] {
                            wait_any(values({&missing, &missing}));
                        },
                    .operation =
                        [&] {
                            wait_any(values({&missing, &count, &object}));
                        },
                    .check =
                        [&](bool complete) {
                            const int units = units_of(count);
                            CHECK(units <= 1);
                            if (complete) CHECK(units == 0);
                            check_mutex(object, false, true);
                        }});
    });
}

TEST_CASE("a wait for all may be killed at every instruction") {
    in_child_to_kill_along([] {
        const auto object = mutex();
        const auto event = auto_event();
        const auto count = semaphore(0, 9);
        kill_along({.reset =
                        [&] {
                            SetEvent(event.get());
                            units_of(count);
                            ReleaseSemaphore(count.get(), 2, nullptr);
                        },
                    .prepare = [&] { take(object), ReleaseMutex(object.get()); },
                    .operation =
                        [&] {
                            wait_all(values({&object, &event, &count}));
                        },
                    .check =
                        [&](bool complete) {
                            check_mutex(object, complete, false);
                            const bool set = take(event);
                            const int units = units_of(count);
                            CHECK(units >= 1);
                            CHECK(units <= 2);
                            if (complete) {
                                CHECK(!set);
                                CHECK(units == 1);
                            }
                            // Whatever died there, a set is seen and a unit counts.
                            CHECK(SetEvent(event.get()));
                            CHECK(wait(event, patience) == WAIT_OBJECT_0);
                            CHECK(ReleaseSemaphore(count.get(), 1, nullptr));
                            CHECK(wait(count, patience) == WAIT_OBJECT_0);
                        }});
    });
}

TEST_CASE("a wait for all that is undone may be killed at every instruction, and takes nothing") {
    in_child_to_kill_along([] {
        const auto object = mutex();
        const auto event = auto_event(true);
        const auto missing = semaphore(0, 1);
        kill_along({.prepare = [&] { take(object), ReleaseMutex(object.get()); },
                    .operation =
                        [&] {
                            wait_all(values({&object, &event, &missing}));
                        },
                    .check =
                        [&](bool) {
                            check_mutex(object, false, true);
                            CHECK(take(event));
                            CHECK(SetEvent(event.get()));
                            CHECK(wait(missing) == WAIT_TIMEOUT);
                        }});
    });
}
