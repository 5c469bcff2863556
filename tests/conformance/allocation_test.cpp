// Private memory: VirtualAlloc, VirtualFree, VirtualProtect and VirtualQuery of it.
// https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-virtualalloc
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/fault.hpp"
#include "support/role.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

using test::page, test::granularity, test::untouched, test::ask;

namespace {

constexpr DWORD whole = MEM_RESERVE | MEM_COMMIT;

/// Owns private memory; null means none.
class allocation {
  public:
    explicit allocation(SIZE_T length, DWORD type = whole, DWORD protection = PAGE_READWRITE)
        : address_(VirtualAlloc(nullptr, length, type, protection)) {}
    allocation(const allocation&) = delete;
    allocation& operator=(const allocation&) = delete;
    ~allocation() { release(); }

    void* get() const noexcept { return address_; }
    unsigned char* bytes() const noexcept { return static_cast<unsigned char*>(address_); }
    volatile unsigned char& operator[](SIZE_T index) const noexcept { return bytes()[index]; }
    bool release() noexcept {
        return address_ && VirtualFree(std::exchange(address_, nullptr), 0, MEM_RELEASE);
    }

  private:
    void* address_;
};

MEMORY_BASIC_INFORMATION query(const void* address) {
    MEMORY_BASIC_INFORMATION found{};
    if (VirtualQuery(address, &found, sizeof found) != sizeof found)
        throw std::runtime_error("VirtualQuery fails");
    return found;
}

/// The errors of the calls; `untouched` for success.
DWORD allocating(void* address, SIZE_T length, DWORD type, DWORD protection = PAGE_READWRITE) {
    const auto done = ask([&] { return VirtualAlloc(address, length, type, protection); });
    if (done.value && address == nullptr) VirtualFree(done.value, 0, MEM_RELEASE);
    return done.value ? untouched : done.error;
}

DWORD freeing(void* address, SIZE_T length, DWORD type) {
    const auto done = ask([&] { return VirtualFree(address, length, type); });
    return done.value ? untouched : done.error;
}

DWORD protecting(void* address, SIZE_T length, DWORD protection) {
    DWORD old = 0;
    const auto done = ask([&] { return VirtualProtect(address, length, protection, &old); });
    return done.value ? untouched : done.error;
}

}  // namespace

// Touches private memory in a way that ends a process.
TEST_ROLE(toucher_of_private_memory) {
    test::die_of_faults();
    const auto& way = given.at(0);
    const allocation memory(2ULL * page, way == "reserved" ? MEM_RESERVE : whole);
    if (!memory.get()) return 1;
    DWORD old = 0;
    if (way == "decommitted") VirtualFree(memory.get(), page, MEM_DECOMMIT);
    if (way == "read-only") VirtualProtect(memory.get(), page, PAGE_READONLY, &old);
    memory[0] = 1;
    return 0;
}

TEST_CASE("private memory begins at a multiple of 64 KiB and is zeroed whole pages") {
    const allocation memory(5000);
    REQUIRE(memory.get());
    CHECK(reinterpret_cast<ULONG_PTR>(memory.get()) % granularity == 0);
    CHECK(std::count(memory.bytes(), memory.bytes() + 2ULL * page, 0) == 2 * page);
    const auto found = query(memory.get());
    CHECK(found.RegionSize == 2 * page);
    CHECK(found.State == MEM_COMMIT);
    CHECK(found.Protect == PAGE_READWRITE);
    CHECK(found.AllocationProtect == PAGE_READWRITE);
    CHECK(found.Type == MEM_PRIVATE);
}

TEST_CASE("reserved memory has no protection until it is committed") {
    const allocation memory(4ULL * page, MEM_RESERVE, PAGE_READONLY);
    auto found = query(memory.get());
    CHECK(found.State == MEM_RESERVE);
    CHECK(found.Protect == 0);
    CHECK(found.AllocationProtect == PAGE_READONLY);
    CHECK(VirtualAlloc(memory.bytes() + page + 5, 10, MEM_COMMIT, PAGE_READWRITE) ==
          memory.bytes() + page);
    memory[page] = 7;
    found = query(memory.bytes() + page);
    CHECK(found.State == MEM_COMMIT);
    CHECK(found.Protect == PAGE_READWRITE);
    CHECK(found.RegionSize == page);
    CHECK(found.AllocationBase == memory.get());
    CHECK(query(memory.get()).RegionSize == page);
    CHECK(query(memory.bytes() + 2 * page).RegionSize == 2 * page);
}

TEST_CASE("committing again keeps the bytes and changes the protection") {
    const allocation memory(2ULL * page);
    memory[0] = 5;
    CHECK(allocating(memory.get(), page, MEM_COMMIT, PAGE_READONLY) == untouched);
    CHECK(memory[0] == 5);
    CHECK(query(memory.get()).Protect == PAGE_READONLY);
    CHECK(query(memory.bytes() + page).Protect == PAGE_READWRITE);
}

