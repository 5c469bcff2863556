/* winbase.h - the A functions, and the texts of errors.
 * https://learn.microsoft.com/windows/win32/api/winbase/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <debugapi.h>
#include <errhandlingapi.h>
#include <fileapi.h>
#include <handleapi.h>
#include <libloaderapi.h>
#include <memoryapi.h>
#include <minwinbase.h>
#include <processenv.h>
#include <processthreadsapi.h>
#include <profileapi.h>
#include <securitybaseapi.h>
#include <stdarg.h>
#include <stringapiset.h>
#include <synchapi.h>
#include <sysinfoapi.h>
#include <threadpoollegacyapiset.h>
#include <timezoneapi.h>
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

/* Behind fileapi.h, whose macro DeleteFile names the member, too. */
typedef struct _FILE_DISPOSITION_INFO {
    BOOLEAN DeleteFile;
} FILE_DISPOSITION_INFO, *PFILE_DISPOSITION_INFO;

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

/* The functions that have no place in synchapi.h. */
MAPVIEW_WIN32 HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
                                             LONG lInitialCount, LONG lMaximumCount, LPCSTR lpName);
MAPVIEW_WIN32 HANDLE WINAPI CreateSemaphoreExA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
                                               LONG lInitialCount, LONG lMaximumCount,
                                               LPCSTR lpName, DWORD dwFlags, DWORD dwDesiredAccess);
MAPVIEW_WIN32 HANDLE WINAPI OpenMutexA(DWORD dwDesiredAccess, BOOL bInheritHandle, LPCSTR lpName);
MAPVIEW_WIN32 HANDLE WINAPI OpenSemaphoreA(DWORD dwDesiredAccess, BOOL bInheritHandle,
                                           LPCSTR lpName);

MAPVIEW_WIN32 HANDLE WINAPI CreateWaitableTimerA(LPSECURITY_ATTRIBUTES lpTimerAttributes,
                                                 BOOL bManualReset, LPCSTR lpTimerName);
MAPVIEW_WIN32 HANDLE WINAPI CreateWaitableTimerW(LPSECURITY_ATTRIBUTES lpTimerAttributes,
                                                 BOOL bManualReset, LPCWSTR lpTimerName)
    MAPVIEW_WIDE(CreateWaitableTimerW);
MAPVIEW_WIN32 HANDLE WINAPI CreateWaitableTimerExA(LPSECURITY_ATTRIBUTES lpTimerAttributes,
                                                   LPCSTR lpTimerName, DWORD dwFlags,
                                                   DWORD dwDesiredAccess);
MAPVIEW_WIN32 HANDLE WINAPI OpenWaitableTimerA(DWORD dwDesiredAccess, BOOL bInheritHandle,
                                               LPCSTR lpTimerName);

/* Sets an event, or releases a mutex or one unit of a semaphore; then waits. The two are two steps:
 * another thread may come between them. */
MAPVIEW_WIN32 DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal, HANDLE hObjectToWaitOn,
                                               DWORD dwMilliseconds, BOOL bAlertable);

/* Has a function called whenever a wait for the object ends: with FALSE for the object, which the
 * wait takes as any does, and TRUE for the time, which begins anew each time. With
 * WT_EXECUTEONLYONCE once. The handle may be closed meanwhile. Each wait has a thread of its own,
 * whatever the other flags say, and lasts until it is unregistered. */
typedef WAITORTIMERCALLBACKFUNC WAITORTIMERCALLBACK;
MAPVIEW_WIN32 BOOL WINAPI RegisterWaitForSingleObject(PHANDLE phNewWaitObject, HANDLE hObject,
                                                      WAITORTIMERCALLBACK Callback, PVOID Context,
                                                      ULONG dwMilliseconds, ULONG dwFlags);

/* UnregisterWaitEx without an event. */
MAPVIEW_WIN32 BOOL WINAPI UnregisterWait(HANDLE WaitHandle);

#define MOVEFILE_REPLACE_EXISTING 0x00000001
#define MOVEFILE_COPY_ALLOWED 0x00000002
#define MOVEFILE_DELAY_UNTIL_REBOOT 0x00000004
#define MOVEFILE_WRITE_THROUGH 0x00000008
#define MOVEFILE_FAIL_IF_NOT_TRACKABLE 0x00000020

/* Copies a file with its permissions and the time of its last change; what a failed copy has made
 * goes again. ERROR_FILE_EXISTS where bFailIfExists and one does. */
MAPVIEW_WIN32 BOOL WINAPI CopyFileA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName,
                                    BOOL bFailIfExists);
MAPVIEW_WIN32 BOOL WINAPI CopyFileW(LPCWSTR lpExistingFileName, LPCWSTR lpNewFileName,
                                    BOOL bFailIfExists) MAPVIEW_WIDE(CopyFileW);

