// SPDX-License-Identifier: MIT
#include "kernel/file.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"

#include <windows.h>

#include <cstdint>
#include <cstdio>
#include <limits>
#include <optional>

namespace {

using mapview::kernel::file_kind;
using mapview::kernel::status;
using mapview::win32::guarded;
using mapview::win32::number_of;
using mapview::win32::report;

using place_in_file = std::optional<std::uint64_t>;

status read_place(const OVERLAPPED* overlapped, const DWORD* done, place_in_file& place) {
    if (overlapped == nullptr) return done == nullptr ? status::invalid_parameter : status::success;
    // There is nothing to signal an event about: the call returns when it is done.
    if (overlapped->hEvent != nullptr) return status::not_supported;
    place = std::uint64_t{overlapped->OffsetHigh} << 32 | overlapped->Offset;
    return status::success;
}

void tell(std::size_t bytes, DWORD* done, OVERLAPPED* overlapped) {
    if (done != nullptr) *done = static_cast<DWORD>(bytes);
    if (overlapped == nullptr) return;
    overlapped->Internal = 0;
    overlapped->InternalHigh = bytes;
}

status seek(HANDLE file, std::int64_t distance, DWORD method, std::uint64_t& position) {
    if (method > FILE_END) return status::invalid_parameter;
    static_assert(FILE_BEGIN == SEEK_SET && FILE_CURRENT == SEEK_CUR && FILE_END == SEEK_END);
    return guarded([&] {
        return mapview::kernel::seek_file(number_of(file), distance, static_cast<int>(method),
                                          position);
    });
}

}  // namespace

BOOL WINAPI ReadFile(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                     LPDWORD lpNumberOfBytesRead, LPOVERLAPPED lpOverlapped) {
    std::size_t done = 0;
    place_in_file place;
    if (lpNumberOfBytesRead != nullptr) *lpNumberOfBytesRead = 0;
    const status result = guarded([&] {
        const status checked = read_place(lpOverlapped, lpNumberOfBytesRead, place);
        if (checked != status::success) return checked;
        return mapview::kernel::read_file(number_of(hFile), lpBuffer, nNumberOfBytesToRead, place,
                                          done);
    });
    if (!report(result)) return FALSE;
    tell(done, lpNumberOfBytesRead, lpOverlapped);
    const bool at_end = lpOverlapped != nullptr && done == 0 && nNumberOfBytesToRead > 0;
    return report(at_end ? status::end_of_file : status::success);
}

BOOL WINAPI WriteFile(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite,
                      LPDWORD lpNumberOfBytesWritten, LPOVERLAPPED lpOverlapped) {
    std::size_t done = 0;
    place_in_file place;
    if (lpNumberOfBytesWritten != nullptr) *lpNumberOfBytesWritten = 0;
    const status result = guarded([&] {
        const status checked = read_place(lpOverlapped, lpNumberOfBytesWritten, place);
        if (checked != status::success) return checked;
        return mapview::kernel::write_file(number_of(hFile), lpBuffer, nNumberOfBytesToWrite, place,
                                           done);
    });
    tell(done, lpNumberOfBytesWritten, lpOverlapped);
    return report(result);
}

BOOL WINAPI SetFilePointerEx(HANDLE hFile, LARGE_INTEGER liDistanceToMove,
                             PLARGE_INTEGER lpNewFilePointer, DWORD dwMoveMethod) {
    std::uint64_t position = 0;
    if (!report(seek(hFile, liDistanceToMove.QuadPart, dwMoveMethod, position))) return FALSE;
    if (lpNewFilePointer != nullptr) lpNewFilePointer->QuadPart = static_cast<LONGLONG>(position);
    return TRUE;
}

DWORD WINAPI SetFilePointer(HANDLE hFile, LONG lDistanceToMove, PLONG lpDistanceToMoveHigh,
                            DWORD dwMoveMethod) {
    std::int64_t distance = lDistanceToMove;
    if (lpDistanceToMoveHigh != nullptr)
        distance = std::int64_t{*lpDistanceToMoveHigh} << 32 | static_cast<DWORD>(lDistanceToMove);
    std::uint64_t before = 0;
    std::uint64_t position = 0;
    status result = seek(hFile, 0, FILE_CURRENT, before);
    if (result == status::success) result = seek(hFile, distance, dwMoveMethod, position);
    constexpr std::uint64_t longest = std::numeric_limits<DWORD>::max() - 1;
    if (result == status::success && lpDistanceToMoveHigh == nullptr && position > longest) {
        seek(hFile, static_cast<std::int64_t>(before), FILE_BEGIN, before);
        result = status::invalid_parameter;
    }
    if (!report(result)) return INVALID_SET_FILE_POINTER;
    if (lpDistanceToMoveHigh != nullptr) *lpDistanceToMoveHigh = static_cast<LONG>(position >> 32);
    const auto low = static_cast<DWORD>(position);
    if (low == INVALID_SET_FILE_POINTER) SetLastError(NO_ERROR);  // a position, no failure
    return low;
}

BOOL WINAPI SetEndOfFile(HANDLE hFile) {
    return report(guarded([&] { return mapview::kernel::set_end_of_file(number_of(hFile)); }));
}

BOOL WINAPI GetFileSizeEx(HANDLE hFile, PLARGE_INTEGER lpFileSize) {
    std::uint64_t size = 0;
    const status result =
        guarded([&] { return mapview::kernel::file_size(number_of(hFile), size); });
    if (!report(result)) return FALSE;
    lpFileSize->QuadPart = static_cast<LONGLONG>(size);
    return TRUE;
}

DWORD WINAPI GetFileSize(HANDLE hFile, LPDWORD lpFileSizeHigh) {
    LARGE_INTEGER size;
    if (!GetFileSizeEx(hFile, &size)) return INVALID_FILE_SIZE;
    if (lpFileSizeHigh != nullptr) *lpFileSizeHigh = static_cast<DWORD>(size.HighPart);
    if (size.LowPart == INVALID_FILE_SIZE) SetLastError(NO_ERROR);  // a size, no failure
    return size.LowPart;
}

DWORD WINAPI GetFileType(HANDLE hFile) {
    file_kind kind = file_kind::unknown;
    const status result =
        guarded([&] { return mapview::kernel::kind_of_file(number_of(hFile), kind); });
    if (!report(result)) return FILE_TYPE_UNKNOWN;
    if (kind == file_kind::unknown) SetLastError(NO_ERROR);
    return static_cast<DWORD>(kind);
}

BOOL WINAPI FlushFileBuffers(HANDLE hFile) {
    return report(guarded([&] { return mapview::kernel::flush_file(number_of(hFile)); }));
}

BOOL WINAPI SetFileInformationByHandle(HANDLE hFile, FILE_INFO_BY_HANDLE_CLASS FileInformationClass,
                                       LPVOID lpFileInformation, DWORD dwBufferSize) {
    if (FileInformationClass != FileDispositionInfo) return report(status::not_supported);
    if (dwBufferSize < sizeof(FILE_DISPOSITION_INFO)) return report(status::bad_length);
    if (lpFileInformation == nullptr) return report(status::no_access);
    // The path is gone at once, so there is nothing to be taken back.
    if (!static_cast<const FILE_DISPOSITION_INFO*>(lpFileInformation)->DeleteFile)
        return report(status::not_supported);
    return report(guarded([&] { return mapview::kernel::delete_open_file(number_of(hFile)); }));
}
