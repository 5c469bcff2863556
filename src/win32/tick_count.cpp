// SPDX-License-Identifier: MIT
#include <windows.h>

#include <ctime>

// Windows' count goes on while the machine is suspended.
ULONGLONG WINAPI GetTickCount64() {
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<ULONGLONG>(now.tv_sec) * 1000 +
           static_cast<ULONGLONG>(now.tv_nsec) / 1'000'000;
}

DWORD WINAPI GetTickCount() {
    return static_cast<DWORD>(GetTickCount64());
}
