// MapViewOfFile3, UnmapViewOfFile2 and UnmapViewOfFileEx (semantics 1.16).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

using test::handle, test::mapped, test::page, test::granularity, test::untouched, test::create,
    test::map_raw, test::map, test::ask;

namespace {

constexpr ULONG preserve_placeholder = 0x00000002;  // no name for it in MinGW-w64 10

auto mapping3(const handle& section, void* base, ULONG64 offset, SIZE_T length, ULONG type,
              ULONG protection, HANDLE process = GetCurrentProcess()) {
    return ask([&] {
        return MapViewOfFile3(section.get(), process, base, offset, length, type, protection,
                              nullptr, 0);
    });
}

DWORD unmapping2(HANDLE process, void* address, ULONG flags) {
    const auto done = ask([&] { return UnmapViewOfFile2(process, address, flags); });
    return done.value ? untouched : done.error;
}

}  // namespace

TEST_CASE("1.16 MapViewOfFile3 takes a page protection") {
    const auto section = create(PAGE_READWRITE, page);
    for (const ULONG protection :
         std::initializer_list<ULONG>{PAGE_READONLY, PAGE_READWRITE, PAGE_WRITECOPY}) {
        CAPTURE(protection);
        const auto view = mapping3(section, nullptr, 0, 0, 0, protection);
        const mapped owned(view.value);
        REQUIRE(owned);
        CHECK(view.error == untouched);
        CHECK(test::protection_at(owned.get()) == protection);
    }
}

TEST_CASE("W02 no process is the current one") {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = mapping3(section, nullptr, 0, 0, 0, PAGE_READWRITE, nullptr);
    const mapped owned(view.value);
    CHECK(test::differs_on_wine("W02", view.value != nullptr));
}

TEST_CASE("1.16 MapViewOfFile3 does not round an address or an offset") {
    const auto section = create(PAGE_READWRITE, 4ULL * granularity);
    auto* const address = map(section, FILE_MAP_READ).bytes();
    CHECK(mapping3(section, address + page, 0, 0, 0, PAGE_READWRITE).error ==
          ERROR_MAPPED_ALIGNMENT);
    CHECK(mapping3(section, nullptr, page, 0, 0, PAGE_READWRITE).error == ERROR_MAPPED_ALIGNMENT);
}

TEST_CASE("1.16 MapViewOfFile3 without a length maps the rest") {
    const auto section = create(PAGE_READWRITE, 4ULL * granularity);
    const mapped view(mapping3(section, nullptr, granularity, 0, 0, PAGE_READWRITE).value);
    REQUIRE(view);
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(view.get(), &found, sizeof found) == sizeof found);
    CHECK(found.RegionSize == 3ULL * granularity);
}

TEST_CASE("W04 MapViewOfFile3 rounds a length up to pages") {
    const auto section = create(PAGE_READWRITE, 4ULL * granularity);
    const mapped view(mapping3(section, nullptr, 0, 100, 0, PAGE_READWRITE).value);
    REQUIRE(view);
    view[page - 1] = 1;
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(view.get(), &found, sizeof found) == sizeof found);
    CHECK(found.RegionSize == page);
}

TEST_CASE("W05 a committed section is not reserved by its view") {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = mapping3(section, nullptr, 0, 0, MEM_RESERVE, PAGE_READWRITE);
    const mapped owned(view.value);
    CHECK(test::differs_on_wine("W05", view.value == nullptr));
    CHECK(test::differs_on_wine("W05", view.error == ERROR_INVALID_PARAMETER));
}

TEST_CASE("1.16 UnmapViewOfFile2 needs a process") {
    const auto view = map(create(PAGE_READWRITE, page), FILE_MAP_WRITE);
    CHECK(unmapping2(nullptr, view.get(), 0) == ERROR_INVALID_HANDLE);
    CHECK(view[0] == 0);
}

TEST_CASE("1.16 UnmapViewOfFile2 unmaps once") {
    auto* const view = map_raw(create(PAGE_READWRITE, page).get(), FILE_MAP_WRITE);
    CHECK(unmapping2(GetCurrentProcess(), view, 0) == untouched);
    CHECK(unmapping2(GetCurrentProcess(), view, 0) == ERROR_INVALID_ADDRESS);
}

TEST_CASE("1.16 UnmapViewOfFileEx unmaps once") {
    auto* const view = map_raw(create(PAGE_READWRITE, page).get(), FILE_MAP_WRITE);
    CHECK(UnmapViewOfFileEx(view, 0));
    const auto again = ask([&] { return UnmapViewOfFileEx(view, 0); });
    CHECK_FALSE(again.value);
    CHECK(again.error == ERROR_INVALID_ADDRESS);
}

TEST_CASE("W09 a view that was no placeholder does not become one") {
    auto* const view = map_raw(create(PAGE_READWRITE, page).get(), FILE_MAP_WRITE);
    CHECK(test::differs_on_wine("W09", unmapping2(GetCurrentProcess(), view,
                                                  preserve_placeholder) == ERROR_INVALID_ADDRESS));
    UnmapViewOfFile(view);
}

TEST_CASE("W09 UnmapViewOfFile2 takes no other flags") {
    for (const ULONG flags : std::initializer_list<ULONG>{MEM_RELEASE, 0x80}) {
        CAPTURE(flags);
        auto* const view = map_raw(create(PAGE_READWRITE, page).get(), FILE_MAP_WRITE);
        CHECK(test::differs_on_wine("W09", unmapping2(GetCurrentProcess(), view, flags) ==
                                               ERROR_INVALID_PARAMETER));
        UnmapViewOfFile(view);
    }
}
