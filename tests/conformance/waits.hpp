// conformance/waits.hpp - events, mutexes, semaphores and timers for tests, and what a wait on them
// says. SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"

#include <initializer_list>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace test {

inline handle auto_event(bool set = false, const wchar_t* name = nullptr) {
    return handle(CreateEventW(nullptr, FALSE, set, name));
}
inline handle manual_event(bool set = false, const wchar_t* name = nullptr) {
    return handle(CreateEventW(nullptr, TRUE, set, name));
}
inline handle mutex(bool owned = false, const wchar_t* name = nullptr) {
    return handle(CreateMutexW(nullptr, owned, name));
}
inline handle semaphore(LONG count, LONG maximum, const wchar_t* name = nullptr) {
    return handle(CreateSemaphoreW(nullptr, count, maximum, name));
}

inline handle auto_timer(const wchar_t* name = nullptr) {
    return handle(CreateWaitableTimerW(nullptr, FALSE, name));
}
inline handle manual_timer(const wchar_t* name = nullptr) {
    return handle(CreateWaitableTimerW(nullptr, TRUE, name));
}
/// Due after so many milliseconds, and then with this period, where it is not 0.
inline BOOL set_timer(const handle& timer, LONGLONG milliseconds, LONG period = 0) {
    LARGE_INTEGER due;
    due.QuadPart = -milliseconds * 10'000;
    return SetWaitableTimer(timer.get(), &due, period, nullptr, nullptr, FALSE);
}

/// The last error of a cancel, or `untouched` where it succeeds and leaves it alone.
inline DWORD cancelling(HANDLE timer) {
    const auto done = ask([&] { return CancelWaitableTimer(timer); });
    CHECK((done.error == untouched) == (done.value != FALSE));
    return done.error;
}

inline DWORD wait(const handle& object, DWORD milliseconds = 0) {
    return WaitForSingleObject(object.get(), milliseconds);
}

/// Whether the object is signaled. What that takes is taken.
inline bool take(const handle& object) {
    return wait(object) == WAIT_OBJECT_0;
}

inline std::vector<HANDLE> values(std::initializer_list<const handle*> objects) {
    std::vector<HANDLE> result;
    for (const auto* const object : objects) result.push_back(object->get());
    return result;
}
inline DWORD wait_any(const std::vector<HANDLE>& objects, DWORD milliseconds = 0) {
    return WaitForMultipleObjects(static_cast<DWORD>(objects.size()), objects.data(), FALSE,
                                  milliseconds);
}
inline DWORD wait_all(const std::vector<HANDLE>& objects, DWORD milliseconds = 0) {
    return WaitForMultipleObjects(static_cast<DWORD>(objects.size()), objects.data(), TRUE,
                                  milliseconds);
}

/// What a call in a thread of its own returned; the thread has ended.
template <class Call>
auto in_thread(Call call) {
    decltype(call()) result{};
    std::thread([&] { result = call(); }).join();
    return result;
}

/// Longer than any event of a test takes, where its coming ends a wait.
inline constexpr DWORD long_time = 30'000;

}  // namespace test