TEST_CASE("committing without an address reserves, too") {
    const allocation memory(page, MEM_COMMIT);
    REQUIRE(memory.get());
    CHECK(query(memory.get()).State == MEM_COMMIT);
}

TEST_CASE("an address that is given is rounded down to 64 KiB, the end up to a page") {
    allocation memory(4ULL * granularity, MEM_RESERVE);
    auto* const place = memory.bytes() + granularity;
    REQUIRE(memory.release());
    void* const there = VirtualAlloc(place + page + 7, 10, MEM_RESERVE, PAGE_READWRITE);
    CHECK(there == place);
    CHECK(query(place).RegionSize == 2 * page);
    CHECK(freeing(place, 0, MEM_RELEASE) == untouched);
}

TEST_CASE("memory that is reserved is not reserved again") {
    const allocation memory(2ULL * granularity, MEM_RESERVE);
    CHECK(allocating(memory.get(), page, MEM_RESERVE) == ERROR_INVALID_ADDRESS);
    CHECK(allocating(memory.bytes() + granularity, page, whole) == ERROR_INVALID_ADDRESS);
}

TEST_CASE("what is not reserved is not committed") {
    allocation memory(granularity, MEM_RESERVE);
    CHECK(allocating(memory.bytes(), granularity + 1, MEM_COMMIT) == ERROR_INVALID_ADDRESS);
    CHECK(query(memory.get()).State == MEM_RESERVE);
    auto* const gone = memory.get();
    REQUIRE(memory.release());
    CHECK(allocating(gone, page, MEM_COMMIT) == ERROR_INVALID_ADDRESS);
}

