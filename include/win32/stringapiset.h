/* stringapiset.h - between text of a code page and wide text.
 * https://learn.microsoft.com/windows/win32/api/stringapiset/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* Both return the number of units written, or needed where there is no room for any; 0 is a
 * failure: ERROR_INSUFFICIENT_BUFFER, ERROR_INVALID_PARAMETER (a code page other than those of
 * winnls.h as well), ERROR_INVALID_FLAGS, ERROR_NO_UNICODE_TRANSLATION. A length below 0 means
 * text that ends with a zero, which is converted, too. What is no character becomes U+FFFD.
 *
 * CP_UTF8 takes no flags but the one that refuses wrong text, and no default character. The others
 * take the flags of all code pages, which change nothing. */
MAPVIEW_WIN32 int WINAPI MultiByteToWideChar(UINT CodePage, DWORD dwFlags, LPCCH lpMultiByteStr,
                                             int cbMultiByte, LPWSTR lpWideCharStr, int cchWideChar)
    MAPVIEW_WIDE(MultiByteToWideChar);
MAPVIEW_WIN32 int WINAPI WideCharToMultiByte(UINT CodePage, DWORD dwFlags, LPCWCH lpWideCharStr,
                                             int cchWideChar, LPSTR lpMultiByteStr, int cbMultiByte,
                                             LPCCH lpDefaultChar, LPBOOL lpUsedDefaultChar)
    MAPVIEW_WIDE(WideCharToMultiByte);
