/* winbase.h - the A functions, and the texts of errors.
 * https://learn.microsoft.com/windows/win32/api/winbase/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <errhandlingapi.h>
#include <fileapi.h>
#include <handleapi.h>
#include <libloaderapi.h>
#include <memoryapi.h>
#include <minwinbase.h>
#include <processenv.h>
#include <processthreadsapi.h>
#include <profileapi.h>
#include <stdarg.h>
#include <synchapi.h>
#include <sysinfoapi.h>
#include <winerror.h>

/* As the W functions; names are UTF-8 and have at most 259 bytes. */
MAPVIEW_WIN32 HANDLE WINAPI CreateFileMappingA(HANDLE hFile, LPSECURITY_ATTRIBUTES lpAttributes,
                                               DWORD flProtect, DWORD dwMaximumSizeHigh,
                                               DWORD dwMaximumSizeLow, LPCSTR lpName);
MAPVIEW_WIN32 HANDLE WINAPI OpenFileMappingA(DWORD dwDesiredAccess, BOOL bInheritHandle,
                                             LPCSTR lpName);

#define FILE_FLAG_WRITE_THROUGH 0x80000000U
#define FILE_FLAG_OVERLAPPED 0x40000000
#define FILE_FLAG_NO_BUFFERING 0x20000000
#define FILE_FLAG_RANDOM_ACCESS 0x10000000
#define FILE_FLAG_SEQUENTIAL_SCAN 0x08000000
#define FILE_FLAG_DELETE_ON_CLOSE 0x04000000
#define FILE_FLAG_BACKUP_SEMANTICS 0x02000000
#define FILE_FLAG_POSIX_SEMANTICS 0x01000000
#define FILE_FLAG_OPEN_REPARSE_POINT 0x00200000
#define FILE_FLAG_OPEN_NO_RECALL 0x00100000

#define FILE_BEGIN 0
#define FILE_CURRENT 1
#define FILE_END 2

#define FILE_TYPE_UNKNOWN 0x0000
#define FILE_TYPE_DISK 0x0001
#define FILE_TYPE_CHAR 0x0002
#define FILE_TYPE_PIPE 0x0003

#define STD_INPUT_HANDLE ((DWORD)-10)
#define STD_OUTPUT_HANDLE ((DWORD)-11)
#define STD_ERROR_HANDLE ((DWORD)-12)
#define WAIT_FAILED ((DWORD)0xFFFFFFFF)
#define WAIT_OBJECT_0 0x00000000U
#define WAIT_ABANDONED 0x00000080U
#define WAIT_ABANDONED_0 0x00000080U
#define WAIT_IO_COMPLETION 0x000000C0U

#define CREATE_SUSPENDED 0x00000004
#define DETACHED_PROCESS 0x00000008
#define CREATE_NEW_CONSOLE 0x00000010
#define NORMAL_PRIORITY_CLASS 0x00000020
#define IDLE_PRIORITY_CLASS 0x00000040
#define HIGH_PRIORITY_CLASS 0x00000080
#define REALTIME_PRIORITY_CLASS 0x00000100
#define CREATE_NEW_PROCESS_GROUP 0x00000200
#define CREATE_UNICODE_ENVIRONMENT 0x00000400
#define BELOW_NORMAL_PRIORITY_CLASS 0x00004000
#define ABOVE_NORMAL_PRIORITY_CLASS 0x00008000
#define CREATE_BREAKAWAY_FROM_JOB 0x01000000
#define CREATE_DEFAULT_ERROR_MODE 0x04000000
#define CREATE_NO_WINDOW 0x08000000
#define STARTF_USESHOWWINDOW 0x00000001
#define STARTF_USESIZE 0x00000002
#define STARTF_USEPOSITION 0x00000004
#define STARTF_USECOUNTCHARS 0x00000008
#define STARTF_USEFILLATTRIBUTE 0x00000010
#define STARTF_USESTDHANDLES 0x00000100
#define STACK_SIZE_PARAM_IS_A_RESERVATION 0x00010000

#define MUTEX_MODIFY_STATE MUTANT_QUERY_STATE
#define MUTEX_ALL_ACCESS MUTANT_ALL_ACCESS

/* The A functions that have no place in synchapi.h. */
MAPVIEW_WIN32 HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
                                             LONG lInitialCount, LONG lMaximumCount, LPCSTR lpName);
MAPVIEW_WIN32 HANDLE WINAPI CreateSemaphoreExA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
                                               LONG lInitialCount, LONG lMaximumCount,
                                               LPCSTR lpName, DWORD dwFlags, DWORD dwDesiredAccess);
MAPVIEW_WIN32 HANDLE WINAPI OpenMutexA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName);
MAPVIEW_WIN32 HANDLE WINAPI OpenSemaphoreA(DWORD dwDesiredAccess, BOOL bInheritHandle,
                                           LPCSTR lpName);

/* Sets an event, or releases a mutex or one unit of a semaphore; then waits. The two are two steps:
 * another thread may come between them. */
MAPVIEW_WIN32 DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal, HANDLE hObjectToWaitOn,
                                               DWORD dwMilliseconds, BOOL bAlertable);

#define FORMAT_MESSAGE_ALLOCATE_BUFFER 0x00000100
#define FORMAT_MESSAGE_IGNORE_INSERTS 0x00000200
#define FORMAT_MESSAGE_FROM_STRING 0x00000400
#define FORMAT_MESSAGE_FROM_HMODULE 0x00000800
#define FORMAT_MESSAGE_FROM_SYSTEM 0x00001000
#define FORMAT_MESSAGE_ARGUMENT_ARRAY 0x00002000
#define FORMAT_MESSAGE_MAX_WIDTH_MASK 0x000000FF

/* The English text of an error number, ending in "\r\n" unless FORMAT_MESSAGE_MAX_WIDTH_MASK is
 * given. Only FORMAT_MESSAGE_FROM_SYSTEM is offered; other sources fail with
 * ERROR_NOT_SUPPORTED, an unknown number or language as on Windows. */
MAPVIEW_WIN32 DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId,
                                          DWORD dwLanguageId, LPSTR lpBuffer, DWORD nSize,
                                          va_list *Arguments);
MAPVIEW_WIN32 DWORD WINAPI FormatMessageW(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId,
                                          DWORD dwLanguageId, LPWSTR lpBuffer, DWORD nSize,
                                          va_list *Arguments) MAPVIEW_WIDE(FormatMessageW);

/* Frees what FORMAT_MESSAGE_ALLOCATE_BUFFER allocated. */
MAPVIEW_WIN32 HLOCAL WINAPI LocalFree(HLOCAL hMem);

#ifdef UNICODE
#define FormatMessage FormatMessageW
#else
#define CreateSemaphore CreateSemaphoreA
#define CreateSemaphoreEx CreateSemaphoreExA
#define OpenMutex OpenMutexA
#define OpenSemaphore OpenSemaphoreA
#define CreateFileMapping CreateFileMappingA
#define OpenFileMapping OpenFileMappingA
#define FormatMessage FormatMessageA
#endif
