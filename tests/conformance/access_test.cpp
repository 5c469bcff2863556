// The complete access matrix (semantics 1.5).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <optional>
#include <vector>

using test::ask, test::handle, test::page, test::untouched, test::create, test::open, test::map_raw,
    test::map, test::mapping, test::duplicate;

namespace {

constexpr DWORD copy = FILE_MAP_COPY;
constexpr DWORD write = FILE_MAP_WRITE;
constexpr DWORD read = FILE_MAP_READ;
constexpr DWORD map_execute = SECTION_MAP_EXECUTE;
constexpr DWORD execute = FILE_MAP_EXECUTE;

const std::vector<DWORD> protections{PAGE_READONLY,          PAGE_WRITECOPY,
                                     PAGE_READWRITE,         PAGE_EXECUTE_READ,
                                     PAGE_EXECUTE_WRITECOPY, PAGE_EXECUTE_READWRITE};

/// The protection of the view that an access asks for: the first table of 1.5.
DWORD view_protection(DWORD access) {
    if (access == copy) return PAGE_WRITECOPY;
    if (access == (copy | execute)) return PAGE_EXECUTE_WRITECOPY;
    if (access & write) return access & execute ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE;
    if (access & read) return access & execute ? PAGE_EXECUTE_READ : PAGE_READONLY;
    return PAGE_NOACCESS;
}

/// Whether a section's own protection, and the rights of a handle made with it, allow a view.
bool allowed(DWORD section, DWORD view) {
    const bool executable = section == PAGE_EXECUTE_READ || section == PAGE_EXECUTE_WRITECOPY ||
                            section == PAGE_EXECUTE_READWRITE;
    const bool writable = section == PAGE_READWRITE || section == PAGE_EXECUTE_READWRITE;
    switch (view) {
        case PAGE_READWRITE: return writable;
        case PAGE_EXECUTE_READ:
        case PAGE_EXECUTE_WRITECOPY: return executable;
        case PAGE_EXECUTE_READWRITE: return writable && executable;
        default: return true;
    }
}

/// Every mix of the low rights that means something, and the masks that real programs pass.
std::vector<DWORD> accesses() {
    std::vector<DWORD> all;
    for (DWORD low = 0; low < 0x40; ++low)
        if ((low & ~(copy | write | read | map_execute | execute | 0x10)) == 0) all.push_back(low);
    for (const DWORD mask : std::initializer_list<DWORD>{
             0x40, FILE_MAP_ALL_ACCESS, FILE_MAP_ALL_ACCESS | execute, GENERIC_READ, GENERIC_WRITE,
             GENERIC_ALL, MAXIMUM_ALLOWED, READ_CONTROL, READ_CONTROL | read,
             STANDARD_RIGHTS_REQUIRED | read | write})
        if ((mask & 0x60000000) == 0) all.push_back(mask);
    return all;
}

}  // namespace

TEST_CASE("G01 each access maps a view exactly where the section's protection allows it") {
    for (const auto protection : protections) {
        const auto section = create(protection, page);
        REQUIRE(section);
        for (const auto access : accesses()) {
            CAPTURE(protection);
            CAPTURE(access);
            const bool ok = allowed(protection, view_protection(access));
            CHECK(mapping(section, access) == (ok ? untouched : ERROR_ACCESS_DENIED));
        }
    }
}

TEST_CASE("G01 a view has the page protection that its access stands for") {
    for (const auto protection : protections) {
        const auto section = create(protection, page);
        for (const auto access : accesses()) {
            const auto view = map(section, access);
            if (!view) continue;
            CAPTURE(protection);
            CAPTURE(access);
            CHECK(test::protection_at(view.get()) == view_protection(access));
        }
    }
}

TEST_CASE("G01 COPY beside READ is read-only, and beside WRITE a shared write") {
    const auto section = create(PAGE_READWRITE, page);
    CHECK(test::protection_at(map(section, read | copy).get()) == PAGE_READONLY);
    const auto view = map(section, write | copy);
    REQUIRE(view);
    view[0] = 9;
    CHECK(map(section, read)[0] == 9);
}

