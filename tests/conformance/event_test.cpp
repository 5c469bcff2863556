// Events (semantics, table 2).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"
#include "waits.hpp"

#include <atomic>
#include <thread>

using test::ask, test::auto_event, test::differs_on_wine, test::handle, test::manual_event,
    test::take, test::unique_wide_name, test::untouched, test::wait;

TEST_CASE("V01 a new event has all rights and sets the last error to 0") {
    const auto made = ask([] { return CreateEventW(nullptr, FALSE, FALSE, nullptr); });
    const handle event(made.value);
    REQUIRE(event);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK(EVENT_ALL_ACCESS == 0x1F0003);
    CHECK(SetEvent(event.get()));
    CHECK(take(event));
}

TEST_CASE("V02 creating an event that exists changes neither its reset mode nor its state") {
    const auto name = unique_wide_name();
    const auto first = manual_event(true, name.c_str());
    const auto again = ask([&] { return CreateEventW(nullptr, FALSE, FALSE, name.c_str()); });
    const handle second(again.value);
    REQUIRE(second);
    CHECK(again.error == ERROR_ALREADY_EXISTS);
    CHECK(take(second));
    CHECK(take(second));  // still manual
}

TEST_CASE("V03 creating an event that exists does not set it") {
    const auto name = unique_wide_name();
    const auto first = auto_event(false, name.c_str());
    const auto second = manual_event(true, name.c_str());
    CHECK(wait(first) == WAIT_TIMEOUT);
    SetEvent(second.get());
    CHECK(take(first));
    CHECK(wait(second) == WAIT_TIMEOUT);
}

TEST_CASE("2.1 a manual-reset event stays signaled for any number of waits, until it is reset") {
    const auto event = manual_event();
    CHECK(SetEvent(event.get()));
    CHECK(SetEvent(event.get()));
    for (int i = 0; i < 3; ++i) CHECK(take(event));
    CHECK(ResetEvent(event.get()));
    CHECK(ResetEvent(event.get()));
    CHECK(wait(event) == WAIT_TIMEOUT);
}

TEST_CASE("2.1 an auto-reset event lets one wait pass") {
    const auto event = auto_event(true);
    CHECK(take(event));
    CHECK(wait(event) == WAIT_TIMEOUT);
}

TEST_CASE("V18 two SetEvents on an auto-reset event without a waiter let one wait pass") {
    const auto event = auto_event();
    SetEvent(event.get());
    SetEvent(event.get());
    CHECK(take(event));
    CHECK(wait(event) == WAIT_TIMEOUT);
}

TEST_CASE("V06 V07 PulseEvent without a waiter leaves the event nonsignaled") {
    const auto automatic = auto_event(true);
    const auto manual = manual_event(true);
    for (const auto* const event : {&automatic, &manual}) {
        const auto pulsed = ask([&] { return PulseEvent(event->get()); });
        CHECK(pulsed.value);
        CHECK(pulsed.error == untouched);
        CHECK(wait(*event) == WAIT_TIMEOUT);
    }
}

TEST_CASE("V102 PulseEvent releases one who waits") {
    for (const bool manual : {false, true}) {
        CAPTURE(manual);
        const handle event(CreateEventW(nullptr, manual, FALSE, nullptr));
        std::atomic<bool> released = false;
        std::thread waiter([&] { released = wait(event, test::long_time) == WAIT_OBJECT_0; });
        // One pulse may come before the thread sleeps, and then releases nobody.
        while (!released) {
            PulseEvent(event.get());
            Sleep(1);
        }
        waiter.join();
        CHECK(wait(event) == WAIT_TIMEOUT);
    }
}

