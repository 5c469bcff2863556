/* corecrt_stdio.h - printing and reading as Microsoft's C run time does.
 * https://learn.microsoft.com/cpp/c-runtime-library/format-specification-syntax-printf-and-wprintf-functions
 *
 * In a format %s is text of the function's own kind, narrow or wide; %S is of the other; %hs is
 * narrow, %ls and %ws are wide. %ld has 32 bits, %I64d and %lld have 64. Wide text leaves as UTF-8,
 * and goes together with narrow text on one stream. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>
#include <stdio.h>

/* Formatting into memory. With _s text that does not fit is an error: -1, and an empty text. The
 * others write what fits, without a zero where the text fills the room, and return -1. */
MAPVIEW_C int sprintf_s(char *to, size_t room, const char *format, ...) MAPVIEW_CRT_WIDE(sprintf_s);
MAPVIEW_C int vsprintf_s(char *to, size_t room, const char *format, va_list arguments)
    MAPVIEW_CRT_WIDE(vsprintf_s);
MAPVIEW_C int _snprintf(char *to, size_t room, const char *format, ...) MAPVIEW_CRT_WIDE(_snprintf);
MAPVIEW_C int _vsnprintf(char *to, size_t room, const char *format, va_list arguments)
    MAPVIEW_CRT_WIDE(_vsnprintf);
MAPVIEW_C int _snprintf_s(char *to, size_t room, size_t count, const char *format, ...)
    MAPVIEW_CRT_WIDE(_snprintf_s);
MAPVIEW_C int _vsnprintf_s(char *to, size_t room, size_t count, const char *format,
                           va_list arguments) MAPVIEW_CRT_WIDE(_vsnprintf_s);
MAPVIEW_C int _scprintf(const char *format, ...) MAPVIEW_CRT_WIDE(_scprintf);
MAPVIEW_C int _vscprintf(const char *format, va_list arguments) MAPVIEW_CRT_WIDE(_vscprintf);
#define vsnprintf_s _vsnprintf_s

/* With "_p" a format may name arguments by their numbers, all of them or none: "%2$s %1$d". Where
 * the text does not fit the result is -1, with ERANGE and an empty text. */
MAPVIEW_C int _sprintf_p(char *to, size_t room, const char *format, ...)
    MAPVIEW_CRT_WIDE(_sprintf_p);
MAPVIEW_C int _vsprintf_p(char *to, size_t room, const char *format, va_list arguments)
    MAPVIEW_CRT_WIDE(_vsprintf_p);
MAPVIEW_C int _scprintf_p(const char *format, ...) MAPVIEW_CRT_WIDE(_scprintf_p);
MAPVIEW_C int _vscprintf_p(const char *format, va_list arguments) MAPVIEW_CRT_WIDE(_vscprintf_p);
MAPVIEW_C int _printf_p(const char *format, ...) MAPVIEW_CRT_WIDE(_printf_p);
MAPVIEW_C int _vprintf_p(const char *format, va_list arguments) MAPVIEW_CRT_WIDE(_vprintf_p);
MAPVIEW_C int _fprintf_p(FILE *stream, const char *format, ...) MAPVIEW_CRT_WIDE(_fprintf_p);
MAPVIEW_C int _vfprintf_p(FILE *stream, const char *format, va_list arguments)
    MAPVIEW_CRT_WIDE(_vfprintf_p);
MAPVIEW_C int _swprintf_p(wchar_t *to, size_t room, const wchar_t *format, ...)
    MAPVIEW_CRT_WIDE(_swprintf_p);
MAPVIEW_C int _vswprintf_p(wchar_t *to, size_t room, const wchar_t *format, va_list arguments)
    MAPVIEW_CRT_WIDE(_vswprintf_p);
MAPVIEW_C int _scwprintf_p(const wchar_t *format, ...) MAPVIEW_CRT_WIDE(_scwprintf_p);
MAPVIEW_C int _vscwprintf_p(const wchar_t *format, va_list arguments)
    MAPVIEW_CRT_WIDE(_vscwprintf_p);
MAPVIEW_C int _wprintf_p(const wchar_t *format, ...) MAPVIEW_CRT_WIDE(_wprintf_p);
MAPVIEW_C int _vwprintf_p(const wchar_t *format, va_list arguments) MAPVIEW_CRT_WIDE(_vwprintf_p);
MAPVIEW_C int _fwprintf_p(FILE *stream, const wchar_t *format, ...) MAPVIEW_CRT_WIDE(_fwprintf_p);
MAPVIEW_C int _vfwprintf_p(FILE *stream, const wchar_t *format, va_list arguments)
    MAPVIEW_CRT_WIDE(_vfwprintf_p);

MAPVIEW_C int swprintf_s(wchar_t *to, size_t room, const wchar_t *format, ...)
    MAPVIEW_CRT_WIDE(swprintf_s);
MAPVIEW_C int vswprintf_s(wchar_t *to, size_t room, const wchar_t *format, va_list arguments)
    MAPVIEW_CRT_WIDE(vswprintf_s);