TEST_CASE("G01 FILE_MAP_ALL_ACCESS never gives execution") {
    const auto section = create(PAGE_EXECUTE_READWRITE, page);
    CHECK(test::protection_at(map(section, FILE_MAP_ALL_ACCESS).get()) == PAGE_READWRITE);
}

namespace {

struct handle_row {
    DWORD rights;
    bool reads;            ///< 0, 0x20, COPY, READ
    bool writes;           ///< WRITE, READ+WRITE, ALL_ACCESS
    bool executes;         ///< COPY+EXECUTE, READ+EXECUTE
    bool writes_executes;  ///< WRITE+EXECUTE
};

const std::vector<handle_row> handle_rows{
    {0, false, false, false, false},
    {SECTION_QUERY, false, false, false, false},
    {map_execute, false, false, false, false},
    {STANDARD_RIGHTS_REQUIRED, false, false, false, false},
    {read, true, false, false, false},
    {write, false, true, false, false},
    {read | write, true, true, false, false},
    {read | map_execute, true, false, true, false},
    {read | write | map_execute, true, true, true, true},
    {SECTION_ALL_ACCESS, true, true, true, true},
};

void check_row(const handle& section, const handle_row& row) {
    CAPTURE(row.rights);
    const auto expect = [](bool ok) { return ok ? untouched : DWORD{ERROR_ACCESS_DENIED}; };
    for (const DWORD access : std::initializer_list<DWORD>{0, execute, copy, read}) {
        CAPTURE(access);
        CHECK(mapping(section, access) == expect(row.reads));
    }
    for (const DWORD access :
         std::initializer_list<DWORD>{write, read | write, FILE_MAP_ALL_ACCESS}) {
        CAPTURE(access);
        CHECK(mapping(section, access) == expect(row.writes));
    }
    for (const DWORD access : std::initializer_list<DWORD>{copy | execute, read | execute}) {
        CAPTURE(access);
        CHECK(mapping(section, access) == expect(row.executes));
    }
    CHECK(mapping(section, write | execute) == expect(row.writes_executes));
}

}  // namespace

TEST_CASE("G04 a duplicated handle maps what its rights allow and nothing else") {
    const auto section = create(PAGE_EXECUTE_READWRITE, page);
    for (const auto& row : handle_rows) {
        const auto copied = duplicate(section, row.rights);
        REQUIRE(copied);
        check_row(copied, row);
    }
}

TEST_CASE("G04 an opened handle maps what its rights allow and nothing else") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_EXECUTE_READWRITE, page, name.c_str());
    for (const auto& row : handle_rows) {
        if (row.rights == 0) continue;              // refused by open: see G02
        if (row.rights == SECTION_QUERY) continue;  // in open this bit is FILE_MAP_COPY
        const auto opened = open(row.rights, name.c_str());
        CAPTURE(row.rights);
        REQUIRE(opened);
        check_row(opened, row);
    }
}

TEST_CASE("E30 a fresh handle has the rights of the section's protection") {
    struct expected {
        DWORD protection;
        bool writes;
        bool executes;
    };
    for (const auto& [protection, writes, executes] :
         {expected{PAGE_READONLY, false, false}, expected{PAGE_WRITECOPY, false, false},
          expected{PAGE_READWRITE, true, false}, expected{PAGE_EXECUTE_READ, false, true},
          expected{PAGE_EXECUTE_WRITECOPY, false, true},
          expected{PAGE_EXECUTE_READWRITE, true, true}}) {
        const auto section = create(protection, page);
        check_row(section, {protection, true, writes, executes, writes && executes});
    }
}

TEST_CASE("G02 a section opened to read cannot be mapped to write") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, name.c_str());
    CHECK(mapping(open(read, name.c_str()), write) == ERROR_ACCESS_DENIED);
}

TEST_CASE("G02 a section opened to write only cannot be mapped to read") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, name.c_str());
    CHECK(mapping(open(write, name.c_str()), read) == ERROR_ACCESS_DENIED);
}

