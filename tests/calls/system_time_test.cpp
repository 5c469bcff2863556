// Dates and clocks.
// https://learn.microsoft.com/windows/win32/sysinfo/time
// SPDX-License-Identifier: MIT
#include <windows.h>
// Behind <windows.h>, which Windows' own needs.
#include <mmsystem.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

using test::ask;

namespace {

ULONGLONG steps_of(const FILETIME& time) {
    return ULONGLONG{time.dwHighDateTime} << 32 | time.dwLowDateTime;
}

constexpr ULONGLONG steps_per_second = 10'000'000;

// The moment a date of UTC stands for.
ULONGLONG moment(const SYSTEMTIME& date) {
    FILETIME time{};
    REQUIRE(SystemTimeToFileTime(&date, &time));
    return steps_of(time);
}

constexpr SYSTEMTIME some_day{2024, 2, 4, 29, 13, 14, 15, 678};

}  // namespace

TEST_CASE("a date is a moment, and the moment the date") {
    CHECK(moment({1601, 1, 1, 1, 0, 0, 0, 0}) == 0);
    CHECK(moment({1970, 1, 4, 1, 0, 0, 0, 0}) == 116'444'736'000'000'000);
    const ULONGLONG steps = moment(some_day);
    CHECK(steps == 133'536'860'556'780'000);
    const FILETIME time{static_cast<DWORD>(steps), static_cast<DWORD>(steps >> 32)};
    SYSTEMTIME date{};
    REQUIRE(FileTimeToSystemTime(&time, &date));
    CHECK(date.wYear == 2024);
    CHECK(date.wMonth == 2);
    CHECK(date.wDay == 29);
    CHECK(date.wDayOfWeek == 4);
    CHECK(date.wHour == 13);
    CHECK(date.wMinute == 14);
    CHECK(date.wSecond == 15);
    CHECK(date.wMilliseconds == 678);
}

TEST_CASE("what is no date, and no moment, is invalid") {
    FILETIME time{};
    const auto refused = [&](const SYSTEMTIME& date) {
        const auto asked = ask([&] { return SystemTimeToFileTime(&date, &time); });
        return asked.value == FALSE && asked.error == ERROR_INVALID_PARAMETER;
    };
    CHECK(test::differs_on_wine("29 February", refused({2023, 2, 0, 29, 0, 0, 0, 0})));
    CHECK(refused({2023, 1, 0, 32, 0, 0, 0, 0}));
    CHECK(refused({2023, 13, 0, 1, 0, 0, 0, 0}));
    CHECK(refused({2023, 1, 0, 0, 0, 0, 0, 0}));
    CHECK(refused({2023, 1, 0, 1, 24, 0, 0, 0}));
    CHECK(refused({2023, 1, 0, 1, 0, 60, 0, 0}));
    CHECK(refused({2023, 1, 0, 1, 0, 0, 60, 0}));
    CHECK(refused({2023, 1, 0, 1, 0, 0, 0, 1000}));
    CHECK(refused({1600, 12, 0, 31, 0, 0, 0, 0}));
    SYSTEMTIME date{};
    const FILETIME never{0, 0x80000000};
    CHECK(ask([&] { return FileTimeToSystemTime(&never, &date); }).error ==
          ERROR_INVALID_PARAMETER);
}

TEST_CASE("moments are compared") {
    const FILETIME early{5, 1};
    const FILETIME late{1, 2};
    CHECK(CompareFileTime(&early, &late) == -1);
    CHECK(CompareFileTime(&late, &early) == 1);
    CHECK(CompareFileTime(&late, &late) == 0);
}

TEST_CASE("the clocks tell one time") {
    FILETIME before{};
    FILETIME after{};
    SYSTEMTIME date{};
    GetSystemTimeAsFileTime(&before);
    GetSystemTime(&date);
    GetSystemTimeAsFileTime(&after);
    const ULONGLONG told = moment(date);
    constexpr ULONGLONG grain = steps_per_second / 50;  // of Windows' clocks
    CHECK(told + grain >= steps_of(before));
    CHECK(told <= steps_of(after) + grain);
    CHECK(date.wYear >= 2024);
}

TEST_CASE("the local time is that of the time zone") {
    SYSTEMTIME now{};
    SYSTEMTIME local{};
    SYSTEMTIME converted{};
    GetSystemTime(&now);
    GetLocalTime(&local);
    REQUIRE(SystemTimeToTzSpecificLocalTime(nullptr, &now, &converted));
    CHECK(moment(local) + steps_per_second >= moment(converted));
    CHECK(moment(local) <= moment(converted) + 30 * steps_per_second);
}

TEST_CASE("the multimedia clock goes on, in a period that is granted") {
    CHECK(timeBeginPeriod(1) == TIMERR_NOERROR);
    CHECK(timeBeginPeriod(0) == TIMERR_NOCANDO);
    const DWORD before = timeGetTime();
    Sleep(20);
    CHECK(timeGetTime() - before >= 19);
    CHECK(timeEndPeriod(1) == TIMERR_NOERROR);
}
