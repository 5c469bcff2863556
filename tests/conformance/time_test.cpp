// Clocks, sleeping, the number of a thread.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "support/doctest.hpp"
#include "waits.hpp"

#include <chrono>
#include <set>
#include <thread>

TEST_CASE("Sleep takes at least as long as it was told, less a tick of the clock") {
    const auto begun = std::chrono::steady_clock::now();
    Sleep(40);
    CHECK(SleepEx(0, FALSE) == 0);
    CHECK(std::chrono::steady_clock::now() - begun >= std::chrono::milliseconds(24));
}

TEST_CASE("both tick counts go on together, in milliseconds") {
    const ULONGLONG before = GetTickCount64();
    const DWORD beside = GetTickCount();
    Sleep(60);
    const ULONGLONG passed = GetTickCount64() - before;
    CHECK(passed >= 40);
    CHECK(passed < 10'000);
    const DWORD passed_beside = GetTickCount() - beside;
    CHECK(passed_beside >= 40);
    CHECK(passed_beside < 10'000);
}

TEST_CASE("the performance counter goes on at its frequency, and never back") {
    LARGE_INTEGER frequency{};
    LARGE_INTEGER first{};
    LARGE_INTEGER second{};
    REQUIRE(QueryPerformanceFrequency(&frequency));
    REQUIRE(frequency.QuadPart > 0);
    REQUIRE(QueryPerformanceCounter(&first));
    Sleep(40);
    REQUIRE(QueryPerformanceCounter(&second));
    const auto milliseconds = (second.QuadPart - first.QuadPart) * 1000 / frequency.QuadPart;
    CHECK(milliseconds >= 24);
    CHECK(milliseconds < 10'000);
    for (int i = 0; i < 1000; ++i) {
        first = second;
        QueryPerformanceCounter(&second);
        CHECK(second.QuadPart >= first.QuadPart);
    }
}

TEST_CASE("each thread has a number of its own, and keeps it") {
    const DWORD own = GetCurrentThreadId();
    CHECK(own != 0);
    CHECK(own == GetCurrentThreadId());
    CHECK(test::in_thread(GetCurrentThreadId) != own);
}

TEST_CASE("SwitchToThread returns") {
    const BOOL switched = SwitchToThread();
    CHECK((switched == TRUE || switched == FALSE));
}
