// Sections of files (semantics 1.1, 1.4, 1.9, 1.11).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "files.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

#include <string>

using test::ask, test::granularity, test::handle, test::map, test::map_raw, test::mapped,
    test::page, test::read_write, test::share_all, test::temporary_file, test::untouched;

namespace {

HANDLE section_raw(const handle& file, DWORD protection, ULONGLONG size = 0,
                   const wchar_t* name = nullptr) {
    return CreateFileMappingW(file.get(), nullptr, protection, static_cast<DWORD>(size >> 32),
                              static_cast<DWORD>(size), name);
}

handle section_of(const handle& file, DWORD protection, ULONGLONG size = 0,
                  const wchar_t* name = nullptr) {
    return handle(section_raw(file, protection, size, name));
}

DWORD creating(const handle& file, DWORD protection, ULONGLONG size = 0) {
    const auto made = ask([&] { return section_raw(file, protection, size); });
    const handle owned(made.value);
    return made.error;
}

DWORD making(const handle& section, SIZE_T length) {
    const auto view = ask([&] { return map_raw(section.get(), FILE_MAP_READ, 0, length); });
    const mapped owned(view.value);
    return view.value ? untouched : view.error;
}

SIZE_T region(const mapped& view) {
    MEMORY_BASIC_INFORMATION found{};
    REQUIRE(VirtualQuery(view.get(), &found, sizeof found) == sizeof found);
    return found.RegionSize;
}

std::string content(SIZE_T size) {
    std::string bytes(size, '\0');
    for (SIZE_T i = 0; i < size; ++i) bytes[i] = static_cast<char>('a' + i % 26);
    return bytes;
}

}  // namespace

TEST_CASE("A16 a section handle is no file") {
    const auto section = test::create(PAGE_READWRITE, page);
    CHECK(creating(section, PAGE_READWRITE, page) == ERROR_INVALID_HANDLE);
}

TEST_CASE("A17 a folder makes no section") {
    wchar_t folder[MAX_PATH];
    REQUIRE(GetTempPathW(MAX_PATH, folder) > 0);
    const HANDLE opened = CreateFileW(folder, GENERIC_READ, share_all, nullptr, OPEN_EXISTING,
                                      FILE_FLAG_BACKUP_SEMANTICS, nullptr);
    REQUIRE(opened != INVALID_HANDLE_VALUE);
    const handle owned(opened);
    CHECK(test::differs_on_wine("A17", creating(owned, PAGE_READONLY) == ERROR_BAD_EXE_FORMAT));
}

TEST_CASE("A20 an empty file makes no section of its size") {
    const temporary_file path;
    const auto file = path.open();
    for (const DWORD protection : std::initializer_list<DWORD>{0x02, 0x04, 0x08})
        CHECK(creating(file, protection) == ERROR_FILE_INVALID);
}

TEST_CASE("A22 an empty file is too short for a section that may not make it longer") {
    const temporary_file path;
    const auto file = path.open();
    CHECK(creating(file, PAGE_READONLY, 10) == ERROR_NOT_ENOUGH_MEMORY);
    CHECK(creating(file, PAGE_WRITECOPY, 10) == ERROR_NOT_ENOUGH_MEMORY);
    CHECK(path.size() == 0);
}

TEST_CASE("A24 an empty file becomes as long as a section that writes") {
    const temporary_file path;
    const auto file = path.open();
    CHECK(section_of(file, PAGE_READWRITE, 10));
    CHECK(path.size() == 10);
}

TEST_CASE("A30 a section of a file has its size to the byte") {
    const temporary_file path(content(100));
    const auto file = path.open();
    const auto section = section_of(file, PAGE_READWRITE);
    REQUIRE(section);
    const auto view = map(section, FILE_MAP_WRITE);  // A31
    REQUIRE(view);
    CHECK(region(view) == page);
    CHECK(view[99] == content(100)[99]);
    CHECK(view[100] == 0);
    CHECK(view[page - 1] == 0);
    CHECK(making(section, 100) == untouched);
    for (const SIZE_T beyond : {SIZE_T{101}, SIZE_T{4096}, SIZE_T{4097}}) {  // A33 to A35
        CAPTURE(beyond);
        CHECK(making(section, beyond) == ERROR_ACCESS_DENIED);
    }
}

TEST_CASE("A32 what is written behind the end of the file is seen, and lost for the file") {
    const temporary_file path(content(100));
    const auto file = path.open();
    const auto section = section_of(file, PAGE_READWRITE);
    const auto view = map(section, FILE_MAP_WRITE);
    const auto other = map(section, FILE_MAP_READ);
    view[200] = 7;
    CHECK(other[200] == 7);
    CHECK(path.size() == 100);
    CHECK(path.content() == content(100));
}

