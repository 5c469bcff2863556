// A process is killed after each single instruction of a release that another one sleeps for, or of
// a wait from which it was just woken: the other must get what there is to be had.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "forked.hpp"
#include "kill_along.hpp"
#include "object_value.hpp"
#include "sleeping.hpp"
#include "support/doctest.hpp"
#include "support/eventually.hpp"

#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>

using test::auto_event, test::eventually, test::forked, test::handle, test::in_child_to_kill_along,
    test::is_asleep, test::kill_along, test::manual_event, test::mutex, test::object_value,
    test::semaphore, test::take, test::values, test::wait, test::wait_all, test::wait_any;

namespace {

bool is_signaled(const handle& event) {
    return (object_value(event.get()) & 0x80000000) != 0;
}

/// Sleeps in `waiting` until that ends well.
std::unique_ptr<forked> sleeper(const std::function<DWORD()>& waiting) {
    auto process = std::make_unique<forked>([waiting] {
        const DWORD got = waiting();
        CHECK((got == WAIT_OBJECT_0 || got == WAIT_ABANDONED));
    });
    CHECK(eventually([&] { return is_asleep(process->id()); }));
    return process;
}

/// Ends all by itself, or is right to sleep on: what it waits for is not to be had.
void expect_nothing_lost(forked& process, const std::function<bool()>& something_left) {
    CHECK(eventually([&] { return process.has_ended() || !something_left(); }));
}

/// Whether the process is no more, to be asked by another that is not its parent.
bool is_gone(pid_t process) {
    return ::access(("/proc/" + std::to_string(process) + "/fd/0").c_str(), F_OK) != 0;
}

/// The doomed process waits for `event` in `waiting` and sleeps first, then another one; then comes
/// what `also` does, and the signal.
void kill_woken_waiter(
    const handle& event, const std::function<DWORD(DWORD)>& waiting,
    const std::function<void()>& reset = [] {}, const std::function<void()>& also = [] {}) {
    std::unique_ptr<forked> other;
    std::unique_ptr<forked> setter;
    kill_along({.reset = reset,
                .prepare = [&] { waiting(1); },
                .operation = [&] { waiting(INFINITE); },
                .before =
                    [&](pid_t id) {
                        other = std::make_unique<forked>([&event, id] {
                            while (!is_asleep(id) && !is_gone(id)) ::sched_yield();
                            CHECK(wait(event, INFINITE) == WAIT_OBJECT_0);
                        });
                        const pid_t second = other->id();
                        setter = std::make_unique<forked>([&event, &also, id, second] {
                            while (!(is_asleep(id) && is_asleep(second)) && !is_gone(id))
                                ::sched_yield();
                            also();
                            SetEvent(event.get());
                            // All are woken where several processes sleep for several objects: then
                            // the other one may be faster, and the doomed one needs a signal of its
                            // own.
                            while (!is_gone(second) && !is_gone(id)) ::sched_yield();
                            if (!is_gone(id)) SetEvent(event.get());
                        });
                    },
                .check =
                    [&](bool complete) {
                        CHECK(setter->passed());
                        if (!complete)
                            expect_nothing_lost(*other,
                                                [&] { return object_value(event.get()) != 0; });
                        // The dead one may have taken it, with its last instructions.
                        if (!other->has_ended()) SetEvent(event.get());
                        CHECK(other->passed());
                        take(event);
                    }});
}

}  // namespace

TEST_CASE("a mutex's release that is killed at any instruction lets a sleeper have it") {
    in_child_to_kill_along([] {
        const auto object = mutex();
        std::unique_ptr<forked> other;
        kill_along(
            {.prepare = [&] { take(object); },
             .operation = [&] { ReleaseMutex(object.get()); },
             .before = [&](pid_t) { other = sleeper([&] { return wait(object, INFINITE); }); },
             .check = [&](bool) { CHECK(other->passed()); }});
    });
}

