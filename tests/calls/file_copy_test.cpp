// Copying files and moving them.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <array>
#include <string>

using test::ask, test::handle, test::untouched;

namespace {

/// A folder of its own, for files that go with it.
class folder {
  public:
    folder() {
        std::array<char, MAX_PATH> temporary{};
        REQUIRE(GetTempPathA(MAX_PATH, temporary.data()) > 0);
        prefix_ = temporary.data() + test::unique_name() + "-";
    }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    ~folder() {
        for (const char* const name : {"a", "b", "c"}) DeleteFileA(path(name).c_str());
    }
    std::string path(const char* name) const { return prefix_ + name; }

  private:
    std::string prefix_;
};

HANDLE open_raw(const std::string& path, DWORD access, DWORD share, DWORD how) {
    return CreateFileA(path.c_str(), access, share, nullptr, how, FILE_ATTRIBUTE_NORMAL, nullptr);
}

void write(const std::string& path, const std::string& text) {
    const handle file(open_raw(path, GENERIC_WRITE, 0, CREATE_ALWAYS));
    REQUIRE(file.get() != INVALID_HANDLE_VALUE);
    DWORD done = 0;
    REQUIRE(WriteFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &done, nullptr));
    REQUIRE(done == text.size());
}

/// "-" where the file cannot be opened.
std::string read(const std::string& path) {
    const HANDLE raw = open_raw(path, GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING);
    if (raw == INVALID_HANDLE_VALUE) return "-";
    const handle file(raw);
    std::string text(static_cast<std::size_t>(GetFileSize(raw, nullptr)), '\0');
    DWORD done = 0;
    REQUIRE(ReadFile(raw, text.data(), static_cast<DWORD>(text.size()), &done, nullptr));
    return text;
}

FILETIME last_write(const std::string& path) {
    const handle file(open_raw(path, GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING));
    BY_HANDLE_FILE_INFORMATION facts{};
    REQUIRE(GetFileInformationByHandle(file.get(), &facts));
    return facts.ftLastWriteTime;
}

DWORD copying(const std::string& from, const std::string& to, BOOL fail_if_exists) {
    const auto done = ask([&] { return CopyFileA(from.c_str(), to.c_str(), fail_if_exists); });
    return done.value ? untouched : done.error;
}

DWORD moving(const std::string& from, const std::string& to, DWORD flags) {
    const auto done = ask([&] { return MoveFileExA(from.c_str(), to.c_str(), flags); });
    return done.value ? untouched : done.error;
}

}  // namespace

TEST_CASE("a copy has the bytes and the time of the last change") {
    const folder here;
    const std::string text(300'000, 'x');
    write(here.path("a"), text);
    const FILETIME written = last_write(here.path("a"));
    Sleep(30);
    CHECK(CopyFileA(here.path("a").c_str(), here.path("b").c_str(), TRUE));
    CHECK(read(here.path("b")) == text);
    CHECK(read(here.path("a")) == text);
    const FILETIME copied = last_write(here.path("b"));
    CHECK(CompareFileTime(&written, &copied) == 0);
}

TEST_CASE("a copy replaces a longer file, or says that it is there") {
    const folder here;
    write(here.path("a"), "new");
    write(here.path("b"), "what was there");
    CHECK(copying(here.path("a"), here.path("b"), TRUE) == ERROR_FILE_EXISTS);
    CHECK(read(here.path("b")) == "what was there");
    CHECK(CopyFileA(here.path("a").c_str(), here.path("b").c_str(), FALSE));
    CHECK(read(here.path("b")) == "new");
}

TEST_CASE("what is not there cannot be copied, and nothing is made") {
    const folder here;
    CHECK(copying(here.path("a"), here.path("b"), FALSE) == ERROR_FILE_NOT_FOUND);
    CHECK(copying(here.path("a") + "/no/file", here.path("b"), FALSE) == ERROR_PATH_NOT_FOUND);
    CHECK(read(here.path("b")) == "-");
}

TEST_CASE("a file that is not shared cannot be copied, and stays when it is the target") {
    const folder here;
    write(here.path("a"), "a");
    write(here.path("b"), "b");
    {
        const handle alone(open_raw(here.path("a"), GENERIC_READ, 0, OPEN_EXISTING));
        CHECK(copying(here.path("a"), here.path("c"), FALSE) == ERROR_SHARING_VIOLATION);
        CHECK(copying(here.path("b"), here.path("a"), FALSE) == ERROR_SHARING_VIOLATION);
    }
    CHECK(read(here.path("a")) == "a");
    CHECK(read(here.path("c")) == "-");
}

TEST_CASE("a wide copy and a wide move take wide paths") {
    const folder here;
    write(here.path("a"), "wide");
    const auto wide = [&](const char* name) {
        const std::string path = here.path(name);
        return std::wstring(path.begin(), path.end());
    };
    CHECK(CopyFileW(wide("a").c_str(), wide("b").c_str(), TRUE));
    CHECK(MoveFileW(wide("b").c_str(), wide("c").c_str()));
    CHECK(MoveFileExW(wide("c").c_str(), wide("b").c_str(), 0));
    CHECK(read(here.path("b")) == "wide");
    CHECK(read(here.path("c")) == "-");
}

TEST_CASE("a moved file has the new path alone") {
    const folder here;
    write(here.path("a"), "moved");
    CHECK(MoveFileA(here.path("a").c_str(), here.path("b").c_str()));
    CHECK(read(here.path("a")) == "-");
    CHECK(read(here.path("b")) == "moved");
    CHECK(moving(here.path("a"), here.path("c"), 0) == ERROR_FILE_NOT_FOUND);
    CHECK(moving(here.path("b"), here.path("c") + "/no/file", 0) == ERROR_PATH_NOT_FOUND);
    CHECK(moving(here.path("b"), here.path("b"), MOVEFILE_REPLACE_EXISTING) == untouched);
    CHECK(read(here.path("b")) == "moved");
}

TEST_CASE("a move replaces only where it is told to") {
    const folder here;
    write(here.path("a"), "a");
    write(here.path("b"), "b");
    CHECK(moving(here.path("a"), here.path("b"), 0) == ERROR_ALREADY_EXISTS);
    CHECK(read(here.path("b")) == "b");
    CHECK(moving(here.path("a"), here.path("b"), MOVEFILE_REPLACE_EXISTING) == untouched);
    CHECK(read(here.path("b")) == "a");
    CHECK(read(here.path("a")) == "-");
}

TEST_CASE("a file that others do not let go is not moved, nor replaced") {
    const folder here;
    write(here.path("a"), "a");
    write(here.path("b"), "b");
    {
        const handle kept(open_raw(here.path("a"), GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING));
        CHECK(moving(here.path("a"), here.path("c"), 0) == ERROR_SHARING_VIOLATION);
        CHECK(moving(here.path("b"), here.path("a"), MOVEFILE_REPLACE_EXISTING) ==
              ERROR_ACCESS_DENIED);
    }
    CHECK(read(here.path("a")) == "a");
    CHECK(read(here.path("b")) == "b");
}
