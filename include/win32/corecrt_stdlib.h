/* corecrt_stdlib.h - the names that Microsoft's <stdlib.h> has besides the standard.
 * https://learn.microsoft.com/cpp/c-runtime-library/data-conversion */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>
#include <stdlib.h>

/* As Windows' cmd does them: "pause" waits for a key, "cls" clears the terminal. Everything else is
 * a command for the shell. */
MAPVIEW_C int mapview_system(const char *command) MAPVIEW_CRT(system);
MAPVIEW_C int _wsystem(const wchar_t *command) MAPVIEW_CRT_WIDE(_wsystem);
#define system(command) mapview_system(command)

/* Numbers to text. The base is from 2 to 36, and negative numbers have a sign in base 10 only. The
 * buffer of a function without _s must have the room. */
MAPVIEW_C char *_itoa(int value, char *to, int base) MAPVIEW_CRT(_itoa);
MAPVIEW_C char *_ltoa(long value, char *to, int base) MAPVIEW_CRT(_ltoa);
MAPVIEW_C char *_ultoa(unsigned long value, char *to, int base) MAPVIEW_CRT(_ultoa);
MAPVIEW_C char *_i64toa(long long value, char *to, int base) MAPVIEW_CRT(_i64toa);
MAPVIEW_C char *_ui64toa(unsigned long long value, char *to, int base) MAPVIEW_CRT(_ui64toa);
MAPVIEW_C errno_t _itoa_s(int value, char *to, size_t room, int base) MAPVIEW_CRT(_itoa_s);
MAPVIEW_C errno_t _i64toa_s(long long value, char *to, size_t room, int base)
    MAPVIEW_CRT(_i64toa_s);
MAPVIEW_C wchar_t *_itow(int value, wchar_t *to, int base) MAPVIEW_CRT_WIDE(_itow);
MAPVIEW_C wchar_t *_ltow(long value, wchar_t *to, int base) MAPVIEW_CRT_WIDE(_ltow);
MAPVIEW_C wchar_t *_i64tow(long long value, wchar_t *to, int base) MAPVIEW_CRT_WIDE(_i64tow);
MAPVIEW_C errno_t _itow_s(int value, wchar_t *to, size_t room, int base) MAPVIEW_CRT_WIDE(_itow_s);
MAPVIEW_C errno_t _i64tow_s(long long value, wchar_t *to, size_t room, int base)
    MAPVIEW_CRT_WIDE(_i64tow_s);
#define itoa _itoa
#define ltoa _ltoa

/* Text to numbers. */
MAPVIEW_C long long _atoi64(const char *text) MAPVIEW_CRT(_atoi64);
MAPVIEW_C long long _strtoi64(const char *text, char **end, int base) MAPVIEW_CRT(_strtoi64);
MAPVIEW_C unsigned long long _strtoui64(const char *text, char **end, int base)
    MAPVIEW_CRT(_strtoui64);
MAPVIEW_C int _wtoi(const wchar_t *text) MAPVIEW_CRT_WIDE(_wtoi);
MAPVIEW_C long _wtol(const wchar_t *text) MAPVIEW_CRT_WIDE(_wtol);
MAPVIEW_C long long _wtoi64(const wchar_t *text) MAPVIEW_CRT_WIDE(_wtoi64);
MAPVIEW_C double _wtof(const wchar_t *text) MAPVIEW_CRT_WIDE(_wtof);

/* Between UTF-8 and wide characters; `written` counts the zero at the end. */
MAPVIEW_C errno_t wcstombs_s(size_t *written, char *to, size_t room, const wchar_t *from,
                             size_t count) MAPVIEW_CRT_WIDE(wcstombs_s);
MAPVIEW_C errno_t mbstowcs_s(size_t *written, wchar_t *to, size_t room, const char *from,
                             size_t count) MAPVIEW_CRT_WIDE(mbstowcs_s);

/* The environment. _dupenv_s gives memory for free(), or NULL where there is no such variable. */
MAPVIEW_C errno_t _dupenv_s(char **text, size_t *size, const char *name) MAPVIEW_CRT(_dupenv_s);
MAPVIEW_C errno_t getenv_s(size_t *needed, char *to, size_t room, const char *name)
    MAPVIEW_CRT(getenv_s);
MAPVIEW_C errno_t _putenv_s(const char *name, const char *value) MAPVIEW_CRT(_putenv_s);

/* `alignment` is a power of two. */
MAPVIEW_C void *_aligned_malloc(size_t size, size_t alignment) MAPVIEW_CRT(_aligned_malloc);
MAPVIEW_C void _aligned_free(void *memory) MAPVIEW_CRT(_aligned_free);

#ifdef __cplusplus
namespace std {
using ::mapview_system;
}
extern "C++" {
template <size_t N>
inline errno_t _itoa_s(int value, char (&to)[N], int base) {
    return _itoa_s(value, to, N, base);
}
template <size_t N>
inline errno_t _itow_s(int value, wchar_t (&to)[N], int base) {
    return _itow_s(value, to, N, base);
}
template <size_t N>
inline errno_t wcstombs_s(size_t *written, char (&to)[N], const wchar_t *from, size_t count) {
    return wcstombs_s(written, to, N, from, count);
}
template <size_t N>
inline errno_t mbstowcs_s(size_t *written, wchar_t (&to)[N], const char *from, size_t count) {
    return mbstowcs_s(written, to, N, from, count);
}
}
#endif