TEST_CASE("no bytes, no way and unknown ways are refused") {
    CHECK(allocating(nullptr, 0, whole) == ERROR_INVALID_PARAMETER);
    CHECK(allocating(nullptr, page, 0) == ERROR_INVALID_PARAMETER);
    CHECK(allocating(nullptr, page, MEM_RESERVE | 1) == ERROR_INVALID_PARAMETER);
    CHECK(allocating(nullptr, page, MEM_RESERVE | MEM_RELEASE) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("what is not one protection of private memory is refused") {
    for (const DWORD protection : std::initializer_list<DWORD>{
             0, PAGE_READONLY | PAGE_EXECUTE, PAGE_READONLY | PAGE_READWRITE, PAGE_WRITECOPY,
             PAGE_EXECUTE_WRITECOPY}) {
        CAPTURE(protection);
        CHECK(allocating(nullptr, page, whole, protection) == ERROR_INVALID_PARAMETER);
        const allocation memory(page);
        CHECK(allocating(memory.get(), page, MEM_COMMIT, protection) == ERROR_INVALID_PARAMETER);
        CHECK(protecting(memory.get(), page, protection) == ERROR_INVALID_PARAMETER);
        CHECK(query(memory.get()).Protect == PAGE_READWRITE);
    }
}

TEST_CASE("each protection of private memory can be had") {
    for (const DWORD protection :
         std::initializer_list<DWORD>{PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE, PAGE_EXECUTE,
                                      PAGE_EXECUTE_READ, PAGE_EXECUTE_READWRITE}) {
        CAPTURE(protection);
        const allocation memory(page, whole, protection);
        CHECK(query(memory.get()).Protect == protection);
    }
}

TEST_CASE("more than the address space is refused") {
    CHECK(allocating(nullptr, ~SIZE_T{0} - granularity, MEM_RESERVE) == ERROR_INVALID_PARAMETER);
    CHECK(allocating(reinterpret_cast<void*>(0x7FFFFFFE0000ULL), SIZE_T{1} << 40, MEM_RESERVE) ==
          ERROR_INVALID_PARAMETER);
}

TEST_CASE("memory is committed at the highest place as anywhere") {
    const allocation memory(page, whole | MEM_TOP_DOWN);
    REQUIRE(memory.get());
    memory[0] = 1;
}

TEST_CASE("decommitted pages are reserved, and zeroed when they are committed again") {
    const allocation memory(4ULL * page);
    memory[page] = 5;
    memory[3 * page] = 6;
    CHECK(freeing(memory.bytes() + page + 5, page - 5, MEM_DECOMMIT) == untouched);
    const auto found = query(memory.bytes() + page);
    CHECK(found.State == MEM_RESERVE);
    CHECK(found.RegionSize == page);
    CHECK(memory[3 * page] == 6);
    CHECK(freeing(memory.bytes() + page, page, MEM_DECOMMIT) == untouched);
    REQUIRE(allocating(memory.bytes() + page, page, MEM_COMMIT) == untouched);
    CHECK(memory[page] == 0);
    CHECK(query(memory.get()).RegionSize == 4 * page);
}

TEST_CASE("a byte of a page decommits the page, a length of 0 all of them") {
    const allocation memory(4ULL * page);
    CHECK(freeing(memory.bytes() + page - 1, 2, MEM_DECOMMIT) == untouched);
    CHECK(query(memory.get()).RegionSize == 2 * page);
    CHECK(query(memory.get()).State == MEM_RESERVE);
    CHECK(freeing(memory.get(), 0, MEM_DECOMMIT) == untouched);
    CHECK(query(memory.get()).RegionSize == 4 * page);
    CHECK(query(memory.get()).State == MEM_RESERVE);
}

TEST_CASE("more than one reservation is not decommitted") {
    const allocation memory(2ULL * page);
    memory[0] = 5;
    CHECK(freeing(memory.get(), 2ULL * page + 1, MEM_DECOMMIT) == ERROR_INVALID_PARAMETER);
    CHECK(memory[0] == 5);
}

TEST_CASE("memory is released whole, from its beginning") {
    allocation memory(2ULL * granularity);
    memory[0] = 5;
    CHECK(freeing(memory.get(), 2ULL * page, MEM_RELEASE) == ERROR_INVALID_PARAMETER);
    CHECK(freeing(memory.bytes() + granularity, 0, MEM_RELEASE) == ERROR_INVALID_ADDRESS);
    CHECK(freeing(memory.bytes() + granularity, 0, MEM_DECOMMIT) == ERROR_INVALID_ADDRESS);
    CHECK(memory[0] == 5);
    auto* const address = memory.get();
    CHECK(memory.release());
    CHECK(query(address).State == MEM_FREE);
}

TEST_CASE("memory is freed in one of two ways") {
    const allocation memory(page);
    CHECK(freeing(memory.get(), 0, 0) == ERROR_INVALID_PARAMETER);
    CHECK(freeing(memory.get(), 0, MEM_RELEASE | MEM_DECOMMIT) == ERROR_INVALID_PARAMETER);
    CHECK(freeing(memory.get(), 0, MEM_COMMIT) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("the protection of private pages changes page by page") {
    const allocation memory(4ULL * page);
    DWORD old = 0;
    const auto done =
        ask([&] { return VirtualProtect(memory.bytes() + page + 1, page, PAGE_READONLY, &old); });
    CHECK(done.value);
    CHECK(done.error == untouched);
    CHECK(old == PAGE_READWRITE);
    CHECK(query(memory.get()).RegionSize == page);
    CHECK(query(memory.bytes() + page).RegionSize == 2 * page);
    CHECK(query(memory.bytes() + page).Protect == PAGE_READONLY);
    REQUIRE(VirtualProtect(memory.bytes() + 2 * page, page, PAGE_NOACCESS, &old));
    CHECK(old == PAGE_READONLY);
    REQUIRE(protecting(memory.get(), 4ULL * page, PAGE_READWRITE) == untouched);
    CHECK(query(memory.get()).RegionSize == 4 * page);
}

TEST_CASE("only committed pages have a protection to change") {
    const allocation memory(2ULL * page, MEM_RESERVE);
    REQUIRE(allocating(memory.get(), page, MEM_COMMIT) == untouched);
    CHECK(protecting(memory.bytes() + page, page, PAGE_READONLY) == ERROR_INVALID_ADDRESS);
    CHECK(protecting(memory.get(), 2ULL * page, PAGE_READONLY) == ERROR_INVALID_ADDRESS);
    CHECK(query(memory.get()).Protect == PAGE_READWRITE);
}

TEST_CASE("private pages may be told that their bytes do not matter, where they are committed") {
    const allocation memory(2ULL * page, MEM_RESERVE);
    REQUIRE(allocating(memory.get(), page, MEM_COMMIT) == untouched);
    CHECK(allocating(memory.get(), page, MEM_RESET) == untouched);
    CHECK(query(memory.get()).State == MEM_COMMIT);
}

TEST_CASE("a touch that private memory does not allow ends the process") {
    for (const auto* way : {"reserved", "decommitted", "read-only"}) {
        CAPTURE(way);
        test::child_process child("toucher_of_private_memory", {way});
        CHECK(test::died_of_fault(child.wait()));
    }
}

TEST_CASE("the program's own memory is described") {
    int on_stack = 0;
    const auto stack = query(&on_stack);
    CHECK(stack.State == MEM_COMMIT);
    CHECK(stack.Protect == PAGE_READWRITE);
    CHECK(stack.Type == MEM_PRIVATE);
    const auto code = query(reinterpret_cast<void*>(&query));
    CHECK(code.State == MEM_COMMIT);
    CHECK(code.Protect == PAGE_EXECUTE_READ);
    CHECK(code.Type == MEM_IMAGE);
}
