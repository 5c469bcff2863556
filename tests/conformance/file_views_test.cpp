// Files beside sections of them: coherence, lengths, lifetime (semantics 1.1, 1.9, 1.11, 1.14).
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "files.hpp"
#include "support/child_process.hpp"
#include "support/doctest.hpp"
#include "support/role.hpp"
#include "support/unique_name.hpp"
#include "support/wine.hpp"

using test::handle, test::page, test::untouched, test::open, test::map, test::ask;

namespace {

DWORD flushing(const void* address, SIZE_T length) {
    const auto done = ask([&] { return FlushViewOfFile(address, length); });
    return done.value ? untouched : done.error;
}

}  // namespace

// Writes into a view of the file of that path, without a flush, and waits to be killed.
TEST_ROLE(file_writer) {
    const std::wstring path(given.at(0).begin(), given.at(0).end());
    const auto section = test::create_of(test::open_file(path, test::read_write), PAGE_READWRITE);
    const auto view = map(section, FILE_MAP_WRITE);
    if (!view) return 1;
    view[10] = 'w';
    test::say("written");
    test::hear();
    return 0;
}

// Opens the named section and tells its eleventh byte.
TEST_ROLE(file_reader) {
    const std::wstring name(given.at(0).begin(), given.at(0).end());
    const auto view = map(open(FILE_MAP_READ, name.c_str()), FILE_MAP_READ);
    if (!view) return 1;
    test::say(std::string(1, static_cast<char>(view[10])));
    return 0;
}

TEST_CASE("A60 a section keeps its file open") {
    const test::temporary_file file(100);
    auto opened = file.open(test::read_write);
    const auto section = test::create_of(opened, PAGE_READWRITE);
    opened.close();
    const auto view = map(section, FILE_MAP_WRITE);
    REQUIRE(view);
    CHECK(view[0] == 'f');
}

TEST_CASE("A61 what a view writes is read from the file") {
    const test::temporary_file file(100);
    const auto opened = file.open(test::read_write);
    const auto view = map(test::create_of(opened, PAGE_READWRITE), FILE_MAP_WRITE);
    view[10] = 'v';
    CHECK(test::byte_at(opened, 10) == 'v');
}

TEST_CASE("A62 what is written to the file is seen in a view") {
    const test::temporary_file file(100);
    const auto opened = file.open(test::read_write);
    const auto view = map(test::create_of(opened, PAGE_READWRITE), FILE_MAP_READ);
    REQUIRE(test::write_at(opened, 10, 'w'));
    CHECK(view[10] == 'w');
}

TEST_CASE("A63 a file with a view is not shortened") {
    const test::temporary_file file(8192);
    const auto opened = file.open(test::read_write);
    const auto view = map(test::create_of(opened, PAGE_READWRITE), FILE_MAP_READ);
    CHECK(test::resizing(opened, 100) == ERROR_USER_MAPPED_FILE);
    CHECK(file.length() == 8192);
}

TEST_CASE("A64 a file with a view is made longer, and the section is not") {
    const test::temporary_file file(100);
    const auto opened = file.open(test::read_write);
    const auto section = test::create_of(opened, PAGE_READWRITE);
    const auto view = map(section, FILE_MAP_READ);
    CHECK(test::resizing(opened, 8192) == untouched);
    CHECK(file.length() == 8192);
    CHECK(test::mapping(section, FILE_MAP_READ, 0, 101) == ERROR_ACCESS_DENIED);
}

TEST_CASE("A65 a file with a view is not emptied by being opened") {
    const test::temporary_file file(100);
    const auto view =
        map(test::create_of(file.open(test::read_write), PAGE_READWRITE), FILE_MAP_READ);
    for (const DWORD disposition : std::initializer_list<DWORD>{TRUNCATE_EXISTING, CREATE_ALWAYS}) {
        CAPTURE(disposition);
        const auto emptied = ask([&] {
            return CreateFileW(file.path().c_str(), test::read_write,
                               FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                               disposition, FILE_ATTRIBUTE_NORMAL, nullptr);
        });
        CHECK(emptied.value == INVALID_HANDLE_VALUE);
        CHECK(emptied.error == ERROR_USER_MAPPED_FILE);
    }
    CHECK(file.length() == 100);
}

TEST_CASE("A66 a file with a view keeps its bytes for the view when it is deleted") {
    const test::temporary_file file(100);
    const auto view =
        map(test::create_of(file.open(test::read_write), PAGE_READWRITE), FILE_MAP_READ);
    // Whether DeleteFile succeeds is not settled; the view's bytes are.
    DeleteFileW(file.path().c_str());
    CHECK(view[99] == 'f');
}

TEST_CASE("A68 a file with a section is not shortened, without any view") {
    const test::temporary_file file(8192);
    const auto opened = file.open(test::read_write);
    const auto section = test::create_of(opened, PAGE_READWRITE);
    CHECK(test::resizing(opened, 100) == ERROR_USER_MAPPED_FILE);
    CHECK(file.length() == 8192);
}

