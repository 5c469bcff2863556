// Waiting on one object and on several (semantics, table 2).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"
#include "support/wine.hpp"
#include "waits.hpp"

#include <atomic>
#include <chrono>
#include <thread>

using test::ask, test::auto_event, test::differs_on_wine, test::handle, test::in_thread,
    test::manual_event, test::mutex, test::semaphore, test::take, test::untouched, test::values,
    test::wait, test::wait_all, test::wait_any;

namespace {

using std::chrono::steady_clock;

std::vector<HANDLE> values_of(const std::vector<handle>& objects) {
    std::vector<HANDLE> result;
    for (const auto& one : objects) result.push_back(one.get());
    return result;
}

std::vector<handle> events(std::size_t count) {
    std::vector<handle> result;
    while (result.size() < count) result.push_back(auto_event());
    return result;
}

/// Whether nobody owns the mutex, asked by another thread.
bool is_free(const handle& object) {
    return in_thread([&] {
        const bool got = wait(object) == WAIT_OBJECT_0;
        if (got) ReleaseMutex(object.get());
        return got;
    });
}

/// A mutex whose owner has ended.
handle abandoned_mutex() {
    auto object = mutex();
    std::thread([&] { wait(object); }).join();
    return object;
}

}  // namespace

TEST_CASE("2.4 a wait on what is no handle fails") {
    for (const HANDLE value : {HANDLE{}, test::closed_handle()}) {
        const auto waited = ask([&] { return WaitForSingleObject(value, 0); });
        CHECK(waited.value == WAIT_FAILED);
        CHECK(waited.error == ERROR_INVALID_HANDLE);
    }
}

TEST_CASE("2.4 a wait that passes and one that times out leave the last error as it was") {
    const auto event = auto_event(true);
    const auto passed = ask([&] { return wait(event); });
    CHECK(passed.value == WAIT_OBJECT_0);
    CHECK(passed.error == untouched);
    const auto over = ask([&] { return wait(event); });
    CHECK(over.value == WAIT_TIMEOUT);
    CHECK(over.error == untouched);
}

TEST_CASE("2.4 a wait takes as long as it was told, and no shorter") {
    const auto event = auto_event();
    const auto begun = steady_clock::now();
    CHECK(wait(event, 30) == WAIT_TIMEOUT);
    CHECK(wait_any(values({&event, &event}), 30) == WAIT_TIMEOUT);
    // Windows' clock may tick between.
    CHECK(steady_clock::now() - begun >= std::chrono::milliseconds(30));
}

TEST_CASE("2.4 the low two bits of a handle do not count") {
    const auto event = manual_event(true);
    for (const ULONG_PTR bits : {1U, 2U, 3U}) {
        const auto value =
            reinterpret_cast<HANDLE>(reinterpret_cast<ULONG_PTR>(event.get()) | bits);
        CHECK(WaitForSingleObject(value, 0) == WAIT_OBJECT_0);
    }
}

TEST_CASE("2.4 who waits for itself by a pseudo handle waits in vain") {
    CHECK(WaitForSingleObject(GetCurrentProcess(), 0) == WAIT_TIMEOUT);
    CHECK(WaitForSingleObject(GetCurrentProcess(), 5) == WAIT_TIMEOUT);
    const auto this_thread = reinterpret_cast<HANDLE>(LONG_PTR{-2});
    CHECK(WaitForSingleObject(this_thread, 0) == WAIT_TIMEOUT);
}

TEST_CASE("2.4 a wait is ended by another thread") {
    const auto event = auto_event();
    const auto count = semaphore(0, 1);
    std::thread signaler([&] {
        Sleep(10);  // not needed for the result
        SetEvent(event.get());
        Sleep(10);
        ReleaseSemaphore(count.get(), 1, nullptr);
    });
    CHECK(wait(event, INFINITE) == WAIT_OBJECT_0);
    CHECK(WaitForSingleObjectEx(count.get(), INFINITE, FALSE) == WAIT_OBJECT_0);
    signaler.join();
}

TEST_CASE("V60 V61 a wait takes 1 to 64 objects") {
    const auto all = events(65);
    auto handles = values_of(all);
    const auto none = ask([&] { return WaitForMultipleObjects(0, handles.data(), FALSE, 0); });
    CHECK(none.value == WAIT_FAILED);
    CHECK(none.error == ERROR_INVALID_PARAMETER);
    const auto many = ask([&] { return wait_any(handles); });
    CHECK(many.value == WAIT_FAILED);
    CHECK(many.error == ERROR_INVALID_PARAMETER);
    handles.pop_back();
    CHECK(wait_any(handles) == WAIT_TIMEOUT);
    CHECK(wait_all(handles) == WAIT_TIMEOUT);
    SetEvent(handles.back());
    CHECK(wait_any(handles) == WAIT_OBJECT_0 + 63);
    for (const HANDLE one : handles) SetEvent(one);
    CHECK(wait_all(handles) == WAIT_OBJECT_0);
    CHECK(wait_any(handles) == WAIT_TIMEOUT);
}