TEST_CASE("1.5 opening for COPY gives the right to read") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, name.c_str());
    const auto opened = open(copy, name.c_str());
    REQUIRE(opened);
    CHECK(mapping(opened, read) == untouched);
    CHECK(mapping(opened, copy) == untouched);
    CHECK(mapping(opened, write) == ERROR_ACCESS_DENIED);
}

TEST_CASE("G10 opening with the explicit execute bit gives the right to execute") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_EXECUTE_READ, page, name.c_str());
    const auto opened = open(read | execute, name.c_str());
    CHECK(test::differs_on_wine("G10", mapping(opened, read | execute) == untouched));
}

TEST_CASE("1.5 opening beyond the section's protection succeeds, mapping does not") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_READONLY, page, name.c_str());
    const auto opened = ask([&] { return OpenFileMappingW(read | write, FALSE, name.c_str()); });
    const handle owned(opened.value);
    CHECK(opened.value != nullptr);
    CHECK(opened.error == untouched);
    CHECK(mapping(owned, read) == untouched);
    CHECK(test::differs_on_wine("E21", mapping(owned, write) == ERROR_INVALID_PARAMETER));
}

TEST_CASE("G02 opening with no rights is refused") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, name.c_str());
    const auto opened = ask([&] { return OpenFileMappingW(0, FALSE, name.c_str()); });
    const handle owned(opened.value);
    CHECK(test::differs_on_wine("G02", opened.value == nullptr));
    CHECK(test::differs_on_wine("G02", opened.error == ERROR_ACCESS_DENIED));
}

TEST_CASE("G02 opening with rights that sections lack is refused") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_READWRITE, page, name.c_str());
    for (const DWORD access : std::initializer_list<DWORD>{0x40, 0x1000, SYNCHRONIZE}) {
        CAPTURE(access);
        const auto opened = ask([&] { return OpenFileMappingW(access, FALSE, name.c_str()); });
        const handle owned(opened.value);
        CHECK(test::differs_on_wine("G02", opened.value == nullptr));
        CHECK(test::differs_on_wine("G02", opened.error == ERROR_ACCESS_DENIED));
    }
}

TEST_CASE("1.5 generic rights are those of the section type") {
    const auto name = test::unique_wide_name();
    const auto section = create(PAGE_EXECUTE_READWRITE, page, name.c_str());
    check_row(open(GENERIC_READ, name.c_str()), {GENERIC_READ, true, false, false, false});
    check_row(open(GENERIC_WRITE, name.c_str()), {GENERIC_WRITE, false, true, false, false});
    check_row(open(GENERIC_EXECUTE, name.c_str()), {GENERIC_EXECUTE, false, false, false, false});
    check_row(open(GENERIC_ALL, name.c_str()), {GENERIC_ALL, true, true, true, true});
    check_row(open(MAXIMUM_ALLOWED, name.c_str()), {MAXIMUM_ALLOWED, true, true, true, true});
}

TEST_CASE("G05 mapping what is no handle is refused") {
    for (const HANDLE bad : {HANDLE{nullptr}, INVALID_HANDLE_VALUE, test::closed_handle()}) {
        CAPTURE(bad);
        const auto view = ask([&] { return map_raw(bad, read); });
        CHECK(view.value == nullptr);
        CHECK(view.error == ERROR_INVALID_HANDLE);
    }
}

TEST_CASE("G08 G09 the two low bits of a handle are ignored") {
    const auto section = create(PAGE_READWRITE, page);
    for (ULONG_PTR bits = 1; bits < 4; ++bits) {
        const auto tagged =
            reinterpret_cast<HANDLE>(reinterpret_cast<ULONG_PTR>(section.get()) | bits);
        const test::mapped view(map_raw(tagged, read));
        CHECK(view);
    }
}

TEST_CASE("N09 handle values are multiples of four") {
    const auto section = create(PAGE_READWRITE, page);
    CHECK(reinterpret_cast<ULONG_PTR>(section.get()) % 4 == 0);
}
