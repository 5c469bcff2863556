/* profileapi.h - a clock with nanoseconds.
 * https://learn.microsoft.com/windows/win32/api/profileapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* Never fail. The frequency is 1,000,000,000; nothing sets the counter back. */
MAPVIEW_WIN32 BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER *lpPerformanceCount);
MAPVIEW_WIN32 BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER *lpFrequency);
