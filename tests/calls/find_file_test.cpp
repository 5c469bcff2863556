// Searches of a folder, and what is told about a file.
// https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-findfirstfilew
// SPDX-License-Identifier: MIT
#include <windows.h>

#include "conformance/calls.hpp"
#include "files/files.hpp"
#include "support/doctest.hpp"
#include "support/unique_name.hpp"

#include <set>
#include <string>

using test::ask;

namespace {

// All that a search finds.
std::set<std::wstring> found_by(const std::wstring& pattern) {
    std::set<std::wstring> names;
    WIN32_FIND_DATAW data{};
    HANDLE const search = FindFirstFileW(pattern.c_str(), &data);
    if (search == INVALID_HANDLE_VALUE) return names;
    do names.insert(data.cFileName);
    while (FindNextFileW(search, &data));
    CHECK(GetLastError() == ERROR_NO_MORE_FILES);
    CHECK(FindClose(search));
    return names;
}

// Three files with one beginning in the temporary folder.
struct three_files {
    three_files() {
        wchar_t folder[MAX_PATH];
        REQUIRE(GetTempPathW(MAX_PATH, folder) > 0);
        stem = folder + (prefix = test::unique_wide_name());
        for (const wchar_t* const rest : {L"-1.txt", L"-2.txt", L"-10.dat"}) {
            const test::handle made(CreateFileW((stem + rest).c_str(), GENERIC_WRITE, 0, nullptr,
                                                CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
            REQUIRE(made.get() != INVALID_HANDLE_VALUE);
        }
    }
    three_files(const three_files&) = delete;
    three_files& operator=(const three_files&) = delete;
    ~three_files() {
        for (const wchar_t* const rest : {L"-1.txt", L"-2.txt", L"-10.dat"})
            DeleteFileW((stem + rest).c_str());
    }

    std::wstring prefix;
    std::wstring stem;
};

DWORD refused(const std::wstring& pattern) {
    WIN32_FIND_DATAW data{};
    const auto asked = ask([&] { return FindFirstFileW(pattern.c_str(), &data); });
    CHECK(asked.value == INVALID_HANDLE_VALUE);
    return asked.error;
}

}  // namespace

TEST_CASE("a search finds the names that match") {
    const three_files files;
    const auto named = [&](const wchar_t* rest) { return files.prefix + rest; };
    CHECK(found_by(files.stem + L"*") ==
          std::set{named(L"-1.txt"), named(L"-2.txt"), named(L"-10.dat")});
    CHECK(found_by(files.stem + L"*.txt") == std::set{named(L"-1.txt"), named(L"-2.txt")});
    CHECK(found_by(files.stem + L"-?.*") == std::set{named(L"-1.txt"), named(L"-2.txt")});
    CHECK(found_by(files.stem + L"-1*") == std::set{named(L"-1.txt"), named(L"-10.dat")});
    CHECK(found_by(files.stem + L"*-*1*.*t*") == std::set{named(L"-1.txt"), named(L"-10.dat")});
    CHECK(found_by(files.stem + L"-2.txt") == std::set{named(L"-2.txt")});
}

TEST_CASE("a search for what is not there says so") {
    const three_files files;
    CHECK(refused(files.stem + L"*.none") == ERROR_FILE_NOT_FOUND);
    CHECK(refused(files.stem + L"-no-folder\\*") == ERROR_PATH_NOT_FOUND);
    WIN32_FIND_DATAW data{};
    CHECK(ask([&] { return FindNextFileW(INVALID_HANDLE_VALUE, &data); }).error ==
          ERROR_INVALID_HANDLE);
    CHECK(ask([&] { return FindClose(INVALID_HANDLE_VALUE); }).error == ERROR_INVALID_HANDLE);
}

TEST_CASE("a search tells the size of a file, and a folder from a file") {
    const test::temporary_file file("content");
    WIN32_FIND_DATAW data{};
    HANDLE const search = FindFirstFileW(file.path(), &data);
    REQUIRE(search != INVALID_HANDLE_VALUE);
    CHECK(data.nFileSizeLow == 7);
    CHECK(data.nFileSizeHigh == 0);
    CHECK((data.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0);
    CHECK(ask([&] { return FindNextFileW(search, &data); }).error == ERROR_NO_MORE_FILES);
    CHECK(FindClose(search));
    CHECK((GetFileAttributesW(file.path()) & FILE_ATTRIBUTE_DIRECTORY) == 0);
    char folder[MAX_PATH];
    REQUIRE(GetTempPathA(MAX_PATH, folder) > 0);
    CHECK((GetFileAttributesA(folder) & FILE_ATTRIBUTE_DIRECTORY) != 0);
}

TEST_CASE("attributes of nothing are an error") {
    const test::temporary_file file;
    const auto attributes = [](const std::string& path) {
        return ask([&] { return GetFileAttributesA(path.c_str()); });
    };
    CHECK(attributes(file.narrow() + "-none").value == INVALID_FILE_ATTRIBUTES);
    CHECK(attributes(file.narrow() + "-none").error == ERROR_FILE_NOT_FOUND);
    CHECK(attributes(file.narrow() + "-none\\file").error == ERROR_PATH_NOT_FOUND);
}

TEST_CASE("a handle tells what its file is, and two of one file the same") {
    const test::temporary_file file("content");
    const auto one = file.open(GENERIC_READ);
    const auto other = file.open(GENERIC_READ);
    BY_HANDLE_FILE_INFORMATION first{};
    BY_HANDLE_FILE_INFORMATION second{};
    REQUIRE(GetFileInformationByHandle(one.get(), &first));
    REQUIRE(GetFileInformationByHandle(other.get(), &second));
    CHECK(first.nFileSizeLow == 7);
    CHECK(first.nNumberOfLinks == 1);
    CHECK(first.nFileIndexLow == second.nFileIndexLow);
    CHECK(first.nFileIndexHigh == second.nFileIndexHigh);
    CHECK(first.dwVolumeSerialNumber == second.dwVolumeSerialNumber);
    FILETIME now{};
    GetSystemTimeAsFileTime(&now);
    CHECK(CompareFileTime(&first.ftLastWriteTime, &now) <= 0);
    CHECK(ask([&] { return GetFileInformationByHandle(test::closed_handle(), &first); }).error ==
          ERROR_INVALID_HANDLE);
}
