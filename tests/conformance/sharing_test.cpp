// Copy-on-write, coherence, flushing (semantics 1.11).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"

using test::ask, test::page, test::granularity, test::untouched, test::create, test::map_raw,
    test::map;

namespace {

DWORD flushing(const void* address, SIZE_T length) {
    const auto done = ask([&] { return FlushViewOfFile(address, length); });
    return done.value ? untouched : done.error;
}

}  // namespace

TEST_CASE("P01 all views of a section show the same bytes, whatever their offsets") {
    const auto section = create(PAGE_READWRITE, 3ULL * granularity);
    const auto all = map(section, FILE_MAP_WRITE);
    const auto middle = map(section, FILE_MAP_WRITE, granularity, granularity);
    const auto reading = map(section, FILE_MAP_READ);
    middle[1] = 3;
    CHECK(all[granularity + 1] == 3);
    CHECK(reading[granularity + 1] == 3);
    all[granularity + 2] = 4;
    CHECK(middle[2] == 4);
}

TEST_CASE("O02 a shared write is seen by a copy-on-write view that has not written the page") {
    const auto section = create(PAGE_READWRITE, page);
    const auto copied = map(section, FILE_MAP_COPY);
    const auto shared = map(section, FILE_MAP_WRITE);
    CHECK(copied[0] == 0);
    shared[0] = 1;
    CHECK(copied[0] == 1);
}

TEST_CASE("O03 a write to a copy-on-write view stays in it") {
    const auto section = create(PAGE_READWRITE, page);
    const auto shared = map(section, FILE_MAP_WRITE);
    const auto copied = map(section, FILE_MAP_COPY);
    const auto other = map(section, FILE_MAP_COPY);
    copied[0] = 2;
    CHECK(copied[0] == 2);
    CHECK(shared[0] == 0);
    CHECK(other[0] == 0);
    CHECK(map(section, FILE_MAP_COPY)[0] == 0);
}

TEST_CASE("O04 a shared write is not seen on a page that was copied") {
    const auto section = create(PAGE_READWRITE, 2 * page);
    const auto shared = map(section, FILE_MAP_WRITE);
    const auto copied = map(section, FILE_MAP_COPY);
    copied[0] = 2;
    shared[1] = 3;
    CHECK(copied[1] == 0);
}

TEST_CASE("O05 a shared write is seen on the pages that were not copied") {
    const auto section = create(PAGE_READWRITE, 2 * page);
    const auto shared = map(section, FILE_MAP_WRITE);
    const auto copied = map(section, FILE_MAP_COPY);
    copied[0] = 2;
    shared[page] = 3;
    CHECK(copied[page] == 3);
}

TEST_CASE("1.11 a copy-on-write view of a read-only section can be written") {
    for (const DWORD protection : std::initializer_list<DWORD>{0x02, 0x08, 0x20, 0x80}) {
        CAPTURE(protection);
        const auto section = create(protection, page);
        const auto copied = map(section, FILE_MAP_COPY);
        REQUIRE(copied);
        copied[0] = 1;
        CHECK(copied[0] == 1);
        CHECK(map(section, FILE_MAP_READ)[0] == 0);
    }
}

TEST_CASE("O13 two copy-on-write views of a WRITECOPY section are private each") {
    const auto section = create(PAGE_WRITECOPY, page);
    const auto one = map(section, FILE_MAP_COPY);
    const auto two = map(section, FILE_MAP_COPY);
    one[0] = 1;
    two[0] = 2;
    CHECK(one[0] == 1);
    CHECK(two[0] == 2);
}

TEST_CASE("O06 flushing a copy-on-write view writes nothing") {
    const auto section = create(PAGE_READWRITE, page);
    const auto copied = map(section, FILE_MAP_COPY);
    copied[0] = 1;
    CHECK(flushing(copied.get(), 0) == untouched);
    CHECK(map(section, FILE_MAP_READ)[0] == 0);
}

TEST_CASE("Q01 a whole view is flushed") {
    const auto section = create(PAGE_READWRITE, 4 * page);
    const auto view = map(section, FILE_MAP_WRITE);
    CHECK(flushing(view.get(), 0) == untouched);
    CHECK(flushing(view.get(), 4 * page) == untouched);
}

TEST_CASE("Q02 part of a view is flushed") {
    const auto section = create(PAGE_READWRITE, 4 * page);
    const auto view = map(section, FILE_MAP_WRITE);
    CHECK(flushing(view.get(), 1) == untouched);
}

TEST_CASE("Q03 a view is flushed from an address inside it") {
    const auto section = create(PAGE_READWRITE, 4 * page);
    const auto view = map(section, FILE_MAP_WRITE);
    CHECK(flushing(view.bytes() + page + 1, 10) == untouched);
    CHECK(flushing(view.bytes() + page, 0) == untouched);
    CHECK(flushing(view.bytes() + page, 3 * page) == untouched);
}

TEST_CASE("Q12 a read-only view is flushed") {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, FILE_MAP_READ);
    CHECK(flushing(view.get(), 0) == untouched);
}

TEST_CASE("Q04 Q05 Q06 a flush past the end of the view is refused") {
    const auto section = create(PAGE_READWRITE, 4 * page);
    const auto view = map(section, FILE_MAP_WRITE);
    CHECK(flushing(view.get(), 4 * page + 1) == ERROR_INVALID_PARAMETER);
    CHECK(flushing(view.bytes() + page, 4 * page) == ERROR_INVALID_PARAMETER);
    CHECK(flushing(view.get(), ~SIZE_T{0}) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("Q07 Q08 nothing and wild addresses cannot be flushed") {
    CHECK(flushing(nullptr, 0) == ERROR_INVALID_PARAMETER);
    CHECK(flushing(reinterpret_cast<void*>(0x7000), 1) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("Q11 a view that is gone cannot be flushed") {
    const auto section = create(PAGE_READWRITE, page);
    auto* const view = map_raw(section.get(), FILE_MAP_WRITE);
    UnmapViewOfFile(view);
    CHECK(flushing(view, 0) == ERROR_INVALID_PARAMETER);
}
