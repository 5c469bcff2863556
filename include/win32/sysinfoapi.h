/* sysinfoapi.h - the machine.
 * https://learn.microsoft.com/windows/win32/api/sysinfoapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwinbase.h>

typedef struct _SYSTEM_INFO {
    __extension__ union {
        DWORD dwOemId;
        __extension__ struct {
            WORD wProcessorArchitecture;
            WORD wReserved;
        };
    };
    DWORD dwPageSize;
    LPVOID lpMinimumApplicationAddress;
    LPVOID lpMaximumApplicationAddress;
    DWORD_PTR dwActiveProcessorMask;
    DWORD dwNumberOfProcessors;
    DWORD dwProcessorType;
    DWORD dwAllocationGranularity;
    WORD wProcessorLevel;
    WORD wProcessorRevision;
} SYSTEM_INFO, *LPSYSTEM_INFO;

MAPVIEW_WIN32 void WINAPI GetSystemInfo(LPSYSTEM_INFO lpSystemInfo);

/* UTC, and the time of the zone that TZ names. */
MAPVIEW_WIN32 void WINAPI GetSystemTime(LPSYSTEMTIME lpSystemTime);
MAPVIEW_WIN32 void WINAPI GetLocalTime(LPSYSTEMTIME lpSystemTime);
MAPVIEW_WIN32 void WINAPI GetSystemTimeAsFileTime(LPFILETIME lpSystemTimeAsFileTime);

/* Milliseconds since the system was started. */
MAPVIEW_WIN32 DWORD WINAPI GetTickCount(void);
MAPVIEW_WIN32 ULONGLONG WINAPI GetTickCount64(void);

/* The version that Windows tells a program without a manifest: 6.2, build 9200, of
 * VER_PLATFORM_WIN32_NT and VER_NT_WORKSTATION. dwOSVersionInfoSize is the size of the structure,
 * with or without EX, before the call; else ERROR_INSUFFICIENT_BUFFER. */
MAPVIEW_WIN32 DWORD WINAPI GetVersion(void);
MAPVIEW_WIN32 BOOL WINAPI GetVersionExA(LPOSVERSIONINFOA lpVersionInformation);
MAPVIEW_WIN32 BOOL WINAPI GetVersionExW(LPOSVERSIONINFOW lpVersionInformation)
    MAPVIEW_WIDE(GetVersionExW);

/* /usr/lib and /usr, where a system has its libraries and what belongs to it. Returns the length,
 * or the room that is needed, with the zero. */
MAPVIEW_WIN32 UINT WINAPI GetSystemDirectoryA(LPSTR lpBuffer, UINT uSize);
MAPVIEW_WIN32 UINT WINAPI GetSystemDirectoryW(LPWSTR lpBuffer, UINT uSize)
    MAPVIEW_WIDE(GetSystemDirectoryW);
MAPVIEW_WIN32 UINT WINAPI GetWindowsDirectoryA(LPSTR lpBuffer, UINT uSize);
MAPVIEW_WIN32 UINT WINAPI GetWindowsDirectoryW(LPWSTR lpBuffer, UINT uSize)
    MAPVIEW_WIDE(GetWindowsDirectoryW);

typedef struct _MEMORYSTATUSEX {
    DWORD dwLength; /* sizeof(MEMORYSTATUSEX), before the call */
    DWORD dwMemoryLoad;
    DWORDLONG ullTotalPhys;
    DWORDLONG ullAvailPhys;
    DWORDLONG ullTotalPageFile;
    DWORDLONG ullAvailPageFile;
    DWORDLONG ullTotalVirtual;
    DWORDLONG ullAvailVirtual;
    DWORDLONG ullAvailExtendedVirtual;
} MEMORYSTATUSEX, *LPMEMORYSTATUSEX;

/* Bytes of the machine: memory, memory and swap, and this process's address space; the load is a
 * percentage. A control group's limit does not count. */
MAPVIEW_WIN32 BOOL WINAPI GlobalMemoryStatusEx(LPMEMORYSTATUSEX lpBuffer);

#ifdef UNICODE
#define GetVersionEx GetVersionExW
#define GetSystemDirectory GetSystemDirectoryW
#define GetWindowsDirectory GetWindowsDirectoryW
#else
#define GetVersionEx GetVersionExA
#define GetSystemDirectory GetSystemDirectoryA
#define GetWindowsDirectory GetWindowsDirectoryA
#endif
