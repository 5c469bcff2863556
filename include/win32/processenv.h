/* processenv.h - the standard handles, the command line.
 * https://learn.microsoft.com/windows/win32/api/processenv/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* The handle of standard input, output or error, which are files, devices or pipes; NULL where the
 * process has none, INVALID_HANDLE_VALUE for any other number. */
MAPVIEW_WIN32 HANDLE WINAPI GetStdHandle(DWORD nStdHandle);

/* The words that this process was started with, quoted where they must be; until it ends. */
MAPVIEW_WIN32 LPSTR WINAPI GetCommandLineA(void);
MAPVIEW_WIN32 LPWSTR WINAPI GetCommandLineW(void) MAPVIEW_WIDE(GetCommandLineW);

#ifdef UNICODE
#define GetCommandLine GetCommandLineW
#else
#define GetCommandLine GetCommandLineA
#endif
