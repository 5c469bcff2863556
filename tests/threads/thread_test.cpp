// Threads as handles: their exit codes, their ends, and waits on them.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <process.h>

#include "conformance/waits.hpp"
#include "support/doctest.hpp"

#include <atomic>
#include <thread>
#include <vector>

using test::handle, test::ask, test::untouched, test::wait, test::wait_any, test::wait_all,
    test::values, test::long_time;

namespace {

handle thread(LPTHREAD_START_ROUTINE routine, void* argument = nullptr, DWORD flags = 0,
              DWORD* id = nullptr) {
    return handle(CreateThread(nullptr, 0, routine, argument, flags, id));
}

DWORD exit_code(const handle& thread) {
    DWORD code = 0;
    REQUIRE(GetExitCodeThread(thread.get(), &code));
    return code;
}

DWORD WINAPI return_argument(void* argument) {
    return static_cast<DWORD>(reinterpret_cast<ULONG_PTR>(argument));
}

void* number(ULONG_PTR value) {
    return reinterpret_cast<void*>(value);
}

/// Waits for the event whose handle it is given; returns 5.
DWORD WINAPI wait_for_event(void* event) {
    WaitForSingleObject(event, INFINITE);
    return 5;
}

}  // namespace

TEST_CASE("a thread's handle is signaled at its end, for good, and keeps the exit code") {
    const auto go = test::manual_event();
    const auto started = thread(wait_for_event, go.get());
    REQUIRE(started);
    CHECK(wait(started) == WAIT_TIMEOUT);
    CHECK(wait(started, 10) == WAIT_TIMEOUT);
    CHECK(exit_code(started) == STILL_ACTIVE);
    SetEvent(go.get());
    CHECK(wait(started, long_time) == WAIT_OBJECT_0);
    CHECK(wait(started) == WAIT_OBJECT_0);
    CHECK(exit_code(started) == 5);
}

TEST_CASE("a thread that CreateThread did not make has ended with 0") {
    HANDLE made = nullptr;
    DWORD before = 0;
    std::thread([&] {
        DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &made, 0,
                        FALSE, DUPLICATE_SAME_ACCESS);
        GetExitCodeThread(made, &before);
    }).join();
    const handle ended(made);
    CHECK(before == STILL_ACTIVE);
    CHECK(wait(ended, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(ended) == 0);
}

TEST_CASE("an exit code has 32 bits") {
    const auto one = thread(return_argument, number(0xFEDCBA98));
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(one) == 0xFEDCBA98);
}

TEST_CASE("a thread knows its number, and so does its handle") {
    DWORD id = 0;
    const auto one = thread([](void*) -> DWORD { return GetCurrentThreadId(); }, nullptr, 0, &id);
    CHECK(GetThreadId(one.get()) == id);
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(one) == id);
    CHECK(id != GetCurrentThreadId());
    CHECK(GetThreadId(GetCurrentThread()) == GetCurrentThreadId());
}

TEST_CASE("a suspended thread begins at ResumeThread, which tells how often it was suspended") {
    static std::atomic<bool> began;
    began = false;
    const auto one = thread(
        [](void*) -> DWORD {
            began = true;
            return 0;
        },
        nullptr, CREATE_SUSPENDED);
    REQUIRE(one);
    CHECK(wait(one, 20) == WAIT_TIMEOUT);
    CHECK_FALSE(began);
    CHECK(ResumeThread(one.get()) == 1);
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(began);
}

TEST_CASE("a thread that runs is suspended zero times") {
    const auto go = test::manual_event();
    const auto one = thread(wait_for_event, go.get());
    CHECK(ResumeThread(one.get()) == 0);
    SetEvent(go.get());
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("a suspended thread that is terminated never begins") {
    static std::atomic<bool> began;
    began = false;
    const auto one = thread(
        [](void*) -> DWORD {
            began = true;
            return 0;
        },
        nullptr, CREATE_SUSPENDED);
    REQUIRE(TerminateThread(one.get(), 77));
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(one) == 77);
    CHECK_FALSE(began);
}

TEST_CASE("ExitThread ends the thread at once, and destroys nothing on its stack") {
    struct watched {
        std::atomic<bool>& destroyed;
        ~watched() { destroyed = true; }
    };
    static std::atomic<bool> destroyed;
    destroyed = false;
    const auto one = thread([](void*) -> DWORD {
        const watched here{destroyed};
        ExitThread(42);
    });
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(one) == 42);
    CHECK_FALSE(destroyed);
}

