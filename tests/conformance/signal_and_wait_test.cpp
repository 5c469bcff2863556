// Signaling one object and waiting on another (semantics, table 2).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"
#include "waits.hpp"

#include <thread>

using test::ask, test::auto_event, test::handle, test::mutex, test::semaphore, test::take,
    test::untouched, test::wait;

namespace {

auto signaling(HANDLE signal, HANDLE waited, DWORD milliseconds = 0) {
    return ask([=] { return SignalObjectAndWait(signal, waited, milliseconds, FALSE); });
}

/// The error of a call that must fail; `untouched` where it does not.
DWORD refusing(HANDLE signal, HANDLE waited) {
    const auto done = signaling(signal, waited);
    return done.value == WAIT_FAILED ? done.error : untouched;
}

}  // namespace

TEST_CASE("2.6 SignalObjectAndWait signals what it is given, and waits") {
    const auto answered = auto_event();
    const auto event = auto_event();
    const auto count = semaphore(0, 1);
    const auto object = mutex(true);
    std::thread peer([&] {
        CHECK(wait(event, test::long_time) == WAIT_OBJECT_0);
        SetEvent(answered.get());
        CHECK(wait(count, test::long_time) == WAIT_OBJECT_0);
        SetEvent(answered.get());
        CHECK(wait(object, test::long_time) == WAIT_OBJECT_0);
        ReleaseMutex(object.get());
        SetEvent(answered.get());
    });
    for (const auto* const signal : {&event, &count, &object}) {
        const auto done = signaling(signal->get(), answered.get(), test::long_time);
        CHECK(done.value == WAIT_OBJECT_0);
        CHECK(done.error == untouched);
    }
    peer.join();
}

TEST_CASE("V91 one auto-reset event is signaled and waited for") {
    const auto event = auto_event();
    CHECK(signaling(event.get(), event.get()).value == WAIT_OBJECT_0);
    CHECK(wait(event) == WAIT_TIMEOUT);
}

TEST_CASE("V92 V93 a signal that fails ends the call, and nothing is taken") {
    const auto event = auto_event(true);
    const auto full = semaphore(1, 1);
    const auto foreign = mutex();
    CHECK(refusing(full.get(), event.get()) == ERROR_TOO_MANY_POSTS);
    CHECK(refusing(foreign.get(), event.get()) == ERROR_NOT_OWNER);
    CHECK(take(event));
}

TEST_CASE("V94 V99 what is no event, mutex or semaphore is no signal") {
    const auto event = auto_event(true);
    const auto section = test::create(PAGE_READWRITE, test::page);
    CHECK(refusing(section.get(), event.get()) == ERROR_INVALID_HANDLE);
    CHECK(refusing(nullptr, event.get()) == ERROR_INVALID_HANDLE);
    CHECK(refusing(test::closed_handle(), event.get()) == ERROR_INVALID_HANDLE);
    CHECK(take(event));
    CHECK(refusing(event.get(), nullptr) == ERROR_INVALID_HANDLE);
    CHECK(wait(event) == WAIT_TIMEOUT);
}

TEST_CASE("V99b an event without EVENT_MODIFY_STATE is no signal") {
    const auto event = auto_event(true);
    const auto waiting = test::duplicate(event, SYNCHRONIZE);
    CHECK(refusing(waiting.get(), event.get()) == ERROR_ACCESS_DENIED);
    CHECK(take(event));
}

TEST_CASE("V95 V96 nothing is signaled where nothing can be waited for") {
    const auto event = auto_event();
    const auto setting = test::duplicate(event, EVENT_MODIFY_STATE);
    const auto section = test::create(PAGE_READWRITE, test::page);
    CHECK(refusing(event.get(), section.get()) == ERROR_ACCESS_DENIED);
    CHECK(refusing(event.get(), setting.get()) == ERROR_ACCESS_DENIED);
    CHECK(refusing(event.get(), test::closed_handle()) == ERROR_INVALID_HANDLE);
    CHECK(wait(event) == WAIT_TIMEOUT);
}

TEST_CASE("V97 V98 where the time is over the signal stays") {
    const auto missing = auto_event();
    const auto event = auto_event();
    const auto count = semaphore(0, 1);
    for (const DWORD milliseconds : {DWORD{0}, DWORD{5}})
        for (const auto* const signal : {&event, &count}) {
            const auto over = signaling(signal->get(), missing.get(), milliseconds);
            CHECK(over.value == WAIT_TIMEOUT);
            CHECK(over.error == untouched);
            CHECK(take(*signal));
        }
}
