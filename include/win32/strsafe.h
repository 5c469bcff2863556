/* strsafe.h - strings that are cut rather than overrun.
 * https://learn.microsoft.com/windows/win32/api/strsafe/
 *
 * The room counts characters (Cch) or bytes (Cb), the zero at the end included. A text that does
 * not fit is cut, and STRSAFE_E_INSUFFICIENT_BUFFER returned. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>
#include <winerror.h>
#include <winnt.h>

#define STRSAFE_MAX_CCH 2147483647
#define STRSAFE_E_INSUFFICIENT_BUFFER ((HRESULT)0x8007007AL)
#define STRSAFE_E_INVALID_PARAMETER ((HRESULT)0x80070057L)
#define STRSAFE_E_END_OF_FILE ((HRESULT)0x80070026L)

MAPVIEW_C HRESULT StringCchCopyA(char *to, size_t room, const char *from)
    MAPVIEW_CRT(StringCchCopyA);
MAPVIEW_C HRESULT StringCchCatA(char *to, size_t room, const char *from) MAPVIEW_CRT(StringCchCatA);
MAPVIEW_C HRESULT StringCchLengthA(const char *text, size_t room, size_t *length)
    MAPVIEW_CRT(StringCchLengthA);
MAPVIEW_C HRESULT StringCchPrintfA(char *to, size_t room, const char *format, ...)
    MAPVIEW_CRT_WIDE(StringCchPrintfA);
MAPVIEW_C HRESULT StringCchVPrintfA(char *to, size_t room, const char *format, va_list arguments)
    MAPVIEW_CRT_WIDE(StringCchVPrintfA);
MAPVIEW_C HRESULT StringCchCopyW(wchar_t *to, size_t room, const wchar_t *from)
    MAPVIEW_CRT_WIDE(StringCchCopyW);
MAPVIEW_C HRESULT StringCchCatW(wchar_t *to, size_t room, const wchar_t *from)
    MAPVIEW_CRT_WIDE(StringCchCatW);
MAPVIEW_C HRESULT StringCchLengthW(const wchar_t *text, size_t room, size_t *length)
    MAPVIEW_CRT_WIDE(StringCchLengthW);
MAPVIEW_C HRESULT StringCchPrintfW(wchar_t *to, size_t room, const wchar_t *format, ...)
    MAPVIEW_CRT_WIDE(StringCchPrintfW);
MAPVIEW_C HRESULT StringCchVPrintfW(wchar_t *to, size_t room, const wchar_t *format,
                                    va_list arguments) MAPVIEW_CRT_WIDE(StringCchVPrintfW);

#define StringCbCopyA(to, bytes, from) StringCchCopyA(to, bytes, from)
#define StringCbCopyW(to, bytes, from) StringCchCopyW(to, (bytes) / sizeof(wchar_t), from)
#define StringCbCatA(to, bytes, from) StringCchCatA(to, bytes, from)
#define StringCbCatW(to, bytes, from) StringCchCatW(to, (bytes) / sizeof(wchar_t), from)
#define StringCbPrintfA(to, bytes, ...) StringCchPrintfA(to, bytes, __VA_ARGS__)
#define StringCbPrintfW(to, bytes, ...) StringCchPrintfW(to, (bytes) / sizeof(wchar_t), __VA_ARGS__)

#ifdef UNICODE
#define StringCchCopy StringCchCopyW
#define StringCchCat StringCchCatW
#define StringCchLength StringCchLengthW
#define StringCchPrintf StringCchPrintfW
#define StringCchVPrintf StringCchVPrintfW
#define StringCbCopy StringCbCopyW
#define StringCbCat StringCbCatW
#define StringCbPrintf StringCbPrintfW
#else
#define StringCchCopy StringCchCopyA
#define StringCchCat StringCchCatA
#define StringCchLength StringCchLengthA
#define StringCchPrintf StringCchPrintfA
#define StringCchVPrintf StringCchVPrintfA
#define StringCbCopy StringCbCopyA
#define StringCbCat StringCbCatA
#define StringCbPrintf StringCbPrintfA
#endif