TEST_CASE("a handle is signaled when the thread's thread_local objects are gone") {
    static std::atomic<bool> destroyed;
    destroyed = false;
    struct slow {
        void touch() {}
        ~slow() {
            Sleep(50);
            destroyed = true;
        }
    };
    const auto one = thread([](void*) -> DWORD {
        static thread_local slow local;
        local.touch();
        return 1;
    });
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(destroyed);
}

TEST_CASE("TerminateThread of the calling thread is ExitThread") {
    const auto one = thread([](void*) -> DWORD {
        TerminateThread(GetCurrentThread(), 9);
        return 1;
    });
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(one) == 9);
}

TEST_CASE("a mutex that its thread leaves is abandoned, and the thread is signaled") {
    const auto mutex = test::mutex();
    const auto one = thread(
        [](void* given) -> DWORD { return WaitForSingleObject(given, INFINITE); }, mutex.get());
    CHECK(wait_all(values({&one, &mutex}), long_time) == WAIT_ABANDONED_0);
    CHECK(ReleaseMutex(mutex.get()));
}

TEST_CASE("threads and events are waited on together") {
    const auto go = test::manual_event();
    const auto other = test::auto_event();
    const auto one = thread(wait_for_event, go.get());
    const auto both = values({&other, &one});
    CHECK(wait_any(both, 10) == WAIT_TIMEOUT);
    SetEvent(other.get());
    CHECK(wait_any(both, long_time) == WAIT_OBJECT_0);
    CHECK(wait_all(both, 10) == WAIT_TIMEOUT);
    SetEvent(go.get());
    CHECK(wait_any(both, long_time) == WAIT_OBJECT_0 + 1);
    CHECK(wait_all(both, 10) == WAIT_TIMEOUT);
    SetEvent(other.get());
    CHECK(wait_all(both, long_time) == WAIT_OBJECT_0);
    CHECK_FALSE(test::take(other));
}

TEST_CASE("the end of a thread wakes everybody who waits for it, alone or for several") {
    const auto go = test::manual_event();
    const auto never = test::auto_event();
    const auto free_mutex = test::mutex();
    const auto one = thread(wait_for_event, go.get());
    std::atomic<int> woken = 0;
    std::vector<std::thread> waiters;
    for (int i = 0; i < 9; ++i)
        waiters.emplace_back([&, i] {
            DWORD result = WAIT_FAILED;
            if (i % 3 == 0) result = wait(one, long_time);
            if (i % 3 == 1) result = wait_any(values({&never, &one}), long_time) - 1;
            if (i % 3 == 2) {
                const auto manual = test::manual_event(true);
                result = wait_all(values({&manual, &one}), long_time);
            }
            if (result == WAIT_OBJECT_0) ++woken;
        });
    Sleep(30);
    SetEvent(go.get());
    for (auto& waiter : waiters) waiter.join();
    CHECK(woken == 9);
}

TEST_CASE("64 threads are waited on at once") {
    std::vector<handle> threads;
    std::vector<HANDLE> all;
    for (ULONG_PTR i = 0; i < MAXIMUM_WAIT_OBJECTS; ++i) {
        threads.push_back(thread(return_argument, number(i)));
        all.push_back(threads.back().get());
    }
    CHECK(wait_all(all, long_time) == WAIT_OBJECT_0);
    for (DWORD i = 0; i < MAXIMUM_WAIT_OBJECTS; ++i) CHECK(exit_code(threads[i]) == i);
}

