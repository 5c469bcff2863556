/* processthreadsapi.h - threads and processes.
 * https://learn.microsoft.com/windows/win32/api/processthreadsapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwinbase.h>

MAPVIEW_WIN32 HANDLE WINAPI GetCurrentProcess(void);
MAPVIEW_WIN32 DWORD WINAPI GetCurrentProcessId(void);
MAPVIEW_WIN32 DWORD WINAPI GetCurrentThreadId(void);

/* Ends the process at once: streams are written out, functions given to atexit are not called. The
 * exit status has the low 8 bits. */
MAPVIEW_WIN32 DECLSPEC_NORETURN void WINAPI ExitProcess(UINT uExitCode);
/* The calling thread, for DuplicateHandle to make a handle of that other threads can use. Needs no
 * closing, is no element of WaitForMultipleObjects. */
MAPVIEW_WIN32 HANDLE WINAPI GetCurrentThread(void);

/* Starts a thread, at once or, with CREATE_SUSPENDED, at ResumeThread. Returns a handle, or NULL:
 * ERROR_NOT_ENOUGH_MEMORY where the system has no room for a thread, ERROR_INVALID_PARAMETER for
 * other flags. A stack has dwStackSize bytes at least, and by default what the system gives. The
 * handle is signaled when the thread has ended, its thread_local objects destroyed. */
MAPVIEW_WIN32 HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES lpThreadAttributes,
                                         SIZE_T dwStackSize, LPTHREAD_START_ROUTINE lpStartAddress,
                                         LPVOID lpParameter, DWORD dwCreationFlags,
                                         LPDWORD lpThreadId);

/* Ends the calling thread; local objects of a thread that CreateThread made are not destroyed. */
MAPVIEW_WIN32 DECLSPEC_NORETURN void WINAPI ExitThread(DWORD dwExitCode);

/* Only the calling thread, or one that was never resumed: what another one does cannot be ended in
 * the middle, ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 BOOL WINAPI TerminateThread(HANDLE hThread, DWORD dwExitCode);

/* STILL_ACTIVE until the thread has ended. */
MAPVIEW_WIN32 BOOL WINAPI GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode);
MAPVIEW_WIN32 DWORD WINAPI GetThreadId(HANDLE Thread);

/* Returns how often the thread was suspended: 1 where it had not begun, else 0; (DWORD)-1 for an
 * error. A thread that has begun cannot be suspended. */
MAPVIEW_WIN32 DWORD WINAPI ResumeThread(HANDLE hThread);

/* Lets another thread that is ready run. Always says that one was: Linux does not tell. */
MAPVIEW_WIN32 BOOL WINAPI SwitchToThread(void);
