// Handles of waitable timers: their rights, their names, and who shares them.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"
#include "waits.hpp"

#include <string>

#ifndef CREATE_WAITABLE_TIMER_HIGH_RESOLUTION  // since Windows 10, version 1803
#define CREATE_WAITABLE_TIMER_HIGH_RESOLUTION 0x00000002
#endif

using test::ask, test::auto_event, test::cancelling, test::child_process, test::differs_on_wine,
    test::handle, test::long_time, test::manual_timer, test::set_timer, test::take,
    test::unique_wide_name, test::untouched, test::wait;

namespace {

/// The last error of a set, or `untouched` where it succeeds and leaves it alone.
DWORD setting(HANDLE timer) {
    LARGE_INTEGER due;
    due.QuadPart = 0;
    const auto done =
        ask([&] { return SetWaitableTimer(timer, &due, 0, nullptr, nullptr, FALSE); });
    CHECK((done.error == untouched) == (done.value != FALSE));
    return done.error;
}

std::string text_of(const handle& object) {
    return std::to_string(reinterpret_cast<ULONG_PTR>(object.get()));
}

}  // namespace

// Waits for an inherited timer, and tells how that ended.
TEST_ROLE(heir_of_a_timer) {
    const handle timer(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::stoull(given.at(0)))));
    test::say("waiting");
    test::say(std::to_string(wait(timer, long_time)));
    return 0;
}

TEST_CASE("2.7 what is no timer can be neither set nor cancelled, and a timer is nothing else") {
    const auto event = auto_event();
    for (const HANDLE value : {HANDLE{}, event.get(), test::closed_handle()}) {
        CHECK(setting(value) == ERROR_INVALID_HANDLE);
        CHECK(cancelling(value) == ERROR_INVALID_HANDLE);
    }
    const auto timer = manual_timer();
    CHECK(ask([&] { return SetEvent(timer.get()); }).error == ERROR_INVALID_HANDLE);
    CHECK(ask([&] { return ReleaseMutex(timer.get()); }).error == ERROR_INVALID_HANDLE);
    CHECK(ask([&] { return ReleaseSemaphore(timer.get(), 1, nullptr); }).error ==
          ERROR_INVALID_HANDLE);
    CHECK(wait(timer) == WAIT_TIMEOUT);
}

TEST_CASE("2.7 setting and cancelling a timer need TIMER_MODIFY_STATE, waiting SYNCHRONIZE") {
    const auto name = unique_wide_name();
    const auto timer = manual_timer(name.c_str());
    const handle waiting(OpenWaitableTimerW(SYNCHRONIZE, FALSE, name.c_str()));
    CHECK(setting(waiting.get()) == ERROR_ACCESS_DENIED);
    CHECK(cancelling(waiting.get()) == ERROR_ACCESS_DENIED);
    const handle changing(OpenWaitableTimerW(TIMER_MODIFY_STATE, FALSE, name.c_str()));
    CHECK(setting(changing.get()) == untouched);
    CHECK(cancelling(changing.get()) == untouched);
    const auto waited = ask([&] { return wait(changing); });
    CHECK(waited.value == WAIT_FAILED);
    CHECK(waited.error == ERROR_ACCESS_DENIED);
    CHECK(wait(waiting, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("2.7 CreateWaitableTimerEx takes flags and rights") {
    const handle manual(CreateWaitableTimerExW(nullptr, nullptr, CREATE_WAITABLE_TIMER_MANUAL_RESET,
                                               SYNCHRONIZE | TIMER_MODIFY_STATE));
    CHECK(set_timer(manual, 0));
    CHECK(wait(manual, long_time) == WAIT_OBJECT_0);
    CHECK(take(manual));
    const handle waiting(CreateWaitableTimerExW(nullptr, nullptr, 0, SYNCHRONIZE));
    CHECK(setting(waiting.get()) == ERROR_ACCESS_DENIED);
    const handle fine(CreateWaitableTimerExW(
        nullptr, nullptr, CREATE_WAITABLE_TIMER_HIGH_RESOLUTION, TIMER_ALL_ACCESS));
    CHECK(set_timer(fine, 1));
    CHECK(wait(fine, long_time) == WAIT_OBJECT_0);
    CHECK(!take(fine));
    const auto made =
        ask([] { return CreateWaitableTimerExW(nullptr, nullptr, 4, TIMER_ALL_ACCESS); });
    const handle wrong(made.value);
    CHECK(differs_on_wine("2.7.flags", !made.value && made.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("2.7 a timer's A functions mean the same names as the W functions") {
    const auto name = test::unique_name();
    const std::wstring wide(name.begin(), name.end());
    const handle first(CreateWaitableTimerA(nullptr, TRUE, name.c_str()));
    const handle second(OpenWaitableTimerW(TIMER_ALL_ACCESS, FALSE, wide.c_str()));
    const handle third(OpenWaitableTimerA(TIMER_ALL_ACCESS, FALSE, name.c_str()));
    const handle fourth(CreateWaitableTimerExA(nullptr, name.c_str(), 0, TIMER_ALL_ACCESS));
    CHECK(set_timer(second, 0));
    CHECK(wait(third, long_time) == WAIT_OBJECT_0);
    CHECK(take(fourth));
    CHECK(take(first));
    const auto missing =
        ask([] { return OpenWaitableTimerW(TIMER_ALL_ACCESS, FALSE, unique_wide_name().c_str()); });
    CHECK(missing.value == nullptr);
    CHECK(missing.error == ERROR_FILE_NOT_FOUND);
}

TEST_CASE("2.7 an inherited timer is one and the same in two processes") {
    SECURITY_ATTRIBUTES attributes{sizeof attributes, nullptr, TRUE};
    const handle timer(CreateWaitableTimerW(&attributes, FALSE, nullptr));
    child_process child("heir_of_a_timer", {text_of(timer)});
    REQUIRE(child.hear() == "waiting");
    Sleep(20);
    CHECK(set_timer(timer, 20));
    CHECK(child.hear() == "0");
    CHECK(wait(timer) == WAIT_TIMEOUT);
}

TEST_CASE("2.7 a duplicate of a timer means the same timer") {
    const auto timer = manual_timer();
    const auto second = test::duplicate(timer, TIMER_MODIFY_STATE);
    CHECK(set_timer(second, 0));
    CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
}