TEST_CASE("2.5 a wait for any takes the one of the lowest index, and that alone") {
    const auto first = auto_event();
    const auto second = auto_event(true);
    const auto third = semaphore(1, 1);
    const auto handles = values({&first, &second, &third});
    CHECK(wait_any(handles) == WAIT_OBJECT_0 + 1);
    CHECK(wait_any(handles) == WAIT_OBJECT_0 + 2);
    CHECK(wait_any(handles) == WAIT_TIMEOUT);
}

TEST_CASE("V68 V69 a wait with a bad handle fails, and takes nothing") {
    const auto event = auto_event(true);
    const std::vector<HANDLE> handles{event.get(), test::closed_handle()};
    for (const BOOL all : {FALSE, TRUE}) {
        const auto waited = ask([&] { return WaitForMultipleObjects(2, handles.data(), all, 0); });
        CHECK(waited.value == WAIT_FAILED);
        CHECK(waited.error == ERROR_INVALID_HANDLE);
    }
    CHECK(take(event));
}

TEST_CASE("2.5 a wait with a handle that lacks SYNCHRONIZE fails, and takes nothing") {
    const auto event = auto_event(true);
    const auto setting = test::duplicate(event, EVENT_MODIFY_STATE);
    const auto handles = values({&event, &setting});
    const auto waited = ask([&] { return wait_any(handles); });
    CHECK(waited.value == WAIT_FAILED);
    CHECK(waited.error == ERROR_ACCESS_DENIED);
    CHECK(take(event));
}

TEST_CASE("V72 V79 a wait for all that times out has taken nothing") {
    const auto event = auto_event(true);
    const auto count = semaphore(3, 3);
    const auto object = mutex();
    const auto missing = auto_event();
    const auto waited = ask([&] {
        return wait_all(values({&event, &count, &object, &missing}), 5);
    });
    CHECK(waited.value == WAIT_TIMEOUT);
    CHECK(waited.error == untouched);
    CHECK(take(event));
    LONG left = 0;
    REQUIRE(take(count));
    ReleaseSemaphore(count.get(), 1, &left);
    CHECK(left == 2);
    CHECK(is_free(object));
}

TEST_CASE(
    "V80 V101 a wait for all that times out has not raised the count of an owned mutex either") {
    const auto owned = mutex(true);
    const auto missing = auto_event();
    CHECK(wait_all(values({&owned, &missing})) == WAIT_TIMEOUT);
    CHECK(wait_all(values({&owned, &missing}), 5) == WAIT_TIMEOUT);
    CHECK(ReleaseMutex(owned.get()));
    CHECK(is_free(owned));
}

TEST_CASE("2.5 a wait for all takes one of each") {
    const auto event = auto_event(true);
    const auto stays = manual_event(true);
    const auto count = semaphore(2, 2);
    const auto owned = mutex(true);
    const auto free = mutex();
    CHECK(wait_all(values({&event, &stays, &count, &owned, &free})) == WAIT_OBJECT_0);
    CHECK(wait(event) == WAIT_TIMEOUT);
    CHECK(take(stays));
    CHECK(take(count));
    CHECK(wait(count) == WAIT_TIMEOUT);
    CHECK(ReleaseMutex(owned.get()));
    CHECK(ReleaseMutex(owned.get()));
    CHECK(!ReleaseMutex(owned.get()));
    CHECK(!is_free(free));
    CHECK(ReleaseMutex(free.get()));
    CHECK(is_free(free));
}

TEST_CASE("a wait for all ends when the last of them is there, in whatever order they come") {
    const auto first = auto_event();
    const auto second = semaphore(0, 1);
    const auto third = mutex(true);
    std::atomic<DWORD> result = WAIT_FAILED;
    std::thread waiter([&] {
        result = wait_all(values({&first, &second, &third}), test::long_time);
        ReleaseMutex(third.get());
    });
    for (int i = 0; i < 3; ++i) {
        Sleep(5);  // not needed for the result: lets the thread fall asleep
        CHECK(result == WAIT_FAILED);
        if (i == 0) ReleaseSemaphore(second.get(), 1, nullptr);
        else if (i == 1) SetEvent(first.get());
        else ReleaseMutex(third.get());
    }
    waiter.join();
    CHECK(result == WAIT_OBJECT_0);
    CHECK(wait(first) == WAIT_TIMEOUT);
    CHECK(wait(second) == WAIT_TIMEOUT);
}

TEST_CASE("V65 one handle twice is well in a wait for any") {
    const auto event = auto_event(true);
    CHECK(wait_any(values({&event, &event})) == WAIT_OBJECT_0);
    CHECK(wait_any(values({&event, &event})) == WAIT_TIMEOUT);
}

