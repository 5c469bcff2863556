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
