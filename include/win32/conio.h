/* conio.h - single keys.
 * https://learn.microsoft.com/cpp/c-runtime-library/console-and-port-i-o
 *
 * The console is standard input where that is a terminal, which is set to single keys for the time
 * of the call only; Enter is '\r' there. Where standard input is a file or a pipe, its bytes are
 * the keys, and its end is EOF. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>

/* Waits for a key. _getche shows it. */
MAPVIEW_C int _getch(void) MAPVIEW_CRT(_getch);
MAPVIEW_C int _getche(void) MAPVIEW_CRT(_getche);
/* Nonzero where a key waits; at the end of a file or pipe as well, for _getch would not wait. */
MAPVIEW_C int _kbhit(void) MAPVIEW_CRT(_kbhit);
MAPVIEW_C int _putch(int character) MAPVIEW_CRT(_putch);
MAPVIEW_C int _cputs(const char *text) MAPVIEW_CRT(_cputs);
MAPVIEW_C int _cprintf(const char *format, ...) MAPVIEW_CRT_WIDE(printf);
#define getch _getch
#define getche _getche
#define kbhit _kbhit
#define putch _putch
#define cputs _cputs
#define cprintf _cprintf
