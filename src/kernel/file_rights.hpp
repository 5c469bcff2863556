// kernel/file_rights.hpp - what a handle to a file may do.
// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/protection.hpp"

#include <optional>

namespace mapview::kernel {

/// The values are those of the FILE_ and standard rights.
/// https://learn.microsoft.com/windows/win32/fileio/file-access-rights-constants
namespace file_right {
inline constexpr rights read_data = 0x0001;
inline constexpr rights write_data = 0x0002;
inline constexpr rights append_data = 0x0004;
inline constexpr rights execute = 0x0020;
inline constexpr rights remove = 0x10000;
inline constexpr rights generic_read = 0x120089;
inline constexpr rights generic_write = 0x120116;
inline constexpr rights generic_execute = 0x1200A0;
inline constexpr rights all = 0x1F01FF;
}  // namespace file_right

constexpr bool reads(rights granted) noexcept {
    return (granted & (file_right::read_data | file_right::execute)) != 0;
}

constexpr bool writes(rights granted) noexcept {
    return (granted & (file_right::write_data | file_right::append_data)) != 0;
}

/// False for a handle that only asks about the file: such a one is no user of it.
constexpr bool uses(rights granted) noexcept {
    return reads(granted) || writes(granted) || (granted & file_right::remove) != 0;
}

/// The rights that an open descriptor stands for; none where it is no file, device or pipe.
std::optional<rights> rights_of_open_file(int fd) noexcept;

}  // namespace mapview::kernel
