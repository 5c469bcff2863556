// The newer calls on views (semantics 1.16). Wine 8.0 is wrong about some: natively only.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

using test::ask, test::create, test::granularity, test::handle, test::mapped, test::page,
    test::untouched;

namespace {

auto mapping3(const handle& section, ULONG protection, void* base = nullptr, ULONG64 offset = 0,
              SIZE_T size = 0, ULONG type = 0) {
    return ask([&] {
        return MapViewOfFile3(section.get(), nullptr, base, offset, size, type, protection, nullptr,
                              0);
    });
}

DWORD unmapping(HANDLE process, void* view, ULONG flags) {
    const auto done = ask([&] { return UnmapViewOfFile2(process, view, flags); });
    return done.value ? untouched : done.error;
}

}  // namespace

TEST_CASE("W01 MapViewOfFile3 takes a page protection, and no process for this one") {
    const auto section = create(PAGE_EXECUTE_READWRITE, 2ULL * granularity);
    for (const ULONG protection :
         std::initializer_list<ULONG>{0x01, 0x02, 0x04, 0x08, 0x20, 0x40, 0x80}) {
        CAPTURE(protection);
        const auto made = mapping3(section, protection);
        const mapped view(made.value);
        CHECK(made.error == untouched);
        CHECK(test::protection_at(view.get()) == protection);
    }
    for (const ULONG protection : std::initializer_list<ULONG>{0x00, 0x10, 0x06, 0x104}) {
        CAPTURE(protection);
        CHECK(mapping3(section, protection).error == ERROR_INVALID_PARAMETER);
    }
}

TEST_CASE("W02 a base or offset off the 64 KiB grid is refused, not rounded") {
    const auto section = create(PAGE_READWRITE, 2ULL * granularity);
    CHECK(mapping3(section, PAGE_READONLY, nullptr, page).error == ERROR_MAPPED_ALIGNMENT);
    CHECK(mapping3(section, PAGE_READONLY, reinterpret_cast<void*>(SIZE_T{0x10001000})).error ==
          ERROR_MAPPED_ALIGNMENT);
}

TEST_CASE("W03 size 0 is the rest of the section, and another is rounded up to pages") {
    const auto section = create(PAGE_READWRITE, 2ULL * granularity);
    const auto size_of = [](const mapped& view) {
        MEMORY_BASIC_INFORMATION found{};
        REQUIRE(VirtualQuery(view.get(), &found, sizeof found) == sizeof found);
        return found.RegionSize;
    };
    CHECK(size_of(mapped(mapping3(section, PAGE_READONLY, nullptr, granularity).value)) ==
          granularity);
    CHECK(size_of(mapped(mapping3(section, PAGE_READONLY, nullptr, 0, 100).value)) == page);
}

TEST_CASE("W05 a handle needs the rights that the protection asks for") {
    const auto section = create(PAGE_READONLY, page);
    CHECK(mapping3(section, PAGE_READWRITE).error == ERROR_ACCESS_DENIED);
    CHECK(mapping3(section, PAGE_EXECUTE_READ).error == ERROR_ACCESS_DENIED);
    CHECK(mapping3(handle(), PAGE_READONLY).error == ERROR_INVALID_HANDLE);
}

TEST_CASE("W08 UnmapViewOfFile2 wants a process, a view and good flags") {
    const auto section = create(PAGE_READWRITE, page);
    void* const view = mapping3(section, PAGE_READWRITE).value;
    REQUIRE(view != nullptr);
    CHECK(unmapping(nullptr, view, 0) == ERROR_INVALID_HANDLE);
    CHECK(unmapping(GetCurrentProcess(), view, MEM_RELEASE) == ERROR_INVALID_PARAMETER);
    CHECK(unmapping(GetCurrentProcess(), view, 0x80) == ERROR_INVALID_PARAMETER);
    CHECK(unmapping(GetCurrentProcess(), view, MEM_PRESERVE_PLACEHOLDER) == ERROR_INVALID_ADDRESS);
    CHECK(test::protection_at(view) == PAGE_READWRITE);
    CHECK(unmapping(GetCurrentProcess(), view, 0) == untouched);
    CHECK(unmapping(GetCurrentProcess(), view, 0) == ERROR_INVALID_ADDRESS);
    const auto again = ask([&] { return UnmapViewOfFileEx(view, 0); });
    CHECK_FALSE(again.value);
    CHECK(again.error == ERROR_INVALID_ADDRESS);
}
