/* processenv.h - the standard handles.
 * https://learn.microsoft.com/windows/win32/api/processenv/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* The handle of standard input, output or error, which are files, devices or pipes; NULL where the
 * process has none, INVALID_HANDLE_VALUE for any other number. */
MAPVIEW_WIN32 HANDLE WINAPI GetStdHandle(DWORD nStdHandle);
