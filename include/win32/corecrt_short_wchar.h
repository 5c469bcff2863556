/* corecrt_short_wchar.h - the standard's wide string functions for a wchar_t of 2 bytes
 * (-fshort-wchar), which those of glibc cannot be used with. Calls are diverted by macros, in
 * whatever order headers come; std::wstring and std::wcout stay with glibc's size: not for use. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>
#include <stdlib.h>

#if __SIZEOF_WCHAR_T__ == 2

MAPVIEW_C size_t mapview_wcslen(const wchar_t *) MAPVIEW_CRT_WIDE(wcslen);
MAPVIEW_C size_t mapview_wcsnlen(const wchar_t *, size_t) MAPVIEW_CRT_WIDE(wcsnlen);
MAPVIEW_C wchar_t *mapview_wcscpy(wchar_t *, const wchar_t *) MAPVIEW_CRT_WIDE(wcscpy);
MAPVIEW_C wchar_t *mapview_wcsncpy(wchar_t *, const wchar_t *, size_t) MAPVIEW_CRT_WIDE(wcsncpy);
MAPVIEW_C wchar_t *mapview_wcscat(wchar_t *, const wchar_t *) MAPVIEW_CRT_WIDE(wcscat);
MAPVIEW_C wchar_t *mapview_wcsncat(wchar_t *, const wchar_t *, size_t) MAPVIEW_CRT_WIDE(wcsncat);
MAPVIEW_C int mapview_wcscmp(const wchar_t *, const wchar_t *) MAPVIEW_CRT_WIDE(wcscmp);
MAPVIEW_C int mapview_wcsncmp(const wchar_t *, const wchar_t *, size_t) MAPVIEW_CRT_WIDE(wcsncmp);
MAPVIEW_C wchar_t *mapview_wcschr(const wchar_t *, wchar_t) MAPVIEW_CRT_WIDE(wcschr);
MAPVIEW_C wchar_t *mapview_wcsrchr(const wchar_t *, wchar_t) MAPVIEW_CRT_WIDE(wcsrchr);
MAPVIEW_C wchar_t *mapview_wcsstr(const wchar_t *, const wchar_t *) MAPVIEW_CRT_WIDE(wcsstr);
MAPVIEW_C wchar_t *mapview_wcspbrk(const wchar_t *, const wchar_t *) MAPVIEW_CRT_WIDE(wcspbrk);
MAPVIEW_C size_t mapview_wcsspn(const wchar_t *, const wchar_t *) MAPVIEW_CRT_WIDE(wcsspn);
MAPVIEW_C size_t mapview_wcscspn(const wchar_t *, const wchar_t *) MAPVIEW_CRT_WIDE(wcscspn);
MAPVIEW_C wchar_t *mapview_wmemcpy(wchar_t *, const wchar_t *, size_t) MAPVIEW_CRT_WIDE(wmemcpy);
MAPVIEW_C wchar_t *mapview_wmemmove(wchar_t *, const wchar_t *, size_t) MAPVIEW_CRT_WIDE(wmemmove);
MAPVIEW_C wchar_t *mapview_wmemset(wchar_t *, wchar_t, size_t) MAPVIEW_CRT_WIDE(wmemset);
MAPVIEW_C int mapview_wmemcmp(const wchar_t *, const wchar_t *, size_t) MAPVIEW_CRT_WIDE(wmemcmp);
MAPVIEW_C long mapview_wcstol(const wchar_t *, wchar_t **, int) MAPVIEW_CRT_WIDE(wcstol);
MAPVIEW_C unsigned long mapview_wcstoul(const wchar_t *, wchar_t **, int) MAPVIEW_CRT_WIDE(wcstoul);
MAPVIEW_C double mapview_wcstod(const wchar_t *, wchar_t **) MAPVIEW_CRT_WIDE(wcstod);
MAPVIEW_C size_t mapview_wcstombs(char *, const wchar_t *, size_t) MAPVIEW_CRT_WIDE(wcstombs);
MAPVIEW_C size_t mapview_mbstowcs(wchar_t *, const char *, size_t) MAPVIEW_CRT_WIDE(mbstowcs);

#ifdef __cplusplus
namespace std {
using ::mapview_mbstowcs;
using ::mapview_wcscat;
using ::mapview_wcschr;
using ::mapview_wcscmp;
using ::mapview_wcscpy;
using ::mapview_wcscspn;
using ::mapview_wcslen;
using ::mapview_wcsncat;
using ::mapview_wcsncmp;
using ::mapview_wcsncpy;
using ::mapview_wcspbrk;
using ::mapview_wcsrchr;
using ::mapview_wcsspn;
using ::mapview_wcsstr;
using ::mapview_wcstod;
using ::mapview_wcstol;
using ::mapview_wcstombs;
using ::mapview_wcstoul;
using ::mapview_wmemcmp;
using ::mapview_wmemcpy;
using ::mapview_wmemmove;
using ::mapview_wmemset;
}  // namespace std

/* <cwchar> undefines the macros; now it has been. */
#include <cstdlib>
#include <cwchar>
#endif

#define wcslen(text) mapview_wcslen(text)
#define wcsnlen(text, room) mapview_wcsnlen(text, room)
#define wcscpy(to, from) mapview_wcscpy(to, from)
#define wcsncpy(to, from, count) mapview_wcsncpy(to, from, count)
#define wcscat(to, from) mapview_wcscat(to, from)
#define wcsncat(to, from, count) mapview_wcsncat(to, from, count)
#define wcscmp(one, other) mapview_wcscmp(one, other)
#define wcsncmp(one, other, count) mapview_wcsncmp(one, other, count)
#define wcschr(text, character) mapview_wcschr(text, character)
#define wcsrchr(text, character) mapview_wcsrchr(text, character)
#define wcsstr(text, part) mapview_wcsstr(text, part)
#define wcspbrk(text, set) mapview_wcspbrk(text, set)
#define wcsspn(text, set) mapview_wcsspn(text, set)
#define wcscspn(text, set) mapview_wcscspn(text, set)
#define wmemcpy(to, from, count) mapview_wmemcpy(to, from, count)
#define wmemmove(to, from, count) mapview_wmemmove(to, from, count)
#define wmemset(to, character, count) mapview_wmemset(to, character, count)
#define wmemcmp(one, other, count) mapview_wmemcmp(one, other, count)
#define wcstol(text, end, base) mapview_wcstol(text, end, base)
#define wcstoul(text, end, base) mapview_wcstoul(text, end, base)
#define wcstod(text, end) mapview_wcstod(text, end)
#define wcstombs(to, from, room) mapview_wcstombs(to, from, room)
#define mbstowcs(to, from, room) mapview_mbstowcs(to, from, room)

#endif
