// Reserved sections, committed by VirtualAlloc (semantics 1.15, and rows of 1.1, 1.2, 1.4, 1.11).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/fault.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <stdexcept>
#include <string>

using test::handle, test::page, test::untouched, test::create_raw, test::create, test::open,
    test::map, test::ask;

namespace {

constexpr DWORD reserved = PAGE_READWRITE | SEC_RESERVE;
constexpr SIZE_T large = 64 * page;

MEMORY_BASIC_INFORMATION query(const void* address) {
    MEMORY_BASIC_INFORMATION found{};
    if (VirtualQuery(address, &found, sizeof found) != sizeof found)
        throw std::runtime_error("VirtualQuery fails");
    return found;
}

DWORD state_at(const void* address) {
    return query(address).State;
}

void* commit(void* address, SIZE_T length, DWORD protection = PAGE_READWRITE) {
    return VirtualAlloc(address, length, MEM_COMMIT, protection);
}

/// The error of VirtualAlloc; `untouched` for success.
DWORD allocating(void* address, SIZE_T length, DWORD type, DWORD protection) {
    const auto done = ask([&] { return VirtualAlloc(address, length, type, protection); });
    return done.value ? untouched : done.error;
}

DWORD freeing(void* address, SIZE_T length, DWORD type) {
    const auto done = ask([&] { return VirtualFree(address, length, type); });
    return done.value ? untouched : done.error;
}

}  // namespace

// Opens the named section, and does what it is told: commits a page there, tells the state and
// the byte of one, or touches it.
TEST_ROLE(committer) {
    test::die_of_faults();
    const std::wstring name(given.at(0).begin(), given.at(0).end());
    const auto section = open(FILE_MAP_WRITE | FILE_MAP_READ, name.c_str());
    const auto view = map(section, FILE_MAP_WRITE);
    if (!view) return 1;
    for (auto line = test::hear(); !line.empty(); line = test::hear()) {
        auto* const address = view.bytes() + std::stoul(line.substr(1)) * page;
        if (line[0] == 'c') test::say(commit(address, page) ? "committed" : "refused");
        if (line[0] == 'q')
            test::say(state_at(address) == MEM_COMMIT ? std::to_string(*address) : "reserved");
        if (line[0] == 'w') *static_cast<volatile unsigned char*>(address) = 44;
        if (line[0] == 'w') test::say("written");
    }
    return 0;
}

TEST_CASE("C01 reserved sections are made, with cache hints too") {
    for (const DWORD flags : std::initializer_list<DWORD>{SEC_RESERVE, SEC_RESERVE | SEC_NOCACHE,
                                                          SEC_RESERVE | SEC_WRITECOMBINE}) {
        CAPTURE(flags);
        CHECK(test::creating(PAGE_READWRITE | flags) == ERROR_SUCCESS);
    }
}

TEST_CASE("A09 8 GiB can be reserved") {
    CHECK(test::creating(reserved, 8ULL << 30) == ERROR_SUCCESS);
}

TEST_CASE("A09 the whole address space cannot be reserved") {
    const auto made = ask([] { return create_raw(reserved, 128ULL << 40); });
    const handle owned(made.value);
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_NOT_ENOUGH_MEMORY);
}

TEST_CASE("E11 a committed section that is created again as reserved stays committed") {
    const auto name = test::unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const auto made = ask([&] { return create_raw(reserved, page, name.c_str()); });
    const handle second(made.value);
    CHECK(made.error == ERROR_ALREADY_EXISTS);
    const auto view = map(second, FILE_MAP_WRITE);
    REQUIRE(view);
    CHECK(state_at(view.get()) == MEM_COMMIT);
}

TEST_CASE("U01 a new view of a reserved section is reserved, without a protection") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    REQUIRE(view);
    const auto found = query(view.get());
    CHECK(found.State == MEM_RESERVE);
    CHECK(found.Protect == 0);
    CHECK(found.AllocationProtect == PAGE_READWRITE);
    CHECK(found.RegionSize == large);
    CHECK(found.Type == MEM_MAPPED);
}

