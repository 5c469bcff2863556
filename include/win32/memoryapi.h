/* memoryapi.h - sections and their views.
 * https://learn.microsoft.com/windows/win32/api/memoryapi/
 *
 * Every function is thread-safe and sets the calling thread's last error as on Windows; where
 * Linux must differ, docs/differences.md says so. */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwinbase.h>

#define FILE_MAP_COPY 0x00000001
#define FILE_MAP_WRITE SECTION_MAP_WRITE
#define FILE_MAP_READ SECTION_MAP_READ
#define FILE_MAP_ALL_ACCESS SECTION_ALL_ACCESS
#define FILE_MAP_EXECUTE SECTION_MAP_EXECUTE_EXPLICIT

/* Makes or opens a section. Returns a handle, or NULL; the last error is ERROR_SUCCESS for a new
 * section and ERROR_ALREADY_EXISTS for one that existed. hFile is a file, which grows where it is
 * shorter, or INVALID_HANDLE_VALUE or NULL. */
MAPVIEW_WIN32 HANDLE WINAPI CreateFileMappingW(HANDLE hFile, LPSECURITY_ATTRIBUTES lpAttributes,
                                               DWORD flProtect, DWORD dwMaximumSizeHigh,
                                               DWORD dwMaximumSizeLow, LPCWSTR lpName)
    MAPVIEW_WIDE(CreateFileMappingW);
MAPVIEW_WIN32 HANDLE WINAPI OpenFileMappingW(DWORD dwDesiredAccess, BOOL bInheritHandle,
                                             LPCWSTR lpName) MAPVIEW_WIDE(OpenFileMappingW);

/* The same, with rights to the handle of the caller's choice (FILE_MAP_ values), the PAGE_ value
 * and the SEC_ values apart; there are no extended parameters: ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 HANDLE WINAPI CreateFileMapping2(HANDLE File, SECURITY_ATTRIBUTES *SecurityAttributes,
                                               ULONG DesiredAccess, ULONG PageProtection,
                                               ULONG AllocationAttributes, ULONG64 MaximumSize,
                                               PCWSTR Name,
                                               MEM_EXTENDED_PARAMETER *ExtendedParameters,
                                               ULONG ParameterCount)
    MAPVIEW_WIDE(CreateFileMapping2);

/* Maps a view. Returns its address, a multiple of 64 KiB, or NULL. */
MAPVIEW_WIN32 LPVOID WINAPI MapViewOfFile(HANDLE hFileMappingObject, DWORD dwDesiredAccess,
                                          DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
                                          SIZE_T dwNumberOfBytesToMap);
MAPVIEW_WIN32 LPVOID WINAPI MapViewOfFileEx(HANDLE hFileMappingObject, DWORD dwDesiredAccess,
                                            DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
                                            SIZE_T dwNumberOfBytesToMap, LPVOID lpBaseAddress);
MAPVIEW_WIN32 BOOL WINAPI UnmapViewOfFile(LPCVOID lpBaseAddress);
/* Flags must be 0: there are no placeholders, whose flags are ERROR_INVALID_ADDRESS on other views.
 */
MAPVIEW_WIN32 BOOL WINAPI UnmapViewOfFileEx(PVOID BaseAddress, ULONG UnmapFlags);
/* Of the calling process only: ERROR_NOT_SUPPORTED for another. */
MAPVIEW_WIN32 BOOL WINAPI UnmapViewOfFile2(HANDLE Process, PVOID BaseAddress, ULONG UnmapFlags);
/* PageProtection is a PAGE_ value. Process is NULL or the calling one. AllocationType must be 0 and
 * there are no extended parameters: anything else is ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 PVOID WINAPI MapViewOfFile3(HANDLE FileMapping, HANDLE Process, PVOID BaseAddress,
                                          ULONG64 Offset, SIZE_T ViewSize, ULONG AllocationType,
                                          ULONG PageProtection,
                                          MEM_EXTENDED_PARAMETER *ExtendedParameters,
                                          ULONG ParameterCount);
MAPVIEW_WIN32 BOOL WINAPI FlushViewOfFile(LPCVOID lpBaseAddress, SIZE_T dwNumberOfBytesToFlush);

/* Reserves private memory in multiples of 64 KiB (MEM_RESERVE, with MEM_COMMIT to use it at once),
 * commits pages of it, or those of a SEC_RESERVE section that a view shows, for all its views
 * (MEM_COMMIT); pages that are committed get the protection, in this view. lpAddress is NULL for
 * any place. Returns the address of the first page, or NULL. MEM_RESET and MEM_TOP_DOWN
 * change nothing. */
MAPVIEW_WIN32 LPVOID WINAPI VirtualAlloc(LPVOID lpAddress, SIZE_T dwSize, DWORD flAllocationType,
                                         DWORD flProtect);
/* Gives back private memory: pages (MEM_DECOMMIT; dwSize 0 for all), or all that was reserved at
 * lpAddress (MEM_RELEASE, dwSize 0). */
MAPVIEW_WIN32 BOOL WINAPI VirtualFree(LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType);
/* Of committed pages of a view or of private memory, to a protection within the view's first one. A
 * shared view's pages become PAGE_WRITECOPY where a handle to the section or its file is open in
 * this process, otherwise ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 BOOL WINAPI VirtualProtect(LPVOID lpAddress, SIZE_T dwSize, DWORD flNewProtect,
                                         PDWORD lpflOldProtect);
/* Describes the pages at any address of the program, alike from the first one on. */
MAPVIEW_WIN32 SIZE_T WINAPI VirtualQuery(LPCVOID lpAddress, PMEMORY_BASIC_INFORMATION lpBuffer,
                                         SIZE_T dwLength);

