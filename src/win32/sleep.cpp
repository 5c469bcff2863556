// SPDX-License-Identifier: MIT
#include "kernel/sleep.hpp"

#include <sched.h>
#include <windows.h>

void WINAPI Sleep(DWORD dwMilliseconds) {
    mapview::kernel::sleep_for(dwMilliseconds);
}

DWORD WINAPI SleepEx(DWORD dwMilliseconds, BOOL) {
    mapview::kernel::sleep_for(dwMilliseconds);
    return 0;
}

BOOL WINAPI SwitchToThread() {
    ::sched_yield();
    return TRUE;
}