TEST_CASE("A68 a file is shortened when section and view are gone") {
    const test::temporary_file file(8192);
    const auto opened = file.open(test::read_write);
    map(test::create_of(opened, PAGE_READWRITE), FILE_MAP_READ).unmap();
    CHECK(test::resizing(opened, 100) == untouched);
    CHECK(file.length() == 100);
}

TEST_CASE("K10 the name of a file's section goes with the last handle, and makes a new section") {
    const auto name = test::unique_wide_name();
    const test::temporary_file file(100);
    const auto opened = file.open(test::read_write);
    auto first = test::create_of(opened, PAGE_READWRITE, 0, name.c_str());
    const auto view = map(first, FILE_MAP_READ);
    first.close();
    CHECK(test::opening(name) == ERROR_FILE_NOT_FOUND);
    CHECK(test::creating_of(opened, PAGE_READWRITE, 0, name.c_str()) == ERROR_SUCCESS);
}

TEST_CASE("1.1 a named section of a file is opened by its name in another process") {
    const auto name = test::unique_name();
    const test::temporary_file file(100);
    const std::wstring wide(name.begin(), name.end());
    const auto section =
        test::create_of(file.open(test::read_write), PAGE_READWRITE, 0, wide.c_str());
    map(section, FILE_MAP_WRITE)[10] = 'n';
    test::child_process child("file_reader", {name});
    CHECK(child.hear() == "n");
    CHECK(child.wait() == 0);
}

TEST_CASE("1.9 what a killed process wrote into a view reaches the file") {
    const test::temporary_file file(100);
    test::child_process child("file_writer", {std::string(file.path().begin(), file.path().end())});
    REQUIRE(child.hear() == "written");
    child.kill();
    CHECK(test::byte_at(file.open(GENERIC_READ), 10) == 'w');
}

TEST_CASE("O03 a copy-on-write view does not write its file") {
    const test::temporary_file file(100);
    const auto opened = file.open(GENERIC_READ);
    const auto section = test::create_of(opened, PAGE_READONLY);
    const auto view = map(section, FILE_MAP_COPY);
    REQUIRE(view);
    view[10] = 'c';
    CHECK(view[10] == 'c');
    CHECK(flushing(view.get(), 0) == untouched);
    CHECK(test::byte_at(opened, 10) == 'f');
    CHECK(map(section, FILE_MAP_READ)[10] == 'f');
}

TEST_CASE("O07 O09 what a copy-on-write view wrote is gone with it") {
    const test::temporary_file file(100);
    const auto section = test::create_of(file.open(GENERIC_READ), PAGE_WRITECOPY);
    map(section, FILE_MAP_COPY)[10] = 'c';
    CHECK(map(section, FILE_MAP_COPY)[10] == 'f');
}

TEST_CASE("P02 two sections of one file are coherent") {
    const test::temporary_file file(100);
    const auto one =
        map(test::create_of(file.open(test::read_write), PAGE_READWRITE), FILE_MAP_WRITE);
    const auto two =
        map(test::create_of(file.open(test::read_write), PAGE_READWRITE), FILE_MAP_WRITE);
    one[10] = '1';
    CHECK(two[10] == '1');
    two[11] = '2';
    CHECK(one[11] == '2');
}

TEST_CASE("P03 P04 a section keeps its size when another one makes the file longer") {
    const test::temporary_file file(100);
    const auto opened = file.open(test::read_write);
    const auto first = test::create_of(opened, PAGE_READWRITE);
    const auto second = test::create_of(opened, PAGE_READWRITE, 3 * page);
    CHECK(test::mapping(second, FILE_MAP_READ, 0, 3 * page) == untouched);
    CHECK(test::mapping(first, FILE_MAP_READ, 0, 100) == untouched);
    CHECK(test::mapping(first, FILE_MAP_READ, 0, 3 * page) == ERROR_ACCESS_DENIED);
}

TEST_CASE("Q20 Q22 a file's view is flushed, without any handle") {
    const test::temporary_file file(3 * page);
    auto opened = file.open(test::read_write);
    auto section = test::create_of(opened, PAGE_READWRITE);
    const auto view = map(section, FILE_MAP_WRITE);
    view[page] = 'q';
    CHECK(flushing(view.get(), 0) == untouched);
    opened.close();
    section.close();
    CHECK(flushing(view.bytes() + page, page) == untouched);
    CHECK(test::byte_at(file.open(GENERIC_READ), page) == 'q');
}

TEST_CASE("Q21 a flush past the end of a file's view is refused") {
    const test::temporary_file file(page);
    const auto view =
        map(test::create_of(file.open(test::read_write), PAGE_READWRITE), FILE_MAP_WRITE);
    CHECK(flushing(view.get(), page + 1) == ERROR_INVALID_PARAMETER);
}
