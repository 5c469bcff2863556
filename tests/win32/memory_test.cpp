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