TEST_CASE("V66 V67 one object twice is refused in a wait for all") {
    const auto event = manual_event(true);
    const auto same = test::duplicate(event, SYNCHRONIZE);
    for (const auto* const second : {&event, &same}) {
        const auto waited = ask([&] { return wait_all(values({&event, second})); });
        CHECK(differs_on_wine("V66", waited.value == WAIT_FAILED &&
                                         waited.error == ERROR_INVALID_PARAMETER));
    }
}

TEST_CASE("V35 a wait for all tells that one of the mutexes was abandoned") {
    const auto left = abandoned_mutex();
    const auto event = auto_event(true);
    CHECK(wait_all(values({&event, &left})) == WAIT_ABANDONED);
    CHECK(wait(event) == WAIT_TIMEOUT);
    CHECK(ReleaseMutex(left.get()));
    CHECK(wait(left) == WAIT_OBJECT_0);
    CHECK(ReleaseMutex(left.get()));
}

TEST_CASE("V36 a wait for any tells which mutex was abandoned") {
    const auto left = abandoned_mutex();
    const auto event = auto_event();
    CHECK(wait_any(values({&event, &left})) == WAIT_ABANDONED_0 + 1);
    CHECK(ReleaseMutex(left.get()));
}

TEST_CASE("a wait for all that fails leaves an abandoned mutex abandoned") {
    const auto left = abandoned_mutex();
    const auto event = auto_event();
    CHECK(wait_all(values({&event, &left})) == WAIT_TIMEOUT);
    CHECK(wait_all(values({&left, &event}), 5) == WAIT_TIMEOUT);
    CHECK(wait(left) == WAIT_ABANDONED);
    CHECK(ReleaseMutex(left.get()));
}

TEST_CASE("V74 a pseudo handle has no place among several") {
    const auto event = auto_event(true);
    const std::vector<HANDLE> handles{event.get(), GetCurrentProcess()};
    const auto waited = ask([&] { return wait_any(handles); });
    CHECK(differs_on_wine("V74",
                          waited.value == WAIT_FAILED && waited.error == ERROR_INVALID_HANDLE));
}

TEST_CASE("a sleeping wait for any is ended by each of its objects") {
    const auto event = auto_event();
    const auto manual = manual_event();
    const auto count = semaphore(0, 1);
    const auto object = mutex(true);
    const auto handles = values({&event, &manual, &count, &object});
    for (DWORD i = 0; i < 4; ++i) {
        CAPTURE(i);
        std::atomic<DWORD> result = WAIT_FAILED;
        std::thread waiter([&] {
            result = WaitForMultipleObjectsEx(4, handles.data(), FALSE, test::long_time, FALSE);
            if (result == WAIT_OBJECT_0 + 3) ReleaseMutex(object.get());
        });
        Sleep(5);  // not needed for the result: lets the thread fall asleep
        if (i == 0) SetEvent(event.get());
        else if (i == 1) SetEvent(manual.get());
        else if (i == 2) ReleaseSemaphore(count.get(), 1, nullptr);
        else ReleaseMutex(object.get());
        waiter.join();
        CHECK(result == WAIT_OBJECT_0 + i);
        ResetEvent(manual.get());
    }
}

TEST_CASE("2.4 a closed handle's object lives on in a wait that has begun") {
    DWORD result = WAIT_FAILED;
    // A wait that begins after all finds no handle: on a busy machine the nap may be too short.
    for (DWORD nap = 20; nap < 2000 && result == WAIT_FAILED; nap *= 4) {
        auto event = auto_event();
        const auto other = test::duplicate(event, EVENT_ALL_ACCESS);
        std::atomic<bool> begun = false;
        std::thread waiter([&begun, &result, handle = event.get()] {
            begun = true;
            result = WaitForSingleObject(handle, test::long_time);
        });
        while (!begun) Sleep(1);
        Sleep(nap);
        CloseHandle(event.release());
        SetEvent(other.get());
        waiter.join();
    }
    CHECK(result == WAIT_OBJECT_0);
}

TEST_CASE("each SetEvent on an auto-reset event releases one of those who sleep") {
    const auto event = auto_event();
    std::atomic<int> released = 0;
    std::vector<std::thread> sleepers;
    for (int i = 0; i < 4; ++i)
        sleepers.emplace_back([&] {
            if (wait(event, test::long_time) == WAIT_OBJECT_0) ++released;
        });
    for (int i = 0; i < 4; ++i) {
        SetEvent(event.get());
        while (released <= i) Sleep(1);
        CHECK(released == i + 1);
    }
    for (auto& one : sleepers) one.join();
    CHECK(wait(event) == WAIT_TIMEOUT);
}
