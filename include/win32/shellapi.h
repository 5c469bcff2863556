/* shellapi.h - starting a program as the desktop does it.
 * https://learn.microsoft.com/windows/win32/api/shellapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <windef.h>

#define SE_ERR_FNF 2
#define SE_ERR_PNF 3
#define SE_ERR_ACCESSDENIED 5
#define SE_ERR_OOM 8
#define SE_ERR_NOASSOC 31

/* Starts the program lpFile with lpParameters as its command line, in lpDirectory where given; it
 * is looked for as by CreateProcess. Returns more than 32, or an SE_ERR value, with the last error
 * set besides. lpOperation is "open" or null. What needs a desktop has no program here and returns
 * SE_ERR_NOASSOC (ERROR_NO_ASSOCIATION): documents, folders, addresses and other operations;
 * "runas" returns SE_ERR_ACCESSDENIED. nShowCmd has no effect. */
MAPVIEW_WIN32 HINSTANCE WINAPI ShellExecuteA(HWND hwnd, LPCSTR lpOperation, LPCSTR lpFile,
                                             LPCSTR lpParameters, LPCSTR lpDirectory, INT nShowCmd);
MAPVIEW_WIN32 HINSTANCE WINAPI ShellExecuteW(HWND hwnd, LPCWSTR lpOperation, LPCWSTR lpFile,
                                             LPCWSTR lpParameters, LPCWSTR lpDirectory,
                                             INT nShowCmd) MAPVIEW_WIDE(ShellExecuteW);

#ifdef UNICODE
#define ShellExecute ShellExecuteW
#else
#define ShellExecute ShellExecuteA
#endif
