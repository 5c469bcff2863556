/* timezoneapi.h - dates, and the local time.
 * https://learn.microsoft.com/windows/win32/api/timezoneapi/ */
/* SPDX-License-Identifier: MIT */
#pragma once

#include <minwinbase.h>

typedef struct _TIME_ZONE_INFORMATION {
    LONG Bias;
    WCHAR StandardName[32];
    SYSTEMTIME StandardDate;
    LONG StandardBias;
    WCHAR DaylightName[32];
    SYSTEMTIME DaylightDate;
    LONG DaylightBias;
} TIME_ZONE_INFORMATION, *PTIME_ZONE_INFORMATION, *LPTIME_ZONE_INFORMATION;

/* Both UTC. ERROR_INVALID_PARAMETER for a time beyond 63 bits, and for a date that is none, is
 * before 1601 or after 30827. The day of the week is written, but not read. */
MAPVIEW_WIN32 BOOL WINAPI FileTimeToSystemTime(const FILETIME *lpFileTime,
                                               LPSYSTEMTIME lpSystemTime);
MAPVIEW_WIN32 BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME *lpSystemTime,
                                               LPFILETIME lpFileTime);

/* From UTC to the time zone of the process (TZ), for NULL; any other zone is
 * ERROR_NOT_SUPPORTED. */
MAPVIEW_WIN32 BOOL WINAPI SystemTimeToTzSpecificLocalTime(const TIME_ZONE_INFORMATION *lpTimeZone,
                                                          const SYSTEMTIME *lpUniversalTime,
                                                          LPSYSTEMTIME lpLocalTime);
