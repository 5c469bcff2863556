/* wincon.h - consoles, which are terminals here.
 * https://learn.microsoft.com/windows/console/console-functions */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <consoleapi.h>
#include <windef.h>

/* Sends CTRL_C_EVENT or CTRL_BREAK_EVENT to a group of processes: 0, the own one, or the number of
 * a process that was started with CREATE_NEW_PROCESS_GROUP. ERROR_INVALID_PARAMETER for other
 * events, and where there is no such group. */
MAPVIEW_WIN32 BOOL WINAPI GenerateConsoleCtrlEvent(DWORD dwCtrlEvent, DWORD dwProcessGroupId);

/* NULL: a terminal's window is not the program's. */
MAPVIEW_WIN32 HWND WINAPI GetConsoleWindow(void);
