/* corecrt_string.h - the names that Microsoft's <string.h> and <wchar.h> have besides the standard.
 * https://learn.microsoft.com/cpp/c-runtime-library/string-manipulation-crt
 *
 * A function with _s fails with EINVAL for a null pointer, ERANGE where the room is too small, and
 * leaves an empty text then; _TRUNCATE as count asks for as much as fits (STRUNCATE). */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>
#include <string.h>

#define STRUNCATE 80

MAPVIEW_C errno_t strcpy_s(char *to, rsize_t room, const char *from) MAPVIEW_CRT(strcpy_s);
MAPVIEW_C errno_t strcat_s(char *to, rsize_t room, const char *from) MAPVIEW_CRT(strcat_s);
MAPVIEW_C errno_t strncpy_s(char *to, rsize_t room, const char *from, rsize_t count)
    MAPVIEW_CRT(strncpy_s);
MAPVIEW_C errno_t strncat_s(char *to, rsize_t room, const char *from, rsize_t count)
    MAPVIEW_CRT(strncat_s);
MAPVIEW_C char *strtok_s(char *text, const char *delimiters, char **context) MAPVIEW_CRT(strtok_s);
MAPVIEW_C size_t strnlen_s(const char *text, size_t room) MAPVIEW_CRT(strnlen_s);
MAPVIEW_C errno_t memcpy_s(void *to, rsize_t room, const void *from, rsize_t count)
    MAPVIEW_CRT(memcpy_s);
MAPVIEW_C errno_t memmove_s(void *to, rsize_t room, const void *from, rsize_t count)
    MAPVIEW_CRT(memmove_s);
MAPVIEW_C errno_t strerror_s(char *to, size_t room, int number) MAPVIEW_CRT(strerror_s);

MAPVIEW_C char *_strdup(const char *text) MAPVIEW_CRT(_strdup);
MAPVIEW_C int _stricmp(const char *one, const char *other) MAPVIEW_CRT(_stricmp);
MAPVIEW_C int _strnicmp(const char *one, const char *other, size_t count) MAPVIEW_CRT(_strnicmp);
MAPVIEW_C char *_strlwr(char *text) MAPVIEW_CRT(_strlwr);
MAPVIEW_C char *_strupr(char *text) MAPVIEW_CRT(_strupr);
MAPVIEW_C char *_strrev(char *text) MAPVIEW_CRT(_strrev);
#define _strcmpi _stricmp
#define strcmpi _stricmp
#define stricmp _stricmp
#define strnicmp _strnicmp

/* Wide. */

MAPVIEW_C errno_t wcscpy_s(wchar_t *to, rsize_t room, const wchar_t *from)
    MAPVIEW_CRT_WIDE(wcscpy_s);
MAPVIEW_C errno_t wcscat_s(wchar_t *to, rsize_t room, const wchar_t *from)
    MAPVIEW_CRT_WIDE(wcscat_s);
MAPVIEW_C errno_t wcsncpy_s(wchar_t *to, rsize_t room, const wchar_t *from, rsize_t count)
    MAPVIEW_CRT_WIDE(wcsncpy_s);
MAPVIEW_C errno_t wcsncat_s(wchar_t *to, rsize_t room, const wchar_t *from, rsize_t count)
    MAPVIEW_CRT_WIDE(wcsncat_s);
MAPVIEW_C wchar_t *wcstok_s(wchar_t *text, const wchar_t *delimiters, wchar_t **context)
    MAPVIEW_CRT_WIDE(wcstok_s);
MAPVIEW_C size_t wcsnlen_s(const wchar_t *text, size_t room) MAPVIEW_CRT_WIDE(wcsnlen_s);
MAPVIEW_C errno_t wmemcpy_s(wchar_t *to, rsize_t room, const wchar_t *from, rsize_t count)
    MAPVIEW_CRT_WIDE(wmemcpy_s);
MAPVIEW_C wchar_t *_wcsdup(const wchar_t *text) MAPVIEW_CRT_WIDE(_wcsdup);
MAPVIEW_C int _wcsicmp(const wchar_t *one, const wchar_t *other) MAPVIEW_CRT_WIDE(_wcsicmp);
MAPVIEW_C int _wcsnicmp(const wchar_t *one, const wchar_t *other, size_t count)
    MAPVIEW_CRT_WIDE(_wcsnicmp);
MAPVIEW_C wchar_t *_wcslwr(wchar_t *text) MAPVIEW_CRT_WIDE(_wcslwr);
MAPVIEW_C wchar_t *_wcsupr(wchar_t *text) MAPVIEW_CRT_WIDE(_wcsupr);
MAPVIEW_C wchar_t *_wcsrev(wchar_t *text) MAPVIEW_CRT_WIDE(_wcsrev);
#define wcsicmp _wcsicmp

#if __SIZEOF_WCHAR_T__ == 2
#include <corecrt_short_wchar.h>
#endif

/* Arrays know their room. */

#ifdef __cplusplus
extern "C++" {
template <size_t N>
inline errno_t strcpy_s(char (&to)[N], const char *from) {
    return strcpy_s(to, N, from);
}
template <size_t N>
inline errno_t strcat_s(char (&to)[N], const char *from) {
    return strcat_s(to, N, from);
}
template <size_t N>
inline errno_t strncpy_s(char (&to)[N], const char *from, rsize_t count) {
    return strncpy_s(to, N, from, count);
}
template <size_t N>
inline errno_t strncat_s(char (&to)[N], const char *from, rsize_t count) {
    return strncat_s(to, N, from, count);
}
template <size_t N>
inline errno_t wcscpy_s(wchar_t (&to)[N], const wchar_t *from) {
    return wcscpy_s(to, N, from);
}
template <size_t N>
inline errno_t wcscat_s(wchar_t (&to)[N], const wchar_t *from) {
    return wcscat_s(to, N, from);
}
template <size_t N>
inline errno_t wcsncpy_s(wchar_t (&to)[N], const wchar_t *from, rsize_t count) {
    return wcsncpy_s(to, N, from, count);
}
template <size_t N>
inline errno_t wcsncat_s(wchar_t (&to)[N], const wchar_t *from, rsize_t count) {
    return wcsncat_s(to, N, from, count);
}
}
#endif
