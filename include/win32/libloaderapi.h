/* libloaderapi.h - where the program is.
 * https://learn.microsoft.com/windows/win32/api/libloaderapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* The program's path, for hModule NULL; no other module is known, ERROR_MOD_NOT_FOUND. Returns its
 * length. What does not fit is cut: nSize then, with ERROR_INSUFFICIENT_BUFFER. */
MAPVIEW_WIN32 DWORD WINAPI GetModuleFileNameA(HMODULE hModule, LPSTR lpFilename, DWORD nSize);
MAPVIEW_WIN32 DWORD WINAPI GetModuleFileNameW(HMODULE hModule, LPWSTR lpFilename, DWORD nSize)
    MAPVIEW_WIDE(GetModuleFileNameW);

#ifdef UNICODE
#define GetModuleFileName GetModuleFileNameW
#else
#define GetModuleFileName GetModuleFileNameA
#endif
