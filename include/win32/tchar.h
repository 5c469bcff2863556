/* tchar.h - functions for TCHAR: narrow, or with _UNICODE (or UNICODE) wide.
 * https://learn.microsoft.com/cpp/c-runtime-library/generic-text-mappings */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt_startup.h>
#include <corecrt_stdio.h>
#include <corecrt_stdlib.h>
#include <corecrt_string.h>
#include <ctype.h>
#include <io.h>
#include <locale.h>
#include <wctype.h>

#if defined(UNICODE) && !defined(_UNICODE)
#define _UNICODE
#endif

/* The locale's name in wide characters; NULL asks for the one that is set. */
MAPVIEW_C wchar_t *_wsetlocale(int category, const wchar_t *locale) MAPVIEW_CRT_WIDE(_wsetlocale);

#ifdef _UNICODE

typedef wchar_t _TCHAR;
typedef wchar_t _TSCHAR, _TUCHAR, _TXCHAR;
typedef wint_t _TINT;
#define __T(quote) L##quote
#define MAPVIEW_TCHAR(narrow, wide) wide

#else

typedef char _TCHAR;
typedef char _TXCHAR;
typedef signed char _TSCHAR;
typedef unsigned char _TUCHAR;
typedef int _TINT;
#define __T(quote) quote
#define MAPVIEW_TCHAR(narrow, wide) narrow

#endif

#define _T(quote) __T(quote)
#define _TEXT(quote) __T(quote)
#define _TEOF MAPVIEW_TCHAR(EOF, WEOF)

#define _tmain MAPVIEW_TCHAR(main, wmain)

/* Printing and reading. */
#define _tprintf MAPVIEW_TCHAR(printf_s, wprintf_s)
#define _tprintf_s MAPVIEW_TCHAR(printf_s, wprintf_s)
#define _ftprintf MAPVIEW_TCHAR(fprintf_s, fwprintf_s)
#define _ftprintf_s MAPVIEW_TCHAR(fprintf_s, fwprintf_s)
#define _vtprintf MAPVIEW_TCHAR(vprintf_s, vwprintf_s)
#define _vftprintf MAPVIEW_TCHAR(vfprintf_s, vfwprintf_s)
#define _stprintf_s MAPVIEW_TCHAR(sprintf_s, swprintf_s)
#define _vstprintf_s MAPVIEW_TCHAR(vsprintf_s, vswprintf_s)
#define _stprintf_p MAPVIEW_TCHAR(_sprintf_p, _swprintf_p)
#define _vstprintf_p MAPVIEW_TCHAR(_vsprintf_p, _vswprintf_p)
#define _tprintf_p MAPVIEW_TCHAR(_printf_p, _wprintf_p)
#define _vtprintf_p MAPVIEW_TCHAR(_vprintf_p, _vwprintf_p)
#define _ftprintf_p MAPVIEW_TCHAR(_fprintf_p, _fwprintf_p)
#define _vftprintf_p MAPVIEW_TCHAR(_vfprintf_p, _vfwprintf_p)
#define _sctprintf_p MAPVIEW_TCHAR(_scprintf_p, _scwprintf_p)
#define _vsctprintf_p MAPVIEW_TCHAR(_vscprintf_p, _vscwprintf_p)
#define _sntprintf MAPVIEW_TCHAR(_snprintf, _snwprintf)
#define _sntprintf_s MAPVIEW_TCHAR(_snprintf_s, _snwprintf_s)
#define _vsntprintf MAPVIEW_TCHAR(_vsnprintf, _vsnwprintf)
#define _vsntprintf_s MAPVIEW_TCHAR(_vsnprintf_s, _vsnwprintf_s)
#define _sctprintf MAPVIEW_TCHAR(_scprintf, _scwprintf)
#define _vsctprintf MAPVIEW_TCHAR(_vscprintf, _vscwprintf)
#define _tscanf_s MAPVIEW_TCHAR(scanf_s, wscanf_s)
#define _stscanf_s MAPVIEW_TCHAR(sscanf_s, swscanf_s)
#define _fgetts MAPVIEW_TCHAR(fgets, mapview_fgetws)
#define _fputts MAPVIEW_TCHAR(fputs, mapview_fputws)
#define _putts MAPVIEW_TCHAR(puts, _putws)
#define _getts_s MAPVIEW_TCHAR(gets_s, _getws_s)
#define _fgettc(stream) MAPVIEW_TCHAR(fgetc(stream), mapview_fgetwc(stream))
#define _gettc(stream) MAPVIEW_TCHAR(getc(stream), mapview_fgetwc(stream))
#define _gettchar() MAPVIEW_TCHAR(getchar(), mapview_fgetwc(stdin))
#define _fputtc(character, stream) \
    MAPVIEW_TCHAR(fputc(character, stream), mapview_fputwc(character, stream))
#define _puttc(character, stream) \
    MAPVIEW_TCHAR(putc(character, stream), mapview_fputwc(character, stream))
#define _puttchar(character) MAPVIEW_TCHAR(putchar(character), mapview_fputwc(character, stdout))
#define _tfopen MAPVIEW_TCHAR(fopen, _wfopen)
#define _tfopen_s MAPVIEW_TCHAR(fopen_s, _wfopen_s)
#define _taccess MAPVIEW_TCHAR(_access, _waccess)
#define _tsystem MAPVIEW_TCHAR(mapview_system, _wsystem)
#define _tsetlocale MAPVIEW_TCHAR(setlocale, _wsetlocale)

/* Microsoft's _stprintf without a size is swprintf without one, too. */
MAPVIEW_C int mapview_swprintf_unbounded(wchar_t *to, const wchar_t *format, ...)
    MAPVIEW_CRT_WIDE(swprintf_unbounded);