/* Gives a file or a folder another path, a file also on another file system. ERROR_ALREADY_EXISTS
 * where one has the path. MoveFileEx does only what its flags say: ERROR_NOT_SAME_DEVICE without
 * MOVEFILE_COPY_ALLOWED; a folder, a read-only file or one that is in use is not replaced,
 * ERROR_ACCESS_DENIED. MOVEFILE_DELAY_UNTIL_REBOOT is ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 BOOL WINAPI MoveFileA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName);
MAPVIEW_WIN32 BOOL WINAPI MoveFileW(LPCWSTR lpExistingFileName, LPCWSTR lpNewFileName)
    MAPVIEW_WIDE(MoveFileW);
MAPVIEW_WIN32 BOOL WINAPI MoveFileExA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName,
                                      DWORD dwFlags);
MAPVIEW_WIN32 BOOL WINAPI MoveFileExW(LPCWSTR lpExistingFileName, LPCWSTR lpNewFileName,
                                      DWORD dwFlags) MAPVIEW_WIDE(MoveFileExW);

/* See SetProcessWorkingSetSizeEx. */
MAPVIEW_WIN32 BOOL WINAPI SetProcessWorkingSetSize(HANDLE hProcess, SIZE_T dwMinimumWorkingSetSize,
                                                   SIZE_T dwMaximumWorkingSetSize);
MAPVIEW_WIN32 BOOL WINAPI GetProcessWorkingSetSize(HANDLE hProcess, PSIZE_T lpMinimumWorkingSetSize,
                                                   PSIZE_T lpMaximumWorkingSetSize);

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

/* Strings, where NULL is a string of no characters, or nothing to copy to or from: the result is
 * NULL then. lstrcpyn copies at most iMaxLength - 1 characters and a zero. lstrcmp and lstrcmpi
 * return -1, 0 or 1; they compare characters without their case first, then small before capital
 * ones: on Windows the user's language decides. */
MAPVIEW_WIN32 int WINAPI lstrlenA(LPCSTR lpString);
MAPVIEW_WIN32 int WINAPI lstrlenW(LPCWSTR lpString) MAPVIEW_WIDE(lstrlenW);
MAPVIEW_WIN32 LPSTR WINAPI lstrcpyA(LPSTR lpString1, LPCSTR lpString2);
MAPVIEW_WIN32 LPWSTR WINAPI lstrcpyW(LPWSTR lpString1, LPCWSTR lpString2) MAPVIEW_WIDE(lstrcpyW);
MAPVIEW_WIN32 LPSTR WINAPI lstrcpynA(LPSTR lpString1, LPCSTR lpString2, int iMaxLength);
MAPVIEW_WIN32 LPWSTR WINAPI lstrcpynW(LPWSTR lpString1, LPCWSTR lpString2, int iMaxLength)
    MAPVIEW_WIDE(lstrcpynW);
MAPVIEW_WIN32 LPSTR WINAPI lstrcatA(LPSTR lpString1, LPCSTR lpString2);
MAPVIEW_WIN32 LPWSTR WINAPI lstrcatW(LPWSTR lpString1, LPCWSTR lpString2) MAPVIEW_WIDE(lstrcatW);
MAPVIEW_WIN32 int WINAPI lstrcmpA(LPCSTR lpString1, LPCSTR lpString2);
MAPVIEW_WIN32 int WINAPI lstrcmpW(LPCWSTR lpString1, LPCWSTR lpString2) MAPVIEW_WIDE(lstrcmpW);
MAPVIEW_WIN32 int WINAPI lstrcmpiA(LPCSTR lpString1, LPCSTR lpString2);
MAPVIEW_WIN32 int WINAPI lstrcmpiW(LPCWSTR lpString1, LPCWSTR lpString2) MAPVIEW_WIDE(lstrcmpiW);

/* Frees what FORMAT_MESSAGE_ALLOCATE_BUFFER allocated. */
#define LMEM_FIXED 0x0000
#define LMEM_MOVEABLE 0x0002
#define LMEM_ZEROINIT 0x0040
#define LPTR (LMEM_FIXED | LMEM_ZEROINIT)
#define GMEM_FIXED 0x0000
#define GMEM_MOVEABLE 0x0002
#define GMEM_ZEROINIT 0x0040
#define GPTR (GMEM_FIXED | GMEM_ZEROINIT)

/* Memory that stays where it is; LMEM_MOVEABLE and GMEM_MOVEABLE are ERROR_NOT_SUPPORTED. LocalFree
 * also frees what other functions of this API allocate, as FormatMessage. */
MAPVIEW_WIN32 HLOCAL WINAPI LocalAlloc(UINT uFlags, SIZE_T uBytes);
MAPVIEW_WIN32 HLOCAL WINAPI LocalFree(HLOCAL hMem);
MAPVIEW_WIN32 HGLOBAL WINAPI GlobalAlloc(UINT uFlags, SIZE_T dwBytes);
MAPVIEW_WIN32 HGLOBAL WINAPI GlobalFree(HGLOBAL hMem);

#define MAX_COMPUTERNAME_LENGTH 15

/* The room goes in by the number. Out comes the length, of a user's name with the zero; or, with
 * ERROR_BUFFER_OVERFLOW and ERROR_INSUFFICIENT_BUFFER, the room that is needed. */
