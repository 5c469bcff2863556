// Timers where Linux cannot do as Windows does.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/waits.hpp"
#include "support/doctest.hpp"

#include <vector>

using test::ask, test::handle, test::manual_timer, test::mutex, test::set_timer, test::wait;

namespace {

void WINAPI complete(LPVOID, DWORD, DWORD) {}

}  // namespace

TEST_CASE("on Linux a timer has no completion routine") {
    const auto timer = manual_timer();
    LARGE_INTEGER due;
    due.QuadPart = 0;
    const auto tried =
        ask([&] { return SetWaitableTimer(timer.get(), &due, 0, complete, nullptr, FALSE); });
    CHECK(!tried.value);
    CHECK(tried.error == ERROR_NOT_SUPPORTED);
    const auto other = ask(
        [&] { return SetWaitableTimerEx(timer.get(), &due, 0, complete, nullptr, nullptr, 0); });
    CHECK(!other.value);
    CHECK(other.error == ERROR_NOT_SUPPORTED);
    CHECK(wait(timer) == WAIT_TIMEOUT);
}

TEST_CASE("on Linux a reason to wake up the system has no effect") {
    const auto timer = manual_timer();
    LARGE_INTEGER due;
    due.QuadPart = 0;
    REASON_CONTEXT reason{};
    const auto done =
        ask([&] { return SetWaitableTimerEx(timer.get(), &due, 0, nullptr, nullptr, &reason, 0); });
    CHECK(done.value);
    CHECK(done.error == ERROR_NOT_SUPPORTED);
    CHECK(wait(timer) == WAIT_OBJECT_0);
}

TEST_CASE("on Linux a thread with 2000 mutexes sets no timer") {
    const auto timer = manual_timer();
    CHECK(set_timer(timer, 600'000));
    std::vector<handle> owned;
    for (int i = 0; i < 2000; ++i) owned.push_back(mutex(true));
    REQUIRE(owned.back());
    for (const auto call : {+[](const handle& one) { return set_timer(one, 0); },
                            +[](const handle& one) { return CancelWaitableTimer(one.get()); }}) {
        const auto tried = ask([&] { return call(timer); });
        CHECK(!tried.value);
        CHECK(tried.error == ERROR_NO_SYSTEM_RESOURCES);
    }
    CHECK(wait(timer) == WAIT_TIMEOUT);
    for (const auto& one : owned) CHECK(ReleaseMutex(one.get()));
    CHECK(set_timer(timer, 0));
    CHECK(wait(timer) == WAIT_OBJECT_0);
}