#define _stprintf MAPVIEW_TCHAR(mapview_sprintf, mapview_swprintf_unbounded)

/* Strings. With a wchar_t of 2 bytes the names of wide functions are macros with arguments, so
 * these have arguments, too. */
#define _tcslen(text) MAPVIEW_TCHAR(strlen(text), wcslen(text))
#define _tcsclen(text) MAPVIEW_TCHAR(strlen(text), wcslen(text))
#define _tcsnlen(text, room) MAPVIEW_TCHAR(strnlen_s(text, room), wcsnlen_s(text, room))
#define _tcscpy(to, from) MAPVIEW_TCHAR(strcpy(to, from), wcscpy(to, from))
#define _tcsncpy(to, from, count) MAPVIEW_TCHAR(strncpy(to, from, count), wcsncpy(to, from, count))
#define _tcscat(to, from) MAPVIEW_TCHAR(strcat(to, from), wcscat(to, from))
#define _tcsncat(to, from, count) MAPVIEW_TCHAR(strncat(to, from, count), wcsncat(to, from, count))
#define _tcscmp(one, other) MAPVIEW_TCHAR(strcmp(one, other), wcscmp(one, other))
#define _tcsncmp(one, other, count) \
    MAPVIEW_TCHAR(strncmp(one, other, count), wcsncmp(one, other, count))
#define _tcschr(text, character) MAPVIEW_TCHAR(strchr(text, character), wcschr(text, character))
#define _tcsrchr(text, character) MAPVIEW_TCHAR(strrchr(text, character), wcsrchr(text, character))
#define _tcsstr(text, part) MAPVIEW_TCHAR(strstr(text, part), wcsstr(text, part))
#define _tcspbrk(text, set) MAPVIEW_TCHAR(strpbrk(text, set), wcspbrk(text, set))
#define _tcsspn(text, set) MAPVIEW_TCHAR(strspn(text, set), wcsspn(text, set))
#define _tcscspn(text, set) MAPVIEW_TCHAR(strcspn(text, set), wcscspn(text, set))
#define _tcscpy_s MAPVIEW_TCHAR(strcpy_s, wcscpy_s)
#define _tcsncpy_s MAPVIEW_TCHAR(strncpy_s, wcsncpy_s)
#define _tcscat_s MAPVIEW_TCHAR(strcat_s, wcscat_s)
#define _tcsncat_s MAPVIEW_TCHAR(strncat_s, wcsncat_s)
#define _tcstok_s MAPVIEW_TCHAR(strtok_s, wcstok_s)
#define _tcsdup MAPVIEW_TCHAR(_strdup, _wcsdup)
#define _tcsicmp MAPVIEW_TCHAR(_stricmp, _wcsicmp)
#define _tcsnicmp MAPVIEW_TCHAR(_strnicmp, _wcsnicmp)
#define _tcslwr MAPVIEW_TCHAR(_strlwr, _wcslwr)
#define _tcsupr MAPVIEW_TCHAR(_strupr, _wcsupr)
#define _tcsrev MAPVIEW_TCHAR(_strrev, _wcsrev)

/* Characters. */
#define MAPVIEW_BYTE(character) ((unsigned char)(character))
#define _istalnum(character) MAPVIEW_TCHAR(isalnum(MAPVIEW_BYTE(character)), iswalnum(character))
#define _istalpha(character) MAPVIEW_TCHAR(isalpha(MAPVIEW_BYTE(character)), iswalpha(character))
#define _istdigit(character) MAPVIEW_TCHAR(isdigit(MAPVIEW_BYTE(character)), iswdigit(character))
#define _istspace(character) MAPVIEW_TCHAR(isspace(MAPVIEW_BYTE(character)), iswspace(character))
#define _istupper(character) MAPVIEW_TCHAR(isupper(MAPVIEW_BYTE(character)), iswupper(character))
#define _istlower(character) MAPVIEW_TCHAR(islower(MAPVIEW_BYTE(character)), iswlower(character))
#define _totupper(character) MAPVIEW_TCHAR(toupper(MAPVIEW_BYTE(character)), towupper(character))
#define _totlower(character) MAPVIEW_TCHAR(tolower(MAPVIEW_BYTE(character)), towlower(character))

/* Numbers. */
#define _tstoi MAPVIEW_TCHAR(atoi, _wtoi)
#define _ttoi MAPVIEW_TCHAR(atoi, _wtoi)
#define _tstol MAPVIEW_TCHAR(atol, _wtol)
#define _ttol MAPVIEW_TCHAR(atol, _wtol)
#define _tstoi64 MAPVIEW_TCHAR(_atoi64, _wtoi64)
#define _ttoi64 MAPVIEW_TCHAR(_atoi64, _wtoi64)
#define _tstof MAPVIEW_TCHAR(atof, _wtof)
#define _tcstol(text, end, base) MAPVIEW_TCHAR(strtol(text, end, base), wcstol(text, end, base))
#define _tcstoul(text, end, base) MAPVIEW_TCHAR(strtoul(text, end, base), wcstoul(text, end, base))
#define _tcstod(text, end) MAPVIEW_TCHAR(strtod(text, end), wcstod(text, end))
#define _itot MAPVIEW_TCHAR(_itoa, _itow)
#define _ltot MAPVIEW_TCHAR(_ltoa, _ltow)
#define _i64tot MAPVIEW_TCHAR(_i64toa, _i64tow)
#define _itot_s MAPVIEW_TCHAR(_itoa_s, _itow_s)
#define _i64tot_s MAPVIEW_TCHAR(_i64toa_s, _i64tow_s)
