/* shlwapi.h - paths as text.
 * https://learn.microsoft.com/windows/win32/api/shlwapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* Takes away the last name and the separator before it, `/` or `\`, but not the root's. Says
 * whether there was anything to take away. */
MAPVIEW_WIN32 BOOL WINAPI PathRemoveFileSpecA(LPSTR pszPath);
MAPVIEW_WIN32 BOOL WINAPI PathRemoveFileSpecW(LPWSTR pszPath) MAPVIEW_WIDE(PathRemoveFileSpecW);

#ifdef UNICODE
#define PathRemoveFileSpec PathRemoveFileSpecW
#else
#define PathRemoveFileSpec PathRemoveFileSpecA
#endif
