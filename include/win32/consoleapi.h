/* consoleapi.h - Ctrl-C and the like.
 * https://learn.microsoft.com/windows/console/setconsolectrlhandler */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwindef.h>

/* The signals SIGINT, SIGQUIT, SIGHUP and SIGTERM. Nobody logs off here. */
#define CTRL_C_EVENT 0
#define CTRL_BREAK_EVENT 1
#define CTRL_CLOSE_EVENT 2
#define CTRL_LOGOFF_EVENT 5
#define CTRL_SHUTDOWN_EVENT 6

/* Called in a thread of its own, the same for all events, which the first handler starts; the last
 * one added is asked first, and TRUE is the end of the row. Where all say FALSE, and after
 * CTRL_CLOSE_EVENT and CTRL_SHUTDOWN_EVENT in any case, the signal does what it does without
 * handlers: it ends the process, or calls the program's signal handler. One that is ignored comes
 * to no handler.
 *
 * NULL and TRUE: Ctrl-C is ignored, also by the processes that this one starts from now on; NULL
 * and FALSE: no longer. ERROR_INVALID_PARAMETER where a handler that shall go is not there. */
typedef BOOL(WINAPI *PHANDLER_ROUTINE)(DWORD CtrlType);
MAPVIEW_WIN32 BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE HandlerRoutine, BOOL Add);
