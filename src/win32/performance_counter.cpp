// SPDX-License-Identifier: MIT
#include <windows.h>

#include <ctime>

namespace {

constexpr LONGLONG nanoseconds_per_second = 1'000'000'000;

}  // namespace

BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER* lpPerformanceCount) {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    lpPerformanceCount->QuadPart = LONGLONG{now.tv_sec} * nanoseconds_per_second + now.tv_nsec;
    return TRUE;
}

BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER* lpFrequency) {
    lpFrequency->QuadPart = nanoseconds_per_second;
    return TRUE;
}
