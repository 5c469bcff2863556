// Critical sections, slim reader/writer locks, condition variables, one-time initialisation.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <array>
#include <atomic>
#include <deque>
#include <thread>
#include <vector>

using test::ask, test::untouched;

namespace {

/// A critical section for the time of a test.
struct section : CRITICAL_SECTION {
    section() { InitializeCriticalSection(this); }
    section(const section&) = delete;
    section& operator=(const section&) = delete;
    ~section() { DeleteCriticalSection(this); }
};

/// What a call in a thread of its own returned; the thread has ended.
template <class Call>
auto in_thread(Call call) {
    decltype(call()) result{};
    std::thread([&] { result = call(); }).join();
    return result;
}

/// Whether another thread could have the lock now; it lets go of it again.
bool others_can_enter(section& lock) {
    return in_thread([&] {
        if (!TryEnterCriticalSection(&lock)) return false;
        LeaveCriticalSection(&lock);
        return true;
    });
}
bool others_can_share(SRWLOCK& lock) {
    return in_thread([&] {
        if (!TryAcquireSRWLockShared(&lock)) return false;
        ReleaseSRWLockShared(&lock);
        return true;
    });
}
bool others_can_have(SRWLOCK& lock) {
    return in_thread([&] {
        if (!TryAcquireSRWLockExclusive(&lock)) return false;
        ReleaseSRWLockExclusive(&lock);
        return true;
    });
}

constexpr DWORD long_time = 30'000;

}  // namespace

TEST_CASE("a critical section belongs to its thread, as often as it was entered") {
    section lock;
    CHECK(others_can_enter(lock));
    EnterCriticalSection(&lock);
    CHECK(TryEnterCriticalSection(&lock));
    CHECK_FALSE(others_can_enter(lock));
    LeaveCriticalSection(&lock);
    CHECK_FALSE(others_can_enter(lock));
    LeaveCriticalSection(&lock);
    CHECK(others_can_enter(lock));
}

TEST_CASE("the spin count of a critical section is what it was given") {
    CRITICAL_SECTION lock;
    REQUIRE(InitializeCriticalSectionAndSpinCount(&lock, 400));
    CHECK(SetCriticalSectionSpinCount(&lock, 4000) == 400);
    CHECK(SetCriticalSectionSpinCount(&lock, 0) == 4000);
    DeleteCriticalSection(&lock);
    REQUIRE(InitializeCriticalSectionEx(&lock, 7, CRITICAL_SECTION_NO_DEBUG_INFO));
    CHECK(SetCriticalSectionSpinCount(&lock, 0) == 7);
    DeleteCriticalSection(&lock);
}

TEST_CASE("critical sections keep threads apart") {
    for (const DWORD looks : {0U, 1000U}) {
        CRITICAL_SECTION lock;
        InitializeCriticalSectionAndSpinCount(&lock, looks);
        long long sum = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int turn = 0; turn < 20'000; ++turn) {
                    EnterCriticalSection(&lock);
                    sum = sum + 1;
                    LeaveCriticalSection(&lock);
                }
            });
        for (auto& one : threads) one.join();
        CHECK(sum == 80'000);
        DeleteCriticalSection(&lock);
    }
}

TEST_CASE("a slim lock is shared by many or had by one") {
    SRWLOCK lock = SRWLOCK_INIT;
    AcquireSRWLockShared(&lock);
    CHECK(others_can_share(lock));
    CHECK_FALSE(others_can_have(lock));
    ReleaseSRWLockShared(&lock);
    AcquireSRWLockExclusive(&lock);
    CHECK_FALSE(others_can_share(lock));
    CHECK_FALSE(others_can_have(lock));
    ReleaseSRWLockExclusive(&lock);
    CHECK(others_can_share(lock));
    CHECK(others_can_have(lock));
    InitializeSRWLock(&lock);
    CHECK(lock.Ptr == nullptr);
}

