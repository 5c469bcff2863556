// Views beside memory of other kinds: VirtualAlloc, VirtualFree, VirtualQuery of any address
// (semantics 1.7, 1.8, 1.11, 1.13).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/wine.hpp"

using test::handle, test::mapped, test::page, test::granularity, test::untouched, test::create,
    test::map, test::ask;

namespace {

/// Owns private memory.
class allocation {
  public:
    explicit allocation(DWORD type, SIZE_T length = 4ULL * granularity)
        : address_(VirtualAlloc(nullptr, length, type, PAGE_READWRITE)) {}
    allocation(const allocation&) = delete;
    allocation& operator=(const allocation&) = delete;
    ~allocation() {
        if (address_) VirtualFree(address_, 0, MEM_RELEASE);
    }

    void* get() const noexcept { return address_; }
    unsigned char* bytes() const noexcept { return static_cast<unsigned char*>(address_); }

  private:
    void* address_;
};

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

DWORD flushing(const void* address) {
    const auto done = ask([&] { return FlushViewOfFile(address, 0); });
    return done.value ? untouched : done.error;
}

DWORD freeing(void* address, SIZE_T length, DWORD type) {
    const auto done = ask([&] { return VirtualFree(address, length, type); });
    return done.value ? untouched : done.error;
}

}  // namespace

TEST_CASE("I06 reserved memory is taken") {
    const allocation memory(MEM_RESERVE);
    const auto section = create(PAGE_READWRITE, page);
    CHECK(mapping_at(section, memory.get()) == ERROR_INVALID_ADDRESS);
    CHECK(mapping_at(section, memory.bytes() + granularity) == ERROR_INVALID_ADDRESS);
}

TEST_CASE("I07 committed memory is taken") {
    const allocation memory(MEM_RESERVE | MEM_COMMIT);
    memory.bytes()[0] = 5;
    const auto section = create(PAGE_READWRITE, page);
    CHECK(mapping_at(section, memory.get()) == ERROR_INVALID_ADDRESS);
    CHECK(memory.bytes()[0] == 5);
}

TEST_CASE("I13 the address of memory that was released is free") {
    const auto section = create(PAGE_READWRITE, granularity);
    void* const address = VirtualAlloc(nullptr, granularity, MEM_RESERVE, PAGE_READWRITE);
    REQUIRE(address != nullptr);
    REQUIRE(VirtualFree(address, 0, MEM_RELEASE));
    CHECK(mapping_at(section, address) == untouched);
}

TEST_CASE("1.8 allocated memory is not unmapped") {
    const allocation memory(MEM_RESERVE | MEM_COMMIT);
    memory.bytes()[0] = 5;
    CHECK(unmapping(memory.get()) == ERROR_INVALID_ADDRESS);
    CHECK(memory.bytes()[0] == 5);
}

TEST_CASE("J11 J12 a view is not freed") {
    const auto view = map(create(PAGE_READWRITE, page), FILE_MAP_WRITE);
    view[0] = 5;
    CHECK(freeing(view.get(), 0, MEM_RELEASE) == ERROR_INVALID_PARAMETER);
    CHECK(freeing(view.get(), page, MEM_DECOMMIT) == ERROR_INVALID_PARAMETER);
    CHECK(view[0] == 5);
}

TEST_CASE("Q09 Q10 memory that is no view is not flushed") {
    int on_stack = 0;
    CHECK(test::differs_on_wine("Q09", flushing(&on_stack) == ERROR_INVALID_PARAMETER));
    const allocation memory(MEM_RESERVE | MEM_COMMIT);
    CHECK(test::differs_on_wine("Q10", flushing(memory.get()) == ERROR_INVALID_PARAMETER));
}

TEST_CASE("S04 free memory is told to be free") {
    MEMORY_BASIC_INFORMATION found{};
    auto view = map(create(PAGE_READWRITE, 4ULL * granularity), FILE_MAP_WRITE);
    auto* const address = view.bytes();
    view.unmap();
    REQUIRE(VirtualQuery(address + page + 5, &found, sizeof found) == sizeof found);
    CHECK(found.State == MEM_FREE);
    CHECK(found.BaseAddress == address + page);
    CHECK(found.AllocationBase == nullptr);
    CHECK(found.AllocationProtect == 0);
    CHECK(found.Protect == PAGE_NOACCESS);
    CHECK(found.Type == 0);
    CHECK(found.RegionSize >= 4ULL * granularity - page);
}

TEST_CASE("S09 a view that is gone is free memory") {
    MEMORY_BASIC_INFORMATION found{};
    auto view = map(create(PAGE_READWRITE, page), FILE_MAP_WRITE);
    auto* const address = view.bytes();
    view.unmap();
    REQUIRE(VirtualQuery(address, &found, sizeof found) == sizeof found);
    CHECK(found.State == MEM_FREE);
    CHECK(found.BaseAddress == address);
}

TEST_CASE("S10 the first page of the address space is free") {
    MEMORY_BASIC_INFORMATION found{};
    const auto asked = ask([&] { return VirtualQuery(nullptr, &found, sizeof found); });
    CHECK(asked.value == sizeof found);
    CHECK(asked.error == untouched);
    CHECK(found.State == MEM_FREE);
}

TEST_CASE("S11 the kernel's memory is not described") {
    MEMORY_BASIC_INFORMATION found{};
    const auto* const address = reinterpret_cast<void*>(0xFFFF800000000000ULL);
    const auto asked = ask([&] { return VirtualQuery(address, &found, sizeof found); });
    CHECK(asked.value == 0);
    CHECK(asked.error == ERROR_INVALID_PARAMETER);
}

TEST_CASE("1.13 allocated memory is private, no view") {
    const allocation memory(MEM_RESERVE | MEM_COMMIT);
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(memory.bytes() + page, &found, sizeof found) == sizeof found);
    CHECK(found.Type == MEM_PRIVATE);
    CHECK(found.State == MEM_COMMIT);
    CHECK(found.Protect == PAGE_READWRITE);
    CHECK(found.AllocationBase == memory.get());
}