MAPVIEW_C int _snwprintf(wchar_t *to, size_t room, const wchar_t *format, ...)
    MAPVIEW_CRT_WIDE(_snwprintf);
MAPVIEW_C int _vsnwprintf(wchar_t *to, size_t room, const wchar_t *format, va_list arguments)
    MAPVIEW_CRT_WIDE(_vsnwprintf);
MAPVIEW_C int _snwprintf_s(wchar_t *to, size_t room, size_t count, const wchar_t *format, ...)
    MAPVIEW_CRT_WIDE(_snwprintf_s);
MAPVIEW_C int _vsnwprintf_s(wchar_t *to, size_t room, size_t count, const wchar_t *format,
                            va_list arguments) MAPVIEW_CRT_WIDE(_vsnwprintf_s);
MAPVIEW_C int _scwprintf(const wchar_t *format, ...) MAPVIEW_CRT_WIDE(_scwprintf);
MAPVIEW_C int _vscwprintf(const wchar_t *format, va_list arguments) MAPVIEW_CRT_WIDE(_vscwprintf);

/* Printing. */
MAPVIEW_C int printf_s(const char *format, ...) MAPVIEW_CRT_WIDE(printf);
MAPVIEW_C int fprintf_s(FILE *stream, const char *format, ...) MAPVIEW_CRT_WIDE(fprintf);
MAPVIEW_C int vprintf_s(const char *format, va_list arguments) MAPVIEW_CRT_WIDE(vprintf);
MAPVIEW_C int vfprintf_s(FILE *stream, const char *format, va_list arguments)
    MAPVIEW_CRT_WIDE(vfprintf);
MAPVIEW_C int mapview_sprintf(char *to, const char *format, ...) MAPVIEW_CRT_WIDE(sprintf);
MAPVIEW_C int mapview_vsprintf(char *to, const char *format, va_list) MAPVIEW_CRT_WIDE(vsprintf);
MAPVIEW_C int mapview_snprintf(char *to, size_t room, const char *format, ...)
    MAPVIEW_CRT_WIDE(snprintf);
MAPVIEW_C int mapview_vsnprintf(char *to, size_t room, const char *format, va_list)
    MAPVIEW_CRT_WIDE(vsnprintf);
MAPVIEW_C int wprintf_s(const wchar_t *format, ...) MAPVIEW_CRT_WIDE(wprintf);
MAPVIEW_C int fwprintf_s(FILE *stream, const wchar_t *format, ...) MAPVIEW_CRT_WIDE(fwprintf);
MAPVIEW_C int vwprintf_s(const wchar_t *format, va_list arguments) MAPVIEW_CRT_WIDE(vwprintf);
MAPVIEW_C int vfwprintf_s(FILE *stream, const wchar_t *format, va_list arguments)
    MAPVIEW_CRT_WIDE(vfwprintf);
MAPVIEW_C int mapview_swprintf(wchar_t *to, size_t room, const wchar_t *format, ...)
    MAPVIEW_CRT_WIDE(swprintf);
MAPVIEW_C int mapview_vswprintf(wchar_t *to, size_t room, const wchar_t *format, va_list)
    MAPVIEW_CRT_WIDE(vswprintf);

/* Wide characters and lines, read and written as UTF-8. */
MAPVIEW_C wint_t mapview_fgetwc(FILE *stream) MAPVIEW_CRT_WIDE(fgetwc);
MAPVIEW_C wint_t mapview_fputwc(wchar_t character, FILE *stream) MAPVIEW_CRT_WIDE(fputwc);
MAPVIEW_C wchar_t *mapview_fgetws(wchar_t *to, int room, FILE *stream) MAPVIEW_CRT_WIDE(fgetws);
MAPVIEW_C int mapview_fputws(const wchar_t *text, FILE *stream) MAPVIEW_CRT_WIDE(fputws);
MAPVIEW_C int _putws(const wchar_t *text) MAPVIEW_CRT_WIDE(_putws);

/* A line without its end; EINVAL, and an empty text, where it does not fit. */
MAPVIEW_C char *gets_s(char *to, size_t room) MAPVIEW_CRT(gets_s);
MAPVIEW_C wchar_t *_getws_s(wchar_t *to, size_t room) MAPVIEW_CRT_WIDE(_getws_s);

/* As scanf; behind the address for %s, %c and %[ follows the room there, as an unsigned int. %ld is
 * a long of Linux here. */
MAPVIEW_C int scanf_s(const char *format, ...) MAPVIEW_CRT_WIDE(scanf_s);
MAPVIEW_C int fscanf_s(FILE *stream, const char *format, ...) MAPVIEW_CRT_WIDE(fscanf_s);
MAPVIEW_C int sscanf_s(const char *text, const char *format, ...) MAPVIEW_CRT_WIDE(sscanf_s);
MAPVIEW_C int wscanf_s(const wchar_t *format, ...) MAPVIEW_CRT_WIDE(wscanf_s);
MAPVIEW_C int swscanf_s(const wchar_t *text, const wchar_t *format, ...)
    MAPVIEW_CRT_WIDE(swscanf_s);

