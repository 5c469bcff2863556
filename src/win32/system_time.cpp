// SPDX-License-Identifier: MIT
#include "win32/file_time.hpp"
#include "win32/last_error.hpp"

#include <windows.h>

#include <chrono>
#include <cstdint>
#include <ctime>

namespace {

using mapview::kernel::status;
using mapview::win32::file_time_of;
using mapview::win32::report;
using mapview::win32::seconds_from_1601_to_1970;
using mapview::win32::steps_of;
using mapview::win32::steps_per_second;
using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::int64_t milliseconds_per_second = 1000;
constexpr std::int64_t seconds_per_day = 86'400;

constexpr sys_days day_0{year{1601} / 1 / 1};

SYSTEMTIME system_time_of(std::int64_t steps) {
    const std::int64_t seconds = steps / steps_per_second;
    const sys_days date = day_0 + std::chrono::days(seconds / seconds_per_day);
    const std::int64_t of_day = seconds % seconds_per_day;
    const year_month_day parts(date);
    return {
        static_cast<WORD>(int{parts.year()}),
        static_cast<WORD>(unsigned{parts.month()}),
        static_cast<WORD>(weekday(date).c_encoding()),
        static_cast<WORD>(unsigned{parts.day()}),
        static_cast<WORD>(of_day / 3600),
        static_cast<WORD>(of_day / 60 % 60),
        static_cast<WORD>(of_day % 60),
        static_cast<WORD>(steps % steps_per_second / (steps_per_second / milliseconds_per_second))};
}

// False where it is no time.
bool read(const SYSTEMTIME& time, std::int64_t& steps) {
    constexpr WORD first_year = 1601, last_year = 30827;
    const year_month_day date(year{time.wYear}, month{time.wMonth}, day{time.wDay});
    if (time.wYear < first_year || time.wYear > last_year || !date.ok() || time.wHour > 23 ||
        time.wMinute > 59 || time.wSecond > 59 || time.wMilliseconds > 999)
        return false;
    const std::int64_t days = (sys_days(date) - day_0).count();
    const std::int64_t seconds =
        days * seconds_per_day + time.wHour * 3600 + time.wMinute * 60 + time.wSecond;
    steps = seconds * steps_per_second +
            time.wMilliseconds * (steps_per_second / milliseconds_per_second);
    return true;
}

FILETIME now() {
    timespec time{};
    ::clock_gettime(CLOCK_REALTIME, &time);
    return file_time_of(time);
}

// The same moment in the time zone of the process. False where the zone cannot tell.
bool local_time_of(std::int64_t steps, SYSTEMTIME& local) {
    const time_t seconds = steps / steps_per_second - seconds_from_1601_to_1970;
    tm parts{};
    ::tzset();
    if (::localtime_r(&seconds, &parts) == nullptr) return false;
    const std::int64_t moved = steps + parts.tm_gmtoff * steps_per_second;
    if (moved < 0) return false;
    local = system_time_of(moved);
    return true;
}

}  // namespace

void WINAPI GetSystemTimeAsFileTime(LPFILETIME lpSystemTimeAsFileTime) {
    *lpSystemTimeAsFileTime = now();
}

void WINAPI GetSystemTime(LPSYSTEMTIME lpSystemTime) {
    *lpSystemTime = system_time_of(steps_of(now()));
}

void WINAPI GetLocalTime(LPSYSTEMTIME lpSystemTime) {
    const std::int64_t steps = steps_of(now());
    if (!local_time_of(steps, *lpSystemTime)) *lpSystemTime = system_time_of(steps);
}

BOOL WINAPI FileTimeToSystemTime(const FILETIME* lpFileTime, LPSYSTEMTIME lpSystemTime) {
    const std::int64_t steps = steps_of(*lpFileTime);
    if (steps < 0) return report(status::invalid_parameter);
    *lpSystemTime = system_time_of(steps);
    return TRUE;
}

BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME* lpSystemTime, LPFILETIME lpFileTime) {
    std::int64_t steps = 0;
    if (!read(*lpSystemTime, steps)) return report(status::invalid_parameter);
    *lpFileTime = file_time_of(steps);
    return TRUE;
}

BOOL WINAPI SystemTimeToTzSpecificLocalTime(const TIME_ZONE_INFORMATION* lpTimeZoneInformation,
                                            const SYSTEMTIME* lpUniversalTime,
                                            LPSYSTEMTIME lpLocalTime) {
    if (lpTimeZoneInformation != nullptr) return report(status::not_supported);
    std::int64_t steps = 0;
    const bool told = read(*lpUniversalTime, steps) && local_time_of(steps, *lpLocalTime);
    return report(told ? status::success : status::invalid_parameter);
}

LONG WINAPI CompareFileTime(const FILETIME* lpFileTime1, const FILETIME* lpFileTime2) {
    const auto one = static_cast<std::uint64_t>(steps_of(*lpFileTime1));
    const auto other = static_cast<std::uint64_t>(steps_of(*lpFileTime2));
    if (one == other) return 0;
    return one < other ? -1 : 1;
}
