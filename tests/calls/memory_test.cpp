// Calls about memory beside those that make it.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <string>

using test::ask, test::create, test::handle, test::map, test::page;

TEST_CASE("the machine's memory is told") {
    MEMORYSTATUSEX found{};
    found.dwLength = sizeof found;
    REQUIRE(GlobalMemoryStatusEx(&found));
    CHECK(found.ullTotalPhys > 64u << 20);
    CHECK(found.ullAvailPhys > 0);
    CHECK(found.ullAvailPhys <= found.ullTotalPhys);
    CHECK(found.ullTotalPageFile >= found.ullAvailPageFile);
    CHECK(found.ullTotalVirtual > found.ullAvailVirtual);
    CHECK(found.dwMemoryLoad <= 100);
    found.dwLength = 1;
    const auto asked = ask([&] { return GlobalMemoryStatusEx(&found); });
    CHECK_FALSE(asked.value);
    CHECK(asked.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("pages of a view are locked and unlocked") {
    const auto section = create(PAGE_READWRITE, 4 * page);
    const auto view = map(section, FILE_MAP_WRITE);
    char* const middle = static_cast<char*>(view.get()) + 10;
    CHECK(VirtualLock(middle, page));
    CHECK(VirtualUnlock(middle, page));
}

TEST_CASE("the calls for any process work on the calling one") {
    const HANDLE process = GetCurrentProcess();
    auto* const memory = static_cast<char*>(
        VirtualAllocEx(process, nullptr, page, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    REQUIRE(memory != nullptr);
    memory[0] = 1;
    DWORD before = 0;
    CHECK(VirtualProtectEx(process, memory, page, PAGE_READONLY, &before));
    CHECK(before == PAGE_READWRITE);
    MEMORY_BASIC_INFORMATION found{};
    CHECK(VirtualQueryEx(process, memory, &found, sizeof found) == sizeof found);
    CHECK(found.Protect == PAGE_READONLY);
    CHECK(VirtualFreeEx(process, memory, 0, MEM_RELEASE));

    const handle self(OpenProcess(PROCESS_ALL_ACCESS, FALSE, GetCurrentProcessId()));
    REQUIRE(self);
    auto* const again =
        VirtualAllocEx(self.get(), nullptr, page, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(again != nullptr);
    CHECK(VirtualFreeEx(self.get(), again, 0, MEM_RELEASE));
    const auto none = ask([&] {
        return VirtualAllocEx(nullptr, nullptr, page, MEM_RESERVE, PAGE_READWRITE) != nullptr;
    });
    CHECK_FALSE(none.value);
    CHECK(none.error == ERROR_INVALID_HANDLE);
}

TEST_CASE("sections of a size and views at an offset in one piece") {
    // Wine 8.0 loses the upper half of both.
    const ULONG64 offset = test::running_on_wine() ? 0x10000 : 0x100000000;
    const std::wstring name = test::unique_wide_name();
    const handle made(CreateFileMappingFromApp(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE,
                                               offset + 0x10000, name.c_str()));
    REQUIRE(made);
    CHECK(GetLastError() == ERROR_SUCCESS);
#ifdef __MINGW32__  // whose kernel32 has no OpenFileMappingFromApp
    const handle opened(OpenFileMappingW(FILE_MAP_WRITE, FALSE, name.c_str()));
#else
    const handle opened(OpenFileMappingFromApp(FILE_MAP_WRITE, FALSE, name.c_str()));
#endif
    REQUIRE(opened);
    auto* const bytes =
        static_cast<char*>(MapViewOfFileFromApp(opened.get(), FILE_MAP_WRITE, offset, page));
    REQUIRE(bytes != nullptr);
    bytes[0] = 1;
    auto* const same = static_cast<char*>(MapViewOfFile(made.get(), FILE_MAP_READ,
                                                        static_cast<DWORD>(offset >> 32),
                                                        static_cast<DWORD>(offset), page));
    REQUIRE(same != nullptr);
    CHECK(same[0] == 1);
    CHECK(UnmapViewOfFile(same));
    CHECK(UnmapViewOfFile(bytes));
}
