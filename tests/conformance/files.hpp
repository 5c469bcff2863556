// conformance/files.hpp - a temporary file, and what it holds.
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "calls.hpp"

#include <stdexcept>
#include <string>

namespace test {

inline constexpr DWORD read_write = GENERIC_READ | GENERIC_WRITE;

inline handle open_file(const std::wstring& path, DWORD access, DWORD disposition = OPEN_EXISTING) {
    const auto value =
        CreateFileW(path.c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    nullptr, disposition, FILE_ATTRIBUTE_NORMAL, nullptr);
    return handle(value == INVALID_HANDLE_VALUE ? nullptr : value);
}

/// The length of a file, asked for by its handle.
inline LONGLONG length_of(const handle& file) {
    LARGE_INTEGER length{};
    return GetFileSizeEx(file.get(), &length) ? length.QuadPart : -1;
}

inline bool move_to(const handle& file, LONGLONG position) {
    LARGE_INTEGER where{};
    where.QuadPart = position;
    return SetFilePointerEx(file.get(), where, nullptr, FILE_BEGIN) != 0;
}

/// The byte at a position, as ReadFile sees it; -1 where there is none.
inline int byte_at(const handle& file, LONGLONG position) {
    unsigned char byte = 0;
    DWORD got = 0;
    if (!move_to(file, position) || !ReadFile(file.get(), &byte, 1, &got, nullptr) || got != 1)
        return -1;
    return byte;
}

inline bool write_at(const handle& file, LONGLONG position, unsigned char byte) {
    DWORD sent = 0;
    return move_to(file, position) && WriteFile(file.get(), &byte, 1, &sent, nullptr) && sent == 1;
}

/// The error of SetEndOfFile; `untouched` for success.
inline DWORD resizing(const handle& file, LONGLONG length) {
    if (!move_to(file, length)) return ERROR_INVALID_PARAMETER;
    const auto done = ask([&] { return SetEndOfFile(file.get()); });
    return done.value ? untouched : done.error;
}

/// A file in the folder for temporary ones, filled with 'f', that goes with its owner.
class temporary_file {
  public:
    explicit temporary_file(DWORD length) {
        wchar_t folder[MAX_PATH + 1];
        wchar_t path[MAX_PATH + 1];
        if (!GetTempPathW(MAX_PATH + 1, folder) || !GetTempFileNameW(folder, L"mvc", 0, path))
            throw std::runtime_error("no temporary file");
        path_ = path;
        const auto file = open(read_write);
        const std::string bytes(length, 'f');
        DWORD sent = 0;
        if (!WriteFile(file.get(), bytes.data(), length, &sent, nullptr) || sent != length)
            throw std::runtime_error("no temporary file of that length");
    }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    ~temporary_file() { DeleteFileW(path_.c_str()); }

    const std::wstring& path() const noexcept { return path_; }
    handle open(DWORD access) const { return open_file(path_, access); }
    LONGLONG length() const { return length_of(open(GENERIC_READ)); }

  private:
    std::wstring path_;
};

inline HANDLE create_of_raw(const handle& file, DWORD protection, ULONGLONG size,
                            const wchar_t* name = nullptr) {
    return CreateFileMappingW(file.get(), nullptr, protection, static_cast<DWORD>(size >> 32),
                              static_cast<DWORD>(size), name);
}

/// A section of a file.
inline handle create_of(const handle& file, DWORD protection, ULONGLONG size = 0,
                        const wchar_t* name = nullptr) {
    return handle(create_of_raw(file, protection, size, name));
}

/// The error of making a section of a file; 0 for a new section.
inline DWORD creating_of(const handle& file, DWORD protection, ULONGLONG size = 0,
                         const wchar_t* name = nullptr) {
    const auto made = ask([&] { return create_of_raw(file, protection, size, name); });
    const handle owned(made.value);
    return made.error;
}

}  // namespace test
