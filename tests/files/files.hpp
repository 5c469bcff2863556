// files/files.hpp - files that the tests make, and owners for their handles.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "conformance/calls.hpp"
#include "support/doctest.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

inline constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
inline constexpr DWORD read_write = GENERIC_READ | GENERIC_WRITE;

/// A file of its own in the temporary folder, removed in the end.
class temporary_file {
  public:
    explicit temporary_file(std::string_view content = {}) {
        wchar_t folder[MAX_PATH];
        wchar_t path[MAX_PATH];
        REQUIRE(GetTempPathW(MAX_PATH, folder) > 0);
        REQUIRE(GetTempFileNameW(folder, L"mvt", 0, path) != 0);
        path_ = path;
        if (!content.empty()) write(content);
    }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    ~temporary_file() { DeleteFileW(path_.c_str()); }

    const wchar_t* path() const noexcept { return path_.c_str(); }
    std::string narrow() const { return {path_.begin(), path_.end()}; }

    HANDLE open_raw(DWORD access, DWORD share = share_all, DWORD how = OPEN_EXISTING) const {
        return CreateFileW(path(), access, share, nullptr, how, FILE_ATTRIBUTE_NORMAL, nullptr);
    }
    handle open(DWORD access = read_write, DWORD share = share_all) const {
        const HANDLE opened = open_raw(access, share);
        return handle(opened == INVALID_HANDLE_VALUE ? nullptr : opened);
    }

    ULONGLONG size() const {
        const auto file = open(GENERIC_READ);
        LARGE_INTEGER found{};
        REQUIRE(GetFileSizeEx(file.get(), &found));
        return static_cast<ULONGLONG>(found.QuadPart);
    }
    std::string content() const {
        const auto file = open(GENERIC_READ);
        std::vector<char> bytes(static_cast<std::size_t>(size()));
        DWORD done = 0;
        REQUIRE(
            ReadFile(file.get(), bytes.data(), static_cast<DWORD>(bytes.size()), &done, nullptr));
        return {bytes.data(), done};
    }
    void write(std::string_view bytes) const {
        const auto file = open(GENERIC_WRITE);
        DWORD done = 0;
        REQUIRE(
            WriteFile(file.get(), bytes.data(), static_cast<DWORD>(bytes.size()), &done, nullptr));
        REQUIRE(done == bytes.size());
    }

  private:
    std::wstring path_;
};

/// Makes the file end at `size`; the last error, or `untouched`.
inline DWORD set_size(const handle& file, LONGLONG size) {
    LARGE_INTEGER end{};
    end.QuadPart = size;
    REQUIRE(SetFilePointerEx(file.get(), end, nullptr, FILE_BEGIN));
    const auto done = ask([&] { return SetEndOfFile(file.get()); });
    return done.value ? untouched : done.error;
}

}  // namespace test