TEST_CASE("a closed handle does not end its thread") {
    const auto go = test::auto_event();
    const auto done = test::auto_event();
    HANDLE both[] = {go.get(), done.get()};
    thread(
        [](void* given) -> DWORD {
            const auto* const events = static_cast<HANDLE*>(given);
            WaitForSingleObject(events[0], INFINITE);
            SetEvent(events[1]);
            return 0;
        },
        both)
        .close();
    SetEvent(go.get());
    CHECK(wait(done, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("GetCurrentThread becomes a handle that others can wait on") {
    static HANDLE real;
    real = nullptr;
    const auto ready = test::auto_event();
    const auto go = test::auto_event();
    HANDLE events[] = {ready.get(), go.get()};
    auto first = thread(
        [](void* given) -> DWORD {
            const auto* const both = static_cast<HANDLE*>(given);
            DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &real, 0,
                            FALSE, DUPLICATE_SAME_ACCESS);
            SignalObjectAndWait(both[0], both[1], INFINITE, FALSE);
            return 21;
        },
        events);
    REQUIRE(wait(ready, long_time) == WAIT_OBJECT_0);
    const handle second(real);
    REQUIRE(second);
    CHECK(GetThreadId(second.get()) == GetThreadId(first.get()));
    CHECK(wait(second) == WAIT_TIMEOUT);
    CHECK(exit_code(second) == STILL_ACTIVE);
    SetEvent(go.get());
    CHECK(wait(second, long_time) == WAIT_OBJECT_0);
    CHECK(wait(first, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(second) == 21);
}

TEST_CASE("a duplicate of a thread's handle has the rights it was given") {
    const auto go = test::manual_event();
    const auto one = thread(wait_for_event, go.get());
    HANDLE made = nullptr;
    REQUIRE(DuplicateHandle(GetCurrentProcess(), one.get(), GetCurrentProcess(), &made,
                            THREAD_QUERY_INFORMATION, FALSE, 0));
    const handle query(made);
    CHECK(exit_code(query) == STILL_ACTIVE);
    const auto waited = ask([&] { return wait(query); });
    CHECK(waited.value == WAIT_FAILED);
    CHECK(waited.error == ERROR_ACCESS_DENIED);
    const auto resumed = ask([&] { return ResumeThread(query.get()); });
    CHECK(resumed.value == static_cast<DWORD>(-1));
    CHECK(resumed.error == ERROR_ACCESS_DENIED);
    REQUIRE(DuplicateHandle(GetCurrentProcess(), one.get(), GetCurrentProcess(), &made, SYNCHRONIZE,
                            FALSE, 0));
    const handle only_wait(made);
    CHECK(wait(only_wait) == WAIT_TIMEOUT);
    DWORD code = 0;
    const auto asked = ask([&] { return GetExitCodeThread(only_wait.get(), &code); });
    CHECK(asked.value == FALSE);
    CHECK(asked.error == ERROR_ACCESS_DENIED);
    SetEvent(go.get());
    CHECK(wait(only_wait, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("what is no thread has no exit code and cannot be resumed") {
    const auto event = test::manual_event();
    DWORD code = 0;
    for (const HANDLE wrong : {event.get(), static_cast<HANDLE>(nullptr)}) {
        const auto asked = ask([&] { return GetExitCodeThread(wrong, &code); });
        CHECK(asked.value == FALSE);
        CHECK(asked.error == ERROR_INVALID_HANDLE);
        const auto resumed = ask([&] { return ResumeThread(wrong); });
        CHECK(resumed.value == static_cast<DWORD>(-1));
        CHECK(resumed.error == ERROR_INVALID_HANDLE);
    }
    CHECK(GetExitCodeThread(GetCurrentThread(), &code));
    CHECK(code == STILL_ACTIVE);
}

TEST_CASE("a thread cannot be signaled by SignalObjectAndWait") {
    const auto event = test::manual_event(true);
    const auto one = thread(return_argument);
    const auto done = ask([&] { return SignalObjectAndWait(one.get(), event.get(), 0, FALSE); });
    CHECK(done.value == WAIT_FAILED);
    CHECK(done.error == ERROR_INVALID_HANDLE);
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
}

TEST_CASE("a thread's last error begins at 0 and is its own") {
    SetLastError(untouched);
    const auto one = thread([](void*) -> DWORD {
        const DWORD found = GetLastError();
        SetLastError(1);
        return found;
    });
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(one) == 0);
    CHECK(GetLastError() == untouched);
}

TEST_CASE("a stack has the size it was given") {
    constexpr SIZE_T stack = 4 << 20;
    const handle one(CreateThread(
        nullptr, stack,
        [](void*) -> DWORD {
            volatile unsigned char large[(4 << 20) - (256 << 10)];
            large[0] = 1;
            return large[0];
        },
        nullptr, STACK_SIZE_PARAM_IS_A_RESERVATION, nullptr));
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(one) == 1);
}

TEST_CASE("_beginthreadex and _endthreadex are CreateThread and ExitThread") {
    unsigned id = 0;
    const handle one(reinterpret_cast<HANDLE>(_beginthreadex(
        nullptr, 0,
        [](void* argument) -> unsigned {
            if (argument != nullptr) _endthreadex(7);
            return 8;
        },
        &id, CREATE_SUSPENDED, &id)));
    REQUIRE(one);
    CHECK(GetThreadId(one.get()) == id);
    CHECK(ResumeThread(one.get()) == 1);
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(one) == 7);
}

#ifdef __linux__

TEST_CASE("on Linux a thread that runs cannot be terminated") {
    const auto go = test::manual_event();
    const auto one = thread(wait_for_event, go.get());
    const auto done = ask([&] { return TerminateThread(one.get(), 1); });
    CHECK(done.value == FALSE);
    CHECK(done.error == ERROR_NOT_SUPPORTED);
    SetEvent(go.get());
    CHECK(wait(one, long_time) == WAIT_OBJECT_0);
    CHECK(exit_code(one) == 5);
}

#endif
