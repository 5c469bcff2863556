// CreateFileMapping2, which Wine 8.0 does not have.
// https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-createfilemapping2
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

using test::ask, test::handle, test::map, test::mapping, test::page, test::untouched;

namespace {

auto creating2(ULONG access, ULONG protection, ULONG sections = SEC_COMMIT,
               const wchar_t* name = nullptr, ULONG parameters = 0) {
    MEM_EXTENDED_PARAMETER parameter{};
    return ask([&] {
        return CreateFileMapping2(INVALID_HANDLE_VALUE, nullptr, access, protection, sections, page,
                                  name, &parameter, parameters);
    });
}

}  // namespace

TEST_CASE("1.16 CreateFileMapping2 makes a section, or opens the one of the name") {
    const auto name = test::unique_wide_name();
    const auto made = creating2(FILE_MAP_ALL_ACCESS, PAGE_READWRITE, SEC_COMMIT, name.c_str());
    const handle first(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    const auto again = creating2(FILE_MAP_READ, PAGE_READWRITE, SEC_COMMIT, name.c_str());
    const handle second(again.value);
    CHECK(again.error == ERROR_ALREADY_EXISTS);
    const auto view = map(first, FILE_MAP_WRITE);
    view[0] = 9;
    CHECK(map(second, FILE_MAP_READ)[0] == 9);
}

TEST_CASE("1.16 CreateFileMapping2 gives the handle the rights that were asked for") {
    const handle reading(creating2(FILE_MAP_READ, PAGE_READWRITE).value);
    CHECK(mapping(reading, FILE_MAP_READ) == untouched);
    CHECK(mapping(reading, FILE_MAP_WRITE) == ERROR_ACCESS_DENIED);
    const handle writing(creating2(FILE_MAP_WRITE, PAGE_READWRITE).value);
    CHECK(mapping(writing, FILE_MAP_READ) == ERROR_ACCESS_DENIED);
    CHECK(mapping(writing, FILE_MAP_WRITE) == untouched);
}

TEST_CASE("1.16 CreateFileMapping2 takes the protection and the kind of section apart") {
    const handle reserved(creating2(FILE_MAP_ALL_ACCESS, PAGE_READWRITE, SEC_RESERVE).value);
    const auto view = map(reserved, FILE_MAP_WRITE);
    REQUIRE(view);
    CHECK(test::protection_at(view.get()) == 0);
    CHECK(creating2(FILE_MAP_ALL_ACCESS, PAGE_READWRITE | SEC_COMMIT, 0).error ==
          ERROR_INVALID_PARAMETER);
    CHECK(creating2(FILE_MAP_ALL_ACCESS, PAGE_READWRITE, SEC_COMMIT | PAGE_READWRITE).error ==
          ERROR_INVALID_PARAMETER);
    CHECK(creating2(0, PAGE_READWRITE).error == ERROR_ACCESS_DENIED);
    CHECK(creating2(FILE_MAP_READ, PAGE_READWRITE, SEC_COMMIT, nullptr, 1).error ==
          ERROR_NOT_SUPPORTED);
}
