// What the system tells of itself: its version, its folders, its screen.
// https://learn.microsoft.com/windows/win32/api/sysinfoapi/
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

#include <string>

using test::ask, test::differs_on_wine, test::untouched;

// This program has no manifest, so Windows tells it of no version after Windows 8.
TEST_CASE("a program without a manifest is told version 6.2") {
    const DWORD version = GetVersion();
    CHECK(differs_on_wine("version", version == (9200u << 16 | 2u << 8 | 6u)));

    OSVERSIONINFOA told{};
    told.dwOSVersionInfoSize = sizeof told;
    REQUIRE(GetVersionExA(&told));
    CHECK(told.dwOSVersionInfoSize == sizeof told);
    CHECK(told.dwMajorVersion == LOBYTE(version));
    CHECK(told.dwMinorVersion == HIBYTE(LOWORD(version)));
    CHECK(told.dwBuildNumber == HIWORD(version));
    CHECK(told.dwPlatformId == VER_PLATFORM_WIN32_NT);
    CHECK(differs_on_wine("version", told.szCSDVersion[0] == 0));

    OSVERSIONINFOEXW more{};
    more.dwOSVersionInfoSize = sizeof more;
    more.wServicePackMajor = 77;
    REQUIRE(GetVersionExW(reinterpret_cast<OSVERSIONINFOW*>(&more)));
    CHECK(more.dwMajorVersion == told.dwMajorVersion);
    CHECK(more.dwMinorVersion == told.dwMinorVersion);
    CHECK(more.dwBuildNumber == told.dwBuildNumber);
    CHECK(more.dwPlatformId == VER_PLATFORM_WIN32_NT);
    CHECK(differs_on_wine("version", more.szCSDVersion[0] == 0 && more.wServicePackMajor == 0));
    CHECK(more.wProductType == VER_NT_WORKSTATION);
}

TEST_CASE("the size says which structure the version is for") {
    OSVERSIONINFOEXA told{};
    const auto asking = [&](DWORD size) {
        told.dwOSVersionInfoSize = size;
        told.dwMajorVersion = 77;
        const auto asked =
            ask([&] { return GetVersionExA(reinterpret_cast<OSVERSIONINFOA*>(&told)); });
        CHECK((told.dwMajorVersion == 77) == (asked.value == FALSE));
        return asked.value ? untouched : asked.error;
    };
    CHECK(asking(0) == ERROR_INSUFFICIENT_BUFFER);
    CHECK(asking(sizeof(OSVERSIONINFOA) - 1) == ERROR_INSUFFICIENT_BUFFER);
    CHECK(asking(sizeof(OSVERSIONINFOA) + 1) == ERROR_INSUFFICIENT_BUFFER);
    CHECK(asking(sizeof(OSVERSIONINFOEXA) + 1) == ERROR_INSUFFICIENT_BUFFER);
    CHECK(asking(sizeof(OSVERSIONINFOEXA)) == untouched);
    told.wProductType = 77;
    CHECK(asking(sizeof(OSVERSIONINFOA)) == untouched);
    CHECK(told.wProductType == 77);
}

TEST_CASE("the system's folder lies in the folder of Windows, and both are there") {
    char folder[MAX_PATH] = "";
    wchar_t wide[MAX_PATH] = L"";
    const UINT length = GetWindowsDirectoryA(folder, MAX_PATH);
    const std::string windows = folder;
    CHECK(length == windows.size());
    CHECK(GetWindowsDirectoryW(wide, MAX_PATH) == length);
    CHECK((GetFileAttributesA(folder) & ~DWORD{FILE_ATTRIBUTE_READONLY}) ==
          FILE_ATTRIBUTE_DIRECTORY);
    const UINT system = GetSystemDirectoryA(folder, MAX_PATH);
    CHECK(system == std::string(folder).size());
    CHECK(std::string(folder).starts_with(windows));
    CHECK(std::string(folder).size() > windows.size());
    CHECK(GetSystemDirectoryW(wide, MAX_PATH) == system);
    CHECK(std::wstring(wide).size() == system);
    CHECK((GetFileAttributesW(wide) & ~DWORD{FILE_ATTRIBUTE_READONLY}) == FILE_ATTRIBUTE_DIRECTORY);
}

TEST_CASE("a folder that has no room is not told, but its length with the zero") {
    char folder[MAX_PATH] = "";
    wchar_t wide[MAX_PATH] = L"";
    const UINT system = GetSystemDirectoryA(folder, MAX_PATH);
    const UINT windows = GetWindowsDirectoryA(folder, MAX_PATH);
    folder[0] = '?';
    wide[0] = L'?';
    CHECK(GetSystemDirectoryA(nullptr, 0) == system + 1);
    CHECK(GetWindowsDirectoryA(nullptr, 0) == windows + 1);
    CHECK(GetSystemDirectoryA(folder, system) == system + 1);
    CHECK(GetSystemDirectoryW(wide, system) == system + 1);
    CHECK(GetWindowsDirectoryA(folder, windows) == windows + 1);
    CHECK(GetWindowsDirectoryW(wide, 1) == windows + 1);
    CHECK(folder[0] == '?');
    CHECK(wide[0] == L'?');
    CHECK(GetSystemDirectoryA(folder, system + 1) == system);
    CHECK(folder[0] != '?');
}

TEST_CASE("icons have their usual size, and a number that means nothing has 0") {
    CHECK(GetSystemMetrics(SM_CXICON) == 32);
    CHECK(GetSystemMetrics(SM_CYICON) == 32);
    CHECK(GetSystemMetrics(SM_CXCURSOR) == 32);
    CHECK(GetSystemMetrics(SM_CYSMICON) == 16);
    const auto nothing = ask([] { return GetSystemMetrics(12345); });
    CHECK(nothing.value == 0);
    CHECK(nothing.error == untouched);
    CHECK(GetSystemMetrics(-1) == 0);
    CHECK(GetSystemMetrics(SM_CLEANBOOT) == 0);
    CHECK(GetSystemMetrics(SM_REMOTESESSION) == 0);
}

TEST_CASE("exceptions have the codes that a process ends with") {
    CHECK(EXCEPTION_ACCESS_VIOLATION == 0xC0000005);
    CHECK(EXCEPTION_BREAKPOINT == 0x80000003);
    CHECK(EXCEPTION_IN_PAGE_ERROR == 0xC0000006);
    CHECK(EXCEPTION_GUARD_PAGE == 0x80000001);
    CHECK(EXCEPTION_INT_DIVIDE_BY_ZERO == 0xC0000094);
    CHECK(EXCEPTION_STACK_OVERFLOW == 0xC00000FD);
    CHECK(STATUS_PENDING == STILL_ACTIVE);
    CHECK(EXCEPTION_DEBUG_EVENT == 1);
    CHECK(EXCEPTION_EXECUTE_HANDLER == 1);
    CHECK(EXCEPTION_CONTINUE_SEARCH == 0);
    CHECK(EXCEPTION_CONTINUE_EXECUTION == -1);
}