TEST_CASE("A40 a file shorter than the section stays so where that may not write") {
    const temporary_file path(content(100));
    const HANDLE opened = CreateFileW(path.path(), read_write | GENERIC_EXECUTE, share_all, nullptr,
                                      OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    REQUIRE(opened != INVALID_HANDLE_VALUE);
    const handle file(opened);
    for (const DWORD protection : std::initializer_list<DWORD>{0x02, 0x08, 0x20, 0x80}) {
        CAPTURE(protection);
        CHECK(creating(file, protection, 101) == ERROR_NOT_ENOUGH_MEMORY);
    }
    CHECK(path.size() == 100);
}

TEST_CASE("A43 a section may be shorter than its file") {
    const temporary_file path(content(100));
    const auto file = path.open();
    const auto section = section_of(file, PAGE_READWRITE, 50);
    REQUIRE(section);
    CHECK(path.size() == 100);
    CHECK(making(section, 51) == ERROR_ACCESS_DENIED);
    CHECK(map(section, FILE_MAP_READ)[60] == content(100)[60]);  // A44: the page is the file's
}

TEST_CASE("A46 a file grows when the section is made, to its size, with zeros") {
    for (const DWORD protection :
         std::initializer_list<DWORD>{PAGE_READWRITE, PAGE_EXECUTE_READWRITE}) {
        CAPTURE(protection);
        const temporary_file path(content(100));
        const handle file(path.open_raw(read_write | GENERIC_EXECUTE));
        const auto section = section_of(file, protection, 8192);
        REQUIRE(section);
        CHECK(path.size() == 8192);
        const auto view = map(section, FILE_MAP_WRITE);
        REQUIRE(view);
        CHECK(view[100] == 0);
        view[8191] = 1;
        CHECK(path.content()[8191] == 1);
    }
}

TEST_CASE("A50 a section does what its file handle may do") {
    const temporary_file path(content(100));
    const auto reading = path.open(GENERIC_READ);
    CHECK(creating(reading, PAGE_READWRITE) == ERROR_ACCESS_DENIED);
    CHECK(creating(reading, PAGE_READWRITE, 8192) == ERROR_ACCESS_DENIED);  // A51
    CHECK(creating(reading, PAGE_READONLY) == ERROR_SUCCESS);               // A52
    CHECK(creating(reading, PAGE_WRITECOPY) == ERROR_SUCCESS);
    CHECK(creating(reading, PAGE_EXECUTE_READWRITE) == ERROR_ACCESS_DENIED);
    for (const DWORD protection :
         std::initializer_list<DWORD>{PAGE_EXECUTE_READ, PAGE_EXECUTE_WRITECOPY})
        CHECK(test::differs_on_wine("A52", creating(reading, protection) == ERROR_ACCESS_DENIED));
    const auto writing = path.open(GENERIC_WRITE);
    const auto asking = path.open(0);
    for (const DWORD protection :
         std::initializer_list<DWORD>{0x02, 0x04, 0x08, 0x20, 0x40, 0x80}) {
        CAPTURE(protection);
        CHECK(creating(writing, protection) == ERROR_ACCESS_DENIED);  // A53
        CHECK(creating(asking, protection) == ERROR_ACCESS_DENIED);   // A54
    }
    CHECK(path.size() == 100);
}

TEST_CASE("A60 a section keeps its file open") {
    const temporary_file path(content(100));
    auto file = path.open();
    auto section = section_of(file, PAGE_READWRITE);
    file.close();
    const auto view = map(section, FILE_MAP_WRITE);
    REQUIRE(view);
    section.close();
    view[0] = '!';
    CHECK(path.content()[0] == '!');
}

TEST_CASE("A61 reading, writing and views agree") {
    const temporary_file path(content(100));
    const auto file = path.open();
    const auto section = section_of(file, PAGE_READWRITE);
    const auto view = map(section, FILE_MAP_WRITE);
    view[1] = 'V';
    CHECK(path.content()[1] == 'V');
    path.write("WW");  // A62
    CHECK(view[0] == 'W');
    CHECK(view[1] == 'W');
}

TEST_CASE("A63 a file is not cut off while a view or a section has it") {
    const temporary_file path(content(100));
    const auto file = path.open();
    auto section = section_of(file, PAGE_READWRITE);
    auto view = map(section, FILE_MAP_WRITE);
    CHECK(test::set_size(file, 10) == ERROR_USER_MAPPED_FILE);
    view.unmap();
    CHECK(test::set_size(file, 10) == ERROR_USER_MAPPED_FILE);  // A68
    view = map(section, FILE_MAP_WRITE);
    section.close();
    CHECK(test::set_size(file, 10) == ERROR_USER_MAPPED_FILE);
    CHECK(path.size() == 100);
    view.unmap();
    CHECK(test::set_size(file, 10) == untouched);
    CHECK(path.size() == 10);
}

TEST_CASE("A64 a file may grow under its section, which does not") {
    const temporary_file path(content(100));
    const auto file = path.open();
    const auto section = section_of(file, PAGE_READWRITE);
    CHECK(test::set_size(file, 8192) == untouched);
    CHECK(path.size() == 8192);
    CHECK(making(section, 101) == ERROR_ACCESS_DENIED);
}

TEST_CASE("A65 a file is not emptied by opening it while it is mapped") {
    const temporary_file path(content(100));
    auto file = path.open();
    const auto section = section_of(file, PAGE_READWRITE);
    file.close();
    for (const DWORD how : std::initializer_list<DWORD>{TRUNCATE_EXISTING, CREATE_ALWAYS}) {
        CAPTURE(how);
        const auto opened = ask([&] { return path.open_raw(read_write, share_all, how); });
        CHECK(opened.value == INVALID_HANDLE_VALUE);
        CHECK(opened.error == ERROR_USER_MAPPED_FILE);
    }
    CHECK(path.size() == 100);
}

TEST_CASE("A66 a file is not removed while a section or a view has it") {
    const temporary_file path(content(100));
    auto section = section_of(path.open(), PAGE_READWRITE);
    auto view = map(section, FILE_MAP_READ);
    if (!test::running_on_wine()) {
        CHECK(ask([&] { return DeleteFileW(path.path()); }).error == ERROR_ACCESS_DENIED);
        section.close();
        CHECK(ask([&] { return DeleteFileW(path.path()); }).error == ERROR_ACCESS_DENIED);
    }
    section.close();
    view.unmap();
    CHECK(DeleteFileW(path.path()));
}

TEST_CASE("C05 SEC_RESERVE of a file is as SEC_COMMIT; large pages of a file are refused") {
    const temporary_file path(content(100));
    const auto file = path.open();
    const auto section = section_of(file, PAGE_READWRITE | SEC_RESERVE);
    REQUIRE(section);
    const auto view = map(section, FILE_MAP_WRITE);
    CHECK(view[0] == 'a');
    CHECK(creating(file, PAGE_READWRITE | SEC_COMMIT | SEC_LARGE_PAGES) == ERROR_INVALID_PARAMETER);
    CHECK(creating(file, PAGE_READONLY | SEC_IMAGE) == ERROR_BAD_EXE_FORMAT);
}

TEST_CASE("O03 a copy-on-write view of a read-only file keeps its writes to itself") {
    const temporary_file path(content(100));
    const auto section = section_of(path.open(GENERIC_READ), PAGE_READONLY);
    const auto view = map(section, FILE_MAP_COPY);
    REQUIRE(view);
    view[0] = '!';
    CHECK(FlushViewOfFile(view.get(), 0));
    CHECK(path.content() == content(100));
    CHECK(map(section, FILE_MAP_READ)[0] == 'a');
}

TEST_CASE("P02 two sections of a file show the same bytes, and each keeps its size") {
    const temporary_file path(content(100));
    const auto file = path.open();
    const auto small = section_of(file, PAGE_READWRITE);
    const auto large = section_of(file, PAGE_READWRITE, 2ULL * granularity);
    const auto one = map(small, FILE_MAP_WRITE);
    const auto two = map(large, FILE_MAP_WRITE);
    one[0] = '!';
    CHECK(two[0] == '!');
    CHECK(making(small, 101) == ERROR_ACCESS_DENIED);  // P03, P04
    CHECK(map(large, FILE_MAP_READ, granularity));
}

TEST_CASE("Q20 a view of a file is flushed, its handles closed or not") {
    const temporary_file path(content(3 * page));
    auto file = path.open();
    auto section = section_of(file, PAGE_READWRITE);
    const auto view = map(section, FILE_MAP_WRITE);
    view[page] = '!';
    file.close();
    section.close();
    CHECK(FlushViewOfFile(view.get(), 0));
    CHECK(FlushViewOfFile(view.bytes() + page + 1, 10));
    const auto past = ask([&] { return FlushViewOfFile(view.get(), 3 * page + 1); });
    CHECK_FALSE(past.value);
    CHECK(past.error == ERROR_INVALID_PARAMETER);
    CHECK(path.content()[page] == '!');
}

TEST_CASE("E12 a name that exists keeps its section, whatever file comes with it") {
    const temporary_file path(content(100));
    const auto name = test::unique_wide_name();
    const auto old = test::create(PAGE_READWRITE, page, name.c_str());
    const auto file = path.open();
    const auto made = ask([&] { return section_raw(file, PAGE_READWRITE, 0, name.c_str()); });
    const handle section(made.value);
    REQUIRE(section);
    CHECK(made.error == ERROR_ALREADY_EXISTS);
    map(section, FILE_MAP_WRITE)[0] = 7;
    CHECK(map(old, FILE_MAP_READ)[0] == 7);
    CHECK(path.content() == content(100));
}

TEST_CASE("a second handle by name, and a duplicate, show the same file") {
    const temporary_file path(content(100));
    const auto name = test::unique_wide_name();
    auto first = section_of(path.open(), PAGE_READWRITE, 0, name.c_str());
    REQUIRE(first);
    auto second = test::open(FILE_MAP_WRITE, name.c_str());
    REQUIRE(second);
    first.close();
    const auto third = test::duplicate(second, FILE_MAP_READ);
    map(second, FILE_MAP_WRITE)[0] = '!';
    second.close();
    CHECK(map(third, FILE_MAP_READ)[0] == '!');
    CHECK(making(third, 101) == ERROR_ACCESS_DENIED);
    CHECK(ask([&] { return map_raw(third.get(), FILE_MAP_WRITE); }).error == ERROR_ACCESS_DENIED);
    CHECK(path.content()[0] == '!');
}

TEST_CASE("K10 the name of a file's section goes with the last handle, not with a view") {
    const temporary_file path(content(100));
    const auto name = test::unique_wide_name();
    auto section = section_of(path.open(), PAGE_READWRITE, 0, name.c_str());
    const auto view = map(section, FILE_MAP_READ);
    section.close();
    const auto opened = ask([&] { return OpenFileMappingW(FILE_MAP_READ, FALSE, name.c_str()); });
    CHECK(opened.value == nullptr);
    CHECK(opened.error == ERROR_FILE_NOT_FOUND);
    CHECK(view[0] == 'a');
}

namespace {

std::wstring wide(const std::string& text) {
    return {text.begin(), text.end()};
}

}  // namespace

// Makes a section of the file under the name, writes, and waits to be killed.
TEST_ROLE(file_section_maker) {
    const HANDLE file =
        CreateFileA(given[0].c_str(), read_write, share_all, nullptr, OPEN_EXISTING, 0, nullptr);
    const auto section = section_of(handle(file), PAGE_READWRITE, 0, wide(given[1]).c_str());
    const auto view = map(section, FILE_MAP_WRITE);
    if (!view) return 1;
    view[0] = 'K';
    test::say("made");
    test::hear();
    return 0;
}

TEST_CASE("L01 a section of a file is opened by name from another process, and outlives it") {
    const temporary_file path(content(100));
    const auto name = test::unique_name();
    test::child_process maker("file_section_maker", {path.narrow(), name});
    REQUIRE(maker.hear() == "made");
    const auto section = test::open(FILE_MAP_WRITE, wide(name).c_str());
    REQUIRE(section);
    maker.kill();  // L05, L06
    const auto view = map(section, FILE_MAP_WRITE);
    REQUIRE(view);
    CHECK(view[0] == 'K');
    CHECK(making(section, 101) == ERROR_ACCESS_DENIED);
    CHECK(test::open(FILE_MAP_READ, wide(name).c_str()));
    view[1] = 'W';
    CHECK(path.content().substr(0, 2) == "KW");
}

TEST_CASE("what a killed process wrote to its view reaches the file, and nothing else is left") {
    const temporary_file path(content(100));
    const auto name = test::unique_name();
    test::child_process maker("file_section_maker", {path.narrow(), name});
    REQUIRE(maker.hear() == "made");
    const auto file = path.open();
    CHECK(test::set_size(file, 10) == ERROR_USER_MAPPED_FILE);
    maker.kill();
    CHECK(path.content()[0] == 'K');
    CHECK(ask([&] { return OpenFileMappingW(FILE_MAP_READ, FALSE, wide(name).c_str()); }).error ==
          ERROR_FILE_NOT_FOUND);
    CHECK(test::set_size(file, 10) == untouched);
}

#ifndef _WIN32
TEST_CASE("a file system without room for the file is a full disk, and the file stays") {
    const temporary_file path(content(100));
    const auto file = path.open();
    CHECK(creating(file, PAGE_READWRITE, 1ULL << 50) == ERROR_DISK_FULL);
    CHECK(path.size() == 100);
}
#endif
