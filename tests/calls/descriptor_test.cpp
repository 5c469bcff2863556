// Descriptors of the C run time and handles, which stand for the same files.
// https://learn.microsoft.com/cpp/c-runtime-library/reference/get-osfhandle
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <io.h>

#include "conformance/calls.hpp"
#include "files/files.hpp"
#include "support/doctest.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

using test::handle, test::page;

namespace {

HANDLE handle_of(std::FILE* file) {
    return reinterpret_cast<HANDLE>(_get_osfhandle(_fileno(file)));
}

}  // namespace

TEST_CASE("a stream's file has a handle, by which it can be mapped") {
    const test::temporary_file path;
    std::FILE* const file = std::fopen(path.narrow().c_str(), "w+b");
    REQUIRE(file != nullptr);
    REQUIRE(std::fwrite("mapped", 1, 6, file) == 6);
    REQUIRE(std::fflush(file) == 0);
    CHECK(handle_of(file) != INVALID_HANDLE_VALUE);
    CHECK(handle_of(file) == handle_of(file));
    CHECK(GetFileType(handle_of(file)) == FILE_TYPE_DISK);
    LARGE_INTEGER size{};
    CHECK(GetFileSizeEx(handle_of(file), &size));
    CHECK(size.QuadPart == 6);

    const handle section(
        CreateFileMappingA(handle_of(file), nullptr, PAGE_READWRITE, 0, page, nullptr));
    REQUIRE(section);
    const test::mapped view(MapViewOfFile(section.get(), FILE_MAP_WRITE, 0, 0, 0));
    REQUIRE(view);
    CHECK(std::memcmp(view.bytes(), "mapped", 6) == 0);
    CHECK(std::fclose(file) == 0);
}

TEST_CASE("a handle becomes a descriptor, and goes with it") {
    const test::temporary_file path;
    const HANDLE made = path.open_raw(test::read_write);
    REQUIRE(made != INVALID_HANDLE_VALUE);
    const int descriptor = _open_osfhandle(reinterpret_cast<intptr_t>(made), 0);
    REQUIRE(descriptor >= 0);
    CHECK(_get_osfhandle(descriptor) == reinterpret_cast<intptr_t>(made));
    CHECK(_write(descriptor, "abc", 3) == 3);
    CHECK(GetFileSize(made, nullptr) == 3);
    CHECK(_lseek(descriptor, 0, SEEK_SET) == 0);
    char read[4] = "";
    CHECK(_read(descriptor, read, 3) == 3);
    CHECK(std::string(read) == "abc");
    CHECK(_close(descriptor) == 0);
}

TEST_CASE("a handle is that of the file which has the descriptor now") {
    const test::temporary_file path;
    const test::temporary_file other;
    const auto can_be_written = [&](const test::temporary_file& to) {
        std::FILE* const file = std::fopen(to.narrow().c_str(), "w+b");
        REQUIRE(file != nullptr);
        DWORD done = 0;
        CHECK(WriteFile(handle_of(file), "abc", 3, &done, nullptr));
        CHECK(done == 3);
        CHECK(
            handle(CreateFileMappingA(handle_of(file), nullptr, PAGE_READWRITE, 0, page, nullptr)));
        std::fclose(file);
    };
    std::FILE* const read_only = std::fopen(path.narrow().c_str(), "rb");
    REQUIRE(read_only != nullptr);
    CHECK(handle_of(read_only) != INVALID_HANDLE_VALUE);
    std::fclose(read_only);
    can_be_written(other);

    std::FILE* const again = std::fopen(path.narrow().c_str(), "rb");
    REQUIRE(again != nullptr);
    CHECK(handle_of(again) != INVALID_HANDLE_VALUE);
    std::fclose(again);
    can_be_written(path);

    const HANDLE made = path.open_raw(GENERIC_READ);
    const int descriptor = _open_osfhandle(reinterpret_cast<intptr_t>(made), 0);
    REQUIRE(descriptor >= 0);
    CHECK(_close(descriptor) == 0);
    can_be_written(other);
}

TEST_CASE("what is no handle of a file has no descriptor") {
    errno = 0;
    CHECK(_open_osfhandle(-1, 0) == -1);
    CHECK(errno == EBADF);
    errno = 0;
    CHECK(_get_osfhandle(1000) == -1);
    CHECK(errno == EBADF);
}
