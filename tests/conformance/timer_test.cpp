// Waitable timers: when they are signaled, what a set and a cancel change, and who is refused.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"
#include "waits.hpp"

#include <atomic>
#include <chrono>
#include <limits>
#include <string>
#include <thread>
#include <vector>

using test::ask, test::auto_event, test::auto_timer, test::cancelling, test::child_process,
    test::differs_on_wine, test::handle, test::long_time, test::manual_event, test::manual_timer,
    test::mutex, test::semaphore, test::set_timer, test::take, test::unique_wide_name,
    test::untouched, test::values, test::wait, test::wait_all, test::wait_any;

namespace {

using std::chrono::steady_clock;

/// Later than any test takes.
constexpr LONGLONG much_later = 600'000;

/// Since it was made, in milliseconds.
class stopwatch {
  public:
    double elapsed() const {
        return std::chrono::duration<double, std::milli>(steady_clock::now() - begun_).count();
    }

  private:
    steady_clock::time_point begun_ = steady_clock::now();
};

LONGLONG now() {
    FILETIME time{};
    GetSystemTimeAsFileTime(&time);
    return static_cast<LONGLONG>(ULONGLONG{time.dwHighDateTime} << 32 | time.dwLowDateTime);
}

BOOL set_steps(const handle& timer, LONGLONG steps, LONG period = 0) {
    LARGE_INTEGER due;
    due.QuadPart = steps;
    return SetWaitableTimer(timer.get(), &due, period, nullptr, nullptr, FALSE);
}

std::vector<handle> both_kinds() {
    std::vector<handle> timers;
    timers.push_back(auto_timer());
    timers.push_back(manual_timer());
    return timers;
}

}  // namespace

// Sets the timer of this name, and stays until it is killed.
TEST_ROLE(setter_of_a_timer) {
    const std::string& name = given.at(0);
    const handle timer(OpenWaitableTimerW(TIMER_MODIFY_STATE, FALSE,
                                          std::wstring(name.begin(), name.end()).c_str()));
    if (!set_timer(timer, std::stoi(given.at(1)), std::stoi(given.at(2)))) return 1;
    test::say("set");
    test::hear();
    return 0;
}

TEST_CASE("2.7 a new timer is not signaled, and never will be by itself") {
    for (const auto& timer : both_kinds()) {
        const auto waited = ask([&] { return wait(timer, 30); });
        CHECK(waited.value == WAIT_TIMEOUT);
        CHECK(waited.error == untouched);
    }
}

