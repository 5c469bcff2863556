// SPDX-License-Identifier: MIT
#include "win32/file_facts.hpp"

#include "kernel/file.hpp"
#include "kernel/handle_table.hpp"
#include "win32/file_time.hpp"
#include "win32/handle_value.hpp"
#include "win32/last_error.hpp"
#include "win32/path.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <windows.h>

#include <cerrno>
#include <string>

namespace mapview::win32 {
namespace {

using kernel::status;

DWORD attributes_of(mode_t mode) {
    if (S_ISDIR(mode)) return FILE_ATTRIBUTE_DIRECTORY;
    constexpr mode_t writable = 0222;
    return S_ISREG(mode) && (mode & writable) == 0 ? FILE_ATTRIBUTE_READONLY
                                                   : FILE_ATTRIBUTE_NORMAL;
}

FILETIME time_of(const struct statx_timestamp& time) {
    return file_time_of(timespec{time.tv_sec, time.tv_nsec});
}

}  // namespace

status read_facts(int folder, const char* path, file_facts& facts) noexcept {
    struct statx found {};
    if (::statx(folder, path, AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_BTIME, &found) != 0)
        return errno == ENOENT ? status::not_found : kernel::file_status(errno);
    facts.attributes = attributes_of(found.stx_mode);
    if ((found.stx_mask & STATX_BTIME) != 0) facts.created = time_of(found.stx_btime);
    facts.read = time_of(found.stx_atime);
    facts.written = time_of(found.stx_mtime);
    facts.size = S_ISREG(found.stx_mode) ? found.stx_size : 0;
    facts.number = found.stx_ino;
    constexpr int minor_bits = 20;
    facts.volume = found.stx_dev_major << minor_bits | found.stx_dev_minor;
    facts.links = found.stx_nlink;
    return status::success;
}

namespace {

// A file's own absence is another error than that of a folder on the way to it.
status absent(const std::string& path) {
    const auto slash = path.find_last_of('/');
    if (slash == path.npos) return status::not_found;
    file_facts folder;
    const auto parent = slash == 0 ? std::string("/") : path.substr(0, slash);
    return read_facts(AT_FDCWD, parent.c_str(), folder) == status::success &&
                   folder.attributes == FILE_ATTRIBUTE_DIRECTORY
               ? status::not_found
               : status::path_not_found;
}

template <class Character>
DWORD get_attributes(const Character* name) {
    file_facts facts;
    const status result = guarded([&] {
        std::string path;
        const status converted = path_of(name, path);
        if (converted != status::success) return converted;
        const status found = read_facts(AT_FDCWD, path.c_str(), facts);
        return found == status::not_found ? absent(path) : found;
    });
    return report(result) ? facts.attributes : INVALID_FILE_ATTRIBUTES;
}

}  // namespace
}  // namespace mapview::win32

DWORD WINAPI GetFileAttributesA(LPCSTR lpFileName) {
    return mapview::win32::get_attributes(lpFileName);
}

BOOL WINAPI GetFileInformationByHandle(HANDLE hFile, LPBY_HANDLE_FILE_INFORMATION lpInformation) {
    using namespace mapview::win32;
    file_facts facts;
    const auto result = guarded([&] {
        mapview::kernel::file_kind kind{};
        const auto known = mapview::kernel::kind_of_file(number_of(hFile), kind);
        if (known != mapview::kernel::status::success) return known;
        return read_facts(mapview::kernel::descriptor_of_handle(number_of(hFile)), "", facts);
    });
    if (!report(result)) return FALSE;
    *lpInformation = {.dwFileAttributes = facts.attributes,
                      .ftCreationTime = facts.created,
                      .ftLastAccessTime = facts.read,
                      .ftLastWriteTime = facts.written,
                      .dwVolumeSerialNumber = facts.volume,
                      .nFileSizeHigh = static_cast<DWORD>(facts.size >> 32),
                      .nFileSizeLow = static_cast<DWORD>(facts.size),
                      .nNumberOfLinks = facts.links,
                      .nFileIndexHigh = static_cast<DWORD>(facts.number >> 32),
                      .nFileIndexLow = static_cast<DWORD>(facts.number)};
    return TRUE;
}

// GetFileAttributesW for either size of wchar_t: see MAPVIEW_WIDE.

MAPVIEW_WIN32 DWORD GetFileAttributesW_utf16(const char16_t* path) {
    return mapview::win32::get_attributes(path);
}

MAPVIEW_WIN32 DWORD GetFileAttributesW_utf32(const char32_t* path) {
    return mapview::win32::get_attributes(path);
}
