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

/* Starts a program. The name is the path of a file, or else the first word of the command line,
 * which is also looked for beside this program, in the current folder and in PATH; one that ends in
 * ".exe" also without. The other words are taken apart as Microsoft's C run time does it. The new
 * process has the standard streams of this one, or with STARTF_USESTDHANDLES those given; every
 * inheritable handle by its value with bInheritHandles, and no other descriptor without.
 *
 * ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_ACCESS_DENIED (a folder; a program that may not
 * be run), ERROR_BAD_EXE_FORMAT (no program), ERROR_DIRECTORY (lpCurrentDirectory),
 * ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED (CREATE_SUSPENDED, debugging).
 * CREATE_NEW_PROCESS_GROUP begins a group for GenerateConsoleCtrlEvent; flags that tell of consoles
 * and priorities have no effect. */

typedef struct _PROCESS_INFORMATION {
    HANDLE hProcess;
    HANDLE hThread;
    DWORD dwProcessId;
    DWORD dwThreadId; /* of the first thread: the number of the process */
} PROCESS_INFORMATION, *PPROCESS_INFORMATION, *LPPROCESS_INFORMATION;

typedef struct _STARTUPINFOA {
    DWORD cb;
    LPSTR lpReserved;
    LPSTR lpDesktop;
    LPSTR lpTitle;
    DWORD dwX;
    DWORD dwY;
    DWORD dwXSize;
    DWORD dwYSize;
    DWORD dwXCountChars;
    DWORD dwYCountChars;
    DWORD dwFillAttribute;
    DWORD dwFlags;
    WORD wShowWindow;
    WORD cbReserved2;
    LPBYTE lpReserved2;
    HANDLE hStdInput;
    HANDLE hStdOutput;
    HANDLE hStdError;
} STARTUPINFOA, *LPSTARTUPINFOA;

typedef struct _STARTUPINFOW {
    DWORD cb;
    LPWSTR lpReserved;
    LPWSTR lpDesktop;
    LPWSTR lpTitle;
    DWORD dwX;
    DWORD dwY;
    DWORD dwXSize;
    DWORD dwYSize;
    DWORD dwXCountChars;
    DWORD dwYCountChars;
    DWORD dwFillAttribute;
    DWORD dwFlags;
    WORD wShowWindow;
    WORD cbReserved2;
    LPBYTE lpReserved2;
    HANDLE hStdInput;
    HANDLE hStdOutput;
    HANDLE hStdError;
} STARTUPINFOW, *LPSTARTUPINFOW;

MAPVIEW_WIN32 BOOL WINAPI CreateProcessA(LPCSTR lpApplicationName, LPSTR lpCommandLine,
                                         LPSECURITY_ATTRIBUTES lpProcessAttributes,
                                         LPSECURITY_ATTRIBUTES lpThreadAttributes,
                                         BOOL bInheritHandles, DWORD dwCreationFlags,
                                         LPVOID lpEnvironment, LPCSTR lpCurrentDirectory,
                                         LPSTARTUPINFOA lpStartupInfo,
                                         LPPROCESS_INFORMATION lpProcessInformation);
MAPVIEW_WIN32 BOOL WINAPI CreateProcessW(
    LPCWSTR lpApplicationName, LPWSTR lpCommandLine, LPSECURITY_ATTRIBUTES lpProcessAttributes,
    LPSECURITY_ATTRIBUTES lpThreadAttributes, BOOL bInheritHandles, DWORD dwCreationFlags,
    LPVOID lpEnvironment, LPCWSTR lpCurrentDirectory, LPSTARTUPINFOW lpStartupInfo,
    LPPROCESS_INFORMATION lpProcessInformation) MAPVIEW_WIDE(CreateProcessW);

/* A process of the same user: ERROR_INVALID_PARAMETER where no process has the number,
 * ERROR_ACCESS_DENIED where it is somebody else's. */
MAPVIEW_WIN32 HANDLE WINAPI OpenProcess(DWORD dwDesiredAccess, BOOL bInheritHandle,
                                        DWORD dwProcessId);
MAPVIEW_WIN32 DWORD WINAPI GetProcessId(HANDLE Process);

/* STILL_ACTIVE while it runs. An exit code has 8 bits; that of a process that a signal ended is
 * Windows' for the same mistake, that of TerminateProcess for who called it, or 128 and the
 * signal's number. */
MAPVIEW_WIN32 BOOL WINAPI GetExitCodeProcess(HANDLE hProcess, LPDWORD lpExitCode);

/* Ends a process at once, which runs no line of its own any more. */
MAPVIEW_WIN32 BOOL WINAPI TerminateProcess(HANDLE hProcess, UINT uExitCode);

/* All threads of a process get the nice value of the class: 19, 8, 0, -5, -10, -20 from
 * IDLE_PRIORITY_CLASS to REALTIME_PRIORITY_CLASS. A lower one than the process has needs a
 * privilege: ERROR_PRIVILEGE_NOT_HELD. GetPriorityClass returns the class that is nearest. */
MAPVIEW_WIN32 BOOL WINAPI SetPriorityClass(HANDLE hProcess, DWORD dwPriorityClass);
MAPVIEW_WIN32 DWORD WINAPI GetPriorityClass(HANDLE hProcess);

/* What GetTokenInformation tells of a process of the same user. The handle, for CloseHandle, tells
 * it as it is at that moment, and nothing any more once the process has ended. */
MAPVIEW_WIN32 BOOL WINAPI OpenProcessToken(HANDLE ProcessHandle, DWORD DesiredAccess,
                                           PHANDLE TokenHandle);

/* No thread impersonates anybody here: ERROR_NO_TOKEN. */
MAPVIEW_WIN32 BOOL WINAPI OpenThreadToken(HANDLE ThreadHandle, DWORD DesiredAccess, BOOL OpenAsSelf,
                                          PHANDLE TokenHandle);

/* Lets another thread that is ready run. Always says that one was: Linux does not tell. */
MAPVIEW_WIN32 BOOL WINAPI SwitchToThread(void);

#ifdef UNICODE
typedef STARTUPINFOW STARTUPINFO;
typedef LPSTARTUPINFOW LPSTARTUPINFO;
#define CreateProcess CreateProcessW
#else
typedef STARTUPINFOA STARTUPINFO;
typedef LPSTARTUPINFOA LPSTARTUPINFO;
#define CreateProcess CreateProcessA
#endif