TEST_CASE("2.7 creating a timer that exists opens it, and leaves it as it is") {
    const auto name = unique_wide_name();
    const auto made = ask([&] { return CreateWaitableTimerW(nullptr, TRUE, name.c_str()); });
    const handle first(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK(set_timer(first, 0));
    const auto again = ask([&] { return CreateWaitableTimerW(nullptr, FALSE, name.c_str()); });
    const handle second(again.value);
    CHECK(again.error == ERROR_ALREADY_EXISTS);
    CHECK(take(second));
    CHECK(take(second));  // as the first call made it, with manual reset
}

TEST_CASE("2.7 a timer is signaled when it is due, and not before") {
    for (const auto& timer : both_kinds()) {
        const stopwatch time;
        CHECK(ask([&] { return set_timer(timer, 60); }).error == untouched);
        const DWORD at_once = wait(timer);
        if (time.elapsed() < 60) CHECK(at_once == WAIT_TIMEOUT);
        CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
        CHECK(time.elapsed() >= 60);
    }
}

TEST_CASE("2.7 a wait that is shorter ends first, and the timer expires all the same") {
    for (const auto& timer : both_kinds()) {
        const stopwatch time;
        CHECK(set_timer(timer, 120));
        const DWORD waited = wait(timer, 20);
        CHECK(time.elapsed() >= 20);
        if (time.elapsed() < 120) CHECK(waited == WAIT_TIMEOUT);
        if (waited == WAIT_TIMEOUT) CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
        CHECK(time.elapsed() >= 120);
    }
}

TEST_CASE("2.7 an expiry lets one wait pass, or all where the timer has manual reset") {
    const auto once = auto_timer();
    CHECK(set_timer(once, 1));
    CHECK(wait(once, long_time) == WAIT_OBJECT_0);
    CHECK(wait(once, 30) == WAIT_TIMEOUT);

    const auto stays = manual_timer();
    CHECK(set_timer(stays, 1));
    for (int i = 0; i < 3; ++i) CHECK(wait(stays, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("2.7 a timer that is due at once, or was due long ago, is signaled by the set") {
    for (const auto& timer : both_kinds())
        for (const LONGLONG due : {LONGLONG{0}, LONGLONG{1}, now() - 10'000'000}) {
            CHECK(set_steps(timer, due));
            CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
        }
}

TEST_CASE("2.7 an absolute time is one of UTC") {
    for (const auto& timer : both_kinds()) {
        const LONGLONG due = now() + 600'000;
        CHECK(set_steps(timer, due));
        CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
        CHECK(now() >= due);
    }
}

TEST_CASE("2.7 times and periods beyond any measure are far away") {
    constexpr LONGLONG most = std::numeric_limits<LONGLONG>::max();
    for (const auto& timer : both_kinds())
        for (const LONGLONG due : {most, -most, -most / 2, now() + most / 100}) {
            CHECK(set_steps(timer, due, std::numeric_limits<LONG>::max()));
            CHECK(wait(timer, 5) == WAIT_TIMEOUT);
        }
}

TEST_CASE("2.7 a timer with a period expires again and again, never early") {
    const auto timer = auto_timer();
    const stopwatch time;
    CHECK(set_timer(timer, 40, 20));
    // Expiries that were missed count once, so that a late wait is not followed by an early one.
    for (int i = 0; i < 8; ++i) {
        CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
        CHECK(time.elapsed() >= 40 + i * 20);
    }
    CHECK(CancelWaitableTimer(timer.get()));
}

TEST_CASE("2.7 expiries that nobody waited for are one") {
    const auto timer = auto_timer();
    bool seen = false;
    // The second look counts if no expiry can have come between.
    for (int i = 0; i < 50 && !seen; ++i) {
        const stopwatch before;
        CHECK(set_timer(timer, 0, 100));
        const stopwatch after;
        Sleep(230);
        CHECK(take(timer));
        const bool again = take(timer);
        if (before.elapsed() >= 300) continue;
        seen = true;
        CHECK(!again);
    }
    CHECK(seen);
}

TEST_CASE("2.7 a timer with manual reset and a period stays signaled") {
    const auto timer = manual_timer();
    CHECK(set_timer(timer, 1, 5));
    CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
    for (int i = 0; i < 5; ++i, Sleep(3)) CHECK(take(timer));
}

TEST_CASE("2.7 a set takes the signal and the schedule away") {
    for (const auto& timer : both_kinds()) {
        CHECK(set_timer(timer, 0, 1));
        Sleep(5);
        CHECK(set_timer(timer, much_later));
        CHECK(differs_on_wine("2.7.set", wait(timer, 20) == WAIT_TIMEOUT));
        CHECK(wait(timer) == WAIT_TIMEOUT);
        CHECK(set_timer(timer, 0));
        CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
    }
}

TEST_CASE("2.7 a timer that is cancelled does not expire, and can be set again") {
    for (const auto& timer : both_kinds()) {
        CHECK(set_timer(timer, 400, 10));
        const DWORD early = wait(timer);
        CHECK(cancelling(timer.get()) == untouched);
        if (early == WAIT_TIMEOUT && wait(timer) == WAIT_TIMEOUT)
            CHECK(wait(timer, 600) == WAIT_TIMEOUT);
        CHECK(cancelling(timer.get()) == untouched);
        CHECK(set_timer(timer, 1));
        CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
    }
}

TEST_CASE("2.7 a cancelled timer that is signaled stays so") {
    const auto stays = manual_timer();
    CHECK(set_timer(stays, 0));
    CHECK(wait(stays, long_time) == WAIT_OBJECT_0);
    CHECK(CancelWaitableTimer(stays.get()));
    CHECK(take(stays));
    CHECK(take(stays));

    for (const LONG period : {0, 10}) {
        const auto once = auto_timer();
        CHECK(set_timer(once, 0, period));
        Sleep(30);
        CHECK(CancelWaitableTimer(once.get()));
        CHECK(take(once));
        CHECK(wait(once, 30) == WAIT_TIMEOUT);
    }
}

TEST_CASE("2.7 a cancelled timer with a period whose expiry was taken is not signaled again") {
    const auto timer = auto_timer();
    CHECK(set_timer(timer, 0, 60'000));
    CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
    CHECK(CancelWaitableTimer(timer.get()));
    CHECK(wait(timer) == WAIT_TIMEOUT);
}

TEST_CASE("2.7 an earlier set is seen by those who sleep") {
    for (const auto& timer : both_kinds())
        for (const LONGLONG first : {LONGLONG{-1}, much_later}) {  // never set, or set for later
            if (first < 0) CancelWaitableTimer(timer.get());
            else CHECK(set_timer(timer, first));
            DWORD result = WAIT_FAILED;
            std::thread sleeper([&] { result = wait(timer, long_time); });
            Sleep(20);  // not needed for the result: lets the thread fall asleep
            const stopwatch time;
            CHECK(set_timer(timer, 30));
            sleeper.join();
            CHECK(result == WAIT_OBJECT_0);
            CHECK(time.elapsed() >= 30);
        }
}

TEST_CASE("2.7 a later set holds those who sleep until then") {
    for (const auto& timer : both_kinds()) {
        const stopwatch before;
        CHECK(set_timer(timer, 200));
        DWORD result = WAIT_FAILED;
        double ended = 0;
        stopwatch time;
        std::thread sleeper([&] {
            result = wait(timer, long_time);
            ended = time.elapsed();
        });
        Sleep(20);
        time = stopwatch();
        CHECK(set_timer(timer, 400));
        const bool in_time = before.elapsed() < 200;
        sleeper.join();
        CHECK(result == WAIT_OBJECT_0);
        if (in_time) CHECK(ended >= 400);
    }
}

TEST_CASE("2.7 an expiry releases all who sleep on a timer with manual reset, and else one") {
    for (const bool manual : {true, false}) {
        const auto timer = manual ? manual_timer() : auto_timer();
        std::atomic<int> released = 0;
        std::vector<std::thread> sleepers;
        for (int i = 0; i < 4; ++i)
            sleepers.emplace_back([&] {
                if (wait(timer, long_time) == WAIT_OBJECT_0) ++released;
            });
        for (int i = 0; i < 4 && !(manual && i > 0); ++i) {
            CHECK(set_timer(timer, 10));
            while (released <= i) Sleep(1);
            if (manual) break;
            Sleep(20);
            CHECK(released == i + 1);
        }
        for (auto& one : sleepers) one.join();
        CHECK(released == 4);
        CHECK(take(timer) == manual);
    }
}

TEST_CASE("2.7 each expiry of a period releases one of those who sleep") {
    const auto timer = auto_timer();
    std::atomic<int> released = 0;
    std::vector<std::thread> sleepers;
    const stopwatch time;
    CHECK(set_timer(timer, 10, 10));
    for (int i = 0; i < 4; ++i)
        sleepers.emplace_back([&] {
            for (int k = 0; k < 5; ++k)
                if (wait(timer, long_time) == WAIT_OBJECT_0) ++released;
        });
    for (auto& one : sleepers) one.join();
    CHECK(released == 20);
    CHECK(time.elapsed() >= 200);
}

TEST_CASE("2.7 waits that may set each other off go on: two threads, two timers") {
    const auto ping = auto_timer();
    const auto pong = auto_timer();
    std::thread other([&] {
        for (int i = 0; i < 200; ++i) {
            CHECK(wait(ping, long_time) == WAIT_OBJECT_0);
            CHECK(set_timer(pong, 0));
        }
    });
    for (int i = 0; i < 200; ++i) {
        CHECK(set_timer(ping, 0));
        CHECK(wait(pong, long_time) == WAIT_OBJECT_0);
    }
    other.join();
}

TEST_CASE("2.7 a wait for any ends with the first of timers and other objects") {
    const auto event = auto_event();
    const auto first = auto_timer();
    const auto second = manual_timer();
    const stopwatch time;
    CHECK(set_timer(first, much_later));
    CHECK(set_timer(second, 40));
    CHECK(wait_any(values({&event, &first, &second}), long_time) == WAIT_OBJECT_0 + 2);
    CHECK(time.elapsed() >= 40);
    CHECK(set_timer(first, 0));
    CHECK(wait(first, long_time) == WAIT_OBJECT_0);
    CHECK(set_timer(first, 0));
    CHECK(SetEvent(event.get()));
    Sleep(5);
    CHECK(wait_any(values({&event, &first, &second})) == WAIT_OBJECT_0);
    CHECK(wait_any(values({&event, &first, &second})) == WAIT_OBJECT_0 + 1);
    CHECK(wait_any(values({&event, &first, &second})) == WAIT_OBJECT_0 + 2);
    CHECK(wait_any(values({&event, &first, &event}), 20) == WAIT_TIMEOUT);
}

TEST_CASE("2.7 a sleeping wait for any of a timer and others is ended by each") {
    const auto event = auto_event();
    const auto count = semaphore(0, 1);
    const auto timer = auto_timer();
    const auto object = mutex(true);
    for (DWORD i = 0; i < 3; ++i) {
        CHECK(set_timer(timer, much_later));
        DWORD result = WAIT_FAILED;
        std::thread waiter([&] {
            result = wait_any(values({&event, &count, &timer, &object}), long_time);
        });
        Sleep(10);
        if (i == 0) SetEvent(event.get());
        else if (i == 1) ReleaseSemaphore(count.get(), 1, nullptr);
        else set_timer(timer, 5);
        waiter.join();
        CHECK(result == WAIT_OBJECT_0 + i);
    }
}

TEST_CASE("2.7 a wait for all takes an expiry with the rest, or leaves it") {
    const auto timer = auto_timer();
    const auto event = auto_event();
    const auto object = mutex();
    CHECK(set_timer(timer, 0));
    Sleep(5);
    CHECK(wait_all(values({&timer, &event, &object}), 20) == WAIT_TIMEOUT);
    CHECK(take(timer));  // it was left

    CHECK(set_timer(timer, 0, 60'000));
    Sleep(5);
    CHECK(SetEvent(event.get()));
    CHECK(wait_all(values({&timer, &event, &object}), long_time) == WAIT_OBJECT_0);
    CHECK(!take(timer));
    CHECK(!take(event));
    CHECK(ReleaseMutex(object.get()));
}

TEST_CASE("2.7 a sleeping wait for all ends when the timer, or the rest, is there") {
    const auto timer = auto_timer();
    const auto stays = manual_timer();
    const auto event = auto_event(true);
    const stopwatch time;
    CHECK(set_timer(timer, 60));
    CHECK(set_timer(stays, 30));
    CHECK(wait_all(values({&event, &timer, &stays}), long_time) == WAIT_OBJECT_0);
    CHECK(time.elapsed() >= 60);
    CHECK(!take(event));
    CHECK(!take(timer));
    CHECK(take(stays));

    CHECK(set_timer(timer, 10));
    DWORD result = WAIT_FAILED;
    std::thread waiter([&] { result = wait_all(values({&timer, &event}), long_time); });
    Sleep(40);
    CHECK(SetEvent(event.get()));
    waiter.join();
    CHECK(result == WAIT_OBJECT_0);
    CHECK(!take(timer));
}

TEST_CASE("2.7 SignalObjectAndWait waits for a timer, and signals none") {
    const auto timer = auto_timer();
    const auto event = auto_event();
    const stopwatch time;
    CHECK(set_timer(timer, 30));
    CHECK(SignalObjectAndWait(event.get(), timer.get(), long_time, FALSE) == WAIT_OBJECT_0);
    CHECK(time.elapsed() >= 30);
    CHECK(take(event));
    const auto tried = ask([&] { return SignalObjectAndWait(timer.get(), event.get(), 0, FALSE); });
    CHECK(tried.value == WAIT_FAILED);
    CHECK(tried.error == ERROR_INVALID_HANDLE);
}

TEST_CASE("2.7 a period below 0 is refused, and changes nothing") {
    const auto timer = manual_timer();
    CHECK(set_timer(timer, much_later));
    LARGE_INTEGER due;
    due.QuadPart = 0;
    for (const LONG period : {LONG{-1}, std::numeric_limits<LONG>::min()}) {
        const auto tried = ask(
            [&] { return SetWaitableTimer(timer.get(), &due, period, nullptr, nullptr, FALSE); });
        CHECK(differs_on_wine("2.7.period", !tried.value &&
                                                tried.error == ERROR_INVALID_PARAMETER &&
                                                wait(timer) == WAIT_TIMEOUT));
    }
}

TEST_CASE("2.7 a timer without a due time is not set") {
    const auto timer = manual_timer();
    const LARGE_INTEGER* const none = nullptr;
    const auto tried =
        ask([&] { return SetWaitableTimer(timer.get(), none, 0, nullptr, nullptr, FALSE); });
    CHECK(!tried.value);
    CHECK(tried.error == ERROR_NOACCESS);
    CHECK(wait(timer) == WAIT_TIMEOUT);
}

TEST_CASE(
    "2.7 a timer that shall wake the system up is set, and the last error says that it will not") {
    const auto timer = manual_timer();
    LARGE_INTEGER due;
    due.QuadPart = 0;
    const auto done =
        ask([&] { return SetWaitableTimer(timer.get(), &due, 0, nullptr, nullptr, TRUE); });
    CHECK(done.value);
    CHECK(differs_on_wine("2.7.resume", done.error == ERROR_NOT_SUPPORTED));
    CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("2.7 SetWaitableTimerEx sets as SetWaitableTimer does") {
    const auto timer = auto_timer();
    LARGE_INTEGER due;
    due.QuadPart = -300'000;
    const stopwatch time;
    const auto done = ask(
        [&] { return SetWaitableTimerEx(timer.get(), &due, 0, nullptr, nullptr, nullptr, 10); });
    CHECK(done.value);
    CHECK(done.error == untouched);
    CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
    CHECK(time.elapsed() >= 30);
    const auto tried = ask(
        [&] { return SetWaitableTimerEx(timer.get(), &due, -1, nullptr, nullptr, nullptr, 0); });
    CHECK(differs_on_wine("2.7.period", !tried.value && tried.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("2.7 a timer that another process set expires here, whether that process lives or not") {
    for (const bool killed : {false, true})
        for (const LONG period : {0, 10}) {
            const auto name = test::unique_name();
            const auto timer = auto_timer(std::wstring(name.begin(), name.end()).c_str());
            const stopwatch time;
            DWORD result = WAIT_FAILED;
            std::thread sleeper([&] { result = wait(timer, long_time); });
            child_process child("setter_of_a_timer", {name, "100", std::to_string(period)});
            REQUIRE(child.hear() == "set");
            if (killed) child.kill();
            sleeper.join();
            CHECK(result == WAIT_OBJECT_0);
            CHECK(time.elapsed() >= 100);
            if (period != 0) CHECK(wait(timer, long_time) == WAIT_OBJECT_0);
            else CHECK(wait(timer, 20) == WAIT_TIMEOUT);
        }
}
