// VirtualQuery on views (semantics 1.13), and what the system says about itself.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/wine.hpp"

using test::ask, test::page, test::granularity, test::create, test::map;

namespace {

MEMORY_BASIC_INFORMATION query(const void* address) {
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(address, &found, sizeof found) == sizeof found);
    return found;
}

}  // namespace

TEST_CASE("S01 the first address of a view tells all of it") {
    const auto section = create(PAGE_READWRITE, 5000);
    const auto view = map(section, FILE_MAP_WRITE);
    const auto found = query(view.get());
    CHECK(found.BaseAddress == view.get());
    CHECK(found.AllocationBase == view.get());
    CHECK(found.AllocationProtect == PAGE_READWRITE);
    CHECK(found.Protect == PAGE_READWRITE);
    CHECK(found.RegionSize == 2 * page);
    CHECK(found.State == MEM_COMMIT);
    CHECK(found.Type == MEM_MAPPED);
}

TEST_CASE("S02 an inner address tells the rest of the view from its page on") {
    const auto section = create(PAGE_READWRITE, 4 * page);
    const auto view = map(section, FILE_MAP_WRITE);
    const auto found = query(view.bytes() + page + 5);
    CHECK(found.BaseAddress == view.bytes() + page);
    CHECK(found.AllocationBase == view.get());
    CHECK(found.RegionSize == 3 * page);
    CHECK(found.Protect == PAGE_READWRITE);
}

TEST_CASE("1.13 a view's protection is its own, not the section's") {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, FILE_MAP_READ);
    const auto found = query(view.get());
    CHECK(found.AllocationProtect == PAGE_READONLY);
    CHECK(found.Protect == PAGE_READONLY);
}

TEST_CASE("S15 a view of no access has none") {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, 0);
    REQUIRE(view);
    const auto found = query(view.get());
    CHECK(found.AllocationProtect == PAGE_NOACCESS);
    CHECK(found.Protect == PAGE_NOACCESS);
    CHECK(found.State == MEM_COMMIT);
    CHECK(found.Type == MEM_MAPPED);
}

TEST_CASE("S12 a buffer that is too short is refused") {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, FILE_MAP_WRITE);
    MEMORY_BASIC_INFORMATION found;
    const auto asked = ask([&] { return VirtualQuery(view.get(), &found, sizeof found - 1); });
    CHECK(asked.value == 0);
    CHECK(asked.error == ERROR_BAD_LENGTH);
}

TEST_ROLE(query_without_buffer) {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, FILE_MAP_WRITE);
    const auto asked =
        ask([&] { return VirtualQuery(view.get(), nullptr, sizeof(MEMORY_BASIC_INFORMATION)); });
    if (asked.value != 0) return 1;
    return asked.error == ERROR_NOACCESS ? 0 : 2;
}

// In a process of its own: Wine 8.0 keeps the lock of its address space after this, for which
// another thread waits forever.
TEST_CASE("S13 a missing buffer is refused") {
    test::child_process child("query_without_buffer");
    CHECK(child.wait() == 0);
}

TEST_CASE("T03 two views answer separately") {
    const auto section = create(PAGE_READWRITE, page);
    const auto reading = map(section, FILE_MAP_READ);
    const auto writing = map(section, FILE_MAP_WRITE);
    CHECK(query(reading.get()).Protect == PAGE_READONLY);
    CHECK(query(writing.get()).Protect == PAGE_READWRITE);
}

TEST_CASE("1.13 a copy-on-write view that was not written is WRITECOPY") {
    const auto section = create(PAGE_READWRITE, page);
    const auto view = map(section, FILE_MAP_COPY);
    const auto found = query(view.get());
    CHECK(found.AllocationProtect == PAGE_WRITECOPY);
    CHECK(found.Protect == PAGE_WRITECOPY);
}

TEST_CASE("a part of a section is a view of its own size") {
    const auto section = create(PAGE_READWRITE, 3ULL * granularity);
    const auto view = map(section, FILE_MAP_READ, granularity, page + 1);
    CHECK(query(view.get()).RegionSize == 2 * page);
}

TEST_CASE("the system says that views begin at 64 KiB boundaries") {
    SYSTEM_INFO info{};
    GetSystemInfo(&info);
    CHECK(info.dwAllocationGranularity == granularity);
    CHECK(info.dwPageSize == page);
    CHECK(info.dwNumberOfProcessors >= 1);
}
