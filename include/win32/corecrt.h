/* corecrt.h - what the headers of Microsoft's C run time have in common.
 *
 * The functions are in a library of their own, mapview_crt, under names that no program has; those
 * that take wide characters are there for both sizes of wchar_t. Wrong arguments end in an error
 * number: no invalid parameter handler is called. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#ifdef __cplusplus
#define MAPVIEW_C extern "C"
#else
#define MAPVIEW_C extern
#endif
#define MAPVIEW_CRT(function) __asm__("mapview_crt_" #function)
#if __SIZEOF_WCHAR_T__ == 2
#define MAPVIEW_CRT_WIDE(function) __asm__("mapview_crt_" #function "_utf16")
#else
#define MAPVIEW_CRT_WIDE(function) __asm__("mapview_crt_" #function "_utf32")
#endif

typedef int errno_t;
typedef size_t rsize_t;

#define _TRUNCATE ((size_t)-1)
#define _MAX_PATH 260
#define _MAX_DRIVE 3
#define _MAX_DIR 256
#define _MAX_FNAME 256
#define _MAX_EXT 256

#ifdef __cplusplus
extern "C++" template <class T, size_t N>
char (*mapview_countof(T (&array)[N]))[N];
#define _countof(array) (sizeof(*mapview_countof(array)))
#else
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
#endif
