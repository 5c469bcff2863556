/* debugapi.h - text for a debugger.
 * https://learn.microsoft.com/windows/win32/api/debugapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* Hands the text to a monitor of the same user, by the section DBWIN_BUFFER and the events and the
 * mutex beside it. Without a monitor nothing happens. The text is UTF-8 in the section. */
MAPVIEW_WIN32 void WINAPI OutputDebugStringA(LPCSTR lpOutputString);
MAPVIEW_WIN32 void WINAPI OutputDebugStringW(LPCWSTR lpOutputString)
    MAPVIEW_WIDE(OutputDebugStringW);

#ifdef UNICODE
#define OutputDebugString OutputDebugStringW
#else
#define OutputDebugString OutputDebugStringA
#endif
