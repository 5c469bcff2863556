/* timeapi.h - the multimedia clock.
 * https://learn.microsoft.com/windows/win32/api/timeapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

typedef UINT MMRESULT;

#define TIMERR_NOERROR 0
#define TIMERR_NOCANDO 97

/* Milliseconds since the system was started. */
MAPVIEW_WIN32 DWORD WINAPI timeGetTime(void);

/* Timers are finer than a millisecond always, so any period from 1 on is granted, and changes
 * nothing; 0 is TIMERR_NOCANDO. */
MAPVIEW_WIN32 MMRESULT WINAPI timeBeginPeriod(UINT uPeriod);
MAPVIEW_WIN32 MMRESULT WINAPI timeEndPeriod(UINT uPeriod);