TEST_CASE("a SetEvent that is killed at any instruction leaves nobody asleep beside a signal") {
    in_child_to_kill_along([] {
        const auto event = auto_event();
        std::unique_ptr<forked> other;
        kill_along(
            {.prepare = [&] { take(event); },
             .operation = [&] { SetEvent(event.get()); },
             .before = [&](pid_t) { other = sleeper([&] { return wait(event, INFINITE); }); },
             .check =
                 [&](bool complete) {
                     if (!complete) {
                         expect_nothing_lost(*other,
                                             [&] { return object_value(event.get()) != 0; });
                         SetEvent(event.get());
                     }
                     CHECK(other->passed());
                     take(event);
                     CHECK(!take(event));
                 }});
    });
}

TEST_CASE("a SetEvent on a manual-reset event that is killed releases all or none") {
    in_child_to_kill_along([] {
        const auto event = manual_event();
        std::unique_ptr<forked> first;
        std::unique_ptr<forked> second;
        const auto waiting = [&] { return wait(event, INFINITE); };
        kill_along({.reset = [&] { ResetEvent(event.get()); },
                    .prepare = [&] { take(event); },
                    .operation = [&] { SetEvent(event.get()); },
                    .before = [&](pid_t) { first = sleeper(waiting), second = sleeper(waiting); },
                    .check =
                        [&](bool) {
                            if (!is_signaled(event)) SetEvent(event.get());
                            CHECK(first->passed());
                            CHECK(second->passed());
                            CHECK(take(event));
                        }});
    });
}

TEST_CASE("a release of a semaphore that is killed leaves nobody asleep beside a unit") {
    in_child_to_kill_along([] {
        const auto count = semaphore(0, 9);
        std::unique_ptr<forked> first;
        std::unique_ptr<forked> second;
        const auto waiting = [&] { return wait(count, INFINITE); };
        kill_along({.prepare = [&] { take(count); },
                    .operation = [&] { ReleaseSemaphore(count.get(), 2, nullptr); },
                    .before = [&](pid_t) { first = sleeper(waiting), second = sleeper(waiting); },
                    .check =
                        [&](bool complete) {
                            if (!complete) {
                                const auto left = [&] { return object_value(count.get()) != 0; };
                                expect_nothing_lost(*first, left);
                                expect_nothing_lost(*second, left);
                                ReleaseSemaphore(count.get(), 2, nullptr);
                            }
                            CHECK(first->passed());
                            CHECK(second->passed());
                            while (take(count)) {
                            }
                        }});
    });
}

TEST_CASE("a woken waiter that is killed at any instruction takes no signal with it") {
    in_child_to_kill_along([] {
        const auto event = auto_event();
        kill_woken_waiter(event, [&](DWORD limit) { return wait(event, limit); });
    });
}

TEST_CASE("a waiter for any that was woken and is killed takes no signal with it") {
    in_child_to_kill_along([] {
        const auto event = auto_event();
        const auto missing = auto_event();
        kill_woken_waiter(event, [&](DWORD limit) {
            return wait_any(values({&event, &missing}), limit);
        });
    });
}

TEST_CASE("a waiter for all that was woken and is killed takes no signal with it") {
    in_child_to_kill_along([] {
        const auto event = auto_event();
        const auto there = manual_event(true);
        kill_woken_waiter(event, [&](DWORD limit) {
            return wait_all(values({&event, &there}), limit);
        });
    });
}

TEST_CASE(
    "a waiter for an event or a process that was woken and is killed takes no signal with it") {
    in_child_to_kill_along([] {
        const auto event = auto_event();
        const handle process(OpenProcess(SYNCHRONIZE, FALSE, GetCurrentProcessId()));
        kill_woken_waiter(event, [&](DWORD limit) {
            return wait_any(values({&process, &event}), limit);
        });
    });
}

TEST_CASE("a waiter that is killed as it leaves an event for a process takes no signal with it") {
    in_child_to_kill_along([] {
        const auto event = auto_event();
        std::unique_ptr<forked> child;
        handle process;
        kill_woken_waiter(
            event,
            [&](DWORD limit) {
                return wait_any(values({&process, &event}), limit);
            },
            [&] {
                child = std::make_unique<forked>([] { ::pause(); });
                const auto id = static_cast<DWORD>(child->id());
                process = handle(OpenProcess(SYNCHRONIZE, FALSE, id));
            },
            [&] { ::kill(child->id(), SIGKILL); });
    });
}
