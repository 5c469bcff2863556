/* process.h - processes as C knows them.
 * https://learn.microsoft.com/cpp/c-runtime-library/process-and-environment-control */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <corecrt.h>

MAPVIEW_C int _getpid(void) MAPVIEW_CRT(_getpid);

/* CreateThread by another name, which returns 0 with errno for an error; the handle is to be
 * closed. _endthreadex is ExitThread. */
MAPVIEW_C uintptr_t _beginthreadex(void *security, unsigned stack_size, unsigned (*start)(void *),
                                   void *argument, unsigned flags, unsigned *id)
    MAPVIEW_CRT(_beginthreadex);
MAPVIEW_C __attribute__((noreturn)) void _endthreadex(unsigned code) MAPVIEW_CRT(_endthreadex);

/* Runs a program and waits for its end; returns its exit status, or -1 with errno. Of Microsoft's
 * modes there is this one. The functions with p look for the program in PATH. */
#define _P_WAIT 0
#define P_WAIT _P_WAIT
MAPVIEW_C intptr_t _spawnl(int mode, const char *path, const char *word, ...) MAPVIEW_CRT(_spawnl);
MAPVIEW_C intptr_t _spawnlp(int mode, const char *path, const char *word, ...)
    MAPVIEW_CRT(_spawnlp);
MAPVIEW_C intptr_t _spawnv(int mode, const char *path, const char *const *words)
    MAPVIEW_CRT(_spawnv);
MAPVIEW_C intptr_t _spawnvp(int mode, const char *path, const char *const *words)
    MAPVIEW_CRT(_spawnvp);