TEST_CASE("U02 a page that is not committed faults when it is touched") {
    const auto name = test::unique_name();
    const auto section = create(reserved, large, std::wstring(name.begin(), name.end()).c_str());
    test::child_process child("committer", {name});
    child.say("w3");
    const int code = child.wait();
    CHECK(test::differs_on_wine("U02", test::died_of_fault(code)));
}

TEST_CASE("U03 committing returns the address, down to its page") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    CHECK(commit(view.bytes() + page + 5, 10) == view.bytes() + page);
    CHECK(state_at(view.bytes()) == MEM_RESERVE);
    CHECK(state_at(view.bytes() + page) == MEM_COMMIT);
    CHECK(state_at(view.bytes() + 2 * page) == MEM_RESERVE);
    view[page] = 1;
    CHECK(view[page] == 1);
}

TEST_CASE("U09 what is committed is rounded outwards to pages") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    CHECK(commit(view.bytes() + 2 * page - 1, 2) == view.bytes() + page);
    CHECK(query(view.bytes() + page).RegionSize == 2 * page);
}

TEST_CASE("1.15 a committed page is zeroed") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    REQUIRE(commit(view.bytes(), page));
    int marked = 0;
    for (SIZE_T i = 0; i < page; ++i) marked += view[i] != 0;
    CHECK(marked == 0);
}

TEST_CASE("1.13 the runs of one state are told as regions") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    REQUIRE(commit(view.bytes() + 4 * page, 4 * page));
    CHECK(query(view.bytes()).RegionSize == 4 * page);
    const auto middle = query(view.bytes() + 5 * page);
    CHECK(middle.State == MEM_COMMIT);
    CHECK(middle.Protect == PAGE_READWRITE);
    CHECK(middle.RegionSize == 3 * page);
    CHECK(query(view.bytes() + 8 * page).RegionSize == large - 8 * page);
}

TEST_CASE("U07 U08 a page committed in one view is committed in all, each with its protection") {
    const auto section = create(reserved, large);
    const auto writing = map(section, FILE_MAP_WRITE);
    const auto reading = map(section, FILE_MAP_READ);
    REQUIRE(commit(writing.bytes(), page));
    CHECK(state_at(reading.get()) == MEM_COMMIT);
    CHECK(query(reading.get()).Protect == PAGE_READONLY);
    const auto later = map(section, FILE_MAP_READ);
    CHECK(state_at(later.get()) == MEM_COMMIT);
    CHECK(state_at(later.bytes() + page) == MEM_RESERVE);
    writing[7] = 9;
    CHECK(reading[7] == 9);
    CHECK(later[7] == 9);
}

TEST_CASE("L31 L32 a page committed here is committed in a process that has the view already") {
    const auto name = test::unique_name();
    const auto section = create(reserved, large, std::wstring(name.begin(), name.end()).c_str());
    const auto view = map(section, FILE_MAP_WRITE);
    test::child_process child("committer", {name});
    child.say("q2");
    CHECK(child.hear() == "reserved");
    REQUIRE(commit(view.bytes() + 2 * page, page));
    view[2 * page] = 33;
    child.say("q2");
    CHECK(child.hear() == "33");
    child.say("w2");
    CHECK(child.hear() == "written");
    CHECK(view[2 * page] == 44);
}

TEST_CASE("L33 L34 a page that another process commits is committed here") {
    const auto name = test::unique_name();
    const auto section = create(reserved, large, std::wstring(name.begin(), name.end()).c_str());
    const auto view = map(section, FILE_MAP_WRITE);
    test::child_process child("committer", {name});
    child.say("c5");
    REQUIRE(child.hear() == "committed");
    CHECK(state_at(view.bytes() + 5 * page) == MEM_COMMIT);
    child.say("w5");
    REQUIRE(child.hear() == "written");
    CHECK(view[5 * page] == 44);
    CHECK(child.wait() == 0);
    CHECK(view[5 * page] == 44);
}

