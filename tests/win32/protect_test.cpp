// What protections and private memory do not have here.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

using test::ask, test::create, test::handle, test::map, test::page;

namespace {

DWORD protecting(void* address, DWORD protection) {
    DWORD old = 0;
    return ask([&] { return VirtualProtect(address, page, protection, &old); }).error;
}

}  // namespace

TEST_CASE("1.14 on Linux a shared view becomes WRITECOPY by a handle only") {
    auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, FILE_MAP_WRITE);
    view[0] = 5;
    section.close();
    CHECK(protecting(view.get(), PAGE_WRITECOPY) == ERROR_NOT_SUPPORTED);
    CHECK(test::protection_at(view.get()) == PAGE_READWRITE);
    CHECK(view[0] == 5);
}

TEST_CASE("T06 on Linux there are no guard pages and no ways to cache a page") {
    void* const memory = VirtualAlloc(nullptr, page, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    for (const DWORD modifier : {0x100U, 0x200U, 0x400U}) {
        CAPTURE(modifier);
        CHECK(protecting(memory, PAGE_READWRITE | modifier) == ERROR_NOT_SUPPORTED);
    }
    VirtualFree(memory, 0, MEM_RELEASE);
}

TEST_CASE("on Linux memory is not watched, physical, reset and back, or a placeholder") {
    for (const DWORD type : {0x00040000U, 0x00200000U, 0x00400000U, 0x01000000U, 0x20000000U}) {
        CAPTURE(type);
        const auto done =
            ask([&] { return VirtualAlloc(nullptr, page, MEM_RESERVE | type, PAGE_READWRITE); });
        CHECK(done.value == nullptr);
        CHECK(done.error == ERROR_NOT_SUPPORTED);
    }
}

TEST_CASE("on Linux the protection of memory that is neither a view nor allocated stays") {
    alignas(page) static char bytes[page];
    CHECK(protecting(bytes, PAGE_READONLY) == ERROR_INVALID_ADDRESS);
}
