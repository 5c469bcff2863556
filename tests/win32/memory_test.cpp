// What Linux does otherwise about memory.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <string>

using test::ask, test::create, test::handle, test::map, test::page;

TEST_CASE("on Linux a working set is a limit on what may be locked") {
    const HANDLE process = GetCurrentProcess();
    const SIZE_T beyond = SIZE_T{1} << 60;
    const auto enormous = ask([&] { return SetProcessWorkingSetSize(process, beyond, beyond); });
    CHECK(enormous.error == ERROR_NO_SYSTEM_RESOURCES);
    const auto hard = ask([&] {
        return SetProcessWorkingSetSizeEx(process, page, 2 * page, QUOTA_LIMITS_HARDWS_MAX_ENABLE);
    });
    CHECK(hard.error == ERROR_NOT_SUPPORTED);
}

TEST_CASE("on Linux a program has no screen") {
    CHECK(GetSystemMetrics(SM_CXSCREEN) == 0);
    CHECK(GetSystemMetrics(SM_CYSCREEN) == 0);
    CHECK(GetSystemMetrics(SM_CMONITORS) == 0);
    CHECK(GetSystemMetrics(SM_MOUSEPRESENT) == 0);
}

TEST_CASE("on Linux the system's folders are /usr and /usr/lib") {
    char folder[MAX_PATH] = "";
    CHECK(GetWindowsDirectoryA(folder, MAX_PATH) == 4);
    CHECK(std::string(folder) == "/usr");
    CHECK(GetSystemDirectoryA(folder, MAX_PATH) == 8);
    CHECK(std::string(folder) == "/usr/lib");
}

TEST_CASE("on Linux what is not committed cannot be locked, nor what may not be read") {
    auto* const memory =
        static_cast<char*>(VirtualAlloc(nullptr, 2 * page, MEM_RESERVE, PAGE_READWRITE));
    REQUIRE(memory != nullptr);
    const auto locking = [&](char* at) {
        const auto locked = ask([&] { return VirtualLock(at, page); });
        return locked.value ? test::untouched : locked.error;
    };
    CHECK(locking(memory) == ERROR_INVALID_ADDRESS);
    CHECK(VirtualAlloc(memory, page, MEM_COMMIT, PAGE_NOACCESS) != nullptr);
    CHECK(locking(memory) == ERROR_NOACCESS);
    CHECK(ask([&] { return VirtualLock(memory, 0); }).error == ERROR_INVALID_PARAMETER);
    CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}

TEST_CASE("on Linux no move is put off until the machine starts again") {
    const auto asked =
        ask([] { return MoveFileExA("/nowhere/a", "/nowhere/b", MOVEFILE_DELAY_UNTIL_REBOOT); });
    CHECK_FALSE(asked.value);
    CHECK(asked.error == ERROR_NOT_SUPPORTED);
}
