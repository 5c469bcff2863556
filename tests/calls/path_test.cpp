// The current folder, and paths as text.
// SPDX-License-Identifier: MIT
#include <windows.h>
// Behind <windows.h>, which Windows' own needs.
#include <shlwapi.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <array>
#include <string>

using test::ask;

namespace {

// With Linux's separators.
std::string plain(std::string text) {
    for (char& c : text)
        if (c == '\\') c = '/';
    return text;
}

std::string current() {
    std::array<char, 1024> text{};
    const DWORD length = GetCurrentDirectoryA(1024, text.data());
    return {text.data(), length};
}

std::string full(const char* path) {
    std::array<char, 1024> text{};
    const DWORD length = GetFullPathNameA(path, 1024, text.data(), nullptr);
    return plain({text.data(), length});
}

}  // namespace

TEST_CASE("the current folder is told, or the room that it needs") {
    const std::string folder = current();
    CHECK(!folder.empty());
    std::array<wchar_t, 1024> wide{};
    CHECK(GetCurrentDirectoryW(1024, wide.data()) == folder.size());
    CHECK(std::wstring(wide.data()) == std::wstring(folder.begin(), folder.end()));
    CHECK(GetCurrentDirectoryA(0, nullptr) == folder.size() + 1);
}

TEST_CASE("a full path begins at the root and has no dots") {
    const std::string folder = plain(current());
    CHECK(full("name") == folder + "/name");
    CHECK(full(".\\a\\..\\b\\.\\name") == folder + "/b/name");
    CHECK(full("a/b/") == folder + "/a/b/");
    CHECK(full("a\\..") == folder);
    CHECK(GetFullPathNameA("name", 0, nullptr, nullptr) == folder.size() + 6);
    std::array<char, 1024> text{};
    char* name = nullptr;
    REQUIRE(GetFullPathNameA("a\\name", 1024, text.data(), &name) > 0);
    CHECK(std::string(name) == "name");
    REQUIRE(GetFullPathNameA("a\\", 1024, text.data(), &name) > 0);
    CHECK(name == nullptr);
    CHECK(ask([&] { return GetFullPathNameA("", 1024, text.data(), nullptr); }).value == 0);
}

TEST_CASE("PathRemoveFileSpec takes the last name away") {
    const auto removed = [](std::string path) {
        const BOOL changed = PathRemoveFileSpecA(path.data());
        return std::string(path.c_str()) + (changed ? "" : " unchanged");
    };
    CHECK(removed("C:\\folder\\file.txt") == "C:\\folder");
    CHECK(removed("C:\\file.txt") == "C:\\");
    CHECK(removed("folder\\file.txt") == "folder");
    CHECK(removed("file.txt") == "");
    CHECK(removed("\\file.txt") == "\\");
    CHECK(removed("\\") == "\\ unchanged");
    std::wstring wide = L"folder\\file";
    CHECK(PathRemoveFileSpecW(wide.data()));
    CHECK(std::wstring(wide.c_str()) == L"folder");
}
