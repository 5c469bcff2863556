// What the newer calls on views cannot do.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

using test::ask, test::create, test::handle, test::page;

namespace {

auto mapping3(const handle& section, ULONG type) {
    return ask([&] {
        return MapViewOfFile3(section.get(), nullptr, nullptr, 0, 0, type, PAGE_READWRITE, nullptr,
                              0);
    });
}

}  // namespace

TEST_CASE("W10 on Linux placeholders, allocation types and parameters are not supported") {
    const auto section = create(PAGE_READWRITE, page);
    CHECK(mapping3(section, MEM_REPLACE_PLACEHOLDER).error == ERROR_NOT_SUPPORTED);
    CHECK(mapping3(section, MEM_RESERVE).error == ERROR_INVALID_PARAMETER);
    MEM_EXTENDED_PARAMETER parameter{};
    const auto made = ask([&] {
        return MapViewOfFile3(section.get(), nullptr, nullptr, 0, 0, 0, PAGE_READWRITE, &parameter,
                              1);
    });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_NOT_SUPPORTED);
}
