// Files on Linux as a search and their attributes tell them.
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using test::ask;

namespace {

// A folder of its own, removed in the end.
struct temporary_folder {
    temporary_folder() : path(std::filesystem::temp_directory_path() / test::unique_name()) {
        std::filesystem::create_directory(path);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder() { std::filesystem::remove_all(path); }

    std::string add(const char* name) const {
        std::ofstream(path / name) << "x";
        return path / name;
    }

    std::filesystem::path path;
};

}  // namespace

TEST_CASE("on Linux case counts in a search, whose names are sorted by their bytes") {
    const temporary_folder folder;
    for (const char* const name : {"b", "a", "B", "[x]"}) folder.add(name);
    std::vector<std::string> names;
    WIN32_FIND_DATAA data{};
    HANDLE const search = FindFirstFileA((folder.path / "*.*").c_str(), &data);
    REQUIRE(search != INVALID_HANDLE_VALUE);
    do names.emplace_back(data.cFileName);
    while (FindNextFileA(search, &data));
    CHECK(GetLastError() == ERROR_NO_MORE_FILES);
    CHECK(names == std::vector<std::string>{".", "..", "B", "[x]", "a", "b"});
    CHECK(FindClose(search));
    CHECK(ask([&] { return FindClose(search); }).error == ERROR_INVALID_HANDLE);
    CHECK(ask([&] { return FindFirstFileA((folder.path / "A").c_str(), &data); }).error ==
          ERROR_FILE_NOT_FOUND);
}

TEST_CASE("on Linux a file has few attributes") {
    const temporary_folder folder;
    const std::string file = folder.add("file");
    CHECK(GetFileAttributesA(file.c_str()) == FILE_ATTRIBUTE_NORMAL);
    std::filesystem::create_symlink(file, folder.path / "link");
    CHECK(GetFileAttributesA((folder.path / "link").c_str()) == FILE_ATTRIBUTE_NORMAL);
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    CHECK(GetFileAttributesA(file.c_str()) == FILE_ATTRIBUTE_READONLY);
    CHECK(GetFileAttributesA(folder.path.c_str()) == FILE_ATTRIBUTE_DIRECTORY);
}
