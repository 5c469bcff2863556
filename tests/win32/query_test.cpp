// What VirtualQuery does not describe.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

using test::ask, test::page, test::create, test::map;

TEST_CASE("S04 on Linux memory that is not a view is not described") {
    int on_stack = 0;
    MEMORY_BASIC_INFORMATION found;
    const auto asked = ask([&] { return VirtualQuery(&on_stack, &found, sizeof found); });
    CHECK(asked.value == 0);
    CHECK(asked.error == ERROR_NOT_SUPPORTED);
}

TEST_CASE("S09 on Linux a view that is gone is not described") {
    const auto section = create(PAGE_READWRITE, page);
    auto view = map(section, FILE_MAP_READ);
    const auto* const address = view.get();
    view.unmap();
    MEMORY_BASIC_INFORMATION found;
    const auto asked = ask([&] { return VirtualQuery(address, &found, sizeof found); });
    CHECK(asked.value == 0);
    CHECK(asked.error == ERROR_NOT_SUPPORTED);
}
