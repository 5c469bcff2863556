// CreateFileMapping: sizes and protections (semantics 1.1, 1.2).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

using test::ask, test::handle, test::mapped, test::page, test::untouched, test::create_raw,
    test::create, test::map_raw, test::map, test::creating;

namespace {

constexpr ULONGLONG tebibyte = 1ULL << 40;

}  // namespace

TEST_CASE("A01 an unnamed section of size 0 is refused") {
    const auto made = ask([] { return create_raw(PAGE_READWRITE, 0); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("A02 a named section of size 0 is refused") {
    const auto name = test::unique_wide_name();
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, 0, name.c_str()); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("A03 size 0 is refused before the name is looked up") {
    const auto name = test::unique_wide_name();
    const auto existing = create(PAGE_READWRITE, page, name.c_str());
    const auto made = ask([&] { return create_raw(PAGE_READWRITE, 0, name.c_str()); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("A04 a section of one byte has a whole page") {
    const auto section = create(PAGE_READWRITE, 1);
    const auto view = map(section, FILE_MAP_WRITE);
    REQUIRE(view);
    view[page - 1] = 7;
    CHECK(view[page - 1] == 7);
}

TEST_CASE("A04 a size is rounded up to pages: 0x3452 becomes 0x4000") {
    const auto section = create(PAGE_READWRITE, 0x3452);
    const auto view = map(section, FILE_MAP_WRITE);
    REQUIRE(view);
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(view.get(), &found, sizeof found) == sizeof found);
    CHECK(found.RegionSize == 0x4000);
}

TEST_CASE("A06 the whole page of a one-byte section can be asked for") {
    const auto section = create(PAGE_READWRITE, 1);
    const auto view = ask([&] { return map_raw(section.get(), FILE_MAP_WRITE, 0, page); });
    const mapped owned(view.value);
    CHECK(view.value != nullptr);
    CHECK(view.error == untouched);
}

TEST_CASE("A07 one byte more than the page is refused with access denied") {
    const auto section = create(PAGE_READWRITE, 1);
    const auto view = ask([&] { return map_raw(section.get(), FILE_MAP_WRITE, 0, page + 1); });
    CHECK(view.value == nullptr);
    CHECK(view.error == ERROR_ACCESS_DENIED);
}

TEST_CASE("A08 committed memory beyond what the machine has is refused") {
    const auto made = ask([] { return create_raw(PAGE_READWRITE, tebibyte); });
    const handle owned(made.value);
    CHECK(test::differs_on_wine("A08", made.value == nullptr));
    CHECK(test::differs_on_wine("A08", made.error == ERROR_COMMITMENT_LIMIT));
}

TEST_CASE("A11 a size of 2^63-1 is refused") {
    const auto made = ask([] { return create_raw(PAGE_READWRITE, ~0ULL >> 1); });
    const handle owned(made.value);
    CHECK(made.value == nullptr);
    CHECK(made.error != ERROR_SUCCESS);
    CHECK(made.error != untouched);
}

TEST_CASE("A12 a size of 2^64-1 is too much memory, not an overflow") {
    const auto made = ask([] { return create_raw(PAGE_READWRITE, ~0ULL); });
    const handle owned(made.value);
    CHECK(test::differs_on_wine("A12", made.value == nullptr));
    CHECK(test::differs_on_wine("A12", made.error == ERROR_NOT_ENOUGH_MEMORY));
}

TEST_CASE("A13 no file at all stands for the paging file") {
    const auto made =
        ask([] { return CreateFileMappingW(nullptr, nullptr, PAGE_READWRITE, 0, page, nullptr); });
    const handle section(made.value);
    CHECK(made.value != nullptr);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK(map(section, FILE_MAP_WRITE));
}

TEST_CASE("A14 no file and no size is refused") {
    const auto made =
        ask([] { return CreateFileMappingW(nullptr, nullptr, PAGE_READWRITE, 0, 0, nullptr); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("A15 a file handle that is none is refused") {
    const auto no_file = test::closed_handle();
    const auto made =
        ask([&] { return CreateFileMappingW(no_file, nullptr, PAGE_READWRITE, 0, page, nullptr); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_HANDLE);
}

TEST_CASE("A70 security attributes of length 0 do no harm") {
    SECURITY_ATTRIBUTES attributes{0, nullptr, TRUE};
    const auto made = ask([&] {
        return CreateFileMappingW(INVALID_HANDLE_VALUE, &attributes, PAGE_READWRITE, 0, page,
                                  nullptr);
    });
    const handle section(made.value);
    REQUIRE(section);
    CHECK(made.error == ERROR_SUCCESS);
    DWORD flags = 0;
    CHECK(GetHandleInformation(section.get(), &flags));
    CHECK((flags & HANDLE_FLAG_INHERIT) != 0);
}

TEST_CASE("a size of more than 4 GiB is taken from both halves") {
    constexpr ULONGLONG size = (1ULL << 32) + page;
    const auto section = create(PAGE_READWRITE, size);
    REQUIRE(section);
    const auto view = map(section, FILE_MAP_WRITE, 1ULL << 32);
    REQUIRE(view);
    view[page - 1] = 1;
    CHECK(view[page - 1] == 1);
}

TEST_CASE("H05 a new section is zeroed") {
    const auto section = create(PAGE_READWRITE, 16 * page);
    const auto view = map(section, FILE_MAP_READ);
    REQUIRE(view);
    int marked = 0;
    for (SIZE_T i = 0; i < 16 * page; ++i) marked += view[i] != 0;
    CHECK(marked == 0);
}

TEST_CASE("B01 all six protections make sections") {
    for (const DWORD protection :
         std::initializer_list<DWORD>{0x02, 0x04, 0x08, 0x20, 0x40, 0x80}) {
        CAPTURE(protection);
        CHECK(creating(protection) == ERROR_SUCCESS);
    }
}

TEST_CASE("B02 what is not one of the six protections is refused") {
    for (const DWORD protection : std::initializer_list<DWORD>{
             0x00, 0x01, 0x10, 0x03, 0x06, 0x0C, 0x24, 0x44, 0x60, 0x82, 0xFF, 0xFFFFFFFF}) {
        CAPTURE(protection);
        CHECK(creating(protection) == ERROR_INVALID_PARAMETER);
    }
}

TEST_CASE("B02 page modifiers are no part of a section's protection") {
    for (const DWORD modifier :
         std::initializer_list<DWORD>{0x100, 0x200, 0x400, 0x800, 0x1000, 0x8000, 0x10000}) {
        CAPTURE(modifier);
        CHECK(creating(PAGE_READWRITE | modifier) == ERROR_INVALID_PARAMETER);
    }
}

TEST_CASE("C01 committed is the default, and may be said, with cache hints") {
    for (const DWORD flags : std::initializer_list<DWORD>{0U, SEC_COMMIT, SEC_COMMIT | SEC_NOCACHE,
                                                          SEC_COMMIT | SEC_WRITECOMBINE}) {
        CAPTURE(flags);
        CHECK(creating(PAGE_READWRITE | flags) == ERROR_SUCCESS);
    }
}

TEST_CASE("C01 committed and reserved at once is refused") {
    CHECK(creating(PAGE_READWRITE | SEC_COMMIT | SEC_RESERVE) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("C01 cache hints and large pages need committed or reserved beside them") {
    for (const DWORD flags :
         std::initializer_list<DWORD>{SEC_NOCACHE, SEC_WRITECOMBINE, SEC_LARGE_PAGES}) {
        CAPTURE(flags);
        CHECK(creating(PAGE_READWRITE | flags) == ERROR_INVALID_PARAMETER);
    }
}

TEST_CASE("C01 reserved large pages are refused") {
    for (const ULONGLONG size : {ULONGLONG{page}, ULONGLONG{2} << 20}) {
        CAPTURE(size);
        CHECK(creating(PAGE_READWRITE | SEC_RESERVE | SEC_LARGE_PAGES, size) ==
              ERROR_INVALID_PARAMETER);
    }
}

TEST_CASE("1.2 an image needs a file") {
    CHECK(creating(PAGE_READONLY | SEC_IMAGE) == ERROR_BAD_EXE_FORMAT);
    CHECK(creating(PAGE_READONLY | 0x11000000) == ERROR_BAD_EXE_FORMAT);
}

TEST_CASE("1.2 an image is neither committed nor reserved") {
    CHECK(creating(PAGE_READONLY | SEC_IMAGE | SEC_COMMIT) == ERROR_INVALID_PARAMETER);
    CHECK(creating(PAGE_READONLY | SEC_IMAGE | SEC_RESERVE) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("1.2 SEC_FILE, SEC_BASED and SEC_NO_CHANGE are refused in any mix") {
    for (const DWORD flags : std::initializer_list<DWORD>{0x00800000, 0x00200000, 0x00400000}) {
        CAPTURE(flags);
        CHECK(creating(PAGE_READWRITE | flags) == ERROR_INVALID_PARAMETER);
        CHECK(creating(PAGE_READWRITE | SEC_COMMIT | flags) == ERROR_INVALID_PARAMETER);
    }
}

TEST_CASE("a refused creation leaves the name free") {
    const auto name = test::unique_wide_name();
    CHECK(create_raw(PAGE_READWRITE | SEC_COMMIT | SEC_RESERVE, page, name.c_str()) == nullptr);
    const auto opened = ask([&] { return OpenFileMappingW(FILE_MAP_READ, FALSE, name.c_str()); });
    CHECK(opened.value == nullptr);
    CHECK(opened.error == ERROR_FILE_NOT_FOUND);
}
