// The local time on Linux: that of TZ.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <cstdlib>

using test::ask;

TEST_CASE("on Linux the time zone is that of TZ") {
    REQUIRE(::setenv("TZ", "TEST-5:30", 1) == 0);
    const SYSTEMTIME utc{2024, 2, 4, 29, 22, 45, 15, 678};
    SYSTEMTIME local{};
    REQUIRE(SystemTimeToTzSpecificLocalTime(nullptr, &utc, &local));
    CHECK(local.wMonth == 3);
    CHECK(local.wDay == 1);
    CHECK(local.wDayOfWeek == 5);
    CHECK(local.wHour == 4);
    CHECK(local.wMinute == 15);
    CHECK(local.wMilliseconds == 678);
    const TIME_ZONE_INFORMATION other{};
    CHECK(ask([&] { return SystemTimeToTzSpecificLocalTime(&other, &utc, &local); }).error ==
          ERROR_NOT_SUPPORTED);
    REQUIRE(::unsetenv("TZ") == 0);
}
