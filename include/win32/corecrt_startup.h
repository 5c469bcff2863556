/* corecrt_startup.h - wmain, and a main without a result.
 *
 * A program that has no main() of its own gets one from mapview_crt, which calls the wmain() it
 * has, with the words of the command line as wide characters. A void main() is none to these
 * compilers: where MAPVIEW_VOID_MAIN is defined, as mapview-c++ does when it sees one, it has
 * another name, and the program ends with 0. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>

#ifdef __cplusplus
/* One symbol, whichever form the program defines: the caller gives all three arguments. */
int wmain() MAPVIEW_CRT_WIDE(wmain);
int wmain(int, wchar_t **) MAPVIEW_CRT_WIDE(wmain);
int wmain(int, const wchar_t **) MAPVIEW_CRT_WIDE(wmain);
int wmain(int, wchar_t **, wchar_t **) MAPVIEW_CRT_WIDE(wmain);
#ifdef MAPVIEW_VOID_MAIN
void mapview_void_wmain() MAPVIEW_CRT_WIDE(void_wmain);
void mapview_void_wmain(int, wchar_t **) MAPVIEW_CRT_WIDE(void_wmain);
void mapview_void_wmain(int, const wchar_t **) MAPVIEW_CRT_WIDE(void_wmain);
void mapview_void_wmain(int, wchar_t **, wchar_t **) MAPVIEW_CRT_WIDE(void_wmain);
#define wmain mapview_void_wmain
void mapview_void_main() MAPVIEW_CRT(void_main);
void mapview_void_main(int, char **) MAPVIEW_CRT(void_main);
void mapview_void_main(int, const char **) MAPVIEW_CRT(void_main);
void mapview_void_main(int, char **, char **) MAPVIEW_CRT(void_main);
#define main mapview_void_main
#endif
#elif defined MAPVIEW_VOID_MAIN
#define main mapview_crt_void_main
#if __SIZEOF_WCHAR_T__ == 2
#define wmain mapview_crt_void_wmain_utf16
#else
#define wmain mapview_crt_void_wmain_utf32
#endif
#elif __SIZEOF_WCHAR_T__ == 2
#define wmain mapview_crt_wmain_utf16
#else
#define wmain mapview_crt_wmain_utf32
#endif