TEST_CASE("V11 an event that is not there cannot be opened") {
    const auto missing =
        ask([] { return OpenEventW(SYNCHRONIZE, FALSE, unique_wide_name().c_str()); });
    CHECK(missing.value == nullptr);
    CHECK(missing.error == ERROR_FILE_NOT_FOUND);
    const auto nameless = ask([] { return OpenEventW(SYNCHRONIZE, FALSE, nullptr); });
    CHECK(nameless.value == nullptr);
    CHECK(nameless.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("V08 an event is opened for defined rights only") {
    const auto name = unique_wide_name();
    const auto event = auto_event(false, name.c_str());
    for (const DWORD access : {0x0U, 0x4U, 0x8000U}) {
        CAPTURE(access);
        const auto opened = ask([&] { return OpenEventW(access, FALSE, name.c_str()); });
        const handle owned(opened.value);
        CHECK(differs_on_wine("V08", !opened.value && opened.error == ERROR_ACCESS_DENIED));
    }
}

TEST_CASE("V09 waiting needs SYNCHRONIZE") {
    const auto name = unique_wide_name();
    const auto event = auto_event(true, name.c_str());
    const handle setting(OpenEventW(EVENT_MODIFY_STATE, FALSE, name.c_str()));
    const auto waited = ask([&] { return wait(setting); });
    CHECK(waited.value == WAIT_FAILED);
    CHECK(waited.error == ERROR_ACCESS_DENIED);
    CHECK(take(event));
}

TEST_CASE("V10 setting, resetting and pulsing need EVENT_MODIFY_STATE") {
    const auto name = unique_wide_name();
    const auto event = auto_event(true, name.c_str());
    const handle waiting(OpenEventW(SYNCHRONIZE, FALSE, name.c_str()));
    for (const auto call : {SetEvent, ResetEvent, PulseEvent}) {
        const auto tried = ask([&] { return call(waiting.get()); });
        CHECK(!tried.value);
        CHECK(tried.error == ERROR_ACCESS_DENIED);
    }
    CHECK(take(waiting));
}

TEST_CASE("V12 V13 what is no event cannot be set") {
    const auto other = test::mutex();
    for (const HANDLE value :
         {HANDLE{}, other.get(), test::closed_handle(), INVALID_HANDLE_VALUE}) {
        const auto tried = ask([&] { return SetEvent(value); });
        CHECK(!tried.value);
        CHECK(tried.error == ERROR_INVALID_HANDLE);
    }
}

TEST_CASE("2.1 SetEvent and ResetEvent leave the last error as it was") {
    const auto event = manual_event();
    CHECK(ask([&] { return SetEvent(event.get()); }).error == untouched);
    CHECK(ask([&] { return ResetEvent(event.get()); }).error == untouched);
}

TEST_CASE("CreateEventEx takes flags and rights") {
    const handle event(CreateEventExW(
        nullptr, nullptr, CREATE_EVENT_MANUAL_RESET | CREATE_EVENT_INITIAL_SET, SYNCHRONIZE));
    REQUIRE(event);
    CHECK(take(event));
    CHECK(take(event));
    const auto set = ask([&] { return SetEvent(event.get()); });
    CHECK(!set.value);
    CHECK(set.error == ERROR_ACCESS_DENIED);
}

TEST_CASE("2.1 CreateEventEx refuses flags that are not defined") {
    const auto made = ask([] { return CreateEventExW(nullptr, nullptr, 4, EVENT_ALL_ACCESS); });
    const handle owned(made.value);
    CHECK(differs_on_wine("2.1", !made.value && made.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("an event's A functions mean the same names as the W functions") {
    const auto name = test::unique_name();
    const std::wstring wide(name.begin(), name.end());
    const handle first(CreateEventA(nullptr, FALSE, TRUE, name.c_str()));
    const handle second(OpenEventW(EVENT_ALL_ACCESS, FALSE, wide.c_str()));
    const handle third(OpenEventA(EVENT_ALL_ACCESS, FALSE, name.c_str()));
    REQUIRE(second);
    REQUIRE(third);
    CHECK(take(second));
    CHECK(wait(first) == WAIT_TIMEOUT);
    const auto again = ask([&] {
        return CreateEventExA(nullptr, name.c_str(), CREATE_EVENT_INITIAL_SET, EVENT_ALL_ACCESS);
    });
    const handle fourth(again.value);
    CHECK(again.error == ERROR_ALREADY_EXISTS);
    CHECK(wait(third) == WAIT_TIMEOUT);
}