MAPVIEW_WIN32 BOOL WINAPI GetComputerNameA(LPSTR lpBuffer, LPDWORD nSize);
MAPVIEW_WIN32 BOOL WINAPI GetComputerNameW(LPWSTR lpBuffer, LPDWORD nSize)
    MAPVIEW_WIDE(GetComputerNameW);
MAPVIEW_WIN32 BOOL WINAPI GetUserNameA(LPSTR lpBuffer, LPDWORD pcbBuffer);
MAPVIEW_WIN32 BOOL WINAPI GetUserNameW(LPWSTR lpBuffer, LPDWORD pcbBuffer)
    MAPVIEW_WIDE(GetUserNameW);

/* Numbers and names of privileges, in any case; ERROR_NO_SUCH_PRIVILEGE. Users and groups of this
 * system, in the domains "Unix User" and "Unix Group", and "Everyone"; ERROR_NONE_MAPPED. Another
 * system than this one is ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 BOOL WINAPI LookupPrivilegeValueA(LPCSTR lpSystemName, LPCSTR lpName, PLUID lpLuid);
MAPVIEW_WIN32 BOOL WINAPI LookupPrivilegeValueW(LPCWSTR lpSystemName, LPCWSTR lpName, PLUID lpLuid)
    MAPVIEW_WIDE(LookupPrivilegeValueW);
MAPVIEW_WIN32 BOOL WINAPI LookupPrivilegeNameA(LPCSTR lpSystemName, PLUID lpLuid, LPSTR lpName,
                                               LPDWORD cchName);
MAPVIEW_WIN32 BOOL WINAPI LookupPrivilegeNameW(LPCWSTR lpSystemName, PLUID lpLuid, LPWSTR lpName,
                                               LPDWORD cchName) MAPVIEW_WIDE(LookupPrivilegeNameW);
MAPVIEW_WIN32 BOOL WINAPI LookupAccountSidA(LPCSTR lpSystemName, PSID Sid, LPSTR Name,
                                            LPDWORD cchName, LPSTR ReferencedDomainName,
                                            LPDWORD cchReferencedDomainName, PSID_NAME_USE peUse);
MAPVIEW_WIN32 BOOL WINAPI LookupAccountSidW(LPCWSTR lpSystemName, PSID Sid, LPWSTR Name,
                                            LPDWORD cchName, LPWSTR ReferencedDomainName,
                                            LPDWORD cchReferencedDomainName, PSID_NAME_USE peUse)
    MAPVIEW_WIDE(LookupAccountSidW);
MAPVIEW_WIN32 BOOL WINAPI LookupAccountNameA(LPCSTR lpSystemName, LPCSTR lpAccountName, PSID Sid,
                                             LPDWORD cbSid, LPSTR ReferencedDomainName,
                                             LPDWORD cchReferencedDomainName, PSID_NAME_USE peUse);
MAPVIEW_WIN32 BOOL WINAPI LookupAccountNameW(LPCWSTR lpSystemName, LPCWSTR lpAccountName, PSID Sid,
                                             LPDWORD cbSid, LPWSTR ReferencedDomainName,
                                             LPDWORD cchReferencedDomainName, PSID_NAME_USE peUse)
    MAPVIEW_WIDE(LookupAccountNameW);

#ifdef UNICODE
#define CopyFile CopyFileW
#define MoveFile MoveFileW
#define MoveFileEx MoveFileExW
#define CreateWaitableTimer CreateWaitableTimerW
#define FormatMessage FormatMessageW
#define lstrlen lstrlenW
#define lstrcpy lstrcpyW
#define lstrcpyn lstrcpynW
#define lstrcat lstrcatW
#define lstrcmp lstrcmpW
#define lstrcmpi lstrcmpiW
#define GetComputerName GetComputerNameW
#define GetUserName GetUserNameW
#define LookupPrivilegeValue LookupPrivilegeValueW
#define LookupPrivilegeName LookupPrivilegeNameW
#define LookupAccountSid LookupAccountSidW
#define LookupAccountName LookupAccountNameW
#else
#define CreateSemaphore CreateSemaphoreA
#define CreateSemaphoreEx CreateSemaphoreExA
#define OpenMutex OpenMutexA
#define OpenSemaphore OpenSemaphoreA
#define CreateWaitableTimer CreateWaitableTimerA
#define CreateWaitableTimerEx CreateWaitableTimerExA
#define OpenWaitableTimer OpenWaitableTimerA
#define CreateFileMapping CreateFileMappingA
#define OpenFileMapping OpenFileMappingA
#define CopyFile CopyFileA
#define MoveFile MoveFileA
#define MoveFileEx MoveFileExA
#define FormatMessage FormatMessageA
#define lstrlen lstrlenA
#define lstrcpy lstrcpyA
#define lstrcpyn lstrcpynA
#define lstrcat lstrcatA
#define lstrcmp lstrcmpA
#define lstrcmpi lstrcmpiA
#define GetComputerName GetComputerNameA
#define GetUserName GetUserNameA
#define LookupPrivilegeValue LookupPrivilegeValueA
#define LookupPrivilegeName LookupPrivilegeNameA
#define LookupAccountSid LookupAccountSidA
#define LookupAccountName LookupAccountNameA
#endif