TEST_CASE("U13 a page committed read-only is so in this view alone") {
    const auto section = create(reserved, large);
    const auto one = map(section, FILE_MAP_WRITE);
    const auto two = map(section, FILE_MAP_WRITE);
    REQUIRE(commit(one.bytes(), page, PAGE_READONLY));
    CHECK(query(one.get()).Protect == PAGE_READONLY);
    CHECK(query(two.get()).Protect == PAGE_READWRITE);
    two[0] = 5;
    CHECK(one[0] == 5);
}

TEST_CASE("U09 committing again keeps the bytes, and may change the protection") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    REQUIRE(commit(view.bytes(), page));
    view[0] = 5;
    CHECK(commit(view.bytes(), 2 * page, PAGE_READONLY) == view.get());
    CHECK(view[0] == 5);
    CHECK(query(view.get()).Protect == PAGE_READONLY);
}

TEST_CASE("U10 a range past the view's end is not committed") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    CHECK(allocating(view.bytes() + large - page, 2 * page, MEM_COMMIT, PAGE_READWRITE) ==
          ERROR_INVALID_ADDRESS);
    CHECK(state_at(view.bytes() + large - page) == MEM_RESERVE);
}

TEST_CASE("U11 U12 nothing is reserved inside a view") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    for (const DWORD type : std::initializer_list<DWORD>{MEM_RESERVE, MEM_RESERVE | MEM_COMMIT}) {
        CAPTURE(type);
        CHECK(allocating(view.get(), page, type, PAGE_READWRITE) == ERROR_INVALID_ADDRESS);
    }
}

TEST_CASE("U14 U15 U18 a protection beyond the view's, or none, is not committed") {
    const auto section = create(reserved, large);
    const auto reading = map(section, FILE_MAP_READ);
    const auto writing = map(section, FILE_MAP_WRITE);
    CHECK(allocating(reading.get(), page, MEM_COMMIT, PAGE_READWRITE) == ERROR_INVALID_PARAMETER);
    CHECK(allocating(writing.get(), page, MEM_COMMIT, PAGE_EXECUTE_READ) ==
          ERROR_INVALID_PARAMETER);
    CHECK(allocating(writing.get(), page, MEM_COMMIT, 0) == ERROR_INVALID_PARAMETER);
}

TEST_CASE("U16 the protection of what is not committed is not changed") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    DWORD old = 0;
    const auto done = ask([&] { return VirtualProtect(view.get(), page, PAGE_READONLY, &old); });
    CHECK_FALSE(done.value);
    CHECK(done.error == ERROR_INVALID_ADDRESS);
}

TEST_CASE("U17 a committed page is never given back") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    REQUIRE(commit(view.bytes(), page));
    view[0] = 5;
    CHECK(freeing(view.get(), page, MEM_DECOMMIT) == ERROR_INVALID_PARAMETER);
    CHECK(freeing(view.get(), 0, MEM_RELEASE) == ERROR_INVALID_PARAMETER);
    CHECK(view[0] == 5);
}

TEST_CASE("U19 a page committed through a view that reads is committed in one that writes") {
    const auto section = create(reserved, large);
    const auto reading = map(section, FILE_MAP_READ);
    const auto writing = map(section, FILE_MAP_WRITE);
    CHECK(commit(reading.bytes(), page, PAGE_READONLY) == reading.get());
    CHECK(query(writing.get()).Protect == PAGE_READWRITE);
    writing[0] = 3;
    CHECK(reading[0] == 3);
}

TEST_CASE("U21 what is committed stays so without any view") {
    const auto section = create(reserved, large);
    auto view = map(section, FILE_MAP_WRITE);
    REQUIRE(commit(view.bytes() + page, page));
    view[page] = 8;
    view.unmap();
    const auto again = map(section, FILE_MAP_READ);
    CHECK(state_at(again.bytes()) == MEM_RESERVE);
    CHECK(state_at(again.bytes() + page) == MEM_COMMIT);
    CHECK(again[page] == 8);
}

TEST_CASE("Q23 a view that is not committed is flushed") {
    const auto view = map(create(reserved, large), FILE_MAP_WRITE);
    const auto done = ask([&] { return FlushViewOfFile(view.get(), 0); });
    CHECK(done.value);
    CHECK(done.error == untouched);
}
