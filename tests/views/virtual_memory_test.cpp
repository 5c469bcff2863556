// Private memory and protections, in more detail than the rows.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

using test::ask, test::create, test::map, test::page;

TEST_CASE("pages that were copied stay so, the others are shared again") {
    const auto section = create(PAGE_READWRITE, 2ULL * page);
    const auto view = map(section, FILE_MAP_WRITE);
    const auto other = map(section, FILE_MAP_WRITE);
    DWORD old = 0;
    REQUIRE(VirtualProtect(view.get(), 2ULL * page, PAGE_WRITECOPY, &old));
    view[0] = 1;
    REQUIRE(VirtualProtect(view.get(), 2ULL * page, PAGE_READWRITE, &old));
    CHECK(old == PAGE_READWRITE);  // of the first page, which is written
    view[0] = 2;
    view[page] = 3;
    CHECK(other[0] == 0);
    CHECK(other[page] == 3);
}

// As NT does (STATUS_MEMORY_NOT_ALLOCATED); Wine says ERROR_INVALID_PARAMETER, so it is no referee.
TEST_CASE("memory that is not there is not freed") {
    void* const memory = VirtualAlloc(nullptr, page, MEM_RESERVE, PAGE_READWRITE);
    REQUIRE(VirtualFree(memory, 0, MEM_RELEASE));
    for (const DWORD type : {DWORD{MEM_RELEASE}, DWORD{MEM_DECOMMIT}}) {
        CAPTURE(type);
        const auto done = ask([&] { return VirtualFree(memory, 0, type); });
        CHECK_FALSE(done.value);
        CHECK(done.error == ERROR_INVALID_ADDRESS);
    }
}

// As documented; Wine takes both.
TEST_CASE("memory is reset alone") {
    const auto done =
        ask([] { return VirtualAlloc(nullptr, page, MEM_RESERVE | MEM_RESET, PAGE_READWRITE); });
    CHECK(done.value == nullptr);
    CHECK(done.error == ERROR_INVALID_PARAMETER);
}
