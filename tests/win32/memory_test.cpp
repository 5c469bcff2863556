// What Linux does otherwise about memory.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

using test::ask, test::create, test::handle, test::map, test::page;

TEST_CASE("on Linux pages that were not locked are unlocked all the same") {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, FILE_MAP_WRITE);
    CHECK(VirtualUnlock(view.get(), page));
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

TEST_CASE("sections of a size and views at an offset in one piece") {
    const handle made(CreateFileMappingFromApp(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE,
                                               0x100010000, L"in one piece"));
    REQUIRE(made);
    CHECK(GetLastError() == ERROR_SUCCESS);
    const handle opened(OpenFileMappingFromApp(FILE_MAP_WRITE, FALSE, L"in one piece"));
    REQUIRE(opened);
    auto* const bytes =
        static_cast<char*>(MapViewOfFileFromApp(opened.get(), FILE_MAP_WRITE, 0x100000000, page));
    REQUIRE(bytes != nullptr);
    bytes[0] = 1;
    auto* const same = static_cast<char*>(MapViewOfFile(made.get(), FILE_MAP_READ, 1, 0, page));
    REQUIRE(same != nullptr);
    CHECK(same[0] == 1);
    CHECK(UnmapViewOfFile(same));
    CHECK(UnmapViewOfFile(bytes));
}
