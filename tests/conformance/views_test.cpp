// MapViewOfFile, MapViewOfFileEx, UnmapViewOfFile (semantics 1.6, 1.7, 1.8).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

#include <memory>
#include <vector>

using test::ask, test::handle, test::mapped, test::page, test::granularity, test::untouched,
    test::create, test::map_raw, test::map, test::mapping;

namespace {

constexpr ULONGLONG four_slots = 4ULL * granularity;

DWORD mapping_at(const handle& section, void* address) {
    const auto view =
        ask([&] { return MapViewOfFileEx(section.get(), FILE_MAP_WRITE, 0, 0, 0, address); });
    const mapped owned(view.value);
    return view.value ? untouched : view.error;
}

DWORD unmapping(const void* address) {
    const auto done = ask([&] { return UnmapViewOfFile(address); });
    return done.value ? untouched : done.error;
}

/// An address at which a view of four slots fits: one had been there.
unsigned char* free_address(const handle& section) {
    return map(section, FILE_MAP_READ).bytes();
}

// Part of the program's image, at least one whole slot of it.
unsigned char image[3 * granularity];

unsigned char* slot_inside(unsigned char* bytes) {
    const auto address = reinterpret_cast<ULONG_PTR>(bytes);
    return reinterpret_cast<unsigned char*>((address + granularity - 1) &
                                            ~ULONG_PTR{granularity - 1});
}

}  // namespace

TEST_CASE("H01 an offset between the 64 KiB boundaries is misaligned") {
    const auto section = create(PAGE_READWRITE, four_slots);
    for (const ULONGLONG offset :
         std::initializer_list<ULONGLONG>{1ULL, 4096ULL, 32768ULL, 65537ULL, 65536ULL + 4096}) {
        CAPTURE(offset);
        CHECK(mapping(section, FILE_MAP_READ, offset, 0) == ERROR_MAPPED_ALIGNMENT);
    }
}

TEST_CASE("1.6 a view without a length reaches the section's end") {
    const auto section = create(PAGE_READWRITE, four_slots);
    const auto view = map(section, FILE_MAP_WRITE, granularity);
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(view.get(), &found, sizeof found) == sizeof found);
    CHECK(found.RegionSize == 3 * granularity);
}

TEST_CASE("a view shows the section from its offset on") {
    const auto section = create(PAGE_READWRITE, four_slots);
    const auto all = map(section, FILE_MAP_WRITE);
    all[2 * granularity] = 42;
    const auto part = map(section, FILE_MAP_READ, 2 * granularity, 1);
    REQUIRE(part);
    CHECK(part[0] == 42);
}

TEST_CASE("1.6 a length is rounded up to pages, and the tail is accessible") {
    const auto section = create(PAGE_READWRITE, four_slots);
    const auto view = map(section, FILE_MAP_WRITE, 0, page + 1);
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(view.get(), &found, sizeof found) == sizeof found);
    CHECK(found.RegionSize == 2 * page);
    view[2 * page - 1] = 5;
    CHECK(map(section, FILE_MAP_READ)[2 * page - 1] == 5);
}

TEST_CASE("1.6 a range that passes the end of the section is denied") {
    const auto section = create(PAGE_READWRITE, four_slots);
    CHECK(mapping(section, FILE_MAP_READ, 0, four_slots + 1) == ERROR_ACCESS_DENIED);
    CHECK(mapping(section, FILE_MAP_READ, granularity, 3 * granularity + 1) == ERROR_ACCESS_DENIED);
    CHECK(mapping(section, FILE_MAP_READ, granularity, 3 * granularity) == untouched);
}

TEST_CASE("H01 an offset at or beyond the end is denied") {
    const auto section = create(PAGE_READWRITE, four_slots);
    for (const ULONGLONG offset : std::initializer_list<ULONGLONG>{
             four_slots, four_slots + granularity, ULONGLONG{1} << 40}) {
        CAPTURE(offset);
        CHECK(test::differs_on_wine("H01", mapping(section, FILE_MAP_READ, offset, 1) ==
                                               ERROR_ACCESS_DENIED));
    }
}

TEST_CASE("1.6 an offset at or beyond the end fails without a length too") {
    const auto section = create(PAGE_READWRITE, four_slots);
    CHECK(mapping(section, FILE_MAP_READ, four_slots, 0) != untouched);
    CHECK(mapping(section, FILE_MAP_READ, 1ULL << 40, 0) != untouched);
    CHECK(mapping(section, FILE_MAP_READ, 0xFFFFFFFFFFFF0000ULL, 0) != untouched);
}

