// win32/file_facts.hpp - what Windows tells about a file.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/status.hpp"

#include <windows.h>

#include <cstdint>

namespace mapview::win32 {

struct file_facts {
    DWORD attributes = 0;
    FILETIME created{};  ///< zero where the file system does not know
    FILETIME read{};
    FILETIME written{};
    std::uint64_t size = 0;  ///< of a regular file
    std::uint64_t number = 0;
    DWORD volume = 0;
    DWORD links = 0;
};

/// Of the file at `path` below the open folder, AT_FDCWD or, for "", of the open file itself. A
/// link's are those of what it leads to. Statuses: not_found, path_not_found, access_denied.
kernel::status read_facts(int folder, const char* path, file_facts& facts) noexcept;

}  // namespace mapview::win32
