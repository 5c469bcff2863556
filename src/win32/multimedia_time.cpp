// SPDX-License-Identifier: MIT
#include <mmsystem.h>
#include <windows.h>

DWORD WINAPI timeGetTime() {
    return GetTickCount();
}

MMRESULT WINAPI timeBeginPeriod(UINT uPeriod) {
    return uPeriod == 0 ? TIMERR_NOCANDO : TIMERR_NOERROR;
}

MMRESULT WINAPI timeEndPeriod(UINT uPeriod) {
    return uPeriod == 0 ? TIMERR_NOCANDO : TIMERR_NOERROR;
}
