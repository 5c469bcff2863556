/* errhandlingapi.h - the calling thread's last error.
 * https://learn.microsoft.com/windows/win32/api/errhandlingapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

MAPVIEW_WIN32 DWORD WINAPI GetLastError(void);
MAPVIEW_WIN32 void WINAPI SetLastError(DWORD dwErrCode);