TEST_CASE("slim locks keep writers apart from all others") {
    SRWLOCK lock = SRWLOCK_INIT;
    std::array<long long, 2> pair{};  // equal whenever nobody writes
    std::atomic<int> torn = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            for (int turn = 0; turn < 10'000; ++turn) {
                AcquireSRWLockExclusive(&lock);
                ++pair[0];
                ++pair[1];
                ReleaseSRWLockExclusive(&lock);
            }
        });
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            for (int turn = 0; turn < 10'000; ++turn) {
                AcquireSRWLockShared(&lock);
                if (pair[0] != pair[1]) ++torn;
                ReleaseSRWLockShared(&lock);
            }
        });
    for (auto& one : threads) one.join();
    CHECK(torn == 0);
    CHECK(pair[0] == 30'000);
    CHECK(pair[1] == 30'000);
}

TEST_CASE("a condition variable that nobody wakes ends the sleep with ERROR_TIMEOUT") {
    CONDITION_VARIABLE condition = CONDITION_VARIABLE_INIT;
    section lock;
    EnterCriticalSection(&lock);
    for (const DWORD time : {0U, 20U}) {
        const auto slept = ask([&] { return SleepConditionVariableCS(&condition, &lock, time); });
        CHECK(slept.value == FALSE);
        CHECK(slept.error == ERROR_TIMEOUT);
        CHECK_FALSE(others_can_enter(lock));  // it is ours again
    }
    LeaveCriticalSection(&lock);

    SRWLOCK slim = SRWLOCK_INIT;
    AcquireSRWLockShared(&slim);
    const auto slept = ask([&] {
        return SleepConditionVariableSRW(&condition, &slim, 1, CONDITION_VARIABLE_LOCKMODE_SHARED);
    });
    CHECK(slept.value == FALSE);
    CHECK(slept.error == ERROR_TIMEOUT);
    CHECK(others_can_share(slim));
    CHECK_FALSE(others_can_have(slim));
    ReleaseSRWLockShared(&slim);
}

TEST_CASE("a bounded queue of a critical section and two condition variables loses nothing") {
    section lock;
    CONDITION_VARIABLE not_empty, not_full;
    InitializeConditionVariable(&not_empty);
    InitializeConditionVariable(&not_full);
    std::deque<int> queue;
    constexpr std::size_t room = 4;
    constexpr int items = 5'000;
    std::atomic<long long> received = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i) {
        threads.emplace_back([&] {
            for (int item = 1; item <= items; ++item) {
                EnterCriticalSection(&lock);
                while (queue.size() == room) SleepConditionVariableCS(&not_full, &lock, INFINITE);
                queue.push_back(item);
                LeaveCriticalSection(&lock);
                WakeConditionVariable(&not_empty);
            }
        });
        threads.emplace_back([&] {
            for (int item = 1; item <= items; ++item) {
                EnterCriticalSection(&lock);
                while (queue.empty()) SleepConditionVariableCS(&not_empty, &lock, INFINITE);
                received += queue.front();
                queue.pop_front();
                LeaveCriticalSection(&lock);
                WakeConditionVariable(&not_full);
            }
        });
    }
    for (auto& one : threads) one.join();
    CHECK(received == 2LL * items * (items + 1) / 2);
}

TEST_CASE("WakeAllConditionVariable ends every sleep, whichever way the lock is had") {
    SRWLOCK lock = SRWLOCK_INIT;
    CONDITION_VARIABLE condition = CONDITION_VARIABLE_INIT;
    bool open = false;
    std::atomic<int> through = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&, shared = i % 2 != 0] {
            const ULONG mode = shared ? CONDITION_VARIABLE_LOCKMODE_SHARED : 0;
            shared ? AcquireSRWLockShared(&lock) : AcquireSRWLockExclusive(&lock);
            bool woken = true;
            while (!open && woken)
                woken = SleepConditionVariableSRW(&condition, &lock, long_time, mode);
            shared ? ReleaseSRWLockShared(&lock) : ReleaseSRWLockExclusive(&lock);
            if (woken) ++through;
        });
    AcquireSRWLockExclusive(&lock);
    open = true;
    ReleaseSRWLockExclusive(&lock);
    WakeAllConditionVariable(&condition);
    for (auto& one : threads) one.join();
    CHECK(through == 6);
}

namespace {

std::atomic<int> initialisations = 0;

BOOL CALLBACK initialise(PINIT_ONCE, PVOID parameter, PVOID* context) {
    ++initialisations;
    if (parameter == nullptr) return FALSE;
    if (context != nullptr) *context = parameter;
    return TRUE;
}

}  // namespace

TEST_CASE("InitOnceExecuteOnce runs its function until it succeeds once") {
    INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    initialisations = 0;
    PVOID context = nullptr;
    CHECK_FALSE(InitOnceExecuteOnce(&once, initialise, nullptr, &context));
    CHECK(initialisations == 1);

    alignas(8) static int thing;
    std::atomic<int> seen = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            PVOID found = nullptr;
            if (InitOnceExecuteOnce(&once, initialise, &thing, &found) && found == &thing) ++seen;
        });
    for (auto& one : threads) one.join();
    CHECK(seen == 8);
    CHECK(initialisations == 2);

    InitOnceInitialize(&once);
    CHECK(InitOnceExecuteOnce(&once, initialise, &thing, nullptr));
    CHECK(initialisations == 3);
}
