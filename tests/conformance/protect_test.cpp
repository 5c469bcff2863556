// VirtualProtect and VirtualAlloc on views (semantics 1.13, 1.14).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "files.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

using test::page, test::untouched, test::create, test::map, test::ask;

namespace {

/// The error of VirtualProtect; `untouched` for success.
DWORD protecting(const void* address, SIZE_T length, DWORD protection) {
    DWORD old = 0;
    const auto done =
        ask([&] { return VirtualProtect(const_cast<void*>(address), length, protection, &old); });
    return done.value ? untouched : done.error;
}

MEMORY_BASIC_INFORMATION query(const void* address) {
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(address, &found, sizeof found) == sizeof found);
    return found;
}

}  // namespace

TEST_CASE("S05 S06 S07 S08 a page of another protection makes three regions of a view") {
    const auto view = map(create(PAGE_READWRITE, 3 * page), FILE_MAP_WRITE);
    DWORD old = 0;
    REQUIRE(VirtualProtect(view.bytes() + page, page, PAGE_READONLY, &old));
    CHECK(old == PAGE_READWRITE);
    const auto first = query(view.get());
    const auto middle = query(view.bytes() + page);
    const auto last = query(view.bytes() + 2 * page);
    CHECK(first.Protect == PAGE_READWRITE);
    CHECK(first.RegionSize == page);
    CHECK(middle.Protect == PAGE_READONLY);
    CHECK(middle.RegionSize == page);
    CHECK(middle.AllocationProtect == PAGE_READWRITE);
    CHECK(middle.AllocationBase == view.get());
    CHECK(last.Protect == PAGE_READWRITE);
    CHECK(last.RegionSize == page);
}

TEST_CASE("1.14 a view's protection changes within its first access") {
    const auto section = create(PAGE_EXECUTE_READWRITE, page);
    const auto writing = map(section, FILE_MAP_WRITE);
    for (const DWORD protection : std::initializer_list<DWORD>{
             PAGE_READONLY, PAGE_NOACCESS, PAGE_READWRITE, PAGE_WRITECOPY, PAGE_READWRITE}) {
        CAPTURE(protection);
        CHECK(protecting(writing.get(), page, protection) == untouched);
    }
    const auto reading = map(section, FILE_MAP_READ);
    CHECK(protecting(reading.get(), page, PAGE_WRITECOPY) == untouched);
    reading[0] = 7;
    CHECK(reading[0] == 7);
    CHECK(test::differs_on_wine("1.14", writing[0] == 0));
    const auto executing = map(section, FILE_MAP_READ | FILE_MAP_EXECUTE);
    CHECK(protecting(executing.get(), page, PAGE_READONLY) == untouched);
    CHECK(protecting(executing.get(), page, PAGE_EXECUTE_READ) == untouched);
}

TEST_CASE("1.14 a view's protection does not go beyond its first access") {
    const auto section = create(PAGE_EXECUTE_READWRITE, page);
    const auto refused = [&](DWORD access, DWORD protection) {
        CAPTURE(access);
        CAPTURE(protection);
        const auto view = map(section, access);
        CHECK(protecting(view.get(), page, protection) == ERROR_INVALID_PARAMETER);
    };
    refused(FILE_MAP_READ, PAGE_READWRITE);
    refused(FILE_MAP_COPY, PAGE_READWRITE);
    refused(FILE_MAP_WRITE, PAGE_EXECUTE_READ);
    refused(FILE_MAP_WRITE, PAGE_EXECUTE_READWRITE);
    refused(0, PAGE_READONLY);
}

TEST_CASE("1.14 what is not one protection is refused") {
    const auto view = map(create(PAGE_READWRITE, page), FILE_MAP_WRITE);
    for (const DWORD protection : std::initializer_list<DWORD>{0, 0x06, 0x24}) {
        CAPTURE(protection);
        CHECK(protecting(view.get(), page, protection) == ERROR_INVALID_PARAMETER);
    }
}