/* Files by name. */
MAPVIEW_C errno_t fopen_s(FILE **stream, const char *path, const char *mode) MAPVIEW_CRT(fopen_s);
MAPVIEW_C FILE *_wfopen(const wchar_t *path, const wchar_t *mode) MAPVIEW_CRT_WIDE(_wfopen);
MAPVIEW_C errno_t _wfopen_s(FILE **stream, const wchar_t *path, const wchar_t *mode)
    MAPVIEW_CRT_WIDE(_wfopen_s);
MAPVIEW_C int _fileno(FILE *stream) MAPVIEW_CRT(_fileno);

#ifdef __cplusplus
namespace std {
using ::fprintf_s;
using ::fwprintf_s;
using ::mapview_fgetwc;
using ::mapview_fgetws;
using ::mapview_fputwc;
using ::mapview_fputws;
using ::mapview_snprintf;
using ::mapview_sprintf;
using ::mapview_swprintf;
using ::mapview_vsnprintf;
using ::mapview_vsprintf;
using ::mapview_vswprintf;
using ::printf_s;
using ::vfprintf_s;
using ::vfwprintf_s;
using ::vprintf_s;
using ::vwprintf_s;
using ::wprintf_s;
}  // namespace std

/* These undefine the macros; now they have been. */
#include <cstdio>
#include <cwchar>

extern "C++" {
template <size_t N, class... Arguments>
inline int sprintf_s(char (&to)[N], const char *format, Arguments... arguments) {
    return sprintf_s(static_cast<char *>(to), N, format, arguments...);
}
template <size_t N, class... Arguments>
inline int swprintf_s(wchar_t (&to)[N], const wchar_t *format, Arguments... arguments) {
    return swprintf_s(static_cast<wchar_t *>(to), N, format, arguments...);
}
template <size_t N, class... Arguments>
inline int _snprintf_s(char (&to)[N], size_t count, const char *format, Arguments... arguments) {
    return _snprintf_s(static_cast<char *>(to), N, count, format, arguments...);
}
template <size_t N, class... Arguments>
inline int _snwprintf_s(wchar_t (&to)[N], size_t count, const wchar_t *format,
                        Arguments... arguments) {
    return _snwprintf_s(static_cast<wchar_t *>(to), N, count, format, arguments...);
}
template <size_t N>
inline int vsprintf_s(char (&to)[N], const char *format, va_list arguments) {
    return vsprintf_s(static_cast<char *>(to), N, format, arguments);
}
template <size_t N>
inline char *gets_s(char (&to)[N]) {
    return gets_s(static_cast<char *>(to), N);
}
template <size_t N>
inline wchar_t *_getws_s(wchar_t (&to)[N]) {
    return _getws_s(static_cast<wchar_t *>(to), N);
}
}
#endif

/* The wide functions of the standard are Microsoft's for whoever includes <windows.h>. */
#define wprintf(...) wprintf_s(__VA_ARGS__)
#define fwprintf(...) fwprintf_s(__VA_ARGS__)
#define vwprintf(format, arguments) vwprintf_s(format, arguments)
#define vfwprintf(stream, format, arguments) vfwprintf_s(stream, format, arguments)
#define swprintf(...) mapview_swprintf(__VA_ARGS__)
#define vswprintf(to, room, format, arguments) mapview_vswprintf(to, room, format, arguments)
#undef fgetwc
#undef getwc
#undef getwchar
#undef fputwc
#undef putwc
#undef putwchar
#define fgetwc(stream) mapview_fgetwc(stream)
#define getwc(stream) mapview_fgetwc(stream)
#define getwchar() mapview_fgetwc(stdin)
#define fputwc(character, stream) mapview_fputwc(character, stream)
#define putwc(character, stream) mapview_fputwc(character, stream)
#define putwchar(character) mapview_fputwc(character, stdout)
#define fgetws(to, room, stream) mapview_fgetws(to, room, stream)
#define fputws(text, stream) mapview_fputws(text, stream)

/* The narrow ones only where the whole program is one for Windows: mapview-c++ defines this. */
#ifdef MAPVIEW_WINDOWS_PROGRAM
#define printf(...) printf_s(__VA_ARGS__)
#define fprintf(...) fprintf_s(__VA_ARGS__)
#define vprintf(format, arguments) vprintf_s(format, arguments)
#define vfprintf(stream, format, arguments) vfprintf_s(stream, format, arguments)
#define sprintf(...) mapview_sprintf(__VA_ARGS__)
#define vsprintf(to, format, arguments) mapview_vsprintf(to, format, arguments)
#define snprintf(...) mapview_snprintf(__VA_ARGS__)
#define vsnprintf(to, room, format, arguments) mapview_vsnprintf(to, room, format, arguments)
#endif
