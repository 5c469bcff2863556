/* processthreadsapi.h - the calling process.
 * https://learn.microsoft.com/windows/win32/api/processthreadsapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

MAPVIEW_WIN32 HANDLE WINAPI GetCurrentProcess(void);
MAPVIEW_WIN32 DWORD WINAPI GetCurrentProcessId(void);
MAPVIEW_WIN32 DWORD WINAPI GetCurrentThreadId(void);

/* Ends the process at once: streams are written out, functions given to atexit are not called. The
 * exit status has the low 8 bits. */
MAPVIEW_WIN32 DECLSPEC_NORETURN void WINAPI ExitProcess(UINT uExitCode);

/* Lets another thread that is ready run. Always says that one was: Linux does not tell. */
MAPVIEW_WIN32 BOOL WINAPI SwitchToThread(void);
