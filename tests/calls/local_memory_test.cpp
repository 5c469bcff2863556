// LocalAlloc and GlobalAlloc of memory that stays where it is.
// https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-localalloc
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <algorithm>

using test::ask;

TEST_CASE("allocated memory can be written, and is zero where that is asked for") {
    auto* const local = static_cast<unsigned char*>(LocalAlloc(LPTR, 5000));
    REQUIRE(local != nullptr);
    CHECK(std::all_of(local, local + 5000, [](unsigned char byte) { return byte == 0; }));
    std::fill_n(local, 5000, static_cast<unsigned char>(1));
    CHECK(LocalFree(local) == nullptr);

    auto* const global = static_cast<unsigned char*>(GlobalAlloc(GMEM_FIXED, 100));
    REQUIRE(global != nullptr);
    std::fill_n(global, 100, static_cast<unsigned char>(1));
    CHECK(GlobalFree(global) == nullptr);
}

TEST_CASE("nothing at all has an address, and freeing nothing is fine") {
    HLOCAL const nothing = LocalAlloc(LMEM_FIXED, 0);
    CHECK(nothing != nullptr);
    CHECK(LocalFree(nothing) == nullptr);
    CHECK(LocalFree(nullptr) == nullptr);
}

TEST_CASE("more than there is memory for is refused") {
    const auto asked = ask([] { return LocalAlloc(LMEM_FIXED, ~SIZE_T{0} >> 2); });
    CHECK(asked.value == nullptr);
    CHECK(asked.error == ERROR_NOT_ENOUGH_MEMORY);
}
