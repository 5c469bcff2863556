/* processenv.h - what a process was given: standard handles, its command line, its environment.
 * https://learn.microsoft.com/windows/win32/api/processenv/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* The handle of standard input, output or error, which are files, devices or pipes; NULL where the
 * process has none, INVALID_HANDLE_VALUE for any other number. */
MAPVIEW_WIN32 HANDLE WINAPI GetStdHandle(DWORD nStdHandle);

/* The program and its arguments, quoted as a Windows program takes them apart. The text stays as
 * long as the process. */
MAPVIEW_WIN32 LPSTR WINAPI GetCommandLineA(void);
MAPVIEW_WIN32 LPWSTR WINAPI GetCommandLineW(void) MAPVIEW_WIDE(GetCommandLineW);

/* The length of the value, or the room that is needed where there is too little; 0 and
 * ERROR_ENVVAR_NOT_FOUND. A name in another case is taken where there is none in this one. As
 * getenv and setenv these are not for a thread while another one changes the environment. */
MAPVIEW_WIN32 DWORD WINAPI GetEnvironmentVariableA(LPCSTR lpName, LPSTR lpBuffer, DWORD nSize);
MAPVIEW_WIN32 DWORD WINAPI GetEnvironmentVariableW(LPCWSTR lpName, LPWSTR lpBuffer, DWORD nSize)
    MAPVIEW_WIDE(GetEnvironmentVariableW);

/* Returns the length, or the room that is needed. */
MAPVIEW_WIN32 DWORD WINAPI GetCurrentDirectoryA(DWORD nBufferLength, LPSTR lpBuffer);
MAPVIEW_WIN32 DWORD WINAPI GetCurrentDirectoryW(DWORD nBufferLength, LPWSTR lpBuffer)
    MAPVIEW_WIDE(GetCurrentDirectoryW);

/* NULL removes the variable. */
MAPVIEW_WIN32 BOOL WINAPI SetEnvironmentVariableA(LPCSTR lpName, LPCSTR lpValue);
MAPVIEW_WIN32 BOOL WINAPI SetEnvironmentVariableW(LPCWSTR lpName, LPCWSTR lpValue)
    MAPVIEW_WIDE(SetEnvironmentVariableW);

#ifdef UNICODE
#define GetCommandLine GetCommandLineW
#define GetEnvironmentVariable GetEnvironmentVariableW
#define SetEnvironmentVariable SetEnvironmentVariableW
#define GetCurrentDirectory GetCurrentDirectoryW
#else
#define GetCommandLine GetCommandLineA
#define GetEnvironmentVariable GetEnvironmentVariableA
#define SetEnvironmentVariable SetEnvironmentVariableA
#define GetCurrentDirectory GetCurrentDirectoryA
#endif