TEST_CASE("1.6 an offset whose end wraps around is refused") {
    const auto section = create(PAGE_READWRITE, four_slots);
    CHECK(mapping(section, FILE_MAP_READ, 0xFFFFFFFFFFFF0000ULL, 2 * granularity) != untouched);
}

TEST_CASE("H01 a length beyond the address space is an invalid parameter") {
    const auto section = create(PAGE_READWRITE, four_slots);
    for (const SIZE_T length : {~SIZE_T{0}, SIZE_T{1} << 63, ~SIZE_T{0} - page}) {
        CAPTURE(length);
        CHECK(test::differs_on_wine("H01", mapping(section, FILE_MAP_READ, 0, length) ==
                                               ERROR_INVALID_PARAMETER));
    }
}

TEST_CASE("H07 two views never share a 64 KiB slot") {
    const auto section = create(PAGE_READWRITE, page);
    const auto one = map(section, FILE_MAP_READ);
    const auto two = map(section, FILE_MAP_READ);
    const auto slot = [](const mapped& view) {
        return reinterpret_cast<ULONG_PTR>(view.get()) / granularity;
    };
    CHECK(slot(one) != slot(two));
}

TEST_CASE("H08 every view begins at a multiple of 64 KiB") {
    const auto section = create(PAGE_READWRITE, four_slots);
    for (const SIZE_T length : {SIZE_T{1}, SIZE_T{page}, SIZE_T{granularity + 1}, SIZE_T{0}}) {
        const auto one = map(section, FILE_MAP_READ, 0, length);
        const auto two = map(section, FILE_MAP_READ, granularity, 0);
        CHECK(reinterpret_cast<ULONG_PTR>(one.get()) % granularity == 0);
        CHECK(reinterpret_cast<ULONG_PTR>(two.get()) % granularity == 0);
    }
}

TEST_CASE("H10 a bad handle is found before a misaligned offset") {
    const auto view = ask([] { return map_raw(nullptr, FILE_MAP_READ, 1); });
    CHECK(view.value == nullptr);
    CHECK(test::differs_on_wine("H10", view.error == ERROR_INVALID_HANDLE));
}

TEST_CASE("H12 a missing right is found before a misaligned offset") {
    const auto section = create(PAGE_READONLY, four_slots);
    CHECK(test::differs_on_wine("H12",
                                mapping(section, FILE_MAP_WRITE, 1, 0) == ERROR_ACCESS_DENIED));
}

TEST_CASE("H11 a missing right and a range past the end are denied alike") {
    const auto section = create(PAGE_READONLY, four_slots);
    CHECK(mapping(section, FILE_MAP_WRITE, 0, four_slots + 1) == ERROR_ACCESS_DENIED);
}

TEST_CASE("the cache hints of a section change nothing in its views") {
    const auto section = create(PAGE_READWRITE | SEC_COMMIT | SEC_NOCACHE, page);
    const auto view = map(section, FILE_MAP_WRITE);
    REQUIRE(view);
    view[0] = 3;
    CHECK(map(section, FILE_MAP_READ)[0] == 3);
}

TEST_CASE("I01 a view goes exactly to a free address") {
    const auto section = create(PAGE_READWRITE, four_slots);
    auto* const address = free_address(section);
    const auto view =
        ask([&] { return MapViewOfFileEx(section.get(), FILE_MAP_WRITE, 0, 0, 0, address); });
    const mapped owned(view.value);
    CHECK(view.value == address);
    CHECK(view.error == untouched);
}

TEST_CASE("I05 an address between the 64 KiB boundaries is misaligned") {
    const auto section = create(PAGE_READWRITE, page);
    auto* const address = free_address(create(PAGE_READWRITE, four_slots));
    for (const int more : {1, 4096, 32768}) {
        CAPTURE(more);
        CHECK(mapping_at(section, address + more) == ERROR_MAPPED_ALIGNMENT);
    }
}

TEST_CASE("I11 address 1 is misaligned") {
    const auto section = create(PAGE_READWRITE, page);
    CHECK(mapping_at(section, reinterpret_cast<void*>(1)) == ERROR_MAPPED_ALIGNMENT);
}

TEST_CASE("I02 the address of a view is taken") {
    const auto section = create(PAGE_READWRITE, four_slots);
    const auto there = map(section, FILE_MAP_WRITE);
    there[0] = 8;
    CHECK(mapping_at(section, there.get()) == ERROR_INVALID_ADDRESS);
    CHECK(there[0] == 8);
}

TEST_CASE("I03 an address inside a view is taken") {
    const auto section = create(PAGE_READWRITE, four_slots);
    const auto there = map(section, FILE_MAP_WRITE);
    CHECK(mapping_at(section, there.bytes() + granularity) == ERROR_INVALID_ADDRESS);
}