TEST_CASE("T03 a protection is changed in one view alone") {
    const auto section = create(PAGE_READWRITE, page);
    const auto one = map(section, FILE_MAP_WRITE);
    const auto two = map(section, FILE_MAP_WRITE);
    REQUIRE(protecting(one.get(), page, PAGE_READONLY) == untouched);
    CHECK(query(two.get()).Protect == PAGE_READWRITE);
    two[0] = 1;
    CHECK(one[0] == 1);
}

TEST_CASE("T04 the old protection must have a place") {
    const auto view = map(create(PAGE_READWRITE, page), FILE_MAP_WRITE);
    const auto done = ask([&] { return VirtualProtect(view.get(), page, PAGE_READONLY, nullptr); });
    CHECK_FALSE(done.value);
    CHECK(done.error == ERROR_NOACCESS);
}

TEST_CASE("O12 a page that a copy-on-write view wrote is READWRITE, a region of its own") {
    const auto section = create(PAGE_READWRITE, 3 * page);
    const auto view = map(section, FILE_MAP_COPY);
    view[page] = 1;
    const auto written = query(view.bytes() + page);
    CHECK(test::differs_on_wine("O12", written.Protect == PAGE_READWRITE));
    CHECK(test::differs_on_wine("O12", written.RegionSize == page));
    CHECK(written.AllocationProtect == PAGE_WRITECOPY);
    CHECK(query(view.bytes() + 2 * page).Protect == PAGE_WRITECOPY);
}

TEST_CASE("1.14 committing a committed view changes its protection") {
    const auto view = map(create(PAGE_READWRITE, 2 * page), FILE_MAP_WRITE);
    view[0] = 6;
    const auto done =
        ask([&] { return VirtualAlloc(view.get(), page, MEM_COMMIT, PAGE_READONLY); });
    CHECK(done.value == view.get());
    CHECK(done.error == untouched);
    CHECK(query(view.get()).Protect == PAGE_READONLY);
    CHECK(query(view.bytes() + page).Protect == PAGE_READWRITE);
    CHECK(view[0] == 6);
}

TEST_CASE("1.14 committing a committed view beyond its first access is refused") {
    const auto view = map(create(PAGE_READWRITE, page), FILE_MAP_READ);
    const auto done =
        ask([&] { return VirtualAlloc(view.get(), page, MEM_COMMIT, PAGE_READWRITE); });
    CHECK(done.value == nullptr);
    CHECK(done.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("1.14 a view may be told that its bytes do not matter") {
    const auto view = map(create(PAGE_READWRITE, page), FILE_MAP_WRITE);
    const auto done =
        ask([&] { return VirtualAlloc(view.get(), page, MEM_RESET, PAGE_READWRITE); });
    CHECK(done.value == view.get());
    CHECK(done.error == untouched);
}

TEST_CASE("1.14 a shared view of a file that becomes WRITECOPY writes no file") {
    const test::temporary_file file(100);
    const auto opened = file.open(test::read_write);
    const auto view = map(test::create_of(opened, PAGE_READWRITE), FILE_MAP_WRITE);
    REQUIRE(protecting(view.get(), page, PAGE_WRITECOPY) == untouched);
    view[10] = 'p';
    CHECK(view[10] == 'p');
    CHECK(test::differs_on_wine("1.14", test::byte_at(opened, 10) == 'f'));
    CHECK(test::differs_on_wine("1.14", query(view.get()).Protect == PAGE_READWRITE));
}

TEST_CASE("1.14 committing a view of a file is denied") {
    const test::temporary_file file(100);
    const auto view =
        map(test::create_of(file.open(test::read_write), PAGE_READWRITE), FILE_MAP_WRITE);
    for (const DWORD protection : std::initializer_list<DWORD>{PAGE_READWRITE, PAGE_READONLY}) {
        CAPTURE(protection);
        const auto done =
            ask([&] { return VirtualAlloc(view.get(), page, MEM_COMMIT, protection); });
        CHECK(done.value == nullptr);
        CHECK(done.error == ERROR_ACCESS_DENIED);
    }
}
