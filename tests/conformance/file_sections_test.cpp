// Sections of files: sizes, rights, kinds (semantics 1.1, 1.2).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "files.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

using test::handle, test::mapped, test::page, test::untouched, test::create, test::map, test::ask;

namespace {

constexpr DWORD all_protections[] = {PAGE_READONLY,          PAGE_READWRITE,
                                     PAGE_WRITECOPY,         PAGE_EXECUTE_READ,
                                     PAGE_EXECUTE_READWRITE, PAGE_EXECUTE_WRITECOPY};
constexpr DWORD with_execution = test::read_write | GENERIC_EXECUTE;

SIZE_T region_of(const mapped& view) {
    MEMORY_BASIC_INFORMATION found{};
    return VirtualQuery(view.get(), &found, sizeof found) ? found.RegionSize : 0;
}

}  // namespace

TEST_CASE("A15 a file handle that was closed makes no section") {
    const test::temporary_file file(100);
    auto opened = file.open(test::read_write);
    const auto value = opened.get();
    opened.close();
    const auto made =
        ask([&] { return CreateFileMappingW(value, nullptr, PAGE_READWRITE, 0, 0, nullptr); });
    CHECK(made.value == nullptr);
    CHECK(made.error == ERROR_INVALID_HANDLE);
}

TEST_CASE("A17 a directory makes no section") {
    wchar_t folder[MAX_PATH + 1];
    REQUIRE(GetTempPathW(MAX_PATH + 1, folder) != 0);
    const auto opened = CreateFileW(folder, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                    nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
    REQUIRE(opened != INVALID_HANDLE_VALUE);
    const handle directory(opened);
    const auto made = ask([&] { return test::create_of_raw(directory, PAGE_READONLY, page); });
    CHECK(made.value == nullptr);
    CHECK(test::differs_on_wine("A17", made.error == ERROR_BAD_EXE_FORMAT));
}

TEST_CASE("A20 an empty file without a size makes no section") {
    const test::temporary_file file(0);
    const auto opened = file.open(test::read_write);
    CHECK(test::creating_of(opened, PAGE_READWRITE) == ERROR_FILE_INVALID);
}

TEST_CASE("A21 an empty file without a size makes no section, whatever the protection") {
    const test::temporary_file file(0);
    const auto opened = file.open(with_execution);
    for (const auto protection : all_protections) {
        CAPTURE(protection);
        CHECK(test::creating_of(opened, protection) == ERROR_FILE_INVALID);
    }
}

TEST_CASE("A22 an empty file is not made longer to be read") {
    const test::temporary_file file(0);
    CHECK(test::creating_of(file.open(test::read_write), PAGE_READONLY, 10) ==
          ERROR_NOT_ENOUGH_MEMORY);
    CHECK(file.length() == 0);
}

TEST_CASE("A23 an empty file is not made longer to be copied on write") {
    const test::temporary_file file(0);
    CHECK(test::creating_of(file.open(test::read_write), PAGE_WRITECOPY, 10) ==
          ERROR_NOT_ENOUGH_MEMORY);
    CHECK(file.length() == 0);
}

TEST_CASE("A24 an empty file grows to the size of a section that writes it") {
    const test::temporary_file file(0);
    const auto opened = file.open(test::read_write);
    const auto section = test::create_of(opened, PAGE_READWRITE, 10);
    CHECK(section);
    CHECK(file.length() == 10);
}

TEST_CASE("A30 a section without a size has the file's, to the byte") {
    const test::temporary_file file(100);
    const auto made =
        ask([&] { return test::create_of_raw(file.open(test::read_write), PAGE_READWRITE, 0); });
    const handle section(made.value);
    CHECK(made.error == ERROR_SUCCESS);
    CHECK(test::mapping(section, FILE_MAP_READ, 0, 100) == untouched);
    CHECK(test::mapping(section, FILE_MAP_READ, 0, 101) == ERROR_ACCESS_DENIED);
    CHECK(file.length() == 100);
}

TEST_CASE("A31 a view of a whole file ends in a page of zeros") {
    const test::temporary_file file(100);
    const auto section = test::create_of(file.open(GENERIC_READ), PAGE_READONLY);
    const auto view = map(section, FILE_MAP_READ);
    REQUIRE(view);
    CHECK(region_of(view) == page);
    CHECK(view[99] == 'f');
    int marked = 0;
    for (SIZE_T i = 100; i < page; ++i) marked += view[i] != 0;
    CHECK(marked == 0);
}

TEST_CASE("A32 a write behind the file's end in its last page is no fault and no growth") {
    const test::temporary_file file(100);
    const auto section = test::create_of(file.open(test::read_write), PAGE_READWRITE);
    const auto view = map(section, FILE_MAP_WRITE);
    REQUIRE(view);
    view[200] = 'x';
    CHECK(view[200] == 'x');
    CHECK(FlushViewOfFile(view.get(), 0));
    CHECK(file.length() == 100);
}

TEST_CASE("A36 a write behind the file's end is seen by other views") {
    const test::temporary_file file(100);
    const auto section = test::create_of(file.open(test::read_write), PAGE_READWRITE);
    const auto one = map(section, FILE_MAP_WRITE);
    const auto two = map(section, FILE_MAP_READ);
    one[200] = 'x';
    CHECK(two[200] == 'x');
}

TEST_CASE("A33 A34 A35 a view is limited by the file section's bytes, not by pages") {
    const test::temporary_file file(100);
    const auto section = test::create_of(file.open(test::read_write), PAGE_READWRITE);
    for (const SIZE_T length : {101U, 4096U, 4097U}) {
        CAPTURE(length);
        CHECK(test::mapping(section, FILE_MAP_READ, 0, length) == ERROR_ACCESS_DENIED);
    }
}

TEST_CASE("A40 A41 A42 a section larger than its file must be writable") {
    const test::temporary_file file(100);
    const auto opened = file.open(with_execution);
    for (const DWORD protection : std::initializer_list<DWORD>{
             PAGE_READONLY, PAGE_WRITECOPY, PAGE_EXECUTE_READ, PAGE_EXECUTE_WRITECOPY}) {
        CAPTURE(protection);
        CHECK(test::creating_of(opened, protection, 8192) == ERROR_NOT_ENOUGH_MEMORY);
    }
    CHECK(file.length() == 100);
}

TEST_CASE("A43 a section smaller than its file does not shrink it") {
    const test::temporary_file file(100);
    const auto section = test::create_of(file.open(test::read_write), PAGE_READWRITE, 50);
    REQUIRE(section);
    CHECK(test::mapping(section, FILE_MAP_READ, 0, 50) == untouched);
    CHECK(test::mapping(section, FILE_MAP_READ, 0, 51) == ERROR_ACCESS_DENIED);
    CHECK(file.length() == 100);
}

TEST_CASE("A44 a view of a smaller section shows the whole page of the file") {
    const test::temporary_file file(100);
    const auto section = test::create_of(file.open(GENERIC_READ), PAGE_READONLY, 50);
    CHECK(map(section, FILE_MAP_READ)[60] == 'f');
}

TEST_CASE("A46 a file grows when a larger section is made, to the byte, by zeros") {
    const test::temporary_file file(100);
    const auto opened = file.open(test::read_write);
    const auto section = test::create_of(opened, PAGE_READWRITE, 8192);
    REQUIRE(section);
    CHECK(file.length() == 8192);
    const auto view = map(section, FILE_MAP_READ);
    CHECK(view[99] == 'f');
    CHECK(view[100] == 0);
    CHECK(view[8191] == 0);
}

TEST_CASE("A47 a file grows for an executable section that writes") {
    const test::temporary_file file(100);
    const auto opened = file.open(with_execution);
    CHECK(test::create_of(opened, PAGE_EXECUTE_READWRITE, 5000));
    CHECK(file.length() == 5000);
}

TEST_CASE("A50 a file open to be read makes no section that writes") {
    const test::temporary_file file(100);
    CHECK(test::creating_of(file.open(GENERIC_READ), PAGE_READWRITE) == ERROR_ACCESS_DENIED);
}

TEST_CASE("A51 a file open to be read does not grow") {
    const test::temporary_file file(100);
    CHECK(test::creating_of(file.open(GENERIC_READ), PAGE_READWRITE, 8192) == ERROR_ACCESS_DENIED);
    CHECK(file.length() == 100);
}

TEST_CASE("A52 a file open to be read makes sections that read or copy on write") {
    const test::temporary_file file(100);
    for (const DWORD protection : std::initializer_list<DWORD>{PAGE_READONLY, PAGE_WRITECOPY}) {
        CAPTURE(protection);
        CHECK(test::creating_of(file.open(GENERIC_READ), protection) == ERROR_SUCCESS);
    }
}

TEST_CASE("A52 a file open to be read makes no section that executes") {
    const test::temporary_file file(100);
    for (const DWORD protection :
         std::initializer_list<DWORD>{PAGE_EXECUTE_READ, PAGE_EXECUTE_WRITECOPY}) {
        CAPTURE(protection);
        CHECK(test::differs_on_wine("A52", test::creating_of(file.open(GENERIC_READ), protection) ==
                                               ERROR_ACCESS_DENIED));
    }
    CHECK(test::creating_of(file.open(GENERIC_READ), PAGE_EXECUTE_READWRITE) ==
          ERROR_ACCESS_DENIED);
}

TEST_CASE("A53 a file open to be written only makes no section at all") {
    const test::temporary_file file(100);
    for (const auto protection : all_protections) {
        CAPTURE(protection);
        CHECK(test::creating_of(file.open(GENERIC_WRITE), protection) == ERROR_ACCESS_DENIED);
    }
}

TEST_CASE("A54 a file open without rights makes no section") {
    const test::temporary_file file(100);
    for (const auto protection : all_protections) {
        CAPTURE(protection);
        CHECK(test::creating_of(file.open(0), protection) == ERROR_ACCESS_DENIED);
    }
}

TEST_CASE("B01 B02 a file makes sections of all six protections and no other") {
    const test::temporary_file file(100);
    const auto opened = file.open(with_execution);
    for (const auto protection : all_protections) {
        CAPTURE(protection);
        CHECK(test::creating_of(opened, protection) == ERROR_SUCCESS);
    }
    for (const DWORD protection : std::initializer_list<DWORD>{0, 0x01, 0x10, 0x06, 0xFFFFFFFF}) {
        CAPTURE(protection);
        CHECK(test::creating_of(opened, protection) == ERROR_INVALID_PARAMETER);
    }
}

TEST_CASE("1.2 a file has no large pages") {
    const test::temporary_file file(100);
    const auto opened = file.open(test::read_write);
    for (const DWORD flags : std::initializer_list<DWORD>{
             SEC_LARGE_PAGES, SEC_LARGE_PAGES | SEC_COMMIT, SEC_LARGE_PAGES | SEC_RESERVE}) {
        CAPTURE(flags);
        CHECK(test::creating_of(opened, PAGE_READWRITE | flags) == ERROR_INVALID_PARAMETER);
    }
}

TEST_CASE("1.2 a file that is no program makes no image") {
    const test::temporary_file file(page);
    CHECK(test::creating_of(file.open(test::read_write), PAGE_READONLY | SEC_IMAGE) ==
          ERROR_BAD_EXE_FORMAT);
}

TEST_CASE("C05 a reserved section of a file is committed all the same") {
    const test::temporary_file file(100);
    const auto section = test::create_of(file.open(test::read_write), PAGE_READWRITE | SEC_RESERVE);
    const auto view = map(section, FILE_MAP_WRITE);
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(view.get(), &found, sizeof found) == sizeof found);
    CHECK(found.State == MEM_COMMIT);
    CHECK(view[0] == 'f');
}

TEST_CASE("E12 a name that exists is opened, whatever the file") {
    const auto name = test::unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    map(first, FILE_MAP_WRITE)[0] = 'a';
    const test::temporary_file file(100);
    const auto made = ask([&] {
        return test::create_of_raw(file.open(test::read_write), PAGE_READWRITE, 8192, name.c_str());
    });
    const handle second(made.value);
    CHECK(made.error == ERROR_ALREADY_EXISTS);
    CHECK(map(second, FILE_MAP_READ)[0] == 'a');
}

TEST_CASE("E14 an empty file is found before the name") {
    const auto name = test::unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const test::temporary_file file(0);
    CHECK(
        test::differs_on_wine("E14", test::creating_of(file.open(test::read_write), PAGE_READWRITE,
                                                       0, name.c_str()) == ERROR_FILE_INVALID));
}

TEST_CASE("E14 a file that lacks a right is found before the name") {
    const auto name = test::unique_wide_name();
    const auto first = create(PAGE_READWRITE, page, name.c_str());
    const test::temporary_file file(100);
    CHECK(test::differs_on_wine("E14", test::creating_of(file.open(GENERIC_READ), PAGE_READWRITE, 0,
                                                         name.c_str()) == ERROR_ACCESS_DENIED));
}
