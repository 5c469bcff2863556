// A process is killed after each single instruction of a wait or a release; the objects must be in
// order for the next one, and nobody may be stuck.
//
// Each point takes a process and all steps up to it, so by default 10 to 40 points of an operation
// are tried; MAPVIEW_POINTS says how many, and more than there are instructions tries all.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "private_root.hpp"
#include "stepper.hpp"
#include "support/doctest.hpp"
#include "support/skip.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>

using test::auto_event, test::handle, test::in_child, test::mutex, test::private_root,
    test::semaphore, test::stepper, test::take, test::values, test::wait, test::wait_all;

namespace {

int points_wanted(int all) {
    constexpr int short_operation = 5000;
    const char* const given = std::getenv("MAPVIEW_POINTS");
    if (given != nullptr) return std::max(1, std::atoi(given));
    return all < short_operation ? 40 : 10;
}

/// Executes up to `limit` instructions of an operation and kills it there; returns how many it
/// were.
int run_and_kill(const std::function<void()>& prepare, const std::function<void()>& operation,
                 int limit) {
    stepper process(prepare, operation);
    int done = 0;
    while (done < limit && process.step_instruction()) ++done;
    process.kill();
    return done;
}

/// Kills `operation` at points all along it; each time `check` looks at the objects, which are as
/// `reset` made them. Told whether the operation was complete.
void kill_along(const std::function<void()>& reset, const std::function<void()>& prepare,
                const std::function<void()>& operation, const std::function<void(bool)>& check) {
    if (const auto why = test::why_no_stepping(); !why.empty()) SKIP_BECAUSE(why);
    reset();
    const int all = run_and_kill(prepare, operation, std::numeric_limits<int>::max());
    check(true);
    CHECK(all > 100);  // fewer would mean that nothing was stepped through
    const int stride = std::max(1, all / points_wanted(all));
    for (int length = 1; length < all; length += stride) {
        CAPTURE(length);
        reset();
        const bool complete = run_and_kill(prepare, operation, length) < length;
        check(complete);
    }
}

}  // namespace

TEST_CASE("a mutex may be killed for at every instruction of its taking") {
    const private_root root;
    in_child([] {
        const auto object = mutex();
        kill_along([] {}, [&] { take(object), ReleaseMutex(object.get()); }, [&] { take(object); },
                   [&](bool complete) {
                       const DWORD got = wait(object, 5000);
                       if (complete) CHECK(got == WAIT_ABANDONED);
                       else CHECK((got == WAIT_OBJECT_0 || got == WAIT_ABANDONED));
                       CHECK(ReleaseMutex(object.get()));
                       CHECK(take(object));
                       CHECK(ReleaseMutex(object.get()));
                   });
    });
}

TEST_CASE("a mutex may be killed for at every instruction of its release") {
    const private_root root;
    in_child([] {
        const auto object = mutex();
        kill_along([] {}, [&] { take(object); }, [&] { ReleaseMutex(object.get()); },
                   [&](bool complete) {
                       const DWORD got = wait(object, 5000);
                       if (complete) CHECK(got == WAIT_OBJECT_0);
                       else CHECK((got == WAIT_OBJECT_0 || got == WAIT_ABANDONED));
                       CHECK(ReleaseMutex(object.get()));
                   });
    });
}

TEST_CASE("killed at any instruction, a SetEvent has happened or not") {
    const private_root root;
    in_child([] {
        const auto event = auto_event();
        kill_along([] {}, [&] { SetEvent(event.get()), take(event); },
                   [&] { SetEvent(event.get()); },
                   [&](bool complete) {
                       const bool set = take(event);
                       if (complete) CHECK(set);
                       CHECK(wait(event) == WAIT_TIMEOUT);
                       CHECK(SetEvent(event.get()));
                       CHECK(take(event));
                   });
    });
}

TEST_CASE("a wait for all may be killed at every instruction") {
    const private_root root;
    in_child([] {
        const auto object = mutex();
        const auto event = auto_event();
        const auto count = semaphore(0, 9);
        const auto reset = [&] {
            SetEvent(event.get());
            while (take(count)) {
            }
            ReleaseSemaphore(count.get(), 2, nullptr);
        };
        kill_along(
            reset, [&] { take(object), ReleaseMutex(object.get()); },
            [&] {
                wait_all(values({&object, &event, &count}));
            },
            [&](bool complete) {
                const DWORD got = wait(object, 5000);
                CHECK((got == WAIT_OBJECT_0 || got == WAIT_ABANDONED));
                CHECK(ReleaseMutex(object.get()));
                const bool set = take(event);
                int units = 0;
                while (take(count)) ++units;
                CHECK(units >= 1);
                CHECK(units <= 2);
                if (complete) {
                    CHECK(!set);
                    CHECK(units == 1);
                }
                // Whatever died there, a set is seen and a unit counts.
                CHECK(SetEvent(event.get()));
                CHECK(wait(event, 5000) == WAIT_OBJECT_0);
                CHECK(ReleaseSemaphore(count.get(), 1, nullptr));
                CHECK(wait(count, 5000) == WAIT_OBJECT_0);
            });
    });
}

TEST_CASE("a wait for all that is undone may be killed at every instruction, and takes nothing") {
    const private_root root;
    in_child([] {
        const auto object = mutex();
        const auto event = auto_event(true);
        const auto missing = semaphore(0, 1);
        kill_along([] {}, [&] { take(object), ReleaseMutex(object.get()); },
                   [&] {
                       wait_all(values({&object, &event, &missing}));
                   },
                   [&](bool) {
                       CHECK(wait(object, 5000) == WAIT_OBJECT_0);
                       CHECK(ReleaseMutex(object.get()));
                       CHECK(take(event));
                       CHECK(SetEvent(event.get()));
                       CHECK(wait(missing) == WAIT_TIMEOUT);
                   });
    });
}