TEST_CASE("I04 a view that would reach into another one is refused") {
    const auto section = create(PAGE_READWRITE, four_slots);
    auto* const address = free_address(section);
    const mapped last(
        MapViewOfFileEx(section.get(), FILE_MAP_WRITE, 0, 0, 1, address + 3 * granularity));
    REQUIRE(last);
    CHECK(mapping_at(section, address) == ERROR_INVALID_ADDRESS);
}

TEST_CASE("I10 the program's own memory is taken") {
    const auto section = create(PAGE_READWRITE, page);
    image[0] = 1;
    CHECK(mapping_at(section, slot_inside(image)) == ERROR_INVALID_ADDRESS);
}

TEST_CASE("I08 I09 an address above user space is an invalid parameter") {
    const auto section = create(PAGE_READWRITE, page);
    for (const ULONGLONG address :
         std::initializer_list<ULONGLONG>{0xFFFF800000000000ULL, 0xFFFFFFFFFFFF0000ULL}) {
        CAPTURE(address);
        CHECK(test::differs_on_wine("I08", mapping_at(section, reinterpret_cast<void*>(address)) ==
                                               ERROR_INVALID_PARAMETER));
    }
}

TEST_CASE("1.7 a null address is chosen by the system") {
    const auto section = create(PAGE_READWRITE, page);
    CHECK(mapping_at(section, nullptr) == untouched);
}

TEST_CASE("1.8 a view is unmapped by its address") {
    const auto section = create(PAGE_READWRITE, page);
    CHECK(unmapping(map_raw(section.get(), FILE_MAP_READ)) == untouched);
}

TEST_CASE("1.8 a view is unmapped by any address inside it") {
    const auto section = create(PAGE_READWRITE, 2 * granularity);
    for (const DWORD inside :
         std::initializer_list<DWORD>{1U, 100U, page, granularity, 2 * granularity - 1}) {
        CAPTURE(inside);
        auto* const view = static_cast<unsigned char*>(map_raw(section.get(), FILE_MAP_READ));
        REQUIRE(view != nullptr);
        CHECK(unmapping(view + inside) == untouched);
        CHECK(unmapping(view) == ERROR_INVALID_ADDRESS);
    }
}

TEST_CASE("J03 the page behind a view of one page belongs to no view") {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, FILE_MAP_READ);
    CHECK(unmapping(view.bytes() + page) == ERROR_INVALID_ADDRESS);
    CHECK(view[0] == 0);
}

TEST_CASE("1.8 unmapping twice fails") {
    const auto section = create(PAGE_READWRITE, page);
    auto* const view = map_raw(section.get(), FILE_MAP_READ);
    UnmapViewOfFile(view);
    CHECK(unmapping(view) == ERROR_INVALID_ADDRESS);
}

TEST_CASE("1.8 unmapping nothing, a wild or a kernel address fails") {
    CHECK(unmapping(nullptr) == ERROR_INVALID_ADDRESS);
    CHECK(unmapping(reinterpret_cast<void*>(0x7000)) == ERROR_INVALID_ADDRESS);
    CHECK(unmapping(reinterpret_cast<void*>(0xFFFF800000000000ULL)) == ERROR_INVALID_ADDRESS);
}

TEST_CASE("1.8 memory that is not a view stays untouched by unmapping") {
    int on_stack = 1;
    const auto on_heap = std::make_unique<int>(2);
    CHECK(unmapping(&on_stack) == ERROR_INVALID_ADDRESS);
    CHECK(unmapping(on_heap.get()) == ERROR_INVALID_ADDRESS);
    CHECK(on_stack == 1);
    CHECK(*on_heap == 2);
}

TEST_CASE("J14 other views stay when one is unmapped") {
    const auto section = create(PAGE_READWRITE, page);
    const auto stays = map(section, FILE_MAP_WRITE);
    auto goes = map(section, FILE_MAP_WRITE);
    goes[0] = 4;
    goes.unmap();
    CHECK(stays[0] == 4);
}

TEST_CASE("J15 the bytes stay while a handle lives, without any view") {
    const auto section = create(PAGE_READWRITE, page);
    map(section, FILE_MAP_WRITE)[7] = 77;
    CHECK(map(section, FILE_MAP_READ)[7] == 77);
}

TEST_CASE("a thousand views of one section are all there") {
    const auto section = create(PAGE_READWRITE, page);
    std::vector<mapped> views;
    for (int i = 0; i < 1000; ++i) views.push_back(map(section, FILE_MAP_WRITE));
    views.front()[0] = 6;
    int seen = 0;
    for (const auto& view : views) seen += view && view[0] == 6;
    CHECK(seen == 1000);
}