/* The same with a process, which can only be the calling one: ERROR_NOT_SUPPORTED for another. */
MAPVIEW_WIN32 LPVOID WINAPI VirtualAllocEx(HANDLE hProcess, LPVOID lpAddress, SIZE_T dwSize,
                                           DWORD flAllocationType, DWORD flProtect);
MAPVIEW_WIN32 BOOL WINAPI VirtualFreeEx(HANDLE hProcess, LPVOID lpAddress, SIZE_T dwSize,
                                        DWORD dwFreeType);
MAPVIEW_WIN32 BOOL WINAPI VirtualProtectEx(HANDLE hProcess, LPVOID lpAddress, SIZE_T dwSize,
                                           DWORD flNewProtect, PDWORD lpflOldProtect);
MAPVIEW_WIN32 SIZE_T WINAPI VirtualQueryEx(HANDLE hProcess, LPCVOID lpAddress,
                                           PMEMORY_BASIC_INFORMATION lpBuffer, SIZE_T dwLength);

/* Brings committed pages in and keeps them in memory until they are unlocked or unmapped:
 * ERROR_INVALID_ADDRESS where one is not committed, ERROR_NOACCESS where one may not be read,
 * ERROR_WORKING_SET_QUOTA beyond what the user may lock (ulimit -l). */
MAPVIEW_WIN32 BOOL WINAPI VirtualLock(LPVOID lpAddress, SIZE_T dwSize);
/* Unlocks them all, or, where one is not locked, none: ERROR_NOT_LOCKED. Then those that are not
 * locked are the first to be written out when memory is scarce. Before Linux 5.4 nobody can tell,
 * and unlocking succeeds. */
MAPVIEW_WIN32 BOOL WINAPI VirtualUnlock(LPVOID lpAddress, SIZE_T dwSize);

/* Of the calling process. The minimum is what VirtualLock can lock: the limit RLIMIT_MEMLOCK is
 * raised to it, never lowered, and ERROR_PRIVILEGE_NOT_HELD says that it may not be. The maximum is
 * kept and told, without effect. (SIZE_T)-1 for both makes all pages that are not locked the first
 * to be written out when memory is scarce. ERROR_INVALID_PARAMETER: one of them is 0, the minimum
 * exceeds the maximum; ERROR_NO_SYSTEM_RESOURCES: it exceeds the machine's memory. Hard limits are
 * ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 BOOL WINAPI SetProcessWorkingSetSizeEx(HANDLE hProcess,
                                                     SIZE_T dwMinimumWorkingSetSize,
                                                     SIZE_T dwMaximumWorkingSetSize, DWORD Flags);
MAPVIEW_WIN32 BOOL WINAPI GetProcessWorkingSetSizeEx(HANDLE hProcess,
                                                     PSIZE_T lpMinimumWorkingSetSize,
                                                     PSIZE_T lpMaximumWorkingSetSize, PDWORD Flags);

/* The size of the pages of a SEC_LARGE_PAGES section, whose size is a multiple of it; 0 where there
 * are none. Without pages that the administrator has set aside (vm.nr_hugepages) such a section is
 * ERROR_PRIVILEGE_NOT_HELD. */
MAPVIEW_WIN32 SIZE_T WINAPI GetLargePageMinimum(void);

typedef struct _WIN32_MEMORY_RANGE_ENTRY {
    PVOID VirtualAddress;
    SIZE_T NumberOfBytes;
} WIN32_MEMORY_RANGE_ENTRY, *PWIN32_MEMORY_RANGE_ENTRY;

/* Brings the pages of the current process into memory; here it also allocates those that were
 * never touched, and fails with ERROR_COMMITMENT_LIMIT where there is no memory for them. */
MAPVIEW_WIN32 BOOL WINAPI PrefetchVirtualMemory(HANDLE hProcess, ULONG_PTR NumberOfEntries,
                                                PWIN32_MEMORY_RANGE_ENTRY VirtualAddresses,
                                                ULONG Flags);

/* The same calls with the size and the offset in one piece. */
MAPVIEW_WIN32 HANDLE WINAPI CreateFileMappingFromApp(HANDLE hFile,
                                                     PSECURITY_ATTRIBUTES SecurityAttributes,
                                                     ULONG PageProtection, ULONG64 MaximumSize,
                                                     PCWSTR Name)
    MAPVIEW_WIDE(CreateFileMappingFromApp);
MAPVIEW_WIN32 HANDLE WINAPI OpenFileMappingFromApp(ULONG DesiredAccess, BOOL InheritHandle,
                                                   LPCWSTR Name)
    MAPVIEW_WIDE(OpenFileMappingFromApp);
MAPVIEW_WIN32 PVOID WINAPI MapViewOfFileFromApp(HANDLE hFileMappingObject, ULONG DesiredAccess,
                                                ULONG64 FileOffset, SIZE_T NumberOfBytesToMap);

#ifdef UNICODE
#define CreateFileMapping CreateFileMappingW
#define OpenFileMapping OpenFileMappingW
#endif
