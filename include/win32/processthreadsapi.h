/* processthreadsapi.h - the calling process.
 * https://learn.microsoft.com/windows/win32/api/processthreadsapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

MAPVIEW_WIN32 HANDLE WINAPI GetCurrentProcess(void);
MAPVIEW_WIN32 DWORD WINAPI GetCurrentProcessId(void);
MAPVIEW_WIN32 DWORD WINAPI GetCurrentThreadId(void);

/* Lets another thread that is ready run. Always says that one was: Linux does not tell. */
MAPVIEW_WIN32 BOOL WINAPI SwitchToThread(void);
