// Names where Linux decides what Windows leaves open.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <string>

using test::ask, test::handle, test::page, test::open, test::same_object;

TEST_CASE("D22 on Linux narrow names of exactly 260 characters are refused") {
    const auto name = test::unique_name();
    const auto longer = name + std::string(260 - name.size(), 'n');
    const auto opened = ask([&] { return OpenFileMappingA(FILE_MAP_READ, FALSE, longer.c_str()); });
    CHECK(opened.value == nullptr);
    CHECK(opened.error == ERROR_FILENAME_EXCED_RANGE);
}

TEST_CASE("D30 on Linux narrow names are UTF-8") {
    const auto name = test::unique_name();
    const handle section(CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, page,
                                            (name + "\u4E2D\U0001F600").c_str()));
    const auto wide = std::wstring(name.begin(), name.end()) + L"\u4E2D\U0001F600";
    const auto opened = open(FILE_MAP_WRITE, wide.c_str());
    REQUIRE(opened);
    CHECK(same_object(section, opened));
}

TEST_CASE("D24 on Linux wide names of 32,767 characters and more are refused") {
    const auto name = test::unique_wide_name();
    const auto longer = name + std::wstring(32767 - name.size(), L'n');
    CHECK(test::creating(PAGE_READWRITE, page, longer.c_str()) == ERROR_FILENAME_EXCED_RANGE);
    CHECK(test::opening(longer) == ERROR_FILENAME_EXCED_RANGE);
}
